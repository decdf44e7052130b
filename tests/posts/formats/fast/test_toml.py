"""The fast reader of simple TOML: where it answers at all, it answers as the parser does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogcli.posts.formats.fast.toml import read_simple_toml
from blogcli.posts.formats.toml.handler import TomlHandler
from blogcli.posts.model.values import same
from tests.posts.formats.fast.simple import CORPORA, WEIRD, front_matter

many = settings(max_examples=2 * settings().max_examples)


def agrees(text: str) -> bool:
    """Whether the text is read without a parser; then its values and their order are the same.

    What the parser refuses, the fast reader leaves to it.
    """
    simple = read_simple_toml(text)
    if simple is None:
        return False
    full = TomlHandler().load(text)
    assert same(simple, full), (text, simple, full)
    for name, table in {"": simple, **simple}.items():
        if isinstance(table, dict):
            assert list(table) == list(full[name] if name else full)
    return True


SIMPLE = [
    "",
    "\n",
    "# a comment\n\n  # another\n",
    'title = "Hello"\n',
    "title = 'Hello'",
    'title="Hello"\r\n  date  =  2026-01-02  \r\n',
    'a = ""\nb = \'\'\nc = "# = [x]"\n',
    'a = "\\"b\\" \\\\"\nb = \'\\ "\'\n',
    "a = true\nb = false\n",
    "a = 0\nb = -12\nc = 1.5\nd = -0.5\n",
    "a = 2026-01-02\nb = 2026-01-02T03:04:05Z\nc = 2026-01-02 03:04:05\n",
    "a = 2026-01-02T03:04:05+09:00\nb = 2026-01-02 03:04:05-05:30\n",
    "a = []\nb = [ ]\nc = [1, \"a: [b]\", 'c', true, 2026-01-02]\n",
    '[extra]\nteam = "x"\n\n[taxonomies]\ntags = ["a"]\n',
    "[empty]\n",
    'a = "größe 日本"\n',
]


@pytest.mark.parametrize("text", SIMPLE)
def test_is_read_without_a_parser(text):
    assert agrees(text)


def test_dates_keep_their_offsets():
    values = read_simple_toml(
        "a = 2026-01-02\nb = 2026-01-02T03:04:05Z\nc = 2026-01-02 03:04:05+05:30"
    )
    half_past_five = timezone(timedelta(hours=5, minutes=30))
    assert values == {
        "a": date(2026, 1, 2),
        "b": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        "c": datetime(2026, 1, 2, 3, 4, 5, tzinfo=half_past_five),
    }


NOT_SIMPLE = [
    "a\n",
    "a =\n",
    "= 1\n",
    "a = b\n",
    "a = 1 # c\n",
    "a = 1\na = 2\n",
    "a = 1\n[a]\n",
    "[a]\n[a]\n",
    "[a]\nb = 1\n[a.c]\n",
    "[a.b]\n",
    "[[a]]\n",
    "[ a ]\n",
    "[]\n",
    "a.b = 1\n",
    '"a" = 1\n',
    "é = 1\n",
    'a = """b"""\n',
    "a = '''b'''\n",
    'a = """\nb"""\n',
    "a = '''\nb'''\n",
    'a = "\\u0061"\n',
    'a = "b\\"\n',
    "a = 'b'c'\n",
    'a = "b" "c"\n',
    'a = "b\n',
    "a = True\n",
    "a = null\n",
    "a = 007\n",
    "a = +1\n",
    "a = 1_000\n",
    "a = 0x1f\n",
    "a = 1e3\n",
    "a = 1.10\n",
    "a = inf\n",
    "a = 12:30:00\n",
    "a = 2026-02-30\n",
    "a = 0000-01-01\n",
    "a = 2026-W01-1\n",
    "a = 2026-01-02T03:04Z\n",
    "a = 2026-01-02x03:04:05\n",
    "a = 2026-01-02T03:04:05.5Z\n",
    "a = 2026-01-02T24:00:00Z\n",
    "a = 2026-01-02T03:04:05+09:75\n",
    "a = [\n1\n]\n",
    "a = [1,]\n",
    "a = [[1]]\n",
    'a = ["b, c"]\n',
    'a = ["b]\n',
    "a = {b = 1}\n",
    "a = 1\tb = 2\n",
    'a = "b\u00a0c"\n',
    'a = "\ufeff"\n',
    'a = "' + "x" * 20_000 + '"\n',
]


@pytest.mark.parametrize("text", NOT_SIMPLE)
def test_is_left_to_the_parser(text):
    assert read_simple_toml(text) is None


inside = st.text("ab \\\"'#[]{},=.1é日\t\u00a0\x7f", max_size=8)
quoted = st.builds("{0}{1}{0}".format, st.sampled_from(["'", '"', '"', '"""', "'''"]), inside)
numbers = st.one_of(st.integers(), st.floats()).map(str) | st.sampled_from(
    [*("00", "+1", "-0", "1_0", "0x1", "0b1", "1e3", "1.", ".1", "1.10", "-0.0", "inf", "-nan")]
)
dates = st.one_of(
    st.dates().map(str),
    st.datetimes().map(str),
    st.builds(
        "{}{}{}{}".format,
        st.dates(),
        st.sampled_from(["T", " ", "t", "x", "  "]),
        st.sampled_from(["01:02:03", "23:59:59", "24:00:00", "01:02", "01:02:60", "01:02:03.5"]),
        st.sampled_from(["", "Z", "z", "+01:00", "-00:00", "+24:00", "+01:60", "+0100", "+01"]),
    ),
    st.text("0123456789-:TZ W", min_size=10, max_size=20),
)
others = st.sampled_from(["true", "false", "True", "null", "", "~", "x", "{}", "{a = 1}", "#"])
scalars = quoted | numbers | dates | others
gaps = st.sampled_from(["", "", " ", "  ", "\t"])
arrays = st.builds(
    "[{}{}{}]".format, gaps, st.lists(scalars | gaps, max_size=4).map(", ".join), gaps
)
keys = st.sampled_from([*"abcab", "my-key", "_", "1", "-", "é", "a b", "'a'", "a.b", "true", ""])
ends = st.sampled_from(["\n", "\n", "\n", "\r\n", " \n", " # c\n", "\n\n", "", "\r"])
entries = st.builds("{}{}{}={}{}{}".format, gaps, keys, gaps, gaps, scalars | arrays, ends)
headers = st.builds("{}[{}]{}".format, gaps, keys | keys.map("[{}]".format), ends)


@many
@given(st.lists(entries | headers, max_size=5).map("".join))
def test_anything_near_to_it(text):
    agrees(text)


@many
@given(scalars | arrays)
def test_values(value):
    agrees(f"a = {value}\n")


@many
@given(st.text("ab=\"'[]#,.1-: \n\\\r\té", max_size=30))
def test_any_text(text):
    agrees(text)


@many
@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True),
        st.one_of(
            st.text("abc XYZ 019 é日.,()/_-#[]=", max_size=20).map('"{}"'.format),
            st.integers(-(10**9), 10**9).map(str),
            st.datetimes(timezones=st.just(UTC)).map(lambda at: at.isoformat(" ", "seconds")),
        ),
        max_size=6,
    )
)
def test_plain_front_matter_is_simple(values):
    """So the tests above do not hold for want of an answer."""
    assert agrees("".join(f"{key} = {value}\n" for key, value in values.items()))


def test_weird_posts():
    answers = [agrees(meta) for meta in front_matter(WEIRD, "toml")]
    assert 0 < sum(answers) < len(answers)


@pytest.mark.skipif(not CORPORA.exists(), reason="../shared/corpora is not there")
@pytest.mark.parametrize(("name", "share"), [("rust-blog", 0.8), ("zola-docs", 0.25)])
def test_real_posts(name, share):
    """`share` of the posts, at least, are read without a parser."""
    answers = [agrees(meta) for meta in front_matter(CORPORA / name, "toml")]
    assert sum(answers) >= share * len(answers)
    assert sum(answers) > 0
