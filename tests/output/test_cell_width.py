"""Text measured, cut and wrapped by cells, as Rich measures it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from blogcli.output.cell_width import cell_width, cut, wrap_words

PRINTED = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=60)


@given(PRINTED | st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF)))
def test_the_width_is_that_of_rich(text):
    text = "".join(filter(str.isprintable, text))
    assert cell_width(text) == cell_len(text)


@given(PRINTED, st.integers(1, 30))
def test_what_is_cut_fits(text, width):
    assert cell_width(cut(text, width)) <= width


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a few short words", ["a few", "  short", "  words"]),
        ("a-word-that-is-longer than a line", ["a-word-that-is-longer", "  than a", "  line"]),
        ("", [""]),
        ("日本 語 日本", ["日本 語", "  日本"]),
    ],
)
def test_words_are_never_broken(text, lines):
    assert wrap_words(text, 8, "  ") == lines


@given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1), st.integers(12, 40))
def test_every_word_stays_and_every_line_fits(words, width):
    lines = wrap_words(" ".join(words), width, "  ")
    assert " ".join(lines).split() == words
    assert max(map(len, lines)) <= width
