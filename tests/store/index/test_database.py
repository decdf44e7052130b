"""The rows of posts and their records come from the index in few questions, in any order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from blogcli.store.index import index, row_codec
from blogcli.store.index.database import TEXTS, IndexFile
from tests.store.conftest import write
from tests.store.indexed import bare, call, completions, opened_index

pytestmark = pytest.mark.usefixtures("settled")

MANY = 60


@pytest.fixture
def large(tmp_path, monkeypatch):
    """A blog of so many posts that their rows are read in several goes, with its index."""
    monkeypatch.setattr("blogcli.store.index.database._TOGETHER", 25)
    monkeypatch.setattr("blogcli.store.index.index._AT_ONCE", 20)
    hours = [f"2020-01-01T{number % 24:02}:00" for number in range(MANY)]
    posts = {
        f"posts/{number:02}.md": f"---\ntitle: {number}\ndate: {hours[number]}\n---\n"
        for number in range(MANY)
    }
    write(tmp_path / "blog", {"blog.toml": "", **posts})
    call(tmp_path / "blog", "list", "--json")
    return tmp_path / "blog"


@pytest.fixture
def asked(monkeypatch):
    """How many paths were asked for by name, each time."""
    counts: list[int] = []
    rows = IndexFile.rows

    def counted(file: IndexFile, table: str, paths: list[bytes]) -> dict[bytes, bytes]:
        counts.append(len(paths))
        return rows(file, table, paths)

    monkeypatch.setattr(IndexFile, "rows", counted)
    return counts


def test_all_rows_come_in_parts_in_the_order_they_were_kept(large):
    parts = list(opened_index(large).all_rows(TEXTS))
    assert len(parts) == 3
    paths = [path for part in parts for path in part]
    assert len(paths) == MANY
    assert paths[:2] == [b"posts/23.md", b"posts/47.md"]  # as the list had them, newest first


@pytest.mark.parametrize("held", [0, 1, 30, 20_000])
@pytest.mark.parametrize("sort", ["date", "-date", "title"])
def test_the_order_of_the_table_is_that_of_no_list(large, held, sort, monkeypatch):
    monkeypatch.setattr("blogcli.store.index.index._HELD", held)
    words = "list", "--sort", sort, "--json"
    assert call(large, *words) == bare(large, *words)


def test_a_whole_list_asks_for_no_row_by_name(large, asked):
    call(large, "list", "--json")
    assert set(asked) == {0}
    asked.clear()
    call(large, "list", "-n", "20")
    assert asked == [20]


def test_a_table_that_goes_round_in_a_circle_ends(large, monkeypatch):
    """As a damaged file might; what is not found is read again."""
    select = IndexFile._select

    def circle(file: IndexFile, statement: str, values: Sequence[int]) -> list[tuple[object]]:
        return select(file, statement, (0, values[1]) if "rowid >" in statement else values)

    monkeypatch.setattr(IndexFile, "_select", circle)
    assert call(large, "list", "--json") == bare(large, "list", "--json")


@pytest.mark.parametrize(
    ("query", "rows"),
    [("slug:07", 1), ("since:2020 slug:0*", 10), ("is:draft", 0), ("tag:x", 0), ("title:7", 60)],
)
def test_only_the_rows_of_posts_that_might_be_selected_are_read(large, query, rows, monkeypatch):
    expected = bare(large, "list", query)
    read = []
    unpack = row_codec.unpack_post
    monkeypatch.setattr(index, "unpack_post", lambda *row: read.append(row) or unpack(*row))
    assert call(large, "list", query) == expected
    assert len(read) == rows


def test_tags_are_offered_without_a_row(blog, monkeypatch):
    call(blog, "list", "--json")
    monkeypatch.setattr(index, "unpack_post", None)
    assert completions(blog, "list", "--tag", "") == [("a", None), ("b", None)]


def test_an_item_with_odd_characters_is_found_all_the_same(blog):
    write(blog, {"posts/odd.md": '---\ntags: ["a\\u001eb", "c\\0d", a]\n---\n'})
    for words in ("list", 'tag:"a\x1eb"'), ("list", "tag:a"), ("tags",):
        assert call(blog, *words) == bare(blog, *words)
    assert completions(blog, "list", "--tag", "c") == []  # no shell takes such a character


@pytest.mark.parametrize("odd", [r"a\u001fb", r"a\u001eb", r"a\0b"])
def test_what_parts_the_lists_ends_no_item(blog, odd):
    write(blog, {"posts/odd.md": f'---\ntags: ["{odd}"]\ncategories: [c]\nauthors: [d]\n---\n'})
    call(blog, "list", "--json")
    for term in "tag", "category", "author":
        words = "list", f"{term}:"
        assert completions(blog, *words) == completions(blog, *words, BLOG_INDEX="off")
    assert [value for value, _ in completions(blog, "list", "category:")] == ["category:c"]
    assert [value for value, _ in completions(blog, "list", "author:")] == ["author:d"]
