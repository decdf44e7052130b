"""Find the files of a folder that are posts."""

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from blogcli.errors import Unreadable, UsageError, os_reason
from blogcli.store.callbacks import OnProblem
from blogcli.store.fs.files import StrPath, real_place, relative_path
from blogcli.store.layouts.model import Layout

_SUSPECT = "._rRlL"
"""First characters of names that need a closer check, since they may not be posts."""

_NEVER_POSTS = ("_index.", "README", "LICENCE", "LICENSE")
_NEVER_POSTS_IN_ANY_CASE = ("readme.", "licence.", "license.")

NEVER_ENTERED = frozenset({"node_modules", "bower_components", "__pycache__", "exampleSite"})
"""Names of folders, anywhere, that hold nothing of the blog; and so do hidden ones."""

BUILT_FOLDERS = frozenset(
    {"_site", "public", "dist", "build", "out", "output", "target", "resources", "vendor"}
)
"""Names of folders right below the blog's root that tools build or install."""

_NO_CONTENT = BUILT_FOLDERS | {
    *("static", "assets", "themes", "layouts"),
    *("_includes", "_layouts", "_data", "_sass"),
    *("archetypes", "scaffolds", "templates", "Templates", "_templates"),
}
"""Names that hold no posts right below the blog's root; deeper down they may."""


def find_folders(root: StrPath, pattern: str) -> list[str]:
    """Return the folders and files below `root` that match a glob, relative to it, in its order.

    `*` `?` `[…]` match within a name, `**` any folders between, `{a,b}` the one and then the other.
    Hidden folders, build output and symbolic links are skipped unless they are written out. Raises
    UsageError for a pattern that leads out of `root`.
    """
    return list(dict.fromkeys(_expand(root, glob_parts(pattern))))


_LONGEST_GLOB = 1000
"""Most characters of a glob; a folder needs far fewer."""


def glob_parts(pattern: str) -> list[str]:
    """Split a glob into names; `**` several times in a row counts as one.

    Raises UsageError if it leads out of its folder, or is too long.
    """
    if len(pattern) > _LONGEST_GLOB:
        raise UsageError(f"a glob of {len(pattern)} characters is too long", "write it shorter")
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    if leads_out(pattern):
        raise UsageError(f"'{pattern}' points outside the blog")
    return [
        part
        for part, before in zip(parts, ["", *parts], strict=False)
        if part != "**" or before != "**"
    ]


def leads_out(path: str) -> bool:
    """Return whether a path or glob is absolute or holds `..`, also as in `{..,a}`."""
    names = (name for part in path.split("/") for name in _choices(part))
    return path.startswith("/") or ".." in names


def _choices(part: str) -> list[str]:
    """Return the alternatives of one part of a glob: for `{a,b}` first `a`, then `b`."""
    return part[1:-1].split(",") if part[:1] + part[-1:] == "{}" else [part]


def _expand(root: StrPath, parts: Sequence[str]) -> Iterator[str]:
    """Yield what the parts match; each folder is read once for each part of the glob."""
    waiting = [(".", 0)]
    seen: set[tuple[str, int]] = set()
    while waiting:
        state = at, depth = waiting.pop()
        if state in seen:
            continue
        seen.add(state)
        if depth == len(parts):
            yield at
        elif parts[depth] == "**":
            inner = [
                entry.name for entry in _entries(root, at) if entry.is_dir(follow_symlinks=False)
            ]
            waiting += [(joined_path(at, name), depth) for name in reversed(inner)]
            waiting.append((at, depth + 1))
        else:
            names = [name for choice in _choices(parts[depth]) for name in _named(root, at, choice)]
            waiting += [(joined_path(at, name), depth + 1) for name in reversed(names)]


def _named(root: StrPath, at: str, choice: str) -> list[str]:
    if any(mark in choice for mark in "*?["):
        return [entry.name for entry in _entries(root, at) if fnmatchcase(entry.name, choice)]
    return [choice] if os.path.lexists(f"{root}/{at}/{choice}") else []


def _entries(root: StrPath, at: str) -> list[os.DirEntry[str]]:
    """Return what a wildcard may match below `at`, sorted by name."""
    try:
        with os.scandir(f"{root}/{at}") as entries:
            kept = [entry for entry in entries if not _is_passed_over(entry.name, at)]
    except OSError:
        return []
    return sorted(kept, key=lambda entry: entry.name)


def _is_passed_over(name: str, at: str) -> bool:
    return is_never_entered(name) or (at == "." and name in _NO_CONTENT)


def is_never_entered(name: str) -> bool:
    """Return whether a folder is hidden, or has a name of those that hold nothing of the blog."""
    return name.startswith(".") or name in NEVER_ENTERED


def content_folders(paths: Iterable[str]) -> list[str]:
    """Return the paths of folders that may hold posts, not hidden and not built ones."""
    parts = ((path, *path.rpartition("/")[::2]) for path in paths)
    return [path for path, at, name in parts if not _is_passed_over(name, at or ".")]


def is_post_name(name: str, layout: Layout) -> bool:
    """Return whether a file with this name, in a folder of posts, is a post."""
    stem, _, ending = name.rpartition(".")
    if not stem or (ending not in layout.extensions and ending.lower() not in layout.extensions):
        return False
    first = name[0]
    if first not in _SUSPECT:
        return True
    return (
        first != "."
        and (first != "_" or not layout.partials)
        and not name.startswith(_NEVER_POSTS)
        and not name.lower().startswith(_NEVER_POSTS_IN_ANY_CASE)
    )


class WalkResult(NamedTuple):
    """The result of a walk: the posts' paths, sorted, and every folder that it listed.

    `others` has the ending of each file that is a post for the generator, and cannot be read here.
    `plain`: there was no symbolic link on the way and nothing to report, so the same folders, if
    unchanged, hold the same posts.
    """

    paths: list[str]
    folders: list[str]
    plain: bool
    others: tuple[str, ...] = ()


def walk(root: StrPath, folders: Sequence[str], layout: Layout, report: OnProblem) -> list[str]:
    """Return the paths of all posts in `folders`, as `survey` finds them."""
    return survey(root, folders, layout, report).paths


def survey(root: StrPath, folders: Sequence[str], layout: Layout, report: OnProblem) -> WalkResult:
    """Find the posts in `folders` (as returned by find_folders).

    `root` has no symbolic links in it. Folders that cannot be read, and links that lead out of
    `root`, are reported and skipped. A folder or post that is reached in several ways is listed
    once, by its own path if that is below `folders`.
    """
    search = _Search(root, layout, report)
    for folder in folders:
        search.follow(folder, top=True)
    while search.links:
        search.follow(search.links.pop(0))
    return WalkResult(sorted(search.found), sorted(search.seen), search.plain, tuple(search.others))


class _Search:
    """One walk: what it has found, where it was, and the links that it has yet to follow."""

    def __init__(self, root: StrPath, layout: Layout, report: OnProblem) -> None:
        self.root = os.fspath(root)
        self.layout = layout
        self.report = report
        self.found: set[str] = set()
        self.seen: set[str] = set()
        self.links: list[str] = []
        self.others: list[str] = []
        self.plain = True

    def follow(self, path: str, *, top: bool = False) -> None:
        """Add a folder or file, which may be a link, unless it leads out of the blog."""
        place = f"{self.root}/{path}"
        is_post = is_post_name(os.path.basename(place), self.layout)
        try:
            real = relative_path(real_place(self.root, path), self.root)
        except UsageError as error:
            self.plain = False
            if is_post or os.path.isdir(place):
                self.report(Unreadable(f"a link that {error.message}", path=path))
            return
        self.plain = self.plain and real == path
        if os.path.isdir(place):
            self._enter(path, real, top)
        elif is_post and real not in self.found:
            self.found.add(path)

    def _enter(self, path: str, real: str, top: bool) -> None:
        """Add a folder and everything below it; `real` is its path with all links followed."""
        waiting = [(path, real)]
        while waiting:
            folder, real = waiting.pop()
            if real in self.seen or real in self.layout.skip:
                continue
            self.seen.add(real)
            posts, folders, links = self._sorted_out(folder)
            start = joined_path(folder, "index.")
            indexes = [path for path in posts if path.startswith(start)]
            if top:
                posts = [path for path in posts if path not in indexes]
            elif indexes and self.layout.leaf_bundles:
                posts, folders, links = indexes, [], []
            self.found.update(posts)
            self.links += [joined_path(folder, name) for name in links]
            waiting += [(joined_path(folder, name), joined_path(real, name)) for name in folders]
            top = False

    def _sorted_out(self, folder: str) -> tuple[list[str], list[str], list[str]]:
        """Return the paths of the posts in a folder, and the names of its folders and links."""
        posts: list[str] = []
        folders: list[str] = []
        links: list[str] = []
        try:
            with os.scandir(f"{self.root}/{folder}") as entries:
                for entry in entries:
                    name = entry.name
                    if entry.is_file(follow_symlinks=False):
                        if is_post_name(name, self.layout):
                            posts.append(joined_path(folder, name))
                        elif (ending := name.rpartition(".")[2]) in self.layout.other:
                            self.others.append(ending)
                    elif not _is_passed_over(name, folder):
                        if entry.is_symlink():
                            links.append(name)
                        elif entry.is_dir(follow_symlinks=False):
                            folders.append(name)
                        elif is_post_name(name, self.layout):  # a pipe: reported when it is read
                            posts.append(joined_path(folder, name))
        except OSError as error:
            self.plain = False
            self.report(Unreadable(f"cannot read the folder: {os_reason(error)}", path=folder))
        return posts, folders, links


def joined_path(folder: str, name: str) -> str:
    """Return the path of a name in a folder, where `.` is the blog's root."""
    return name if folder == "." else f"{folder}/{name}"
