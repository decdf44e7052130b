from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from blogcli.output.posts.records import OutputSpec, TableLook
from blogcli.output.reports.report import ReportColumn, write_report
from blogcli.output.reports.tags import write_tag_counts
from blogcli.output.text_table import post_count
from blogcli.posts.edit.tags import TagCount
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
    assert len(lines) == 1 + len(POSTS)
    assert max(cell_len(OWN_CODES.sub("", line)) for line in lines) <= width


@given(st.lists(st.text(max_size=120), min_size=1, max_size=4), st.integers(1, 100))
def test_no_title_makes_a_line_too_wide(titles, width):
    posts = [summary(title=title, tags=(title,)) for title in titles]
    for line in lines_of(posts, width=width):
        assert cell_len(line) <= width


SHORT = [
    summary(title=f"A title of {n} words", categories=("Notes",), draft=n == 3) for n in range(9)
]


@pytest.mark.parametrize(
    ("width", "names"),
    [
        (40, ["title", "slug"]),
        (60, ["date", "title", "slug"]),
        (79, ["date", "title", "slug"]),
        (80, ["date", "status", "title", "slug", "tags", "words"]),
        (140, ["date", "status", "title", "slug", "tags", "categories", "words"]),
    ],
)
def test_a_wider_terminal_shows_more(width, names):
    assert lines_of(SHORT, width=width)[0].split() == names


def test_columns_that_tell_nothing_are_left_out():
    found = lines_of([summary(tags=())], width=140)[0].split()
    assert found == ["date", "title", "slug", "words"]


LONG_SLUG = "why-the-slug-is-whole-while-columns-are-free"


@pytest.mark.parametrize("width", [120, 140, 160, 200])
def test_no_slug_is_cut_while_columns_are_free(width):
    posts = [*SHORT, summary(slug=LONG_SLUG, title="A title that is long " * 9)]
    shown = lines_of(posts, width=width)
    assert LONG_SLUG in shown[-1]


def test_tags_are_whole_on_a_wide_screen():
    tags = tuple(f"a-tag-of-some-length-{n}" for n in range(4))
    assert lines_of([summary(tags=tags)], width=100)[1].count("…") == 1
    assert "…" not in lines_of([summary(tags=tags)], width=200)[1]


@pytest.mark.parametrize("width", range(40, 200, 13))
def test_the_slug_is_always_there(width):
    heads = lines_of(POSTS, width=width)[0].split()
    assert {"title", "slug"} <= set(heads)


def test_a_long_title_leaves_room_for_the_slug():
    line = lines_of([summary(title="word " * 60)], width=80)[1]
    assert "first-light" in line


def test_titles_are_loud_and_dates_are_quiet():
    line = lines_of(SHORT[:1], width=80, colour=True)[1]
    assert "\x1b[1mA title of 0 words\x1b[0m" in line
    assert "\x1b[2m3 days ago\x1b[0m" in line


def test_what_is_not_published_is_marked_without_colour_too():
    narrow = lines_of(POSTS, width=60)
    assert "◔" in narrow[2]
    assert "○" in narrow[3]
    assert not set("◔○") & set(narrow[1])
    wide = lines_of(POSTS, width=140)
    assert "◔ scheduled" in wide[2]
    assert "○ draft" in wide[3]
    plain = lines_of(POSTS, width=140, encoding="ascii")
    assert " scheduled " in plain[2]
    assert "○" not in plain[3]


def test_dates_of_one_list_are_all_written_in_one_way():
    near = [summary(date=date(2024, 3, day)) for day in (24, 16, 15, 1)]
    starts = [line.split("First")[0].rstrip() for line in lines_of(near, width=80)[1:]]
    said = [start.removesuffix("  ◔ scheduled") for start in starts]
    assert said == ["  in 9 days", "   tomorrow", "      today", "2 weeks ago"]
    far = [*near, summary(date=date(1987, 1, 1)), summary(date=None)]
    starts = [line[:11] for line in lines_of(far, width=80)[1:]]
    assert starts == [
        f"{day:>11}"
        for day in ["24 Mar 2024", "16 Mar 2024", "15 Mar 2024", "1 Mar 2024", "1 Jan 1987", ""]
    ]


@pytest.mark.parametrize(
    ("style", "dates"),
    [
        ("relative", ["tomorrow", "37 years ago"]),
        ("iso", ["2024-03-16", "1987-01-01"]),
        ("long", ["16 March 2024", "1 January 1987"]),
    ],
)
def test_the_style_of_dates_can_be_set(style, dates):
    posts = [summary(date=date(2024, 3, 16), at=0), summary(date=date(1987, 1, 1))]
    shape = OutputSpec(fields="slug,date", look=TableLook(dates=style))
    lines = lines_of(posts, shape, width=80)[1:]
    assert [line.removeprefix("first-light").strip() for line in lines] == dates


def test_titles_are_text_and_not_markup():
    line = lines_of(POSTS, width=140)[-1]
    assert r"[bold red]Old[/] :smile: \x1b[31m" in line


def test_long_titles_end_in_an_ellipsis():
    assert "word word word w…  sssssssssssssssss…" in lines_of(POSTS, width=40)[6]


def test_colour_is_the_same_text():
    plain = lines_of(POSTS, width=80)
    coloured = lines_of(POSTS, width=80, colour=True)
    assert coloured != plain
    assert [OWN_CODES.sub("", line) for line in coloured] == plain


def test_the_fields_asked_for_are_the_columns():
    lines = lines_of(POSTS[:2], OutputSpec(fields="slug,status,words,date,meta.x"), width=80)
    assert lines[0].split() == ["slug", "status", "words", "date", "meta.x"]
    assert lines[1].split() == ["first-light", "published", "450", "15", "Mar", "2024"]
    assert lines[2].split() == ["not-yet-out", "◔", "scheduled", "450", "20", "Apr", "2024"]


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
    tags = [
        TagCount("stars", 16, date(2024, 3, 14)),
        TagCount("night sky", 4, None),
        TagCount("x\x1b", 1, date(2020, 1, 2)),
    ]
    write_tag_counts(made, tags, None, NOW)
    lines = written(made).decode().splitlines()
    assert lines[0].split() == ["tag", "posts", "last", "used"]
    assert lines[1].split() == ["stars", "16", "━" * 16, "yesterday"]
    assert lines[2].split() == ["night", "sky", "4", "━" * 4]
    assert lines[3].split() == [r"x\x1b", "1", "━", "2", "Jan", "2020"]


def test_tags_have_no_bar_on_a_narrow_screen():
    made = terminal(tty=True, width=40)
    write_tag_counts(made, [TagCount("stars", 16, None)], None, NOW)
    assert written(made).decode().splitlines()[1].split() == ["stars", "16"]


def test_a_report_has_headings_and_rows():
    made = terminal(tty=True, width=40)
    columns = [ReportColumn(name, name) for name in ("name", "value", "from")]
    rows = [("title", "My blog", "blog.toml"), ("url", "https://x.example", "default")]
    write_report(made, columns, rows)
    lines = written(made).decode().splitlines()
    assert [line.split() for line in lines] == [
        ["name", "value", "from"],
        ["title", "My", "blog", "blog.toml"],
        ["url", "https://x.example", "default"],
    ]
