"""A move of a post, and the changes of all moves, as values."""

from typing import NamedTuple

from blogcli.posts.model.document import Document
from blogcli.posts.read.post import Post, read_post
from blogcli.store.changes.change import FileChange


class Move(NamedTuple):
    """A post, its new document, and its new path, which may be the old one.

    `redirects`: the old URL redirects to the new one, also for posts that move along. `hides`: the
    post is no longer public, so that links to it stay as they are and are named.
    """

    post: Post
    document: Document
    to: str
    redirects: bool = False
    hides: bool = False

    @property
    def after(self) -> Post:
        """Return the post as it will be read."""
        return read_post(self.to, self.document.join(), self.post.conventions)


class MovePlan(NamedTuple):
    """The changes of a move, and the paths of the posts whose links are updated.

    `unread` are posts whose links stay as they are, since they have too many. `staying` are the
    places, as `path:line`, of links to moved posts that are not changed.
    """

    changes: tuple[FileChange, ...]
    linking: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    staying: tuple[str, ...] = ()
