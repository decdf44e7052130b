"""Commands taken back and done again: exact bytes, mode and time; others' edits are kept."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from blogcli.errors import BlogError, Conflict, NotFound, Refused, UsageError
from blogcli.store.changes.change import FileChange
from blogcli.store.fs import atomic_write
from blogcli.store.fs.atomic_write import make_temp_folder, temp_of
from blogcli.store.fs.state_dir import StateDir
from blogcli.store.history import carry_out, transaction
from blogcli.store.history import journal as transaction_journal
from blogcli.store.history.history import History
from blogcli.store.history.log import changed_files, history_entries
from blogcli.store.history.recovery import recover
from blogcli.store.history.retention import prune, sizes
from blogcli.store.history.trash import (
    empty_trash,
    find_in_trash,
    stored_file,
    trash_items,
    way_back,
)
from blogcli.store.settings.keep import Keep, parse_keep
from tests.store.conftest import state_folder, state_of, write

posix = pytest.mark.skipif(os.name == "nt", reason="there are no such files on Windows")

PNG = bytes(range(256)) * 100


@pytest.fixture
def root(tmp_path):
    blog = tmp_path.resolve() / "blog"
    write(
        blog,
        {
            "posts/a.md": "a\n",
            "posts/b.md": b"b\r\n\xff",
            "posts/c/index.md": "c\n",
            "posts/c/image.png": PNG,
        },
    )
    for number, file in enumerate(sorted(blog.rglob("*.*"))):
        os.utime(file, ns=(10**18, 10**18 + number * 12345))
        file.chmod(0o600 + number)
    return blog


@pytest.fixture(params=["the same device", "another device"], autouse=True)
def state_home(request, monkeypatch):
    """The state is on the blog's own file system, and on another one."""
    if request.param == "the same device":
        yield
        return
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == Path(tempfile.gettempdir()).stat().st_dev:
        pytest.skip("there is no second file system")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        monkeypatch.setenv("XDG_STATE_HOME", folder)
        yield


@pytest.fixture
def history(root, now):
    return History(state_of(root), now, kept=("posts",))


def snapshot(root):
    """All that can be known of the files of a blog, its own folder left out."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if name.split("/")[0] != ".blog":
            status = path.lstat()
            found[name] = "folder"
            if path.is_file():
                found[name] = (status.st_mode, status.st_mtime_ns, path.read_bytes())
    return found


EVERYTHING = [
    FileChange("posts/a.md", b"a\n", b"A\n"),
    FileChange("posts/new/index.md", None, b"new"),
    FileChange("posts/b.md", b"b\r\n\xff", b"B", "posts/moved/b.md"),
    FileChange.trash("posts/c/index.md", b"c\n"),
    FileChange.trash("posts/c/image.png"),
]


def test_undo_and_redo_are_exact(root, history):
    before = snapshot(root)
    number = history.apply(EVERYTHING, "blog everything")
    after = snapshot(root)
    assert set(after) == {
        *("posts", "posts/a.md", "posts/new", "posts/new/index.md"),
        *("posts/moved", "posts/moved/b.md"),
    }
    assert after["posts/moved/b.md"][0] == before["posts/b.md"][0]
    for _ in range(2):
        assert history.undo(None).number == number
        assert snapshot(root) == before
        assert history.redo().number == number
        assert snapshot(root) == after


def test_one_command_after_the_other(root, history):
    states = [snapshot(root)]
    for step in range(4):
        data = (root / "posts/a.md").read_bytes()
        history.apply([FileChange("posts/a.md", data, data + b"%d" % step)], f"step {step}")
        states.append(snapshot(root))
    for step in (3, 2, 1):
        history.undo(None)
        assert snapshot(root) == states[step]
    for step in (2, 3):
        history.redo()
        assert snapshot(root) == states[step]
    assert [(entry.number, entry.state) for entry in history_entries(state_of(root))] == [
        *((4, "undone"), (3, "done"), (2, "done"), (1, "done")),
    ]


def test_a_command_in_the_middle_by_its_number(root, history):
    history.apply([FileChange("posts/a.md", b"a\n", b"A")], "first")
    history.apply([FileChange("posts/new.md", None, b"new")], "second")
    history.undo(1)
    assert (root / "posts/a.md").read_bytes() == b"a\n"
    assert (root / "posts/new.md").exists()
    for number, hint in ((1, "redo"), (7, "history")):
        with pytest.raises(NotFound) as raised:
            history.undo(number)
        assert hint in raised.value.hint


def test_nothing_to_undo_or_redo(history):
    for take in (lambda: history.undo(None), history.redo):
        with pytest.raises(NotFound):
            take()


def test_a_file_changed_since_is_named_and_nothing_is_undone(root, history):
    history.apply(EVERYTHING, "everything")
    write(root, {"posts/a.md": "mine", "posts/moved/b.md": "mine too"})
    before = snapshot(root)
    with pytest.raises(Conflict) as raised:
        history.undo(None)
    assert "posts/a.md" in raised.value.hint
    assert "posts/moved/b.md" in raised.value.hint
    assert snapshot(root) == before
    assert history_entries(state_of(root))[0].state == "done"


def test_force_keeps_what_was_changed_in_the_trash(root, history):
    before = snapshot(root)
    history.apply(EVERYTHING, "everything")
    write(root, {"posts/a.md": "mine", "posts/moved/b.md": "mine too", "posts/new/index.md": "x"})
    taken = history.undo(None, force=True)
    assert snapshot(root) == before
    assert set(taken.copies) == {"posts/a.md", "posts/moved/b.md", "posts/new/index.md"}
    folder = str(state_folder(root))
    kept = {
        path: Path(stored_file(folder, stored)).read_text()
        for item in trash_items(state_of(root))
        for stored, path in item.files
    }
    assert kept["posts/a.md"] == "mine"
    assert kept["posts/moved/b.md"] == "mine too"


@pytest.mark.parametrize("force", [False, True])
def test_a_file_that_is_gone_since(root, history, force):
    before = snapshot(root)
    history.apply([FileChange("posts/a.md", b"a\n", b"A")], "write")
    (root / "posts/a.md").unlink()
    if force:
        history.undo(None, force=True)
        assert snapshot(root) == before
    else:
        with pytest.raises(Conflict) as raised:
            history.undo(None)
        assert raised.value.path == "posts/a.md"


def test_what_is_back_already_is_no_conflict(root, history):
    before = snapshot(root)
    history.apply([FileChange("posts/a.md", b"a\n", b"A")], "write")
    write(root, {"posts/a.md": "a\n"})
    history.undo(None)
    assert (root / "posts/a.md").read_bytes() == before["posts/a.md"][2]


def test_the_place_of_a_moved_file_is_taken(root, history):
    history.apply([FileChange.trash("posts/a.md", b"a\n")], "rm")
    write(root, {"posts/a.md": "another"})
    for force in (False, True):
        with pytest.raises(Conflict):
            history.undo(None, force=force)
        assert (root / "posts/a.md").read_text() == "another"


def test_a_dry_undo_changes_nothing(root, history):
    history.apply(EVERYTHING, "everything")
    before = snapshot(root)
    shown = history.undo(None, dry=True).changes
    assert snapshot(root) == before
    assert FileChange("posts/a.md", b"A\n", b"a\n") in shown
    assert FileChange("posts/c/image.png", None, PNG) in shown
    assert history.undo(None).number == 1


@pytest.mark.parametrize(
    "change",
    [
        FileChange("posts/a.md", b"as read", b"x"),
        FileChange("posts/gone.md", b"x", b"y"),
        FileChange("posts/a.md", None, b"x"),
        FileChange("posts/a.md", b"a\n", b"x", "posts/b.md"),
        FileChange.carry("posts/c/image.png", "posts/a.md"),
        FileChange.trash("posts/a.md", b"as read"),
        FileChange.trash("posts/nothing.png"),
    ],
    ids=lambda change: f"{change.kind} {change.path}",
)
def test_a_conflict_changes_nothing_at_all(root, history, change):
    before = snapshot(root)
    other = FileChange("posts/c/index.md", b"c\n", b"x")
    for changes in ([other, change], [change, other]):
        with pytest.raises(Conflict) as raised:
            history.apply(changes, "x")
        assert raised.value.path in (change.path, change.to)
        assert snapshot(root) == before
    assert history_entries(state_of(root)) == []
    assert not (state_folder(root) / "pending").exists()


@pytest.mark.parametrize(
    "path",
    ["../x.md", "/etc/x.md", "a/../../x.md", ".git/hooks/post-commit", ".blog/history.db", "a\0b"],
)
def test_no_change_leads_out_of_the_blog(root, history, path):
    before = snapshot(root.parent)
    changes = (
        FileChange(path, None, b"x"),
        FileChange.carry("posts/a.md", path),
        FileChange.trash(path),
    )
    for change in changes:
        with pytest.raises((UsageError, Conflict)):
            history.apply([change], "x")
    assert {key for key in snapshot(root.parent) if ".blog" not in key} == set(before)


def test_a_file_in_two_ways_at_once(root, history):
    changes = [
        FileChange("posts/a.md", b"a\n", b"x"),
        FileChange("posts/a.md", b"a\n", b"y"),
    ]
    with pytest.raises(UsageError):
        history.apply(changes, "x")
    assert (root / "posts/a.md").read_bytes() == b"a\n"


@posix
def test_a_link_stays_and_its_target_is_written_and_written_back(root, history):
    write(root, {"shared/real.md": "old"})
    (root / "posts/link.md").symlink_to("../shared/real.md")
    history.apply([FileChange("posts/link.md", b"old", b"new")], "x")
    assert (root / "posts/link.md").is_symlink()
    assert (root / "shared/real.md").read_text() == "new"
    history.undo(None)
    assert (root / "shared/real.md").read_text() == "old"


@posix
def test_a_link_goes_to_the_trash_and_its_target_stays(root, history):
    (root / "posts/link.md").symlink_to("a.md")
    history.apply([FileChange.trash("posts/link.md", b"a\n")], "x")
    assert not (root / "posts/link.md").is_symlink()
    assert (root / "posts/a.md").exists()
    history.undo(None)
    assert (root / "posts/link.md").readlink().as_posix() == "a.md"
    with pytest.raises(Refused):
        history.apply([FileChange("posts/link.md", b"a\n", b"b\n", "d/link.md")], "x")


def test_an_error_in_the_middle_takes_all_back(root, history, monkeypatch):
    before = snapshot(root)
    real = atomic_write.put
    calls = []

    def fail(version):
        calls.append(version)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(version)

    monkeypatch.setattr(carry_out, "put", fail)
    with pytest.raises(KeyboardInterrupt):
        history.apply(EVERYTHING, "x")
    assert snapshot(root) == before
    assert history_entries(state_of(root)) == []


def cut_off(history, monkeypatch, module, name, end, changes):
    """Apply changes in a process that seems to end in that function of a module."""
    with monkeypatch.context() as patched:
        patched.setattr(module, name, end)
        patched.setattr(transaction, "_take_back", lambda *_: "")
        with pytest.raises(KeyboardInterrupt):
            history.apply(changes, "x")


def test_a_move_that_is_cut_off_while_the_old_file_is_aside_is_taken_back(
    root, history, monkeypatch
):
    def end(path, place, before, token):
        make_temp_folder(temp_of(place, token))
        place.rename(temp_of(place, token))
        raise KeyboardInterrupt

    before = snapshot(root)
    move = FileChange("posts/a.md", b"a\n", b"A\n", "posts/z.md")
    cut_off(history, monkeypatch, carry_out, "take_away", end, [move])
    assert not (root / "posts/a.md").exists()
    assert recover(state_of(root)) == "`x` was interrupted: restored 1 file"
    assert snapshot(root) == before


def test_a_recovery_names_a_moved_file_whose_place_is_taken(root, history, monkeypatch):
    def end(*_, **__):
        raise KeyboardInterrupt

    changes = [
        FileChange.carry("posts/c/image.png", "posts/image.png"),
        FileChange("posts/a.md", b"a\n", b"A"),
    ]
    cut_off(history, monkeypatch, transaction, "close_action", end, changes)
    write(root, {"posts/c/image.png": "another", "posts/a.md": "mine"})
    said = recover(state_of(root))
    assert "restored 0 files; kept later changes to posts/a.md, posts/c/image.png (" in said
    assert (root / "posts/image.png").read_bytes() == PNG
    assert (root / "posts/c/image.png").read_text() == "another"
    (kept,) = trash_items(state_of(root))
    stored = stored_file(str(state_folder(root)), kept.files[0][0])
    assert (kept.path, Path(stored).read_bytes()) == ("posts/a.md", b"a\n")


def test_a_recovery_that_the_system_refuses_says_so_and_is_tried_again(root, history, monkeypatch):
    def end(*_, **__):
        raise KeyboardInterrupt

    before = snapshot(root)
    write_a = FileChange("posts/a.md", b"a\n", b"A")
    cut_off(history, monkeypatch, carry_out, "put", end, [write_a])
    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.unlink", lambda *_, **__: Path("/nowhere").rmdir())
        with pytest.raises(BlogError, match="cannot be rolled back"):
            recover(state_of(root))
    assert recover(state_of(root)) == "`x` was interrupted: restored 1 file"
    assert snapshot(root) == before


def test_long_names_that_begin_alike(root, history):
    names = [f"posts/{'n' * 60}-{number}.md" for number in range(3)] + [f"posts/{'n' * 252}.md"]
    history.apply([FileChange(name, None, b"new") for name in names], "x")
    history.apply([FileChange(name, b"new", b"newer") for name in names], "x")
    history.undo(None)
    assert [(root / name).read_bytes() for name in names] == [b"new"] * 4
    history.undo(None)
    assert not (root / names[0]).exists()


def test_someone_who_writes_between_two_files(root, history, monkeypatch):
    before = snapshot(root)
    real = atomic_write.put

    def put(version):
        real(version)
        write(root, {"posts/c/index.md": "theirs"})

    monkeypatch.setattr(carry_out, "put", put)
    changes = [
        FileChange("posts/a.md", b"a\n", b"A"),
        FileChange("posts/c/index.md", b"c\n", b"C"),
    ]
    with pytest.raises(Conflict) as raised:
        history.apply(changes, "x")
    assert raised.value.path == "posts/c/index.md"
    assert "posts/c/index.md" in raised.value.hint
    assert (root / "posts/c/index.md").read_text() == "theirs"
    assert snapshot(root)["posts/a.md"] == before["posts/a.md"]


def test_contents_are_safe_on_the_disk_before_the_first_name_changes(root, history, monkeypatch):
    done = []
    for name in ("sync_files", "put", "sync_folders"):
        real = getattr(carry_out, name)

        def told(*arguments, name=name, real=real):
            done.append(name)
            return real(*arguments)

        monkeypatch.setattr(carry_out, name, told)
    real_add = transaction_journal.Journal.add

    def add(*arguments):
        done.append("journal")
        assert not list(root.glob("posts/.*"))
        return real_add(*arguments)

    monkeypatch.setattr(transaction_journal.Journal, "add", add)
    history.apply(
        [FileChange("posts/a.md", b"a\n", b"A"), FileChange("posts/d.md", None, b"d")], "x"
    )
    assert done == ["journal", "sync_files", "put", "put", "sync_folders"]


def test_the_clock_does_not_count(root, now):
    for step, when in enumerate((now, now - timedelta(days=4000))):
        data = (root / "posts/a.md").read_bytes()
        change = FileChange("posts/a.md", data, data + b"%d" % step)
        History(state_of(root), when).apply([change], f"step {step}")
    History(state_of(root), now - timedelta(days=9000)).undo(None)
    assert (root / "posts/a.md").read_bytes() == b"a\n0"
    assert [entry.number for entry in history_entries(state_of(root))] == [2, 1]


@pytest.mark.parametrize(
    ("text", "keep"),
    [
        ("500", Keep(commands=500)),
        ("0", Keep(commands=0)),
        ("90d", Keep(days=90)),
        ("2w", Keep(days=14)),
        ("6m", Keep(days=180)),
        ("1y", Keep(days=365)),
    ],
)
def test_how_much_is_kept(text, keep):
    assert parse_keep(text) == keep


@pytest.mark.parametrize("text", ["", "d", "-1", "1.5", "90 days", "all", "٣"])
def test_what_says_not_how_much(text):
    with pytest.raises(UsageError):
        parse_keep(text)


def test_old_commands_are_forgotten_by_number(root, now):
    history = History(state_of(root), now, keep=Keep(commands=2))
    for step in range(5):
        data = (root / "posts/a.md").read_bytes()
        history.apply([FileChange("posts/a.md", data, data + b"x" * 9 + b"%d" % step)], "x")
    assert [entry.number for entry in history_entries(state_of(root))] == [5, 4]
    history.undo(None)
    history.undo(None)
    with pytest.raises(NotFound):
        history.undo(None)
    with history.writing() as journal:
        kept = journal.reading("SELECT count(*) FROM contents")[0][0]
        assert kept == len(
            journal.reading("SELECT DISTINCT before FROM file WHERE before IS NOT NULL")
        )


def test_old_commands_are_forgotten_by_age(root, now):
    for age in (200, 100, 1):
        data = (root / "posts/a.md").read_bytes()
        change = FileChange("posts/a.md", data, data + b".")
        History(state_of(root), now - timedelta(days=age)).apply([change], f"{age}")
    history = History(state_of(root), now)
    with history.writing() as journal:
        assert prune(journal, Keep(days=90), now) == 2
    assert [entry.label for entry in history_entries(state_of(root))] == ["1"]
    assert History(state_of(root), now - timedelta(days=999), keep=Keep(days=0)).prune() == 0


def test_the_room_it_takes_is_given_back(root, now):
    big = os.urandom(200_000)
    write(root, {"posts/a.md": big})
    history = History(state_of(root), now, keep=Keep(commands=0))
    History(state_of(root), now).apply([FileChange("posts/a.md", big, b"small")], "x")
    before, _ = sizes(state_of(root))
    assert history.prune() == 1
    assert sizes(state_of(root))[0] < before - 150_000


def test_what_a_command_did_to_files(root, history):
    number = history.apply(EVERYTHING, "everything")
    assert sorted(changed_files(state_of(root), number)) == [
        ("create", "posts/new/index.md", ""),
        ("move", "posts/b.md", "posts/moved/b.md"),
        ("trash", "posts/c/image.png", ""),
        ("trash", "posts/c/index.md", ""),
        ("write", "posts/a.md", ""),
    ]
    with pytest.raises(NotFound):
        changed_files(state_of(root), 99)


@posix
def test_nothing_of_it_is_in_the_blog_and_none_but_the_user_may_read_it(root, history):
    before = {path for path in snapshot(root) if path.startswith(".")}
    history.apply(EVERYTHING, "everything")
    assert {path for path in snapshot(root) if path.startswith(".")} == before
    folder = state_folder(root)
    assert {stat.S_IMODE(one.lstat().st_mode) for one in (folder, folder / "trash")} == {0o700}
    files = [file for file in folder.iterdir() if file.is_file()]
    assert {file.name for file in files} == {"blog.json", "history.db"}
    assert {stat.S_IMODE(file.lstat().st_mode) for file in files} == {0o600}


def test_a_damaged_history_is_told_of(root, history):
    history.apply([FileChange("posts/a.md", b"a\n", b"A")], "x")
    (state_folder(root) / "history.db").write_bytes(b"no database at all" * 100)
    trash = FileChange.trash("posts/b.md")
    for act in (lambda: history_entries(state_of(root)), lambda: history.apply([trash], "y")):
        with pytest.raises(BlogError) as raised:
            act()
        assert raised.value.path.endswith("history.db")
    assert (root / "posts/b.md").exists()


def test_a_history_of_a_later_version_is_left_alone(root, history):
    history.apply([FileChange("posts/a.md", b"a\n", b"A")], "x")
    with history.writing() as journal:
        journal.reading("PRAGMA user_version = 99")
    with pytest.raises(BlogError, match="newer"):
        history.undo(None)


def test_names_that_are_no_utf_8(root, history):
    name = os.fsdecode(b"posts/caf\xe9.md")
    try:
        write(root, {name: "x"})
    except OSError:
        pytest.skip("this file system takes UTF-8 alone")
    history.apply([FileChange.trash(name, b"x")], f"blog rm {name}")
    assert history_entries(state_of(root))[0].label == f"blog rm {name}"
    history.undo(None)
    assert (root / name).read_bytes() == b"x"


def removed(history, *paths):
    history.apply(
        [FileChange.trash(path, Path(history.state.root, path).read_bytes()) for path in paths],
        "rm",
    )


def test_the_trash_lists_posts_with_what_went_with_them(root, history, now):
    history.apply(EVERYTHING, "everything")
    (item,) = trash_items(state_of(root))
    assert (item.path, item.slug, len(item.files)) == ("posts/c/index.md", "c", 2)
    assert item.size == len(PNG) + 2
    assert datetime.fromisoformat(item.time) == now


def test_back_from_the_trash_and_that_undone(root, history):
    before = snapshot(root)
    history.apply(EVERYTHING[3:], "rm")
    gone = snapshot(root)
    history.perform(way_back(find_in_trash(["c"], trash_items(state_of(root)))), "restore")
    assert snapshot(root) == before
    assert trash_items(state_of(root)) == []
    history.undo(None)
    assert snapshot(root) == gone
    assert len(trash_items(state_of(root))) == 1


def test_the_last_removed_of_a_path_comes_back(root, history):
    for text in (b"first", b"second"):
        write(root, {"posts/x.md": text})
        removed(history, "posts/x.md")
    history.perform(way_back(find_in_trash(["posts/x.md"], trash_items(state_of(root)))), "restore")
    assert (root / "posts/x.md").read_bytes() == b"second"
    with pytest.raises(Conflict):
        history.perform(way_back(find_in_trash(["x"], trash_items(state_of(root)))), "restore")


def test_names_in_the_trash(root, history):
    removed(history, "posts/a.md", "posts/b.md")
    with pytest.raises(NotFound) as raised:
        find_in_trash(["nothing"], trash_items(state_of(root)))
    assert "blog trash" in raised.value.hint
    assert find_in_trash(["b"], trash_items(state_of(root)))[0].path == "posts/b.md"


def test_an_emptied_trash_is_empty_for_good(root, history):
    removed(history, "posts/a.md")
    assert empty_trash(history) == 1
    assert trash_items(state_of(root)) == []
    for force in (False, True):
        if force:
            assert history.undo(None, force=True).lost == ("posts/a.md",)
        else:
            with pytest.raises(Conflict):
                history.undo(None)
    assert not (root / "posts/a.md").exists()


def test_the_mode_of_a_new_version_is_the_old_one(root, history):
    mode = (root / "posts/a.md").stat().st_mode
    history.apply([FileChange("posts/a.md", b"a\n", b"z", "posts/z.md")], "x")
    assert stat.S_IMODE((root / "posts/z.md").stat().st_mode) == stat.S_IMODE(mode)


FORGED = (".git/hooks/post-commit", ".GIT/config", "posts/../.git/config", "../out.md", "/etc/x")


@pytest.mark.parametrize("path", FORGED)
def test_a_history_that_came_from_someone_else_leads_nowhere(root, history, path):
    write(root, {".git/config": "theirs", ".git/hooks/post-commit": "theirs"})
    before = snapshot(root.parent)
    history.apply([FileChange("posts/a.md", b"a\n", b"A")], "x")
    with history.writing() as journal, journal.writing() as db:
        db.execute("UPDATE file SET source = ?1, target = ?1", (path.encode(),))
        db.execute("INSERT INTO trash VALUES (?1, 'x', 'x', '')", (path.encode(),))
    write(root, {"posts/a.md": "a\n"})
    os.utime(root / "posts/a.md", ns=(0, before["blog/posts/a.md"][1]))
    (root / "posts/a.md").chmod(before["blog/posts/a.md"][0] & 0o777)
    (state_folder(root) / "pending").write_bytes(b"1\n")
    for act in (lambda: recover(state_of(root)), lambda: history.undo(None, force=True)):
        with pytest.raises(BlogError):
            act()
    assert trash_items(state_of(root)) == []
    after = {name: held for name, held in snapshot(root.parent).items() if ".blog" not in name}
    assert after == before


@posix
def test_a_folder_in_the_blog_is_never_taken_for_its_state(root, history, tmp_path):
    write(tmp_path, {"theirs": "theirs"})
    (root / ".blog").mkdir()
    for name in ("lock", "pending", "history.db", "trash", ".gitignore"):
        (root / ".blog" / name).symlink_to(tmp_path / "theirs")
    before = snapshot(tmp_path)
    assert recover(state_of(root)) == ""
    history.apply([FileChange("posts/a.md", b"a\n", b"A")], "x")
    history.undo(None)
    assert snapshot(tmp_path) == before


def test_without_a_home_a_command_works_and_says_that_it_cannot_be_undone(root, now):
    said = []
    history = History(StateDir(str(root), {}), now, tell=said.append)
    history.apply([FileChange("posts/a.md", b"a\n", b"A")], "x")
    assert (root / "posts/a.md").read_bytes() == b"A"
    assert said == ["this change cannot be undone: $XDG_STATE_HOME is not writable"]
    with pytest.raises(BlogError, match="no folder for the trash"):
        history.apply([FileChange.trash("posts/a.md", b"A")], "x")
    assert (root / "posts/a.md").read_bytes() == b"A"
    with pytest.raises(NotFound):
        history.undo(None)


def test_a_blog_that_is_moved_takes_its_history_along(root, history, now):
    history.apply([FileChange("posts/a.md", b"a\n", b"A")], "x")
    new = root.with_name("renamed")
    root.rename(new)
    said = []
    state = StateDir(str(new), os.environ, said.append)
    assert [entry.label for entry in history_entries(state)] == ["x"]
    assert said == [f"the blog was moved from {root}; its history was kept"]
    History(state, now).undo(None)
    assert (new / "posts/a.md").read_bytes() == b"a\n"
    assert history_entries(StateDir(str(root), os.environ)) == []


def test_another_folder_at_the_same_path_begins_anew(root, history, now):
    history.apply([FileChange("posts/a.md", b"a\n", b"A")], "x")
    root.rename(root.with_name("kept"))
    write(root, {"posts/a.md": "A"})
    said = []
    state = StateDir(str(root), os.environ, said.append)
    assert history_entries(state) == []
    assert f"--adopt {state_folder(root)}.1" in said[0]
    with pytest.raises(NotFound):
        History(state, now).undo(None)


def test_a_copy_has_no_part_in_the_history(root, history):
    history.apply([FileChange("posts/a.md", b"a\n", b"A")], "x")
    copy = root.with_name("copy")
    shutil.copytree(root, copy)
    assert history_entries(StateDir(str(copy), os.environ)) == []
    assert len(history_entries(state_of(root))) == 1


def test_where_the_system_can_neither_swap_nor_link(root, history, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("blogcli.store.fs.atomic_write.exchange_files", lambda *_: False)
    monkeypatch.setattr("os.link", refuse)
    before = snapshot(root)
    history.apply(EVERYTHING, "everything")
    after = snapshot(root)
    history.undo(None)
    assert snapshot(root) == before
    history.redo()
    assert snapshot(root) == after
    with pytest.raises(Conflict):
        history.apply([FileChange.carry("posts/a.md", "posts/moved/b.md")], "x")
    assert snapshot(root) == after


@pytest.mark.thorough
def test_many_large_files_go_and_come_back_a_few_at_a_time(root, history):
    import tracemalloc

    size, many = 1 << 20, 24
    changes = [FileChange(f"images/{at}.png", None, bytes([at]) * size) for at in range(many)]
    history.apply(changes, "blog import")
    del changes
    tracemalloc.start()
    try:
        history.undo(None)
        history.redo()
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < many * size / 2
    assert (root / "images/7.png").read_bytes() == b"\7" * size


def test_a_file_that_changes_while_it_is_to_be_taken_away_stays(root, history, monkeypatch):
    history.apply([FileChange("posts/new.md", None, b"new")], "blog new")

    def late(*words):
        (root / "posts/new.md").write_bytes(b"mine")
        transaction.perform(*words)

    monkeypatch.setattr("blogcli.store.history.history.perform", late)
    with pytest.raises(Conflict, match="changed since it was read"):
        history.undo(None)
    assert (root / "posts/new.md").read_bytes() == b"mine"
