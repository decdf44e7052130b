"""Publish, unpublish and schedule posts, as the generator of their blog expects it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from blogcli.errors import Refused
from blogcli.posts.edit.draft_marks import held_marks
from blogcli.posts.edit.publish import (
    blog_habits,
    is_late,
    latest_public,
    marks_of,
    publish,
    schedule,
    unpublish,
)
from blogcli.posts.model.document import Document
from blogcli.posts.model.paths import dated, day_in_name, in_folder, undated
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import Post, read_post
from blogcli.posts.text.date_formats import When
from blogcli.store.blog.blog import Blog
from blogcli.store.index.index import Index
from blogcli.store.layouts.model import DATED
from blogcli.store.operations.model import Move
from blogcli.store.operations.move import MovePlanner


class PublishPlanner:
    """A planner of releases in one blog; `now` has a time zone."""

    def __init__(self, blog: Blog, now: datetime) -> None:
        summaries = _habitual(blog.index())
        self.moves = MovePlanner(blog)
        self.now = now
        self._habits = blog_habits(summaries, blog.conventions)
        self._shelves = DraftFolders(blog, summaries)

    @property
    def stay_drafts(self) -> bool:
        """Return whether a scheduled post stays a draft, as its generator would show it at once."""
        return self.moves.blog.conventions.status.shows_future

    def publish(self, post: Post, when: When | None = None) -> Move:
        """Return the move that publishes the post, from `when` if given.

        See publish.publish.
        """
        summary = post.summary
        in_name = self._shelves.names_day(post)
        document = publish(post, when, self.now, self._habits, in_name=in_name)
        late = is_late(summary, self.now)
        move = self._placed(post, document, when or (self.now if late else None))
        if summary.status(self.now) == "published":
            move, _ = self.moves.with_redirect(move)
        return move

    def unpublish(self, post: Post) -> Move:
        """Return the move that makes the post a draft; see publish.unpublish."""
        if post.summary.draft:
            return Move(post, post.document, post.summary.path)
        to_drafts = self._shelves.takes(post)
        document = unpublish(post, self._habits, to_drafts=to_drafts)
        return Move(post, document, self._shelves.draft_path(post), hides=True)

    def schedule(self, post: Post, when: When) -> Move:
        """Return the move that dates the post in the future; see publish.schedule."""
        in_name = self._shelves.names_day(post)
        hidden = not self.stay_drafts
        document = schedule(post, when, self._habits, hidden=hidden, in_name=in_name)
        if hidden or not self._shelves.is_in_drafts(post):
            hides = hidden and post.summary.status(self.now) == "published"
            return self._placed(post, document, when)._replace(hides=hides)
        return Move(post, document, post.summary.path)

    def _placed(self, post: Post, document: Document, when: When | None) -> Move:
        """Return the move to the post's public path; a date in its file name is set to the post's.

        If `when` is None the date stays, and so does the file name in the folder of posts.
        """
        path, was = post.summary.path, post.summary.date
        then = read_post(path, document.join(), post.conventions).summary.date
        if when is None:
            day = was if self._shelves.needs_day(post) else None
        else:
            day = then if then != was else when
        return Move(post, document, self._shelves.public_path(post, self._day(day)))

    def _day(self, when: When | None) -> date | None:
        """Return the day of a date in the blog's time zone."""
        if not isinstance(when, datetime):
            return when
        zone = self.moves.blog.conventions.zone
        return (when if when.tzinfo is None else when.astimezone(zone)).date()


def _habitual(index: Index) -> Sequence[Summary]:
    """Return all posts, whole only those whose front matter tells what others do."""
    posts = [*index.outlines({"draft", "at"})]
    telling = {post.path for post in latest_public(posts)}
    whole = index.at(post for post in posts if post.draft or post.path in telling)
    return [*({post.path: post for post in posts} | {post.path: post for post in whole}).values()]


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
