"""A fix changes nothing that another reader of the front matter sees, but for what it says."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from blogcli.errors import Unreadable
from blogcli.posts.checks import fixes, front_matter
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.read.post import read_post

UNCLOSED = [
    ("---", "tags: [a, b", "bracket"),
    ("---", "tags: [a, b\ndate: 2024-01-01", "bracket"),
    ("---", "tags: [a,\n  b\ndate: 2024-01-01", "bracket"),
    ("---", "tags: [a, [b, c]", "bracket"),
    ("---", "tags: [it's, b", "bracket"),
    ("---", "tags:\n  - [a", "bracket"),
    ("---", "cover:\n  image: [a\n  alt: b", "bracket"),
    ("---", "cover: {image: a.png", "brace"),
    ("---", "cover: {image: [a.png}", "bracket"),
    ("---", 'name: "Hello', "quote"),
    ("---", 'name: "Hello\nother: "x"', "quote"),
    ("---", "name: 'Hello", "quote"),
    ("---", "tags: [a, 'b]", "quote"),
    ("---", "text: |\n  odd: [\nname: 'Hello", "quote"),
    ("---", "name: A: b\ntags: [a", "bracket"),
    ("+++", 'tags = ["a", "b"', "bracket"),
    ("+++", 'tags = [\n  "a",\n  "b"\nweight = 1', "bracket"),
    ("+++", 'tags = ["a", "b', "quote"),
    ("+++", 'text = """a = [\n"""\nname = "x', "quote"),
    ("+++", 'name = """x', "quote"),
    ("+++", "name = 'x", "quote"),
    ("+++", "cover = { image = 1", "brace"),
]


@pytest.mark.parametrize(("fence", "lines", "what"), UNCLOSED)
def test_what_is_not_closed_is_named_and_left(fence, lines, what):
    data = f"{fence}\n{lines}\n{fence}\n\nText.\n".encode()
    read = read_post("a.md", data, Conventions())
    (finding,) = front_matter.unreadable(read)
    assert re.fullmatch(rf"close the {what}( opened on line \d+)?", finding.hint)
    assert finding.fix == ""
    assert fixes.fix_all(read, [finding]).join() == data


@pytest.mark.parametrize(
    "line",
    [
        "name: - a", "name: ? a", "name: !x a: b", "name: &x a: b", "name: [A]: b",
        "name: [a, b]]", "name: {a: b}: c", "name: 'x'y'", 'name: "say "no""',
        'name: "x\\q"', "one: &x 1\ntwo: *x\nname: a: b # c", "name: |x\n  y",
    ],
)  # fmt: skip
def test_what_may_be_meant_otherwise_is_not_quoted(line):
    data = f"---\n{line}\n---\n".encode()
    read = read_post("a.md", data, Conventions())
    assert fixes.quote_values(read.document) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("A: b", "A: b"),
        ("@ada", "@ada"),
        ("`x` y", "`x` y"),
        ("*bold* words", "*bold* words"),
        ('"A" b', '"A" b'),
        ("it's: [x", "it's: [x"),
    ],
)
def test_text_is_quoted(value, text):
    read = read_post("a.md", f"---\ntitle: {value}\n---\n".encode(), Conventions())
    fixed = fixes.quote_values(read.document)
    assert fixed is not None
    assert yaml.safe_load(fixed.meta) == {"title": text}


def test_a_key_is_not_renamed_to_one_that_is_there_in_another_case():
    read = read_post("a.md", b"---\nTitle: A\ntittle: B\n---\n", Conventions())
    assert fixes.rename_key(read.document, "tittle", "title") is None
    assert fixes.rename_key(read.document, "Title", "title") is not None


PIECES = [
    *("a", "b", "A", "1", "no", ": ", ", ", "[", "]", "{", "}", '"', "'", "#", " ", "- ", "*x"),
    *("&x ", "|", ">", "\n  ", "\n  - ", "!t ", "@", "~", "2024-01-01", "\\", "?", "%", "``"),
]
VALUES = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)
KEYS = ("title", "tags", "categories", "cover", "tagz")


@example({"title": ": ", "tags": "\n  - "})
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1))
def test_no_fix_changes_what_others_read(values):
    meta = "".join(f"{key}: {value}\n" for key, value in values.items())
    try:
        read = read_post("a.md", f"---\n{meta}---\n\nText.\n".encode(), Conventions())
    except Unreadable:
        assume(False)
    found = [
        finding
        for check in (front_matter.unreadable, front_matter.empty_tag, front_matter.repeated_tag)
        for finding in check(read)
    ]
    fixed = fixes.fix_all(read, found)
    before, after = loaded(read.document.meta), loaded(fixed.meta)
    named = {"tags", "categories"} if any(one.check != "unreadable" for one in found) else set()
    if before is None:
        assert fixed == read.document or after is not None
        return
    assert after is not None
    assert kept(before, named) == kept(after, named)
    for key in named & set(before):
        items = [item for item in as_list(before[key]) if item not in (None, "")]
        assert as_list(after.get(key)) == list(dict.fromkeys(map(str, items))) or (
            after.get(key) == before[key]
        )


def loaded(meta: str) -> dict | None:
    try:
        found = yaml.load(meta, yaml.BaseLoader)
    except (yaml.YAMLError, TypeError):
        return None
    return found if isinstance(found, dict) else None


def kept(values: dict, named: set[str]) -> dict:
    return {key: value for key, value in values.items() if key not in named}


def as_list(value: object) -> list:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]
