"""New names of files: the slug, the day, the folder of drafts."""

from __future__ import annotations

from datetime import date

import pytest

from blogcli.posts.model.paths import (
    bundle_folder,
    dated,
    day_in_name,
    in_folder,
    renamed,
    split_path,
    undated,
)


@pytest.mark.parametrize(
    ("path", "after"),
    [
        ("posts/old.md", "posts/new.md"),
        ("old.markdown", "new.markdown"),
        ("posts/2020-01-02-old.md", "posts/2020-01-02-new.md"),
        ("posts/2020-1-2_old.md", "posts/2020-1-2_new.md"),
        ("posts/200102-old.md", "posts/200102-new.md"),
        ("blog/2020/01-02-old.md", "blog/2020/01-02-new.md"),
        ("blog/2020/01/02/old.mdx", "blog/2020/01/02/new.mdx"),
        ("blog/2022/06/07-old.md", "blog/2022/06/07-new.md"),
        ("blog/2021/05/31-old/index.md", "blog/2021/05/31-new/index.md"),
        ("blog/team-2021-05-30-x/old.md", "blog/team-2021-05-30-x/new.md"),
        ("posts/old/index.md", "posts/new/index.md"),
        ("posts/old/index.nb.md", "posts/new/index.nb.md"),
        ("posts/2020-01-02-old/index.md", "posts/2020-01-02-new/index.md"),
        ("posts/go1.5.md", "posts/new.md"),
        ("posts/2020-01-02-7.2.0.md", "posts/2020-01-02-new.md"),
        ("posts/2020-01-02.md", "posts/new.md"),
        ("old/old.md", "old/new.md"),
        ("posts/old.nb.md", "posts/new.md"),
    ],
)
def test_a_new_slug_takes_the_place_of_the_old_one_alone(path, after):
    assert renamed(path, "new") == after
    assert split_path(after)[1].startswith("new")


def test_a_language_before_the_ending_is_none_of_the_slug():
    assert renamed("posts/old.nb.md", "new", languages=True) == "posts/new.nb.md"
    assert renamed("posts/old/index.nb.md", "new", languages=True) == "posts/new/index.nb.md"


@pytest.mark.parametrize(
    ("path", "after"),
    [
        ("a/x.md", "a/2026-11-24-x.md"),
        ("a/2020-01-02-x.md", "a/2026-11-24-x.md"),
        ("a/2020-1-2_x.md", "a/2026-11-24_x.md"),
        ("a/2020-01-02-x/index.md", "a/2026-11-24-x/index.md"),
        ("a/2020-01-02.md", "a/2026-11-24.md"),
        ("2020/a.md", "2020/2026-11-24-a.md"),
    ],
)
def test_a_day_is_put_before_the_name(path, after):
    assert dated(path, date(2026, 11, 24)) == after
    assert day_in_name(after) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("path", "after"),
    [
        ("a/2020-01-02-x.md", "a/x.md"),
        ("a/x.md", "a/x.md"),
        ("a/2020-01-02.md", "a/2020-01-02.md"),
        ("a/2020-01-02-x/index.md", "a/x/index.md"),
        ("a/2020-01-023.md", "a/2020-01-023.md"),
    ],
)
def test_a_day_is_taken_away_where_a_name_is_left(path, after):
    assert undated(path) == after


@pytest.mark.parametrize("path", ["2020/05/06/x.md", "200506-x.md", "x.md", "2020-99-01-x.md"])
def test_a_day_counts_only_where_it_begins_the_name(path):
    assert day_in_name(path) is None


@pytest.mark.parametrize(
    ("path", "after"),
    [
        ("_drafts/x.md", "_posts/x.md"),
        ("news/_drafts/sub/x.md", "news/_posts/sub/x.md"),
        ("my_drafts/x.md", "my_drafts/x.md"),
        ("_drafts/_drafts/x.md", "_drafts/_posts/x.md"),
        ("_drafts.md", "_drafts.md"),
    ],
)
def test_only_a_folder_of_that_name_is_left(path, after):
    assert in_folder(path, "_drafts", "_posts") == after


def test_a_bundle_is_the_folder_of_its_index():
    assert bundle_folder("a/b/index.en.md") == "a/b"
    assert bundle_folder("a/b.md") == bundle_folder("index.md") == ""


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("blog/2022/06/07-day.md", date(2022, 6, 7)),
        ("blog/2021/05-26-ff.md", date(2021, 5, 26)),
        ("blog/2021/05/31-kk/index.md", date(2021, 5, 31)),
        ("blog/team-2021-05-30-x/jj.md", date(2021, 5, 30)),
        ("blog/2021/5/310-kk.md", None),
        ("blog/12021-05-30-x/jj.md", None),
    ],
)
def test_the_day_in_folders_and_names(path, day):
    assert split_path(path)[0] == day
