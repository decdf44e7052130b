"""`blog set`: single keys."""

from __future__ import annotations

import pytest

HEADER = (
    "# comment",
    'title: "A title"  # keep',
    "pubDate: 2024-01-01",
    "draft: false",
    "weight: 3",
    "authors: [Ada]",
    "cover:",
    "  image: a.png",
)


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ("title=B: c", 'title: "A title"  # keep', 'title: "B: c"  # keep'),
        ("date=2025-02-03", "pubDate: 2024-01-01", "pubDate: 2025-02-03"),
        ("draft=true", "draft: false", "draft: true"),
        ("weight=4", "weight: 3", "weight: 4"),
        ("weight:=4.5", "weight: 3", "weight: 4.5"),
        ("authors+=Bob", "authors: [Ada]", "authors: [Ada, Bob]"),
        ("authors-=Ada", "authors: [Ada]", "authors: []"),
        ("cover.image=b.png", "  image: a.png", "  image: b.png"),
        ("Weight=9", "weight: 3", "weight: 9"),
        ("weight-", "weight: 3\n", ""),
        ("series=no", "  image: a.png\n", '  image: a.png\nseries: "no"\n'),
        ("flag:=true", "  image: a.png\n", "  image: a.png\nflag: true\n"),
        ("tags+=x", "  image: a.png\n", "  image: a.png\ntags: [x]\n"),
    ],
)
def test_only_the_lines_of_the_key_change(call, post, change, old, new):
    path = post("a", *HEADER)
    before = path.read_text()
    assert call("set", "a", change).code == 0
    assert path.read_text() == before.replace(old, new, 1)
    assert path.read_text() != before


def test_several_changes_at_once(call, post):
    path = post("a", *HEADER)
    assert call("set", "a", "title=X", "weight-", "new=1").err == "changed 1 post\n"
    assert 'title: "X"  # keep' in path.read_text()
    assert "weight" not in path.read_text()


def test_no_change_is_said(call, post):
    post("a", *HEADER)
    assert call("set", "a", "missing-", "weight=3").err == "nothing to change\n"


@pytest.mark.parametrize("words", [[], ["a"], ["a", "x"], ["a", "x:={bad"], ["a", "=x"]])
def test_usage(call, post, words):
    post("a", *HEADER)
    result = call("set", *words)
    assert result.code == 2
    assert result.err.startswith("error: ")


def test_where(call, post):
    post("a", "title: A", "draft: true")
    post("b", "title: B")
    call("set", "--where", "is:draft", "draft=no")
    assert call("list", "is:draft", "--format", "count").out == "0\n"
