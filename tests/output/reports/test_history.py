"""The history and the trash: rows for scripts, a table for eyes."""

from __future__ import annotations

import json
from datetime import datetime
from typing import NamedTuple

import pytest

from blogcli.output.reports.history import (
    write_changed_files,
    write_history,
    write_trash,
    written_size,
)
from tests.output.screen import HOSTILE, UNSAFE, terminal, written

NOW = datetime.fromisoformat("2026-11-24T12:00:00+01:00")


class Command(NamedTuple):
    number: int
    time: str
    state: str
    files: int
    label: str


COMMANDS = [
    Command(12, "2026-11-24T11:30:00+01:00", "done", 1200, "blog tag a b"),
    Command(9, "2026-11-20T11:30:00+01:00", "undone", 1, "blog rm 'a\tb'"),
]

FILES = [("write", "posts/a.md", ""), ("move", "posts/b.md", "posts/c.md")]
TRASH = [("posts/a.md", "2026-11-20T11:30:00+01:00", 1234, 2)]


def test_rows_of_commands():
    pipe = terminal()
    write_history(pipe, COMMANDS, NOW, as_json=False)
    assert written(pipe).decode() == (
        "12\t2026-11-24T11:30:00+01:00\tdone\t1200\tblog tag a b\n"
        "9\t2026-11-20T11:30:00+01:00\tundone\t1\tblog rm 'a\\tb'\n"
    )


def test_json_of_commands():
    pipe = terminal()
    write_history(pipe, COMMANDS[:1], NOW, as_json=True)
    assert json.loads(written(pipe)) == [
        {
            "number": 12,
            "time": "2026-11-24T11:30:00+01:00",
            "state": "done",
            "files": 1200,
            "command": "blog tag a b",
        }
    ]


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_a_table_of_commands(width):
    made = terminal(tty=True, width=width)
    write_history(made, COMMANDS, NOW, as_json=False)
    lines = written(made).decode().splitlines()
    assert len(lines) == 3
    assert all(len(line) <= width for line in lines)
    if width >= 80:
        assert lines[0].split() == ["no", "when", "files", "command"]
        assert lines[1].split(None, 4)[1:4] == ["30", "min", "ago"]
        assert lines[2].endswith("blog rm 'a\\tb' (undone)")


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_acts_on_a_terminal(name):
    text = HOSTILE[name]
    made = terminal(tty=True, width=200)
    write_history(made, [COMMANDS[0]._replace(label=text)], NOW, as_json=False)
    write_changed_files(made, [("move", text, text)], as_json=False)
    write_trash(made, [(text, COMMANDS[0].time, 1, 1)], NOW, as_json=False)
    assert not UNSAFE.search(written(made).decode())


def test_files_of_a_command():
    pipe = terminal()
    write_changed_files(pipe, FILES, as_json=False)
    assert written(pipe).decode() == "write\tposts/a.md\t\nmove\tposts/b.md\tposts/c.md\n"


def test_rows_of_the_trash():
    pipe = terminal()
    write_trash(pipe, TRASH, NOW, as_json=False)
    write_trash(pipe, TRASH, NOW, as_json=True)
    rows, _, value = written(pipe).decode().partition("\n")
    assert rows == "posts/a.md\t2026-11-20T11:30:00+01:00\t1234\t2"
    assert json.loads(value) == [
        {"path": "posts/a.md", "removed": TRASH[0][1], "size": 1234, "files": 2}
    ]


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (36864, "37 kB"), (2_670_000, "2.7 MB")],
)
def test_sizes(count, shown):
    assert written_size(count, 0) == f"history: {shown}, trash: 0 B"
