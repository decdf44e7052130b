"""Escape text for Markdown: only characters that would be parsed as markup.

The rules are CommonMark's (https://spec.commonmark.org/0.31.2/), with GitHub's tables and
strikethrough, and headings without a space as in older parsers. `<` and `&` become entities, which
every Markdown parser shows as text; other characters get a backslash.
"""

from __future__ import annotations

import re

_INLINE = re.compile(
    r"""
    \\(?=[!-/:-@\[-`{-~\n]|\Z)                         # a backslash that would escape
    | `                                                 # code
    | \A~|~(?=~|\Z)                                     # struck out
    | (?<!\s)\*|\*(?!\s) | \A\*                         # emphasis, unless between spaces
    | (?<![^\W_])_+|_+(?![^\W_])                        # emphasis, unless inside a word
    | &(?=\#\d{1,7};|\#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]*;)
    | <(?=[a-zA-Z/!?])
    | \[(?=[\ xX]?\])                                   # a box to tick
    | \[(?=\^)                                          # a footnote
    | \[(?![^\[\]]*\](?![\[(:]))                        # a link, unless nothing follows [text]
    """,
    re.VERBOSE,
)
_ANY = re.compile(r"[\\`~*_&<\[]")  # a prefilter that takes a tenth of the time
_BRACKET = re.compile(r"\\.|[\[\]]")
_LINE_START = re.compile(
    r"""^(?P<space>[ \t]*)
    (?: (?P<mark>[#>|] | [-+*](?=\s|$) | (?:=+|_+|\*+)(?=[^\S\n]*$) | :(?=\s)
        | [-:](?=(?:[-:|]|[^\S\n])*$) | ~~~)
      | (?P<number>\d{1,9})(?P<end>[.)])(?=\s|$)
    )""",
    re.MULTILINE | re.VERBOSE,
)
_ENTITIES = {"<": "&lt;", "&": "&amp;"}


def escape_inline(text: str, within_link: bool = False) -> str:
    """Escape inline text; in the text of a link, also every bracket."""
    escaped = _INLINE.sub(_escaped, text) if _ANY.search(text) else text
    return _BRACKET.sub(_bracket, escaped) if within_link else escaped


def escape_lines(text: str) -> str:
    """Escape block markup at line starts in a paragraph that is already escaped inline."""
    return _LINE_START.sub(_at_start, text)


def escape_text(text: str) -> str:
    """Return a paragraph of plain text as Markdown; line ends are kept."""
    return escape_lines(escape_inline(text))


def _escaped(found: re.Match[str]) -> str:
    mark = found[0]
    return _ENTITIES.get(mark) or "".join(f"\\{char}" for char in mark)


def _bracket(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > 1 else f"\\{found[0]}"


def _at_start(found: re.Match[str]) -> str:
    if found["number"]:
        return f"{found['space']}{found['number']}\\{found['end']}"
    return f"{found['space']}\\{found['mark']}"
