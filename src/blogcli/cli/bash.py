"""Completion in bash, where a colon parts words and queries are full of colons."""

from __future__ import annotations

import os
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
    for item in $(COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \\
            %(complete_var)s=bash_complete "$1"); do
        case $item in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain,*) COMPREPLY+=("${item#plain,}") ;;
        esac
    done
    [[ ${COMPREPLY[*]} == *[:=] ]] && compopt -o nospace
    return 0
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""


@add_completion_class
class Bash(BashComplete):
    """Reads the line itself, since bash hands over `tag:py` as three words.

    Bash replaces only what stands behind the last colon, unless a quote is open; the answers are
    cut accordingly, and quoted where a space in them would part them.
    """

    name: ClassVar[str] = "bash"
    source_template: ClassVar[str] = SOURCE
    cut = 0
    quote = False

    def get_completion_args(self) -> tuple[list[str], str]:
        line = os.environ["COMP_LINE"]
        words = split_arg_string(line)
        incomplete = "" if line.endswith(" ") and not _quote_is_open(line) else words.pop()
        self.quote = not _quote_is_open(line)
        if self.quote and ":" in os.environ.get("COMP_WORDBREAKS", ":"):
            self.cut = incomplete.rfind(":") + 1
        return words[1:], incomplete

    def format_completion(self, item: CompletionItem) -> str:
        if item.type != "plain":
            return item.type
        value = str(item.value)[self.cut :]
        if self.quote and any(char in value for char in " '\"()*<>&;|$`\\!#"):
            from shlex import quote

            value = quote(value)
        return f"plain,{value}"


def _quote_is_open(line: str) -> bool:
    """Whether the line ends inside quotes, as a shell would read it."""
    opened = ""
    for char in line:
        if char in "'\"" and opened in ("", char):
            opened = "" if opened else char
    return bool(opened)
