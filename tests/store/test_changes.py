"""Changes as values, and those carried out where there is no blog yet."""

from __future__ import annotations

import pytest

from blogcli.store.changes import Change, Kind, apply


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (Change.create("a.md", b""), Kind.CREATE),
        (Change.write("a.md", b"a", b"b"), Kind.WRITE),
        (Change.move("a.md", "b.md", b"a", b"b"), Kind.MOVE),
        (Change.move("a.md", "b.md", b"a", b"a"), Kind.MOVE),
        (Change.carry("a.png", "b.png"), Kind.MOVE),
        (Change.trash("a.md", b"a"), Kind.TRASH),
        (Change.trash("a.png"), Kind.TRASH),
        (Change("a.md", None, b"a"), Kind.CREATE),
        (Change("a.md", b"a", b"b"), Kind.WRITE),
    ],
)
def test_kinds(change, kind):
    assert change.kind is kind
    assert not change.is_empty


def test_the_same_contents_are_no_change():
    assert Change.write("a.md", b"a", b"a").is_empty


def test_files_of_a_new_blog(tmp_path):
    apply(tmp_path, [Change.create("posts/a.md", b"a"), Change.create("blog.toml", b"")])
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert files == {"blog.toml", "posts", "posts/a.md"}
