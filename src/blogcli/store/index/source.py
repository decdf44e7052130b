"""The source of an index: a blog's files, and the rules by which they become posts."""

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from blogcli import __version__
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.summary import Summary
from blogcli.store.callbacks import OnProblem
from blogcli.store.index.rows import BY_ZONE, FIXED, FLOATING
from blogcli.store.layouts.model import Layout
from blogcli.store.layouts.walk import WalkResult, survey

Depth = Literal["place", "whole", "contents", "texts"]
"""How much is read of a post: only its place in a list, or also what lists show, or more than that.

That is either its contents or its text for a search. Where posts were read before, these are still
missing then.
"""


class IndexSource(NamedTuple):
    """The files behind the index of the blog at `place`, and the rules to find and read them.

    `located` gives a post its URL and language, and returns its URL path too; `rules` are the
    settings that they depend on. The blog's zone is the machine's with `zone_of_machine`; then
    `urls_by_zone` says whether the address of a time with an offset depends on it.
    """

    place: str
    folders: Sequence[str]
    layout: Layout
    conventions: Conventions
    located: Callable[[Summary], tuple[Summary, str]] = lambda post: (post, "")
    rules: str = ""
    zone_of_machine: bool = False
    urls_by_zone: Callable[[], bool] = lambda: False

    @property
    def zone(self) -> str:
        """Return the machine's time zone if it decides anything, else empty text."""
        return repr(self.conventions.zone) if self.zone_of_machine else ""

    def meaning(self) -> str:
        """Return everything that decides which files are posts and how they are read, as one text.

        If it differs, the index is built again. The machine's zone is not part of it.
        """
        layout, conventions = self.layout, self.conventions
        if self.zone_of_machine:
            conventions = conventions._replace(zone=Conventions().zone)
        rules = (sorted(layout.extensions), layout.skip, layout.leaf_bundles, layout.partials)
        owner = (self.folders, tuple(conventions), self.rules, self.zone_of_machine)
        return repr((__version__, sys.getfilesystemencoding(), rules, *owner))

    def floating(self, post: Summary) -> int:
        """Return how the post depends on the machine's time zone, as rows.FIXED and the others."""
        if not self.zone_of_machine:
            return FIXED
        unzoned = self.conventions.unzoned
        has_offset = isinstance(post.date, datetime) and post.date.tzinfo is not None
        limits = {post.starts, post.ends} - {None, post.at}
        if (limits and unzoned is None) or (has_offset and post.url and self.urls_by_zone()):
            return BY_ZONE
        own = unzoned is None or not isinstance(post.date, datetime)
        return FLOATING if post.date and not has_offset and own else FIXED

    def survey(self, report: OnProblem) -> WalkResult:
        """Return the existing folders, and the files that are posts by their names."""
        return survey(self.place, self.folders, self.layout, report)
