"""Move posts to another file or URL, and update the links to them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from blogcli.errors import Conflict
from blogcli.posts.edit.rename import redirected
from blogcli.posts.links.mentions import Mentions
from blogcli.posts.links.model import TooManyLinks
from blogcli.posts.links.permalinks import Permalinks, own_slug
from blogcli.posts.links.placeholders import text_of
from blogcli.posts.links.rewrite import PostIdentity, moved
from blogcli.posts.model.comments import comments_path
from blogcli.posts.model.paths import (
    bare_name,
    bundle_folder,
    split_path,
    without_language,
)
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import Post
from blogcli.store.blog.blog import Blog
from blogcli.store.blog.site import PublishedSite
from blogcli.store.changes.change import FileChange
from blogcli.store.fs.files import file_or_none, files_below
from blogcli.store.operations.model import Move, MovePlan
from blogcli.store.operations.site_links import MOST_NAMED, SiteLinks, followed
from blogcli.store.operations.site_texts import SiteTexts


class MovePlanner:
    """A planner of moves within one blog; it asks the index which posts a move concerns."""

    def __init__(self, blog: Blog) -> None:
        self.blog = blog
        self.site = PublishedSite(blog)
        self._unread: list[str] = []

    @cached_property
    def summaries(self) -> Sequence[Summary]:
        """Return every post: only where links or front matter tell which post is meant."""
        return self.blog.index().summaries()

    @cached_property
    def permalinks(self) -> Permalinks:
        """Return how posts get their URLs; links tell it only if nothing else does."""
        return self.site.permalinks(self.summaries if self.site.learns_permalinks else ())

    @cached_property
    def _paths(self) -> Mapping[str, None]:
        """Return the paths of all posts in order."""
        return dict.fromkeys(self.blog.index().paths())

    @cached_property
    def _folded(self) -> str:
        """Return the paths in one case, each after a NUL: one text is searched much faster."""
        return "\0".join(("", *self._paths)).casefold()

    def named(self, name: str) -> int:
        """Return how many posts have a bare name that a link may use."""
        text, paths = self._folded, iter(self._paths)
        found = end = 0
        while end >= 0 and (at := text.find(name, end + 1)) >= 0:
            path = next(islice(paths, text.count("\0", end, at) - 1, None))
            found += bare_name(path) == name
            end = text.find("\0", at)
        return found

    def _data(self, path: str) -> bytes:
        """Return the whole file; b"" if it can no longer be read."""
        return file_or_none(f"{self.blog.place}/{path}", root=self.blog.place) or b""

    def with_redirect(self, move: Move) -> tuple[Move, str]:
        """Return the move with a redirect from the old URL to the new one, and the old URL.

        The URL is "", and no redirect is added, if it does not change, is unknown, or the blog has
        no way to redirect.
        """
        old, new = self.permalinks.url(move.post.summary), self.permalinks.url(move.after.summary)
        key = self.site.alias_key(self.blog.index().aliased())
        if not old or old == new or not key:
            return move, ""
        alias = self.site.alias
        document = redirected(move.after, alias(old), alias(new), key)
        return move._replace(document=document, redirects=True), old

    def why_no_redirect(self, move: Move) -> str:
        """Return a message on why a move leaves no redirect; "" if none is needed."""
        old, new = self.permalinks.url(move.post.summary), self.permalinks.url(move.after.summary)
        if old == new and old:
            return ""
        if not old:
            return "No redirect added: this blog's URLs are unknown"
        if self.site.why_no_redirects:
            return f"No redirect added for {old}: {self.site.why_no_redirects}"
        return f"No redirect added for {old}: posts of this blog have no key for redirects"

    def fixed_by(self, move: Move) -> tuple[str, str]:
        """Return the front matter key that keeps the address through a move, and that address.

        Both are "" if the address changes, is unknown, or is not set by a key.
        """
        before, after = move.post.summary, move.after.summary
        url, key = self.permalinks.url(before), self.permalinks.key
        if not url or url != self.permalinks.url(after) or not text_of(after, key):
            return "", ""
        return key, url

    def namesakes(self, move: Move) -> list[Summary]:
        """Return other posts with the new slug. Raises Conflict if one of them has the same URL."""
        path, after = move.post.summary.path, move.after.summary
        if after.slug == move.post.summary.slug:
            return []
        others = [one for one in self.blog.index().with_slug(after.slug) if one.path != path]
        url = self.permalinks.url(after)
        for other in others:
            if url and self.permalinks.url(other) == url:
                raise Conflict(
                    f"already has the address {url}", "choose another slug", path=other.path
                )
        return others

    def plan(self, moves: Sequence[Move]) -> MovePlan:
        """Return all changes: to the posts, to other files in their folders, and to links to them.

        Raises Conflict if a file is in the way.
        """
        moving = {move.post.summary.path: move for move in moves}
        carried = self._carry(moving)
        self._check_free([*((m.post.summary.path, m.to) for m in moving.values()), *carried])
        pairs = [
            pair for move in moving.values() if not move.hides and (pair := self._addresses(move))
        ]
        changes = [self._changed(move, pairs) for move in moving.values()]
        staying: list[str] = []
        linking = (
            [*self._linking(moving, pairs), *self._site_links.follow(pairs, staying)]
            if pairs
            else []
        )
        staying += self.links_to([move.post for move in moving.values() if move.hides])
        carries = [FileChange.carry(path, to) for path, to in carried]
        follow = tuple(change.path for change in linking)
        return MovePlan((*changes, *carries, *linking), follow, tuple(self._unread), tuple(staying))

    def _carry(self, moving: dict[str, Move]) -> list[tuple[str, str]]:
        """Add posts that move along to `moving`, and return the other files of bundles that do."""
        carried: list[tuple[str, str]] = []
        for move in list(moving.values()):
            for path, target in self._along(move):
                if path in self._paths and path not in moving:
                    post = self.blog.read(path)
                    beside = Move(post, post.document, target)
                    moving[path] = self.with_redirect(beside)[0] if move.redirects else beside
                elif path not in moving:
                    carried.append((path, target))
        return carried

    def _along(self, move: Move) -> Iterator[tuple[str, str]]:
        """Yield what moves with a post, and where: comments, its bundle, translations."""
        path, to = move.post.summary.path, move.to
        said, renamed = (comments_path(post.summary.slug) for post in (move.post, move.after))
        if said != renamed and (self.blog.root / said).is_file():
            yield said, renamed
        if path == to:
            return
        assets = self.site.asset_folder(path)
        for file in files_below(self.blog.place, assets) if assets else ():
            if file not in self._paths:
                yield file, self.site.asset_folder(to) + file[len(assets) :]
        folder = "" if assets else bundle_folder(path)
        if folder:
            new = bundle_folder(to)
            yield from (
                (file, new + file[len(folder) :]) for file in files_below(self.blog.place, folder)
            )
        elif self.permalinks.languages:
            stem, new = without_language(path), without_language(to)
            for other in self._paths:
                if other.startswith(stem) and other != path and without_language(other) == stem:
                    yield other, new + other[len(stem) :]

    def _check_free(self, ways: Sequence[tuple[str, str]]) -> None:
        gone, taken = {path for path, to in ways if path != to}, Counter(to for _, to in ways)
        for path, to in ways:
            there = os.path.lexists(self.blog.root / to) and to not in gone
            if taken[to] > 1 or (path != to and there):
                raise Conflict("already exists", self._way_out(path, to), path=to)

    def _way_out(self, path: str, to: str) -> str:
        """Return what to do about a file in the way of a move; only a rename chooses a name."""
        if split_path(path)[1] != split_path(to)[1] or not self.is_post(path):
            return "choose another name"
        return f"rename one of them first: `blog rename {to if self.is_post(to) else path} NEW`"

    def _addresses(self, move: Move) -> tuple[PostIdentity, PostIdentity] | None:
        """Return how links refer to the post before and after; None if that is the same."""
        before, after = move.post.summary, move.after.summary
        old, new = self._address(before), self._address(after)
        if before.path == after.path and old.urls == new.urls and old.slug == new.slug:
            return None
        was, name = bare_name(before.path), bare_name(after.path)
        unique = self.named(name) == (name == was)
        return old._replace(unique=self.named(was) == 1), new._replace(unique=unique)

    def _address(self, post: Summary) -> PostIdentity:
        url = self.permalinks.url(post)
        return PostIdentity(
            post.path,
            slug=own_slug(post),
            urls=(url,) if url else (),
            site=self.site.url,
            content=self.blog.layout.content,
            assets=self.site.asset_folder(post.path),
        )

    def _changed(
        self, move: Move, pairs: Sequence[tuple[PostIdentity, PostIdentity]]
    ) -> FileChange:
        path = move.post.summary.path
        body = move.document.body.decode(errors="surrogateescape")
        url = self.permalinks.url(move.after.summary) if pairs else ""
        try:
            assets = self.site.asset_folder(path), self.site.asset_folder(move.to)
            new = moved(body, path, move.to, exists=self._exists, assets=assets)
            links = Mentions(old for old, _ in pairs).are_in(move.document.body)
            body = followed(new, move.to, url, pairs) if links else new
        except TooManyLinks:
            self._unread.append(path)
        document = move.document._replace(body=body.encode(errors="surrogateescape"))
        before, after = move.post.document.join(), document.join()
        return FileChange(path, before, after, "" if path == move.to else move.to)

    def _exists(self, path: str) -> bool:
        return os.path.lexists(self.blog.root / path)

    def _linking(
        self, moving: dict[str, Move], pairs: Sequence[tuple[PostIdentity, PostIdentity]]
    ) -> Iterator[FileChange]:
        """Yield the changes to posts that stay where they are but link to moved ones."""
        for summary in self._mentioning(Mentions(old for old, _ in pairs)):
            if summary.path in moving:
                continue
            post = self.blog.read(summary.path)
            body = post.document.body.decode(errors="surrogateescape")
            try:
                new = followed(body, summary.path, self.permalinks.url(summary), pairs)
            except TooManyLinks:
                self._unread.append(summary.path)
                continue
            if new != body:
                document = post.document._replace(body=new.encode(errors="surrogateescape"))
                yield FileChange(summary.path, post.document.join(), document.join())

    def links_to(self, posts: Sequence[Post]) -> list[str]:
        """Return the places, as `path:line`, of links to posts that are no longer public.

        For more than MOST_NAMED posts nothing is searched, and the list is empty.
        """
        if not posts or len(posts) > MOST_NAMED:
            return []
        hidden = {post.summary.path for post in posts}
        addresses = [
            self._address(post)._replace(unique=self.named(bare_name(post.path)) == 1)
            for post in (post.summary for post in posts)
        ]
        others = (
            (post.path, self._data(post.path), self.permalinks.url(post))
            for post in self._mentioning(Mentions(addresses))
            if post.path not in hidden
        )
        return self._site_links.places(addresses, others)

    def _mentioning(self, mentions: Mentions) -> Iterator[Summary]:
        """Yield the posts that may have a link to what is mentioned."""
        paths = self.blog.contents.mentioning(mentions)
        found = (Summary(path, "", "") for path in self._paths if path in paths)
        for post in self.blog.index().at(found):
            if mentions.are_in(self._data(post.path)):
                yield post

    def is_post(self, path: str) -> bool:
        """Return whether the file is a post of the blog."""
        return path in self._paths

    @property
    def unsearched(self) -> tuple[str, ...]:
        """Return the folders and pages in which no links were searched, as the site is so large."""
        return tuple(dict.fromkeys(self._site_texts.unsearched))

    @cached_property
    def _site_texts(self) -> SiteTexts:
        return SiteTexts(self.blog, self._paths, self.site.page_url)

    @cached_property
    def _site_links(self) -> SiteLinks:
        return SiteLinks(self._site_texts)
