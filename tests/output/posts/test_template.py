from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.errors import UsageError
from blogcli.output.posts.records import OutputSpec
from blogcli.output.posts.template import parse_template
from tests.output.screen import NOW, posts_as, summary

POST = summary(
    updated=datetime(2024, 3, 14, 8, 5, tzinfo=UTC),
    source={"name": "The Sky"},
    meta={"mood": "calm", "on": "2024-01-02", "seen": date(2023, 5, 6), "extra": {"n": 7}},
)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{slug}", "first-light"),
        ("{date} {Title}", "2024-03-12 First light"),
        ("{date:%Y/%m} {date:%-d. %B}", "2024/03 12. March"),
        ("{updated:%H:%M}", "08:05"),
        ("{tags}", "stars, night sky"),
        ("{title:<14}|{title:>14}|{title:*^15}|", "First light   |   First light|**First light**|"),
        ("{title:.5}|{words:>6}|{words:5}", "First|   450|450  "),
        ("{meta.mood} {meta.extra.n}", "calm 7"),
        ("{meta.on:%d.%m.} {meta.seen:%Y} {meta.mood:%Y}", "02.01. 2023 calm"),
        ("{status}{description}", "published"),
        ("{source} {source.name} {source.url}{byline}", "The Sky The Sky "),
        ("{{{slug}}}", "{first-light}"),
        (r"a\tb\nc\\n\x", "a\tb\nc\\n\\x"),
        ("no field", "no field"),
        ("", ""),
    ],
)
def test_fields_are_put_into_the_text(template, text):
    assert parse_template(template).fill(POST, NOW) == text


def test_what_a_post_does_not_have_is_empty():
    bare = summary(date=None, tags=(), title="")
    template = parse_template("[{date:%Y}|{updated:%Y}|{date}|{tags}|{meta.x}|{title:>3}]")
    assert template.fill(bare, NOW) == "[|||||   ]"


@pytest.mark.parametrize(
    ("template", "named"),
    [
        ("{titel}", "titel"),
        ("{title.__class__}", "title.__class__"),
        ("{title!r}", "title!r"),
        ("{tags[0]}", "tags[0]"),
        ("{}", "''"),
        ("{0}", "'0'"),
        ("{title:%Y}", "%Y"),
        ("{date:%Q}", "%Q"),
        ("{date:%}", "%"),
        ("{title:d}", "'d'"),
        ("{words:05}", "05"),
        ("{title:>99999}", "99999"),
        ("{title", "'{' at character 1"),
        ("a } b", "'}' at character 3"),
        ("{a{title}}", "'{' at character 1"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_named(template, named):
    with pytest.raises(UsageError) as refused:
        parse_template(template)
    assert named in refused.value.message
    assert refused.value.hint


@given(st.text(st.sampled_from("{}:%.!<>[]()_ ntdatelsugmY0\\'\x00\ud800"), max_size=20))
def test_a_template_is_filled_or_refused(text):
    try:
        template = parse_template(text)
    except UsageError:
        return
    assert isinstance(template.fill(POST, NOW), str)


@given(st.text())
def test_values_are_never_read_as_templates(title):
    assert parse_template("{title}").fill(summary(title=title), NOW) == title


def test_one_text_a_post_with_the_end_asked_for():
    posts = [summary(slug="a"), summary(slug="b")]
    assert posts_as(posts, OutputSpec(template="{slug}!")) == "a!\nb!\n"
    assert posts_as(posts, OutputSpec(template="{slug}", nul=True)) == "a\0b\0"
