"""Files taken apart and joined again, the odd ones of `weird/` among them."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blogcli.errors import Refused, Unreadable
from blogcli.posts.formats import Drop, Put, edit, load
from blogcli.posts.model.document import split

WEIRD = Path(__file__).parents[1] / "weird"
EXPECTED = json.loads((WEIRD / "expected.json").read_text("utf-8"))
READABLE = sorted(name for name, expected in EXPECTED.items() if "format" in expected)
UNREADABLE = sorted(EXPECTED.keys() - READABLE)


def read(name):
    return split((WEIRD / name).read_bytes(), headers=EXPECTED[name].get("headers", False))


def shown(value):
    """The value as JSON holds it: TOML's dates as text."""
    return json.loads(json.dumps(value, default=lambda when: when.isoformat()))


def test_every_weird_file_has_an_expectation():
    assert {path.name for path in WEIRD.glob("*.md*")} == EXPECTED.keys()


@pytest.mark.parametrize("name", READABLE)
def test_a_weird_file_is_read_as_expected(name):
    expected = EXPECTED[name]
    document = read(name)
    loaded = load(document)
    assert document.join() == (WEIRD / name).read_bytes()
    assert document.format == expected["format"]
    assert document.body.decode(errors="replace") == expected["body"]
    assert shown(dict(loaded.values)) == expected["values"]
    assert expected.get("problem", "") in loaded.problem
    assert bool(expected.get("problem")) == bool(loaded.problem)
    assert loaded.line == expected.get("line")


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_file_says_why_and_where(name):
    expected = EXPECTED[name]
    with pytest.raises(Unreadable, match=expected["unreadable"]) as caught:
        read(name)
    assert caught.value.line == expected["line"]
    assert caught.value.hint
    assert not caught.value.message.endswith(".")


@pytest.mark.parametrize("name", READABLE)
def test_a_weird_file_takes_a_tag_and_keeps_all_else(name):
    document, expected = read(name), EXPECTED[name]
    key = next((key for key in expected["values"] if key.lower() == "tags"), "tags")
    old = expected["values"].get(key)
    new = [*(old or []), "probe"] if not isinstance(old, str) else f"{old}, probe".strip(", ")
    put = Put((key,), "probe" if document.format == "headers" and not old else new)
    if "refused" in expected:
        with pytest.raises(Refused, match=expected["refused"]):
            edit(document, [put])
        return
    edited = edit(document, [put])
    assert edited.bom == document.bom
    assert edited.body.lstrip() == document.body.lstrip()
    values = dict(load(edited).values)
    assert values.pop(next(one for one in values if one.lower() == "tags")) == put.value
    assert shown(values) == {
        one: expected["values"][one] for one in expected["values"] if one != key
    }


PIECES = [
    *(
        b"---",
        b"+++",
        b"...",
        b";;;",
        b"---js",
        b"{",
        b"}",
        b'"a"',
        b":",
        b" ",
        b"\t",
        b"\n",
        b"\r\n",
    ),
    *(b"\r", b"a: b", b"a = 1", b"[t]", b"# x", b"Title: x", b"export const metadata ="),
    *(b"\xef\xbb\xbf", b"\xff", b"\xe9", b"\0", "\u2028".encode()),
]


@given(st.lists(st.sampled_from(PIECES)).map(b"".join) | st.binary(), st.booleans())
@example(b"\xef\xbb\xbf\xef\xbb\xbf---\na: b\n---\n", False)
@example(b"---\n\n---", False)
def test_what_was_taken_apart_joins_to_the_same_bytes(data, headers):
    try:
        document = split(data, headers=headers)
    except Unreadable:
        return
    assert document.join() == data
    load(document)  # front matter of any bytes is a problem at worst


@pytest.mark.parametrize(
    ("data", "newline"),
    [
        (b"", "\n"),
        (b"a\r\nb\n", "\r\n"),
        (b"---\r\na: b\n---\n", "\r\n"),
        (b"---\na: b\r\n---\r\n", "\n"),
        (b'{"a":\r\n1}', "\r\n"),
    ],
)
def test_the_line_end_of_a_file_is_its_first(data, newline):
    assert split(data).newline == newline


def test_headers_are_read_where_they_are_allowed_only():
    data = b"Title: Hello\n\nText\n"
    assert split(data).format == "none"
    assert split(data, headers=True).meta == "Title: Hello\n"


def test_a_rule_after_blank_lines_is_no_front_matter():
    assert split(b"\n---\nnote: a rule and a colon\n").format == "none"


def test_headers_between_fences_are_headers_unless_they_hold_other_lines():
    assert split(b"---\ntitle: x\n---\n", headers=True).format == "headers"
    assert split(b"---\ntags:\n- x\n---\n", headers=True).format == "yaml"


@pytest.mark.parametrize("name", READABLE)
def test_dropping_a_key_that_is_not_there_changes_nothing(name):
    document = read(name)
    if document.format == "foreign" or "refused" in EXPECTED[name]:
        return
    assert edit(document, [Drop(("no-such-key",))]) == document
