"""The small sites in tests/sites, one for each generator: which files are posts, and what is read.

Beside each site a text file has a line for every post: path, slug, title, date, whether it is a
draft, tags.
"""

from __future__ import annotations

import re

import pytest

from blogcli.errors import BlogError
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.dates import iso
from blogcli.store.layouts.table import LAYOUTS
from tests.conftest import SITES

NAMES = sorted(site.name for site in SITES.iterdir() if site.is_dir())


def as_line(post: Summary) -> str:
    date = iso(post.date) if post.date else ""
    draft = "draft" if post.draft else ""
    cells = [post.path, post.slug, post.title, date, draft, "; ".join(post.tags)]
    return re.sub(" +", " ", " | ".join(cells)).strip()


def test_every_layout_has_a_site():
    assert sorted(layout.name for layout in LAYOUTS) == NAMES


@pytest.mark.parametrize("layout", NAMES)
def test_posts(layout, opened, problems):
    blog = opened(layout)
    assert blog.layout.name == layout
    found = "".join(as_line(post) + "\n" for post in blog.index().summaries(problems.append))
    assert found == (SITES / f"{layout}.txt").read_text(encoding="utf-8")
    unread = ["content/blog/script.md"] if layout == "eleventy" else []
    assert [problem.path for problem in problems] == unread


@pytest.mark.parametrize("layout", NAMES)
def test_every_file_comes_back_byte_for_byte(layout, opened):
    blog = opened(layout)
    for post in blog.posts(fail):
        assert post.document.join() == (blog.root / post.summary.path).read_bytes()


def fail(problem: BlogError) -> None:
    if "js` is not supported" not in problem.message:
        raise problem


@pytest.mark.parametrize(
    ("layout", "zone"),
    [
        ("hugo", "Europe/Oslo"),
        ("jekyll", "America/New_York"),
        ("hexo", "Asia/Tokyo"),
        ("pelican", "Europe/Lisbon"),
        ("plain", "Europe/Oslo"),
        ("zola", "UTC"),
    ],
)
def test_time_zone_of_the_site(layout, zone, opened):
    assert str(opened(layout).conventions.zone) == zone


@pytest.mark.parametrize(
    ("layout", "path", "field", "value"),
    [
        ("jekyll", "_posts/2026-03-01-compost.md", "categories", ("Garden", "Work")),
        ("jekyll", "_posts/2026-03-01-compost.md", "aliases", ("/old/compost/",)),
        ("hugo", "content/posts/lighthouse.md", "aliases", ("/2025/feistein/",)),
        ("hexo", "source/_posts/sencha.md", "aliases", ("tea/sencha/",)),
        ("hexo", "source/_posts/sencha.md", "words", 6),
        ("docusaurus", "blog/2026-07-01-loom-2.md", "authors", ("Ines Prado", "tom")),
        ("pelican", "content/2026-09-01-bridges.md", "authors", ("Ana Reis", "Luz, Rui")),
        ("pelican", "content/2026-09-01-bridges.md", "categories", ("walks",)),
        ("pelican", "content/2026-09-01-bridges.md", "description", "Eleven bridges on foot."),
        ("zola", "content/blog/2026-05-02-first-kite.md", "categories", ("Made",)),
        (
            "plain",
            "posts/night-train/index.md",
            "source",
            {"name": "Timetable", "url": "https://trains.example/night"},
        ),
    ],
)
def test_other_fields(layout, path, field, value, opened):
    assert getattr(opened(layout).read(path).summary, field) == value


def test_time_without_an_offset_is_in_the_zone_of_the_site(opened):
    hugo = opened("hugo").read("content/posts/ferry.md").summary
    assert hugo.at == 1777669800  # 23:10 in Oslo is 21:10 UTC
