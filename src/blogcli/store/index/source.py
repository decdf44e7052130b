"""The source of an index: a blog's files, and the rules by which they become posts."""

import sys
from collections.abc import Sequence
from typing import NamedTuple

from blogcli import __version__
from blogcli.posts.model.conventions import Conventions
from blogcli.store.callbacks import OnProblem
from blogcli.store.layouts.table import Layout
from blogcli.store.layouts.walk import WalkResult, survey


class IndexSource(NamedTuple):
    """The files behind the index of the blog at `place`, and the rules to find and read them."""

    place: str
    folders: Sequence[str]
    layout: Layout
    conventions: Conventions

    def meaning(self) -> str:
        """Return everything that decides which files are posts and how they are read, as one text.

        If it differs, the index is built again.
        """
        layout = self.layout
        rules = (sorted(layout.extensions), layout.skip, layout.leaf_bundles, layout.partials)
        machine = (sys.byteorder, sys.getfilesystemencoding())
        return repr((__version__, machine, rules, self.folders, tuple(self.conventions)))

    def survey(self, report: OnProblem) -> WalkResult:
        """Return the existing folders, and the files that are posts by their names."""
        return survey(self.place, self.folders, self.layout, report)
