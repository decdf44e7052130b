"""A sweep over a blog's files: which there are, their stamps, and what a list needs at once."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from blogcli.store.stamps import STAMP

LISTED, TROUBLED = 1, 2
"""Marks of a path: it is a post that lists show; something was wrong when it was read."""

HEAD = ("head", "folder_stamps")
PARTS = (*HEAD, "paths", "stamps", "marks", "ats", "newest")


class Folders(NamedTuple):
    """Every folder that was listed, with its stamp; `plain` as in walk.Survey.

    `meaning` is all by which files become posts; another meaning is another sweep.
    """

    meaning: str
    plain: bool
    paths: Sequence[bytes]
    stamps: bytes

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> Folders:
        plain, meaning, *folders = parts["head"].split(b"\0")
        return cls(meaning.decode("utf-8"), plain == b"plain", folders, parts["folder_stamps"])

    def parts(self) -> Mapping[str, bytes]:
        head = (b"plain" if self.plain else b"", self.meaning.encode(), *self.paths)
        return {"head": b"\0".join(head), "folder_stamps": self.stamps}


class Sweep(NamedTuple):
    """The files that are posts by name, as they were at one moment.

    `stamps` has STAMP bytes for each of the `paths`, `marks` one; `ats` are their dates in
    seconds, nan for none; `newest` are the places in `paths` of all that is listed, newest first.
    """

    folders: Folders
    paths: Sequence[bytes]
    stamps: bytes
    marks: bytes
    ats: array[float]
    newest: array[int]

    @classmethod
    def empty(cls, meaning: str) -> Sweep:
        """The sweep before the first one; its folders never hold what they held."""
        return cls(Folders(meaning, False, (), b""), [], b"", b"", array("d"), array("I"))

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> Sweep:
        """The sweep that `parts` were made of, which were proved to be whole."""
        ats, newest = array("d"), array("I")
        ats.frombytes(parts["ats"])
        newest.frombytes(parts["newest"])
        paths = parts["paths"].split(b"\0") if parts["paths"] else []
        return cls(Folders.of(parts), paths, parts["stamps"], parts["marks"], ats, newest)

    def parts(self) -> Mapping[str, bytes]:
        return {
            **self.folders.parts(),
            "paths": b"\0".join(self.paths),
            "stamps": self.stamps,
            "marks": self.marks,
            "ats": self.ats.tobytes(),
            "newest": self.newest.tobytes(),
        }

    def stamp(self, place: int) -> bytes:
        return self.stamps[place * STAMP : (place + 1) * STAMP]

    def marked(self, marks: int) -> list[int]:
        """Places of the paths that have any of the marks, in the order of the paths."""
        return [place for place, mark in enumerate(self.marks) if mark & marks]


def newest_first(marks: Sequence[int], ats: array[float]) -> array[int]:
    """The places of all that is listed in the order of `-date`: see posts.order.sort_posts."""
    listed = [place for place, mark in enumerate(marks) if mark & LISTED]
    dated = [place for place in listed if ats[place] == ats[place]]
    dated.sort(key=ats.__getitem__, reverse=True)
    return array("I", dated + [place for place in listed if ats[place] != ats[place]])
