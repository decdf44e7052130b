"""A snapshot of a blog's files: their paths, their stamps, and what a list needs of them."""

import os
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from blogcli.posts.model.summary import Summary
from blogcli.store.index.stamps import STAMP

LISTED, HAS_PROBLEM, WHOLE, DRAFT, STARTS, TIMED = 1, 2, 4, 8, 16, 32
"""Flags of a file: LISTED (shown by `blog list`), TROUBLED (reading it reported a problem),
WHOLE (fully parsed, not only its list fields), DRAFT, STARTS (built from its date on), TIMED (built
from another time on, or until one: its row has both)."""

LISTS = ("tags", "categories", "authors")
SNAPSHOT_FIELDS = frozenset({"path", "slug", "at", "starts", "ends", "draft", *LISTS})
"""Fields of a summary that a snapshot has for every post; prefilters read only these."""

_LIST, _ITEM = "\x1f", "\x1e"

NAMED = ("head", "folder_stamps", "slugs")
"""Parts of a snapshot that show whether it is still valid, and where a slug is."""

PIECE = 1 << 13
"""Number of paths in one part, so that a lookup of one path need not read them all."""


class Folders(NamedTuple):
    """Every folder that was listed, with its stamp; `plain` as in walk.WalkResult.

    `others` are the endings of the files in them that are left out, one for each.
    `meaning` is everything that decides how files become posts; if it differs, the snapshot is not
    valid.
    """

    meaning: str
    plain: bool
    paths: Sequence[bytes]
    stamps: bytes
    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> "Folders":
        """Return the folders that `parts` were made of."""
        plain, meaning, *folders = parts["head"].split(b"\0")
        plain, *others = plain.split(b"\x1f")
        return cls(
            meaning.decode("utf-8"),
            plain == b"plain",
            folders,
            parts["folder_stamps"],
            tuple(other.decode() for other in others),
        )

    def parts(self) -> Mapping[str, bytes]:
        """Return the parts to store, by name."""
        plain = "\x1f".join(("plain" if self.plain else "", *self.others))
        head = (plain.encode(), self.meaning.encode(), *self.paths)
        return {"head": b"\0".join(head), "folder_stamps": self.stamps}


class Snapshot(NamedTuple):
    """The files that are posts by name, as they were at one moment.

    `stamps` has STAMP bytes for each of the `paths`, `marks` one byte of flags. `ats` are their
    dates in seconds since 1970, nan for none. `slugs` and `lists` (see list_key) are joined by
    `joined`, with b"" for a file that is not listed. `newest` are the positions in `paths` of all
    listed posts, newest first.
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
    def empty(cls, meaning: str) -> "Snapshot":
        """Return the snapshot before the first one; its folders always count as changed."""
        return cls(Folders(meaning, False, (), b""), [], b"", b"", array("d"), b"", b"", array("I"))

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> "Snapshot":
        """Return the snapshot that `parts` were made of. Raises KeyError if one is missing."""
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
        """Return the parts to store, by name."""
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
        """Return the stamp of the file at a position."""
        return self.stamps[place * STAMP : (place + 1) * STAMP]

    @property
    def is_whole(self) -> bool:
        """Return whether all posts are fully parsed, except those that cannot be read."""
        return LISTED not in self.marks  # LISTED alone: a file with a problem is always read whole

    def marked(self, marks: int) -> list[int]:
        """Return the positions of the files that have any of the flags, in path order."""
        if not any(mark in self.marks for mark in range(64) if mark & marks):
            return []
        return [place for place, mark in enumerate(self.marks) if mark & marks]

    def outlines(self, places: Iterable[int]) -> Iterator[tuple[int, Summary | None]]:
        """Yield each position with the OUTLINED fields of its post, known without a row.

        None if they are not enough to decide on, or if the post has a problem.
        """
        paths = os.fsdecode(b"\0".join(self.paths)).split("\0")
        slugs, lists = _parted(self.slugs), _parted(self.lists)
        for place in places:
            mark, at = self.marks[place], self.ats[place]
            if mark & (HAS_PROBLEM | TIMED) or not lists[place]:
                yield place, None
                continue
            path, slug, draft = paths[place], slugs[place], mark & DRAFT != 0
            tags, categories, authors = map(_items, lists[place].split(_LIST))
            dated = at if at == at else None
            yield (
                place,
                Summary(
                    path=path,
                    slug=slug,
                    title="",
                    at=dated,
                    starts=dated if mark & STARTS else None,
                    draft=draft,
                    tags=tags,
                    categories=categories,
                    authors=authors,
                ),
            )

    def items(self, field: str) -> set[str]:
        """Return all items of one of the LISTS, as far as the snapshot has them (see `untold`)."""
        number = LISTS.index(field)
        held = {texts.split(_LIST)[number] for texts in _parted(self.lists) if texts}
        return {item for texts in held for item in _items(texts)}

    def untold(self) -> list[int]:
        """Return the positions of listed posts whose lists are only in their rows, or files."""
        lists = self.lists[1:-1].split(b"\0")
        return [place for place in self.marked(LISTED) if not lists[place]]


def joined(texts: Iterable[bytes]) -> bytes:
    """Join slugs or lists in the order of their paths, with NUL between and around them."""
    return b"\0%b\0" % b"\0".join(texts)


def slug_key(slug: str) -> bytes:
    """Return the slug in its joined form: UTF-8, without NUL."""
    return slug.replace("\0", "").encode("utf-8", "surrogatepass")


def list_key(post: Summary) -> bytes:
    """Return the LISTS of a post in their joined form: U+001F between them, U+001E after each item.

    b"" if one of those characters, or NUL, is in an item, or NUL in the slug: then the joined form
    does not hold everything.
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
    """Yield the positions of joined slugs that begin with `start`, or equal it before its NUL."""
    place = last = 0
    at = slugs.find(b"\0" + start)
    while 0 <= at < len(slugs) - 1:
        place += slugs.count(b"\0", last, at)
        yield place
        last, at = at, slugs.find(b"\0" + start, at + 1)


def part_of(place: int) -> str:
    """Return the name of the part that holds the path at this position."""
    return f"paths{place // PIECE}"


def path_at(place: int, part: bytes) -> bytes:
    """Return the path at this position, from the part that holds it; b"" for none."""
    paths = part.split(b"\0")
    return paths[place % PIECE] if place % PIECE < len(paths) else b""


def newest_first(marks: Sequence[int], ats: "array[float]") -> "array[int]":
    """Return the positions of all listed posts in `-date` order (see posts.order.sort_posts)."""
    listed = [place for place, mark in enumerate(marks) if mark & LISTED]
    dated = [place for place in listed if ats[place] == ats[place]]
    dated.sort(key=ats.__getitem__, reverse=True)
    return array("I", dated + [place for place in listed if ats[place] != ats[place]])
