"""What `blog init` writes: a folder of posts with a first post, and the blog's settings."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from blogcli.errors import Conflict, Unreadable
from blogcli.posts import dates
from blogcli.posts.post import read_post
from blogcli.store.changes import Change
from blogcli.store.config_files import BLOG_FILE
from blogcli.store.files import read_file
from blogcli.store.layouts import BY_NAME, post_name
from blogcli.store.recognise import Recognised, recognise
from blogcli.store.walk import ignore, walk

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


def already_there(root: Path) -> Recognised | None:
    """Return the blog that a folder is already, None for a folder that is no blog yet."""
    found = recognise(root) if root.is_dir() else None
    return found if found and found.marker else None


def start_blog(root: Path, *, title: str, now: datetime) -> list[Change]:
    """Return the files of a new blog: its settings and a first post, dated `now`.

    `root` need not exist. If it holds posts but is no blog, it only gets settings that make it one.
    Raises Conflict for a blog, which can be used as it is.
    """
    if found := already_there(root):
        hint = f"it is a {found.layout.name} blog, and needs no setup"
        raise Conflict("there is already a blog", hint, path=str(root))
    settings = _SETTINGS.format(title=_quoted(title))
    if _holds_posts(root):
        return [Change(BLOG_FILE, None, (settings + _WHOLE_FOLDER).encode())]
    layout = BY_NAME["plain"]
    name = post_name(layout.file, slug="first-post", when=now)
    date = dates.iso(now.replace(microsecond=0))
    return [
        Change(f"{layout.home}/{name}", None, _FIRST_POST.format(date=date).encode()),
        Change(BLOG_FILE, None, settings.encode()),
    ]


def _holds_posts(root: Path) -> bool:
    """Return whether any file below has front matter."""
    layout = BY_NAME["folder"]
    root = root.resolve()
    for path in walk(root, layout.folders, layout, ignore) if root.is_dir() else []:
        with suppress(Unreadable):
            post = read_post(path, read_file(root / path, root=root), layout.conventions)
            if post.document.format != "none":
                return True
    return False


def _quoted(text: str) -> str:
    """Return text as a TOML basic string, which is the same as a JSON string except for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
