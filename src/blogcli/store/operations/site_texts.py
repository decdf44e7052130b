"""The texts of a site that are no posts: its pages, templates, settings and code.

They may link to posts, so that a move changes them or names them. The walk is bounded: huge files,
output, installed packages, hidden folders and symbolic links are left out.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence

from blogcli.errors import Unreadable
from blogcli.posts.links.rewrite import PostIdentity, line_numbers
from blogcli.posts.model.paths import bare_path
from blogcli.posts.read.post import Post, read_post
from blogcli.posts.text.urls import split_tail
from blogcli.store.blog.blog import Blog
from blogcli.store.fs.files import read_bytes
from blogcli.store.layouts.model import MARKDOWN
from blogcli.store.layouts.walk import is_never_entered
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

_MOST_ENTRIES = 50_000
_LARGEST = 1024 * 1024
_MOST_BYTES = 64 * 1024 * 1024


def site_texts(
    blog: Blog,
    posts: Collection[str],
    unsearched: list[str],
    endings: Collection[str] = _READ,
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each text file of the site that is none of the `posts`.

    Folders and pages that are left out, as the site is too large, are added to `unsearched`.
    """
    waiting, entries, size = deque(["."]), 0, 0
    while waiting:
        folder = waiting.popleft()
        before = "" if folder == "." else f"{folder}/"
        for entry in _entries(blog, before, posts):
            entries += 1
            if entries > _MOST_ENTRIES or size > _MOST_BYTES:
                unsearched += (folder, *waiting)
                return
            path = before + entry.name
            if is_never_entered(entry.name) or entry.name in _PASSED_OVER:
                continue
            if entry.is_dir(follow_symlinks=False):
                if not blog.writable.is_output(f"{path}/x"):
                    waiting.append(path)
            elif data := _text(entry, endings):
                size += len(data)
                yield path, data
            elif data is None:
                unsearched.append(path)


def public_pages(blog: Blog, posts: Collection[str]) -> Iterator[Post]:
    """Yield the pages of the site with front matter, other than the `posts`, that are no drafts."""
    for path, data in site_texts(blog, posts, [], _PAGES):
        if not is_page(path, data):
            continue
        try:
            page = read_post(path, data, blog.conventions)
        except Unreadable:
            continue
        if page.summary.meta and not page.summary.draft:
            yield page


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


def _entries(blog: Blog, before: str, posts: Collection[str]) -> Sequence[os.DirEntry[str]]:
    """Return what is in a folder, by name, but for posts: most of a blog is not even sorted.

    `before` is the start of the paths in the folder, "" at the root of the blog.
    """
    try:
        with os.scandir(f"{blog.place}/{before}") as found:
            others = (entry for entry in found if before + entry.name not in posts)
            return sorted(others, key=lambda entry: entry.name)
    except OSError:
        return ()


def _text(entry: os.DirEntry[str], endings: Collection[str]) -> bytes | None:
    """Return the bytes of a text of usual size; None for a larger page, b"" for anything else."""
    ending = entry.name.rpartition(".")[2].lower()
    if ending not in endings:
        return b""
    try:
        if not entry.is_file(follow_symlinks=False):
            return b""
        size = entry.stat(follow_symlinks=False).st_size
        if size > _LARGEST:
            return None if ending in MARKDOWN else b""
        data = read_bytes(entry.path, size)
    except OSError:
        return b""
    return b"" if b"\0" in data else data


def is_page(path: str, data: bytes) -> bool:
    """Return whether links in the file can be changed: Markdown, or HTML with front matter.

    Other HTML may be built, and a template is not a text to be read as Markdown or HTML.
    """
    *folders, name = path.split("/")
    ending = name.rpartition(".")[2].lower()
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
