"""Moves of posts on disk: what goes along, what is in the way, whose links follow."""

from __future__ import annotations

import pytest

from blogcli.errors import Conflict
from blogcli.store.changes.change import FileChange
from blogcli.store.operations.model import Move
from blogcli.store.operations.move import MovePlanner
from tests.store.conftest import open_at, write

ONE = "---\ntitle: One\n---\n[two](two/index.md) ![p](two/a.png)\n"
TWO = "---\ntitle: Two\n---\n[one](../one.md) ![a](a.png)\n"


@pytest.fixture
def moves(tmp_path):
    files = {
        "blog.toml": "",
        "posts/one.md": ONE,
        "posts/two/index.md": TWO,
        "posts/two/a.png": b"\x89PNG",
        "posts/two/deep/b.txt": "b",
    }
    blog = open_at(write(tmp_path, files))
    return MovePlanner(blog)


def move(moves: MovePlanner, path: str, to: str) -> Move:
    post = moves.blog.read(path)
    return Move(post, post.document, to)


def test_a_bundle_goes_with_all_that_lies_in_it(moves):
    (moves.blog.root / "posts/two/link").symlink_to("deep")
    plan = moves.plan([move(moves, "posts/two/index.md", "posts/2/index.md")])
    new_one = ONE.replace("two/", "2/").encode()
    assert set(plan.changes) == {
        FileChange("posts/two/index.md", TWO.encode(), TWO.encode(), "posts/2/index.md"),
        FileChange.carry("posts/two/a.png", "posts/2/a.png"),
        FileChange.carry("posts/two/deep/b.txt", "posts/2/deep/b.txt"),
        FileChange.carry("posts/two/link", "posts/2/link"),
        FileChange("posts/one.md", ONE.encode(), new_one),
    }
    assert plan.linking == ("posts/one.md",)


def test_a_post_that_goes_to_another_folder_keeps_its_own_links_right(moves):
    plan = moves.plan([move(moves, "posts/one.md", "posts/sub/1.md")])
    one, two = plan.changes
    assert one.after == ONE.replace("(two/", "(../two/").encode()
    assert two.after == TWO.replace("../one.md", "../sub/1.md").encode()


def test_two_moves_at_once_are_one_plan(moves):
    plan = moves.plan(
        [
            move(moves, "posts/one.md", "posts/1.md"),
            move(moves, "posts/two/index.md", "posts/2/index.md"),
        ]
    )
    after = {change.to: change.after for change in plan.changes if change.after}
    assert after == {
        "posts/1.md": ONE.replace("two/", "2/").encode(),
        "posts/2/index.md": TWO.replace("../one.md", "../1.md").encode(),
    }


@pytest.mark.parametrize(
    "ways",
    [
        [("posts/one.md", "posts/two/index.md")],
        [("posts/two/index.md", "posts/one.md")],
        [("posts/one.md", "posts/x.md"), ("posts/two/index.md", "posts/x.md")],
    ],
)
def test_nothing_is_put_in_the_place_of_another(moves, ways):
    with pytest.raises(Conflict):
        moves.plan([move(moves, path, to) for path, to in ways])


def test_a_name_in_a_folder_that_is_there_already_is_in_the_way(moves):
    write(moves.blog.root, {"posts/2/a.png": "other"})
    with pytest.raises(Conflict) as error:
        moves.plan([move(moves, "posts/two/index.md", "posts/2/index.md")])
    assert error.value.path == "posts/2/a.png"


def test_undecodable_bytes_stay(tmp_path):
    files = {"blog.toml": "", "posts/one.md": b"[o](two.md) \xff\r\n", "posts/two.md": "x"}
    blog = open_at(write(tmp_path, files))
    moves = MovePlanner(blog)
    plan = moves.plan([move(moves, "posts/two.md", "posts/2.md")])
    assert plan.changes[1].after == b"[o](2.md) \xff\r\n"


def test_a_post_that_stays_needs_no_look_at_the_others(moves):
    plan = moves.plan([move(moves, "posts/one.md", "posts/one.md")])
    assert [change.is_empty for change in plan.changes] == [True]
