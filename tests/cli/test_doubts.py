"""What a query may have meant: keys and values that no post has."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def posts(post):
    post("2026-01-01-one", "title: One", "tags: [editing, python]", "series: basics", "day: Monday")
    post("2026-02-01-two", "title: Two", "tags: [editing]", "lang: fr", "author: Ada Lovelace")
    post("2026-03-01-three", "title: Three", "categories: [News]", "draft: true")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("staus:draft", "warning: no post has the key 'staus'; did you mean 'status' or 'tags'?"),
        ("due:7d", "warning: no post has the key 'due'; for the status: is:due"),
        ("serie:basics", "warning: no post has the key 'serie'; did you mean 'series'"),
        ("tag:editng", "warning: no post has the tag 'editng'; did you mean 'editing'?"),
        ("tag:zzz", "warning: no post has the tag 'zzz'; `blog tags` lists all tags"),
        ("category:New", "warning: no post has the category 'New'; did you mean 'News'?"),
        ("author:Ada", "did you mean 'Ada Lovelace'?"),
        ("status:drafts", "warning: no post has the status 'drafts'; did you mean 'draft'?"),
        ("slug:thre", "warning: no post has the slug 'thre'; did you mean 'three'?"),
        ("lang:fra", "warning: no post has the language 'fra'; did you mean 'fr'?"),
        ("series:basic", "warning: no post has the series 'basic'; did you mean 'basics'?"),
        ("has:serie", "warning: no post has the key 'serie'; did you mean 'series'?"),
        ("tag:python draf:true", "warning: no post has the key 'draf'; did you mean 'draft'"),
        ("drafts", "hint: 'drafts' is looked for in the text; for the status: is:draft"),
        ("Scheduled", "for the status: is:scheduled"),
    ],
)
def test_nothing_is_found_and_the_nearest_is_named(call, query, said):
    result = call("list", query)
    assert (result.code, result.out) == (0, "")
    assert said in result.err


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("tag:python,editng", "no post has the tag 'editng'; did you mean 'editing'?"),
        ("not tag:editng", "no post has the tag 'editng'"),
        ("not staus:draft", "no post has the key 'staus'"),
        ("tag:python not staus:draft", "no post has the key 'staus'"),
        ("missing:serie", "no post has the key 'serie'; did you mean 'series'?"),
    ],
)
def test_a_slip_is_told_where_posts_are_found_too(call, query, said):
    result = call("list", query, "--json")
    assert result.out.count('"slug"') > 0
    assert said in result.err


@pytest.mark.parametrize(
    "query",
    [
        "status:scheduled", "is:expired", "tag:edit*", "tag:editing,python", "missing:cover",
        "series:basics", "title:zzz", "words:>9000", "date:1999", "is:draft tag:python",
        "nothing", "not series:basics", "since:2026 drafts or title:one",
    ],
)  # fmt: skip
def test_nothing_is_said_of_what_posts_could_have(call, query):
    assert call("list", query).err == ""


def test_clippings(call, post):
    post("clip", "title: Clip", "source: {name: HuffPost, kind: opinion, byline: Jane Doe}")
    assert "no post has the source 'HufPost'; did you mean 'HuffPost'?" in (
        call("list", "source:HufPost").err
    )
    assert "no post has the byline 'doo'" in call("list", "byline:doo").err
    assert call("list", "byline:jane tag:python").err == ""
    assert call("list", "source:opinion tag:python").err == ""
    assert "did you mean 'HuffPost'?" in call("list", "source.name:Huff").err


def test_a_byline_may_stand_in_a_key_of_its_own(call, post):
    post("clip", "title: Clip", "byline: Jane Doe")
    assert call("list", "byline:jane*", "--format", "slugs").out == "clip\n"


def test_the_status_is_a_field(call):
    assert call("list", "status:draft", "--format", "slugs").out == "three\n"


def test_nothing_is_said_in_a_blog_without_posts(call, blog):
    for file in (blog / "posts").iterdir():
        file.unlink()
    assert "no post has" not in call("list", "tag:x").err


def test_every_command_with_a_query_tells(call):
    for words in (
        ("tag", "--where", "tag:editng", "x"), ("publish", "--where", "tag:editng"),
        ("check", "tag:editng"),
        ("search", "one", "tag:editng"), ("export", "tag:editng"),
    ):  # fmt: skip
        assert call(*words).err.count("did you mean 'editing'?") == 1, words


def test_a_term_wins_over_a_key_of_its_name(call):
    result = call("list", "day:01-01", "--format", "slugs")
    assert result.out == "one\n"
    assert result.err == (
        "hint: `day:` is a term of the query; for the posts' own key: `meta.day:01-01`\n"
    )
    meant = call("list", "meta.day:monday", "--format", "slugs")
    assert (meant.out, meant.err) == ("one\n", "")


def test_a_mark_of_drafts_is_not_told_as_another_key(call, post):
    post("four", "title: Four", "status: draft")
    assert call("list", "status:draft").err == ""
    assert "meta.status:review" in call("list", "status:review").err


def test_a_word_that_is_a_status_is_hinted_at_on_a_terminal(call, post):
    post("five", "title: Of drafts five")
    assert call("list", "drafts").err == ""
    assert "for the status: is:draft" in call("list", "drafts", tty=True).err
    assert "for the status" not in call("list", "drafts five", tty=True).err


@pytest.mark.parametrize("query", ["is:draft", "tag:python is:draft", "not tag:x"])
def test_a_query_given_as_a_post(call, query):
    result = call("publish", query)
    assert result.code == 3
    assert f"hint: that is a query: `--where '{query}'`" in result.err
    assert f"`blog list '{query}'`" in call("edit", query).err


def test_a_query_of_several_words_given_as_posts(call):
    hint = "that is a query: `--where 'tag:editing is:draft'`"
    assert hint in call("rm", "tag:editing", "is:draft", "-y").err
    assert "`--where 'is:draft'`" in call("publish", "drafts").err


def test_a_query_made_to_be_slow_is_told_of_in_bounds(call, post):
    post("many", "title: Many", f"tags: [{', '.join(f'tag-{n}' for n in range(500))}]")
    text = " or ".join(f"kee{n}:x or tag:tog-{n},tug-{n}" for n in range(200))
    assert call("list", text).err.count("warning:") == 5


def test_control_characters_in_values_are_shown_escaped(call, post):
    post("six", "title: Six", 'tags: ["edit\\e[31ming"]')
    result = call("list", "tag:edit[31min", tty=True)
    assert "\x1b[31ming" not in result.err
