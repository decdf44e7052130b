"""A post's record as a line of JSON, with only the status yet to be filled in."""

from typing import NamedTuple

from blogcli.posts.fields import FIELDS, STATUSES
from blogcli.posts.json_text import is_encodable, json_text
from blogcli.posts.summary import Summary, status_at

_STATUS = {status: f'"{status}"'.encode() for status in STATUSES}

_NAMES = [field.name for field in FIELDS]
_SPLIT = _NAMES.index("status")


class RecordText(NamedTuple):
    """A record's text before and after the status, which changes with the time of day alone.

    In UTF-8: it is written as it is kept, thousands at a time.
    """

    draft: bool
    at: float | None
    before: bytes
    after: bytes

    def json(self, now: float) -> bytes:
        """The whole record; `now` are seconds since 1970."""
        draft, at, before, after = self
        return before + _STATUS[status_at(draft, at, now)] + after


def record_text(summary: Summary) -> RecordText:
    """The record of a post with every field; characters that UTF-8 cannot hold are escaped."""
    before = {name: getattr(summary, name) for name in _NAMES[:_SPLIT]}
    after = {name: getattr(summary, name) for name in _NAMES[_SPLIT + 1 :]}
    texts = json_text(before), json_text(after)
    if not all(map(is_encodable, texts)):
        texts = json_text(before, escaped=True), json_text(after, escaped=True)
    start, end = f'{texts[0][:-1]}, "status": ', f", {texts[1][1:]}"
    return RecordText(summary.draft, summary.at, start.encode(), end.encode())
