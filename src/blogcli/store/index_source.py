"""What an index is made of: a blog's files, and all by which their bytes become posts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from blogcli import __version__
from blogcli.posts.conventions import Conventions
from blogcli.store.layouts import Layout
from blogcli.store.walk import Report, Survey

if TYPE_CHECKING:
    from blogcli.store.reading import ReadEntry


class Source(NamedTuple):
    """The blog behind an index: its root, how its posts are found, and how one is read.

    `meaning` is all by which a file's bytes become an entry; another meaning is another index.
    """

    root: bytes
    meaning: str
    survey: Callable[[Report], Survey]
    read: ReadEntry


def meaning(layout: Layout, conventions: Conventions, folders: Sequence[str]) -> str:
    """All that decides which files are posts and how their bytes are read, as one text."""
    rules = (sorted(layout.extensions), layout.skip, layout.leaf_bundles, layout.partials)
    machine = (sys.byteorder, sys.getfilesystemencoding())
    return repr((__version__, machine, rules, folders, tuple(conventions)))
