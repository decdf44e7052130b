"""What a generator or the blog's owner decides about posts: names and meanings, as data."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple

from blogcli.posts.model.fields import FIELDS
from blogcli.posts.model.status import StatusRules, ValueRule
from blogcli.posts.model.values import ExactKey, KeyPath, key_path
from blogcli.posts.text.date_formats import When

FormatName = Literal["yaml", "toml", "json", "headers"]


class Split(StrEnum):
    """The way a plain string of tags is split; generators disagree, so the layout decides."""

    ONE = "one"  # Eleventy, Hugo, Zola: the string is one tag
    SPACE = "space"  # Jekyll: `a b` is two tags
    COMMA = "comma"  # Pelican, plain blogs: `a, b` is two tags, and so is `a; b`


def split_tags(text: str, split: Split) -> list[str]:
    """Split a plain string into its tags, in order.

    With `Split.COMMA`, a string that has a semicolon is split at semicolons alone.
    """
    if split is Split.SPACE:
        return text.split()
    separator = {Split.ONE: "\n", Split.COMMA: ";" if ";" in text else ","}[split]
    return [part.strip() for part in text.split(separator) if part.strip()]


def join_tags(items: Sequence[str], split: Split, old: str = "") -> str:
    """Join tags to a plain string, with the separator of the `old` one where it can hold them.

    With `Split.COMMA`, a comma in a tag calls for semicolons: `Lee, Ann;` is one name. No string
    holds some tags, such as one with a semicolon; then `split_tags` gives others back.
    """
    if split is not Split.COMMA:
        return {Split.SPACE: " ", Split.ONE: "\n"}[split].join(items)
    if ";" not in old and not any("," in item for item in items):
        return ", ".join(items)
    return "; ".join(items) + ";" * (len(items) == 1 and "," in items[0])


class FieldPlace(NamedTuple):
    """A place where a field may be: the value of a key, or below it under the keys `inner`.

    The first key must be `exact`, unless that is empty.
    """

    field: str
    rank: int
    inner: tuple[str, ...]
    is_plural: bool
    exact: str = ""


_SIGNS: Mapping[str, tuple[str, ...]] = {
    "url": ("path", "url", "permalink"),
}
"""Keys that are read too, though they hold no field of their own."""


def keys_first(**first: str) -> Mapping[str, tuple[str, ...]]:
    """Return the known keys of every field, with the given one of a field before the others."""
    names = {known.name: known.keys for known in FIELDS if known.keys}
    for field, key in first.items():
        others = tuple(name for name in names[field] if name.casefold() != key.casefold())
        names[field] = (key, *others)
    return names


_NAMES = keys_first()


class _Conventions(NamedTuple):
    """The stored values of Conventions, without the computed ones."""

    format: FormatName = "yaml"
    split: Split = Split.COMMA
    headers: bool = False
    yes_is_true: bool = False
    draft_key: str = "draft"
    status: StatusRules = StatusRules(folders=("_drafts", "drafts"), any_mark=True)
    tags_key: str = "tags"
    alias_key: str = "aliases"
    date_style: Literal["T", " "] = "T"
    zone: tzinfo = UTC
    unzoned: tzinfo | None = None
    plain_times_are_utc: bool = False
    utc_clocks: bool = False
    machine: tzinfo = UTC
    date_form: str = ""
    date_words: tuple[str, ...] = ()
    numbered_dates: bool = False
    date_like: str = ""
    dated_names: bool = False
    names: Mapping[str, tuple[str, ...]] = _NAMES
    exact: frozenset[str] = frozenset()


class Conventions(_Conventions):
    """The way one blog writes its posts.

    `names` maps a field to its front matter keys, first match wins (see fields.Field.keys). A key
    in another case is another key for the fields in `exact`. `zone` is the time zone of the blog's
    days, `machine` that of this machine; a time without an offset is read in `unzoned`, by default
    the same as `zone`. With `plain_times_are_utc` it is UTC if it is written to the second and
    without quotes, as in YAML 1.1. With `utc_clocks` a time with an offset and without quotes is
    the one that a clock in UTC shows, taken for one of the blog's zone, so dates are written
    without an offset. A date must match `date_form`, if there is one; `date_words` are no dates,
    but the generator finds one by them. With `numbered_dates`, those such as 24-05-2015 count too.
    A new post's date is written as `date_like`, if that is known; with `dated_names` a day in the
    file's name is enough; `date_style` stands between its day and its time. `tags_key` is the
    dotted key that a first tag is written under, `alias_key` the key for old addresses ("" if the
    generator has none in front matter), `draft_key` the key that marks a new draft ("" if none
    does), `status` the rules by which a post is built, `yes_is_true` that YAML's plain `yes` and
    `no` are booleans.
    """

    @cached_property
    def places(self) -> Mapping[str, tuple[FieldPlace, ...]]:
        """Return the names by their first key, case-folded; computed once for many posts."""
        places: dict[str, tuple[FieldPlace, ...]] = {}
        signs = {
            "draft": tuple(mark.key for mark in self.status.marks),
            "starts": self.status.starts,
            "ends": self.status.ends,
        }
        for name, keys in (*self.names.items(), *_SIGNS.items(), *signs.items()):
            for rank, key in enumerate(keys):
                first, *inner = key.casefold().split(".")
                exact = key.partition(".")[0] if name in self.exact else ""
                place = FieldPlace(name, rank, tuple(inner), key.endswith("s"), exact)
                places[first] = (*places.get(first, ()), place)
        return places

    @cached_property
    def key_paths(self) -> Mapping[str, Sequence[tuple[str, KeyPath]]]:
        """Return the key paths of each field, each behind its first key, case-folded."""
        return {
            field: [(name.partition(".")[0].casefold(), self.key(field, name)) for name in names]
            for field, names in self.names.items()
        }

    @cached_property
    def value_rules(self) -> Mapping[str, Sequence[ValueRule]]:
        """Return the rules of values by their key, case-folded."""
        rules: dict[str, list[ValueRule]] = {}
        for rule in self.status.values:
            rules.setdefault(rule.key.casefold(), []).append(rule)
        return rules

    def key(self, field: str, name: str) -> KeyPath:
        """Return the key path of one of a field's names, such that it is found as it is read."""
        path = key_path(name)
        return tuple(map(ExactKey, path)) if field in self.exact else path

    def is_draft_path(self, path: str) -> bool:
        """Return whether the post's folder alone makes it a draft, as Jekyll's `_drafts/` does."""
        return any(f"/{folder}/" in f"/{path}" for folder in self.status.folders)

    @property
    def can_hide(self) -> bool:
        """Return whether a draft can be kept from being built, by a mark or by its folder."""
        return bool(self.status.written or self.status.folders)

    def zone_of(self, when: When) -> tzinfo:
        """Return the zone of a written date that names none; a day alone is one of the blog's."""
        return (self.unzoned or self.zone) if isinstance(when, datetime) else self.zone

    def placed(self, when: When | None) -> When | None:
        """Return a time without an offset in the zone that it is read in, if not the blog's."""
        if not isinstance(when, datetime) or when.tzinfo is not None:
            return when
        return when if self.unzoned in (None, self.zone) else when.replace(tzinfo=self.unzoned)
