"""Publishing as a pure edit: publish a post, make it a draft again, or schedule it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from blogcli.errors import UsageError
from blogcli.posts.edit.draft_marks import draft_edits, held_marks, listed_edits, live_mark
from blogcli.posts.edit.fields import edited, field_key, key_in_post, value_in_post
from blogcli.posts.edit.written_dates import written_like
from blogcli.posts.formats import Drop, Edit, Put
from blogcli.posts.formats.operations import find_path
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.document import Document
from blogcli.posts.model.summary import Summary
from blogcli.posts.model.values import KeyPath, Value, written_text
from blogcli.posts.read.post import Post
from blogcli.posts.text import date_formats, dates
from blogcli.posts.text.date_formats import When

_LATEST = 10
"""The number of latest posts that show how a blog is written."""


@dataclass(frozen=True, slots=True)
class BlogHabits:
    """The way a blog's latest public posts are written, which newly published posts follow.

    `live` are the keys by which most of them state that they are not drafts; None if there are no
    public posts. `date_key` is the key of their date and `date_like` one of their dates, empty
    where the day is in the file's name alone. `draft_key` is the key that marks drafts. `time_like`
    is the latest date that has a time, if there is any.
    """

    live: frozenset[str] | None = None
    date_key: KeyPath = ()
    date_like: str = ""
    draft_key: str = ""
    time_like: str = field(default="", compare=False)


def latest_public(posts: Iterable[Summary]) -> list[Summary]:
    """Return the posts that are no drafts and tell the habits of a blog, latest first."""
    public = (post for post in posts if not post.draft)
    return sorted(public, key=lambda post: post.at or 0, reverse=True)[:_LATEST]


def blog_habits(posts: Iterable[Summary], conventions: Conventions) -> BlogHabits:
    """Return the habits of a blog, from all its posts; only drafts and the latest must be whole."""
    everything = list(posts)
    latest = latest_public(everything)
    live = Counter(
        name for post in latest for name, hides in marks_of(post, conventions) if not hides
    )
    marks = Counter(
        name
        for post in everything
        if post.draft and conventions.status.any_mark
        for name, hides in marks_of(post, conventions)
        if hides
    )
    key, likes = date_habit(latest, conventions)
    timed = (like for like in likes if isinstance(date_formats.parse_date(like), datetime))
    return BlogHabits(
        live=frozenset(name for name in live if live[name] * 2 >= len(latest)) if latest else None,
        date_key=key,
        date_like=likes[0] if likes else "",
        time_like=next(timed, ""),
        draft_key=next((key for key, _ in marks.most_common(1)), conventions.draft_key),
    )


def marks_of(post: Summary, conventions: Conventions) -> Iterable[tuple[str, bool]]:
    """Yield the keys that decide on a post, and whether they hide it."""
    for mark in conventions.status.marks:
        for key, value in post.meta.items():
            if key.casefold() == mark.key.casefold():
                hides = mark.hides(key, value, lambda: True)
                if hides is not None:
                    yield mark.key, hides


def date_habit(
    latest: Sequence[Summary], conventions: Conventions
) -> tuple[KeyPath, Sequence[str]]:
    """Return the key of the date that most posts have, and their dates, latest first."""
    held: dict[KeyPath, list[str]] = {}
    for post in latest:
        keys = [conventions.key("date", name) for name in _date_names(conventions)]
        found = ((key, find_path(post.meta, key)) for key in keys)
        dates_held = ((key, one[1]) for key, one in found if one is not None and _is_date(one[1]))
        key, text = next(((key, _text(value)) for key, value in dates_held), ((), ""))
        held.setdefault(key, []).append(text)
    if not held:
        return conventions.key("date", conventions.names["date"][0]), ()
    key = max(held, key=lambda one: len(held[one]))
    return key, held[key]


def _date_names(conventions: Conventions) -> tuple[str, ...]:
    return conventions.names.get("date", ("date",))


def _is_date(value: Value) -> bool:
    return isinstance(value, date) or (
        isinstance(value, str) and date_formats.parse_date(value) is not None
    )


def _text(value: Value) -> str:
    return dates.iso(value) if isinstance(value, date) else written_text(value)


def normalize_local_time(when: When, now: datetime) -> When:
    """Return a time that exists, in the zone of the aware `now`: one that the clocks skip is later.

    A day alone and a time with an offset stay.
    """
    if not isinstance(when, datetime) or when.tzinfo is not None:
        return when
    there = when.replace(tzinfo=now.tzinfo)
    return there.astimezone(UTC).astimezone(now.tzinfo)


def check_ahead(when: When, now: datetime) -> None:
    """Raise UsageError for a time that has passed, for which nothing can be scheduled."""
    if dates.instant(when, now.tzinfo or UTC) > now.timestamp():
        return
    hint = "`blog publish` publishes now; its --date also takes a past date"
    if not isinstance(when, datetime) and when == now.date():
        hint = f"a date means midnight; add a time: '{when} 18:00'"
    raise UsageError(f"{dates.iso(when)} is in the past", hint)


def publish(
    post: Post, when: When | None, now: datetime, habits: BlogHabits, *, in_name: bool
) -> Document:
    """Return the post as public from now on, or from `when`.

    Without `when`, a post that has no date or a future one is dated now; a past date stays. With
    `in_name`, its file's name will begin with the day.
    """
    exact = when is not None
    if when is None and is_late(post.summary, now) and not _dates_itself(post):
        when = now.replace(microsecond=0)
    edits = [*_live_edits(post, habits), *_unexpired(post, now)]
    if when is not None:
        edits += _date_edits(post, when, habits, exact=exact, in_name=in_name)
    return edited(post, edits)


def unpublish(post: Post, habits: BlogHabits, *, to_drafts: bool) -> Document:
    """Return the post as a draft: by its mark, or with `to_drafts` by the drafts folder alone.

    In the latter case a day that is only in the file's name becomes its date, since drafts have
    none in their names.
    """
    if not to_drafts:
        return edited(post, _draft_edits(post, habits))
    summary = post.summary
    own = _date_key(post)
    if summary.date is None or value_in_post(post, own) is not None:
        return post.document
    key = habits.date_key or own
    return edited(post, [Put(key, dates.iso(summary.date), plain=True)])


def schedule(
    post: Post, when: When, habits: BlogHabits, *, hidden: bool, in_name: bool
) -> Document:
    """Return the post with a future date: a draft, unless its generator keeps it `hidden`."""
    marks = _live_edits(post, habits) if hidden else _draft_edits(post, habits)
    return edited(post, [*marks, *_date_edits(post, when, habits, exact=True, in_name=in_name)])


def is_late(summary: Summary, now: datetime) -> bool:
    """Return whether a post that goes out now needs another date: it has none, or a future one."""
    ahead = max(summary.at or 0, summary.starts or 0)
    return summary.at is None or ahead > now.timestamp()


def _date_key(post: Post) -> KeyPath:
    """Return the key that holds the post's date, or that takes a new one; never that of a mark."""
    key = field_key(post, "date")
    is_mark = isinstance(value_in_post(post, key), bool)
    names = _date_names(post.conventions)
    return post.conventions.key("date", names[0]) if is_mark else key


def _dates_itself(post: Post) -> bool:
    """Return whether the generator finds the date by a word, such as Eleventy's `Last Modified`."""
    value = value_in_post(post, field_key(post, "date"))
    return written_text(value).casefold() in post.conventions.date_words


def _unexpired(post: Post, now: datetime) -> Iterable[Edit]:
    """Yield the edits that drop the dates by which the post has expired."""
    if post.summary.ends is None or post.summary.ends > now.timestamp():
        return
    for name in post.conventions.status.ends:
        key = key_in_post(post, (name,))
        if key is not None:
            yield Drop(key)


def _live_edits(post: Post, habits: BlogHabits) -> Iterable[Edit]:
    """Yield the edits that remove the marks of a draft, or invert those that other posts keep."""
    rules = post.conventions.status
    yield from live_mark(post)
    for mark, held, hides in held_marks(post):
        if hides:
            keeps = rules.hides_unmarked or habits.live is None or mark.key in habits.live
            yield Put(held, mark.live) if keeps and mark.live is not None else Drop(held)
    yield from listed_edits(post)


def _draft_edits(post: Post, habits: BlogHabits) -> list[Edit]:
    return [] if post.summary.draft else draft_edits(post, True, habits.draft_key)


def _date_edits(
    post: Post, when: When, habits: BlogHabits, *, exact: bool, in_name: bool
) -> list[Edit]:
    """Return the edits that date the post, in its own style or else in that of the other posts.

    If the others have their day in the file's name alone, no key is added for a day, nor for a time
    that is not `exact`, such as "now".
    """
    own = _date_key(post)
    value = value_in_post(post, own)
    timed = exact and isinstance(when, datetime)
    if value is None and not habits.date_key and in_name and not timed:
        return []
    key = own if value is not None else habits.date_key or own
    like = _text(value) if _is_date(value) else habits.date_like
    if timed and not isinstance(date_formats.parse_date(like), datetime):
        like = habits.time_like or habits.date_like
    text = written_like(when, like, post.conventions, exact=exact)
    return [Put(key, text, plain=True), *_start_edits(post, key, text)]


def _start_edits(post: Post, dated: KeyPath, text: str) -> Iterable[Edit]:
    """Yield the edits of the dates that the generator asks before the post's own, as Hugo does."""
    for name in post.conventions.status.starts:
        if name == _date_names(post.conventions)[0]:
            return
        key = key_in_post(post, (name,))
        if key is not None and key != dated and _is_date(value_in_post(post, key)):
            yield Put(key, text, plain=True)
