"""The path of a post as a draft, and its path once it is published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from blogcli.posts.model.conventions import DRAFT_MARKS, says_draft
from blogcli.posts.model.paths import dated, day_in_name, in_folder, undated
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import Post
from blogcli.store.blog.blog import Blog
from blogcli.store.layouts.table import DATED


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
        if not self.is_in_drafts(post):
            return day_in_name(post.summary.path) is not None
        return self._always_dated or self._others_are_dated()

    def public_path(self, post: Post, day: date | None) -> str:
        """Return the path of the post once published with that date; None keeps the date it has."""
        path = post.summary.path
        names_day = self.names_day(post)
        if self.is_in_drafts(post):
            path = in_folder(path, self.drafts, self.posts)
        return dated(path, day) if names_day and day and day_in_name(path) != day else path

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
        others = [one.path for one in self._summaries if one.draft and one.path != path]
        in_place = any(map(self._conventions.is_draft_path, others))
        marked = any(
            says_draft(key.casefold(), value) is False
            for key, value in post.summary.meta.items()
            if key.casefold() in DRAFT_MARKS
        )
        return not marked and (in_place or not others)

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
