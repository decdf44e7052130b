"""What is read of a post: each field under its many names, and what is made of odd values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.errors import Unreadable
from blogcli.posts.model.conventions import Conventions, Split
from blogcli.posts.read.post import read_post

PLAIN = Conventions()


def read(front: str, body: str = "", path: str = "posts/a-post.md", conventions=PLAIN):
    return read_post(path, f"---\n{front}\n---\n{body}".encode(), conventions).summary


@pytest.mark.parametrize(
    ("front", "body", "title"),
    [
        ("title: Plain", "# Heading", "Plain"),
        ("Title: Upper", "", "Upper"),
        ("title: 2024", "", "2024"),
        ("title: 3.10", "", "3.10"),
        ("title: true", "", "true"),
        ("title: '  room  '", "", "room"),
        ("title:", "# Heading #", "Heading"),
        ("title: ''", "text\n\nUnder\n=====\n", "Under"),
        ("title: [a, b]", "# Heading", "Heading"),
        ("x: 1", "```\n# code\n```\n# Real {#id}", "Real"),
        ("x: 1", "## Second level only", ""),
    ],
)
def test_title(front, body, title):
    assert read(front, body).title == title


@pytest.mark.parametrize(
    ("front", "path", "when"),
    [
        ("date: 2026-03-05", "a.md", date(2026, 3, 5)),
        ("pubDate: 2026-03-05", "a.md", date(2026, 3, 5)),
        ("published: true\ncreated: 2026-03-05", "a.md", date(2026, 3, 5)),
        ("date: soon\npublishDate: 2026-03-05", "a.md", date(2026, 3, 5)),
        ("published: 2026-03-05\ndate: 2026-01-01", "a.md", date(2026, 1, 1)),
        ("date: 2026-02-30", "2026-03-05-a.md", date(2026, 3, 5)),
        ("x: 1", "2026/03-05-a.md", date(2026, 3, 5)),
        ("path: 2026/03/05/a", "a.md", date(2026, 3, 5)),
        ("permalink: /blog/2026/03/05/a/", "a.md", date(2026, 3, 5)),
        ("permalink: /2026/03/05/a/", "2025-01-01-a.md", date(2025, 1, 1)),
        ("x: 1", "a.md", None),
        ("date: [2026-03-05]", "a.md", None),
    ],
)
def test_date(front, path, when):
    found = read(front, path=f"posts/{path}")
    assert found.date == when
    assert (found.at is None) == (when is None)


def test_written_offset_is_kept_and_counts():
    post = read("date: 2026-03-05T10:00:00+02:00")
    assert post.date == datetime(2026, 3, 5, 10, tzinfo=timezone(timedelta(hours=2)))
    assert post.at == datetime(2026, 3, 5, 8, tzinfo=UTC).timestamp()


def test_time_without_an_offset_is_in_the_zone_of_the_blog():
    conventions = PLAIN._replace(zone=timezone(timedelta(hours=-5)))
    post = read("date: 2026-03-05 10:00", conventions=conventions)
    assert post.at == datetime(2026, 3, 5, 15, tzinfo=UTC).timestamp()


def test_toml_dates_are_values():
    data = b"+++\ndate = 2026-03-05\nlastmod = 2026-03-06T07:00:00Z\n+++\n"
    post = read_post("a.md", data, PLAIN).summary
    assert post.date == date(2026, 3, 5)
    assert post.updated == datetime(2026, 3, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("front", "split", "tags"),
    [
        ("tags: [a, b]", Split.COMMA, ("a", "b")),
        ("tags:\n  - a\n  - b c", Split.ONE, ("a", "b c")),
        ("tags: [2024, 3.10, no, 12:30, null, '']", Split.ONE, ("2024", "3.10", "no", "12:30")),
        ("tags: [a, a]", Split.ONE, ("a", "a")),
        ("tags: a, b c", Split.COMMA, ("a", "b c")),
        ("tags: a, b; c", Split.COMMA, ("a, b", "c")),
        ("tags: a b", Split.SPACE, ("a", "b")),
        ("tag: a b", Split.SPACE, ("a b",)),
        ("tag: a, b", Split.COMMA, ("a", "b")),
        ("tags: a, b", Split.ONE, ("a, b",)),
        ("tags: 2024", Split.SPACE, ("2024",)),
        ("Tags: [a]", Split.ONE, ("a",)),
        ("tags: []\ntag: a", Split.ONE, ("a",)),
        ("tags:\ntaxonomies:\n  Tags: [a]", Split.ONE, ("a",)),
        ("taxonomies: tags", Split.ONE, ()),
        ("tags: ''", Split.ONE, ()),
        ("tags: null", Split.SPACE, ()),
        ("tags: [{label: Big, permalink: /big}]", Split.ONE, ("Big",)),
    ],
)
def test_tags(front, split, tags):
    assert read(front, conventions=PLAIN._replace(split=split)).tags == tags


@pytest.mark.parametrize(
    ("front", "split", "authors"),
    [
        ("author: Ada Byron", Split.SPACE, ("Ada Byron",)),
        ("authors: Ada Byron", Split.SPACE, ("Ada Byron",)),
        ("author: Byron, Ada", Split.COMMA, ("Byron, Ada",)),
        ("authors: Ada Byron, Tom", Split.COMMA, ("Ada Byron", "Tom")),
        ("authors: [ada, tom]", Split.ONE, ("ada", "tom")),
        ("authors: [{name: Ada, url: x}, {key: tom}, tim]", Split.ONE, ("Ada", "tom", "tim")),
        ("author:\n  name: Ada\n  email: a@example.org", Split.ONE, ("Ada",)),
        ("authors: []\nby: Ada", Split.ONE, ("Ada",)),
        ("author: {email: a@example.org}", Split.ONE, ()),
    ],
)
def test_authors(front, split, authors):
    assert read(front, conventions=PLAIN._replace(split=split)).authors == authors


@pytest.mark.parametrize(
    ("front", "path", "draft"),
    [
        ("draft: true", "a.md", True),
        ("draft: yes", "a.md", True),
        ("draft: on", "a.md", True),
        ("draft: 'true'", "a.md", True),
        ("draft: 1", "a.md", True),
        ("draft: false", "a.md", False),
        ("draft: 'false'", "a.md", False),
        ("draft:", "a.md", False),
        ("draft: [true]", "a.md", False),
        ("Draft: true", "a.md", True),
        ("published: false", "a.md", True),
        ("published: no", "a.md", True),
        ("published: true", "a.md", False),
        ("published: 2026-03-05", "a.md", False),
        ("status: draft", "a.md", True),
        ("Status: Hidden", "a.md", True),
        ("status: published", "a.md", False),
        ("status: on hold", "a.md", False),
        ("draft: false\npublished: false", "a.md", True),
        ("unlisted: true", "a.md", False),
        ("x: 1", "_drafts/a.md", True),
        ("x: 1", "site/_drafts/deep/a.md", True),
        ("x: 1", "my_drafts/a.md", False),
        ("x: 1", "_drafts.md", False),
    ],
)
def test_draft(front, path, draft):
    assert read(front, path=path).draft is draft


@pytest.mark.parametrize(
    ("front", "path", "slug"),
    [
        ("slug: own", "2026-03-05-file.md", "own"),
        ("slug: /2026/own/", "file.md", "2026/own"),
        ("slug: 2024", "file.md", "2024"),
        ("slug: /", "file.md", "file"),
        ("slug:", "2026-03-05-file.md", "file"),
        ("x: 1", "folder/index.md", "folder"),
    ],
)
def test_slug(front, path, slug):
    assert read(front, path=path).slug == slug


@pytest.mark.parametrize(
    ("front", "byline"),
    [
        ("source: {name: G, byline: A B}\nbyline: other", "A B"),
        ("byline: A B", "A B"),
        ("source: {name: G}\nByline: A B", "A B"),
        ("source: G", ""),
        ("source_byline: A B", "A B"),
    ],
)
def test_byline(front, byline):
    assert read(front).byline == byline


@pytest.mark.parametrize(
    ("front", "source"),
    [
        ("source: https://a.example/x", {"url": "https://a.example/x"}),
        ("source: The Gazette", {"name": "The Gazette"}),
        (
            "source: {name: G, url: https://g.example, byline: 7, empty: }",
            {"name": "G", "url": "https://g.example", "byline": "7"},
        ),
        ("Source: {Name: G}", {"name": "G"}),
        (
            "source_name: G\nsource_url: https://g.example",
            {"name": "G", "url": "https://g.example"},
        ),
        ("source: G\nsource_kind: News", {"name": "G", "kind": "News"}),
        ("byline: A B", None),
        ("source:", None),
        ("source: []", None),
    ],
)
def test_source(front, source):
    assert read(front).source == source


def test_names_of_the_blog_come_first():
    names = {**PLAIN.names, "date": ("event.day", *PLAIN.names["date"])}
    conventions = PLAIN._replace(names=names)
    front = "date: 2026-01-01\nEvent:\n  Day: 2026-03-05"
    assert read(front, conventions=conventions).date == date(2026, 3, 5)
    assert read("date: 2026-01-01\nevent: none", conventions=conventions).date == date(2026, 1, 1)


def test_of_two_keys_alike_but_for_case_the_first_counts():
    assert read("tags: [a]\nTags: [b]").tags == ("a",)
    assert read("Tags: [b]\ntags: [a]").tags == ("b",)


def test_all_of_the_front_matter_is_kept_as_written():
    post = read("Title: A\nmood: {weather: dull}\nZ: [1, 2.5]")
    assert list(post.meta) == ["Title", "mood", "Z"]
    assert post.meta["mood"] == {"weather": "dull"}


@pytest.mark.parametrize(
    ("when", "draft", "status"),
    [
        ("2026-11-24T11:59:00+01:00", False, "published"),
        ("2026-11-24T12:00:01+01:00", False, "scheduled"),
        ("2026-11-24T11:00:01Z", False, "scheduled"),
        ("2026-11-25", True, "draft"),
    ],
)
def test_status(when, draft, status, now):
    assert read(f"date: {when}\ndraft: {str(draft).lower()}").status(now) == status


def test_a_post_without_a_date_is_published(now):
    assert read("title: A").status(now) == "published"


def test_part_of_broken_front_matter_is_read_and_the_problem_told():
    data = b"---\ntitle: One: two: three\ntags: [a]\n---\nBody\n"
    post = read_post("a.md", data, PLAIN)
    assert post.problem is not None
    assert post.problem.line == 2
    assert post.document.join() == data


def test_front_matter_in_another_language_is_told_and_not_read():
    post = read_post("a.md", b"---js\n{ title: 'A' }\n---\n# B\n", PLAIN)
    assert post.problem is not None
    assert "js" in post.problem.message
    assert post.summary.title == "B"


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xfet\0e\0", b"---\ntitle: \xff\n---\n", b"---\na: 1\n"],
)
def test_what_is_no_text_is_refused_with_its_path(data):
    with pytest.raises(Unreadable) as raised:
        read_post("posts/a.md", data, PLAIN)
    assert raised.value.path == "posts/a.md"


def test_body_that_is_not_utf8_can_still_be_seen():
    post = read_post("a.md", b"---\ntitle: A\n---\ncaf\xe9 noir\n", PLAIN)
    assert post.body == "caf\ufffd noir\n"
    assert post.summary.words == 2


def test_categories_in_lists_of_lists_are_categories():
    data = b"---\ncategories:\n  - [tea, green]\n  - travel\n---\n"
    assert read_post("a.md", data, PLAIN).summary.categories == ("tea", "green", "travel")


def test_headers_only_where_the_blog_has_them():
    data = b"Title: A\nDate: 2026-03-05\n\nText\n"
    assert read_post("a.md", data, PLAIN._replace(headers=True)).summary.title == "A"
    assert read_post("a.md", data, PLAIN).summary.title == ""


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just("2026-03-05")
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
keys = st.sampled_from(
    sorted({key for names in PLAIN.names.values() for key in names} | {"draft", "status", "path"})
)


@given(st.dictionaries(keys, values, max_size=6), st.sampled_from(Split))
def test_any_json_front_matter_is_read(meta, split):
    import json

    data = json.dumps(meta, indent=1).encode() + b"\n\nText of it\n"
    post = read_post("posts/a.md", data, PLAIN._replace(split=split))
    summary = post.summary
    assert summary.meta == meta
    assert all(isinstance(tag, str) and tag for tag in summary.tags)
    assert isinstance(summary.title, str)
    assert summary.words == 3
    assert (summary.at is None) == (summary.date is None)
