"""Queries, saved and typed, that grow beyond all bounds: an answer or a sentence, soon."""

import pytest

from tests.conftest import thorough


def _nested(levels, width=9, by=" or "):
    lines = [f"q{level} = '{by.join([f'q:q{level + 1}'] * width)}'" for level in range(levels)]
    return "\n".join(["[queries]", *lines, f"q{levels} = 'tag:a'"])


@pytest.mark.parametrize("levels", [40, *thorough(5, 7, 9)])
@pytest.mark.parametrize("by", [" or ", " ", " not "])
def test_saved_queries_that_name_each_other(blog, clone, levels, by):
    (clone / "blog.toml").write_text(_nested(levels, by=by))
    result = blog("list", "q:q0", codes=(2,))
    assert "more than 20000 words and values" in result.err
    assert "q:q0" in result.err
    blog("search", "text q:q0", codes=(2,))


def test_saved_queries_by_values(blog, clone):
    values = ",".join(["q1"] * 2000)
    (clone / "blog.toml").write_text(
        f"[queries]\nq0 = 'q:{values}'\nq1 = 'q:{values[:-2]}2'\nq2='a'"
    )
    blog("list", "q:q0", codes=(2,))


def test_a_saved_query_that_is_used_often_may_be(blog, clone):
    (clone / "blog.toml").write_text(_nested(2))
    assert blog("list", "q:q0", codes=(0,)).out == ""


def test_many_saved_queries(blog, clone):
    saved = "\n".join(f"a{number} = 'b'" for number in range(5000))
    (clone / "blog.toml").write_text(f"[queries]\n{saved}")
    blog("list", "q:" + ",".join(f"A{number}" for number in range(4900)), codes=(0, 2))
    blog("list", "q:A4999", codes=(0,))


BOMBS = [
    "(" * 100_000,
    "(" * 60_000 + ")" * 60_000,
    "(a " * 20_000 + ")" * 20_000,
    "a " * 60_000,
    "not " * 30_000 + "a",
    "not " * 30_000,
    "not (" * 20_000,
    "a or " * 20_000 + "b",
    "or " * 40_000,
    "and " * 30_000,
    "tag:" + "a," * 60_000 + "b",
    "date:" + "2024," * 4900 + "2024",
    "date:2024 " * 4900,
    "title:" + "*a" * 50_000,
    "title:" + "*" * 100_000,
    "title:" + "*a" * 20 + "b",
    "words:<" + "9" * 100_000,
    "words:" + "9" * 5000 + "..",
    "words:1.." + "9" * 30,
    "date:" + "9" * 5000,
    "date:9999..9999",
    "date:0000",
    "since:" + "9" * 6 + "y",
    "since:" + "9" * 5000 + "d",
    "date:" + "1" * 50_000 + ":00",
    "date:" + "a " * 50_000,
    'date:"' + "jan " * 25_000 + '"',
    'date:"2024-01-02' + " " * 100_000 + 'x"',
    'date:"1' + " " * 100_000 + 'jan"',
    'date:"' + " at" * 30_000 + '"',
    "updated:" + "-" * 100_000,
    ".".join("a" * 50_000) + ":b",
    "x:" + "9" * 5000,
    "x:" + "<" * 5000,
    "has:" + ".".join("a" * 50_000),
    "missing:" + "a" * 100_000,
    "is:" + "a" * 100_000,
    "q:" + "a" * 100_000,
    '"' * 100_000,
    '"' + "\\" * 100_000,
    '"' + "\\" * 99_999 + '"',
    '"' + "a " * 50_000 + 'b"',
    '"' + "a " * 4900 + 'b"',
    " ".join(f"a{number}" for number in range(4900)),
    " or ".join(f"a{number}" for number in range(4900)),
    " ".join(f"a{number}" for number in range(15_000)),
    "x or (" + " ".join(f"a{number}*" for number in range(4900)) + ")",
    "a:" * 50_000,
    "a" * 100_000 + "*",
    "*" * 100_000,
    "-" * 100_000 + "a",
    "title" + "<" * 100_000,
    "\u0301" * 50_000,
    "e" + "\u0301" * 50_000,
    "word:\x1b]0;x\x07",
]


@pytest.mark.parametrize("at", range(len(BOMBS)))
def test_a_query_ends_soon(blog, clone, at):
    body = "a " * 20_000
    (clone / "posts" / "two.md").write_text(f"---\ntitle: {'a' * 200}\nx: 5\n---\n{body}\n")
    for words in (("list",), ("search",)):
        result = blog(*words, BOMBS[at], codes=(0, 2, 3))
        assert "\x1b" not in result.err
    (clone / "blog.toml").write_text(
        "[queries]\nq = '''" + BOMBS[at].replace("\x1b", "")[:60_000].replace("\x07", "") + "'''\n"
    )
    blog("list", "q:q", codes=(0, 2, 3))
