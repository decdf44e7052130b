"""Calls of `blog` on a blog with an index, and a look at what they read of it."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from click.shell_completion import ShellComplete

from blogcli.cli.app import App
from blogcli.cli.main import COMPLETE, run
from blogcli.cli.main import root as command
from blogcli.output.terminal import Terminal
from blogcli.posts.read import post
from blogcli.store.blog.blog import Blog
from blogcli.store.fs.state_dir import cache_folder
from blogcli.store.index import read_posts, stamps
from blogcli.store.index.source import IndexSource
from tests.conftest import NOW, thorough

A_FEW_OR_ALL = pytest.mark.parametrize("step", [19, *thorough(1)], ids=["a few", "all"])
"""Every 19th place of damage is tried; each one where the thorough tests are asked for."""


class Result(NamedTuple):
    """What a call left; the streams as they are."""

    code: int
    out: bytes
    err: str


def call(root: Path, *words: str, **environ: str) -> Result:
    """Call `blog` in this process, in that folder; a bug raises."""
    app, streams = _app(root, environ)
    code = run(["--traceback", *words], app)
    for stream in streams:
        stream.flush()
    _, out, err = (stream.buffer.getvalue() for stream in streams)
    return Result(int(code), out, err.decode())


def _app(root: Path, environ: Mapping[str, str]) -> tuple[App, list[io.TextIOWrapper]]:
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(3)]
    always = {"HOME": os.environ["HOME"], "BLOG_DIR": str(root), "BLOG_NOW": NOW.isoformat()}
    given = {**always, **environ}
    return App(Terminal.of(*streams, given), given, str(root), clock=lambda: NOW), streams


def bare(root: Path, *words: str, **environ: str) -> Result:
    """The same without an index."""
    return call(root, *words, BLOG_INDEX="off", **environ)


def titles(root: Path, **environ: str) -> list[str]:
    """The titles that a list shows, which says nothing else, and the same without the index."""
    result = call(root, "list", "--json", **environ)
    assert (result.code, result.err) == (0, "")
    assert result == bare(root, "list", "--json", **environ)
    return [record["title"] for record in json.loads(result.out)]


def completions(root: Path, *words: str, **environ: str) -> list[tuple[str, str | None]]:
    """What a shell is offered for the last word."""
    app, _ = _app(root, environ)
    asked = ShellComplete(command, {"obj": app}, "blog", COMPLETE)
    with closing(app):
        found = asked.get_completions(list(words[:-1]), words[-1])
    return [(item.value, item.help) for item in found]


class Reads:
    """What was read, glanced at, stamped and listed of a blog since the last `clear`."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.opened: list[str] = []
        self.glanced: list[str] = []
        self.stamped: list[str] = []
        self.scanned: list[str] = []
        self._watch(patch)

    def clear(self) -> None:
        for held in (self.opened, self.glanced, self.stamped, self.scanned):
            held.clear()

    def _watch(self, patch: pytest.MonkeyPatch) -> None:
        read, scan = Blog.read, os.scandir
        read_entry, glance = read_posts.read_entry, post.read_list_entry

        def reading_post(blog: Blog, path: str):
            self.opened.append(path)
            return read(blog, path)

        def reading_entry(source: IndexSource, path: bytes):
            self.opened.append(os.fsdecode(path))
            return read_entry(source, path)

        def glancing(path: str, *rest: object, **how: bool):
            self.glanced.append(path)
            return glance(path, *rest, **how)

        def stamping(root: bytes, paths: Sequence[bytes]) -> bytes:
            self.stamped.extend(map(os.fsdecode, paths))
            return real(root, paths)

        def scanning(folder="."):
            self.scanned.append(str(folder))
            return scan(folder)

        real = stamps.stamps
        patch.setattr(Blog, "read", reading_post)
        patch.setattr(read_posts, "read_entry", reading_entry)
        patch.setattr(read_posts, "read_list_entry", glancing)
        patch.setattr("blogcli.store.index.refresh.stamps", stamping)
        patch.setattr("blogcli.store.layouts.walk.os.scandir", scanning)


POSTS: Mapping[str, str | bytes] = {
    "blog.toml": "",
    "posts/2026-01-01-one.md": "---\ntitle: One\ntags: [a, b]\n---\nText of one.\n",
    "posts/2026-01-02-two.md": "+++\ntitle = 'Two'\ndraft = true\n+++\nText of two.\n",
    "posts/deep/three.md": '{"title": "Three", "date": "2026-01-03"}\nText of three.\n',
    "posts/four.md": "---\ntitle: Four\nslug: quattro\n---\nText of four.\n",
    "posts/broken.md": "---\ntitle: 'Broken\ndate: 2026-02-01\n---\nText.\n",
    "posts/unclosed.md": "---\ntitle: Unclosed\n",
    "posts/utf16.md": b"\xff\xfet\0",
}


def cache_of(root: Path) -> Path:
    """The cache folder of a blog, made where it is missing."""
    return Path(cache_folder(str(root.resolve()), os.environ) or "")


def index_of(root: Path) -> Path:
    return cache_of(root) / "index.db"
