"""YAML front matter: what scalars mean, and what an edit of each style looks like."""

from datetime import date

import frontmatter
import pytest
import yaml

from blogcli.errors import Refused
from blogcli.posts.formats import Drop, Put, edit, load
from blogcli.posts.formats.yaml.handler import YamlHandler
from blogcli.posts.model.document import Document, split
from tests.conftest import thorough


def document(meta, body=b"\nText\n"):
    return Document("yaml", body, b"", b"---\n", meta, b"---\n")


def edited(meta, *edits):
    return edit(document(meta), edits).meta


def put(key, value, **how):
    return Put(tuple(key.split(".")), value, **how)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("nULL", "nULL"),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("12", 12),
        ("-12", -12),
        ("+12", "+12"),
        ("012", "012"),
        ("1_000", "1_000"),
        ("12345678901234567890", 12345678901234567890),
        ("0.5", 0.5),
        ("3.10", "3.10"),
        ("1.0", 1.0),
        (".5", ".5"),
        ("1e3", "1e3"),
        ("nan", "nan"),
        (".inf", ".inf"),
        ("１２", "１２"),
        ("1:30", "1:30"),
        ("2024-02-30", "2024-02-30"),
        ("2024-03-05 10:00:00 +0200", "2024-03-05 10:00:00 +0200"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("! 'x'", "x"),
        ("!!int '3'", "3"),
        ("a # comment", "a"),
        ("http://x.example/#a", "http://x.example/#a"),
        ("[a, 1, [b], {c: d}]", ["a", 1, ["b"], {"c": "d"}]),
        ("{}", {}),
        ("|\n  a\n  b", "a\nb\n"),
        (">-\n  a\n  b", "a b"),
        ("|+\n  a\n", "a\n\n"),
        ("plain\n  and more", "plain and more"),
    ],
)
def test_a_scalar_means_what_it_says(written, value):
    loaded = load(document(f"key: {written}\n"))
    assert not loaded.problem
    assert repr(loaded.values["key"]) == repr(value)


EDITS = {
    "a quoted text keeps its quotes": (
        "title: 'One'  # why\n",
        put("title", "It's"),
        "title: 'It''s'  # why\n",
    ),
    "a double-quoted text is escaped": (
        'title: "One"\n',
        put("title", 'say "hi"\tto \\ and\n\x85'),
        'title: "say \\"hi\\"\\tto \\\\ and\\n\\u0085"\n',
    ),
    "a plain text stays plain": ("title:   One\n", put("title", "Two, c# & [x]"), None),
    "a plain text that needs quotes gets them": (
        "title: One\n",
        put("title", "One: two"),
        'title: "One: two"\n',
    ),
    "keys are found in any case": ("Title: One\n", put("title", "Two"), "Title: Two\n"),
    "a bool is plain": ("draft: 'no'\n", put("draft", True), "draft: true\n"),
    "a number is plain": ("weight: 3\n", put("weight", 2.5), "weight: 2.5\n"),
    "a text like a number is quoted": ("version: 3.1\n", put("version", "3.1"), 'version: "3.1"\n'),
    "the value that is there changes nothing": ("n:   '1'\n", put("n", "1"), "n:   '1'\n"),
    "null empties the value": ("tags: [a] # c\n", put("tags", None), "tags: # c\n"),
    "an empty value is filled": ("title:\nx: 1\n", put("title", "T"), "title: T\nx: 1\n"),
    "an empty value before a comment is filled": (
        "tags: # none\n",
        put("tags", ["a"]),
        "tags: [a] # none\n",
    ),
    "trailing blanks after an empty value go": ("tags:  \n", put("tags", ["a"]), "tags: [a]\n"),
    "a null is replaced": ("tags: ~\n", put("tags", ["a"]), "tags: [a]\n"),
    "a text becomes a list with its quotes": (
        "tags: 'news'\n",
        put("tags", ["news", "x"]),
        "tags: ['news', 'x']\n",
    ),
    "a value of many lines becomes one": (
        'title: "a\n  b"\nx: 1\n',
        put("title", "c"),
        'title: "c"\nx: 1\n',
    ),
    "a value on the next line stays there": ("title:\n  One\n", put("title", "Two"), None),
    "the mark of a text stays": ("title: ! 'One'\n", put("title", "Two"), "title: ! 'Two'\n"),
    "the mark of a text goes with it": ("draft: ! 'yes'\n", put("draft", True), "draft: true\n"),
    "a folded text stays folded": (
        "a: >\n  one\n  two\n\nb: 1\n",
        put("a", "three\n"),
        "a: >\n  three\n\nb: 1\n",
    ),
    "a folded text of several lines is literal": (
        "a: >-\n    one\n",
        put("a", "one\n\ntwo"),
        "a: |-\n    one\n\n    two\n",
    ),
    "a block text that cannot be one is quoted": ("a: |\n  one\n", put("a", " x"), 'a: " x"\n'),
    "a block text that ends in blank lines is quoted": (
        "a: |\n  one\n",
        put("a", "x\n\n"),
        'a: "x\\n\\n"\n',
    ),
    "kept blank lines go with their text": (
        "a: |+\n  one\n\n\nb: 1\n",
        put("a", "two"),
        "a: |-\n  two\nb: 1\n",
    ),
    "a block text becomes null": ("a: |\n  one\n  two\nb: 1\n", put("a", None), "a:\nb: 1\n"),
    "a list becomes text": ("a:\n  - x\n  - y\nb: 1\n", put("a", "z"), "a: z\nb: 1\n"),
    "a mapping becomes text": ("a: # c\n  x: 1\nb: 1\n", put("a", "z"), "a: z # c\nb: 1\n"),
    "a nested key is put": ("a:\n  x: 1\nb: 2\n", put("a.x", "z"), "a:\n  x: z\nb: 2\n"),
    "a nested key is new": (
        "a:\n    x: 1\nb: 2\n",
        put("a.z", 3),
        "a:\n    x: 1\n    z: 3\nb: 2\n",
    ),
    "a nested key makes its mapping": (
        "b: 2\n",
        put("a.x", ["z"]),
        "b: 2\na:\n  x: [z]\n",
    ),
    "a nested key fills a null": ("a: ~ # c\nb: 1\n", put("a.x", 2), "a: # c\n  x: 2\nb: 1\n"),
    "a mapping is put key by key": (
        "a:\n  x: '1' # c\n  y: 2\n",
        put("a", {"x": "1", "z": 3}),
        "a:\n  x: '1' # c\n  z: 3\n",
    ),
    "a key in braces is put": ("a: {x: 1, y: 2}\n", put("a.x", "b, c"), 'a: {x: "b, c", y: 2}\n'),
    "a key in braces is new": ("a: { x: 1 }\n", put("a.z", "w"), "a: { x: 1, z: w }\n"),
    "a new key goes before what closes the block": (
        "a: 1\n\n# end\n",
        put("b", 2),
        "a: 1\nb: 2\n\n# end\n",
    ),
    "a new key goes after kept blank lines": (
        "a: |+\n  x\n\n# end\n",
        put("b", 2),
        "a: |+\n  x\n\nb: 2\n# end\n",
    ),
    "a new key goes after a list with a comment": (
        "a:\n- x # c\n",
        put("b", 2),
        "a:\n- x # c\nb: 2\n",
    ),
    "a new key is indented as the others": (" a: 1\n", put("b", 2), " a: 1\n b: 2\n"),
    "a new key ends its line as the line before": (
        "a: 1\r\n",
        put("b", ["x"]),
        "a: 1\r\nb: [x]\r\n",
    ),
    "a new key of an empty block": ("", put("b", 2), "b: 2\n"),
    "a new key after comments alone": ("# note\n", put("b", 2), "# note\nb: 2\n"),
    "a new list is one line, with the quotes of another one": (
        "a:\n  -   'x'\nb: 1\n",
        put("c", ["y", "z"]),
        "a:\n  -   'x'\nb: 1\nc: ['y', 'z']\n",
    ),
    "a new list in brackets takes the quotes": (
        'a: ["x"]\n',
        put("c", ["d"]),
        'a: ["x"]\nc: ["d"]\n',
    ),
    "a new empty list is brackets": ("a:\n- x\n", put("c", []), "a:\n- x\nc: []\n"),
    "a new key is quoted where it must be": ("a: 1\n", put("b: c", 2), 'a: 1\n"b: c": 2\n'),
    "a new text of many lines is on one": ("a: 1\n", put("b", "x\ny"), 'a: 1\nb: "x\\ny"\n'),
    "a new item in brackets": ("t: [a, b]\n", put("t", ["a", "b", "c"]), "t: [a, b, c]\n"),
    "a new item in tight brackets": ("t: [a,b]\n", put("t", ["a", "b", "c"]), "t: [a,b,c]\n"),
    "a new item in quotes": ("t: ['a', 'b']\n", put("t", ["a", "b", "c"]), "t: ['a', 'b', 'c']\n"),
    "a new item before a last comma": ("t: [a, ]\n", put("t", ["a", "b"]), "t: [a, b, ]\n"),
    "a first item in brackets": ("t: [ ] # c\n", put("t", ["no"]), 't: ["no"] # c\n'),
    "an item is put first": ("t: [a]\n", put("t", ["b", "a"]), "t: [b, a]\n"),
    "an item goes": ("t: [a, b, c]\n", put("t", ["a", "c"]), "t: [a, c]\n"),
    "the first item goes": ("t: [ a, b ]\n", put("t", ["b"]), "t: [ b ]\n"),
    "the last item goes": ("t: [a, b]\n", put("t", ["a"]), "t: [a]\n"),
    "two items go, two come": (
        "t: [a, b, c, d]\n",
        put("t", ["x", "b", "d", "e"]),
        "t: [x, b, d, e]\n",
    ),
    "all items in brackets go": ("t: [a, b,] # c\n", put("t", []), "t: [] # c\n"),
    "an item in brackets is replaced in its quotes": (
        "t: [a, 'b']\n",
        put("t", ["c, d", "e"]),
        "t: [\"c, d\", 'e']\n",
    ),
    "a line in brackets": (
        "t: [\n  a, # one\n  b # two\n]\n",
        put("t", ["a", "b", "c"]),
        "t: [\n  a, # one\n  b, # two\n  c\n]\n",
    ),
    "a line in brackets goes": (
        "t: [\n  a, # one\n  b # two\n]\n",
        put("t", ["a"]),
        "t: [\n  a # one\n]\n",
    ),
    "a new dashed item": ("t:\n- a\nb: 1\n", put("t", ["a", "c"]), "t:\n- a\n- c\nb: 1\n"),
    "a new dashed item after a comment": (
        "t:\n  - a\n  - b # last\n# next\nx: 1\n",
        put("t", ["a", "b", "c"]),
        "t:\n  - a\n  - b # last\n  - c\n# next\nx: 1\n",
    ),
    "a dashed item is put first": ("t:\n  -  a\n", put("t", ["b", "a"]), "t:\n  -  b\n  -  a\n"),
    "a dashed item is quoted as the rest": (
        "t:\n  - 'a'\n  - \"b\"\n",
        put("t", ["a", "b", "c"]),
        't:\n  - \'a\'\n  - "b"\n  - "c"\n',
    ),
    "a dashed item needs quotes": (
        "t:\n- a\n- 'b'\n",
        put("t", ["a", "b", "no"]),
        "t:\n- a\n- 'b'\n- 'no'\n",
    ),
    "a dashed item goes with its comment": (
        "t:\n  # x\n  - a # c\n  # y\n  - b\n",
        put("t", ["b"]),
        "t:\n  # x\n  # y\n  - b\n",
    ),
    "all dashed items go": ("t:\n  - a\n  - b\nx: 1\n", put("t", []), "t: []\nx: 1\n"),
    "a dashed item of many lines goes": (
        "t:\n  - a:\n      b\n    c: |\n      d\n\n  - e\n",
        put("t", ["e"]),
        "t:\n\n  - e\n",
    ),
    "dashed items are replaced": (
        "t:\n- a # c\n-\n",
        put("t", ["b", "d"]),
        "t:\n- b # c\n- d\n",
    ),
    "a written date is plain": (
        "date: 2024-01-01\n",
        put("date", "2024-02-03 10:00", plain=True),
        "date: 2024-02-03 10:00\n",
    ),
    "a written date in quotes stays there": (
        "date: '2024-01-01'\n",
        put("date", "2024-02-03", plain=True),
        "date: '2024-02-03'\n",
    ),
    "a new date is plain": ("a: 1\n", put("date", date(2024, 2, 3)), "a: 1\ndate: 2024-02-03\n"),
    "a year alone is quoted": ("a: 1\n", put("date", "2024", plain=True), 'a: 1\ndate: "2024"\n'),
    "a text that looks like a date is quoted": (
        "a: x\n",
        put("a", "2024-02-03"),
        'a: "2024-02-03"\n',
    ),
    "a key goes with its lines": (
        "a: 1\nt: # c\n  - x\n  - y\n# d\nb: 2\n",
        Drop(("t",)),
        "a: 1\n# d\nb: 2\n",
    ),
    "a key with a block text goes": ("t: |+\n  x\n\nb: 2\n", Drop(("t",)), "b: 2\n"),
    "a nested key goes": ("a:\n  x: 1\n  y: 2\n", Drop(("a", "x")), "a:\n  y: 2\n"),
    "a mapping goes with its only key": (
        "a:\n  x:\n    y: 2\nb: 1\n",
        Drop(("A", "x", "y")),
        "b: 1\n",
    ),
    "a key in braces goes": ("a: {x: 1, y: 2}\n", Drop(("a", "y")), "a: {x: 1}\n"),
    "the only key goes": ("a: 1\n# c\n", Drop(("a",)), "# c\n"),
    "a key that is not there goes": ("a: 1\n", Drop(("b", "c")), "a: 1\n"),
}


@pytest.mark.parametrize("case", EDITS)
def test_an_edit_changes_its_own_stretch(case):
    before, wanted, after = EDITS[case]
    result = edited(before, wanted)
    if after is not None:
        assert result == after
    if isinstance(wanted, Put) and not isinstance(wanted.value, dict | date):
        values = load(document(result)).values
        for key in wanted.key:
            values = values[next(one for one in values if one.lower() == key.lower())]
        assert values == wanted.value


UNSAFE = [
    *("no", "Yes", "on", "y", "~", "null", "TRUE", ".nan", "=", "<<", "3.10", "12:30", "1e3"),
    *("0x1F", "0o7", "1_000", "1,000", ".5", "-1", "+1", "2024-01-01", "2024-01-01 10:00:00"),
]


@pytest.mark.parametrize(
    "text",
    [
        *UNSAFE,
        *("#x", "a: b", "a:", "a #b", "@x", "`x", "*x", "&x", "!x", "%x", "|x", ">x", "- x", "? x"),
        *("2024-01-01T10:00:00Z", "2024-01-01 10:00", "", " x", "x ", "{x", "[x", "'x", '"x', ",x"),
        *("\x07", "a\x85b", "a\u2028b", "\ufeff", "\x7f", "a\tb", "-", "---", "...", "x\n", "\\"),
    ],
)
@pytest.mark.parametrize("meta", ["key: x\n", "key: 'x'\n", "key: [x]\n", "key:\n- x\n", ""])
def test_a_text_that_could_be_misread_is_quoted(text, meta):
    value = text if "[" not in meta and "-" not in meta else [text]
    result = edited(meta, put("key", value))
    assert load(document(result)).values == {"key": value}
    if text in UNSAFE:
        assert f'"{text}"' in result or f"'{text}'" in result


@pytest.mark.parametrize("text", ["a,b", "a]b", "a[b", "a{b", "a}b", "a:b", "http://x.example"])
def test_brackets_need_more_quotes(text):
    assert edited("t: x\n", put("t", text)) == f"t: {text}\n"
    assert edited("t: [x]\n", put("t", [text])) == f't: ["{text}"]\n'


@pytest.mark.parametrize(
    ("meta", "wanted", "reason"),
    [
        ("t: &a [x]\nu: 1\n", put("t", ["x", "y"]), "`t` uses an anchor"),
        ("u: &a [x]\nt: *a\n", put("t", ["y"]), "`t` uses an alias"),
        ("u: &a [x]\nt: *a\n", Drop(("t",)), "`t` uses an alias"),
        ("t: !x [x]\n", put("t", ["y"]), "`t` uses a tag"),
        ("t: ! [x]\n", put("t", ["y"]), "`t` uses a tag"),
        ("t: [&a x]\n", put("t", ["y"]), "`t` uses an anchor"),
        ("a: &a\n  x: 1\n", put("a.x", 2), "`a` is not a mapping that can be edited"),
        ("a: 1\n", put("a.x", 2), "`a` is not a mapping"),
        ("t: 1\nu: 2\nt: 3\n", put("t", 4), "`t` is there more than once"),
        ("t: 1\nT: 3\n", put("Title", 4), None),
        ("tag: 1\nTag: 3\n", put("TAG", 4), "`TAG` is there more than once"),
        ("? t\n: 1\n", put("t", 4), "explicit `\\?` key"),
        ("? t\n: 1\n", Drop(("t",)), "does not begin its line"),
        ("t:\n-\n  a\n", put("t", ["a", "b"]), "not on the line of its dash"),
        ("a: 1\n--- # x\nb: 2\n", put("a", 4), "several documents"),
        ("- a\n", put("a", 4), "not a mapping"),
        ("t: a: b\n", put("t", 4), "cannot be edited: its lines are not valid YAML"),
        ("t: a: b\nt: 3\n", put("t", 4), "cannot be edited: the front matter is not valid YAML"),
        ("t: 1e16\n", put("t", 1e16), "would give `t` another value"),
        ("t: a\n", put("t", "\ud800"), "would break the front matter"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(meta, wanted, reason):
    if reason is None:
        edited(meta, wanted)
        return
    with pytest.raises(Refused, match=reason) as caught:
        edited(meta, wanted)
    assert caught.value.hint


BROKEN = "layout: post\ntitle: One: two\ntags:\n- a\n\n# end\n"


def test_of_broken_yaml_the_readable_keys_are_read():
    loaded = load(document(BROKEN + "odd: [\n  x\nlast: 'it''s'\n\"q k\": 2\n"))
    assert dict(loaded.values) == {
        "layout": "post",
        "title": "One: two",
        "tags": ["a"],
        "last": "it's",
        "q k": 2,
    }
    assert loaded.line == 3
    assert "not YAML" in loaded.problem


@pytest.mark.parametrize(
    ("wanted", "after"),
    [
        (put("tags", ["a", "b"]), BROKEN.replace("- a\n", "- a\n- b\n")),
        (put("draft", True), BROKEN.replace("- a\n", "- a\ndraft: true\n")),
        (Drop(("layout",)), BROKEN.replace("layout: post\n", "")),
        (Drop(("nothing",)), BROKEN),
    ],
)
def test_a_readable_key_of_broken_yaml_is_edited(wanted, after):
    assert edited(BROKEN, wanted) == after


def test_edits_are_made_in_order():
    edits = [put("b", [1]), put("b", [1, 2]), Drop(("a",)), put("c.d", 1), put("C.e", 2)]
    assert edited("a: 1\n", *edits) == "b: [1, 2]\nc:\n  d: 1\n  e: 2\n"


def test_python_frontmatter_reads_through_the_handler():
    text = "---\ntitle: 3.10\ncontent: c\n2019: x\n...\n\n    Text\n---\n"
    metadata, _ = frontmatter.parse(text, handler=YamlHandler())
    assert metadata == {"title": "3.10", "content": "c", "2019": "x"}
    assert YamlHandler().detect(text)
    assert not YamlHandler().detect("+++\n+++\n")
    assert not YamlHandler().detect("---\ntitle: never closed\n")
    assert YamlHandler().split(text) == (text[4:35], "\n    Text\n---\n")


ODD_KEYS = ["? k\n: v\n", '? "k"\n: v\n', "? 'k'\n: v\n", "? &x k\n: v\n", "? !!str k\n: v\n"]


@pytest.mark.parametrize(
    "lines", [*ODD_KEYS, "!!str k: v\n", "&x k: v\n", '"\\x6b": v\n', "  k: v\n"]
)
@pytest.mark.parametrize("wanted", [Put(("k",), "new"), Put(("K",), "new")])
def test_a_key_in_an_odd_form_is_not_added_again(lines, wanted):
    """Not in front matter that is no YAML as a whole either."""
    for text in (lines, lines + "bad: x: y\n", "bad: x: y\n" + lines):
        if text.startswith("bad") and lines.startswith(" "):
            continue  # it stands below another key
        document = split(f"---\n{text}---\n".encode())
        try:
            edited = edit(document, [wanted])
        except Refused:
            continue
        assert len(edited.meta.splitlines()) == len(text.splitlines())
        assert load(edited).values["k"] == "new"


def test_a_merge_key_holds_a_mapping_alone():
    document = split(b"---\nb: &b {k: 1}\n<<: {k: 2}\n---\n")
    with pytest.raises(Refused):
        edit(document, [Put(("<<",), "text")])


PLAIN = (
    "<<", "=", "~", "-", "?", "y", "N", "on", "0o7", "0x1F", "1_000", ".inf", ".NaN", "---", "...",
    "null", "1e3", "12:30", "2024-01-02", "- a", "? a", "a: b", "a #b", ": a", "|", ">", "&a", "*a",
    "!a", "%a", "@a", "`a", "[a", "{a", "", " a", "a ", "a\nb", "\na\n", "#", "a:", ",", "-0", "+1",
)  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize(
    "meta", ["k: v\n", "k: [v, w]\n", "{k: v}\n", "k: 'v'\n", "m: 1\n", "k:\n- v\n"]
)
@pytest.mark.parametrize("newline", ["\n", *thorough("\r\n")])
def test_text_stays_text_for_other_readers_too(text, meta, newline):
    document = split(f"---\n{meta}---\n".replace("\n", newline).encode())
    for wanted in (Put(("k",), text), Put(("k",), [text, text]), Put((text or "x",), text)):
        edited = edit(document, [wanted])
        assert yaml.safe_load(edited.meta)[wanted.key[0]] == wanted.value


@pytest.mark.parametrize("text", ["<<", "=", "~", "yes"])
def test_a_date_that_is_none_is_text(text):
    edited = edit(split(b"---\nk: v\n---\n"), [Put(("new",), text, plain=True)])
    assert yaml.safe_load(edited.meta)["new"] == text


MERGED = "x: &x {tags: [a, b], k: 1}\ntitle: T\n"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("<<: *x\n", {"tags": ["a", "b"], "k": 1}),
        ("<<: *x\nk: 2\n", {"tags": ["a", "b"], "k": 2}),
        ("k: 2\n<<: *x\n", {"tags": ["a", "b"], "k": 2}),
        ("<<: [{k: 3, j: 4}, *x]\n", {"tags": ["a", "b"], "k": 3, "j": 4}),
        ("<<: {k: 3}\n<<: *x\n", {"tags": ["a", "b"], "k": 3}),
        ("'<<': *x\n", {"<<": {"tags": ["a", "b"], "k": 1}}),
        ("<<: [1]\n", {"<<": [1]}),
        ("in: {<<: *x, k: 2}\n", {"in": {"tags": ["a", "b"], "k": 2}}),
    ],
)
def test_values_that_are_merged_in_belong_to_the_post(text, values):
    read = load(split(f"---\n{MERGED}{text}---\n".encode())).values
    assert read == {"x": {"tags": ["a", "b"], "k": 1}, "title": "T", **values}


def test_an_edit_of_a_merged_value_gives_the_post_its_own():
    before = f"---\n{MERGED}<<: *x\n---\n"
    after = edit(split(before.encode()), [Put(("tags",), ["a", "b", "c"])]).join().decode()
    assert after == before.replace("<<: *x\n", "<<: *x\ntags: [a, b, c]\n")


@pytest.mark.parametrize("wanted", [Drop(("tags",)), Drop(("k",)), Put(("x", "k"), 2)])
def test_a_merged_value_is_not_taken_away(wanted):
    with pytest.raises(Refused):
        edit(split(f"---\n{MERGED}<<: *x\n---\n".encode()), [wanted])
