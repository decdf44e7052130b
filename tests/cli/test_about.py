"""`blog about`: what the blog tells about itself."""

from __future__ import annotations

import json

import pytest

SETTINGS = """title = "Tide Tables"
url = "https://tides.example"
[author]
name = "Ada Quay"
bio = "I write about water.\\n\\nAnd\\tships."
"""


@pytest.fixture
def settings(blog):
    (blog / "blog.toml").write_text(SETTINGS)


@pytest.mark.usefixtures("settings")
def test_in_a_pipe_each_value_is_a_line(call):
    done = call("about")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "title\tTide Tables",
        "address\thttps://tides.example",
        "author\tAda Quay",
        r"bio" + "\t" + r"I write about water.\n\nAnd\tships.",
    ]
    assert json.loads(call("about", "--json").out)["author"] == "Ada Quay"


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize("width", [40, 80, 200])
def test_on_a_terminal_it_is_a_panel(call, width):
    lines = call("about", tty=True, width=width, environ={"NO_COLOR": "1"}).out.splitlines()
    assert [line.strip("│ ") for line in lines[1:-1]] == [
        "Tide Tables",
        "https://tides.example",
        "by Ada Quay",
        "",
        "I write about water.",
        "",
        "And     ships.",
    ]
    assert {len(line) for line in lines} == {min(width, 80)}


def test_nothing_set_is_a_hint(call):
    for words in ((), ("--json",)):
        done = call("about", *words)
        assert (done.code, done.out.strip()) == (0, "{}" if words else "")
        assert "blog config set title" in done.err


def test_a_generators_own_title_counts(call, blog):
    (blog / "hugo.toml").write_text('title = "Hugo\'s"\nbaseURL = "https://e.example/"\n')
    assert call("about").out == "title\tHugo's\naddress\thttps://e.example\n"


def test_an_import_tells_what_is_about(call):
    page = (
        "About Me\n\nMy photo\nI write.\n\nMonday, March 2, 2020\n\nA quiet day\n\nNothing moved."
    )
    pytest.importorskip("lxml", reason="the import extra is not installed")
    assert call("import", "-", stdin=page).code == 0
    assert call("about").out == "bio\tI write.\n"
