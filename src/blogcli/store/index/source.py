"""The source of an index: a blog's files, and the rules by which they become posts."""

import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from blogcli import __version__
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.summary import Summary
from blogcli.store.callbacks import OnProblem
from blogcli.store.layouts.table import Layout
from blogcli.store.layouts.walk import WalkResult, survey


class IndexSource(NamedTuple):
    """The files behind the index of the blog at `place`, and the rules to find and read them.

    `address` gives a post's URL; `rules` are the settings that it depends on, as text.
    """

    place: str
    folders: Sequence[str]
    layout: Layout
    conventions: Conventions
    address: Callable[[Summary], str | None] = lambda post: None
    rules: str = ""

    def meaning(self) -> str:
        """Return everything that decides which files are posts and how they are read, as one text.

        If it differs, the index is built again.
        """
        layout = self.layout
        rules = (sorted(layout.extensions), layout.skip, layout.leaf_bundles, layout.partials)
        machine = (sys.byteorder, sys.getfilesystemencoding())
        owner = (self.folders, tuple(self.conventions), self.rules)
        return repr((__version__, machine, rules, *owner))

    def survey(self, report: OnProblem) -> WalkResult:
        """Return the existing folders, and the files that are posts by their names."""
        return survey(self.place, self.folders, self.layout, report)
