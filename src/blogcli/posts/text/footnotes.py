"""Prepare a Markdown body for a CommonMark parser by handling common extensions.

These are footnotes (GitHub, Pandoc) and code in `highlight` tags (Jekyll, Hugo).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)")
_INDENT = re.compile(r"\t| {2,4}")
_HIGHLIGHT = re.compile(r"\s*\{(?:%-?|\{[<%])\s*highlight\s+\W?([\w+#.-]+)[^{}]*\}{1,2}\s*")
_END_HIGHLIGHT = re.compile(r"\s*\{(?:%-?|\{[<%])\s*(?:end|/\s*)highlight[^{}]*\}{1,2}\s*")
_LONG_FENCE = "~" * 12
"""The fence that replaces a `highlight` tag: longer than any fence likely inside code."""


_INLINE_NOTE = re.compile(
    r"(?<![\\!])\^\[(?P<note>(?:\\.|[^\[\]\\\n]|\[[^\[\]\n]{0,500}\]){1,2000}+)\](?![(\[:])"
)


def split_notes(body: str) -> tuple[str, Mapping[str, str]]:
    """Return the body without footnote definitions, and the definitions by id.

    Footnotes written at their place, as `^[a note]`, become references with the ids ^1, ^2 and so
    on. Code blocks are ignored. If an id occurs twice, the first definition counts. A definition
    continues over indented lines, and to the end of its paragraph.
    """
    if "[^" not in body and "^[" not in body and "highlight" not in body:
        return body, {}
    text: list[str] = []
    notes: dict[str, list[str]] = {}
    note: list[str] | None = None
    for line, in_code in _with_fences(body.split("\n")):
        found = None if in_code else _NOTE.match(line)
        if found:
            note = [found[2]]
            notes.setdefault(found[1], note)
        elif note is not None and _goes_on(note, line, in_code):
            note.append(_INDENT.sub("", line, count=1))
        else:
            text += [line] if note is None else ["", line]
            note = None
    found_notes = {name: "\n".join(lines).strip() for name, lines in notes.items()}
    whole, inline = _without_inline("\n".join(text))
    return whole, {**found_notes, **inline}


def _without_inline(text: str) -> tuple[str, Mapping[str, str]]:
    """Return the text with references for footnotes at their place, and these notes by id."""
    if "^[" not in text:
        return text, {}
    from blogcli.posts.text.code_mask import BLANK, mask_code

    mask, notes = mask_code(text), dict[str, str]()

    def referred(found: re.Match[str]) -> str:
        if mask[found.start()] == BLANK:
            return found[0]
        name = f"^{len(notes) + 1}"
        notes[name] = found["note"].strip()
        return f"[^{name}]"

    return _INLINE_NOTE.sub(referred, text), notes


def _goes_on(note: list[str], line: str, in_code: bool) -> bool:
    if in_code:
        return False
    return not line.strip() or bool(_INDENT.match(line)) or bool(note[-1].strip())


def _with_fences(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line and whether it is fenced code; `highlight` tags become fences."""
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence == _LONG_FENCE and _END_HIGHLIGHT.fullmatch(line):
            yield fence, True
            fence = ""
        elif fence:
            yield line, True
            if mark and mark[1].startswith(fence) and not line.strip(f" \t{fence[0]}"):
                fence = ""
        elif tag := _HIGHLIGHT.fullmatch(line):
            fence = _LONG_FENCE
            yield fence + tag[1], True
        else:
            fence = mark[1] if mark else ""
            yield line, bool(mark)
