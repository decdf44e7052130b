"""The texts of a site that are no posts: its pages, templates, settings and code.

They may link to posts, so that a move changes them or names them. The walk is bounded: huge files,
output, installed packages, hidden folders and symbolic links are left out.
"""

from __future__ import annotations

import os
import re
import stat
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property

from blogcli.errors import Unreadable
from blogcli.posts.checks.model import PlacedLink
from blogcli.posts.links.mentions import Mentions, words
from blogcli.posts.links.rewrite import PostIdentity, line_numbers
from blogcli.posts.model.paths import bare_path
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import Post, read_post
from blogcli.posts.text.urls import split_tail
from blogcli.store.blog.blog import Blog
from blogcli.store.fs.files import read_bytes
from blogcli.store.index.content_rows import pack_page
from blogcli.store.index.site_rows import SiteRow, SiteRows, SiteSource, SiteWalk
from blogcli.store.layouts.model import MARKDOWN
from blogcli.store.layouts.walk import is_never_entered, joined_path
from blogcli.store.settings.write_rules import DATA_ENDINGS, TEXT_ENDINGS

_CODE = frozenset(
    {"astro", "cjs", "coffee", "css", "js", "jsx", "less", "mjs", "php", "py", "rb", "sass"}
    | {"scss", "svelte", "ts", "tsx", "vue"}
)
_READ = TEXT_ENDINGS | DATA_ENDINGS | _CODE
_PAGES = MARKDOWN | {"html", "htm"}
_TEMPLATES = frozenset(
    {"_includes", "_layouts", "_templates", "archetypes", "layouts", "scaffolds", "templates"}
    | {"themes"}
)
_PASSED_OVER = frozenset({"comments", "originals", "db.json"})

_MOST_KEPT = 32 * 1024
"""Bytes of the words or the links of a text that are kept; one with more is read each time."""

_MOST_ENTRIES = 50_000
_LARGEST = 1024 * 1024
_MOST_BYTES = 64 * 1024 * 1024


class SiteTexts:
    """The texts of one blog's site that are none of its `posts`.

    `page_url` gives the URL path of a page; see PublishedSite.page_url. Where the site is too
    large, `unsearched` are the folders and pages that were left out.
    """

    def __init__(
        self, blog: Blog, posts: Collection[str], page_url: Callable[[Summary], str]
    ) -> None:
        self.blog = blog
        self.posts = posts
        self.page_url = page_url
        self.unsearched: list[str] = []

    def mentioning(self, mentions: Mentions) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of each text that may have a link to what is mentioned."""
        paths = self._rows.mentioning(mentions)
        texts = self._every() if paths is None else self._read_all(sorted(paths, key=_walked))
        return ((path, data) for path, data in texts if mentions.are_in(data))

    def public_pages(self) -> Iterator[tuple[str, str, list[PlacedLink]]]:
        """Yield path, URL path and links of each page with front matter that is no draft."""
        paths = self._rows.pages()
        if paths is None:
            yield from self._public(self._every(_PAGES))
            return
        for path in sorted(paths, key=_walked):
            if kept := self._rows.page(path):
                yield path, *kept
            else:
                yield from self._public(self._read_all([path]))

    def _public(
        self, texts: Iterable[tuple[str, bytes]]
    ) -> Iterator[tuple[str, str, list[PlacedLink]]]:
        found = ((path, self._public_page(path, data)) for path, data in texts)
        return ((path, *page) for path, page in found if page)

    def read_page(self, path: str, data: bytes) -> Post | None:
        """Return a text as a page; None for any other, and for a page that cannot be read."""
        try:
            return read_post(path, data, self.blog.conventions) if is_page(path, data) else None
        except Unreadable:
            return None

    @cached_property
    def _rows(self) -> SiteRows:
        blog, layout = self.blog, self.blog.layout
        zone = blog.addresses.permalinks.zone  # of the days in the URLs of pages
        rules = repr((blog.writable, layout.pages, layout.home, zone))
        source = SiteSource(blog.place, rules, self._walked, self._row, _MOST_BYTES, _LARGEST)
        return SiteRows(blog.index(), source)

    def _walked(self) -> SiteWalk | None:
        walk = _Walk(self.blog, self.posts)
        texts = [*walk.texts()]
        return None if walk.left else SiteWalk(walk.entered, walk.unread, texts)

    def _row(self, path: str) -> SiteRow | None:
        """Return what is kept of a text; of a huge one nothing is, and so it is read each time."""
        try:
            data = self._text(path)
        except OSError:
            return None
        found, page = words(data or b""), self._public_page(path, data or b"")
        kept = found if data is not None and len(found) <= _MOST_KEPT else None
        packed = pack_page(*page) if page else None
        return SiteRow(kept, "" if packed and len(packed) > _MOST_KEPT else packed)

    def _public_page(self, path: str, data: bytes) -> tuple[str, list[PlacedLink]] | None:
        """Return URL path and links of a public page with front matter; None for other texts."""
        from blogcli.posts.checks.page_links import page_links  # not for unchanged texts

        page = self.read_page(path, data)
        is_public = page and page.summary.meta and not page.summary.draft
        return (self.page_url(page.summary), page_links(page)) if page and is_public else None

    def _every(self, endings: Collection[str] = _READ) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of each text, as far as the site is of usual size."""
        walk, size = _Walk(self.blog, self.posts), 0
        for path in walk.texts():
            if size > _MOST_BYTES:
                break
            for _, data in self._read_all([path] if _ending(path) in endings else ()):
                size += len(data)
                yield path, data
        self.unsearched += walk.left

    def _read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        for path in paths:
            with suppress(OSError):
                if data := self._text(path):
                    yield path, data
                elif data is None:
                    self.unsearched.append(path)

    def _text(self, path: str) -> bytes | None:
        """Return the bytes of a text of usual size; None for a larger page, b"" for any other.

        Raise OSError for one that cannot be read.
        """
        found = os.stat(f"{self.blog.place}/{path}", follow_symlinks=False)
        if not stat.S_ISREG(found.st_mode):
            return b""
        if found.st_size > _LARGEST:
            return None if _ending(path) in MARKDOWN else b""
        data = read_bytes(f"{self.blog.place}/{path}", found.st_size)
        return b"" if b"\0" in data else data


class _Walk:
    """A walk through the folders of a site, those of one depth before the deeper ones.

    It has `entered` the folders, of which some could not be read (`unread`). Of those `left` not
    all was seen, as there are too many files.
    """

    def __init__(self, blog: Blog, posts: Collection[str]) -> None:
        self._blog = blog
        self._posts = posts
        self.entered: list[str] = []
        self.unread: list[str] = []
        self.left = deque(["."])

    def texts(self) -> Iterator[str]:
        """Yield the path of each text, which is a regular file."""
        entries = 0
        while self.left:
            folder = self.left[0]
            self.entered.append(folder)
            for entry in self._entries(folder):
                entries += 1
                if entries > _MOST_ENTRIES:
                    return
                path = joined_path(folder, entry.name)
                if is_never_entered(entry.name) or entry.name in _PASSED_OVER:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if not self._blog.writable.is_output(f"{path}/x"):
                        self.left.append(path)
                elif _ending(path) in _READ and entry.is_file(follow_symlinks=False):
                    yield path
            self.left.popleft()

    def _entries(self, folder: str) -> Sequence[os.DirEntry[str]]:
        """Return what is in a folder, by name, but for posts: most of a blog is not even sorted."""
        before = joined_path(folder, "")
        try:
            with os.scandir(f"{self._blog.place}/{before}") as found:
                others = (entry for entry in found if before + entry.name not in self._posts)
                return sorted(others, key=lambda entry: entry.name)
        except OSError:
            self.unread.append(folder)
            return ()


def _walked(path: str) -> tuple[int, list[str]]:
    """Return what texts are sorted by as a walk finds them."""
    names = path.split("/")
    return len(names), names


def page_names(blog: Blog) -> frozenset[str] | None:
    """Return the names, in lower case, of all folders and of files without their endings.

    None for a site with more files than are walked.
    """
    names: set[str] = set()
    entries = 0
    for _, folders, files in os.walk(blog.root):
        folders[:] = [name for name in folders if not is_never_entered(name)]
        entries += len(folders) + len(files)
        if entries > _MOST_ENTRIES:
            return None
        for name in (one.casefold() for one in (*folders, *files)):
            names.update((name, name.rpartition(".")[0], name.partition(".")[0]))
    return frozenset(names)


def _ending(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[2].lower()


def is_page(path: str, data: bytes) -> bool:
    """Return whether links in the file can be changed: Markdown, or HTML with front matter.

    Other HTML may be built, and a template is not a text to be read as Markdown or HTML.
    """
    folders, ending = path.split("/")[:-1], _ending(path)
    if ending not in _PAGES or not _TEMPLATES.isdisjoint(folders):
        return False
    return not ending.startswith("htm") or data.startswith((b"---", b"+++"))


def lines_naming(text: str, address: PostIdentity) -> list[int]:
    """Return the numbers of the lines of any text that hold a path or URL of the post."""
    names = [address.path, *address.urls]
    if not address.urls and address.path:  # such as blog/b, where URLs are unknown
        names.append("/".join(bare_path(address.path).split("/")[-2:]))
    if address.content and address.path.startswith(f"{address.content}/"):
        names.append(address.path[len(address.content) + 1 :])
    names = [name for name in (_bare(one) for one in names) if "/" in name]
    if not names:
        return []
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
    return line_numbers(text, [found.start() for found in pattern.finditer(text)])


def _bare(address: str) -> str:
    """Return a path or URL without slashes at its ends, and without `index`."""
    return split_tail(address)[0].strip("/") if address.endswith(".html") else address.strip("/")
