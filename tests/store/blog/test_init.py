"""`blog init`: what a new blog has, and that nothing is done to one that is there."""

from __future__ import annotations

import pytest

from blogcli.errors import Conflict
from blogcli.store.blog.init import already_there, start_blog
from blogcli.store.history.history import write_files
from tests.conftest import SITES
from tests.store.conftest import open_at, write

NAMES = sorted(site.name for site in SITES.iterdir() if site.is_dir())


def test_a_new_blog_can_be_used_at_once(tmp_path, now):
    root = tmp_path / "new"
    write_files(root, start_blog(root, title='My "new" blog\n', now=now))
    blog = open_at(root)
    (post,) = blog.index().summaries(pytest.fail)
    assert post.path == "posts/2026-11-24-first-post.md"
    assert post.at == now.timestamp()
    assert not post.draft
    assert blog.config.get("title") == 'My "new" blog\n'
    assert blog.config.warnings == ()
    assert blog.find("first-post").summary == post


@pytest.mark.parametrize("layout", [name for name in NAMES if name != "folder"])
def test_a_blog_that_is_there_is_left_alone(make_blog, layout, now):
    root = make_blog(layout)
    found = already_there(root)
    assert found is not None
    assert found.layout.name == layout
    with pytest.raises(Conflict) as raised:
        start_blog(root, title="Mine", now=now)
    assert layout in raised.value.hint


def test_a_folder_of_posts_becomes_a_blog_by_its_settings_alone(make_blog, now):
    root = make_blog("folder")
    assert already_there(root) is None
    before = open_at(root).paths(pytest.fail)
    changes = start_blog(root, title="Notes", now=now)
    assert [change.path for change in changes] == ["blog.toml"]
    write_files(root, changes)
    blog = open_at(root)
    assert blog.paths(pytest.fail) == before
    assert [post.path for post in blog.index().summaries(pytest.fail)] == [
        "Morning walk.md",
        "essays/on-doors.md",
    ]


def test_other_files_in_the_folder_are_no_blog(tmp_path, now):
    write(tmp_path, {"notes.md": "Milk\n", "x.md": b"\0", "logo.png": b"\0"})
    changes = start_blog(tmp_path, title="A", now=now)
    assert [change.path for change in changes] == ["posts/2026-11-24-first-post.md", "blog.toml"]
