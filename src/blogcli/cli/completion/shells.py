"""Completion in bash, zsh and fish: click's classes, fixed for values with any characters."""

from __future__ import annotations

import os
import re
from typing import ClassVar

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

_BASH = """\
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
"""Tokens that start a substitution or special quote, by the quote that is open."""


@add_completion_class
class Bash(BashComplete):
    """Completion for bash that parses the command line itself.

    Bash passes `tag:py` as three words. It inserts a completion unescaped, and replaces only the
    text after the last colon unless a quote is open. So completions are cut at the colon and
    escaped for the open quote.
    """

    name: ClassVar[str] = "bash"
    source_template: ClassVar[str] = _BASH
    cut = 0
    quote: str | None = ""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the incomplete one, and the incomplete one."""
        line = os.environ["COMP_LINE"]
        words = split_arg_string(line)
        self.quote = open_quote(line)
        incomplete = "" if line.endswith(" ") and not self.quote else words.pop()
        if not self.quote and ":" in os.environ.get("COMP_WORDBREAKS", ":"):
            self.cut = incomplete.rfind(":") + 1
        return words[1:], incomplete

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """Return the completions; none if the open quote is unknown."""
        if self.quote is None:
            return []
        return super().get_completions(args, incomplete)

    def format_completion(self, item: CompletionItem) -> str:
        """Return the line that the shell function reads for a completion."""
        if item.type != "plain":
            return item.type
        value = str(item.value)[self.cut :]
        if self.quote:
            value = _inside(self.quote, value)
        elif any(char in value for char in " '\"()*<>&;|$`\\!#[]{}?~^"):
            from shlex import quote

            value = quote(value)
        return f"plain,{value}"


@add_completion_class
class Zsh(ZshComplete):
    """Completion for zsh, where `_describe` ends a value at an unescaped colon."""

    name: ClassVar[str] = "zsh"

    def format_completion(self, item: CompletionItem) -> str:
        """Return a completion with its backslashes escaped, if it has a description."""
        if item.help:
            item = CompletionItem(item.value.replace("\\", "\\\\"), item.type, item.help)
        return super().format_completion(item)


@add_completion_class
class Fish(FishComplete):
    """Completion for fish that splits an answer only at the first comma."""

    name: ClassVar[str] = "fish"
    source_template: ClassVar[str] = FishComplete.source_template.replace(
        'string split ","', 'string split --max 1 ","'
    )


def open_quote(line: str) -> str | None:
    """Return the quote that is open at the end of the line; "" for none.

    None where only bash itself could decide: in `$'…'` and within substitutions.
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
    """Return the value escaped for the open quote.

    A `'` in single quotes and a `!` in double quotes can only be escaped outside of the quotes.
    Bash closes the quote itself, unless the completion seems to end with one.
    """
    written = value.replace("'", r"'\''") if quote == "'" else _inside_double(value)
    return written + quote if written.endswith(quote) else written


def _inside_double(value: str) -> str:
    return re.sub(r'[\\"$`]', r"\\\g<0>", value).replace("!", "\"'!'\"")
