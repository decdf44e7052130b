"""What holds in every front matter format: new blocks, bounds, and what is loaded when."""

import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.errors import BlogError, Refused, Unreadable
from blogcli.posts.formats import Drop, Put, edit, load
from blogcli.posts.model.document import Document, split
from tests.conftest import thorough

TITLE, TAGS = Put(("title",), "A: b"), Put(("tags",), ["x", "z"])

NEW_BLOCKS = {
    "yaml": b'---\ntitle: "A: b"\ntags: [x, z]\n---\n\n# Text\n',
    "toml": b'+++\ntitle = "A: b"\ntags = ["x", "z"]\n+++\n\n# Text\n',
    "json": b'{\n  "title": "A: b",\n  "tags": ["x", "z"]\n}\n\n# Text\n',
    "headers": b"title: A: b\ntags: x, z\n\n# Text\n",
}


@pytest.mark.parametrize("name", NEW_BLOCKS)
def test_a_text_without_front_matter_gets_a_block(name):
    document = edit(split(b"# Text\n"), [TITLE, TAGS], new_block=name)
    assert document.join() == NEW_BLOCKS[name]


@pytest.mark.parametrize("name", NEW_BLOCKS)
def test_a_new_block_has_the_line_ends_and_the_mark_of_the_file(name):
    mark = b"\xef\xbb\xbf"
    document = edit(split(mark + b"# Text\r\n"), [TITLE, TAGS], new_block=name)
    assert document.join() == mark + NEW_BLOCKS[name].replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    ("body", "after"),
    [
        (b"", b"---\na: 1\n---\n"),
        (b"\nText", b"---\na: 1\n---\n\nText"),
        (b"\r\nText", b"---\r\na: 1\r\n---\r\n\r\nText"),
        (b"---\nText", b"---\na: 1\n---\n\n---\nText"),
        (b"\xff", b"---\na: 1\n---\n\n\xff"),
    ],
)
def test_a_new_block_leaves_the_body_as_it_is(body, after):
    assert edit(split(body), [Put(("a",), 1)]).join() == after


def test_dropping_from_a_text_without_front_matter_changes_nothing():
    document = split(b"# Text\n")
    assert edit(document, [Drop(("title",))]) is document


def test_an_edit_of_nothing_changes_nothing():
    document = split(b"---\na:   1\n---\n")
    assert edit(document, []) is document
    assert edit(document, [Put(("a",), 1)]) is document


def test_the_last_key_leaves_an_empty_block():
    assert edit(split(b"---\na: 1\n---\nText"), [Drop(("a",))]).join() == b"---\n---\nText"


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"---\na: 1\n---\n", Put(("a",), "x\n---\ny")),
        (b"---\na: |\n  x\n---\n", Put(("a",), "x\n---\n+++\ny\n")),
        (b"+++\na = '''\nx'''\n+++\n", Put(("a",), "x\n---\ny")),
        (b'{"a": 1}\n', Put(("a",), "}\n---\n+++\n")),
    ],
)
def test_a_fence_in_a_value_ends_no_block(data, wanted):
    again = split(edit(split(data), [wanted]).join())
    assert load(again).values == {"a": wanted.value}


def test_a_value_that_would_end_the_block_is_refused():
    document = split(b"+++\na = '''\nx\ny'''\n+++\nText\n")
    with pytest.raises(Refused, match="where the front matter ends"):
        edit(document, [Put(("a",), "x\n+++\ny")])


def test_a_refused_edit_says_which_line_is_at_fault():
    with pytest.raises(Refused, match="several documents") as caught:
        edit(split(b"---\na: 1\n--- # x\nb: 2\n---\n"), [Put(("a",), 2)])
    assert caught.value.line == 3


def _bomb():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 12):
        aliases = ", ".join([f"*a{level - 1}"] * 10)
        lines.append(f"a{level}: &a{level} [{aliases}]")
    return "\n".join(lines)


def _chain():
    lines = ["a0: &a0 " + "[" * 50 + "]" * 50]
    for level in range(1, 500):
        lines.append(f"a{level}: &a{level} " + "[" * 50 + f"*a{level - 1}" + "]" * 50)
    return "\n".join(lines)


HOSTILE = {
    "alias bomb": ("---", _bomb(), "more than 50000 values"),
    "chain of aliases": ("---", _chain(), "levels deep"),
    "alias of itself": ("---", "a: &a [*a]", "undefined alias"),
    "nested lists": ("---", "a: " + "[" * 1000 + "]" * 1000, "levels deep"),
    "open lists": ("---", "a: " + "[" * 100_000, "levels deep"),
    "nested dashes": ("---", "- " * 5000 + "a", "levels deep"),
    "nested mappings": ("---", "\n".join(" " * n + "a:" for n in range(500)), "levels deep"),
    "nested questions": ("---", "? " * 5000 + "a", "levels deep"),
    "many values": ("---", "- a\n" * 60_000, "more than 50000 values"),
    "five megabytes of keys": ("---", "key: value\n" * 500_000, "256 thousand characters"),
    "five megabytes of text": ("---", "a: " + "x" * 5_000_000, "256 thousand characters"),
    "an open quote": ("---", 'a: "' + "x: y\n" * 50_000, "not YAML"),
    "broken keys": ("---", "a: b: c\n" * 30_000, "not YAML"),
    "a long number": ("---", "a: " + "9" * 5000, ""),
    "nested arrays": ("+++", "a = " + "[" * 5000 + "]" * 5000, "levels deep"),
    "nested tables": ("+++", "a = " + "{a = " * 5000 + "1" + "}" * 5000, "levels deep"),
    "a long dotted key": ("+++", "a" + ".a" * 100_000 + " = 1", "levels deep"),
    "a long quoted key": ("+++", '"a"' + ".'a'" * 50_000 + " = 1", "levels deep"),
    "a long header": ("+++", "[a" + ".a" * 100_000 + "]", "levels deep"),
    "a long number in TOML": ("+++", "a = " + "9" * 5000, "thousands of digits"),
    "five megabytes of TOML": ("+++", "a = '" + "x" * 5_000_000 + "'", "256 thousand characters"),
    "many tables": ("+++", "".join(f"[[a{n}]]\n" for n in range(5000)), ""),
}


SLOW = {"many values", "many tables"}


@pytest.mark.parametrize(
    "case", [*(case for case in HOSTILE if case not in SLOW), *thorough(*SLOW)]
)
def test_hostile_front_matter_is_a_problem_and_no_crash(case):
    fence, meta, problem = HOSTILE[case]
    document = split(f"{fence}\n{meta}\n{fence}\nText\n".encode())
    loaded = load(document)
    assert problem in loaded.problem
    assert bool(problem) == bool(loaded.problem)
    with suppress(Refused):
        assert edit(document, [Put(("probe",), "x"), Put(("a",), [1])]).body == b"Text\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deep"),
        ('{"a": ' + "9" * 5000 + "}", "is not JSON"),
        ('{"a"' + " " * 1_000_000, "is not JSON"),
    ],
)
def test_hostile_json_is_unreadable(text, fault):
    with pytest.raises(Unreadable, match=fault):
        split(text.encode())


@pytest.mark.parametrize("format_name", NEW_BLOCKS)
def test_a_value_or_a_key_nested_too_deep_is_refused(format_name):
    value = []
    for _ in range(5000):
        value = [value]
    for wanted in (Put(("a",), value), Put(("a",) * 5000, 1)):
        with pytest.raises(BlogError):
            edit(split(b"Text"), [wanted], new_block=format_name)


def test_front_matter_that_is_not_read_is_a_problem():
    document = Document("foreign", b"", reason="front matter between `---js` is not read")
    assert load(document).problem == document.reason
    with pytest.raises(Refused, match="is not read"):
        edit(document, [TITLE])


def test_taking_files_apart_loads_no_parser():
    code = (
        "import sys\n"
        "import blogcli.posts.formats\n"
        "from blogcli.posts.model.document import split\n"
        "split(b'---\\ntitle: x\\n---\\n')\n"
        "heavy = {'yaml', 'frontmatter', 'tomllib', 'json', 'difflib', 'pathlib'}\n"
        "raise SystemExit(', '.join(sorted(heavy & sys.modules.keys())))\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    assert done.stderr.strip() == ""


def test_yaml_is_read_alike_without_libyaml():
    """Where PyYAML was built without libyaml the pure parser gives the same values and edits."""
    code = (
        "import sys\n"
        "sys.modules['yaml._yaml'] = None\n"
        "from blogcli.posts.formats import Put, edit, load\n"
        "from blogcli.posts.model.document import split\n"
        "meta = b'a: >\\n  x\\n\\n# c\\nt: [a, b]\\nl:\\n- \\xc3\\xa9\\n-\\nf: {x: , y: 1}\\n'\n"
        "document = split(b'---\\n' + meta + b'---\\n')\n"
        "edits = [Put(('t',), ['a']), Put(('l',), ['z', 'w']), Put(('f', 'x'), 2)]\n"
        "sys.stdout.buffer.write(edit(document, edits).join())\n"
        "assert 'yaml.cyaml' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True)
    assert done.stderr.decode() == ""
    assert done.stdout == b"---\na: >\n  x\n\n# c\nt: [a]\nl:\n- z\n- w\nf: {x: 2, y: 1}\n---\n"


LINES = {
    "yaml": "---\n{}\nother: [1, 'two']\n---\nBody\n",
    "toml": "+++\n{}\nother = [1, 'two']\n+++\nBody\n",
    "json": '{{{}, "other": [1, "two"]}}\n\nBody\n',
}
STYLES = (
    [
        ("yaml", style)
        for style in ("k: v", "k: 'v'", 'k: "v"', "k: |\n  a\n  b", "k: >-\n  a", "m: 1")
    ]
    + [
        ("toml", style)
        for style in ("k = 'v'", 'k = "v"', 'k = """\na\nb"""', "k = '''\na\nb'''", "m = 1")
    ]
    + [("json", '"k": "v"'), ("json", '"m": 1')]
)


@given(
    text=st.text(st.characters(exclude_categories=["Cs"]))
    | st.text(st.sampled_from("ab \n\r\t'\"\\:#-<>=~?&*!|%@`[]{},.0123")),
    style=st.sampled_from(STYLES),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_any_text_is_read_back_as_it_was_set(text, style, newline):
    name, line = style
    data = LINES[name].format(line).replace("\n", newline).encode()
    document = split(data)
    before = dict(load(document).values)
    try:
        edited = edit(document, [Put(("k",), text)])
    except Refused:  # what the format cannot hold
        return
    again = split(edited.join())
    assert dict(load(again).values) == before | {"k": text}
    assert again.body == document.body
    if (
        name == "toml" and "'''" not in text
    ):  # no reader may take a line end of the file for one of the text
        inside = edited.meta.partition("other")[0]
        is_apart = "\n" in text and newline != "\n"
        assert not (is_apart and ('"""' in inside or "'''" in inside))
