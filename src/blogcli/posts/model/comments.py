"""Comments on a post, which a blog stores beside it in `comments/<slug>.json`."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from blogcli.errors import Unreadable
from blogcli.posts.text.date_formats import When, parse_date
from blogcli.posts.text.dates import iso

FOLDER = "comments"


class Comment(NamedTuple):
    """One comment on a post; `html` is sanitized and safe to show if an import made it.

    `id` is the one of its old anchor (`#c<id>` on Blogger), `parent` the id of the comment it
    answers, "" if it answers the post. `status` is "live", or else the old system's own word.
    """

    id: str
    html: str
    parent: str = ""
    author: str = ""
    author_url: str = ""
    date: When | None = None
    status: str = "live"


def comments_path(slug: str) -> str:
    """Return the path of the comments of the post with this slug, relative to the blog."""
    return f"{FOLDER}/{slug.replace('/', '-')}.json"


def comment_record(comment: Comment) -> dict[str, str | None]:
    """Return a comment as a JSON object: its parts by name, the date in ISO 8601 or null."""
    return {**comment._asdict(), "date": iso(comment.date) if comment.date else None}


def comment_from_record(record: Mapping[str, object]) -> Comment:
    """Return the comment of a record; missing and null parts are empty."""
    texts = {part: str(record.get(part) or "") for part in Comment._fields}
    date = parse_date(texts.pop("date"))
    return Comment(**{**texts, "status": texts["status"] or "live"}, date=date)


_MOST = 20_000
"""The most comments that are read of one post."""


def serialize_comments(comments: Sequence[Comment]) -> bytes:
    """Serialize comments as a JSON array of records, in their order."""
    records = list(map(comment_record, comments))
    return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode(errors="replace")


def read_comments(data: bytes, path: str) -> tuple[Comment, ...]:
    """Parse a file of comments; raise Unreadable if it is not a JSON array of objects."""
    try:
        records = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the comments are not JSON: {error}", path=path) from None
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        raise Unreadable("the comments are not a JSON array of objects", path=path)
    if len(records) > _MOST:
        raise Unreadable(f"more than {_MOST} comments", path=path)
    return tuple(map(comment_from_record, records))


def is_live(comment: Comment) -> bool:
    """Return whether readers may see it; an import may have kept hidden comments and spam too."""
    return comment.status == "live"


def threaded(comments: Iterable[Comment]) -> Iterator[tuple[int, Comment]]:
    """Yield the comments with their depth, each answer below what it answers, otherwise in order.

    An answer to a missing comment is at depth 0, and so is one comment of a cycle of answers.
    """
    everyone = list(comments)
    known = {comment.id for comment in everyone}
    answers: dict[str, list[Comment]] = {}
    for comment in everyone:
        parent = comment.parent if comment.parent in known else ""
        answers.setdefault(parent, []).append(comment)
    told: set[int] = set()
    waiting = [(0, comment) for comment in reversed(answers.pop("", []))]
    while waiting or answers:
        if not waiting:  # the rest are cycles of answers
            _, circle = answers.popitem()
            waiting = [(0, one) for one in reversed(circle)]
            continue
        depth, comment = waiting.pop()
        if id(comment) in told:
            continue
        told.add(id(comment))
        yield depth, comment
        below = answers.pop(comment.id, []) if comment.id else []
        waiting += [(depth + 1, one) for one in reversed(below)]
