"""Words found whatever their script: asked of a real FTS5 table."""

from __future__ import annotations

import re
import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blogcli.posts.search import tokens
from blogcli.posts.search.tokens import TOKENIZER, match_expression, searchable


def finds(text: str, word: str) -> bool:
    """Whether FTS5 finds the word in the text."""
    expression = match_expression(word)
    with sqlite3.connect(":memory:") as database:
        database.execute(
            f"CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize=\"{TOKENIZER}\")"
        )
        database.execute("INSERT INTO words (rowid, body) VALUES (1, ?)", (searchable(text),))
        found = database.execute("SELECT rowid FROM words WHERE words MATCH ?", (expression,))
        return found.fetchone() is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Lighthouse, at last", ["lighthouse", "LIGHTHOUSE", "light*", "the lighthouse at"]),
        ("Über die Straße", ["uber", "ÜBER", "strasse", "STRASSE", "straße", "u\u0308ber"]),
        ("u\u0308ber", ["über", "uber"]),
        ("crème brûlée, Việt Nam", ["creme", "brulee", "viet nam", "crème"]),
        ("ὁ λόγος, Άλφα", ["λογος", "ΛΌΓΟΣ", "αλφα", "ο λογος"]),
        ("Мой ёжик, И\u0306од", ["мой", "ежик", "ЁЖИК", "йод"]),
        ("مُحَمَّد كتـاب", ["محمد", "كتاب"]),
        ("שָׁלוֹם", ["שלום"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा", "हिन्दी भाषा"]),
        ("ภาษาไทยง่าย", ["ภาษา", "ไทย", "ง่าย"]),
        (
            "我们在東京タワーで",
            ["京", "東京", "タワー", "東京タワー", "我们", "で", "我们在東京タワーで"],
        ),
        ("ﾀﾜｰ ＡＢＣ", ["タワー", "abc"]),
        ("한국어를 배우다", ["한국", "국어", "한국어", "한국어를", "한", "배우다"]),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", ["한국"]),
        ("新しいiPhone手机を買う", ["iphone", "手机", "iPhone手机", "新しいiPhone", "手机を"]),
        ("see node.js, Python 3.10 and e-mail", ["node.js", "3.10", "python 3.10", "e-mail"]),
        ("C++ and C# but f()", ["C++", "c#", "c", "c++ and"]),
        ("snake_case don\u2019t", ["snake_case", "snake", "case", "don't"]),
        ("Schiff\u00adfahrt", ["Schifffahrt"]),
        ("I \u2764\ufe0f tea", ["I \u2764\ufe0f tea", "i tea"]),
        ("a phrase\nover lines", ["phrase over"]),
        ('say "yes" AND no', ['say "yes"', "AND", "no*"]),
        ("東京。京都", ["東京。", "東京", "京都"]),
        ("東京\u3000大阪", ["東京 大阪", "京 大"]),
        ("lone \ud800 surrogate", ["lone", "surrogate"]),
        ("nul\0here", ["nul", "here", "nul\0here"]),
    ],
)
def test_words_are_found(text, words):
    assert [word for word in words if not finds(text, word)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lighthouse", ["light", "house", "*house", "lighthouses"]),
        ("C and C language", ["C++", "C#", "C++ language"]),
        ("東京", ["東京都", "京都"]),
        ("東京都", ["東都", "京東"]),
        ("мой", ["мои"]),
        ("か", ["が"]),
        ("13.10", ["3.10"]),
        ("one two", ["two one", "one three"]),
    ],
)
def test_other_words_are_not(text, words):
    assert [word for word in words if finds(text, word)] == []


@pytest.mark.parametrize(
    "word", ["", "*", "!?", "…", "\U0001f600", "++", "'", "-*", "\u2764\ufe0f"]
)
def test_without_letters_there_is_nothing_to_ask_for(word):
    assert match_expression(word) == ""


SCRIPTS = st.one_of(
    st.text(alphabet="aB9_ .,-'\"+#*()&^:{}\n"),
    st.text(alphabet="äÖßéñİıŁøœﬁ² \u0301\u0308"),
    st.text(alphabet="άΛςЁйѣ שָ مُـ हिन् "),
    st.text(alphabet="東京タワー。々한국어ไท่ย A1 "),
    st.text(alphabet=st.characters(max_codepoint=0x24F)),
)


@given(st.lists(SCRIPTS, min_size=1, max_size=6).map("".join))
def test_every_word_of_any_text_is_found(text):
    # With the marks of letters; a soft hyphen parts no word.
    for word in re.findall(r"[\w\u0300-\u0fff]+", text.replace("\xad", "")):
        if match_expression(word):
            assert finds(text, word)


@given(st.text(), st.text())
def test_no_word_is_an_error(text, word):
    if match_expression(word):
        finds(text, word)


@given(SCRIPTS.filter(lambda text: bool(match_expression(text))))
def test_a_text_is_found_by_itself(text):
    assert finds(text, text)


JOINING = "aeio \u0301\u0308\u0338\u1100\u1161\u11a8\uac00\ufb01\u2026\xa0\u2126\uff76\uff9e\ud800"


@given(st.text(st.one_of(st.sampled_from(JOINING), st.characters()), max_size=12))
@example("İ\u0301 ﬁ\u0308 Ω\xad\u0301 Å\u0338 …\u0301")
def test_characters_one_by_one_are_folded_as_all_together(text):
    assert tokens.fold_for_search(text) == tokens._folded(text.encode("utf-8", "replace").decode())
