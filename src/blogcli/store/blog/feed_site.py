"""A blog as its feeds show it: its title, and the absolute URLs of its posts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from blogcli.posts.model.document import split
from blogcli.posts.model.paths import bare_path
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import Post
from blogcli.posts.text.urls import folder_of, resolve_path
from blogcli.store.blog.blog import Blog
from blogcli.store.fs.files import read_file


@dataclass(frozen=True)
class FeedSite:
    """The title and address of a blog's site, by its settings or else its generator's file.

    `summaries` returns all posts of the blog; it is called if a link may name one of them.
    """

    blog: Blog
    summaries: Callable[[], Iterable[Summary]]

    @cached_property
    def title(self) -> str:
        """Return the site's title; "" if it is not known."""
        key = self.blog.addresses.way.title_key
        own = self.blog.config.text("title")
        said = self.blog.addresses.setting(key)
        return own or (said.strip() if isinstance(said, str) else "")

    @cached_property
    def url(self) -> str:
        """Return the site's address; "" if it is not known."""
        return self.blog.addresses.origin.rstrip("/")

    def post(self, summary: Summary) -> Post:
        """Return a post with the values that the index has; only its body is parsed.

        Raises Unreadable.
        """
        place, conventions = self.blog.place, self.blog.conventions
        data = read_file(f"{place}/{summary.path}", root=place)
        return Post(summary, split(data, headers=conventions.headers), conventions)

    def address(self, page: Summary, target: str) -> str:
        """Return the URL of the post that a link on `page` names; of the page itself for "".

        Return "" if it names none, or one whose URL is not known.
        """
        if not self.url:
            return ""
        post = self._named(page.path, target) if target else page
        return (post.url or self.blog.addresses.with_url(post).url or "") if post else ""

    @cached_property
    def _posts(self) -> Mapping[str, Summary]:
        """Return the posts by path, and by each name that only one of them has."""
        found: dict[str, Summary] = {}
        taken: set[str] = set()
        for post in self.summaries():
            bare = bare_path(post.path)
            found[bare] = post
            for name in {bare.rpartition("/")[2], post.slug}:
                if name in taken:
                    found.pop(name, None)
                else:
                    found.setdefault(name, post)
                taken.add(name)
        return found

    def _named(self, path: str, target: str) -> Summary | None:
        target = unquote(target)
        name = target.removeprefix("@site").lstrip("@/")
        beside = None if target[:1] in "/@" else resolve_path(folder_of(path), target)
        paths = (beside, f"{self.blog.layout.content}/{name}", name)
        found = (self._posts.get(bare_path(one)) for one in paths if one)
        return next(filter(None, found), None)
