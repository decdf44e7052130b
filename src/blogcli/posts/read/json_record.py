"""A post's record as a line of JSON, with only the status left to fill in."""

from typing import NamedTuple

from blogcli.posts.model.fields import RECORD_FIELDS, STATUSES
from blogcli.posts.model.status import status_at
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.json_text import is_encodable, json_text

_STATUS = {status: f'"{status}"'.encode() for status in STATUSES}

_NAMES = [field.name for field in RECORD_FIELDS]
_SPLIT = _NAMES.index("status")


class RecordText(NamedTuple):
    """A record's text before and after the status, the only part that changes with time.

    It is kept in UTF-8 so that thousands can be written out as they are.
    """

    draft: bool
    starts: float | None
    ends: float | None
    before: bytes
    after: bytes

    def json(self, now: float) -> bytes:
        """Return the whole record; `now` is in seconds since 1970."""
        draft, starts, ends, before, after = self
        return before + _STATUS[status_at(draft, starts, ends, now)] + after


def record_text(summary: Summary) -> RecordText:
    """Serialize all fields of a post; characters that UTF-8 cannot encode are escaped."""
    before = {name: getattr(summary, name) for name in _NAMES[:_SPLIT]}
    after = {name: getattr(summary, name) for name in _NAMES[_SPLIT + 1 :]}
    texts = json_text(before), json_text(after)
    if not all(map(is_encodable, texts)):
        texts = json_text(before, escaped=True), json_text(after, escaped=True)
    start, end = f'{texts[0][:-1]}, "status": ', f", {texts[1][1:]}"
    return RecordText(summary.draft, summary.starts, summary.ends, start.encode(), end.encode())
