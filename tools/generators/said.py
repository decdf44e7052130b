"""What blogcli says about a site, asked as its users ask."""

from __future__ import annotations

import io
import json
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from blogcli.cli.app import App
from blogcli.cli.main import run
from blogcli.output.terminal import Terminal
from blogcli.store.blog.blog import open_blog
from blogcli.store.blog.site import PublishedSite
from tools.generators.model import Environ

PUBLIC = frozenset({"published", "hidden", "unlisted"})
"""Statuses of posts that have a page at their own address."""


@dataclass(frozen=True, slots=True)
class Said:
    """What `blog list` says about one post."""

    path: str
    status: str
    url: str
    aliases: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def is_public(self) -> bool:
        """Whether the post has a page, for blogcli."""
        return self.status in PUBLIC


class Ended(NamedTuple):
    """The exit code of a command, and what it wrote."""

    code: int
    out: str
    err: str


def blog(site: Path, words: Sequence[str], environ: Environ) -> Ended:
    """Run `blog` on a site, in this process: hundreds of calls are made."""
    buffers = [io.BytesIO() for _ in range(3)]
    streams = [io.TextIOWrapper(buffer, "utf-8") for buffer in buffers]
    app = App(Terminal.of(streams[0], streams[1], streams[2], environ), environ, str(site))
    with machine_zone(environ["TZ"]):
        code = run(["--blog", str(site), *words], app)
    for stream in streams:
        stream.flush()
    out, err = (one.getvalue().decode("utf-8", "replace") for one in buffers[1:])
    return Ended(int(code), out, err)


@contextmanager
def machine_zone(name: str) -> Iterator[None]:
    """Let this process believe that its machine stands in a time zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


def records(site: Path, environ: Environ, query: str = "") -> list[dict[str, Any]]:
    """Return the records of a blog's posts, each with its `url`."""
    ended = blog(site, ["list", "--json", *([query] if query else [])], environ)
    found: list[dict[str, Any]] = json.loads(ended.out or "[]")
    if found and "url" not in found[0]:
        _add_urls(site, environ, found)
    return found


def _add_urls(site: Path, environ: Environ, found: list[dict[str, Any]]) -> None:
    """Add the URLs that other commands believe in, while the record has none."""
    opened = open_blog(
        str(site), environ=environ, cwd=str(site), local=ZoneInfo(environ.get("TZ") or "UTC")
    )
    url = PublishedSite(opened).links()
    summaries = {post.path: post for post in opened.index().summaries(lambda error: None)}
    for one in found:
        one["url"] = url(summaries[one["path"]])


def said(site: Path, environ: Environ) -> Mapping[str, Said]:
    """Return what `blog list` says about each post, by the token in its body."""
    by_token = {}
    for one in records(site, environ):
        token = re.search(r"token\d+end", (site / one["path"]).read_text("utf-8"))
        if token:
            by_token[token[0]] = Said(
                one["path"],
                one["status"],
                one["url"],
                tuple(one["aliases"]),
                tuple(str(tag) for tag in one["tags"]),
            )
    return by_token


def found_by_check(site: Path, environ: Environ) -> Mapping[str, str]:
    """Return the checks that find something that breaks a build or a link, by path."""
    ended = blog(site, ["check", "--json"], environ)
    names: dict[str, str] = {}
    for finding in json.loads(ended.out or "[]"):
        if finding["severity"] == "error":
            names[finding["path"]] = finding["check"]
    return names
