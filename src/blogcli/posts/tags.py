"""Tags over many posts: counts, and names that are perhaps the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from blogcli.errors import UsageError
from blogcli.posts.closest import fold
from blogcli.posts.summary import Summary
from blogcli.posts.values import When


@dataclass(frozen=True, slots=True)
class TagCount:
    """How many posts carry a tag, and the date of the latest of them."""

    tag: str
    count: int
    last: When | None


def count_tags(posts: Iterable[Summary]) -> list[TagCount]:
    """Every tag, most used first, then by name."""
    carrying: dict[str, list[Summary]] = {}
    for post in posts:
        for tag in dict.fromkeys(post.tags):
            carrying.setdefault(tag, []).append(post)
    counts = [TagCount(tag, len(found), _last(found)) for tag, found in carrying.items()]
    return sorted(counts, key=lambda one: (-one.count, one.tag.casefold(), one.tag))


def _last(posts: Iterable[Summary]) -> When | None:
    dated = [post for post in posts if post.at is not None]
    return max(dated, key=lambda post: post.at or 0).date if dated else None


def tags_named(words: Iterable[str]) -> list[str]:
    """The tags that a person types: commas part them, and none is empty.

    Raises UsageError for an empty one and for one that is more than a line.
    """
    tags = [tag.strip() for word in words for tag in word.split(",")]
    for tag in tags:
        if not tag:
            raise UsageError("a tag is empty", "give a name; --clear takes all tags away")
        if not tag.isprintable():
            raise UsageError(f"{tag!r} is no tag", "a tag is one line of text")
    return list(dict.fromkeys(tags))


def plain_form(tag: str) -> str:
    """A tag without case, hyphens, spaces and a plural s, to find tags that are alike."""
    letters = "".join(char for char in fold(tag) if char not in "-_ .")
    return letters[:-1] if len(letters) > 3 and letters.endswith("s") else letters


def alike(tag: str, known: Iterable[str]) -> str | None:
    """A known tag that is close to this one and not the same: case, hyphen, plural, one letter."""
    wanted = plain_form(tag)
    others = {other: plain_form(other) for other in known if other != tag}
    same = (other for other, form in others.items() if form == wanted)
    near = (other for other, form in others.items() if _one_letter_apart(wanted, form))
    return next(same, None) or next(near, None)


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether a letter was added, left out, changed, or swapped with the next, in a longer word."""
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 1 or one == other:
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
