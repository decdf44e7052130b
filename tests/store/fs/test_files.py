"""Reading what may be anything, and writing so that nothing is lost."""

from __future__ import annotations

import errno
import os
import stat

import pytest

from blogcli.errors import BlogError, Conflict, Unreadable, UsageError
from blogcli.store.changes.change import FileChange
from blogcli.store.fs import atomic_write, rename_exchange
from blogcli.store.fs.files import MAX_SIZE, inside, read_file
from blogcli.store.history import carry_out
from blogcli.store.history.history import write_files
from tests.store.conftest import write

posix = pytest.mark.skipif(os.name == "nt", reason="there are no such files on Windows")
not_root = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read and write everything"
)


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def create(root, path, data):
    write_files(root, [FileChange(path, None, data)])


def test_reading_gives_the_bytes(tmp_path):
    data = b"\xef\xbb\xbfa\r\nb\0\xff"
    write(tmp_path, {"a.md": data})
    assert read_file(tmp_path / "a.md") == data


def test_errors_name_the_file_as_the_blog_does(tmp_path):
    with pytest.raises(Unreadable) as raised:
        read_file(tmp_path / "posts" / "gone.md", root=tmp_path)
    assert str(raised.value) == "posts/gone.md: cannot be read: no such file or directory"


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "x.md").mkdir()
    with pytest.raises(Unreadable, match="not a regular file"):
        read_file(tmp_path / "x.md")


@posix
def test_a_pipe_is_never_opened(tmp_path):
    os.mkfifo(tmp_path / "x.md")
    with pytest.raises(Unreadable, match="not a regular file"):
        read_file(tmp_path / "x.md")
    (tmp_path / "link.md").symlink_to("x.md")
    with pytest.raises(Unreadable, match="not a regular file"):
        read_file(tmp_path / "link.md", root=tmp_path)


@posix
def test_a_device_is_never_opened():
    with pytest.raises(Unreadable, match="not a regular file"):
        read_file("/dev/zero")


def test_too_large_for_a_post(tmp_path):
    with (tmp_path / "x.md").open("wb") as stream:
        stream.truncate(MAX_SIZE + 1)
    with pytest.raises(Unreadable, match="too large"):
        read_file(tmp_path / "x.md")


@not_root
def test_a_file_that_may_not_be_read(tmp_path):
    write(tmp_path, {"x.md": "a"})
    (tmp_path / "x.md").chmod(0)
    with pytest.raises(Unreadable, match="permission denied"):
        read_file(tmp_path / "x.md")


@posix
def test_links_are_followed_within_the_blog_alone(tmp_path):
    write(tmp_path, {"blog/a.md": "a", "secret.md": "s"})
    blog = tmp_path / "blog"
    (blog / "in.md").symlink_to("a.md")
    (blog / "out.md").symlink_to("../secret.md")
    (blog / "loop.md").symlink_to("loop.md")
    (blog / "broken.md").symlink_to("nothing.md")
    assert read_file(blog / "in.md", root=blog) == b"a"
    for name in ("out.md", "loop.md", "broken.md"):
        with pytest.raises(Unreadable) as raised:
            read_file(blog / name, root=blog)
        assert raised.value.path == name
    assert read_file(blog / "out.md") == b"s"


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/passwd", "a\0b"])
def test_no_path_leads_out(tmp_path, path):
    with pytest.raises(UsageError):
        inside(tmp_path, path)


def test_a_folder_of_like_name_is_outside(tmp_path):
    (tmp_path / "blog").mkdir()
    with pytest.raises(UsageError):
        inside(tmp_path / "blog", "../blog-2/a.md")


def test_new_file_with_its_folders(tmp_path):
    create(tmp_path, "posts/2026/a/index.md", b"hello\n")
    assert names(tmp_path) == ["posts", "posts/2026", "posts/2026/a", "posts/2026/a/index.md"]
    assert (tmp_path / "posts/2026/a/index.md").read_bytes() == b"hello\n"


@posix
def test_new_file_has_the_mode_of_new_files(tmp_path):
    create(tmp_path, "a.md", b"a")
    (tmp_path / "b.md").write_bytes(b"b")
    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "b.md").stat().st_mode


def test_nothing_is_overwritten(tmp_path):
    write(tmp_path, {"a.md": "mine"})
    with pytest.raises(Conflict, match="already exists"):
        create(tmp_path, "a.md", b"yours")
    assert names(tmp_path) == ["a.md"]
    assert (tmp_path / "a.md").read_bytes() == b"mine"


def test_not_even_what_came_into_being_just_now(tmp_path, monkeypatch):
    monkeypatch.setattr(carry_out, "sync_files", lambda _: write(tmp_path, {"a.md": "mine"}))
    with pytest.raises(Conflict, match="already exists"):
        create(tmp_path, "a.md", b"yours")
    assert names(tmp_path) == ["a.md"]
    assert (tmp_path / "a.md").read_bytes() == b"mine"


def test_new_file_where_there_are_no_hard_links(tmp_path, monkeypatch):
    def refuse(old, new, **_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    create(tmp_path, "a.md", b"a")
    assert names(tmp_path) == ["a.md"]
    with pytest.raises(Conflict):
        create(tmp_path, "a.md", b"b")
    assert (tmp_path / "a.md").read_bytes() == b"a"


def test_someone_elses_edit_is_kept(tmp_path):
    write(tmp_path, {"a.md": "edited meanwhile"})
    with pytest.raises(Conflict) as raised:
        write_files(tmp_path, [FileChange("a.md", b"as read", b"new")])
    assert raised.value.path == "a.md"
    assert raised.value.hint
    assert (tmp_path / "a.md").read_bytes() == b"edited meanwhile"
    assert names(tmp_path) == ["a.md"]


@pytest.mark.parametrize("meanwhile", ["gone", "a folder"])
def test_what_is_no_file_any_more_is_a_conflict(tmp_path, meanwhile):
    if meanwhile == "a folder":
        (tmp_path / "a.md").mkdir()
    with pytest.raises((Conflict, BlogError)):
        write_files(tmp_path, [FileChange("a.md", b"old", b"new")])
    assert names(tmp_path) == (["a.md"] if meanwhile == "a folder" else [])


@posix
def test_mode_is_kept(tmp_path):
    write(tmp_path, {"a.md": "old"})
    for mode in (0o600, 0o755, 0o444, 0o664):
        (tmp_path / "a.md").chmod(mode)
        before = (tmp_path / "a.md").read_bytes()
        write_files(tmp_path, [FileChange("a.md", before, before + b".")])
        assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == mode
    assert (tmp_path / "a.md").read_bytes() == b"old...."


@posix
@pytest.mark.skipif("os.geteuid() != 0", reason="only root may give files away")
def test_owner_is_kept_where_it_may_be(tmp_path):
    write(tmp_path, {"a.md": "old"})
    os.chown(tmp_path / "a.md", 1234, 2345)
    write_files(tmp_path, [FileChange("a.md", b"old", b"new")])
    status = (tmp_path / "a.md").stat()
    assert (status.st_uid, status.st_gid) == (1234, 2345)


@posix
def test_a_link_stays_and_its_target_is_written(tmp_path):
    write(tmp_path, {"deep/target.md": "old"})
    (tmp_path / "link.md").symlink_to("deep/target.md")
    write_files(tmp_path, [FileChange("link.md", b"old", b"new")])
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "deep/target.md").read_bytes() == b"new"
    assert names(tmp_path) == ["deep", "deep/target.md", "link.md"]


@posix
@pytest.mark.parametrize("before", [b"secret", None])
def test_a_link_out_of_the_blog_is_never_written(tmp_path, before):
    write(tmp_path, {"secret.md": "secret", "blog/a.md": "a"})
    (tmp_path / "blog/out.md").symlink_to(tmp_path / ("secret.md" if before else "new.md"))
    (tmp_path / "blog/folder").symlink_to(tmp_path)
    for path in ("out.md", "folder/secret.md" if before else "folder/new.md"):
        with pytest.raises((UsageError, Conflict)):
            write_files(tmp_path / "blog", [FileChange(path, before, b"new")])
    assert names(tmp_path) == ["blog", "blog/a.md", "blog/folder", "blog/out.md", "secret.md"]
    assert (tmp_path / "secret.md").read_bytes() == b"secret"


def test_very_long_names(tmp_path):
    name = "長" * 83 + ".md"  # 252 bytes of the usual 255
    create(tmp_path, name, b"a")
    write_files(tmp_path, [FileChange(name, b"a", b"b")])
    assert (tmp_path / name).read_bytes() == b"b"


def test_a_file_in_the_place_of_a_folder(tmp_path):
    write(tmp_path, {"posts": "a file"})
    with pytest.raises(BlogError, match="cannot be written"):
        create(tmp_path, "posts/a.md", b"a")
    assert names(tmp_path) == ["posts"]


STEPS = ["_write", "keep_mode", "sync_files", "exchange_files", "link_new", "make_folders"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
def test_a_step_that_fails_leaves_all_as_it_was(tmp_path, monkeypatch, step, error):
    write(tmp_path, {"old.md": "old"})

    failing = iter([error])

    def fail(*arguments):
        for once in failing:
            raise once

    monkeypatch.setattr(carry_out if step == "sync_files" else atomic_write, step, fail)
    changes = [FileChange("new/folder/a.md", None, b"new"), FileChange("old.md", b"old", b"new")]
    if step == "exchange_files":
        changes.reverse()
    wanted = BlogError if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(wanted) as raised:
        write_files(tmp_path, changes)
    assert names(tmp_path) == ["old.md"]
    assert (tmp_path / "old.md").read_bytes() == b"old"
    if isinstance(raised.value, BlogError):
        assert "no space left" in raised.value.message


def test_an_error_in_the_middle_takes_all_back(tmp_path, monkeypatch):
    write(tmp_path, dict.fromkeys("abc", "old"))
    real = rename_exchange.exchange_files

    def fail(temp, place):
        if place.name == "c":
            raise OSError(errno.EIO, "Input/output error")
        return real(temp, place)

    monkeypatch.setattr(atomic_write, "exchange_files", fail)
    with pytest.raises(BlogError) as raised:
        write_files(tmp_path, [FileChange(name, b"old", b"new") for name in "abc"])
    assert raised.value.path == "c"
    held = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    assert held == dict.fromkeys("abc", b"old")


def test_one_conflict_among_many_writes_nothing(tmp_path):
    write(tmp_path, {f"{n:02}.md": "old" for n in range(20)} | {"15.md": "edited"})
    with pytest.raises(Conflict) as raised:
        write_files(tmp_path, [FileChange(f"{n:02}.md", b"old", b"new") for n in range(20)])
    assert raised.value.path == "15.md"
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"old", b"edited"}


@not_root
def test_a_folder_that_may_not_be_written(tmp_path):
    write(tmp_path, {"posts/a.md": "old"})
    (tmp_path / "posts").chmod(0o555)
    try:
        with pytest.raises(BlogError, match="permission denied"):
            write_files(tmp_path, [FileChange("posts/a.md", b"old", b"new")])
    finally:
        (tmp_path / "posts").chmod(0o755)
    assert (tmp_path / "posts/a.md").read_bytes() == b"old"


@posix
def test_a_new_version_of_a_private_file_is_private_from_its_first_byte(tmp_path, monkeypatch):
    write(tmp_path, {"a.md": "old"})
    (tmp_path / "a.md").chmod(0o600)
    seen = []
    real = atomic_write.keep_mode

    def keep_mode(temp, place):
        seen.append(stat.S_IMODE(temp.stat().st_mode))
        real(temp, place)

    monkeypatch.setattr(atomic_write, "keep_mode", keep_mode)
    write_files(tmp_path, [FileChange("a.md", b"old", b"new")])
    assert seen == [0o600]
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o600
