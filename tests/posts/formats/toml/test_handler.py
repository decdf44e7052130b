"""TOML front matter: what an edit of each style looks like."""

from datetime import date, datetime, time

import frontmatter
import pytest

from blogcli.errors import Refused
from blogcli.posts.formats import Drop, Put, edit, load
from blogcli.posts.formats.toml.handler import TomlHandler
from blogcli.posts.model.document import Document


def document(meta):
    return Document("toml", b"\nText\n", b"", b"+++\n", meta, b"+++\n")


def edited(meta, *edits):
    return edit(document(meta), edits).meta


def put(key, value, **how):
    return Put(tuple(key.split(".")), value, **how)


EDITS = {
    "a quoted text keeps its quotes": (
        "t = 'a' # c\n",
        put("t", 'say "x" \\'),
        "t = 'say \"x\" \\' # c\n",
    ),
    "a text that its quotes cannot hold gets others": (
        "t = 'a'\n",
        put("t", "it's"),
        't = "it\'s"\n',
    ),
    "a text is escaped": ('t = "a"\n', put("t", 'x"\\\n\x7f'), 't = "x\\"\\\\\\n\\u007f"\n'),
    "a text of many lines stays so": (
        't = """\na\nb"""\n',
        put("t", 'c "d"\ne\\'),
        't = """\nc \\"d\\"\ne\\\\"""\n',
    ),
    "a literal text of many lines stays so": (
        "t = '''a\nb'''\n",
        put("t", 'c\\\n"d"'),
        "t = '''c\\\n\"d\"'''\n",
    ),
    "a literal text that cannot be one": ("t = '''a'''\n", put("t", "b'"), 't = """b\'"""\n'),
    "keys are found in any case": ('Title = "a"\n', put("title", "b"), 'Title = "b"\n'),
    "a bool": ("draft = false\n", put("draft", True), "draft = true\n"),
    "a number": ("n=1\n", put("n", 2.5), "n=2.5\n"),
    "the value that is there changes nothing": ("n = 1_0\n", put("n", 10), "n = 1_0\n"),
    "a quoted key": ('"a b" = 1\n', put("a b", 2), '"a b" = 2\n'),
    "an escaped key": ('"\\u0061" = 1\n', put("a", 2), '"\\u0061" = 2\n'),
    "a dotted key": ("a . 'b' = 1\n", put("a.b", 2), "a . 'b' = 2\n"),
    "a date stays a date": (
        "date = 2024-01-01 10:00:00Z # c\n",
        put("date", "2024-02-03T10:00:00+02:00", plain=True),
        "date = 2024-02-03T10:00:00+02:00 # c\n",
    ),
    "a date in quotes stays there": (
        'date = "2024-01-01"\n',
        put("date", "2024-02-03", plain=True),
        'date = "2024-02-03"\n',
    ),
    "a new date is a date": (
        "a = 1\n",
        put("date", "2024-02-03", plain=True),
        "a = 1\ndate = 2024-02-03\n",
    ),
    "what is no date of TOML is text": (
        "date = 2024-01-01\n",
        put("date", "Feb 3 2024", plain=True),
        'date = "Feb 3 2024"\n',
    ),
    "a text like a date is quoted": (
        "d = 2024-01-01\n",
        put("d", "2024-01-02"),
        'd = "2024-01-02"\n',
    ),
    "a date value": ("d = 2024-01-01\n", put("d", date(2024, 1, 2)), "d = 2024-01-02\n"),
    "a time value": ("d = 1\n", put("d", [time(10, 30)]), "d = [10:30:00]\n"),
    "a new item": ('t = ["a", "b"]\n', put("t", ["a", "b", "c"]), 't = ["a", "b", "c"]\n'),
    "a new item in its quotes": ("t = ['a']\n", put("t", ["a", "b"]), "t = ['a', 'b']\n"),
    "a first item": ("t = [ ] # c\n", put("t", ["a"]), 't = ["a"] # c\n'),
    "a new item on a line": (
        't = [\n    "a", # one\n    "b", # two\n]\n',
        put("t", ["a", "b", "c"]),
        't = [\n    "a", # one\n    "b", # two\n    "c",\n]\n',
    ),
    "a new item on a line without a comma": (
        't = [\n  "a",\n  "b"\n]\n',
        put("t", ["a", "b", "c"]),
        't = [\n  "a",\n  "b",\n  "c"\n]\n',
    ),
    "a first item between lines": ("t = [\n]\n", put("t", ["a"]), 't = [\n  "a"\n]\n'),
    "an item between others does not repeat their comment": (
        't = ["a", # one\n"b"]\n',
        put("t", ["a", "c", "b"]),
        't = ["a", "c", # one\n"b"]\n',
    ),
    "an item goes with its line": (
        't = [\n  "a", # one\n  "b",\n]\n',
        put("t", ["b"]),
        't = [\n  "b",\n]\n',
    ),
    "the last item goes": ('t = ["a", "b" ]\n', put("t", ["a"]), 't = ["a" ]\n'),
    "the last item goes, a comment stays": (
        't = ["a", # one\n "b"]\n',
        put("t", ["a"]),
        't = ["a" # one\n ]\n',
    ),
    "brackets and quotes within items": (
        't = ["]", \'[\', [1, "x,"], {a = "}"}] # ]\n',
        put("t", ["]", "[", [1, "x,"], {"a": "}"}, "z"]),
        't = ["]", \'[\', [1, "x,"], {a = "}"}, "z"] # ]\n',
    ),
    "an item is replaced in its quotes": (
        "t = [\"a\", 'b']\n",
        put("t", ["c", "d"]),
        "t = [\"c\", 'd']\n",
    ),
    "a text becomes a list": ("t = 'a'\n", put("t", ["a", "b"]), "t = ['a', 'b']\n"),
    "a new key goes before the tables": (
        'a = "x"\n\n# about b\n[b]\nc = 1\n',
        put("d", ["y"]),
        'a = "x"\nd = ["y"]\n\n# about b\n[b]\nc = 1\n',
    ),
    "a new key before tables alone": ("[b]\nc = 1\n", put("d", 2), "d = 2\n[b]\nc = 1\n"),
    "a new key of an empty block": ("", put("d", 2), "d = 2\n"),
    "a new key has the quotes of the others": ("a = 'x'\n", put("d", "y"), "a = 'x'\nd = 'y'\n"),
    "a new key ends its line as the others": ("a = 1\r\n", put("d", 2), "a = 1\r\nd = 2\r\n"),
    "a new key is quoted where it must be": ("a = 1\n", put("d e", 2), 'a = 1\n"d e" = 2\n'),
    "a new key of a table": (
        "[taxonomies]\ntags = []\n# c\n\n[extra]\n",
        put("taxonomies.categories", ["x"]),
        '[taxonomies]\ntags = []\ncategories = ["x"]\n# c\n\n[extra]\n',
    ),
    "a new key of an empty table": (
        "[extra] # c\n[b]\n",
        put("extra.a", 1),
        "[extra] # c\na = 1\n[b]\n",
    ),
    "a new key has the indent of its table": (
        "[e]\n  a = 1\n",
        put("e.b", 2),
        "[e]\n  a = 1\n  b = 2\n",
    ),
    "a new table goes to the end": (
        "a = 1\n\n[extra]\nb = 2\n\n# end\n",
        put("taxonomies.tags", ["x"]),
        'a = 1\n\n[extra]\nb = 2\n\n[taxonomies]\ntags = ["x"]\n\n# end\n',
    ),
    "a new table of an empty block": ("", put("t.tags", []), "[t]\ntags = []\n"),
    "a new key beside dotted ones": (
        "t.a = 1\nb = 2\n",
        put("t.c", 3),
        "t.a = 1\nt.c = 3\nb = 2\n",
    ),
    "a new key of a table in braces": (
        "s = { a = 1 } # c\n",
        put("s.b", "x"),
        's = { a = 1, b = "x" } # c\n',
    ),
    "a first key in braces": ("s = {}\n", put("s.b", 1), "s = { b = 1 }\n"),
    "a key in braces": ("s = {a = {b = 1}}\n", put("s.a.b", 2), "s = {a = {b = 2}}\n"),
    "a key in braces goes": ("s = {a = 1, b = 2}\n", Drop(("s", "a")), "s = {b = 2}\n"),
    "a mapping is put key by key": (
        "[s]\na = 1 # c\nb = 2\n",
        put("s", {"a": 1, "c": 3}),
        "[s]\na = 1 # c\nc = 3\n",
    ),
    "a key goes with its lines": ('a = [\n  "x",\n] # c\nb = 1\n', Drop(("a",)), "b = 1\n"),
    "a table goes with its only key": (
        "a = 1\n\n[t]\n# c\ntags = []\n\n[extra]\n",
        Drop(("t", "tags")),
        "a = 1\n\n[extra]\n",
    ),
    "a table goes with the tables in it": (
        "a = 1\nt.x = 2\n\n[e]\nb = 1\n\n[e.f]\nc = 1\n\n[[e.g]]\nh = 1\n",
        Drop(("e",)),
        "a = 1\nt.x = 2\n",
    ),
    "dotted keys go": ("t.x = 2\nt.y = 3\na = 1\n", Drop(("t",)), "a = 1\n"),
    "a key that is not there goes": (
        "a = 1\n[[b]]\nc = 1\n",
        Drop(("b", "c")),
        "a = 1\n[[b]]\nc = 1\n",
    ),
    "fences and headers in texts": (
        "t = '''\n[a]\nb = 1\n'''\n[c]\nd = \"[e]\" # [f]\n",
        put("c.g", 1),
        "t = '''\n[a]\nb = 1\n'''\n[c]\nd = \"[e]\" # [f]\ng = 1\n",
    ),
    "quotes at the end of a text": (
        "t = \"\"\"a\"\"\"\"\"\nu = '''b'''''\n",
        put("v", 1),
        "t = \"\"\"a\"\"\"\"\"\nu = '''b'''''\nv = 1\n",
    ),
    "quotes at the end of a text go with it": (
        't = """a"""""\n',
        put("t", "b"),
        't = """b"""\n',
    ),
    "odd values": (
        "a = 1979-05-27 07:32:00.5-07:00\nb = 07:32:00\nc = -inf\nd = [1979-05-27 07:32:00,]\n",
        put("e", 1),
        "a = 1979-05-27 07:32:00.5-07:00\nb = 07:32:00\nc = -inf\nd = [1979-05-27 07:32:00,]\n"
        "e = 1\n",
    ),
}


@pytest.mark.parametrize("case", EDITS)
def test_an_edit_changes_its_own_stretch(case):
    before, wanted, after = EDITS[case]
    assert edited(before, wanted) == after


@pytest.mark.parametrize(
    ("meta", "wanted", "reason"),
    [
        ("t = 1\n", put("t", None), "TOML has none"),
        ("t = 1\n", put("u", [{"a": None}]), "TOML has none"),
        ("t = 1\nT = 2\n", put("title", "x"), None),
        ("tag = 1\nTag = 2\n", put("TAG", "x"), "more than once"),
        ("t = 1\n", put("t.a", 2), "not a table"),
        ("[t]\na = 1\n", put("t", "x"), "`t` is a table"),
        ("[[t]]\na = 1\n", put("t", "x"), "`t` is a table"),
        ("[[t]]\na = 1\n", put("t.a", "x"), "`t.a` is in a list"),
        ("t = 1\nt = 2\n", put("t", 3), "not TOML"),
        ("t = 1\n", put("u", "\ud800"), "cannot be written"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(meta, wanted, reason):
    if reason is None:
        edited(meta, wanted)
        return
    with pytest.raises(Refused, match=reason) as caught:
        edited(meta, wanted)
    assert caught.value.hint


def test_values_have_their_types():
    values = load(document("d = 2024-01-01\nt = 2024-01-01T10:00:00\nn = 1.0\nx = nan\n")).values
    assert values["d"] == date(2024, 1, 1)
    assert values["t"] == datetime.fromisoformat("2024-01-01T10:00:00")
    assert repr(values["n"]) == "1.0"


def test_a_number_that_is_none_is_no_obstacle():
    assert edited("x = nan\n", put("y", 1)) == "x = nan\ny = 1\n"


@pytest.mark.parametrize(
    ("meta", "line"),
    [("a = 1\nb = \n", 3), ("a = 1\r\nb = 2024-02-30\r\n", 3), ("a = [\n1,\n", 3), ('a = "', 2)],
)
def test_a_fault_has_its_line(meta, line):
    loaded = load(document(meta))
    assert loaded.line == line
    assert loaded.problem.startswith("the front matter is not TOML: ")
    assert "(" not in loaded.problem


def test_python_frontmatter_reads_through_the_handler():
    text = "+++\ntitle = 'x'\n+++\nText"
    assert frontmatter.parse(text, handler=TomlHandler()) == ({"title": "x"}, "Text")
