"""A post's record as a line of JSON, with only the status left to fill in."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from blogcli.posts.model.fields import RECORD_FIELDS, STATUSES
from blogcli.posts.model.status import status_at
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.json_text import is_encodable, json_text

_STATUS = {status: f'"{status}"'.encode() for status in STATUSES}

_NAMES = [field.name for field in RECORD_FIELDS]
_SPLIT = _NAMES.index("status")


RecordText: TypeAlias = tuple[bool, float | None, float | None, bytes, bytes]
"""What decides the status, as for `status_at`, and the record's text before and after it in UTF-8.

The status is the only part that changes with time.
"""


def record_lines(texts: Iterable[RecordText], now: float) -> Iterator[bytes]:
    """Yield the whole records; `now` is in seconds since 1970."""
    return (
        before + _STATUS[status_at(draft, starts, ends, now)] + after
        for draft, starts, ends, before, after in texts
    )


def record_text(summary: Summary) -> RecordText:
    """Serialize all fields of a post; characters that UTF-8 cannot encode are escaped."""
    before, after, _ = record_parts(summary)
    return summary.draft, summary.starts, summary.ends, before, after


def record_parts(summary: Summary) -> tuple[bytes, bytes, int]:
    """Return the texts of RecordText, and where in the second one the front matter begins."""
    before = {name: getattr(summary, name) for name in _NAMES[:_SPLIT]}
    after = {name: getattr(summary, name) for name in _NAMES[_SPLIT + 1 : -1]}
    texts = _encoded((before, after, summary.meta), escaped=False)
    if not all(map(is_encodable, texts)):
        texts = _encoded((before, after, summary.meta), escaped=True)
    start = f'{texts[0][:-1]}, "status": '.encode()
    middle = f', {texts[1][1:-1]}, "{_NAMES[-1]}": '.encode()
    return start, b"%b%b}" % (middle, texts[2].encode()), len(middle)


def _encoded(values: Iterable[object], *, escaped: bool) -> list[str]:
    return [json_text(value, escaped=escaped) for value in values]
