"""A history taken over from an earlier version, a backup or another place: all of it works."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

from blogcli.errors import NotFound
from blogcli.store.changes.change import FileChange
from blogcli.store.history.adopt import adopt, find_state, summarize_state
from blogcli.store.history.history import History
from blogcli.store.history.log import history_entries
from blogcli.store.history.trash import find_in_trash, trash_items, way_back
from tests.store.conftest import state_folder, state_of, write

FILES = {"posts/a.md": "a\n", "posts/b.md": "b\n", "posts/c/index.md": "c\n", "posts/c/p.png": "p"}

COMMANDS = {
    "write": [FileChange("posts/a.md", b"a\n", b"A\n")],
    "create": [FileChange("posts/new/index.md", None, b"new")],
    "move": [FileChange("posts/b.md", b"b\n", b"b\n", "posts/moved/b.md")],
    "move and write": [FileChange("posts/moved/b.md", b"b\n", b"B\n", "posts/b2.md")],
    "trash": [FileChange.trash("posts/c/index.md", b"c\n"), FileChange.trash("posts/c/p.png")],
}


@pytest.fixture
def root(tmp_path):
    return write(tmp_path.resolve() / "blog", FILES)


def texts(root):
    files = (file for file in sorted((root / "posts").rglob("*")) if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_text() for file in files}


@pytest.fixture
def earlier(root, now):
    """What an earlier version left: its folder in the blog, with its own folder among the made."""
    history = History(state_of(root), now)
    for label, changes in COMMANDS.items():
        history.apply(changes, label)
    history.undo(2)
    history.redo()
    shutil.move(state_folder(root), root / ".blog")
    (root / ".blog/blog.json").unlink()
    with sqlite3.connect(root / ".blog/history.db") as database:
        made = '[".blog/trash", ".blog/trash/5", ".blog/trash/5/posts"]'
        database.execute("UPDATE action SET made = ? WHERE label = ?", (made, b"trash"))
    database.close()
    return root / ".blog"


def test_every_kind_of_command_can_be_undone_afterwards(root, now, earlier):
    held = summarize_state(find_state(state_of(root), root / ".blog", ".blog"))
    assert (held.commands, held.removed) == (5, 2)
    history = History(state_of(root), now)
    assert adopt(history, held) == (5, 2, 0)
    assert [entry.label for entry in history_entries(state_of(root))] == [*reversed(COMMANDS)]
    for _ in COMMANDS:
        history.undo(None)
    assert texts(root) == FILES


def test_removed_files_come_back(root, now, earlier):
    history = History(state_of(root), now)
    adopt(history, summarize_state(earlier))
    history.perform(way_back(find_in_trash(["c"], trash_items(state_of(root)))), "restore")
    assert (root / "posts/c/p.png").read_text() == "p"
    assert (earlier / "trash/5/posts/c/p.png~").exists()


def test_the_history_that_is_there_is_put_aside(root, now, earlier):
    history = History(state_of(root), now)
    history.apply([FileChange("posts/a.md", b"A\n", b"later")], "later")
    adopt(history, summarize_state(earlier))
    assert "later" not in [entry.label for entry in history_entries(state_of(root))]
    aside = state_folder(root).with_name(state_folder(root).name + ".1")
    adopt(history, summarize_state(aside))
    assert [entry.label for entry in history_entries(state_of(root))] == ["later"]
    history.undo(None)
    assert (root / "posts/a.md").read_text() == "A\n"


def test_the_state_of_another_blog_is_found_by_its_folder(root, now, tmp_path):
    other = write(tmp_path.resolve() / "other", FILES)
    History(state_of(other), now).apply(COMMANDS["write"], "x")
    held = summarize_state(find_state(state_of(root), other, "other"))
    assert held.folder == state_folder(other)
    assert held.last == "x"


def test_what_holds_no_history_is_named(root):
    with pytest.raises(NotFound) as raised:
        find_state(state_of(root), root / "posts", "posts")
    assert raised.value.path == "posts"
