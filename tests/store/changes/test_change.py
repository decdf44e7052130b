"""Changes as values, and those carried out where there is no blog yet."""

from __future__ import annotations

import pytest

from blogcli.store.changes.change import ChangeKind, FileChange
from blogcli.store.history.history import write_files


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (FileChange("a.md", None, b""), ChangeKind.CREATE),
        (FileChange("a.md", b"a", b"b"), ChangeKind.WRITE),
        (FileChange("a.md", b"a", b"b", "b.md"), ChangeKind.MOVE),
        (FileChange("a.md", b"a", b"a", "b.md"), ChangeKind.MOVE),
        (FileChange.carry("a.png", "b.png"), ChangeKind.MOVE),
        (FileChange.trash("a.md", b"a"), ChangeKind.TRASH),
        (FileChange.trash("a.png"), ChangeKind.TRASH),
        (FileChange("a.md", None, b"a"), ChangeKind.CREATE),
    ],
)
def test_kinds(change, kind):
    assert change.kind is kind
    assert not change.is_empty


def test_the_same_contents_are_no_change():
    assert FileChange("a.md", b"a", b"a").is_empty


def test_files_of_a_new_blog(tmp_path):
    write_files(
        tmp_path, [FileChange("posts/a.md", None, b"a"), FileChange("blog.toml", None, b"")]
    )
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert files == {"blog.toml", "posts", "posts/a.md"}
