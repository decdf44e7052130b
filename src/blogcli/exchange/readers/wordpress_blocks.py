"""What WordPress's blocks keep outside of a post's HTML: shared blocks, footnotes, languages.

https://developer.wordpress.org/block-editor/reference-guides/core-blocks/
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape

_REUSABLE = re.compile(r"<!--\s*wp:block\s+(?P<attributes>\{[^<>]{0,2000}?\})\s*/-->")
_CODE = re.compile(
    r"<!--\s*wp:[\w/-]+\s+(?P<attributes>\{[^<>]{0,4000}?\})\s*-->\s*<pre(?=[\s>])", re.IGNORECASE
)
_LANGUAGE = re.compile(r"[\w+#.-]{1,20}")
_MOST_LEVELS = 5
_LONGEST = 2_000_000
"""The most characters of a body that shared blocks may make, as they may show each other."""


def with_reusable(written: str, blocks: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the body with shared blocks (`wp:block`) put in, and warnings of those not there."""
    missing: dict[str, None] = {}
    size = len(written)

    def put_in(found: re.Match[str]) -> str:
        nonlocal size
        number = str(_attributes(found).get("ref", ""))
        block = blocks.get(number)
        size += len(block or "")
        if block is not None and size <= _LONGEST:
            return block
        missing[number] = None
        return ""

    for _ in range(_MOST_LEVELS):
        if not _REUSABLE.search(written):
            break
        written = _REUSABLE.sub(put_in, written)
    missing.update(
        (str(_attributes(one).get("ref", "")), None) for one in _REUSABLE.finditer(written)
    )
    told = "reusable block {} is not in the export; its text is missing here"
    return _REUSABLE.sub("", written), [told.format(number or "(no number)") for number in missing]


def with_code_languages(written: str) -> str:
    """Return the body with the language of a code block, which its comment has, at its `pre`."""

    def named(found: re.Match[str]) -> str:
        language = _attributes(found).get("language")
        if isinstance(language, str) and _LANGUAGE.fullmatch(language):
            return f'{found[0]} data-lang="{language}"'
        return found[0]

    return _CODE.sub(named, written)


def with_footnotes(html: str, written: str) -> str:
    """Return the HTML with the texts of its footnotes at the end, as `data-fn-text`.

    `written` is the JSON of the custom field `footnotes`.
    """
    try:
        notes = json.loads(written) if written else []
    except (ValueError, RecursionError):
        return html
    known = [note for note in notes if isinstance(note, dict)] if isinstance(notes, list) else []
    return html + "".join(
        f'\n<p><span data-fn-text="{escape(str(note.get("id", "")))}"></span>'
        f"{note.get('content', '')}</p>"
        for note in known
    )


def _attributes(found: re.Match[str]) -> Mapping[str, object]:
    try:
        read = json.loads(found["attributes"])
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
