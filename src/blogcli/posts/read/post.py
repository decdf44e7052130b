"""Parsing a post from the bytes of its file, by the conventions of its blog."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import NamedTuple

from blogcli.errors import Unreadable
from blogcli.posts.formats import Loaded, load, load_simple
from blogcli.posts.model.conventions import Conventions, FieldPlace, Split, split_tags
from blogcli.posts.model.document import Document, split
from blogcli.posts.model.paths import language_in_name, split_path, url_date
from blogcli.posts.model.status import StatusRules
from blogcli.posts.model.summary import Summary
from blogcli.posts.model.values import Value, written_text
from blogcli.posts.text import date_formats, dates
from blogcli.posts.text.date_formats import When
from blogcli.posts.text.headings import first_heading
from blogcli.posts.text.word_count import count_words


class Problem(NamedTuple):
    """The reason why front matter was read only in part; `line` counts from 1 in the file."""

    message: str
    line: int | None = None

    def error(self, path: str, hint: str = "") -> Unreadable:
        """Return the error to raise or to report for the post at `path`."""
        return Unreadable(self.message, hint, path=path, line=self.line)


class Post(NamedTuple):
    """A whole post: its summary, its parts, and what was wrong with its front matter."""

    summary: Summary
    document: Document
    conventions: Conventions
    problem: Problem | None = None

    @property
    def body(self) -> str:
        """Return the body as text; invalid UTF-8 becomes U+FFFD here, and is unchanged on disk."""
        return self.document.body.decode(errors="replace")


def read_post(path: str, data: bytes, conventions: Conventions) -> Post:
    """Parse the post at `path` (relative to the blog) from the bytes of its file.

    Raise Unreadable if the file cannot be read as a post.
    """
    try:
        document = split(data, headers=conventions.headers)
    except Unreadable as error:
        error.path = error.path or path
        raise
    loaded = load(document)
    return Post(
        summary=_summary(path, document, loaded.values, conventions),
        document=document,
        conventions=conventions,
        problem=_problem(document, loaded),
    )


class ListEntry(NamedTuple):
    """The slug and the date of a post, read from its first kilobytes; `at` as in Summary."""

    slug: str
    at: float | None


def read_list_entry(
    path: str, data: bytes, conventions: Conventions, *, is_cut: bool
) -> ListEntry | None:
    """Parse only date and slug. None if the fast parser cannot; then use `read_post`.

    `data` are the first bytes of the file, all of them unless `is_cut`.
    """
    try:
        document = split(data, headers=conventions.headers)
    except Unreadable:  # also if the front matter ends beyond these bytes
        return None
    # At the very end of the bytes, what looks like a fence may be the start of other text.
    meta = load_simple(document) if document.body or not is_cut else None
    if meta is None:
        return None
    front = _FrontMatter(meta, conventions)
    when = _zoned(front.date_at(path), document, conventions)
    return ListEntry(front.slug_at(path), _at(when, conventions))


_NAME_KEYS = ("name", "label", "title", "key")
"""Keys of the name of a tag or author that is written as a mapping (Docusaurus' `label`, `key`)."""


def _summary(
    path: str, document: Document, meta: Mapping[str, Value], conventions: Conventions
) -> Summary:
    front = _FrontMatter(meta, conventions)
    strings = conventions.split
    # Jekyll splits `tags: a b` and keeps `tag: a b` whole, as Pelican keeps `category: a, b`;
    # people's names hold spaces everywhere.
    single = Split.ONE if strings is Split.SPACE or conventions.headers else strings
    people = Split.COMMA if strings is Split.COMMA else Split.ONE
    when = _zoned(front.date_at(path), document, conventions)
    at, rules = _at(when, conventions), conventions.status
    return Summary(
        path=path,
        slug=front.slug_at(path),
        title=front.text("title") or first_heading(document.body.decode(errors="replace")),
        date=when,
        at=at,
        starts=None if rules.shows_future else _built_at(front, "starts", conventions, at),
        ends=None if rules.shows_expired else _built_at(front, "ends", conventions, None),
        updated=front.when("updated"),
        draft=_is_draft(path, document, front, conventions),
        tags=front.texts("tags", strings, single),
        categories=front.texts("categories", strings, single),
        authors=front.texts("authors", people, Split.ONE),
        description=front.text("description"),
        source=front.source(),
        byline=front.text("byline"),
        aliases=front.texts("aliases", Split.ONE, Split.ONE),
        lang=front.text("lang") or language_in_name(path),
        words=count_words(document.body),
        meta=meta,
    )


def _at(when: When | None, conventions: Conventions) -> float | None:
    return None if when is None else dates.instant(when, conventions.zone_of(when))


def _built_at(
    front: _FrontMatter, name: str, conventions: Conventions, otherwise: float | None
) -> float | None:
    """Return the first date under the keys that limit when the post is built, in seconds."""
    when = front.when(name)
    if when is None:
        return otherwise
    return dates.instant(when, conventions.unzoned or conventions.zone)


def _is_draft(path: str, document: Document, front: _FrontMatter, conventions: Conventions) -> bool:
    rules = conventions.status
    if not rules.shows_folders and conventions.is_draft_path(path):
        return True
    if any(rule.hides(path) for rule in rules.names):
        return True
    return not rules.shows_marked and bool(front.hiding_key(rules, document))


def hiding_key(post: Post) -> str:
    """Return the key in the front matter that makes a draft of the post, "" if none does."""
    front = _FrontMatter(post.summary.meta, post.conventions)
    return front.hiding_key(post.conventions.status, post.document)


def _zoned(when: When | None, document: Document, conventions: Conventions) -> When | None:
    """Return the date as the generator takes it; see Conventions."""
    if not isinstance(when, datetime):
        return when
    key = conventions.names["date"][0]
    if when.tzinfo is not None:
        is_moved = conventions.utc_clocks and not is_quoted(document, key)
        return when.astimezone(UTC).replace(tzinfo=None) if is_moved else when
    if not conventions.plain_times_are_utc or conventions.zone is UTC:
        return when
    plain = rf"(?m)^{re.escape(key)}[ \t]*:[ \t]*\d{{4}}-\d\d?-\d\d?(?:[Tt]|\s+)\d\d?:\d\d:\d\d"
    return when.replace(tzinfo=UTC) if re.search(plain, document.meta) else when


def is_quoted(document: Document, key: str) -> bool:
    """Return whether the value of a key is written in quotes, or as a block of text."""
    written = rf"""(?m)^["']?{re.escape(key)}["']?[ \t]*:[ \t]*["'|>]"""
    return re.search(written, document.meta) is not None


def _problem(document: Document, loaded: Loaded) -> Problem | None:
    if loaded.problem:
        return Problem(loaded.problem, loaded.line)
    return Problem(document.reason) if document.reason else None


class _FrontMatter:
    """Front matter by field: of the keys that may hold it, the first that has a value."""

    __slots__ = ("_date_form", "_found")

    def __init__(self, meta: Mapping[str, Value], conventions: Conventions) -> None:
        places, self._date_form = conventions.places, conventions.date_form
        found: dict[str, list[tuple[FieldPlace, str, Value]]] = {}
        for key, value in meta.items():
            for place in places.get(key.casefold(), ()):
                if place.exact and place.exact != key:
                    continue
                inner = _nested(value, place.inner) if place.inner else value
                if inner is None and place.field != "draft":
                    continue
                if place.field in found:
                    found[place.field].append((place, key, inner))
                    found[place.field].sort(key=lambda one: one[0].rank)
                else:
                    found[place.field] = [(place, key, inner)]
        self._found = found

    def text(self, field: str) -> str:
        for _, _, value in self._all(field):
            if text := written_text(value):
                return text
        return ""

    def when(self, field: str) -> When | None:
        for _, _, value in self._all(field):
            if when := as_date(value, self._date_form):
                return when
        return None

    def texts(self, field: str, plural: Split, singular: Split) -> tuple[str, ...]:
        """Return the items of a list; one string is split by `plural` or `singular`, by its key."""
        for place, _, value in self._all(field):
            items = _items(value, plural if place.is_plural else singular)
            if items:
                return tuple(items)
        return ()

    def source(self) -> Mapping[str, str] | None:
        """Return the parts of a source that have a value: written as one, or under keys apart."""
        parts: dict[str, str] = {}
        for _, _, value in self._all("source"):
            text = written_text(value)
            written = value if isinstance(value, dict) else {_source_part(text): text}
            parts = {
                key.casefold(): text
                for key, part in written.items()
                if (text := written_text(part))
            }
            if parts:
                break
        for part in ("name", "kind", "url"):
            if part not in parts and (text := self.text(f"source.{part}")):
                parts[part] = text
        return parts or None

    def _url_date(self) -> When | None:
        """Return the date in an address that the post sets itself, as Zola's `path` may."""
        dated = (url_date(written_text(value)) for _, _, value in self._all("url"))
        return next(filter(None, dated), None)

    def slug_at(self, path: str) -> str:
        """Return the post's own slug, or else the one in its path."""
        return self.text("slug").strip("/") or split_path(path)[1]

    def date_at(self, path: str) -> When | None:
        """Return its own date, or else the one in its path or in an address that it sets."""
        return self.when("date") or split_path(path)[0] or self._url_date()

    def hiding_key(self, rules: StatusRules, document: Document) -> str:
        """Return the key that makes a draft of the post, "" if none does."""
        for place, key, value in self._all("draft"):
            quoted = partial(is_quoted, document, key)
            hides = rules.marks[place.rank].hides(key, value, quoted)
            if hides:
                return key
            if hides is not None and not rules.any_mark:
                return ""
        return ""

    def _all(self, field: str) -> Sequence[tuple[FieldPlace, str, Value]]:
        return self._found.get(field, ())


def _nested(value: Value, keys: Sequence[str]) -> Value:
    for wanted in keys:
        if not isinstance(value, dict):
            return None
        value = next((value[key] for key in value if key.casefold() == wanted), None)
    return value


def _source_part(text: str) -> str:
    return "url" if "://" in text else "name"


def as_date(value: Value, form: str) -> When | None:
    """Return the value as a date; None for what is none, or does not match `form`."""
    if isinstance(value, str):
        if form and not re.fullmatch(form, value.strip()):
            return None
        return date_formats.parse_date(value)
    return value if isinstance(value, date) else None


def _items(value: Value, split: Split) -> list[str]:
    if isinstance(value, list):
        flat = (one for item in value for one in (item if isinstance(item, list) else [item]))
        return [name for item in flat if (name := _name(item))]
    if isinstance(value, str):
        return split_tags(value, split)
    return [name] if (name := _name(value)) else []


def _name(value: Value) -> str:
    if isinstance(value, dict):
        return next((name for key in _NAME_KEYS if (name := written_text(value.get(key)))), "")
    return written_text(value)
