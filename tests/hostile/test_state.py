"""State that came with a clone: `.blog/` is not believed, and taken over with care when asked."""

from __future__ import annotations

import os
import sqlite3
import struct
import zlib
from pathlib import Path

import pytest

from blogcli.store.history.journal import Journal
from blogcli.store.history.records import Action, FileRecord, Trashed, digest
from tests.hostile.conftest import snapshot

HOOK = b"#!/bin/sh\ntouch $PWNED\n"

COMMANDS = (
    ("list",),
    ("show", "one"),
    ("search", "text"),
    ("tags",),
    ("history",),
    ("trash",),
    ("tag", "one", "x", "--dry-run"),
    ("tag", "one", "x"),
    ("check",),
)


@pytest.fixture
def hooks(clone):
    """A repository's hooks, and a linked folder of posts that leads to them."""
    folder = clone / ".git" / "hooks"
    folder.mkdir(parents=True)
    (folder / "pre-commit.sample").write_bytes(HOOK)
    (folder / "pre-commit.sample").chmod(0o755)
    (clone / "posts" / "g").symlink_to("../.git/hooks")
    return folder


def forged(folder: Path, rows, *, token="ab12", made=(), leaves=(), doing="do", contents=()):
    """A history whose only command is pending, as an earlier version kept it."""
    folder.mkdir(parents=True, exist_ok=True)
    journal = Journal(folder)
    action = Action(1, 1, doing, "blog x", "2026-01-01T00:00:00+00:00", token, made, leaves)
    journal.mark(1)
    journal.add(action, rows, contents)
    journal.close()


ROWS = {
    "create": [FileRecord("posts/g/pre-commit", "", digest(HOOK), None, len(HOOK), 0o755, 0)],
    "delete": [FileRecord("", "posts/g/pre-commit.sample", None, digest(HOOK))],
    "move": [FileRecord("posts/g/pre-commit", "posts/g/pre-commit.sample", digest(HOOK), None)],
    "outside": [FileRecord("../outside/new.md", "", digest(HOOK), None, len(HOOK), 0o4755, 0)],
}


@pytest.mark.parametrize("kind", ROWS)
def test_a_forged_pending_command_is_not_recovered(kind, blog, clone, hooks, outside):
    forged(clone / ".blog", ROWS[kind], contents=[HOOK], made=["posts/g/empty", "../outside"])
    before = snapshot(clone / ".git"), snapshot(clone / ".blog")
    for words in COMMANDS:
        blog(*words)
    assert (snapshot(clone / ".git"), snapshot(clone / ".blog")) == before


def test_one_line_says_what_is_not_used(blog, clone):
    forged(clone / ".blog", [])
    said = blog("tag", "one", "x", codes=(0,)).err
    assert said.count("--adopt .blog") == 1
    assert blog("list", codes=(0,)).err == ""


def hot_journal(database: Path, victim: Path) -> None:
    """A rollback journal that names a super-journal, which SQLite deletes once it is stale."""
    name = os.fsencode(victim)
    magic = bytes.fromhex("d9d505f920a163d7")
    head = magic + struct.pack(">IIIII", 0, 0, 1, 512, 4096)
    tail = struct.pack(">I", 2**31) + name
    tail += struct.pack(">II", len(name), sum(name)) + magic
    Path(f"{database}-journal").write_bytes(head.ljust(512, b"\0") + tail)


@pytest.mark.parametrize("name", ["index.db", "search.db", "history.db"])
def test_a_journal_of_sqlite_deletes_nothing(name, blog, clone, outside):
    database = clone / ".blog" / name
    database.parent.mkdir()
    with sqlite3.connect(database) as made:
        made.execute("CREATE TABLE x (a)")
    made.close()
    hot_journal(database, outside / "mine.txt")
    for words in (*COMMANDS, ("history", "--adopt", ".blog", "-y")):
        blog(*words)
    assert (outside / "mine.txt").exists()


@pytest.mark.parametrize("name", ["history.db", "index.db", "pending", "index.db.clock", "lock"])
@pytest.mark.parametrize("kind", ["pipe", "link", "hard link", "folder"])
def test_odd_files_in_it_are_left_alone(name, kind, blog, clone, outside):
    place = clone / ".blog" / name
    place.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "link":
        place.symlink_to(outside / "mine.txt")
    elif kind == "hard link":
        place.hardlink_to(outside / "mine.txt")
    else:
        place.mkdir()
    for words in COMMANDS:
        blog(*words)
    blog("history", "--adopt", ".blog", "-y", codes=(1, 3))


# Taken over by `blog history --adopt`, after a yes.


@pytest.mark.parametrize(
    "row",
    [
        *(rows[0] for rows in ROWS.values()),
        FileRecord("posts/../../outside/new.md", "", digest(HOOK), None, 9, 0o644, 0),
        FileRecord(".git/hooks/pre-commit", "", digest(HOOK), None, 9, 0o755, 0),
        FileRecord(".blog/trash/../../x", "posts/x.md", digest(HOOK), None, 9, 0o644, 0),
        FileRecord("posts/node_modules/x.md", "", digest(HOOK), None, 9, 0o644, 0),
        FileRecord("package.json", "", digest(HOOK), None, 9, 0o644, 0),
        FileRecord("posts/.envrc", "", digest(HOOK), None, 9, 0o644, 0),
        FileRecord("posts/x.md", "", b"short", None, 9, 0o644, 0),
    ],
    ids=lambda row: row.source or row.target,
)
def test_what_no_command_could_have_done_is_left_out(row, blog, clone, hooks, outside):
    forged(clone / ".blog", [row], contents=[HOOK])
    (clone / ".blog" / "pending").unlink()
    before = snapshot(clone)
    assert "skipped 1 invalid" in blog("history", "--adopt", ".blog", "-y").err
    assert blog("undo").code == 3
    assert snapshot(clone) == before


@pytest.mark.parametrize("token", ["../../x", "a/b", "", "ü"])
def test_a_token_that_could_climb_is_left_out(token, blog, clone, outside):
    row = FileRecord("posts/one.md", "posts/one.md", digest(HOOK), None, 9, 0o644, 0)
    forged(clone / ".blog", [row], contents=[HOOK], token=token)
    (clone / ".blog" / "pending").unlink()
    blog("history", "--adopt", ".blog", "-y", codes=(0,))
    assert blog("history", codes=(0,)).out == ""


def test_what_was_pending_is_not_taken_over(blog, clone, outside):
    forged(clone / ".blog", [FileRecord("", "posts/one.md", None, digest(HOOK))])
    blog("history", "--adopt", ".blog", "-y", codes=(0,))
    assert blog("history", codes=(0,)).out == ""


def test_no_executable_bit_comes_back(blog, clone):
    old, new = b"---\ntitle: Old\n---\n", (clone / "posts/one.md").read_bytes()
    row = FileRecord("posts/one.md", "posts/one.md", digest(old), digest(new), len(old), 0o6755, 0)
    forged(clone / ".blog", [row], contents=[old])
    (clone / ".blog" / "pending").unlink()
    blog("history", "--adopt", ".blog", "-y", codes=(0,))
    blog("undo", codes=(0,))
    assert (clone / "posts/one.md").read_bytes() == old
    assert (clone / "posts/one.md").stat().st_mode & 0o7777 == 0o644


@pytest.mark.thorough
def test_contents_unpack_to_no_more_than_is_said(blog, clone):
    row = FileRecord("posts/one.md", "posts/one.md", digest(b"x"), digest(HOOK), 9, 0o644, 0)
    forged(clone / ".blog", [row], contents=[b"x"])
    with sqlite3.connect(clone / ".blog" / "history.db") as database:
        bomb = zlib.compress(bytes(300 * 1024**2), 9)  # more than a call may hold
        database.execute("UPDATE contents SET packed = ?, size = 10", (bomb,))
    database.close()
    (clone / ".blog" / "pending").unlink()
    blog("history", "--adopt", ".blog", "-y", codes=(0,))


TRAPS = (
    "CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    " SELECT i FROM n",
    "CREATE TRIGGER t AFTER INSERT ON action BEGIN DELETE FROM file; END",
    "CREATE TABLE more (a)",
    "ALTER TABLE trash ADD COLUMN endless AS (zeroblob(100000000))",
    "DROP TABLE contents",
    "PRAGMA user_version = 7",
)


@pytest.mark.parametrize("trap", TRAPS)
def test_another_schema_is_refused(trap, blog, clone):
    forged(clone / ".blog", [])
    with sqlite3.connect(clone / ".blog" / "history.db") as database:
        database.execute(trap)
    database.close()
    said = blog("history", "--adopt", ".blog", "-y", codes=(1,)).err
    assert "history.db: is" in said


def test_a_table_that_is_a_view(blog, clone):
    forged(clone / ".blog", [])
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    with sqlite3.connect(clone / ".blog" / "history.db") as database:
        database.executescript(f"DROP TABLE action; CREATE VIEW action AS {endless};")
    database.close()
    blog("history", "--adopt", ".blog", "-y", codes=(1,))


def test_long_values_are_refused(blog, clone):
    forged(clone / ".blog", [])
    with sqlite3.connect(clone / ".blog" / "history.db") as database:
        database.execute("UPDATE action SET label = zeroblob(100000000)")
    database.close()
    blog("history", "--adopt", ".blog", "-y", codes=(1,))


@pytest.mark.parametrize("data", [b"", b"no database" * 100, b"SQLite format 3\0" * 100])
def test_what_is_no_database(data, blog, clone):
    (clone / ".blog").mkdir()
    (clone / ".blog" / "history.db").write_bytes(data)
    blog("history", "--adopt", ".blog", "-y", codes=(1,))


def test_a_removed_file_that_is_a_link_stays_where_it_is(blog, clone, outside):
    folder = clone / ".blog"
    forged(folder, [])
    (folder / "pending").unlink()
    (folder / "trash" / "1" / "posts").mkdir(parents=True)
    (folder / "trash" / "1" / "posts" / "a.md~").symlink_to(outside / "secret.md")
    (folder / "trash" / "2").symlink_to(outside)
    journal = Journal(folder)
    time = "2026-01-01T00:00:00+00:00"
    stored = [(".blog/trash/1/posts/a.md~", "posts/a.md"), (".blog/trash/2/secret.md~", "s.md")]
    journal.add_trashed([Trashed(one, path, path, time) for one, path in stored])
    journal.close()
    assert "skipped 2 invalid" in blog("history", "--adopt", ".blog", "-y", codes=(0,)).err
    assert blog("trash", codes=(0,)).out == ""
    assert blog("restore", "a").code == 3


def test_without_a_yes_nothing_is_taken_over(blog, clone):
    forged(clone / ".blog", [])
    said = blog("history", "--adopt", ".blog", codes=(2,)).err
    assert "--yes" in said
    assert blog("history", codes=(0,)).out == ""
