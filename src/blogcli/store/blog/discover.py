"""Find the blog that a command is about."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import takewhile
from typing import NamedTuple

from blogcli.errors import NoBlog, NotFound
from blogcli.store.fs.files import StrPath
from blogcli.store.layouts.detect import DetectedLayout, detect_layout
from blogcli.store.layouts.table import Layout
from blogcli.store.layouts.walk import content_folders
from blogcli.store.settings.load import BLOG_FILE

HINT = "`blog init` creates one here; --blog DIR selects another"


class BlogLocation(NamedTuple):
    """A blog's root without symbolic links, what selected it, and its recognized layout."""

    root: str
    how: str
    detected: DetectedLayout


def find_blog(
    named: str | None, environ: Mapping[str, str], cwd: StrPath, default: str = ""
) -> BlogLocation:
    """Find the blog from `--blog`, `$BLOG_DIR`, the folders from `cwd` up, or the user's default.

    Raises NotFound, with a hint, if the folder does not exist, NoBlog if nothing selects a blog.
    """
    variable = environ.get("BLOG_DIR")
    if named:
        return _named(named, "--blog", environ, cwd)
    if variable:
        return _named(variable, "$BLOG_DIR", environ, cwd)
    above = _above(os.path.realpath(cwd), environ)
    if above is not None:
        return above
    if default:
        return _named(default, "the setting 'blog'", environ, cwd)
    here = os.path.realpath(cwd)
    is_whole = os.path.dirname(here) == here or here == os.path.realpath(environ.get("HOME", "/"))
    inner = "" if is_whole else _below(here)
    hint = f"there is one in {inner}: --blog {inner} selects it" if inner else HINT
    raise NoBlog("no blog in this folder or any above it", hint)


_MOST_FOLDERS = 200
"""Folders that are looked at for a blog in a subfolder of a repository."""


def _below(start: str) -> str:
    """Return the first blog at most two folders below `start`, relative to it, "" for none."""
    waiting, seen = [""], 0
    while waiting and seen < _MOST_FOLDERS:
        at = waiting.pop(0)
        seen += 1
        found = detect_layout(f"{start}/{at}") if at else None
        if found and found.marker and not found.weak:
            return at
        if at.count("/") >= 1:
            continue
        with suppress(OSError), os.scandir(f"{start}/{at}") as entries:
            names = sorted(one.name for one in entries if one.is_dir(follow_symlinks=False))
            waiting += content_folders(f"{at}/{name}" if at else name for name in names)
    return ""


def _named(name: str, how: str, environ: Mapping[str, str], cwd: StrPath) -> BlogLocation:
    home = environ.get("HOME", "")
    is_at_home = home and (name == "~" or name.startswith("~/"))
    place = os.path.join(cwd, home + name[1:] if is_at_home else name)
    if not os.path.isdir(place):
        what = "is not a folder" if os.path.exists(place) else "does not exist"
        raise NotFound(f"the blog given by {how} {what}", HINT, path=name)
    root = os.path.realpath(place)
    return BlogLocation(root, how, detect_layout(root))


def _above(start: str, environ: Mapping[str, str]) -> BlogLocation | None:
    """Return the nearest blog at or above `start`, None if there is none.

    A weak marker, only a folder such as `posts`, makes a blog of its own only if no generator's
    blog above has it among its content: Hugo's `content/posts` does not make `content` a blog. The
    search ends at the user's home. In the root of the file system no weak marker counts.
    """
    home = os.path.realpath(environ["HOME"]) if environ.get("HOME") else None
    folders = [start, *_parents(start)]
    if home in folders:
        folders = folders[: folders.index(home) + 1]
    weak: BlogLocation | None = None
    for folder in folders:
        found = detect_layout(folder)
        own = os.path.isfile(f"{folder}/{BLOG_FILE}")
        if own or (found.marker and not found.weak):
            if weak and not own and not _has(found.layout, os.path.relpath(weak.root, folder)):
                return weak
            return BlogLocation(folder, BLOG_FILE if own else found.marker, found)
        if found.weak and not weak and os.path.dirname(folder) != folder:
            weak = BlogLocation(folder, f"{found.marker}/", found)
    return weak


def _parents(folder: str) -> Iterator[str]:
    while (above := os.path.dirname(folder)) != folder:
        yield above
        folder = above


def _has(layout: Layout, folder: str) -> bool:
    """Return whether a folder, relative to a blog with that layout, may hold its content."""
    for pattern in (*layout.folders, *layout.otherwise):
        parts = list(takewhile(lambda part: not set(part) & set("*?[{"), pattern.split("/")))
        content = "/".join(parts)
        if not content or f"{folder}/".startswith(f"{content}/"):
            return True
    return False
