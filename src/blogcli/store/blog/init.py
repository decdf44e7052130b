"""What `blog init` writes: a folder of posts with a first post, and the blog's settings."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from blogcli.errors import Conflict, Unreadable
from blogcli.posts.read.post import read_post
from blogcli.posts.text import dates
from blogcli.store.callbacks import ignore_problem
from blogcli.store.changes.change import FileChange
from blogcli.store.fs.files import read_file
from blogcli.store.layouts.detect import DetectedLayout, detect_layout
from blogcli.store.layouts.file_pattern import post_name
from blogcli.store.layouts.table import BY_NAME
from blogcli.store.layouts.walk import walk
from blogcli.store.settings.load import BLOG_FILE

_SETTINGS = """\
# Settings of this blog. `blog config list` lists all settings.
title = {title}
"""
_WHOLE_FOLDER = 'posts = ["."] # every file with front matter\n'

_FIRST_POST = """\
---
title: The first post
date: {date}
tags: [blog]
---

A post is a Markdown file. Between the lines of hyphens above is its front matter: the title, the
date, the tags, and any other fields that you like.

Open this file with `blog edit first-post` and write your own.
"""


def already_there(root: Path) -> DetectedLayout | None:
    """Return the blog that a folder is already, None for a folder that is no blog yet."""
    found = detect_layout(root) if root.is_dir() else None
    return found if found and found.marker else None


def start_blog(root: Path, *, title: str, now: datetime) -> list[FileChange]:
    """Return the files of a new blog: its settings and a first post, dated `now`.

    `root` need not exist. If it holds posts but is no blog, it only gets settings that make it one.
    Raises Conflict for a blog, which can be used as it is.
    """
    if found := already_there(root):
        hint = f"it is a {found.layout.name} blog, and needs no setup"
        raise Conflict("there is already a blog", hint, path=str(root))
    settings = _SETTINGS.format(title=_quoted(title))
    if _holds_posts(root):
        return [FileChange(BLOG_FILE, None, (settings + _WHOLE_FOLDER).encode())]
    layout = BY_NAME["plain"]
    name = post_name(layout.file, slug="first-post", when=now)
    date = dates.iso(now.replace(microsecond=0))
    return [
        FileChange(f"{layout.home}/{name}", None, _FIRST_POST.format(date=date).encode()),
        FileChange(BLOG_FILE, None, settings.encode()),
    ]


def _holds_posts(root: Path) -> bool:
    """Return whether any file below has front matter."""
    layout = BY_NAME["folder"]
    root = root.resolve()
    for path in walk(root, layout.folders, layout, ignore_problem) if root.is_dir() else []:
        with suppress(Unreadable):
            post = read_post(path, read_file(root / path, root=root), layout.conventions)
            if post.document.format != "none":
                return True
    return False


def _quoted(text: str) -> str:
    """Return text as a TOML basic string, which is the same as a JSON string except for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
