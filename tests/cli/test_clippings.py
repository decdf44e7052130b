"""Clippings as posts: their source and byline in lists, queries, pages and feeds."""

from __future__ import annotations

import json

import pytest


@pytest.fixture(autouse=True)
def posts(post):
    post(
        "2026-03-05-tides",
        "title: Tides",
        "source:",
        "  name: HuffPost",
        "  kind: Opinion",
        "  url: https://huff.example/tides",
        "  byline: Jane Doe",
    )
    post("2026-03-04-storm", "title: Storm", "source: The Gazette", "byline: Bo Lee")
    post("2026-03-03-own", "title: My own words", "source: https://bare.example/x")
    post("2026-03-02-none", "title: No clipping")


def test_fields_of_a_source_are_cells(call):
    done = call("list", "--fields", "slug,source,source.kind,source.url,byline")
    assert done.out.splitlines() == [
        "tides\tHuffPost\tOpinion\thttps://huff.example/tides\tJane Doe",
        "storm\tThe Gazette\t\t\tBo Lee",
        "own\thttps://bare.example/x\t\thttps://bare.example/x\t",
        "none\t\t\t\t",
    ]


def test_json_has_the_source_as_an_object(call):
    tides, storm, _, none = json.loads(call("list", "--json").out)
    assert tides["source"] == {
        "name": "HuffPost",
        "kind": "Opinion",
        "url": "https://huff.example/tides",
        "byline": "Jane Doe",
    }
    assert (tides["byline"], storm["byline"], none["byline"]) == ("Jane Doe", "Bo Lee", "")
    assert (storm["source"], none["source"]) == ({"name": "The Gazette"}, None)
    assert "source.name" not in tides
    assert json.loads(call("list", "source:opinion", "--json", "--fields", "source.name").out) == [
        {"source.name": "HuffPost"}
    ]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("source:HuffPost", ["tides"]),
        ('source:opinion,"the gazette"', ["tides", "storm"]),
        ('source:"the gazette"', ["storm"]),
        ("has:source", ["tides", "storm", "own"]),
        ("missing:source", ["none"]),
        ("byline:lee", ["storm"]),
        ("source.url:bare.example", ["own"]),
    ],
)
def test_queries_ask_for_sources(call, query, slugs):
    assert call("list", query, "--format", "slugs").out.split() == slugs


def test_a_list_is_sorted_by_source(call):
    assert call("list", "-s", "source", "--format", "slugs").out.split() == [
        "own",
        "tides",
        "storm",
        "none",
    ]


def test_a_wide_table_has_a_column_of_sources_where_there_are_any(call):
    wide = call("list", tty=True, width=140).out
    assert "source" in wide.splitlines()[0]
    assert "HuffPost" in wide
    assert "source" not in call("list", "missing:source", tty=True, width=140).out.splitlines()[0]


def test_set_writes_into_the_source_that_is_there(call, blog):
    call("set", "tides", "byline=Ann Poe", "source.name=The Post")
    text = (blog / "posts/2026-03-05-tides.md").read_text()
    assert "  name: The Post\n" in text
    assert "  byline: Ann Poe\n" in text
    call("set", "storm", "byline=Ann Poe")
    assert "\nbyline: Ann Poe\n" in (blog / "posts/2026-03-04-storm.md").read_text()


NYT = """Ferries stay in port for a week

The New York Times
By Jane Doe
Dec. 3, 2025

The wind came from the north.

Nobody sailed.
"""


def test_a_pasted_article_is_a_whole_post(call, blog):
    done = call("new", "--from-clip", "-", stdin=NYT)
    assert (done.code, done.err) == (0, "")
    assert done.out == "posts/2025-12-03-ferries-stay-in-port-for-a-week.md\n"
    assert (blog / done.out.strip()).read_text() == (
        "---\ntitle: Ferries stay in port for a week\ndate: 2025-12-03\ndraft: true\n"
        "source:\n  name: The New York Times\n  byline: Jane Doe\n"
        "---\n\nThe wind came from the north.\n\nNobody sailed.\n"
    )


def test_under_a_title_of_its_own_the_post_keeps_the_headline(call, blog):
    path = call("new", "What I think", "--from-clip", "-", stdin=NYT).out.strip()
    assert path == "posts/2025-12-03-what-i-think.md"
    text = (blog / path).read_text()
    assert "title: What I think\n" in text
    assert text.endswith(
        "---\n\nFerries stay in port for a week\n\nThe wind came from the north.\n\n"
        "Nobody sailed.\n"
    )
    same = call("new", "ferries stay in port for a week", "--from-clip", "-", stdin=NYT)
    assert (blog / same.out.strip()).read_text().count("in port") == 1


def test_several_clippings_are_one_command(call, blog):
    text = "\n---\n\n".join((NYT, NYT.replace("Ferries", "Boats"), NYT))
    done = call("new", "--from-clip", "-", "-t", "sea", stdin=text)
    assert done.out.splitlines() == [
        "posts/2025-12-03-ferries-stay-in-port-for-a-week.md",
        "posts/2025-12-03-boats-stay-in-port-for-a-week.md",
        "posts/2025-12-03-ferries-stay-in-port-for-a-week-2.md",
    ]
    assert "2 lines are in no post" in done.err
    assert "  ---\n" in done.err
    query = 'tag:sea source:"the new york times"'
    assert call("list", query, "--format", "count").out == "3\n"
    call("undo")
    assert not (blog / "posts/2025-12-03-boats-stay-in-port-for-a-week.md").exists()
    assert call("list", "tag:sea", "--format", "count").out == "0\n"


@pytest.mark.parametrize("words", [("One title",), ("--slug", "one")])
def test_one_title_for_several_clippings_is_refused(call, blog, words):
    done = call("new", *words, "--from-clip", "-", stdin=f"{NYT}\n{NYT}")
    assert done.code == 2
    assert "2 clippings" in done.err
    assert not list((blog / "posts").glob("2025*"))


def test_a_page_of_blogger_names_what_is_left_out(call):
    page = (
        "About Me\n\nI write.\n\nMonday, March 2, 2020\n\nA quiet day\n\nNothing moved.\n\n"
        "1 comment:\n\nBo said...\nNot even a gull.\nMarch 3, 2020 at 9:00 AM\n"
    )
    done = call("new", "--from-clip", "-", stdin=page)
    assert done.out == "posts/2020-03-02-a-quiet-day.md\n"
    for line in ("About Me", "I write.", "1 comment:", "Bo said...", "Not even a gull."):
        assert f"  {line}\n" in done.err


def test_a_clipping_too_long_is_refused(call, blog):
    (blog / "long.txt").write_text("The sea\n\n" + "words " * 400_000)
    done = call("new", "--from-clip", "long.txt")
    assert done.code == 1
    assert "long.txt: the clipping is longer than 2 MB" in done.err


def test_a_source_is_written_flat_where_front_matter_has_no_nesting(call, blog):
    (blog / "blog.toml").write_text('front_matter = "headers"\n')
    path = call("new", "--from-clip", "-", stdin=NYT).out.strip()
    assert "source_name: The New York Times\n" in (blog / path).read_text()


def test_a_list_in_groups_has_a_heading_for_each_day(call, post):
    post("2026-03-05-later", "title: Later", "date: 2026-03-05T23:30:00Z")
    plain = {"tty": True, "width": 80, "environ": {"NO_COLOR": "1"}}
    lines = call("list", "--group", "day", **plain).out.splitlines()
    shown = [" ".join(line.split()[:2]) for line in lines]
    assert shown[1:7] == ["", "Friday, 6", "Later later", "", "Thursday, 5", "Tides tides"]
    assert "Friday, 6 March 2026" in lines
    assert "date" not in lines[0]
    months = call("list", "--group", "month", **plain).out
    assert [line for line in months.splitlines() if line == "March 2026"] == ["March 2026"]
    years = call("list", "--group", "year", "-s", "title", **plain).out
    assert "\n2026\n" in years


def test_groups_are_for_eyes_alone(call):
    for words in ((), ("--json",), ("--format", "csv")):
        assert call("list", "--group", "day", *words).out == call("list", *words).out
    assert call("list", "--group", "week").code == 2


def test_show_tells_source_byline_and_address(call):
    page = call("show", "tides", "--plain").out
    assert "from HuffPost (Opinion) · by Jane Doe · https://huff.example/tides" in page
    assert "from The Gazette · by Bo Lee" in call("show", "storm", "--plain").out


def test_the_author_of_a_blogger_page_is_kept_whatever_posts_name(call, blog):
    (blog / "hugo.toml").write_text('title = "Site"\n')
    page = "Monday, March 2, 2020\n\nA quiet day\n\nNothing moved.\n\nPosted by Ada Quay\n"
    path = call("new", "--from-clip", "-", stdin=page).out.strip()
    assert "author: Ada Quay\n" in (blog / path).read_text()


def test_an_import_of_pasted_text_keeps_its_head_too(call, blog):
    pytest.importorskip("lxml", reason="the import extra is not installed")
    assert call("import", "-", stdin=NYT).code == 0
    text = (blog / "posts/2025-12-03-ferries-stay-in-port-for-a-week.md").read_text()
    assert "source:\n  name: The New York Times\n  byline: Jane Doe\n" in text
    assert text.endswith("---\n\nThe wind came from the north.\n\nNobody sailed.\n")


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_clipping_without_text_is_named(call, blog, text):
    (blog / "empty.txt").write_text(text)
    result = call("new", "--from-clip", "empty.txt")
    assert result.code == 1
    assert "error: empty.txt: no text in the clipping\nhint: " in result.err


@pytest.mark.parametrize(
    "line", ["Skip to content", "SKIP TO MAIN CONTENT", "Advertisement", "Skip advertisement"]
)
def test_a_line_of_the_page_is_no_headline(call, blog, line):
    text = f"{line}\n\nThe Oyster Returns\n\nBy Jane Roe\nNov. 20, 2026\n\nThe bay was silent.\n"
    (blog / "clip.txt").write_text(text)
    path = call("new", "--from-clip", "clip.txt").out.strip()
    assert path == "posts/2026-11-20-the-oyster-returns.md"
    written = (blog / path).read_text()
    assert "title: The Oyster Returns\n" in written
    assert "byline: Jane Roe\n" in written
    assert written.endswith(f"\n\n{line}\n\nThe bay was silent.\n")
