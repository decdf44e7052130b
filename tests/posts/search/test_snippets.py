"""The piece of a text around the words: on one line, without markup, every hit whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blogcli.posts.search.snippets import LENGTH, Snippet, _folded, highlighted, snippet
from blogcli.posts.search.tokens import fold_for_search
from blogcli.posts.text.strip_markdown import strip_markdown


def marked(made: Snippet) -> str:
    """The snippet with its hits in brackets."""
    parts, at = [], 0
    for start, stop in made.hits:
        parts += [made.text[at:start], "[", made.text[start:stop], "]"]
        at = stop
    return "".join([*parts, made.text[at:]])


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("A harbour\nby night", ["harbour"], "A [harbour] by night"),
        ("Harbours and HARBOUR", ["harbour"], "Harbours and [HARBOUR]"),
        ("Harbours and HARBOUR", ["harbour*"], "[Harbour]s and [HARBOUR]"),
        ("on a\npage  bundle", ["page bundle"], "on a [page bundle]"),
        ("Über die Straße", ["strasse", "uber"], "[Über] die [Straße]"),
        ("u\u0308ber crème", ["uber", "creme"], "[über] [crème]"),
        ("ﬁnd the ﬁsh", ["fish"], "ﬁnd the [ﬁsh]"),
        ("Ο λόγος", ["λογος"], "Ο [λόγος]"),
        ("Ёж и мои", ["еж", "мой"], "[Ёж] и мои"),
        ("قال مُحَمَّد نعم", ["محمد"], "قال [مُحَمَّد] نعم"),
        ("मैं हिन्दी हूँ", ["हिन्दी"], "मैं [हिन्दी] हूँ"),
        ("私は東京タワーで", ["東京"], "私は[東京]タワーで"),
        ("新しいiPhone手机", ["iphone手机"], "新しい[iPhone手机]"),
        ("新しいiPhone", ["iphone"], "新しい[iPhone]"),
        ("iPhoneは", ["iphone", "i"], "[iPhone]は"),
        ("한국어를", ["한국"], "[한국]어를"),
        ("C, C++ and C#", ["c++"], "C, [C++] and C#"),
        ("C, C++ and C#", ["c#"], "C, C++ and [C#]"),
        ("snake_case", ["case"], "snake_[case]"),
        ("node.js 3.10", ["node.js", "3.10"], "[node.js] [3.10]"),
        ("a 👩\u200d🚀 launch", ["launch"], "a 👩\u200d🚀 [launch]"),
        ("nothing here", ["other"], "nothing here"),
        ("nothing here", ["!?"], "nothing here"),
        ("", ["other"], ""),
    ],
)
def test_hits(text, words, expected):
    assert marked(snippet(text, words)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Head #1\n\nText", "Head #1 Text"),
        ("Title\n=====\n\n---\n\nText", "Title Text"),
        ("> quoted\n> > twice", "quoted twice"),
        ("- one\n* two\n3. three\n2024 was", "- one * two 3. three 2024 was"),
        ("a **bold** *word*, ~~gone~~ and `code`", "a bold word, gone and code"),
        ("2 * 3 and snake_case", "2 * 3 and snake_case"),
        ("a [link](https://example.org/a_(b)) here", "a link here"),
        ("a [link][ref] here\n\n[ref]: https://example.org", "a link here"),
        ("![Alt](a.png) and [![badge](b.svg)](c)", "Alt and badge"),
        ("an array[0] and [brackets]", "an array[0] and [brackets]"),
        ("note[^1]\n\n[^1]: Said here", "note"),
        ("```python\nprint(1)\n```\nafter", "print(1) after"),
        ("<p>One</p><p>Two <b>bo</b>ld</p>", "One Two bold"),
        ("<!-- hidden -->seen", "seen"),
        ("a < b and b > a", "a < b and b > a"),
        ('{{< figure src="x.png" >}} then {% raw %}x{% endraw %}', "then x"),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", "a | b 1 | 2"),
        (r"AT&amp;T &copy; \*star\*", "AT&T &copy; *star*"),
    ],
)
def test_markup_is_left_out(text, expected):
    assert " ".join(strip_markdown(text).split()) == expected
    assert snippet(text, ["zzz"]).text == expected


def test_a_title_is_highlighted_whole():
    title = "*The*  Harbour " + "and so on " * 40
    assert marked(highlighted(title, ["harbour"])).startswith("*The* [Harbour] and so")
    assert highlighted(title, ["harbour"]).text == " ".join(title.split())


def test_a_word_in_an_address_alone_is_shown_there():
    text = "See [the map](https://example.org/zebra) and [more](/more)."
    assert marked(snippet(text, ["zebra"])) == (
        "See [the map](https://example.org/[zebra]) and [more](/more)."
    )


def test_the_start_and_the_end_that_are_left_out_show_as_dots():
    text = "first " * 60 + "harbour" + " last" * 60
    made = snippet(text, ["harbour"])
    assert re.fullmatch(r"…(first ){7}\[harbour\]( last)+…", marked(made))
    assert len(made.text) <= LENGTH + 2


def test_the_stretch_with_the_most_words_is_shown():
    text = "tide " + "x " * 400 + "tide and harbour and tide " + "y " * 400 + "tide"
    assert "[tide] and [harbour] and [tide]" in marked(snippet(text, ["tide", "harbour"]))


def test_a_hit_is_never_cut():
    phrase = "a phrase of many words that goes on for long"
    for before in range(LENGTH):
        made = snippet("tide " + "x" * before + " " + phrase + " y" * 99, ["tide", phrase])
        assert all(made.text[a:b].lower() in ("tide", phrase) for a, b in made.hits)
        assert not made.text.rstrip("…").endswith("wor")


def test_a_letter_keeps_its_marks():
    text = "ท" + "ที่" * 200
    assert not any(snippet(text[cut:], ["ที่"]).text.rstrip("…")[-1] == "\u0e35" for cut in range(20))


WORDS = ["harbour", "Straße", "über", "東京", "c++", "한국*", "λόγος", "page bundle", "ﬁsh", "محمد"]
TEXTS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.text(max_size=20), st.sampled_from("\n>#*`[]()<!-{%| ")),
    max_size=60,
).map(" ".join)


@example("¼", ["1"])
@example("¼", ["1", "4"])
@given(TEXTS, st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=5)), max_size=4))
def test_any_text_has_a_snippet(text, words):
    made = snippet(text, words, length=40)
    assert not re.search(r"[\n\r\t]", made.text)
    edges = [edge for hit in made.hits for edge in hit]
    assert edges == sorted(edges)
    assert all(0 <= a < b <= len(made.text) for a, b in made.hits)
    bare = [re.sub(r"\W", "", plain(word)) for word in words]
    for start, stop in made.hits:
        found = re.sub(r"\W", "", plain(made.text[start:stop]))
        # A word may be part of what one character stands for, as 1 of ¼.
        assert found in bare or (stop - start == 1 and any(word in found for word in bare))


def plain(text: str) -> str:
    """Folded, and without accents."""
    from unicodedata import normalize

    return "".join(
        char for char in normalize("NFD", fold_for_search(text)) if not "\u0300" <= char < "\u0370"
    )


@given(TEXTS)
def test_a_word_that_is_there_is_highlighted(text):
    made = snippet(text + " lighthouse", ["lighthouse"])
    assert any(made.text[a:b] == "lighthouse" for a, b in made.hits)


UNEVEN = st.text(st.sampled_from("aé…ßﬁﷺ\xad\u0301\u0302İ東x "), max_size=12)


@given(UNEVEN)
def test_hits_stand_where_the_folded_text_was(text):
    """A letter that is none, or several, when it is folded moves all that stands after it."""
    made = highlighted(f"{text} é lighthouse {text}", ["lighthouse", "xx"])
    assert "lighthouse" in [made.text[a:b] for a, b in made.hits]
    for start, stop in made.hits:
        assert plain(made.text[start:stop]).strip("\xad") in ("lighthouse", "xx")


@given(st.one_of(UNEVEN, st.text(max_size=20)))
def test_each_place_in_folded_text_has_its_place_in_the_text(text):
    folded, place = _folded(text)
    one_by_one = [at for at, char in enumerate(text) for _ in _folded(char)[0]]
    assert [place(at) for at in range(len(folded) + 1)] == [*one_by_one, len(text)]
