"""The terms of the query language: the one table of what `name:value` can test."""

from collections.abc import Callable, Mapping
from datetime import datetime
from math import inf
from typing import NamedTuple, Protocol

from blogcli.posts.model.fields import FIELDS, STATUSES, FieldKind
from blogcli.posts.query.matchers import key_test
from blogcli.posts.query.states import STATES
from blogcli.posts.query.term_tests import (
    Reader,
    Test,
    has_status,
    has_value,
    in_span,
    in_state,
    lacks_value,
    on_day,
    source_part,
    updated,
    value_part,
    whole_value,
    words_counted,
)
from blogcli.posts.text.date_words import span, stretch


class LinkTests(Protocol):
    """The tests of posts by the links in their bodies."""

    def test(self, term: str, value: str) -> Test:
        """Return the predicate for `term:value`; errors as of `read_term`."""


GetLinks = Callable[[], LinkTests]
"""A function that returns the tests by links; it is called only for a term that needs them."""


class QueryTerm(NamedTuple):
    """One term: its help, an example, and its values if only some are possible.

    `read` turns a value into a predicate on posts, by the aware `now`; it raises UsageError for an
    invalid value. Saved queries have none: the parser replaces them. Nor have terms that ask for
    links: LinkTests has theirs. `fields` are the Summary fields that the predicate reads; empty if
    they depend on the value.
    """

    name: str
    help: str
    example: str
    read: Reader | None
    choices: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    asks_links: bool = False


def read_term(name: str, value: str, now: datetime, links: GetLinks | None = None) -> Test:
    """Return the predicate for `name:value`; a name that is not a term is a front matter key.

    Without `links`, a term that asks for them is not to be evaluated. Raise UsageError for an
    invalid value, and NotFound or Ambiguous for a name that means no post or several.
    """
    term = BY_NAME.get(name)
    if term is not None and term.asks_links:
        return links().test(name, value) if links is not None else lambda post: False
    if term is not None and term.read is not None:
        return term.read(value, now)
    test = key_test(name.removeprefix("meta."), value)
    return lambda post: test(post.meta)


def term_fields(name: str) -> tuple[str, ...]:
    """Return the Summary fields that any test of `name:…` reads; empty if they are not known."""
    term = BY_NAME.get(name)
    return term.fields if term is not None else ("meta",)


def term_name(key: str) -> str:
    """Return the term that a key names, ignoring case, or the key itself if it names none.

    A term is also found by the name of its field: `Tags` is `tag`.
    """
    lower = key.lower()
    name = _PLURALS.get(lower, lower)
    return name if name in BY_NAME else key


TERMS: tuple[QueryTerm, ...] = (
    QueryTerm(
        "tag", "tag, in full; * matches any text", "tag:a,b", whole_value("tags"), fields=("tags",)
    ),
    QueryTerm(
        "category",
        "category, in full",
        "category:news",
        whole_value("categories"),
        fields=("categories",),
    ),
    QueryTerm(
        "author", "author, full name", 'author:"Ada *"', whole_value("authors"), fields=("authors",)
    ),
    QueryTerm(
        "title",
        "part of the title; with *, all of it",
        "title:release*",
        value_part("title"),
        fields=("title",),
    ),
    QueryTerm("slug", "slug, in full", "slug:hello-*", whole_value("slug"), fields=("slug",)),
    QueryTerm(
        "path",
        "part of the path; with *, all of it",
        "path:posts/2024",
        value_part("path"),
        fields=("path",),
    ),
    QueryTerm(
        "url",
        "part of the address; with *, all of it",
        "url:blog/2024",
        value_part("url"),
        fields=("url",),
    ),
    QueryTerm("lang", "language, in full", "lang:fr", whole_value("lang"), fields=("lang",)),
    QueryTerm(
        "source",
        "name or kind of a clipping's source, in full",
        "source:HuffPost",
        source_part("name", "kind"),
        fields=("source",),
    ),
    *(
        QueryTerm(
            name,
            text,
            f"{name}:{value}",
            source_part(name.removeprefix("source."), whole=whole),
            fields=("source",),
        )
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
        value_part("byline"),
        fields=("byline",),
    ),
    QueryTerm(
        "description",
        "part of the description",
        "description:how",
        value_part("description"),
        fields=("description",),
    ),
    QueryTerm(
        "is",
        "status: draft, published, expired, scheduled (also a draft dated ahead), due (draft whose"
        " date has passed), untagged",
        "is:due",
        in_state,
        tuple(STATES),
        ("draft", "at", "starts", "ends", "tags"),
    ),
    QueryTerm(
        "status",
        "the field status: draft, scheduled, published or expired",
        "status:scheduled",
        has_status,
        STATUSES,
        ("draft", "starts", "ends"),
    ),
    QueryTerm("has", "a field or front matter key with a value", "has:tags", has_value),
    QueryTerm("missing", "a field or front matter key without one", "missing:date", lacks_value),
    QueryTerm(
        "date",
        "dated in that year, month, day or range",
        "date:2024-03..2024-06",
        in_span(span),
        fields=("at",),
    ),
    QueryTerm(
        "day",
        "dated on that day of any year: 11-28, today; February 29 also on 28",
        "day:today",
        on_day,
        fields=("at",),
    ),
    QueryTerm(
        "updated",
        "updated in that year, month, day or range",
        "updated:30d",
        updated,
        fields=("updated",),
    ),
    QueryTerm(
        "since",
        "dated on or after that date",
        "since:7d",
        in_span(lambda text, now: (stretch(text, now)[0], inf)),
        fields=("at",),
    ),
    QueryTerm(
        "until",
        "dated on or before that date",
        "until:2024-03",
        in_span(lambda text, now: (-inf, stretch(text, now)[1])),
        fields=("at",),
    ),
    QueryTerm(
        "before",
        "dated before that date",
        "before:yesterday",
        in_span(lambda text, now: (-inf, stretch(text, now)[0])),
        fields=("at",),
    ),
    QueryTerm(
        "after",
        "dated after that date",
        "after:2024",
        in_span(lambda text, now: (stretch(text, now)[1], inf)),
        fields=("at",),
    ),
    QueryTerm(
        "words", "number of words in the body", "words:<300", words_counted, fields=("words",)
    ),
    *(
        QueryTerm(name, text, example, None, fields=("path",), asks_links=True)
        for name, text, example in (
            ("links", "with a link to that post, or that many links", "links:hello"),
            ("linked-by", "that a link in that post leads to", "linked-by:hello"),
            ("image", "part of an image's address; with *, all of it", "image:*.png"),
            ("site", "with a link to that site or one below it", "site:github.com"),
        )
    ),
    QueryTerm("q", "matches of a saved query", "q:stale", None),
)

BY_NAME: Mapping[str, QueryTerm] = {term.name: term for term in TERMS}
_PLURALS = {
    field.name: field.term for field in FIELDS if field.kind is FieldKind.LIST and field.term
}
