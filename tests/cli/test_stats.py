"""`blog stats`, `blog calendar`, `blog on-this-day` and `blog due`, as they are seen."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from blogcli.output.charts.bars import bar, sparkline
from tests.conftest import SITES, thorough

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
BLOGS = ("11ty-blog", "babel-blog", "golang-blog", "jekyll-docs", "nodejs-blog", "rust-blog")
PLAIN = {"NO_COLOR": "1"}


@pytest.fixture
def kept(post):
    """Six posts of three years, one of them a draft, one scheduled, one without a date."""
    post("a", "title: A", "date: 2024-03-04", "tags: [x, y]", body="one two three\n")
    post("b", "title: B", "date: 2024-03-12T09:30:00+01:00", "tags: [x]", body="one\n")
    post("c", "title: C", "date: 2024-03-18T23:30:00+01:00", body="one two\n")
    post("d", "title: D", "date: 2026-11-20", "draft: true", "tags: [x]", body="w\n")
    post("e", "title: E", "date: 2026-12-01", body="w w w w w w\n")
    post("f", "title: F", body="no date\n")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_screen(call, kept, width):
    told = call("stats", tty=True, environ=PLAIN, width=width).out
    lines = told.splitlines()
    assert max(map(len, lines)) <= width
    assert lines[0].startswith("6 posts · 4 published")
    assert "1 without a date" in told
    years = [line.split() for line in lines if line[1:5] in ("2024", "2025", "2026")]
    assert [(row[0], row[-1]) for row in years] == [("2024", "3"), ("2025", "0"), ("2026", "2")]
    bars = [line.count("█") for line in lines if line[1:5] in ("2024", "2026")]
    assert bars[0] > bars[1] > 0
    assert any(line.startswith(" best run   3 weeks in a row, to 2024") for line in lines)
    assert [
        line.split()[0] for line in lines if line.startswith(" x") or line.startswith(" y")
    ] == [
        "x",
        "y",
    ]


def test_a_pipe_has_a_line_for_each_group(call, kept):
    rows = [line.split("\t") for line in call("stats").out.splitlines()]
    assert ["year", "2024", "3", "6"] in rows
    assert ["year", "2025", "0", "0"] in rows
    assert ["weekday", "Mon", "2", "5"] in rows
    assert ["tag", "x", "3", "5"] in rows
    assert "status\tscheduled\t1\t6\n" in call("stats", "--by", "status").out
    assert {len(row) for row in rows} == {4}
    only = call("stats", "--by", "tag", "-n", "1").out
    assert only == "tag\tx\t3\t5\n"


def test_json_has_everything(call, kept):
    told = json.loads(call("stats", "--json").out)
    assert told["posts"] == 6
    assert told["undated"] == 1
    assert told["status"] == {"published": 4, "draft": 1, "scheduled": 1, "expired": 0}
    assert told["words"]["longest"] == "e"
    assert told["words"]["max"] == 6
    assert told["by"]["hour"] is None
    assert len(told["by"]["weekday"]) == 7
    assert told["run"] == {"unit": "week", "longest": 3, "until": "2024-03-18", "current": 0}
    assert told["silence"]["days"] == 8
    assert told["tags"][0] == {
        "key": "x",
        "posts": 3,
        "words": 5,
        "first": "2024-03-04",
        "last": "2026-11-20",
    }


def test_a_query_comes_first_and_months_agree_with_lists(call, kept):
    rows = [line.split("\t") for line in call("stats", "tag:x", "--by", "month").out.splitlines()]
    assert rows == [["month", "2024-03", "2", "4"], ["month", "2026-11", "1", "1"]]
    for _, month, posts, _ in rows:
        assert call("list", "tag:x", f"date:{month}", "--count").out == f"{posts}\n"


def test_no_dated_post(call, post):
    post("a", "title: A")
    told = json.loads(call("stats", "--json").out)
    assert (told["first"], told["last"], told["by"]["year"]) == (None, None, None)
    assert "No post has a date" in call("stats", tty=True, environ=PLAIN).out
    assert call("stats", "tag:none").code == 0


def test_a_locale_without_blocks():
    assert bar(3, 6, 10, blocks=False) == "#####"
    assert sparkline([0, 1, 9], blocks=False) == " .#"
    assert bar(1, 1000, 10) == "▏"
    assert sparkline([0, 1, 8, 100]) == " ▁▁█"


def test_svg(call, kept, blog):
    assert call("stats", "--svg", "years.svg").code == 0
    text = (blog / "years.svg").read_text()
    ElementTree.fromstring(text)
    assert "Posts by year" in text
    assert call("stats", "--svg", "years.svg", "--by", "tag").code == 0
    assert call("calendar", "2024", "--svg", "-").out.startswith("<svg")
    (blog / "mine.svg").write_text("<svg/>")
    refused = call("stats", "--svg", "mine.svg")
    assert (refused.code, (blog / "mine.svg").read_text()) == (4, "<svg/>")
    assert call("stats", "--svg", "mine.svg", "-y").code == 0


def test_a_month(call, kept):
    told = call("calendar", "2024-03", tty=True, environ=PLAIN).out.splitlines()
    assert told == ["2024-03", " Mon  4  ● A", "             7 days without a post", " Tue 12  ● B",
                    " Mon 18  ● C"]  # fmt: skip
    assert call("calendar", "2024-03").out.splitlines()[0] == "2024-03-04\tpublished\ta\tA"
    assert "○ D" in call("calendar", "2026-11", tty=True, environ=PLAIN).out
    assert "◐ E" in call("calendar", "2026", tty=True, environ=PLAIN).out
    assert call("calendar", "2025", tty=True, environ=PLAIN).out.splitlines()[1:] == [
        " no post is dated then"
    ]
    assert call("calendar", "x").code == 2
    assert call("calendar", "2024-03", "--heat").code == 2


@pytest.mark.parametrize("width", [40, 80])
def test_a_heat_map(call, kept, width):
    told = call("calendar", "2024", "--heat", tty=True, environ=PLAIN, width=width).out
    assert max(map(len, told.splitlines())) <= width
    assert told.count("▪") == 3
    assert told.count("·") == 366 - 3


def test_ics_is_read_back(call, kept):
    icalendar = pytest.importorskip("icalendar")
    found = icalendar.Calendar.from_ical(call("calendar", "--ics", "-").out)
    events = {str(event["UID"]): event for event in found.walk("VEVENT")}
    assert sorted(path.rpartition("/")[2] for path in events) == ["d.md", "e.md"]
    titles = {str(event["SUMMARY"]) for event in events.values()}
    assert titles == {"D", "E"}


def test_on_this_day(call, post):
    for year in (2020, 2024, 2026):
        post(f"p{year}", f"title: P{year}", f"date: {year}-11-24")
    post("near", "title: Near", "date: 2022-11-26")
    post("leap", "title: Leap", "date: 2024-02-29")
    slugs = ("--format", "slugs")
    assert call("on-this-day", *slugs).out.split() == ["p2026", "p2024", "p2020"]
    assert call("on-this-day", "11-24", "--within", "3d", *slugs).out.split()[1] == "p2024"
    assert "near" in call("on-this-day", "--within", "2", *slugs).out
    assert call("on-this-day", "02-28", "--within", "1d", *slugs).out == "leap\n"
    assert "2024" in call("on-this-day", tty=True, environ=PLAIN).out
    assert call("on-this-day", "--within", "x").code == 2
    assert call("on-this-day", "01-02", "--exit-status").code == 3


def test_due(call, post):
    post("out", "title: Out", "date: 2026-11-24T11:30:00+01:00")
    post("old", "title: Old", "date: 2026-11-20")
    post("draft", "title: Draft", "date: 2026-11-24T11:40:00+01:00", "draft: true")
    post("ahead", "title: Ahead", "date: 2026-11-25T08:00:00+01:00")
    assert call("due", "--format", "slugs").out == "out\n"
    assert call("due", "--since", "1h", "--format", "slugs").out == "out\n"
    assert call("due", "--since", "7d", "--format", "slugs").out == "out\nold\n"
    assert call("due", "--since", "5min").code == 3
    assert call("due", "--next").out == "2026-11-25T08:00:00+01:00\n"
    assert call("due", "--next", "title:old").code == 3


def test_due_where_the_generator_asks_no_date(call, make_blog):
    root = make_blog("zola")
    assert call("due", "--since", "3000d", cwd=root).code == 3


@pytest.mark.parametrize(
    "name", sorted({site.name for site in SITES.iterdir() if site.is_dir()} - {"folder"})
)
def test_sums_of_groups_are_the_total(call, make_blog, name):
    root = make_blog(name)
    told = json.loads(call("stats", "--json", cwd=root).out)
    assert sum(told["status"].values()) == told["posts"]
    for kind in ("year", "month", "weekday"):
        groups = told["by"][kind] or []
        assert sum(group["posts"] for group in groups) + told["undated"] == told["posts"], kind
    assert told["posts"] == int(call("list", "--count", cwd=root).out)


@pytest.mark.skipif(not CORPORA.exists(), reason="../shared/corpora is not there")
@pytest.mark.parametrize("name", [BLOGS[0], *thorough(*BLOGS[1:])])
def test_real_blogs(call, name):
    blog = ("--blog", str(CORPORA / name))
    told = json.loads(call(*blog, "stats", "--json").out)
    assert told["posts"] == int(call(*blog, "list", "--count").out)
    for group in told["by"]["year"]:
        assert group["posts"] == int(call(*blog, "list", f"date:{group['key']}", "--count").out)
