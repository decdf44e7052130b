"""Tests of posts by the values that the terms of a query ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from operator import attrgetter

from blogcli.errors import UsageError
from blogcli.posts.model.fields import BY_NAME, FIELDS, FieldKind
from blogcli.posts.model.summary import Summary, field_value
from blogcli.posts.model.values import Value
from blogcli.posts.query.matchers import NUMBER_HINT, number_test, text_test, values_below
from blogcli.posts.query.states import STATES
from blogcli.posts.text.casefold import casefold_nfc
from blogcli.posts.text.date_words import days_of_year, span
from blogcli.posts.text.dates import instant
from blogcli.posts.text.suggest import did_you_mean

Test = Callable[[Summary], bool]
Reader = Callable[[str, datetime], Test]


def whole_value(name: str) -> Reader:
    """Return a reader of values that must equal a field, or any item of a list."""
    get = attrgetter(name)
    if BY_NAME[name].kind is not FieldKind.LIST:
        return lambda value, now: _folded(get, text_test(value))

    def read(value: str, now: datetime) -> Test:
        test = text_test(value)
        return lambda post: any(test(casefold_nfc(item)) for item in get(post))

    return read


def source_part(*parts: str, whole: bool = True) -> Reader:
    """Return a reader of values that one of these parts of a source must equal, or contain."""

    def read(value: str, now: datetime) -> Test:
        test = text_test(value if whole or "*" in value else f"*{value}*")

        def holds(post: Summary) -> bool:
            texts = map(post.source.get, parts) if post.source else ()
            return any(test(casefold_nfc(text)) for text in texts if text)

        return holds

    return read


def value_part(name: str) -> Reader:
    """Return a reader of values that a field must contain, or equal if the value has a `*`."""
    get = attrgetter(name)
    return lambda value, now: _folded(get, text_test(value if "*" in value else f"*{value}*"))


def _folded(get: Callable[[Summary], str | None], test: Callable[[str], bool]) -> Test:
    return lambda post: test(casefold_nfc(get(post) or ""))


def in_state(value: str, now: datetime) -> Test:
    """Return a predicate: the post is in that state of `is:`."""
    holds = STATES.get(value.lower())
    if holds is not None:
        return lambda post: holds(post, now)
    hint = f"{did_you_mean(value.lower(), STATES)} use one of: {', '.join(STATES)}"
    raise UsageError(f"unknown status {value!r}", hint.strip())


def has_status(value: str, now: datetime) -> Test:
    """Return a predicate: the status of the post equals the value."""
    test = text_test(value)
    return lambda post: test(post.status(now))


def has_value(value: str, now: datetime) -> Test:
    """Return a predicate: the post has a value in the field or key of that name."""
    name = value.lower()
    # Every post has a status, so `has:status` asks for the key of that name.
    field = next((one for one in FIELDS if name in (one.name, one.term) and one.term != "is"), None)
    if field is None:
        return lambda post: any(node not in _NOTHING for node in values_below(post.meta, value))
    known = field.name
    return lambda post: bool(field_value(post, known))


def lacks_value(value: str, now: datetime) -> Test:
    """Return a predicate: the post has none."""
    has = has_value(value, now)
    return lambda post: not has(post)


def in_span(bounds: Callable[[str, datetime], tuple[float, float]]) -> Reader:
    """Return a reader of bounds that the date must lie in; a post without a date never matches."""

    def read(value: str, now: datetime) -> Test:
        start, end = bounds(value, now)
        return lambda post: post.at is not None and start <= post.at < end

    return read


def on_day(value: str, now: datetime) -> Test:
    """Return a predicate: the date is that day of any year, in the zone of `now`."""
    days = days_of_year(value, now)
    zone = now.tzinfo or UTC
    epoch = datetime(1970, 1, 1, tzinfo=UTC)

    def test(post: Summary) -> bool:
        if post.at is None:
            return False
        try:
            there = (epoch + timedelta(seconds=post.at)).astimezone(zone)
        except OverflowError:  # at the ends of the calendar
            return False
        return (there.month, there.day) in days

    return test


def updated(value: str, now: datetime) -> Test:
    """Return a predicate: the post was updated within the span."""
    start, end = span(value, now)
    zone = now.tzinfo or UTC

    def test(post: Summary) -> bool:
        return post.updated is not None and start <= instant(post.updated, zone) < end

    return test


def words_counted(value: str, now: datetime) -> Test:
    """Return a predicate: the number of words fits."""
    test = number_test(value)
    if test is None:
        raise UsageError(f"{value!r} is not a number", NUMBER_HINT)
    return lambda post: test(post.words)


_NOTHING: tuple[Value, ...] = (None, "", [], {})

_SYNONYMS = {"unpublished": "draft", "public": "published", "live": "published"} | {
    "future": "scheduled",
    "upcoming": "scheduled",
    "overdue": "due",
}


def state_meant(word: str) -> str:
    """Return `is:draft` for `drafts`, and so for every state; "" for other words."""
    lower = casefold_nfc(word)
    state = _SYNONYMS.get(lower, lower if lower in STATES else lower.removesuffix("s"))
    return f"is:{state}" if state in STATES else ""
