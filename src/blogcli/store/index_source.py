"""What an index is made of: a blog's files, and all by which their bytes become posts."""

import sys
from collections.abc import Sequence
from typing import NamedTuple

from blogcli import __version__
from blogcli.posts.conventions import Conventions
from blogcli.store.layouts import Layout
from blogcli.store.walk import Report, Survey, survey


class Source(NamedTuple):
    """The files behind the index of the blog at `place`, and how they are found and read."""

    place: str
    folders: Sequence[str]
    layout: Layout
    conventions: Conventions

    def meaning(self) -> str:
        """All that decides which files are posts and how their bytes are read, as one text.

        Another meaning is another index.
        """
        layout = self.layout
        rules = (sorted(layout.extensions), layout.skip, layout.leaf_bundles, layout.partials)
        machine = (sys.byteorder, sys.getfilesystemencoding())
        return repr((__version__, machine, rules, self.folders, tuple(self.conventions)))

    def survey(self, report: Report) -> Survey:
        """The folders there are, and the files that are posts by their names."""
        return survey(self.place, self.folders, self.layout, report)
