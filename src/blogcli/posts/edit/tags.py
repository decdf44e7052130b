"""Tags of many posts: their counts, and likely duplicates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from blogcli.errors import UsageError
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.casefold import casefold_nfc
from blogcli.posts.text.date_formats import When


@dataclass(frozen=True, slots=True)
class TagCount:
    """The number of posts with a tag, and the date of the latest of them.

    `last_at` is that date as a timestamp; minus infinity if no post has a date.
    """

    tag: str
    count: int
    last: When | None
    last_at: float = -inf


def count_tags(posts: Iterable[Summary]) -> list[TagCount]:
    """Return every tag with its count, most used first, then by name."""
    counts: Counter[str] = Counter()
    last: dict[str, tuple[When | None, float]] = {}
    for post in posts:
        for tag in {*post.tags}:
            counts[tag] += 1
            if post.at is not None and (tag not in last or post.at > last[tag][1]):
                last[tag] = post.date, post.at
    found = [TagCount(tag, count, *last.get(tag, (None, -inf))) for tag, count in counts.items()]
    return sorted(found, key=lambda one: (-one.count, one.tag.casefold(), one.tag))


def tags_named(words: Iterable[str]) -> list[str]:
    """Parse tags as a person types them, separated by commas.

    Raise UsageError for an empty one, and for one that is more than a line.
    """
    tags = [tag.strip() for word in words for tag in word.split(",")]
    for tag in tags:
        if not tag:
            raise UsageError("a tag is empty", "give a name; --clear removes all tags")
        if not tag.isprintable():
            raise UsageError(f"{tag!r} is not a tag", "a tag is one line of text")
    return list(dict.fromkeys(tags))


def one_tag(text: str) -> str:
    """Parse one tag as a person types it, commas included.

    Raise UsageError as `tags_named` does.
    """
    tag = text.strip()
    if not tag or not tag.isprintable():
        raise UsageError(
            "a tag is empty" if not tag else f"{tag!r} is not a tag", "give the name of a tag"
        )
    return tag


_NO_PLURALS = frozenset(
    (
        *("access", "aws", "canvas", "chess", "class", "css", "devops", "dns", "economics"),
        *("ethics", "express", "graphics", "ios", "js", "kubernetes", "less", "maths"),
        *("mathematics", "news", "ops", "paris", "physics", "politics", "rails", "redis", "rss"),
        *("sass", "series", "sports", "statistics", "windows", "wordpress"),
    )
)
"""Words that end in s and are not plurals, or mean something else than their singular."""


def plain_form(tag: str) -> str:
    """Return a tag without case, hyphens, spaces and a plural ending, to find similar tags."""
    return singular(spelled(tag))


def spelled(tag: str) -> str:
    """Return a tag's letters and signs without case, hyphens and spaces; `.net` is `dotnet`."""
    folded = casefold_nfc(tag)
    folded = f"dot{folded[1:]}" if folded.startswith(".") else folded
    return "".join(char for char in folded if char not in "-_ .")


def singular(word: str) -> str:
    """Return a word without an English plural ending; both forms of a word give the same."""
    if len(word) > 3 and word not in _NO_PLURALS and word[-1] == "s" and word[-2] not in "sui":
        if word.endswith(("ches", "shes", "xes", "sses", "zzes")):
            return word[:-2]
        word = word[:-1]
    return word[:-2] + "y" if len(word) > 4 and word.endswith("ie") else word


def alike(tag: str, known: Iterable[str]) -> str | None:
    """Return a known tag that differs by case, hyphen, plural or one letter; None if none does."""
    wanted = plain_form(tag)
    others = {other: plain_form(other) for other in known if other != tag}
    same = (other for other, form in others.items() if form == wanted)
    near = (other for other, form in others.items() if _one_letter_apart(wanted, form))
    return next(same, None) or next(near, None)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A tag that may duplicate a more used one, or is used once; `why` says which.

    `like` is None for a tag that is merely used once.
    """

    tag: TagCount
    like: TagCount | None
    why: str


_SPELLINGS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("case", casefold_nfc),
    ("hyphen", spelled),
    ("plural", plain_form),
)
"""Kinds of difference, the smallest first, each with the form in which such tags are equal."""

_SLIP = 5
"""A tag may be a misspelling of another that is used at least this many times as often."""


def find_similar_tags(counts: Sequence[TagCount]) -> list[Likeness]:
    """Find likely duplicate tags, grouped by kind of difference, then tags used once.

    The more used of two is right, or else the one in lower case. Words that differ by one letter
    are reported only if one of them is used far less.
    """
    counts = sorted(counts, key=lambda one: (-one.count, one.tag != one.tag.lower(), one.tag))
    found: dict[str, Likeness] = {}
    for why, form in _SPELLINGS:
        first: dict[str, TagCount] = {}
        for count in counts:
            right = first.setdefault(form(count.tag), count)
            if right is not count:
                found.setdefault(count.tag, Likeness(count, right, why))
    forms = {count.tag: plain_form(count.tag) for count in counts}
    for count in counts:
        slip = next((one for one in counts if _is_slip(count, one, forms)), None)
        if slip is not None:
            found.setdefault(count.tag, Likeness(count, slip, "spelling"))
    order = [*(why for why, _ in _SPELLINGS), "spelling"]
    likenesses = sorted(found.values(), key=lambda one: order.index(one.why))
    told = {*found, *(one.like.tag for one in likenesses if one.like)}
    once = [one for one in counts if one.count == 1 and one.tag not in told]
    return [*likenesses, *(Likeness(count, None, "used once") for count in once)]


def _is_slip(one: TagCount, other: TagCount, forms: Mapping[str, str]) -> bool:
    often = one.count * _SLIP <= other.count
    return often and _one_letter_apart(forms[one.tag], forms[other.tag])


def merged(tags: Iterable[str], olds: Collection[str], new: str | None) -> list[str]:
    """Return the tags with `new` once in place of any of `olds`; without these if `new` is None."""
    kept: list[str] = []
    for tag in tags:
        tag_now = new if tag in olds else tag
        if tag_now is not None and not (tag_now == new and tag_now in kept):
            kept.append(tag_now)
    return kept


def _one_letter_apart(one: str, other: str) -> bool:
    """Return whether two longer words differ by one letter: added, removed, changed or swapped.

    Different digits or a different first letter make a different word; a last s is a plural's.
    """
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 1 or one == other:
        return False
    digits = ["".join(filter(str.isdigit, word)) for word in (one, other)]
    if one[0] != other[0] or digits[0] != digits[1] or f"{one}s" == other or one == f"{other}s":
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, other_rest = one[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[1::-1] == other_rest[:2] and rest[2:] == other_rest[2:])
    )
