"""How the text of a query is read and printed, and what is said of one that cannot be read."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.errors import QueryError
from blogcli.posts.query.evaluate import (
    EVERYTHING,
    TERMS,
    And,
    Not,
    Or,
    Term,
    Word,
    parse_query,
    underline,
)
from blogcli.posts.query.terms import term_name

NOW = datetime(2024, 3, 13, 15, 30, tzinfo=UTC)
SAVED = {
    "stale": "is:draft before:90d",
    "round": "tag:x q:about",
    "about": "q:round",
    "bad": "tag:x is:odd",
    "worse": "q:bad",
    **{f"deep{n}": f"q:deep{n + 1}" for n in range(100)},
    "deep100": "x",
}


def read(text):
    return parse_query(text, now=NOW, saved=SAVED)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", EVERYTHING),
        (" \t\n ", EVERYTHING),
        ("()", EVERYTHING),
        ("word", Word("word")),
        ("两 字", And((Word("两"), Word("字")))),
        ('"a phrase"', Word("a phrase")),
        (r'"a \"quote\" and \\ and \n"', Word(r'a "quote" and \ and \n')),
        ('"or"', Word("or")),
        ('"tag:x"', Word("tag:x")),
        ("foo*", Word("foo", begins=True)),
        ("*foo", Word("foo")),
        ("-", Word("-")),
        ("12:30", Word("12:30")),
        ("std::vector", Word("std::vector")),
        ("https://example.org/?a=b,c", Word("https://example.org/?a=b,c")),
        ("HTTP://example.org", Word("HTTP://example.org")),
        ("tag:x", Term("tag", ("x",))),
        ("TAG:X", Term("tag", ("X",))),
        ("Tags:x", Term("tag", ("x",))),
        ("authors:x", Term("author", ("x",))),
        ("Layout:post", Term("Layout", ("post",))),
        ("extra.toc-depth:3", Term("extra.toc-depth", ("3",))),
        ("ключ:x", Term("ключ", ("x",))),
        ("url:https://example.org", Term("url", ("https://example.org",))),
        ("tag:a,b", Term("tag", ("a", "b"))),
        ('tag:"a b",c,"d,e"', Term("tag", ("a b", "c", "d,e"))),
        ("(tag:a)", Term("tag", ("a",))),
        ("since:2024-03-05T10:00", Term("since", ("2024-03-05T10:00",))),
        ("a b", And((Word("a"), Word("b")))),
        ("a and b", And((Word("a"), Word("b")))),
        ("a or b", Or((Word("a"), Word("b")))),
        ("a OR b c", Or((Word("a"), And((Word("b"), Word("c")))))),
        ("(a or b)c", And((Or((Word("a"), Word("b"))), Word("c")))),
        ("not a b", And((Not(Word("a")), Word("b")))),
        ("Not (a b)", Not(And((Word("a"), Word("b"))))),
        ("not not a", Not(Not(Word("a")))),
        ("((a))", Word("a")),
        ("f()", And((Word("f"), EVERYTHING))),
        ("q:stale", And((Term("is", ("draft",)), Term("before", ("90d",))))),
        ("q:Stale", And((Term("is", ("draft",)), Term("before", ("90d",))))),
        ("not:x or:y", And((Term("not", ("x",)), Term("or", ("y",))))),
    ],
)
def test_what_a_text_means(text, query):
    assert read(text) == query


@pytest.mark.parametrize(
    ("text", "at", "message", "hint"),
    [
        (
            "x is:foo",
            "foo",
            "unknown status 'foo'",
            "draft, scheduled, published, expired, due, untagged",
        ),
        ("is:drfat", "drfat", "unknown status", "did you mean 'draft'?"),
        ("is:draft,odd", "odd", "unknown status 'odd'", "one of"),
        ("date:garbage x", "garbage", "'garbage' is not a date", "2024-03..2024-06"),
        ("since:2023..2024", "2023..2024", "is not a date", "yesterday"),
        ('before:"the flood"', '"the flood"', "'the flood' is not a date", "yesterday"),
        ("updated:x", "x", "'x' is not a date", "2024"),
        ("words:abc", "abc", "'abc' is not a number", "<300"),
        ("words:5..1", "5..1", "ends before it starts", "smaller"),
        ("rating:<good", "<good", "not a number to compare", "<300"),
        ("has:", "has:", "a value is missing after 'has:'", '"has:"'),
        ("Note: this", "Note:", "a value is missing after 'Note:'", '"Note:"'),
        ("tag:a, b", "tag:a,", "a value is missing", "without a space"),
        ("tag:,a", "tag:", "a value is missing", ""),
        ("tag:(a)", "tag:", "a value is missing", ""),
        ('tag:""', '""', "the quotes are empty", ""),
        ('" "', '" "', "the quotes are empty", ""),
        ('x "abc y', '"abc y', "the quote is never closed", '"'),
        (r'"abc\"', r'"abc\"', "the quote is never closed", r"\""),
        ('"a"b c', '"a"b', "text right after a closing quote", "space"),
        ('tag:"a"b', '"a"b', "text right after a closing quote", "space"),
        ('x 5" y', '5"', "quote inside", r'"5\""'),
        ('tag:a"b', 'a"b', "quote inside", "space"),
        ("x (a b", "(", "the parenthesis is never closed", ")"),
        ("(", "(", "the parenthesis is never closed", ")"),
        ("a) b", ")", "unmatched ')'", '")"'),
        (")", ")", "unmatched ')'", '")"'),
        (":)", ")", "unmatched ')'", '")"'),
        ("a or", "or", "expected a term after 'or'", '"or"'),
        ("a AND", "AND", "expected a term after 'AND'", '"AND"'),
        ("not", "not", "expected a term after 'not'", '"not"'),
        ("OR a", "OR", "expected a term before 'OR'", '"OR"'),
        ("(and a)", "and", "expected a term before 'and'", '"and"'),
        ("(a or ) b", "or", "expected a term after 'or'", ""),
        ("a not or b", "not", "expected a term after 'not'", ""),
        ("a -draft", "-draft", "begins with a hyphen", "`not draft`"),
        ("-tag:x", "-tag:x", "begins with a hyphen", "`not tag:x`"),
        ("--dry-run", "--dry-run", "begins with a hyphen", '"--dry-run"'),
        ("*", "*", "not a search term", "leave the query empty"),
        ("words<300", "words<300", "a colon is missing", "words:<300"),
        ("Tag=x", "Tag=x", "a colon is missing", "Tag:x"),
        ("q:stal", "stal", "no saved query 'stal'", "did you mean 'stale'?"),
        ("q:zzzzzz", "zzzzzz", "no saved query", "saved queries: stale"),
        ("x q:bad", "bad", "in the saved query 'bad': unknown status 'odd'", "one of"),
        ("q:worse", "worse", "in the saved query 'worse': in the saved query 'bad'", "one of"),
        ("y q:round", "round", "the saved query 'round' uses itself", "round > about > round"),
        ("q:deep0", "deep0", "nested too deep", ""),
    ],
)
def test_errors_point_at_the_word_and_say_what_to_do(text, at, message, hint):
    with pytest.raises(QueryError) as error:
        read(text)
    assert message in error.value.message
    assert error.value.hint
    assert hint in error.value.hint
    assert error.value.text == text
    assert text[error.value.start : error.value.end] == at


def test_without_saved_queries_the_hint_says_where_they_go():
    with pytest.raises(QueryError) as error:
        parse_query("q:x", now=NOW)
    assert "[queries] in blog.toml" in error.value.hint


@pytest.mark.parametrize("text", ["(" * 5000 + "x" + ")" * 5000, "not " * 5000 + "x"])
def test_deep_nesting_is_refused(text):
    with pytest.raises(QueryError, match="nested too deep"):
        read(text)


def test_a_long_flat_query_is_read():
    assert len(read("x or tag:y z " * 5000).parts) == 5001


PIECES = [
    "tag:",
    "is:draft",
    "date:",
    "words:<",
    "q:",
    "or",
    "and",
    "not",
    "(",
    ")",
    '"',
    "\\",
    ",",
]


@given(
    st.text() | st.lists(st.sampled_from(PIECES) | st.text(" ab:*<=-1.字", max_size=3)).map("".join)
)
def test_any_text_is_a_query_or_a_query_error(text):
    try:
        read_back = read(str(query := read(text)))
    except QueryError as caught:
        error = caught
    else:
        assert read_back == query
        return
    assert error.text == text
    assert 0 <= error.start < error.end <= len(text)
    assert error.hint
    assert underline(error)


TEXTS = (st.text(min_size=1) | st.text('"\\ab (,:*')).filter(str.strip)
CHOSEN = {
    "is": st.sampled_from(["draft", "Published", "scheduled", "untagged"]),
    "words": st.sampled_from(["<300", "1..5", "7", ">=2"]),
    "day": st.sampled_from(["11-28", "2-29", "today"]),
    **dict.fromkeys(
        ("date", "updated"), st.sampled_from(["2024", "2024-03..", "7d", "last friday"])
    ),
    **dict.fromkeys(("since", "until", "before", "after"), st.sampled_from(["2024", "1 May 2024"])),
}
NAMES = {term.name for term in TERMS}
KEYS = st.from_regex(r"[a-zßя_][\w.-]{0,8}", fullmatch=True).filter(
    lambda key: term_name(key) not in NAMES
)
KNOWN = st.sampled_from(sorted(NAMES - {"q"})).flatmap(
    lambda name: st.tuples(st.just(name), st.lists(CHOSEN.get(name, TEXTS), min_size=1, max_size=3))
)
OTHER = st.tuples(
    KEYS, st.lists(TEXTS.filter(lambda text: text[0] not in "<>"), min_size=1, max_size=3)
)
TERMS_OF_A_QUERY = (KNOWN | OTHER).map(lambda pair: Term(pair[0], tuple(pair[1])))
QUERIES = st.recursive(
    TEXTS.map(Word)
    | st.sampled_from(["or", "NOT", "a*", "-x", "tag=x"]).map(Word)
    | TERMS_OF_A_QUERY,
    lambda part: (
        part.map(Not)
        | st.lists(part, min_size=2, max_size=4).map(tuple).map(And)
        | st.lists(part, min_size=2, max_size=4).map(tuple).map(Or)
        | st.just(EVERYTHING).map(Not)
    ),
    max_leaves=8,
)


@given(QUERIES)
def test_a_printed_query_is_read_as_the_same_query(query):
    assert read(str(query)) == query


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (EVERYTHING, ""),
        (Word("hello"), "hello"),
        (Word("hello", begins=True), "hello*"),
        (Word("or", begins=True), "or*"),
        (Word("a phrase"), '"a phrase"'),
        (Term("tag", ("a", "b c")), 'tag:a,"b c"'),
        (Or((And((Word("a"), Word("b"))), Not(Word("c")))), "(a b) or not c"),
    ],
)
def test_print(query, text):
    assert str(query) == text


def carets(text, start, end):
    return underline(QueryError("", text=text, start=start, end=end)).split("\n")


@pytest.mark.parametrize(
    ("text", "start", "shown", "marks"),
    [
        ("x is:foo y", 5, "x is:foo y", "     ^^^"),
        ("日本 is:foo", 6, "日本 is:foo", "        ^^^"),
        ("is:日本语", 3, "is:日本语", "   ^^^^^^"),
        ("cafe\u0301 foo", 6, "cafe\u0301 foo", "     ^^^"),
        ("a\tb\nfoo", 4, "a b foo", "    ^^^"),
        ("a\x1b[1m\u202efoo", 6, "a\ufffd[1m\ufffdfoo", "      ^^^"),
    ],
)
def test_carets_stand_under_the_word(text, start, shown, marks):
    assert carets(text, start, start + 3) == [shown, marks]


def test_an_error_at_the_end_has_a_caret_too():
    assert carets("ab", 2, 2) == ["ab", "  ^"]


@given(st.text())
def test_nothing_that_steers_a_terminal_is_underlined(text):
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]",
        underline(QueryError("", text=text, start=0, end=len(text))),
    )
