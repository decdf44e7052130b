"""Another time zone of the machine moves times without an offset, and no post is read for it."""

from __future__ import annotations

import io
import json
import os
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from blogcli.cli.app import App
from blogcli.cli.main import run
from blogcli.output.terminal import Terminal
from tests.store.conftest import write

pytestmark = pytest.mark.usefixtures("settled")

POSTS = {
    "blog.toml": "",
    "posts/day.md": "---\ntitle: Day\ndate: 2026-11-24\n---\n",
    "posts/naive.md": "---\ntitle: Naive\ndate: 2026-11-24 12:30:00\n---\n",
    "posts/fixed.md": "---\ntitle: Fixed\ndate: 2026-11-24T12:00:00+01:00\n---\n",
    "posts/none.md": "---\ntitle: None\n---\n",
}


def call(root, zone, *words, **environ):
    """What a command prints at noon UTC on a machine in that zone."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(3)]
    given = {"HOME": os.environ["HOME"], "BLOG_DIR": str(root), **environ}
    now = datetime.fromisoformat("2026-11-24T12:00:00+00:00").astimezone(ZoneInfo(zone))
    app = App(Terminal.of(*streams, given), given, str(root), clock=lambda: now)
    assert run(["--traceback", *words], app) in (0, 6)  # 6: `check` found something
    for stream in streams:
        stream.flush()
    return streams[1].buffer.getvalue().decode()


ASKED = [
    ("list",),
    ("list", "--json"),
    ("list", "is:scheduled", "--format", "slugs"),
    ("list", "date:2026-11-23", "--format", "slugs"),
    ("list", "-n", "2", "--format", "slugs"),
]


def test_no_post_is_read_again(tmp_path, reads):
    root = write(tmp_path / "blog", dict(POSTS))
    shown = {}
    for zone in ("UTC", "Asia/Tokyo", "America/New_York", "UTC"):
        for words in ASKED:
            shown[zone, words] = call(root, zone, *words)
        if zone == "UTC":
            reads.clear()
        for words in ASKED:
            assert call(root, zone, *words) == shown[zone, words]
    assert reads.opened == []
    for (zone, words), text in shown.items():
        assert call(root, zone, *words, BLOG_INDEX="off") == text, (zone, words)


def test_the_status_follows_the_zone(tmp_path):
    root = write(tmp_path / "blog", dict(POSTS))
    scheduled = ("list", "is:scheduled", "--format", "slugs")
    assert call(root, "UTC", *scheduled) == "naive\n"
    assert call(root, "Asia/Tokyo", *scheduled) == ""
    assert call(root, "America/New_York", *scheduled) == "naive\n"
    order = ("list", "--format", "slugs")
    assert call(root, "UTC", *order).split() == ["naive", "fixed", "day", "none"]
    assert call(root, "Asia/Tokyo", *order).split() == ["fixed", "naive", "day", "none"]


def test_a_zone_of_the_blog_is_another_index(tmp_path, reads):
    root = write(tmp_path / "blog", dict(POSTS))
    call(root, "UTC", "list", "--json")
    write(root, {"blog.toml": 'timezone = "Asia/Tokyo"\n'})
    reads.clear()
    told = json.loads(call(root, "UTC", "list", "--json"))
    assert len(reads.opened) == 4
    assert [one["status"] for one in told if one["slug"] == "naive"] == ["published"]


def test_urls_of_the_machines_day(tmp_path):
    """A time with an offset falls on a day of the zone, so its address is found again."""
    config = {"blog.toml": 'permalink = "/{date:%Y/%m/%d}/{slug}/"\n'}
    late = {"posts/late.md": "---\ndate: 2026-11-23T23:30:00+00:00\n---\n"}
    root = write(tmp_path / "blog", {**POSTS, **config, **late})
    for zone, day in ("UTC", "23"), ("Asia/Tokyo", "24"), ("UTC", "23"):
        told = call(root, zone, "list", "slug:late", "--fields", "url")
        assert told == f"/2026/11/{day}/late/\n", zone


def test_the_days_in_urls_of_pages_follow_the_zone(tmp_path):
    posts = {
        "blog.toml": 'permalink = "/:year/:month/:day/:slug.html"\n',
        "posts/public.md": "---\ntitle: P\ndate: 2024-01-05\n---\nx\n",
        "posts/hidden.md": "---\ntitle: H\ndate: 2024-01-05\ndraft: true\n---\nx\n",
        "pages/page.md": "---\ndate: 2024-01-05T20:00:00+00:00\n---\n[h](hidden.html)\n",
    }
    root = write(tmp_path / "blog", posts)
    for zone, is_linked in (("UTC", True), ("Asia/Tokyo", False), ("UTC", True)):
        for environ in ({}, {"BLOG_INDEX": "off"}):
            assert ("not public" in call(root, zone, "check", **environ)) == is_linked
