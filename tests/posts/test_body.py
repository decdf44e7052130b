"""Words and headings of bodies."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogcli.posts.body import count_words, first_heading


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
@settings(deadline=None)
def test_without_cjk_words_stand_between_white_space(text):
    assert count_words(text.encode()) == len(re.findall(rb"\S+", text.encode()))


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
