"""What a query selects; how its text is read is in test_parser.py."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from blogcli.errors import QueryError
from blogcli.posts.model.fields import FIELDS
from blogcli.posts.model.summary import Summary
from blogcli.posts.query.evaluate import (
    EVERYTHING,
    TERMS,
    compile_query,
    matches,
    needs_body,
    parse_query,
)

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2024, 3, 13, 15, 30, tzinfo=OSLO)


def unread():
    raise AssertionError("the body is read")


def post(**fields):
    when = fields.get("date")
    if isinstance(when, datetime):
        fields.setdefault("at", when.timestamp())
    elif when is not None:
        fields.setdefault("at", datetime(when.year, when.month, when.day, tzinfo=OSLO).timestamp())
    fields.setdefault("starts", fields.get("at"))
    return Summary(**{"path": "posts/hello.md", "slug": "hello", "title": "Hello"} | fields)


def selects(text, summary, body=unread, saved=None):
    query = parse_query(text, now=NOW, saved=saved)
    if isinstance(body, str):
        return matches(query, summary, lambda: body)
    return matches(query, summary, body)


POST = post(
    path="posts/2024/2024-03-05-hello-world.md",
    slug="hello-world",
    title="Hello, «World» of Café",
    date=datetime(2024, 3, 5, 10, tzinfo=UTC),
    updated=date(2024, 3, 10),
    tags=("Python", "machine learning", "music/jazz"),
    categories=("News",),
    authors=("Ada Lovelace",),
    description="How to greet",
    source={"name": "Somewhere", "kind": "Opinion", "url": "https://some.example/a"},
    byline="Jane Doe and John Roe",
    words=250,
    meta={
        "Layout": "Post",
        "weight": 5,
        "rating": "4.5",
        "version": 3.1,
        "big": 10**400,
        "featured": True,
        "pinned": "yes",
        "hidden": False,
        "empty": "",
        "none": None,
        "list": ["One", 2, ["three"]],
        "nothing": [],
        "expires": date(2024, 6, 1),
        "a.b": "dotted",
        "extra": {"Toc": {"depth": 3}, "links": [{"url": "x"}, {"url": "y"}]},
    },
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "()",
        "hello",
        "WORLD",
        '"hello, «world"',
        "café",
        "cafe\u0301",
        "tag:python",
        "tag:PYTHON",
        "tags:python",
        "tag:rust,python",
        'tag:"machine learning"',
        'tag:"machine *"',
        "tag:music/*",
        "tag:*jazz",
        "tag:*",
        "category:news",
        'author:"ada lovelace"',
        "author:*love*",
        "title:wor",
        "title:hello*",
        "title:CAFE\u0301",
        "slug:hello-world",
        "slug:hello*",
        "path:2024-03",
        "path:posts/*.md",
        "description:greet",
        *("source:somewhere", "source:opinion", "source:some*", "source:x,Somewhere"),
        *("source.name:somewhere", "source.kind:opinion", "source.url:some.example"),
        *("byline:doe", 'byline:"john roe"', "byline:jane*", "has:byline", "has:source.url"),
        *("not source:some", "not source:some.example", "not source.kind:somewhere"),
        *("not byline:roe*", "missing:source.byline"),
        "is:published",
        "is:draft,published",
        "Is:Published",
        *("has:tags", "has:tag", "has:date", "has:title", "has:description", "has:source"),
        *("has:words", "has:featured", "has:hidden", "has:layout", "has:extra.toc", "has:path"),
        *("missing:aliases", "missing:empty", "missing:none", "missing:nothing", "missing:zzz"),
        "missing:tags,aliases",
        *("date:2024", "date:2024-03", "date:2024-03-05", "date:2023..2024-03", "date:2024-03.."),
        *("date:2020,2024", "date:10d", 'date:"5 March 2024"'),
        *("updated:2024-03-10", "updated:7d"),
        *("since:2024-03-05", "since:8d", "since:2024-03-05T11:00", "until:2024-03-05"),
        *("before:2024-03-06", "before:yesterday", "after:2024-03-04", "until:2024"),
        *("words:250", "words:=250", "words:<300", "words:<=250", "words:>249", "words:>=250"),
        *("words:200..300", "words:250..", "words:..250", "words:<10,>200"),
        *("layout:post", "LAYOUT:POST", "layout:po*", "layout:page,post"),
        *("weight:5", "weight:5.0", "weight:<6", "weight:1..5", "weight:>-1", "version:3.10"),
        *("rating:4.5", "rating:>4", "rating:4..5", "big:>5"),
        *("featured:true", "featured:yes", "hidden:no", "hidden:false", "pinned:true"),
        *("list:one", "list:2", "list:three", "expires:2024-06-01", "expires:2024*"),
        *("a.b:dotted", "extra.toc.depth:3", "extra.links.url:y", "source.name:x or tag:python"),
        "not is:draft",
        "not tag:rust not tag:go",
        "tag:rust or tag:python",
        "tag:python and is:published",
        "tag:rust tag:python or is:published",
        "(tag:rust or tag:python) is:published",
        "NOT (tag:rust OR is:draft)",
        "not not tag:python",
    ],
)
def test_selected(text):
    assert selects(text, POST)


@pytest.mark.parametrize(
    "text",
    [
        "tag:pyth",
        "tag:machine",
        "tag:*rust*",
        "category:new",
        "author:ada",
        "title:world*",
        "slug:hello",
        "path:2023",
        "path:hello*",
        "description:greet*",
        *("is:draft", "is:scheduled", "is:untagged"),
        *("has:aliases", "has:empty", "has:none", "has:nothing", "has:zzz", "has:extra.zzz"),
        *("has:status", "has:is"),
        *("missing:tags", "missing:featured", "missing:hidden"),
        *("date:2023", "date:2024-03-06", "date:7d", "date:..2024-03-04"),
        *("updated:2024-03-05", "updated:2d"),
        *("since:2024-03-06", "since:7d", "until:2024-03-04", "until:2023"),
        *("before:2024-03-05", "after:2024-03-05", "after:2024-03", "before:2024"),
        *("words:251", "words:<250", "words:>250", "words:300..400", "words:..249"),
        *("layout:pos", "weight:6", "weight:<5", "weight:text", "rating:<4", "rating:4.50"),
        *("featured:false", "featured:1", "hidden:true", "none:none", "none:null", "extra:*"),
        *("list:four", "zzz:*", "extra.zzz:1", "layout:1..5", "expires:2024-06"),
        "tag:python is:draft",
        "tag:python (is:draft or tag:rust)",
        "not (tag:python or is:draft)",
        "not hello",
    ],
)
def test_not_selected(text):
    assert not selects(text, POST, body="")


@pytest.mark.parametrize(
    ("pattern", "slug", "found"),
    [
        ("ab*ba", "abba", True),
        ("ab*ba", "aba", False),
        ("*a*a*", "banana", True),
        ("*a*a*", "bar", False),
        ("a*c*e", "abcde", True),
        ("a*c*e", "aec", False),
    ],
)
def test_stars_stand_for_the_text_between(pattern, slug, found):
    assert selects(f"slug:{pattern}", post(slug=slug)) is found


@pytest.mark.parametrize(
    ("text", "body", "found"),
    [
        ("greeting", "A Greeting to all", True),
        ("reet", "A Greeting to all", True),
        ("ÉTÉ", "un e\u0301te\u0301", True),
        ("ete", "un été", False),
        ("北京", "我在北京住", True),
        ('"two words"', "here two\r\n  words stand", True),
        ('"two words"', "words, two", False),
        ("two words", "words, two", True),
        ("https://example.org/a", "see https://example.org/a?b", True),
        ("a*b", "a*b", True),
        ("a*b", "a b", False),
        ("greet*", "greetings", True),
        ('"or"', "either or", True),
        ('"[x]"', "a [x]", True),
    ],
)
def test_words_are_parts_of_the_text_without_case(text, body, found):
    assert selects(text, POST, body) is found


@pytest.mark.parametrize(
    ("summary", "states"),
    [
        (post(date=date(2024, 3, 13), tags=("x",)), {"published"}),
        (post(date=date(2024, 3, 14), tags=("x",)), {"scheduled"}),
        (post(date=date(2024, 3, 14), draft=True), {"draft", "scheduled", "untagged"}),
        (post(date=date(2024, 3, 13), draft=True), {"draft", "due", "untagged"}),
        (post(draft=True), {"draft", "untagged"}),
        (post(), {"published", "untagged"}),
    ],
)
def test_states(summary, states):
    every = next(term for term in TERMS if term.name == "is").choices
    assert {state for state in every if selects(f"is:{state}", summary)} == states


@pytest.mark.parametrize(
    "text", ["date:2024", "since:1900", "until:2100", "updated:2024", "date:..2100"]
)
def test_a_post_without_a_date_is_in_no_stretch_of_time(text):
    assert not selects(text, post())
    assert selects(f"not {text}", post())


def test_days_are_those_of_the_zone_of_now():
    late = post(date=datetime(2024, 3, 4, 23, 30, tzinfo=UTC), updated=date(2024, 3, 4))
    assert selects("date:2024-03-05", late)
    assert selects("updated:2024-03-04", late)


def test_the_body_is_read_once_and_only_where_it_decides():
    reads = []

    def body():
        reads.append(1)
        return "nothing of it"

    assert not selects("zzz yyy or xxx", POST, body)
    assert len(reads) == 1
    assert not selects("zzz tag:rust", POST)
    assert selects("zzz or tag:python", POST)
    assert not selects("(zzz or yyy) tag:rust", POST)
    assert selects("hello", POST)


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("", False),
        ("tag:x", False),
        ("not (tag:x or y)", True),
        ("tag:x y", True),
        ("title:x", False),
    ],
)
def test_needs_body(text, needed):
    assert needs_body(parse_query(text, now=NOW)) is needed


def test_saved_queries():
    saved = {"Stale": "is:draft before:90d", "hot": "q:stale or tag:python", "every": " "}
    assert selects("q:hot", POST, saved=saved)
    assert selects("q:every", POST, saved=saved)
    assert selects("q:stale,hot", POST, saved=saved)
    assert not selects("q:stale", POST, saved=saved)
    old_draft = post(draft=True, date=date(2023, 1, 1))
    assert selects("q:STALE", old_draft, saved=saved)
    assert not selects("not q:stale", old_draft, saved=saved)


def test_a_compiled_query_serves_many_posts():
    test = compile_query(parse_query("tag:a or is:draft", now=NOW))
    posts = [post(tags=("a",)), post(draft=True), post(tags=("b",))]
    assert [test(one, unread) for one in posts] == [True, True, False]
    assert compile_query(EVERYTHING)(posts[2], unread)


def test_every_field_with_a_word_in_queries_has_a_term():
    names = [term.name for term in TERMS]
    assert {field.term for field in FIELDS if field.term} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_terms_example_is_a_query_with_that_term(term):
    query = parse_query(term.example, now=NOW, saved={"stale": "is:draft"})
    assert term.example.startswith(f"{term.name}:")
    assert str(query) == (term.example if term.name != "q" else "is:draft")
    assert term.help


@pytest.mark.parametrize(
    ("asked", "when", "holds"),
    [
        ("11-28", date(2019, 11, 28), True),
        ("11-28", date(2019, 11, 29), False),
        ("3-5", date(1999, 3, 5), True),
        ("today", date(2011, 3, 13), True),
        ("yesterday,tomorrow", date(2011, 3, 12), True),
        ("today", datetime(2011, 3, 12, 23, 30, tzinfo=UTC), True),  # the 13th in Oslo
        ("2020-03-13", date(2011, 3, 13), True),
        ("02-29", date(2020, 2, 29), True),
        ("02-29", date(2021, 2, 28), True),
        ("02-28", date(2020, 2, 29), False),
    ],
)
def test_a_day_of_any_year(asked, when, holds):
    assert selects(f"day:{asked}", post(date=when)) is holds


def test_on_the_28th_of_a_common_year_it_is_also_the_29th():
    leap = post(date=date(2020, 2, 29))
    for year, holds in ((2023, True), (2024, False)):
        query = parse_query("day:today", now=datetime(year, 2, 28, 12, tzinfo=OSLO))
        assert matches(query, leap, unread) is holds


def test_a_post_without_a_date_has_no_day():
    assert not selects("day:today", post())
    assert not selects("day:today", post(at=-1e18))


@pytest.mark.parametrize("asked", ["13-01", "02-30", "0-1", "28", "soon", "11-"])
def test_what_is_no_day(asked):
    with pytest.raises(QueryError) as caught:
        parse_query(f"day:{asked}", now=NOW)
    assert "11-28, today" in caught.value.hint


CLIPPING = post(
    source={"name": "HuffPost", "kind": "newspaper", "url": "https://x.org/a", "byline": "Jane Doe"}
)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("source:huffpost", True),
        ("source:Huff*", True),
        ("source:newspaper", True),
        ("source:x.org", False),
        ('byline:"jane doe"', True),
        ("byline:jane*", True),
        ("byline:doe", False),
        ("not source:AP", True),
    ],
)
def test_the_source_of_a_clipping(text, holds):
    assert selects(text, CLIPPING) is holds


def test_a_byline_may_stand_in_a_key_of_its_own():
    assert selects("byline:jane*", post(meta={"Byline": "Jane Doe"}))
    assert not selects("byline:jane*", post())
    assert not selects("source:huffpost", post())
