"""Rows of the index as they are written: a post as its columns, which `rows` reads."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from blogcli.errors import Unreadable
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.json_text import is_encodable, json_text
from blogcli.store.index.rows import AS_JSON, FIXED, ITEM_END

if TYPE_CHECKING:
    from blogcli.posts.read.post import Post


class IndexedPost(NamedTuple):
    """A post file as it was read: its summary, whether it is listed, and any problem.

    `text` is its front matter as written, in that `format`; `post` is all of it, `address` its URL
    path.
    """

    summary: Summary
    listed: bool = True
    problem: Unreadable | None = None
    text: str = ""
    format: str = "none"
    post: "Post | None" = None
    address: str = ""


class PostRow(NamedTuple):
    """The columns of the table `post`, but for the number and the stamp.

    `whole` is 0 for a post of which only the place in a list was read: its columns up to `at`.
    """

    path: bytes
    whole: int = 0
    listed: int = 0
    floating: int = FIXED
    problem: str | bytes | None = None
    slug: str | bytes = ""
    date: str | None = None
    at: float | None = None
    starts: float | None = None
    ends: float | None = None
    title: str | bytes = ""
    updated: str | None = None
    draft: int = 0
    tags: str | bytes = ""
    categories: str | bytes = ""
    authors: str | bytes = ""
    description: str | bytes = ""
    source: str | bytes = ""
    byline: str | bytes = ""
    aliases: str | bytes = ""
    url: str | bytes | None = None
    lang: str | bytes = ""
    words: int = 0


PLACE = PostRow._fields[: PostRow._fields.index("at") + 1]
"""The columns of a post of which only its place in a list was read."""


class RecordRow(NamedTuple):
    """The columns of the table `record`, but for the number: a line of JSON, and front matter.

    `before` and `after` stand on either side of the status; the last value in `after`, from the
    byte `meta` on, is the front matter. `text` is the front matter as written, in that `format`.
    """

    format: str
    before: bytes
    after: bytes
    meta: int
    text: str | bytes


def pack(entry: IndexedPost, floating: int) -> tuple[PostRow, RecordRow]:
    """Return the row of a post that was read whole."""
    post, problem = entry.summary, entry.problem
    told = PostRow(
        path=b"",
        whole=1,
        listed=int(entry.listed),
        floating=floating,
        problem=packed_problem(problem) if problem else None,
        slug=_text(post.slug),
        title=_text(post.title),
        date=post.date.isoformat() if post.date else None,
        at=post.at,
        starts=post.starts,
        ends=post.ends,
        updated=post.updated.isoformat() if post.updated else None,
        draft=int(post.draft),
        tags=_items(post.tags),
        categories=_items(post.categories),
        authors=_items(post.authors),
        description=_text(post.description),
        source=_text(json_text(dict(post.source))) if post.source else "",
        byline=_text(post.byline),
        aliases=_items(post.aliases),
        url=None if post.url is None else _text(post.url),
        lang=_text(post.lang),
        words=post.words,
    )
    return told, _record(entry)


def _record(entry: IndexedPost) -> RecordRow:
    from blogcli.posts.read.json_record import record_parts

    return RecordRow(entry.format, *record_parts(entry.summary), _text(entry.text))


def packed_problem(problem: Unreadable) -> str | bytes:
    """Return the text of a problem for its column."""
    return _text(json_text([problem.message, problem.line, problem.hint]))


def _text(text: str) -> str | bytes:
    return text if is_encodable(text) else text.encode("utf-8", "surrogatepass")


def _items(items: Sequence[str]) -> str | bytes:
    """Join the items of a list; each ends in U+001F. As JSON, if one has that itself."""
    text = "".join(f"{item}{ITEM_END}" for item in items)
    if text.count(ITEM_END) != len(items) or text.startswith(AS_JSON):
        text = AS_JSON + json_text(items)
    return _text(text)
