"""The fast reader of simple YAML: where it answers at all, it answers as the parser does."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blogcli.posts.formats.fast.yaml import read_simple_yaml
from blogcli.posts.formats.yaml.handler import YamlHandler
from blogcli.posts.formats.yaml.parse import parse_yaml
from blogcli.posts.formats.yaml.simple import compose_simple
from blogcli.posts.formats.yaml.tree import Branch, Node, Scalar, end
from blogcli.posts.formats.yaml.values import key_text
from blogcli.posts.model.values import same
from tests.posts.formats.fast.simple import CORPORA, WEIRD, front_matter

many = settings(max_examples=2 * settings().max_examples)


def agrees(text: str) -> bool:
    """Whether the text is read without a parser; then its values and their order are the same.

    What the parser refuses, the fast reader leaves to it.
    """
    simple = read_simple_yaml(text)
    if simple is None:
        return False
    full = YamlHandler().load(text)
    assert same(simple, full), (text, simple, full)
    assert list(simple) == list(full)
    tree = compose_simple(text)
    assert (tree is None) == (not simple or has_key_twice(text))
    assert tree is None or parts_of(tree, text) == parts_of(parse_yaml(text), text)
    return True


def has_key_twice(text: str) -> bool:
    root = parse_yaml(text)
    assert isinstance(root, Branch)
    keys = [key_text(key, text) for key, _ in root.pairs()]
    return len(keys) > len({*keys})


def parts_of(node: Node | None, text: str) -> list[object]:
    """All that an edit asks of a tree; end marks may differ where `end` does not take them."""
    assert isinstance(node, Branch | Scalar)
    place = [node.start, end(node, text), node.tag, node.anchor]
    if isinstance(node, Scalar):
        return [*place, node.value, node.style]
    inner = [parts_of(child, text) for child in node.children]
    return [*place, node.is_mapping, node.is_flow, inner]


SIMPLE = [
    "",
    "\n",
    "title: Hello\n",
    "title: Hello",
    "title: Hello\r\ndate: 2026-01-02\r\n",
    "title:   Hello   \n\n   \ndraft: true\n",
    "title: 'It is'\nsubtitle: \"a: b # c\"\n",
    "title: C# and a:b, c - d\n",
    "title:\nother: ~\nthird: null\n",
    "date: 2026-01-02 10:00:00 +0100\n",
    "n: 1\nm: 1.5\nk: 0\n",
    "a: 1.10\nb: 007\nc: 1e3\nd: yes\ne: 12:30\n",
    "tags: [a, 'b c', \"d\", 1, true, ~]\n",
    "tags: []\n",
    "tags: [ ]\n",
    "tags:\n- a\n- b\ntitle: x\n",
    "tags:\n  - a\n  - 'b: c'\n  - 2\n",
    "tags:\n    - a\n",
    "tags: \n - a\n",
    "text: >\n  one\n  two\ntitle: x\n",
    "text: |\n  one\n  two\n",
    "text: >-\n    one\n    two\nx: y\n",
    "text: |-\n  # one\n  two: three\nx: y\n",
    "title: one\ntitle: two\nother: x\n",
    "title: größe 日本\n",
    "title: 'it''s'\nother: ''''\n",
    'title: "\\"a\\" & b\\\\"\nother: "\\\\\\""\n',
    "title: 'a\\n\"'\nother: \"it's\"\n",
    "tags: ['a: b', \"[c] # d?\", '{', \"\\\"e\\\"\", 'f''s']\n",
]


@pytest.mark.parametrize("text", SIMPLE)
def test_is_read_without_a_parser(text):
    assert agrees(text)


NOT_SIMPLE = [
    "# comment\n",
    "title: a # comment\n",
    "title: a: b\n",
    "title: a:\n",
    "title: &a x\n",
    "title: *a\n",
    "title: !!str 1\n",
    "title: @a\n",
    "title: %a\n",
    "title: `a\n",
    "title: 'it's'\n",
    "title: 'it%ss'\n" % ("'" * 3),
    'title: "a\\n"\n',
    'title: "a\\\\" b"\n',
    'title: "a\\\\\\"\n',
    'title: "a\\"\n',
    "tags: ['a, ''b']\n",
    'tags: ["a\\", "b"]\n',
    "title: 'a' b\n",
    "title: - a\n",
    "title: a\n  b\n",
    "title:\n  b\n",
    "title:\n  b: c\n",
    "  title: a\n",
    "title : a\n",
    "title:a\n",
    "'title': a\n",
    "? title\n",
    "tags: [a, b\n",
    "tags: [a, [b]]\n",
    "tags: [a,]\n",
    "tags: [a, b] # x\n",
    'tags: ["a, b", c]\n',
    "tags: [a: b]\n",
    "tags: {a: b}\n",
    "tags:\n- a\n - b\n",
    "tags:\n  - a\n- b\n",
    "tags:\n- a\n  b\n",
    "tags:\n- a: b\n",
    "tags:\n- - a\n",
    "tags:\n-\n",
    "tags:\n- a\n\n- b\n",
    "tags: x\n- a\n",
    "tags: ~\n- a\n",
    "- a\n",
    "text: |+\n  a\n",
    "text: |2\n  a\n",
    "text: >\n  a\n\n  b\n",
    "text: >\n  a\n    b\n",
    "text: |\n    a\n  # b\n",
    "text: |\n    a\n  b\n",
    "text: |\n  a",
    "text: |\n\n  a\n",
    "text: |\n  a\n\nx: y\n",
    "title:\ta\n",
    "title: a\tb\n",
    "title: a\u00a0b\n",
    "title: a\u2028b\n",
    "title: a\rb: c\n",
    "title: \ufeffa\n",
    "<<: a\n",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "a: " + "x" * 20_000 + "\n",
]


@pytest.mark.parametrize("text", NOT_SIMPLE)
def test_is_left_to_the_parser(text):
    assert read_simple_yaml(text) is None


words = st.sampled_from(
    [
        *("a", "b c", "-", "- ", "- a", ":", ": ", "a:", "a: b", "a:b", "#", " #", "# c", "a#b"),
        *("'", '"', "''", "'a'", '"b"', "'a", "b'", '"\\"', "'it''s'", "\\", "\\n", "\"a\" b"),
        *("[", "]", "[]", "[a]", "[a, b]", "['a', \"b\"]", "[a,,b]", "[a, ]", "[ ]", "[[a]]"),
        *("{", "}", "{}", "{a: b}", ",", "a, b", "?", "? a", "!", "!a", "&a", "*a", "@a", "`", "%"),
        *("|", ">", "|-", ">-", "|+", ">+", "|2", ">1-", "| ", ">- ", "| a", "|-#", "> #c", "'|'"),
        *("~", "null", "Null", "true", "False", "yes", "no", "on", "=", "<<", "...", "---"),
        *("0", "-0", "1", "-1", "+1", "01", "1.5", "1.10", "-1.5", ".5", "1.", "1e3", "0x1f"),
        *("1_000", "12:30", "1:2:3", ".inf", ".nan", "2026-01-02", "2026-01-02 10:00", "9" * 60),
        *("é", "日本", "\u00a0", "\u200b", "\t", "\r", "\x85", "\u2028", "\ufeff", "\a", "🎈", ""),
        *("(a)", "/a", "_a", "+a", "$a", "~a", ".a", "a" * 99, "a" * 130),
    ]
)  # fmt: skip
gaps = st.sampled_from(["", " ", "  ", "   ", "    ", "\t"])
ends = st.sampled_from(["\n", "\n", "\n", "\n", "\r\n", "\n\n", "\n  \n", "", "\r"])
values = st.lists(words, max_size=3).map(" ".join) | st.lists(words, max_size=3).map("".join)
keys = st.sampled_from(
    ["a", "b", "title", "my-key", "_", "k1", "1k", "é", "a b", "'a'", "-", "<<", "y"]
)

entries = st.builds("{}{}:{}{}{}{}".format, st.just("") | gaps, keys, gaps, values, gaps, ends)
items = st.builds("{}-{}{}{}".format, gaps, gaps, values, ends)
rest = st.builds("{}{}{}".format, gaps, values, ends)
marks = st.sampled_from(["|", ">", "|-", ">-", "|+", ">2", "|1-"])
text_lines = st.builds(
    "{}{}{}".format, gaps, values, st.sampled_from(["\n", "\n", " \n", "\r\n", ""])
)
blocks = st.builds("{}:{}{}{}{}".format, keys, st.sampled_from([" ", "", "  "]), marks,
                   st.sampled_from(["\n", " \n", " # c\n", "\r\n"]),
                   st.lists(text_lines, max_size=4).map("".join))  # fmt: skip
lists = st.builds("{}:{}{}".format, keys, st.sampled_from(["\n", " \n", " ~\n", " # c\n", "\r\n"]),
                  st.lists(items, max_size=4).map("".join))  # fmt: skip
parts = st.lists(words | gaps, max_size=4).map("".join)
flows = st.builds(
    "{}: [{}]{}{}".format, keys, st.lists(parts, max_size=4).map(",".join), gaps, ends
)


@many
@given(st.lists(entries | items | rest | blocks | lists | flows, max_size=5).map("".join))
def test_anything_near_to_it(text):
    agrees(text)


@many
@given(st.lists(entries, min_size=1, max_size=3).map("".join))
def test_entries(text):
    agrees(text)


@many
@given(lists, entries | st.just(""))
def test_lists_over_lines(block, after):
    agrees(block + after)


@many
@given(flows)
def test_lists_in_brackets(text):
    agrees(text)


@many
@example("a: |\n    text\n  # comment", "\n")
@given(blocks, entries | st.just(""))
def test_texts_over_lines(block, after):
    agrees(block + after)


@many
@given(
    st.sampled_from(["|", "|-", ">", ">-"]),
    st.lists(st.builds("{}{}".format, st.sampled_from(["  ", "  ", "  ", "   ", " ", ""]), words)),
    st.sampled_from(["", "\n", "\nb: c", "\n\n", "\n\nb: c", "\n "]),
)
def test_texts_over_lines_of_all_indents(style, lines, after):
    agrees(f"a: {style}\n" + "\n".join(lines) + after)


in_quotes = st.text("'\"\\,[]:# an", max_size=8)
quoted = st.builds("{0}{1}{0}".format, st.sampled_from("'\""), in_quotes) | words
shapes = st.sampled_from(["{}", "[{}]", "\n- {}", "[x, {}]"])


@many
@given(st.lists(quoted, max_size=4).map(", ".join), shapes)
def test_what_stands_in_quotes(inner, shape):
    agrees(f"a: {shape.format(inner)}\nb: c\n")


@many
@given(st.text("ab:-#'\"[]{},|> \n~&*!?\\%1.\r\té", max_size=30))
def test_any_text(text):
    agrees(text)


@many
@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True),
        st.text("abc XYZ 019 é日.,()/_-", min_size=1, max_size=20)
        .map(str.strip)
        .filter(lambda text: text[:1].isalpha()),
        max_size=6,
    )
)
def test_plain_front_matter_is_simple(values):
    """So the tests above do not hold for want of an answer."""
    assert agrees("".join(f"{key}: {value}\n" for key, value in values.items()))


def test_weird_posts():
    answers = [agrees(meta) for meta in front_matter(WEIRD, "yaml")]
    assert 0 < sum(answers) < len(answers)


@pytest.mark.skipif(not CORPORA.exists(), reason="../shared/corpora is not there")
@pytest.mark.parametrize(
    ("name", "share"),
    [
        *(("golang-blog", 0.9), ("nodejs-blog", 0.9), ("11ty-blog", 0), ("babel-blog", 0)),
        *(("jekyll-docs", 0), ("jekyll-fixtures", 0), ("rust-blog", 0), ("zola-docs", 0)),
    ],
)
def test_real_posts(name, share):
    """`share` of the posts, at least, are read without a parser."""
    answers = [agrees(meta) for meta in front_matter(CORPORA / name, "yaml")]
    assert sum(answers) >= share * len(answers)
    assert answers or name in ("rust-blog", "zola-docs")
