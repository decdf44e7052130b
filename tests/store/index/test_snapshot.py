"""What a sweep knows of posts without their rows is what the posts say."""

from __future__ import annotations

import os
from array import array
from math import nan

from hypothesis import given
from hypothesis import strategies as st

from blogcli.posts.model.summary import Summary
from blogcli.store.index.read_posts import Read, noted
from blogcli.store.index.row_codec import IndexedPost
from blogcli.store.index.snapshot import LISTED, LISTS, SNAPSHOT_FIELDS, Snapshot, joined
from blogcli.store.index.stamps import STAMP
from tests.store.index.test_row_codec import entries

PROOF = bytes(STAMP + 4)
GLANCED = Read(LISTED, 1.0, b"slug", b"", b"")


def sweep_of(reads: list[Read], paths: list[str]) -> Snapshot:
    return Snapshot.empty("")._replace(
        paths=[os.fsencode(path) for path in paths],
        marks=bytes(read.marks for read in reads),
        ats=array("d", [nan if read.at is None else read.at for read in reads]),
        slugs=joined(read.slug for read in reads),
        lists=joined(read.lists for read in reads),
    )


@given(st.lists(entries(), min_size=1, max_size=4))
def test_outlines(found):
    paths = [f"posts/{number}\udcff.md" for number in range(len(found))]
    posts = [entry.summary._replace(path=path) for entry, path in zip(found, paths, strict=True)]
    sweep = sweep_of([noted(entry, PROOF) for entry in found], paths)
    outlines = [post for _, post in sweep.outlines(range(len(found)))]
    for entry, post, outline in zip(found, posts, outlines, strict=True):
        words = post.slug, *post.tags, *post.categories, *post.authors
        if not entry.listed or entry.problem:
            assert outline is None
        elif outline is None:
            timed = post.ends is not None or post.starts not in (None, post.at)
            assert timed or any(mark in word for mark in "\0\x1e\x1f" for word in words)
        else:
            assert {name: getattr(outline, name) for name in SNAPSHOT_FIELDS} == {
                name: getattr(post, name) for name in SNAPSHOT_FIELDS
            }
    for name in LISTS:
        told = {item for post in outlines if post for item in getattr(post, name)}
        assert told <= sweep.items(name)


def test_no_outline_of_what_was_glanced_at():
    post = noted(IndexedPost(Summary("posts/1.md", "one", "One", tags=("a",))), PROOF)
    sweep = sweep_of([GLANCED, post], ["posts/0.md", "posts/1.md"])
    (_, first), (_, second) = sweep.outlines(range(2))
    assert first is None
    assert second is not None
    assert second.tags == ("a",)
    assert sweep.items("tags") == {"a"}


def test_the_sweep_before_the_first_one_knows_nothing():
    assert list(Snapshot.empty("").outlines([])) == []
    assert Snapshot.empty("").items("tags") == set()
