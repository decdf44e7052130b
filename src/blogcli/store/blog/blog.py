"""A blog: its settings and posts, and the paths and changes for writing posts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import tzinfo
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

from blogcli.errors import Conflict, Unreadable, UsageError
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.date_formats import When
from blogcli.store.blog.discover import BlogLocation, find_blog
from blogcli.store.blog.overrides import (
    adapt_conventions,
    adapt_layout,
    blog_zone,
    shown_by_generator,
    shown_by_layout,
)
from blogcli.store.callbacks import OnProblem, OnProgress, ignore_problem, no_progress
from blogcli.store.fs.files import BlogPaths, StrPath, inside, read_file
from blogcli.store.fs.state_dir import StateDir
from blogcli.store.layouts.choose import Choice, choose_folders
from blogcli.store.layouts.detect import detect_layout
from blogcli.store.layouts.file_pattern import post_name
from blogcli.store.layouts.model import Layout
from blogcli.store.layouts.walk import is_post_name, joined_path, walk
from blogcli.store.settings.load import read_config
from blogcli.store.settings.schema import Config

if TYPE_CHECKING:
    from pathlib import Path

    from blogcli.posts.formats import Edit, Put
    from blogcli.posts.model.document import Document
    from blogcli.posts.read.post import Post
    from blogcli.store.blog.addresses import Addresses
    from blogcli.store.blog.habits import Habits
    from blogcli.store.changes.change import FileChange
    from blogcli.store.index.contents import PostContents
    from blogcli.store.index.index import Index
    from blogcli.store.settings.write_rules import Writable


class Blog:
    """A blog at `place`, an absolute path without symbolic links; `how` says what selected it.

    Paths of posts are relative to it, with forward slashes. Arguments may also be relative to the
    current folder.
    """

    def __init__(
        self,
        found: BlogLocation,
        layout: Layout,
        config: Config,
        conventions: Conventions,
        cwd: StrPath,
        environ: Mapping[str, str],
    ) -> None:
        self.place, self.how, self.detected = found
        self.layout = layout
        self.config = config
        self.conventions = conventions
        self._cwd = cwd
        self.environ = environ
        self.zone_of_machine = False
        self._index: Index | None = None
        self.state = StateDir(self.place, environ)
        self.places = BlogPaths(self.place, lambda path: self.writable.check(path))

    @cached_property
    def root(self) -> Path:
        """Return the blog's folder; `place` is the same as text."""
        from pathlib import Path

        return Path(self.place)

    @cached_property
    def folders(self) -> tuple[str, ...]:
        """Return the folders of posts, relative to the blog.

        They are the layout's usual ones that hold posts, else others that do.
        """
        return self.choice.folders

    @cached_property
    def choice(self) -> Choice:
        """Return the folders of posts, and whether they had to be searched for."""
        return choose_folders(self.place, self.layout)

    @cached_property
    def writable(self) -> Writable:
        """Return the rules on which of the blog's files commands may write."""
        from blogcli.store.settings.write_rules import writable

        return writable(self.layout, self.folders)

    @cached_property
    def addresses(self) -> Addresses:
        """Return the URLs of posts, by what the generator's own files say."""
        from blogcli.store.blog.addresses import Addresses

        own = (self.detected, self.layout, self.folders, self.config, self.conventions)
        return Addresses(*own)

    def paths(self, report: OnProblem) -> list[str]:
        """Return the files that are posts by their name and folder, sorted."""
        return walk(self.place, self.folders, self.layout, report)

    def read(self, path: str) -> Post:
        """Read and parse the post at `path`. Raises Unreadable."""
        from blogcli.posts.read.post import read_post

        return read_post(path, read_file(f"{self.place}/{path}", root=self.place), self.conventions)

    def posts(
        self, report: OnProblem = ignore_problem, step: OnProgress = no_progress
    ) -> Iterator[Post]:
        """Yield every post in the order of the paths; report and skip those that cannot be read."""
        for summary in self.index(step).summaries(report):
            try:
                yield self.read(summary.path)
            except Unreadable as error:  # deleted since the index was read
                report(error)

    def index(self, step: OnProgress = no_progress) -> Index:
        """Return the index, opened on the first call. It shows the blog as it was then."""
        if self._index is None:
            from blogcli.store.index.database import index_file
            from blogcli.store.index.index import Index
            from blogcli.store.index.source import IndexSource
            from blogcli.store.layouts.rule_files import rules_checksum

            said = (self.config.text("permalink"), self.config.text("url"))
            rules = repr((said, rules_checksum(self.detected, self.folders)))
            source = IndexSource(
                self.place,
                self.folders,
                self.layout,
                self.conventions,
                lambda post: self.addresses.located(post),
                rules,
                self.zone_of_machine,
                lambda: self.addresses.permalinks.zone is not None,
            )
            kept = self.config.text("index") != "off"
            file = index_file(self.place, self.environ) if kept else None
            self._index = Index(source, file, step)
        return self._index

    @cached_property
    def contents(self) -> PostContents:
        """Return what each post says by itself: its links, headings and findings."""
        from blogcli.store.index.contents import PostContents

        return PostContents(self.index(), self.read, self.addresses.permalinks.url)

    def close(self) -> None:
        """Close the index, if it is open."""
        if self._index is not None:
            self._index.database.close()
            self._index = None

    def forget(self) -> None:
        """Drop all cached state because files were changed; the next call reads them again."""
        self.close()
        kept = ("folders", "choice", "addresses", "contents", "_habits", "new_conventions")
        for name in (*kept, "writable", "_inside"):
            self.__dict__.pop(name, None)

    def find(self, ref: str, every: Callable[[], Sequence[Summary]] | None = None) -> Post:
        """Return the post that a user's reference names.

        A path, or a slug that is unique in the index, is found without a list of all posts; else
        `every` returns one. Raises NotFound and Ambiguous as lookup.resolve_ref.
        """
        path = self._path_of(ref)
        if path is None and (post := self._of_slug(ref)):
            return post
        if path is None:
            from blogcli.posts.query import lookup

            path = lookup.resolve_ref(ref, (every or self.index().summaries)()).path
        return self.read(path)

    def _of_slug(self, slug: str) -> Post | None:
        """Return the one post with that slug by the index alone; None if the index cannot tell."""
        path = None if "/" in slug or slug.startswith("@") else self.index().path_of(slug)
        with suppress(Unreadable):
            post = self.read(path) if path else None
            return post if post and post.summary.slug == slug else None
        return None

    def _path_of(self, ref: str) -> str | None:
        """Return the path of the post if `ref` is a path or a bundle's folder; None otherwise."""
        if "/" not in ref and not is_post_name(ref, self.layout):
            return None
        for place in (self.root / self._cwd / ref, self.root / ref):
            files = sorted(place.glob("index.*")) if place.is_dir() else [place]
            for file in files:
                path = self._relative(file)
                if path and is_post_name(file.name, self.layout) and self.holds(path):
                    return path
        return None

    @cached_property
    def _inside(self) -> Callable[[Path], Path]:
        """Return `files.inside` of this blog, which looks at each folder once."""
        return cache(partial(inside, self.root))

    def _relative(self, file: Path) -> str | None:
        """Return the path of an existing file, links in its folders resolved; None if outside."""
        try:
            place = self._inside(file.parent) / file.name
        except UsageError:
            return None
        there = os.path.lexists(place) and not place.is_dir()
        return place.relative_to(self.root).as_posix() if there else None

    def holds(self, path: str) -> bool:
        """Return whether the path is in one of the folders of posts."""
        return any(f == "." or path == f or path.startswith(f"{f}/") for f in self.folders)

    def new_path(self, slug: str, when: When, *, draft: bool = False) -> str:
        """Return the path for a new post; a slug such as `readme` gets the ending `-post`.

        Raises UsageError for an invalid slug or file pattern, Conflict if the file exists.
        """
        from blogcli.posts.text.slugs import NO_POSTS, check_slug

        folder, pattern = self._habits.home(draft=draft)
        name = post_name(pattern, slug=check_slug(slug), when=when)
        if NO_POSTS.issuperset((name.rpartition("/")[2].partition(".")[0].lower(), slug.lower())):
            name = post_name(pattern, slug=f"{slug}-post", when=when)
        path = joined_path(folder, name)
        if not is_post_name(path.rpartition("/")[2], self.layout):
            raise UsageError(f"'{path}' would not be a post", "let the setting `file` end in .md")
        if os.path.lexists(self.places.entry(path)):
            hint = f"give the new post another --slug, or `blog edit {path}`"
            raise Conflict("already exists", hint, path=path)
        return path

    @cached_property
    def _habits(self) -> Habits:
        from blogcli.store.blog.habits import Habits, PostSource

        own = (self.folders, self.layout, self.config, self.conventions)
        return Habits(PostSource(self.place, *own, self.index, self.read))

    @cached_property
    def new_conventions(self) -> Conventions:
        """Return the conventions for a new post: the format and the keys of existing posts."""
        return self._habits.conventions()

    def author_edit(self, name: str = "") -> Edit | None:
        """Return the edit that names the author of a new post: this one, or that of the settings.

        None if there is neither, or if the posts of this blog name no author and `name` is "".
        """
        from blogcli.posts.formats import Put

        usual = self.config.text("author.name")
        edit = self._habits.author(name or usual) if name or usual else None
        return edit or (Put(("author",), name) if name else None)

    def look_edits(self) -> list[Put]:
        """Return the edits that give a new post the template of the latest posts."""
        return self._habits.look()

    def plan(self, post: Post, document: Document) -> FileChange:
        """Return the change that makes the post's file hold `document`."""
        from blogcli.store.changes.change import FileChange

        return FileChange(post.summary.path, post.document.join(), document.join())


def open_blog(
    named: str | None, *, environ: Mapping[str, str], cwd: StrPath, local: tzinfo
) -> Blog:
    """Open the blog that `--blog`, the environment or `cwd` selects (see discover.find_blog).

    `local` is the time zone of a blog that sets none. Reads the settings and recognizes the layout;
    no post is read yet. Raises NotFound if there is no blog, UsageError for a bad setting.
    """
    default = read_config(environ).text("blog")
    found = find_blog(named, environ, cwd, default)
    config = read_config(environ, found.root)
    detected = found.detected
    if named_layout := config.text("layout"):
        detected = detect_layout(found.root, named_layout)
        found = found._replace(detected=detected)
    layout = adapt_layout(detected.layout, config)
    zone, config = blog_zone(config, detected, local)
    shown = shown_by_generator(detected)
    conventions = adapt_conventions(layout.conventions, config, (zone, local), shown)
    config = config.filled(shown_by_layout(layout, conventions), f"layout {layout.name}")
    blog = Blog(found, layout, config, conventions, cwd, environ)
    # Where some times are read in UTC whatever the zone is, a post is read again in another zone.
    odd = conventions.plain_times_are_utc or conventions.utc_clocks
    blog.zone_of_machine = zone is local and not odd
    if conventions.status.learned and not config.text("draft"):
        from blogcli.store.layouts.learned import with_learned_marks

        blog.conventions = with_learned_marks(conventions, blog.place, blog.folders)
    return blog
