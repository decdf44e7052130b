"""Completion in bash, where a colon parts words and queries are full of colons."""

from __future__ import annotations

import os
import re
from typing import ClassVar

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    add_completion_class,
    split_arg_string,
)

SOURCE = """\
%(complete_func)s() {
    local IFS=$'\\n' item
    COMPREPLY=()
    while IFS= read -r item; do
        case $item in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain,*) COMPREPLY+=("${item#plain,}") ;;
        esac
    done < <(COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \\
            %(complete_var)s=bash_complete "$1")
    [[ ${COMPREPLY[*]} == *[:=] ]] && compopt -o nospace
    return 0
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_TELLS_NOTHING = {
    "": ("`", "$(", "${", "$[", "$'", '$"', "<(", ">("),
    '"': ("`", "$(", "${", "$["),
    "'": (),
}
"""What opens a quote or a command of its own, in no quote and in each."""


@add_completion_class
class Bash(BashComplete):
    """Reads the line itself, since bash hands over `tag:py` as three words.

    Bash pastes an answer as it is, and replaces only what stands behind the last colon, unless a
    quote is open. So the answers are cut, and quoted as they must be where they are put.
    """

    name: ClassVar[str] = "bash"
    source_template: ClassVar[str] = SOURCE
    cut = 0
    quote: str | None = ""

    def get_completion_args(self) -> tuple[list[str], str]:
        line = os.environ["COMP_LINE"]
        words = split_arg_string(line)
        self.quote = open_quote(line)
        incomplete = "" if line.endswith(" ") and not self.quote else words.pop()
        if not self.quote and ":" in os.environ.get("COMP_WORDBREAKS", ":"):
            self.cut = incomplete.rfind(":") + 1
        return words[1:], incomplete

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        if self.quote is None:
            return []
        return super().get_completions(args, incomplete)

    def format_completion(self, item: CompletionItem) -> str:
        if item.type != "plain":
            return item.type
        value = str(item.value)[self.cut :]
        if self.quote:
            value = _inside(self.quote, value)
        elif any(char in value for char in " '\"()*<>&;|$`\\!#[]{}?~^"):
            from shlex import quote

            value = quote(value)
        return f"plain,{value}"


def open_quote(line: str) -> str | None:
    """The quote that the line ends in, as bash reads it; "" for none.

    None where it cannot be told without running bash: in `$'…'` and within substitutions.
    """
    opened, at = "", 0
    while at < len(line):
        if line.startswith(_TELLS_NOTHING[opened], at):
            return None
        char = line[at]
        if char in "'\"" and opened in ("", char):
            opened = "" if opened else char
        at += 2 if char == "\\" and opened != "'" else 1
    return opened


def _inside(quote: str, value: str) -> str:
    """How a value is written where that quote is open.

    Only a closed quote ends the meaning of a quote in single ones, and of a `!` in double ones.
    Bash closes the quote itself, unless an answer ends as if it did so already.
    """
    written = value.replace("'", r"'\''") if quote == "'" else _inside_double(value)
    return written + quote if written.endswith(quote) else written


def _inside_double(value: str) -> str:
    return re.sub(r'[\\"$`]', r"\\\g<0>", value).replace("!", "\"'!'\"")
