"""The first heading of a body."""

from __future__ import annotations

import re

_CODE = re.compile(r" {0,3}(?:(`{3,}|~{3,})|\{%-?\s*(highlight|raw)\b)")
_HEADING = re.compile(r" {0,3}#[ \t]+(.*)")
_UNDERLINE = re.compile(r" {0,3}=+[ \t]*")


def first_heading(body: str) -> str:
    """Return the text of the first level-one heading outside code; "" if there is none.

    Both of CommonMark's forms count: `# Title #` and a line underlined with `=`. An id in braces at
    its end is not part of the title. Code stands between fences or Liquid's `highlight` or `raw`
    tags.
    """
    code = ""
    above = ""
    for line in body.splitlines():
        if code:
            code = "" if _ends(code, line) else code
        elif opening := _CODE.match(line):
            code, above = opening[1] or opening[2], ""
        elif heading := _HEADING.match(line):
            return _plain(heading[1])
        elif above and _UNDERLINE.fullmatch(line):
            return _plain(above)
        else:
            above = "" if line.startswith("    ") else line.strip()
    return ""


def _ends(code: str, line: str) -> bool:
    """Return whether the line ends code that was opened by a fence or by a tag of this name."""
    text = line.strip()
    if code[0] in "`~":
        return text.startswith(code) and not text.strip(code[0])
    return text.startswith("{%") and f"end{code}" in text


def _plain(heading: str) -> str:
    """Return a heading without closing hashes and without an id in braces."""
    text = re.sub(r"(?:^|[ \t])#+[ \t]*$", "", heading).strip()
    return re.sub(r"[ \t]*\{#[^}]*\}$", "", text)
