"""The terms of the query language: the one table of what `name:value` can test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from math import inf
from operator import attrgetter
from typing import NamedTuple

from blogcli.errors import UsageError
from blogcli.posts.model.fields import BY_NAME, FIELDS, STATUSES, FieldKind
from blogcli.posts.model.summary import Summary, field_value
from blogcli.posts.model.values import Value
from blogcli.posts.query.matchers import NUMBER_HINT, key_test, number_test, text_test, values_below
from blogcli.posts.query.states import STATES
from blogcli.posts.text.casefold import casefold_nfc
from blogcli.posts.text.date_words import span, stretch
from blogcli.posts.text.dates import instant
from blogcli.posts.text.suggest import did_you_mean

Test = Callable[[Summary], bool]
Reader = Callable[[str, datetime], Test]


class QueryTerm(NamedTuple):
    """One term: its help, an example, and its values if only some are possible.

    `read` turns a value into a predicate on posts, by the aware `now`; it raises UsageError for an
    invalid value. Saved queries have none: the parser replaces them. `fields` are the Summary
    fields that the predicate reads; empty if they depend on the value.
    """

    name: str
    help: str
    example: str
    read: Reader | None
    choices: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def read_term(name: str, value: str, now: datetime) -> Test:
    """Return the predicate for `name:value`; a name that is not a term is a front matter key.

    Raise UsageError for an invalid value.
    """
    term = _BY_NAME.get(name)
    if term is not None and term.read is not None:
        return term.read(value, now)
    test = key_test(name.removeprefix("meta."), value)
    return lambda post: test(post.meta)


def term_fields(name: str) -> tuple[str, ...]:
    """Return the Summary fields that any test of `name:…` reads; empty if they are not known."""
    term = _BY_NAME.get(name)
    return term.fields if term is not None else ()


def term_name(key: str) -> str:
    """Return the term that a key names, ignoring case, or the key itself if it names none.

    A term is also found by the name of its field: `Tags` is `tag`.
    """
    lower = key.lower()
    name = _PLURALS.get(lower, lower)
    return name if name in _BY_NAME else key


def _whole(name: str) -> Reader:
    """Return a reader of values that must equal a field, or any item of a list."""
    get = attrgetter(name)
    if BY_NAME[name].kind is not FieldKind.LIST:
        return lambda value, now: _folded(get, text_test(value))

    def read(value: str, now: datetime) -> Test:
        test = text_test(value)
        return lambda post: any(test(casefold_nfc(item)) for item in get(post))

    return read


def _part(name: str) -> Reader:
    """Return a reader of values that a field must contain, or equal if the value has a `*`."""
    get = attrgetter(name)
    return lambda value, now: _folded(get, text_test(value if "*" in value else f"*{value}*"))


def _folded(get: Callable[[Summary], str | None], test: Callable[[str], bool]) -> Test:
    return lambda post: test(casefold_nfc(get(post) or ""))


def _source(*parts: str, whole: bool = True) -> Reader:
    """Return a reader of values that one of these parts of a source must equal, or contain."""

    def read(value: str, now: datetime) -> Test:
        test = text_test(value if whole or "*" in value else f"*{value}*")

        def holds(post: Summary) -> bool:
            texts = map(post.source.get, parts) if post.source else ()
            return any(test(casefold_nfc(text)) for text in texts if text)

        return holds

    return read


def _is(value: str, now: datetime) -> Test:
    holds = STATES.get(value.lower())
    if holds is not None:
        return lambda post: holds(post, now)
    hint = f"{did_you_mean(value.lower(), STATES)} use one of: {', '.join(STATES)}"
    raise UsageError(f"unknown status {value!r}", hint.strip())


def _has_status(value: str, now: datetime) -> Test:
    test = text_test(value)
    return lambda post: test(post.status(now))


def _has(value: str, now: datetime) -> Test:
    name = value.lower()
    # Every post has a status, so `has:status` asks for the key of that name.
    field = next((one for one in FIELDS if name in (one.name, one.term) and one.term != "is"), None)
    if field is None:
        return lambda post: any(node not in _NOTHING for node in values_below(post.meta, value))
    known = field.name
    return lambda post: bool(field_value(post, known))


def _missing(value: str, now: datetime) -> Test:
    has = _has(value, now)
    return lambda post: not has(post)


def _dated(bounds: Callable[[str, datetime], tuple[float, float]]) -> Reader:
    """Return a reader of bounds that the date must lie in; a post without a date never matches."""

    def read(value: str, now: datetime) -> Test:
        start, end = bounds(value, now)
        return lambda post: post.at is not None and start <= post.at < end

    return read


def _updated(value: str, now: datetime) -> Test:
    start, end = span(value, now)
    zone = now.tzinfo or UTC

    def test(post: Summary) -> bool:
        return post.updated is not None and start <= instant(post.updated, zone) < end

    return test


def _words(value: str, now: datetime) -> Test:
    test = number_test(value)
    if test is None:
        raise UsageError(f"{value!r} is not a number", NUMBER_HINT)
    return lambda post: test(post.words)


_NOTHING: tuple[Value, ...] = (None, "", [], {})

TERMS: tuple[QueryTerm, ...] = (
    QueryTerm(
        "tag", "tag, in full; * matches any text", "tag:a,b", _whole("tags"), fields=("tags",)
    ),
    QueryTerm(
        "category",
        "category, in full",
        "category:news",
        _whole("categories"),
        fields=("categories",),
    ),
    QueryTerm(
        "author", "author, full name", 'author:"Ada *"', _whole("authors"), fields=("authors",)
    ),
    QueryTerm(
        "title",
        "part of the title; with *, all of it",
        "title:release*",
        _part("title"),
        fields=("title",),
    ),
    QueryTerm("slug", "slug, in full", "slug:hello-*", _whole("slug"), fields=("slug",)),
    QueryTerm(
        "path",
        "part of the path; with *, all of it",
        "path:posts/2024",
        _part("path"),
        fields=("path",),
    ),
    QueryTerm(
        "url",
        "part of the address; with *, all of it",
        "url:blog/2024",
        _part("url"),
        fields=("url",),
    ),
    QueryTerm("lang", "language, in full", "lang:fr", _whole("lang"), fields=("lang",)),
    QueryTerm(
        "description",
        "part of the description",
        "description:how",
        _part("description"),
        fields=("description",),
    ),
    QueryTerm(
        "source",
        "name or kind of a clipping's source, in full",
        "source:HuffPost",
        _source("name", "kind"),
        fields=("source",),
    ),
    *(
        QueryTerm(name, text, f"{name}:{value}", _source(name[7:], whole=whole), fields=("source",))
        for name, text, value, whole in (
            ("source.name", "name of the source, in full", "HuffPost", True),
            ("source.kind", "kind of the source, in full", "opinion", True),
            ("source.url", "part of the source's address", "nytimes.com", False),
        )
    ),
    QueryTerm(
        "byline",
        "part of the byline; with *, all of it",
        'byline:"Jane Doe"',
        _part("byline"),
        fields=("byline",),
    ),
    QueryTerm(
        "is",
        "status: draft, published, expired, scheduled (also a draft dated ahead), due (draft whose"
        " date has passed), untagged",
        "is:due",
        _is,
        tuple(STATES),
        ("draft", "at", "starts", "ends", "tags"),
    ),
    QueryTerm(
        "status",
        "the field status: draft, scheduled, published or expired",
        "status:scheduled",
        _has_status,
        STATUSES,
        ("draft", "starts", "ends"),
    ),
    QueryTerm("has", "a field or front matter key with a value", "has:tags", _has),
    QueryTerm("missing", "a field or front matter key without one", "missing:date", _missing),
    QueryTerm(
        "date",
        "dated in that year, month, day or range",
        "date:2024-03..2024-06",
        _dated(span),
        fields=("at",),
    ),
    QueryTerm(
        "updated",
        "updated in that year, month, day or range",
        "updated:30d",
        _updated,
        fields=("updated",),
    ),
    QueryTerm(
        "since",
        "dated on or after that date",
        "since:7d",
        _dated(lambda text, now: (stretch(text, now)[0], inf)),
        fields=("at",),
    ),
    QueryTerm(
        "until",
        "dated on or before that date",
        "until:2024-03",
        _dated(lambda text, now: (-inf, stretch(text, now)[1])),
        fields=("at",),
    ),
    QueryTerm(
        "before",
        "dated before that date",
        "before:yesterday",
        _dated(lambda text, now: (-inf, stretch(text, now)[0])),
        fields=("at",),
    ),
    QueryTerm(
        "after",
        "dated after that date",
        "after:2024",
        _dated(lambda text, now: (stretch(text, now)[1], inf)),
        fields=("at",),
    ),
    QueryTerm("words", "number of words in the body", "words:<300", _words, fields=("words",)),
    QueryTerm("q", "matches of a saved query", "q:stale", None),
)

_BY_NAME: Mapping[str, QueryTerm] = {term.name: term for term in TERMS}
_PLURALS = {
    field.name: field.term for field in FIELDS if field.kind is FieldKind.LIST and field.term
}
