"""Tags over many posts: alike, merged, deleted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.errors import UsageError
from blogcli.posts.edit.tags import (
    TagCount,
    alike,
    find_similar_tags,
    merged,
    one_tag,
    plain_form,
    singular,
)


def rows(*counted: tuple[str, int]) -> list[tuple[str, str, str]]:
    counts = [TagCount(tag, count, None) for tag, count in counted]
    return [
        (one.tag.tag, one.like.tag if one.like else "", one.why)
        for one in find_similar_tags(counts)
    ]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Python", "python", "case"),
        ("web-design", "web design", "hyphen"),
        ("Next.js", "nextjs", "hyphen"),
        ("node_js", "NodeJS", "hyphen"),
        ("movie", "movies", "plural"),
        ("story", "stories", "plural"),
        ("box", "boxes", "plural"),
        ("class", "classes", "plural"),
        ("cookie", "cookies", "plural"),
        ("Web App", "web-apps", "plural"),
        ("javscript", "javascript", "spelling"),
        ("pyhton", "python", "spelling"),
    ],
)
def test_tags_that_are_perhaps_the_same(one, other, why):
    assert rows((other, 10), (one, 2)) == [(one, other, why)]
    assert rows((one, 10), (other, 2)) == [(other, one, why)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("new", "news"),
        ("go", "goo"),
        ("go", "gos"),
        ("python2", "python3"),
        ("release-1.5", "release-1.6"),
        ("2019", "2020"),
        ("c", "c++"),
        ("c++", "c#"),
        (".net", "net"),
        ("window", "windows"),
        ("rail", "rails"),
        ("glas", "glass"),
        ("design", "resign"),
        ("maker", "baker"),
        ("cs", "css"),
        ("餐厅", "餐厅们"),
    ],
)
def test_different_words_are_not_taken_for_the_same(one, other):
    assert rows((one, 10), (other, 2)) == rows((other, 10), (one, 2)) == []


def test_a_word_of_one_letter_s_difference_is_told_only_where_it_is_rare():
    assert rows(("testing", 5), ("texting", 1)) == [("texting", "testing", "spelling")]
    assert rows(("testing", 5), ("texting", 2)) == []


def test_tags_used_once_come_last():
    assert rows(("go", 3), ("Go", 1), ("rare", 1)) == [
        ("Go", "go", "case"),
        ("rare", "", "used once"),
    ]


def test_a_new_tag_is_compared_with_those_that_are_there():
    assert alike("Pyton", ["python", "go"]) == "python"
    assert alike("news", ["new"]) is None


@pytest.mark.parametrize(
    ("tags", "olds", "new", "after"),
    [
        (["a", "js", "b"], {"js"}, "javascript", ["a", "javascript", "b"]),
        (["js", "a", "javascript"], {"js"}, "javascript", ["javascript", "a"]),
        (["a", "b"], {"js"}, "javascript", ["a", "b"]),
        (["es", "x", "js"], {"es", "js"}, "javascript", ["javascript", "x"]),
        (["a", "js", "b"], {"js"}, None, ["a", "b"]),
        (["a", "a", "js"], {"js"}, "x", ["a", "a", "x"]),
        (["js"], {"js"}, None, []),
        (["JS"], {"js"}, "x", ["JS"]),
    ],
)
def test_a_tag_takes_the_place_of_others(tags, olds, new, after):
    assert merged(tags, olds, new) == after


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=6, unique=True)


@given(WORDS, st.sets(st.sampled_from(["a", "b", "c"])), st.sampled_from(["c", "d", "z"]))
def test_a_merge_adds_only_where_an_old_tag_was_and_leaves_the_others_in_order(tags, olds, new):
    olds = olds - {new}
    after = merged(tags, olds, new)
    assert len(after) == len(set(after))
    assert (new in after) == (new in tags or not olds.isdisjoint(tags))
    kept = [tag for tag in tags if tag not in olds and tag != new]
    assert [tag for tag in after if tag != new] == kept
    assert merged(after, olds, new) == after


@given(st.text(alphabet="abcehisxyz", min_size=1, max_size=8))
def test_a_form_without_endings_stays_as_it_is(word):
    assert plain_form(word.upper()) == plain_form(word) == singular(word)


@pytest.mark.parametrize("text", ["", "  ", "a\nb"])
def test_what_is_no_tag(text):
    with pytest.raises(UsageError):
        one_tag(text)
