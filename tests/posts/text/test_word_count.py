"""Words and headings of bodies."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.posts.text.headings import first_heading
from blogcli.posts.text.word_count import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t ", 0),
        ("one", 1),
        ("one two\nthree\r\n\fsix", 4),
        ("a\fb\vc", 3),
        ("naïve café — “quoted” 🚀", 5),
        ("你好，世界。", 4),
        ("日本語 and English", 5),
        ("ひらがなカタカナー", 9),
        ("한국어", 3),
        ("Python で書く", 4),
        ("𠮷野家", 3),
        ("全角ＡＢＣ", 3),
        ("ใคร ขาย", 2),
        ("（……）", 1),
    ],
)
def test_words(text, words):
    assert count_words(text.encode()) == words


def test_words_of_bytes_that_are_not_utf8():
    assert count_words(b"caf\xe9 noir") == 2


@given(st.text(st.characters(max_codepoint=0x2FFF, exclude_characters="\x1c\x1d\x1e\x1f\x85\xa0")))
def test_without_cjk_words_stand_between_white_space(text):
    assert count_words(text.encode()) == len(re.findall(rb"\S+", text.encode()))


CHARACTER = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
PUNCTUATION = (
    "\u3000-\u3004\u3008-\u303f\u3099-\u309c\u30a0\u30fb\uff00-\uff0f\uff1a-\uff20\uff5f-\uff65"
)
CJK_WORD = re.compile(rf"[{CHARACTER}]|[^\s{CHARACTER}{PUNCTUATION}]+")
"""The plain way: one of those characters, or a word of others."""

EDGES = [
    chr(code)
    for edge in f"{CHARACTER}{PUNCTUATION}\u1680\u2000\u2028\u202f\u205f"
    for code in range(ord(edge) - 2, ord(edge) + 3)
    if not 0xD800 <= code <= 0xDFFF
]


def words_one_by_one(text):
    return len(CJK_WORD.findall(text))


def test_each_character_near_the_edge_of_a_kind():
    for char in [*map(chr, range(0x100)), *EDGES]:
        text = f"日a{char}b {char}{char}\n"
        assert count_words(text.encode()) == words_one_by_one(text), hex(ord(char))


@given(
    st.text(
        st.characters(exclude_categories=["Cs"])
        | st.sampled_from(EDGES)
        | st.sampled_from(" ab日の")
    )
)
def test_with_cjk_each_character_and_each_run_of_others_is_a_word(text):
    text += "語"
    assert count_words(text.encode()) == words_one_by_one(text)


@given(st.lists(st.binary(max_size=4) | st.sampled_from(["日", "한", "a ", "、"]).map(str.encode)))
def test_with_cjk_bytes_that_are_not_utf8_are_parts_of_words(parts):
    body = b"".join([*parts, "語".encode()])
    assert count_words(body) == words_one_by_one(body.decode(errors="replace"))


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        ("# One\n# Two\n", "One"),
        ("   # Indented\n", "Indented"),
        ("    # Code\n# Real\n", "Real"),
        ("#No space\n", ""),
        ("# \n# Second\n", ""),
        ("# C# and F#\n", "C# and F#"),
        ("# Closed ##  \n", "Closed"),
        ("# With id {#the-id}\n", "With id"),
        ("# With both {#the-id} #\n", "With both"),
        ("Text\n\nUnder\n===\n", "Under"),
        ("\n===\n", ""),
        ("Second\n---\n", ""),
        ("```\n# code\n```\n# Real\n", "Real"),
        ("```\n# code\n```js\n# code\n```\n# Real\n", "Real"),
        ("~~~ sh\n# code\n```\n# code\n~~~\n# Real\n", "Real"),
        ("````\n```\n# code\n````\n# Real\n", "Real"),
        ("```\n# code, never closed\n", ""),
        ('{% highlight "sh" %}\n# code\n{% endhighlight %}\n# Real\n', "Real"),
        ("{% raw %}\n# code\n{% endraw %}\n# Real\n", "Real"),
        ("a\r\n# With CR\r\n", "With CR"),
        ("## Second\n# First\n", "First"),
    ],
)
def test_first_heading(body, heading):
    assert first_heading(body) == heading
