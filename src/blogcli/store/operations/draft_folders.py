"""The path of a post as a draft, and its path once it is published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from blogcli.errors import Refused
from blogcli.posts.edit.draft_marks import held_marks
from blogcli.posts.edit.publish import marks_of
from blogcli.posts.model.paths import dated, day_in_name, in_folder, undated
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import Post
from blogcli.store.blog.blog import Blog
from blogcli.store.layouts.model import DATED


class DraftFolders:
    """The folders of posts and of drafts of one blog, whose `summaries` are all its posts."""

    def __init__(self, blog: Blog, summaries: Sequence[Summary]) -> None:
        self.drafts = blog.layout.drafts
        self.posts = blog.layout.home.rpartition("/")[2]
        self._conventions = blog.conventions
        self._summaries = summaries
        self._always_dated = blog.layout.file == DATED

    def names_day(self, post: Post) -> bool:
        """Return whether the published post's file name starts with the date."""
        path = post.summary.path
        if not self.is_in_drafts(post):
            return day_in_name(path) is not None or self._lacks_day(path)
        return self._always_dated or self._others_are_dated()

    def needs_day(self, post: Post) -> bool:
        """Return whether the post is hidden by its place or its name, which publishing changes."""
        return self.is_in_drafts(post) or self._lacks_day(post.summary.path)

    def _lacks_day(self, path: str) -> bool:
        return any(rule.hides(path) for rule in self._conventions.status.names if rule.dated)

    def _hides(self, path: str) -> bool:
        """Return whether the generator builds no file with this name."""
        return any(rule.hides(path) for rule in self._conventions.status.names)

    def public_path(self, post: Post, day: date | None) -> str:
        """Return the path of the post once published with that date; None keeps the date it has.

        Raise Refused if the generator builds no such file.
        """
        path = post.summary.path
        names_day = self.names_day(post)
        if self.is_in_drafts(post):
            path = in_folder(path, self.drafts, self.posts)
        if self._hides(path):
            before, folder, below = path.rpartition(f"{self.posts}/")
            path = before + folder + re.sub("(?:^|(?<=/))_+", "", below)
        if names_day and day and (self._hides(path) or day_in_name(path) != day):
            path = dated(undated(path) if self._hides(path) else path, day)
        if self._hides(path):
            raise Refused(
                "the generator does not build a file of this name",
                f"move it to a file such as {self.posts}/{day}-{post.summary.slug}.md",
                path=post.summary.path,
            )
        return path

    def draft_path(self, post: Post) -> str:
        """Return the path of the post as a draft; in a drafts folder it has no date."""
        path = post.summary.path
        if not self.takes(post) or self._conventions.is_draft_path(path):
            return path
        return undated(in_folder(path, self.posts, self.drafts))

    def takes(self, post: Post) -> bool:
        """Return whether the post becomes a draft by moving to the drafts folder.

        It does not if its front matter says that it is no draft, nor if other drafts are marked in
        their front matter and none of them is in a drafts folder.
        """
        path = post.summary.path
        if not self.drafts or in_folder(path, self.posts, self.drafts) == path:
            return False
        others = [one for one in self._summaries if one.draft and one.path != path]
        in_place = any(self._conventions.is_draft_path(one.path) for one in others)
        marked = any(hides for one in others for _, hides in marks_of(one, self._conventions))
        states = any(True for _ in held_marks(post))
        return not states and (in_place or not marked)

    def is_in_drafts(self, post: Post) -> bool:
        """Return whether the post is in a drafts folder, which it leaves when it is published."""
        return self._is_draft_path(post.summary.path)

    def _is_draft_path(self, path: str) -> bool:
        return bool(self.drafts) and self._conventions.is_draft_path(path)

    def _others_are_dated(self) -> bool:
        """Return whether most posts outside drafts folders have a date before their names."""
        public = [post for post in self._summaries if not self._is_draft_path(post.path)]
        named = sum(day_in_name(post.path) is not None for post in public)
        return named * 2 > len(public)
