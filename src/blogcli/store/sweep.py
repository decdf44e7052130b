"""A sweep over a blog's files: which there are, their stamps, and what a list needs at once."""

import os
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from blogcli.posts.summary import Summary
from blogcli.store.stamps import STAMP

LISTED, TROUBLED, WHOLE, DRAFT = 1, 2, 4, 8
"""Marks of a path: it is a post that lists show; something was wrong when it was read; all was
read of it that is kept, not its place in a list alone; it is a draft."""

LISTS = ("tags", "categories", "authors")
OUTLINED = frozenset({"path", "slug", "at", "draft", *LISTS})
"""Fields of a summary that a sweep knows of every post."""

_LIST, _ITEM = "\x1f", "\x1e"

NAMED = ("head", "folder_stamps", "slugs")
"""Parts of a sweep; all that tells whether it still holds, and where a slug is."""

PIECE = 1 << 13
"""So many paths are a part of their own: whoever looks for one need not read them all."""


class Folders(NamedTuple):
    """Every folder that was listed, with its stamp; `plain` as in walk.Survey.

    `meaning` is all by which files become posts; another meaning is another sweep.
    """

    meaning: str
    plain: bool
    paths: Sequence[bytes]
    stamps: bytes

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> "Folders":
        plain, meaning, *folders = parts["head"].split(b"\0")
        return cls(meaning.decode("utf-8"), plain == b"plain", folders, parts["folder_stamps"])

    def parts(self) -> Mapping[str, bytes]:
        head = (b"plain" if self.plain else b"", self.meaning.encode(), *self.paths)
        return {"head": b"\0".join(head), "folder_stamps": self.stamps}


class Sweep(NamedTuple):
    """The files that are posts by name, as they were at one moment.

    `stamps` has STAMP bytes for each of the `paths`, `marks` one; `ats` are their dates in
    seconds, nan for none; `slugs` and `lists` (see list_key) are as `joined` joins them, b"" for
    what is not listed; `newest` are the places in `paths` of all that is listed, newest first.
    """

    folders: Folders
    paths: Sequence[bytes]
    stamps: bytes
    marks: bytes
    ats: "array[float]"
    slugs: bytes
    lists: bytes
    newest: "array[int]"

    @classmethod
    def empty(cls, meaning: str) -> "Sweep":
        """The sweep before the first one; its folders never hold what they held."""
        return cls(Folders(meaning, False, (), b""), [], b"", b"", array("d"), b"", b"", array("I"))

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> "Sweep":
        """The sweep that `parts` were made of; raises KeyError where one is missing."""
        paths: list[bytes] = []
        for start in range(0, len(parts["marks"]), PIECE):
            paths += parts[part_of(start)].split(b"\0")
        return cls(
            Folders.of(parts),
            paths,
            parts["stamps"],
            parts["marks"],
            array("d", parts["ats"]),
            parts["slugs"],
            parts["lists"],
            array("I", parts["newest"]),
        )

    def parts(self) -> Mapping[str, bytes]:
        paths = self.paths
        starts = range(0, len(paths), PIECE)
        return {
            **self.folders.parts(),
            **{part_of(start): b"\0".join(paths[start : start + PIECE]) for start in starts},
            "stamps": self.stamps,
            "marks": self.marks,
            "ats": self.ats.tobytes(),
            "slugs": self.slugs,
            "lists": self.lists,
            "newest": self.newest.tobytes(),
        }

    def stamp(self, place: int) -> bytes:
        return self.stamps[place * STAMP : (place + 1) * STAMP]

    @property
    def is_whole(self) -> bool:
        """Whether all is known of each post, those that cannot be read apart."""
        return LISTED not in self.marks  # by itself: what has a fault is read whole at once

    def marked(self, marks: int) -> list[int]:
        """Places of the paths that have any of the marks, in the order of the paths."""
        if not any(mark in self.marks for mark in range(16) if mark & marks):
            return []
        return [place for place, mark in enumerate(self.marks) if mark & marks]

    def outlines(self, places: Iterable[int]) -> Iterator[tuple[int, Summary | None]]:
        """Each place with what is known of its post without a row: the fields OUTLINED alone.

        None where that is not enough to go by, or something is wrong with it.
        """
        paths = os.fsdecode(b"\0".join(self.paths)).split("\0")
        slugs, lists = _parted(self.slugs), _parted(self.lists)
        for place in places:
            mark, at = self.marks[place], self.ats[place]
            if mark & TROUBLED or not lists[place]:
                yield place, None
                continue
            path, slug, draft = paths[place], slugs[place], mark & DRAFT != 0
            tags, categories, authors = map(_items, lists[place].split(_LIST))
            dated = at if at == at else None
            post = Summary(path, slug, "", None, dated, None, draft, tags, categories, authors)
            yield place, post

    def items(self, field: str) -> set[str]:
        """All items of one of the LISTS, as far as lists are told (see `untold`)."""
        number = LISTS.index(field)
        held = {texts.split(_LIST)[number] for texts in _parted(self.lists) if texts}
        return {item for texts in held for item in _items(texts)}

    def untold(self) -> list[int]:
        """Places of what is listed, but with lists that only its row, or its file, tells."""
        lists = self.lists[1:-1].split(b"\0")
        return [place for place in self.marked(LISTED) if not lists[place]]


def joined(texts: Iterable[bytes]) -> bytes:
    """Slugs or lists in the order of their paths, NUL between them and around them."""
    return b"\0%b\0" % b"\0".join(texts)


def slug_key(slug: str) -> bytes:
    """The slug as it is joined: in UTF-8, without NUL."""
    return slug.replace("\0", "").encode("utf-8", "surrogatepass")


def list_key(post: Summary) -> bytes:
    """The LISTS of a post as they are joined: U+001F between them, U+001E after each item.

    b"" where one of those, or NUL, is in an item, or NUL in the slug, so that keys do not tell all.
    """
    lists = [getattr(post, name) for name in LISTS]
    text = _LIST.join("".join(f"{item}{_ITEM}" for item in items) for items in lists)
    meant = text.count(_LIST) == len(lists) - 1 and text.count(_ITEM) == sum(map(len, lists))
    told = meant and "\0" not in text and "\0" not in post.slug
    return text.encode("utf-8", "surrogatepass") if told else b""


def _parted(texts: bytes) -> list[str]:
    return texts[1:-1].decode("utf-8", "surrogatepass").split("\0")


def _items(text: str) -> tuple[str, ...]:
    return tuple(text.split(_ITEM)[:-1]) if text else ()


def places_of(start: bytes, slugs: bytes) -> Iterator[int]:
    """Places of the joined slugs that begin so; with NUL at its end it is a whole slug."""
    place = last = 0
    at = slugs.find(b"\0" + start)
    while 0 <= at < len(slugs) - 1:
        place += slugs.count(b"\0", last, at)
        yield place
        last, at = at, slugs.find(b"\0" + start, at + 1)


def part_of(place: int) -> str:
    """The name of the part that holds the path at this place."""
    return f"paths{place // PIECE}"


def path_at(place: int, part: bytes) -> bytes:
    """The path at this place of the sweep, from the part that holds it; b"" for none."""
    paths = part.split(b"\0")
    return paths[place % PIECE] if place % PIECE < len(paths) else b""


def newest_first(marks: Sequence[int], ats: "array[float]") -> "array[int]":
    """The places of all that is listed in the order of `-date`: see posts.order.sort_posts."""
    listed = [place for place, mark in enumerate(marks) if mark & LISTED]
    dated = [place for place in listed if ats[place] == ats[place]]
    dated.sort(key=ats.__getitem__, reverse=True)
    return array("I", dated + [place for place in listed if ats[place] != ats[place]])
