"""Pelican's headers: what an edit looks like."""

from datetime import date

import frontmatter
import pytest

from blogcli.errors import Refused
from blogcli.posts.formats import Drop, Put, edit, load
from blogcli.posts.formats.headers import HeaderHandler
from blogcli.posts.model.document import split


def edited(meta, *edits):
    return edit(split(meta.encode(), headers=True), edits).join().decode()


def put(key, value, **how):
    return Put((key,), value, **how)


EDITS = {
    "a value": (
        "Title:   One \nTags: a\n\nT\n",
        put("title", "Two: x"),
        "Title:   Two: x \nTags: a\n\nT\n",
    ),
    "a value of several lines": ("A: one\n    two\nB: x\n\nT", put("a", "z"), "A: z\nB: x\n\nT"),
    "an empty value": ("A:\nB:  \n\nT", put("b", "z"), "A:\nB: z\n\nT"),
    "a value becomes empty": ("A: x\nB: y\n\nT", put("a", None), "A:\nB: y\n\nT"),
    "the value that is there changes nothing": ("A:  x\n\nT", put("a", "x"), "A:  x\n\nT"),
    "a list is a row": ("A: x\n\nT", put("a", ["x", "y"]), "A: x, y\n\nT"),
    "a bool": ("A: x\n\nT", put("a", True), "A: true\n\nT"),
    "a number": ("A: x\n\nT", put("a", 3), "A: 3\n\nT"),
    "a date": ("A: x\n\nT", put("a", date(2024, 1, 2)), "A: 2024-01-02\n\nT"),
    "a new key is written as the others": (
        "Title: x\n\nT",
        put("tags", "a"),
        "Title: x\nTags: a\n\nT",
    ),
    "a new key in small letters": ("title: x\n\nT", put("tags", "a"), "title: x\ntags: a\n\nT"),
    "a new key after a last line without end": ("title: x", put("tags", "a"), "title: x\ntags: a"),
    "a new key in a file of Windows": ("a: x\r\n\r\nT", put("b", "y"), "a: x\r\nb: y\r\n\r\nT"),
    "a key goes": ("a: x\n    y\nb: z\n\nT", Drop(("A",)), "b: z\n\nT"),
    "a key that is not there goes": ("a: x\n\nT", Drop(("b",)), "a: x\n\nT"),
    "a nested key that is not there goes": ("a: x\n\nT", Drop(("a", "b")), "a: x\n\nT"),
}


@pytest.mark.parametrize("case", EDITS)
def test_an_edit_changes_its_own_stretch(case):
    before, wanted, after = EDITS[case]
    assert edited(before, wanted) == after


@pytest.mark.parametrize(
    ("meta", "wanted", "reason"),
    [
        ("a: x\na: y\n\nT", put("a", "z"), "more than once"),
        ("a: x\na: y\n\nT", Drop(("a",)), "more than once"),
        ("a: x\n\nT", put("a", "y\nz"), "one line"),
        ("a: x\n\nT", put("a", " y"), "without space"),
        ("a: x\n\nT", put("b c", "y"), "cannot be a header"),
        ("a: x\n\nT", Put(("a", "b"), "y"), "cannot be a header"),
        ("a: x\n\nT", put("a", [{"b": 1}]), "has keys of its own"),
        ("a: x\n\nT", Drop(("a",)), "where the front matter ends"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(meta, wanted, reason):
    with pytest.raises(Refused, match=reason) as caught:
        edited(meta, wanted)
    assert caught.value.hint


def test_of_equal_keys_the_last_counts():
    assert load(split(b"a: 1\nb: 2\na: 3\n\nT", headers=True)).values == {"a": "3", "b": "2"}


def test_python_frontmatter_reads_through_the_handler():
    text = "Title: x\nSummary: a,\n    b\n\nText"
    metadata = {"Title": "x", "Summary": "a, b"}
    assert frontmatter.parse(text, handler=HeaderHandler()) == (metadata, "Text")
