"""An edit changes what was asked and nothing else: as properties, and on real blogs."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from blogcli.errors import Refused
from blogcli.posts.formats import Drop, Put, edit, load
from blogcli.posts.formats.fast import yaml as yaml_yaml
from blogcli.posts.formats.yaml import scalars as yaml
from blogcli.posts.model.conventions import Split
from blogcli.posts.model.document import Document, split
from blogcli.posts.model.values import same
from tests.conftest import thorough
from tools.lossless import Folder, Tally, measure, probes

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORD = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,8}", fullmatch=True)
ODD_TEXTS = [
    *("no", "3.10", "12:30", "2024-01-01", "#x", "a: b", "@x", "`", "*a", "&a", "!a", "%", "a #b"),
    *(
        "",
        " a",
        "a ",
        "[x]",
        "{y}",
        "a,b",
        "'",
        '"',
        "\\",
        "- x",
        "---",
        "...",
        "+++",
        "null",
        "<<",
    ),
    *("é", "🚀", "\u2028", "\x85", "\ufeff", "\r", "\n", "a\nb\n", "\t", "]", "}", ":", "~"),
]
ODD = st.sampled_from(ODD_TEXTS)
STRING = WORD | ODD | TEXT
FLOAT = st.integers(-10_000, 10_000).map(lambda number: number / 8)
SCALAR = STRING | st.booleans() | st.integers(-(10**15), 10**15) | FLOAT
LIST = st.lists(STRING | SCALAR, max_size=4)
VALUE = SCALAR | LIST
COMMENT = st.sampled_from(["", "", "", " # why", "  # a: [b]"])


@st.composite
def yaml_lines(draw, key, value):
    """One key in one of the styles that people write."""
    comment = draw(COMMENT)
    if not isinstance(value, list):
        quote = draw(st.sampled_from(["", "'", '"']))
        written = yaml.format_yaml_value(value, quote, flow=False)
        return f"{key}:{draw(st.sampled_from([' ', '   ']))}{written}{comment}\n"
    quotes = draw(st.sampled_from(["", "'", '"']))
    if not value or draw(st.booleans()):
        items = [yaml.format_yaml_value(item, quotes) for item in value]
        joint = draw(st.sampled_from([", ", ",", " , ", ",\n  "]))
        last = "," if items and draw(st.booleans()) else ""
        return f"{key}: [{joint.join(items)}{last}]{comment}\n"
    dash = draw(st.sampled_from(["- ", "  - ", "    -   "]))
    gap = draw(st.sampled_from(["", "", "  # between\n", "\n"]))
    lines = [
        dash + yaml.format_yaml_value(item, quotes, flow=False) + draw(COMMENT) + "\n"
        for item in value
    ]
    return f"{key}:{comment}\n{gap.join(lines)}"


def toml_lines(key, value):
    from blogcli.posts.formats.toml import scalars as toml

    quote = st.sampled_from(['"', "'"])
    if isinstance(value, list) and value:
        row = st.tuples(quote, st.sampled_from([", ", ",", " ,\n\t", ", # x\n "]), COMMENT).map(
            lambda how: (
                f"{key} = "
                f"[{how[1].join(toml.format_toml_value(one, how[0]) for one in value)}]{how[2]}\n"
            )
        )
        lines = st.tuples(quote, st.booleans()).map(
            lambda how: (
                f"{key} = [\n    "
                + ",\n    ".join(toml.format_toml_value(one, how[0]) for one in value)
                + ("," * how[1])
                + "\n]\n"
            )
        )
        return row | lines
    return st.tuples(quote, COMMENT).map(
        lambda how: f"{key} = {toml.format_toml_value(value, how[0])}{how[1]}\n"
    )


@st.composite
def documents(draw, name, kind=VALUE):
    """A post with front matter of a few keys; its values as they were meant beside it."""
    keys = draw(st.lists(WORD, min_size=1, max_size=4, unique_by=str.lower))
    values = {key: draw(kind) for key in keys}
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    body = draw(st.sampled_from(["", "\nText\n", "Text\r\n---\n", "\n\n    code\n\n"])).encode()
    if name == "json":
        indent = draw(st.sampled_from([None, 2, "\t"]))
        meta = json.dumps(values, indent=indent, ensure_ascii=draw(st.booleans()))
        closing = newline.encode()
        return Document("json", body, meta=meta.replace("\n", newline), closing=closing), values
    lines = yaml_lines if name == "yaml" else toml_lines
    between = st.sampled_from(["", "", "", "\n", "# a comment\n"])
    parts = [part for key in keys for part in (draw(between), draw(lines(key, values[key])))]
    meta = "".join([*parts, draw(between)]).replace("\n", newline)
    fence = ("---" if name == "yaml" else "+++") + newline
    document = Document(name, body, b"", fence.encode(), meta, fence.encode())
    return document, values


FORMATS = pytest.mark.parametrize("name", ["yaml", "toml", "json"])


def values_of(document):
    again = split(document.join())
    assert again == document
    loaded = load(again)
    assert not loaded.problem
    return dict(loaded.values)


def start(data, name, kind=VALUE):
    document, values = data.draw(documents(name, kind))
    assume(split(document.join()) == document)
    assert same(values_of(document), values)
    return document, values


@FORMATS
@given(data=st.data())
def test_a_put_changes_its_own_lines_and_reads_back(name, data):
    document, values = start(data, name)
    key = data.draw(st.sampled_from(sorted(values)))
    value = data.draw(VALUE)
    try:
        edited = edit(document, [Put((key,), value)])
    except Refused:
        assert "+++" in str(value)  # a fence on a line of its own
        return
    assert same(values_of(edited), {**values, key: value})
    assert edited.body == document.body
    if name != "json":
        assert outside(edited.meta, key) == outside(document.meta, key)


def outside(meta, key):
    """The lines of the other keys, with the comments and blank lines before and between them."""
    kept, inside = [], False
    for line in meta.split("\n"):
        if line and line[0] not in " \t\r-]#":
            inside = line.startswith((f"{key}:", f"{key} ="))
        if not inside:
            kept.append(line)
    return kept


@FORMATS
@given(data=st.data())
def test_a_new_key_that_is_dropped_leaves_the_original(name, data):
    document, values = start(data, name)
    key = data.draw(WORD | STRING.filter(bool))
    assume(key.lower() not in {one.lower() for one in values})
    assume(key.casefold() not in {one.casefold() for one in values})
    value = data.draw(VALUE | st.dictionaries(WORD, SCALAR, min_size=1, max_size=2))
    assume(not isinstance(value, dict) or len({one.lower() for one in value}) == len(value))
    edited = edit(document, [Put((key,), value)])
    assert same(values_of(edited), {**values, key: value})
    assert edit(edited, [Drop((key,))]) == document


@FORMATS
@given(data=st.data())
def test_an_item_that_is_added_and_removed_leaves_the_original(name, data):
    document, values = start(data, name, LIST.filter(bool))
    key = data.draw(st.sampled_from(sorted(values)))
    at = data.draw(st.integers(0, len(values[key])))
    item = data.draw(STRING)
    more = [*values[key][:at], item, *values[key][at:]]
    edited = edit(document, [Put((key,), more)])
    assert same(values_of(edited), {**values, key: more})
    undone = edit(edited, [Put((key,), values[key])])
    assert same(values_of(undone), values)
    if at == len(values[key]) and item not in values[key]:
        assert undone == document


@FORMATS
@given(data=st.data())
def test_any_list_becomes_any_other(name, data):
    document, values = start(data, name)
    wanted = {key: data.draw(LIST) for key in values}
    edits = [Put((key,), value) for key, value in wanted.items()]
    assert same(values_of(edit(document, edits)), wanted)


@FORMATS
@given(data=st.data())
def test_what_is_dropped_is_gone_and_nothing_else(name, data):
    document, values = start(data, name)
    gone = data.draw(st.lists(st.sampled_from(sorted(values)), unique=True))
    edited = edit(document, [Drop((key.upper(),)) for key in gone])
    assert same(values_of(edited), {key: values[key] for key in values if key not in gone})


@given(st.text(), st.sampled_from(["", "'", '"']), st.booleans())
def test_any_text_is_written_so_that_yaml_reads_it_back(text, quote, flow):
    assume(not any("\ud800" <= one <= "\udfff" for one in text))
    written = yaml.write_text(text, quote, flow=flow)
    meta = f"key: [{written}, {written}]\n" if flow else f"key: {written}\n"
    value = load(Document("yaml", b"", meta=meta)).values["key"]
    assert value == ([text, text] if flow else text)


@given(st.floats() | st.integers())
def test_a_number_reads_back_or_stays_text(number):
    value = yaml_yaml.plain_scalar(str(number))
    same_text = value == str(number)
    assert same_text or (value == number and type(value) is type(number))
    assert not (isinstance(value, float) and math.isnan(value))


CORPORA = Path(__file__).parents[4] / "shared" / "corpora"
BLOGS = {
    "jekyll-fixtures": Split.SPACE,
    "babel-blog": Split.ONE,
    "jekyll-docs": Split.SPACE,
    "rust-blog": Split.ONE,
    "zola-docs": Split.ONE,
    "11ty-blog": Split.ONE,
    "nodejs-blog": Split.ONE,
    "golang-blog": Split.ONE,
}


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the real blogs lie beside the repository")
@pytest.mark.parametrize("blog", [*list(BLOGS)[:2], *thorough(*list(BLOGS)[2:])])
def test_every_post_of_a_real_blog_takes_a_tag_and_gives_it_back(blog):
    folder, tally, posts = Folder(CORPORA / blog, BLOGS[blog], headers=False), Tally(), 0
    for path, data in folder.posts():
        document = split(data)
        assert document.join() == data
        if document.format != "none":
            posts += 1
            measure(path, document, probes(document, folder)["tag"], tally)
    counts = tally.counts
    assert not tally.refusals
    assert not tally.damaged
    assert counts["edited"] == counts["undone"] == counts["1 line"] + counts["2-3"] == posts > 0
