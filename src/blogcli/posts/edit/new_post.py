"""Building a new post in memory: from a title, a template, or another post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from blogcli.posts.edit.draft_marks import draft_edits
from blogcli.posts.edit.fields import (
    Assignment,
    assign,
    field_key,
    list_edit,
    value_in_post,
)
from blogcli.posts.edit.written_dates import format_date, written_like
from blogcli.posts.formats import Drop, Edit, Put, edit
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.document import Document, split
from blogcli.posts.model.paths import day_in_name
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import Post, read_post
from blogcli.posts.text.date_formats import When
from blogcli.posts.text.slugs import slugify


@dataclass(frozen=True, slots=True)
class NewPost:
    """The content of a new post; `body` None leaves the body as in the start document.

    A time that is not `exact`, such as "now", is written as far as the blog's other posts have it.

    `assignments` are as a person types them and name fields by any of their names; `edits` are
    values under exact keys. `author` and the keys of `habits` are made unless the start document
    has them.
    """

    title: str
    when: When
    slug: str
    exact: bool = True
    draft: bool = True
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    assignments: Sequence[Assignment] = ()
    edits: Sequence[Edit] = ()
    author: Edit | None = None
    habits: Sequence[Put] = ()
    body: str | None = None


EMPTY = Document(format="none", body=b"")


def compose_post(
    new: NewPost, path: str, conventions: Conventions, start: Document = EMPTY
) -> Document:
    """Return the document of a new post at `path`: its content, written over that of `start`.

    `start` is a filled template, or a copy of another post. In a drafts folder nothing else marks
    the draft. Raise Refused if the front matter cannot be edited.
    """
    post = read_post(path, start.join(), conventions)
    edits: list[Edit] = [
        Put(field_key(post, "title"), new.title),
        *_date_edits(new, post),
        *draft_edits(post, new.draft and not conventions.is_draft_path(path)),
    ]
    if new.tags:
        edits.append(list_edit(post, "tags", list(new.tags)))
    if new.categories:
        edits.append(list_edit(post, "categories", list(new.categories)))
    if new.author and not post.summary.authors:
        edits.append(new.author)
    edits += [one for one in new.habits if one.key[0] not in post.summary.meta]
    document = edit(start, [*edits, *new.edits], new_block=conventions.format)
    if new.assignments:
        document = assign(read_post(path, document.join(), conventions), new.assignments)
    if new.body is not None or not document.body:
        document = document._replace(body=_body_bytes(new.body or ""))
    return document


def _date_edits(new: NewPost, post: Post) -> Iterable[Edit]:
    """Yield the edit that dates the post, unless the day in its name is enough in its blog."""
    ways = post.conventions
    named = ways.dated_names and day_in_name(post.summary.path) is not None
    if new.exact or not named:
        text = written_like(new.when, ways.date_like, ways, exact=new.exact)
        yield Put(field_key(post, "date"), text, plain=True)


def _body_bytes(text: str) -> bytes:
    """Return a body to follow front matter: an empty line, the text, and a final newline."""
    return ("\n" + text.rstrip("\n") + "\n").encode() if text.strip() else b""


PLACEHOLDERS: dict[str, re.Pattern[str]] = {
    "title": re.compile(r"\{\{[^{}]*(?:title|ContentBaseName|\.Name)[^{}]*\}\}|\{title\}", re.I),
    "date": re.compile(r"\{\{[^{}]*date[^{}]*\}\}|\{date\}", re.I),
    "slug": re.compile(r"\{\{[^{}]*slug[^{}]*\}\}|\{slug\}", re.I),
}
"""Placeholders of templates: ours, Hexo's `{{ title }}`, Hugo's `{{ .Title }}`."""


def fill_template(data: bytes, new: NewPost, conventions: Conventions) -> Document:
    """Return a template with its placeholders filled; nothing in it is executed."""
    values = {
        "title": new.title,
        "date": format_date(new.when, conventions),
        "slug": new.slug,
    }
    text = data.decode(errors="replace")
    for name, pattern in PLACEHOLDERS.items():
        text = pattern.sub(lambda found, name=name: _safe(values[name]), text)  # type: ignore[misc]
    return split(text.encode(), headers=conventions.headers)


def copy_of(post: Post) -> Document:
    """Return a copy of another post, without its own address, old addresses and update date."""
    document = post.document
    for name in ("slug", "aliases", "updated"):
        key = field_key(post, name)
        if value_in_post(post, key) is not None:
            document = edit(document, [Drop(key)])
    return document


def near_titles(titles: Iterable[str], posts: Iterable[Summary]) -> Iterator[Summary]:
    """Yield the posts whose titles a reader would take for one of these; the first for each."""
    wanted = {slug: None for title in titles if (slug := slugify(title))}
    for post in posts:
        if wanted.pop(slugify(post.title), False) is None:
            yield post


def _safe(text: str) -> str:
    """Return text that may stand in a template's quotes; the real value is put in afterwards."""
    return text.replace('"', "'").replace("\\", "/")
