"""`blog` alone: a dashboard in a blog, the help elsewhere."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
def edited():
    """Set when a file was edited, in hours before NOW."""

    def edit(path, hours: float) -> None:
        moment = (NOW - timedelta(hours=hours)).timestamp()
        os.utime(path, (moment, moment))

    return edit


@pytest.fixture
def full(blog, post, edited):
    (blog / "blog.toml").write_text('title = "Notes from the shed"\ntimezone = "UTC"\n')
    edited(post("2026-01-02-old", "title: An old one"), 4000)
    edited(post("2026-12-04-plans", "title: Weekend plans", "date: 2026-12-04 09:00"), 30)
    edited(post("2026-11-20-ideas", "title: Ideas", "date: 2026-11-20", "draft: true"), 5)
    edited(post("2026-10-01-late", "title: Late", "date: 2026-10-01", "draft: true"), 900)


EXPECTED = """\
Notes from the shed
1 published, 1 scheduled, 2 drafts

Next out:
  Fri 4 Dec 2026 09:00 (in 6 days)  Weekend plans  plans

Overdue drafts:
  8 days ago  Ideas  ideas
  1 Oct 2026  Late   late

Last edited:
  5 hours ago  Ideas          ideas
  yesterday    Weekend plans  plans
  22 Oct 2026  Late           late

Next steps:
  blog edit ideas      go on with this draft
  blog publish ideas   publish this draft
  blog new "My title"  write a new post
"""


def test_in_a_blog_it_is_a_dashboard(call, full):
    result = call(clock=NOW)
    assert (result.code, result.out, result.err) == (0, EXPECTED, "")
    on_screen = call(clock=NOW, tty=True, environ={"NO_COLOR": "1"})
    assert on_screen.out == EXPECTED
    assert "\x1b[" in call(clock=NOW, tty=True).out


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_wraps_and_no_date_or_command_is_cut(call, full, post, width):
    from rich.cells import cell_len

    post("2026-12-05-tokyo", "title: " + "東京の夏の長い話" * 9, "date: 2026-12-05 09:00")
    out = call(clock=NOW, tty=True, width=width, environ={"NO_COLOR": "1"}).out
    assert all(cell_len(line) <= width for line in out.splitlines())
    assert 'blog new "My title"' in out
    assert "in 6 days" in out
    assert "plans" in out


def test_more_than_three_are_counted_with_the_command_that_lists_them(call, post):
    for day in range(1, 8):
        post(f"2026-12-0{day}-p{day}", "title: P", f"date: 2026-12-0{day}")
    out = call(clock=NOW).out
    assert "Next out (7):\n  (`blog list is:scheduled -s date` lists them all)\n" in out
    assert "p3\n" in out
    assert "p4" not in out.partition("Last edited")[0]


def test_an_empty_blog_says_how_to_begin(call, blog):
    (blog / "blog.toml").write_text("")
    assert call().out == (
        "blog\nno posts yet\n\nNext steps:\n"
        '  blog new "My title"  write a new post\n'
        "  blog import FILE     bring posts from another blog\n"
        "  blog --help          list all commands\n"
    )


def test_without_a_blog_it_is_the_help(call, tmp_path):
    (tmp_path / "empty").mkdir()
    result = call(cwd=tmp_path / "empty")
    assert result.code == 0
    assert result.out.startswith("Usage: blog ")
    assert call("--blog", str(tmp_path / "none")).code == 3


def test_a_bad_post_is_counted_and_told_of(call, post):
    post("bad", "title: [a")
    result = call(clock=NOW)
    assert result.code == 0
    assert "posts/bad.md:2" in result.err


@pytest.mark.parametrize(
    ("layout", "title"), [("hugo", "Coast"), ("jekyll", "Allotment"), ("pelican", "Rails")]
)
def test_the_title_is_that_of_the_site(call, make_blog, layout, title):
    assert call(cwd=make_blog(layout)).out.startswith(f"{title}\n")


def test_counts_are_those_of_the_list(call, make_blog):
    for layout in ("plain", "hugo", "jekyll", "zola", "hexo", "eleventy"):
        root = make_blog(layout)
        counts = call(cwd=root).out.splitlines()[1]
        for status in ("published", "scheduled", "draft", "expired"):
            listed = call("list", f"is:{status}", "--json", cwd=root).out.count(
                f'"status": "{status}"'
            )
            assert (f"{listed} {status}" in counts) == (listed > 0)
