"""Whatever a file holds, a terminal is sent text, and a pipe the file's own characters."""

import csv
import io
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from blogcli.output.page.page import render_meta, render_page
from blogcli.output.posts.formats import FORMATS
from blogcli.output.posts.records import OutputSpec
from blogcli.output.reports.report import ReportColumn, write_report
from blogcli.output.reports.tags import write_tag_counts
from blogcli.posts.edit.tags import TagCount
from tests.output.screen import HOSTILE, NOW, OWN_CODES, UNSAFE, post, posts_as, terminal, written

SHAPES = [
    *(OutputSpec(format=name) for name in FORMATS),
    OutputSpec(format="table", fields="title,slug,path,tags,source,meta,description"),
    OutputSpec(format="csv", fields="meta,title,source"),
    OutputSpec(template="{title}|{tags:>5}|{meta.key}|{path}|{meta.key:%Y}"),
]


def hostile(text):
    return post(
        f"{text}\n\n# {text}\n\n```{text}\n{text}\n```\n\n[{text}](/x) ![{text}](/y)\n",
        title=text,
        slug=text,
        path=f"posts/{text}.md",
        tags=(text, "b"),
        categories=(text,),
        authors=(text,),
        description=text,
        source={"name": text, "url": f"https://x.example/{text}", "byline": text},
        meta={"key": text, text: [text]},
    )


OWN_MARKS = {"tsv": "\t", "csv": "\r"}
"""What a format itself puts between cells or records."""


def unsafe_in(text, format=None):
    return UNSAFE.search(OWN_CODES.sub("", text).replace(OWN_MARKS.get(format, "\n"), ""))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_no_format_sends_a_terminal_anything_but_text(shape, text):
    for colour in (False, True):
        shown = posts_as([hostile(text).summary], shape, tty=True, colour=colour, width=300)
        assert not unsafe_in(shown, shape.format)


@given(st.text())
def test_no_text_at_all_gets_through(text):
    for shape in SHAPES:
        shown = posts_as([hostile(text).summary], shape, tty=True, colour=True)
        assert not unsafe_in(shown, shape.format)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_pages_and_tables_are_text_too(text):
    made = terminal(tty=True, colour=True)
    write_tag_counts(made, [TagCount(text, 1, None)], None, NOW)
    write_report(made, [ReportColumn("name", "name")], [(text,)])
    whole = hostile(text)
    shown = (
        written(made).decode(),
        render_page(whole, now=NOW, width=80, colour=True),
        render_page(whole, now=NOW, width=80, colour=False, plain=True),
        render_meta(whole, colour=True),
    )
    assert not any(map(unsafe_in, shown))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_pipe_gets_the_characters_as_they_are(text):
    posts = [hostile(text).summary]
    as_json = posts_as(posts, OutputSpec(format="json", fields="title"))
    assert json.loads(as_json) == [{"title": text}]
    as_yaml = posts_as(posts, OutputSpec(format="yaml", fields="title"))
    assert yaml.safe_load(as_yaml) == [{"title": text}]
    if text.isascii():
        as_csv = posts_as(posts, OutputSpec(format="csv", fields="title"))
        assert list(csv.reader(io.StringIO(as_csv, newline="")))[1:] == [[text]]
        assert posts_as(posts, OutputSpec(format="slugs")) == text + "\n"
        assert posts_as(posts, OutputSpec(template="{title}")) == text + "\n"


def test_json_on_a_terminal_is_the_same_value():
    for text in HOSTILE.values():
        shown = posts_as(
            [hostile(text).summary], OutputSpec(format="json", fields="title"), tty=True
        )
        assert json.loads(shown) == [{"title": text}]
