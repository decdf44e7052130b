"""JSON front matter: what an edit of each style looks like."""

from datetime import date

import frontmatter
import pytest

from blogcli.errors import Refused
from blogcli.posts.formats import Drop, Put, edit, load
from blogcli.posts.formats.json_object import JsonHandler
from blogcli.posts.model.document import Document, split


def edited(meta, *edits):
    return edit(Document("json", b"Text\n", meta=meta, closing=b"\n"), edits).meta


def put(key, value, **how):
    return Put(tuple(key.split(".")), value, **how)


LINES = '{\n  "title" : "a",\n  "tags": [\n    "x",\n    "y"\n  ]\n}'

EDITS = {
    "a text": ('{"a": "x", "b":1}', put("a", 'é"\n'), '{"a": "é\\"\\n", "b":1}'),
    "keys are found in any case": ('{"Title": "x"}', put("title", "y"), '{"Title": "y"}'),
    "a bool": ('{"a": "x"}', put("a", True), '{"a": true}'),
    "null": ('{"a": "x"}', put("a", None), '{"a": null}'),
    "the value that is there changes nothing": ('{"a": 1.00}', put("a", 1.0), '{"a": 1.00}'),
    "a date is text": ('{"a": 1}', put("a", date(2024, 1, 2)), '{"a": "2024-01-02"}'),
    "a written date is text": ('{"a": 1}', put("a", "2024", plain=True), '{"a": "2024"}'),
    "a list over text": ('{"a": "x"}', put("a", ["x", "y"]), '{"a": ["x", "y"]}'),
    "a new item": ('{"a": ["x","y"]}', put("a", ["x", "y", "z"]), '{"a": ["x","y","z"]}'),
    "a first item": ('{"a": []}', put("a", ["x"]), '{"a": ["x"]}'),
    "an item goes": ('{"a": ["x", {"]": "}"}, 3]}', put("a", ["x", 3]), '{"a": ["x", 3]}'),
    "an item on a line": (
        LINES,
        put("tags", ["x", "y", "z"]),
        LINES.replace('"y"', '"y",\n    "z"'),
    ),
    "an item goes with its line": (LINES, put("tags", ["x"]), LINES.replace(',\n    "y"', "")),
    "a new key on a line": (LINES, put("n", 1), LINES.replace("  ]\n}", '  ],\n  "n": 1\n}')),
    "a new key in a row": ('{ "a": 1 }', put("b", 2), '{ "a": 1, "b": 2 }'),
    "a first key": ("{}", put("b", 2), '{"b": 2}'),
    "a first key between lines": ("{\n}", put("b", 2), '{\n  "b": 2\n}'),
    "a first key between other lines": ("{\r\n}", put("b", 2), '{\r\n  "b": 2\r\n}'),
    "a nested key": ('{"a": {"b": 1}}', put("a.b", 2), '{"a": {"b": 2}}'),
    "a new nested key": ('{"a": {"b": 1}}', put("a.c", 2), '{"a": {"b": 1, "c": 2}}'),
    "a nested key makes its object": (
        '{"a": 1}',
        put("b.c.d", 2),
        '{"a": 1, "b": {"c": {"d": 2}}}',
    ),
    "a nested key fills a null": ('{"a": null}', put("a.b", 2), '{"a": {"b": 2}}'),
    "an object is put key by key": (
        '{"a": {"x":1, "y":2}}',
        put("a", {"x": 1, "z": 3}),
        '{"a": {"x":1, "z":3}}',
    ),
    "a key goes": ('{"a": 1, "b": 2}', Drop(("a",)), '{"b": 2}'),
    "the last key goes with its line": (
        LINES,
        Drop(("tags",)),
        '{\n  "title" : "a"\n}',
    ),
    "the only key goes": ('{"a": 1}', Drop(("a",)), "{}"),
    "an object goes with its only key": ('{"a": {"b": 1}, "c": 1}', Drop(("a", "b")), '{"c": 1}'),
    "a key that is not there goes": ('{"a": 1}', Drop(("a", "b")), '{"a": 1}'),
}


@pytest.mark.parametrize("case", EDITS)
def test_an_edit_changes_its_own_stretch(case):
    before, wanted, after = EDITS[case]
    assert edited(before, wanted) == after


@pytest.mark.parametrize(
    ("meta", "wanted", "reason"),
    [
        ('{"a": 1, "a": 2}', put("a", 3), "more than once"),
        ('{"ab": 1, "Ab": 2}', put("AB", 3), "more than once"),
        ('{"a": 1}', put("a.b", 3), "is not an object"),
        ('{"a": 1}', put("b", "\ud800"), "cannot be written"),
        ('{"a": ' + "[" * 200 + "]" * 200 + "}", put("b", 1), "levels deep"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(meta, wanted, reason):
    with pytest.raises(Refused, match=reason) as caught:
        edited(meta, wanted)
    assert caught.value.hint


def test_of_equal_keys_the_last_counts():
    assert load(split(b'{"a": 1, "b": 2, "a": 3}\n')).values == {"a": 3, "b": 2}


def test_python_frontmatter_reads_through_the_handler():
    text = '{"title": "x"}\nText'
    assert frontmatter.parse(text, handler=JsonHandler()) == ({"title": "x"}, "Text")
