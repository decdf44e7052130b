"""What hides a post: the marks and the dates by which a generator decides what it builds."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from blogcli.posts.model.values import Value

YES = frozenset({"true", "yes", "on", "1"})
NO = frozenset({"false", "no", "off", "0"})
"""Words that stand for a truth value; `yes` and `on` are YAML 1.1's, and text in YAML 1.2."""

Reading = Literal["words", "status", "psych", "hexo", "go", "bool", "js", "joi", "pelican"]
"""The way a generator takes a value for true or false; each is a key of _READINGS."""


class DraftMark(NamedTuple):
    """A key that may hide a post, with its values in a draft and in a post that is not one.

    A mark without a value `live` is only ever taken away. `reads` is how its value is read; with
    `exact`, a key in another case is another key.
    """

    key: str
    draft: bool | str
    live: bool | str | None
    reads: Reading = "words"
    exact: bool = False

    def hides(self, key: str, value: Value, is_quoted: Callable[[], bool]) -> bool | None:
        """Return whether `key: value` hides a post; None if it does not decide that.

        `is_quoted` says whether the value is written as a text; it is called only if that decides.
        """
        if self.exact and key != self.key:
            return None
        truth = _READINGS[self.reads](value, is_quoted)
        return None if truth is None else truth is (self.draft is not False)


DRAFT_MARKS: Mapping[str, DraftMark] = {
    "draft": DraftMark("draft", True, False),
    "published": DraftMark("published", False, True),
    "status": DraftMark("status", "draft", "published", "status"),
}
"""The marks of a blog without a generator, by their keys."""


class NameRule(NamedTuple):
    """Files below `folder` that are built only if the rest of their path begins as `built`.

    `built` is a regular expression; `reason` says why the others are not, and `hint` what to do.
    With `dated` they lack a date, else some name in the path begins with `_`.
    """

    folder: str
    built: str
    reason: str
    hint: str
    dated: bool = False

    def hides(self, path: str) -> bool:
        """Return whether the file at `path` is not built, whatever is in it."""
        _, found, below = f"/{path}".rpartition(f"/{self.folder}/")
        return bool(found) and re.match(self.built, below) is None


Kind = Literal["date", "moment", "truth", "text", "name", "words", "list"]
"""The kinds of values that generators insist on.

A moment is a date as Hugo reads it or a number of seconds; a name may be a number, and words may
be one or none. For a text, false counts as nothing.
"""


class ValueRule(NamedTuple):
    """A key whose value ends the generator's build unless it is of one kind.

    With `empty`, nothing at all is fine too; with `exact`, a key in another case is another key.
    """

    key: str
    kind: Kind
    empty: bool = True
    exact: bool = True

    def breaks(self, key: str, value: Value) -> bool:
        """Return whether `key: value` ends the build."""
        if key != self.key if self.exact else key.casefold() != self.key.casefold():
            return False
        if value is None or (value == "" and self.empty):
            return not self.empty
        return not _KINDS[self.kind](value)


def _is_date(value: Value) -> bool:
    """Return whether Jekyll goes on; a date that is only misspelled does not end its build."""
    if isinstance(value, str):
        return value != ""
    return isinstance(value, date) or (type(value) is int and len(str(value)) == 8)


_GO_DATES = (
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?: ?(?:Z|[-+]\d\d:?\d\d)(?: [A-Z]+)?)?)?"
    r"|(?:[A-Z][a-z]{2}, )?\d\d [A-Z][a-z]{2} \d{2,4}(?: .*)?"
    r"|[A-Z][a-z]+, \d\d-[A-Z][a-z]{2}-\d\d .*"
    r"|(?:[A-Z][a-z]{2} ){1,2}[ \d]\d \d\d:.*|\d\d?:\d\d.*"
)
"""The layouts that Hugo tries: https://github.com/spf13/cast, and an hour or a day alone."""


def _is_moment(value: Value) -> bool:
    if isinstance(value, str):
        return re.fullmatch(_GO_DATES, value) is not None
    return isinstance(value, date) or type(value) is int


def _is_words(value: Value) -> bool:
    return isinstance(value, str | int | float | date) and not isinstance(value, bool)


_KINDS: Mapping[Kind, Callable[[Value], bool]] = {
    "date": _is_date,
    "moment": _is_moment,
    "truth": lambda value: _joi(value, lambda: False) is not None,
    "text": lambda value: value is False or isinstance(value, str),
    "name": lambda value: value != "" and _is_words(value),
    "words": _is_words,
    "list": lambda value: isinstance(value, list),
}


class StatusRules(NamedTuple):
    """The rules by which one generator decides what it builds.

    Of several `marks` the first that decides counts, or with `any_mark` each one that hides.
    A post is hidden before the first date found under the keys `starts` (empty: its own date)
    unless `shows_future`, and after the one under `ends`. `shows_marked` and `shows_folders` are
    a site's wish to build drafts, by mark or by one of the `folders`. A file that one of the
    `names` hides is never built, and a value against one of the `values` ends the build. Where the
    marks are `learned`, they are those that the site's own code reads. A post with the key and
    value `unlisted` is built, but in no list; with `listed_drafts`, the build ends where a draft
    has it too. With `hides_unmarked`, a post whose marks say nothing is hidden.
    """

    marks: tuple[DraftMark, ...] = tuple(DRAFT_MARKS.values())
    folders: tuple[str, ...] = ()
    any_mark: bool = False
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    names: tuple[NameRule, ...] = ()
    values: tuple[ValueRule, ...] = ()
    learned: bool = False
    unlisted: tuple[str, Value] = ("unlisted", True)
    listed_drafts: bool = False
    shows_future: bool = False
    shows_expired: bool = False
    shows_marked: bool = False
    shows_folders: bool = False
    hides_unmarked: bool = False

    @property
    def written(self) -> tuple[DraftMark, ...]:
        """Return the marks that a new draft may get."""
        return tuple(mark for mark in self.marks if mark.live is not None)


def says_draft(key: str, value: Value) -> bool | None:
    """Return whether `key: value` makes a post of a plain blog a draft; None if not decided.

    `published` may hold a date instead.
    """
    return DRAFT_MARKS[key].hides(key, value, lambda: True)


def status_at(draft: bool, starts: float | None, ends: float | None, now: float) -> str:
    """Return the status of a post that is built from `starts` until `ends`.

    All times are seconds since 1970; None is no limit.
    """
    if draft:
        return "draft"
    if ends is not None and ends <= now:
        return "expired"
    return "scheduled" if starts is not None and starts > now else "published"


def _words(value: Value, is_quoted: Callable[[], bool]) -> bool | None:
    word = str(value).strip().casefold()
    return (word in YES) if word in YES or word in NO else None


def _status(value: Value, is_quoted: Callable[[], bool]) -> bool | None:
    return {"draft": True, "hidden": True, "published": False}.get(str(value).strip().casefold())


def _psych(value: Value, is_quoted: Callable[[], bool]) -> bool | None:
    """Read as Ruby does: only false and nothing are false, and YAML 1.1 has more words for it."""
    if isinstance(value, str) and value.casefold() in ("false", "no", "off"):
        return None if is_quoted() else False
    return bool(value) if value is None or isinstance(value, bool) else None


def _hexo(value: Value, is_quoted: Callable[[], bool]) -> bool | None:
    return value if isinstance(value, bool) else False if value in (0, "", "false", "0") else None


def _go(value: Value, is_quoted: Callable[[], bool]) -> bool | None:
    if isinstance(value, str):
        words = {"1": True, "t": True, "true": True, "0": False, "f": False, "false": False}
        known = value in (value.upper(), value.lower(), value.title())
        return words.get(value.lower()) if known else None
    return None if isinstance(value, list | dict) else bool(value)


def _bool(value: Value, is_quoted: Callable[[], bool]) -> bool | None:
    return value if isinstance(value, bool) else None


def _js(value: Value, is_quoted: Callable[[], bool]) -> bool | None:
    """Read as JavaScript does: a text is true unless it is empty, also "false"."""
    return None if value is None else value not in (False, 0, "")


def _joi(value: Value, is_quoted: Callable[[], bool]) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().casefold())
    return _bool(value, is_quoted)


def _pelican(value: Value, is_quoted: Callable[[], bool]) -> bool | None:
    word = str(value).strip().casefold() if value is not None else ""
    return word != "published" if word not in ("", "hidden") else None


_READINGS: Mapping[Reading, Callable[[Value, Callable[[], bool]], bool | None]] = {
    "words": _words,
    "status": _status,
    "psych": _psych,
    "hexo": _hexo,
    "go": _go,
    "bool": _bool,
    "js": _js,
    "joi": _joi,
    "pelican": _pelican,
}
