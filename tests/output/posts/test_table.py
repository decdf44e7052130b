from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from blogcli.output.posts.records import OutputSpec
from blogcli.output.reports.settings import pairs_table
from blogcli.output.reports.tags import tag_table
from blogcli.output.text_table import post_count
from tests.output.screen import NOW, OWN_CODES, posts_as, summary, terminal, written

POSTS = [
    summary(date=datetime(2024, 3, 15, 9, 0, tzinfo=NOW.tzinfo), title="Three hours old", tags=()),
    summary(date=date(2024, 4, 20), title="Not yet out", slug="not-yet-out"),
    summary(date=None, title="", slug="no-name", draft=True, categories=("Notes",)),
    summary(title="日本語の題名はとても長いので、途中で切らなければなりません。" * 2),
    summary(title="🎉 party 👩‍👩‍👧‍👦 " * 8, tags=tuple(f"tag{n}" for n in range(30))),
    summary(title="word " * 60, slug="s" * 200, words=1_234_567),
    summary(date=date(1987, 1, 1), title="[bold red]Old[/] :smile: \x1b[31m"),
]


def lines_of(posts, shape=None, **screen):
    return posts_as(posts, shape or OutputSpec(), tty=True, **screen).splitlines()


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 140, 250])
def test_every_post_is_one_line_that_fits(width, colour):
    lines = lines_of(POSTS, width=width, colour=colour)
    assert len(lines) == 2 + len(POSTS)
    assert max(cell_len(OWN_CODES.sub("", line)) for line in lines) <= width


@given(st.lists(st.text(max_size=120), min_size=1, max_size=4), st.integers(1, 100))
def test_no_title_makes_a_line_too_wide(titles, width):
    posts = [summary(title=title, tags=(title,)) for title in titles]
    for line in lines_of(posts, width=width):
        assert cell_len(line) <= width


@pytest.mark.parametrize(
    ("width", "names"),
    [
        (60, ["date", "title"]),
        (79, ["date", "title"]),
        (80, ["date", "status", "title", "tags"]),
        (140, ["date", "status", "title", "tags", "categories", "words", "slug"]),
    ],
)
def test_a_wider_terminal_shows_more(width, names):
    assert lines_of(POSTS, width=width)[0].split() == names


def test_columns_that_tell_nothing_are_left_out():
    assert lines_of([summary(tags=())], width=140)[0].split() == ["date", "title", "words", "slug"]


def test_what_is_not_published_is_marked_without_colour_too():
    by_title = {line.split("  ")[-1].strip(): line for line in lines_of(POSTS, width=60)[2:]}
    assert "◔" in by_title["Not yet out"]
    assert "○" in by_title["(no title) no-name"]
    assert not set("◔○") & set(by_title["Three hours old"])
    wide = lines_of(POSTS, width=140)
    assert "◔ scheduled" in wide[3]
    assert "○ draft" in wide[4]
    plain = lines_of(POSTS, width=140, encoding="ascii")
    assert " scheduled " in plain[3]
    assert "○" not in plain[4]


def test_dates_are_relative_and_old_ones_are_days():
    starts = [line[:12].strip() for line in lines_of(POSTS, width=80)[2:]]
    assert starts[0] == "3 hours ago"
    assert starts[1:4] == ["20 Apr 2024", "", "3 days ago"]
    assert starts[-1] == "1 Jan 1987"


def test_titles_are_text_and_not_markup():
    line = lines_of(POSTS, width=140)[-1]
    assert r"[bold red]Old[/] :smile: \x1b[31m" in line


def test_long_titles_end_in_an_ellipsis():
    assert lines_of(POSTS, width=40)[7].endswith("word word wor…")


def test_colour_is_the_same_text():
    plain = lines_of(POSTS, width=80)
    coloured = lines_of(POSTS, width=80, colour=True)
    assert coloured != plain
    assert [OWN_CODES.sub("", line) for line in coloured] == plain


def test_the_fields_asked_for_are_the_columns():
    lines = lines_of(POSTS[:2], OutputSpec(fields="slug,status,words,date,meta.x"), width=80)
    assert lines[0].split() == ["slug", "status", "words", "date", "meta.x"]
    assert lines[2].split() == ["first-light", "published", "450", "3", "hours", "ago"]
    assert lines[3].split() == ["not-yet-out", "◔", "scheduled", "450", "20", "Apr", "2024"]


@pytest.mark.parametrize("width", [5, 20, 80])
def test_all_fields_at_once_still_fit(width):
    every = "path,slug,title,date,updated,status,tags,categories,authors,description,words,meta"
    for line in lines_of(POSTS, OutputSpec(fields=every), width=width):
        assert cell_len(line) <= width


@pytest.mark.parametrize(
    ("counted", "line"),
    [
        ((0,), "no posts"),
        ((1,), "1 post"),
        ((12,), "12 posts"),
        ((12, 12), "12 posts"),
        ((0, 9), "0 of 9 posts"),
        ((1, 340), "1 of 340 posts"),
        ((3, None, "tag"), "3 tags"),
    ],
)
def test_a_list_says_how_many(counted, line):
    assert post_count(*counted) == line


def test_tags_have_a_count_a_bar_and_a_last_use():
    made = terminal(tty=True)
    tag_table(
        made,
        [("stars", 16, date(2024, 3, 14)), ("night sky", 4, None), ("x\x1b", 1, date(2020, 1, 2))],
        NOW,
    )
    lines = written(made).decode().splitlines()
    assert lines[0].split() == ["tag", "posts", "last", "used"]
    assert lines[2].split() == ["stars", "16", "━" * 16, "yesterday"]
    assert lines[3].split() == ["night", "sky", "4", "━" * 4]
    assert lines[4].split() == [r"x\x1b", "1", "━", "2", "Jan", "2020"]


def test_settings_have_a_name_a_value_and_an_origin():
    made = terminal(tty=True, width=40)
    pairs_table(made, [("title", "My blog", "blog.toml"), ("url", "https://x.example", "default")])
    lines = written(made).decode().splitlines()
    assert [line.split() for line in lines] == [
        ["name", "value", "from"],
        ["─" * 5, "─" * 17, "─" * 9],
        ["title", "My", "blog", "blog.toml"],
        ["url", "https://x.example", "default"],
    ]
