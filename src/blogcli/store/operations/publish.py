"""Publish, unpublish and schedule posts, as the generator of their blog expects it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from blogcli.posts.edit.publish import (
    blog_habits,
    is_late,
    latest_public,
    publish,
    schedule,
    unpublish,
)
from blogcli.posts.model.document import Document
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import Post, read_post
from blogcli.posts.text.date_formats import When
from blogcli.store.blog.blog import Blog
from blogcli.store.index.index import Index
from blogcli.store.operations.draft_folders import DraftFolders
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
        dated = read_post(path, document.join(), post.conventions).summary.date
        if when is None:
            day = was if self._shelves.needs_day(post) else None
        else:
            day = dated if dated != was else when
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
