import pytest

from blogcli.errors import BlogError
from blogcli.store.changes.change import FileChange
from blogcli.store.changes.git_patch import diff
from blogcli.store.changes.spool import open_spool
from blogcli.store.fs.output_file import write_file
from blogcli.store.history.history import write_files


def test_a_change_in_the_spool_is_like_any_other(tmp_path):
    (tmp_path / "b.md").write_bytes(b"old\n")
    with open_spool() as spool:
        changes = [spool.change("a.md", None, b"new\n"), spool.change("b.md", b"old\n", b"now\n")]
        plain = [FileChange("a.md", None, b"new\n"), FileChange("b.md", b"old\n", b"now\n")]
        assert [(c.path, c.before, c.after) for c in changes] == [
            (c.path, c.before, c.after) for c in plain
        ]
        assert diff(changes) == diff(plain)
        write_files(tmp_path, changes)
    assert (tmp_path / "a.md").read_bytes() == b"new\n"
    assert (tmp_path / "b.md").read_bytes() == b"now\n"


def test_empty_files_and_no_file_differ():
    with open_spool() as spool:
        assert spool.change("a", b"", b"").before == b""
        assert spool.change("a", None, b"").before is None


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    file = tmp_path / "feed.xml"
    file.write_text("old")

    def pieces():
        yield "half"
        raise BlogError("broken")

    with pytest.raises(BlogError, match="broken"):
        write_file(file, pieces())
    assert file.read_text() == "old"
    write_file(file, ["a", "潮\ud800"])
    assert file.read_text() == "a潮?"
    assert [one.name for one in tmp_path.iterdir()] == ["feed.xml"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(BlogError, match="cannot be written"):
        write_file(tmp_path / "none" / "x.json", ["a"])
