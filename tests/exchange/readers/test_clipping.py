from datetime import date

import pytest

from blogcli.exchange.model import ClippingSource
from blogcli.exchange.readers.clipping import clip
from blogcli.exchange.text.date_heading import heading_date
from blogcli.exchange.text.source_lines import byline_of, source_of

PAGE = """Tide Tables

About Me

My photo
Skagen, Denmark
I write about water.
View my complete profile

Tuesday, March 3, 2020

Why the ferries stayed in port this week

Harbour Post (Analysis) Why the ferries stayed in port this week

By Ann Lee

The wind came * from the north.

1. Nobody sailed.

Posted by Ada Quay at 9:00 AM 2 comments:
Email ThisBlogThis!Share to XShare to Facebook
Labels: Ports, North Sea

Ten ways to read a chart

Look at the numbers first.

No comments:

Monday, March 2, 2020

A quiet day

Nothing moved.

Posted by Ada Quay No comments:

Newer Posts Older Posts Home
Subscribe to: Posts (Atom)

Blog Archive
2020 (3)
"""


def test_an_index_page_is_its_posts(read):
    found = read(PAGE)
    assert found.kind == "text"
    assert [(post.title, post.date) for post in found.posts] == [
        ("Why the ferries stayed in port this week", date(2020, 3, 3)),
        ("Ten ways to read a chart", date(2020, 3, 3)),
        ("A quiet day", date(2020, 3, 2)),
    ]
    first, second, third = found.posts
    assert first.source == ClippingSource("Harbour Post", "Analysis", "", "Ann Lee")
    assert first.body == "The wind came * from the north.\n\n1\\. Nobody sailed."
    assert first.labels == ("Ports", "North Sea")
    assert first.author == third.author == "Ada Quay"
    assert second.body == "Look at the numbers first."
    assert third.body == "Nothing moved."
    assert found.site.about == "Skagen, Denmark\n\nI write about water."


def test_comments_below_a_post(read):
    page = """Monday, March 2, 2020

A quiet day

Nothing moved.

2 comments:

Bo said...
Not even a gull.

A <b> tag.
March 3, 2020 at 9:00 AM

Cy said...
Agreed.
March 4, 2020 at 10:15 PM

Post a Comment
Home
"""
    post = read(page).post
    assert [(one.author, one.date, one.html) for one in post.comments] == [
        ("Bo", date(2020, 3, 3), "<p>Not even a gull.</p><p>A &lt;b&gt; tag.</p>"),
        ("Cy", date(2020, 3, 4), "<p>Agreed.</p>"),
    ]


def test_threaded_comments_below_a_post(read):
    page = (
        "Monday, March 2, 2020\n\nA quiet day\n\nNothing moved.\n\n1 comment:\n\n"
        "BoMarch 3, 2020 at 9:00 AM\nNot even a gull.\nReplyDelete\nAdd comment\n"
    )
    [comment] = read(page).post.comments
    assert (comment.author, comment.html) == ("Bo", "<p>Not even a gull.</p>")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Wednesday, December 12, 2018", date(2018, 12, 12)),
        ("Wednesday, 12 December 2018", date(2018, 12, 12)),
        ("12 December 2018", date(2018, 12, 12)),
        ("2018-12-12", date(2018, 12, 12)),
        ("Mittwoch, 12. Dezember 2018", date(2018, 12, 12)),
        ("mercredi 12 décembre 2018", date(2018, 12, 12)),
        ("miércoles, 12 de diciembre de 2018", date(2018, 12, 12)),
        ("martes, 6 de marzo de 2018", date(2018, 3, 6)),
        ("quarta-feira, 12 de dezembro de 2018", date(2018, 12, 12)),
        ("Rabu, 12 Desember 2018", date(2018, 12, 12)),
        ("2018年12月12日水曜日", date(2018, 12, 12)),
        ("December 2018", None),
        ("It was December 12, 2018", None),
        ("12 December 2018: a date to keep", None),
        ("31 February 2018", None),
        ("Wednesday, December 12, 1918", None),
        ("In 2018 I had 12 December birds", None),
        ("Is it December 12, 2018?", None),
    ],
)
def test_date_headings(line, day):
    found = heading_date(line)
    assert (found.day if found else None) == day


def test_a_date_in_another_form_is_text_of_the_post(read):
    page = "Monday, March 2, 2020\n\nA quiet day\n\n1 March 2020\n\nNothing moved.\n"
    assert read(page).post.body == "1 March 2020\n\nNothing moved."


TITLE = "Why the ferries stayed in port"


@pytest.mark.parametrize(
    ("line", "source"),
    [
        (f"Harbour Post (Opinion) {TITLE}", ClippingSource("Harbour Post", "Opinion")),
        (f"Harbour Post: {TITLE}", ClippingSource("Harbour Post")),
        (f"Harbour Post – {TITLE.upper()}", ClippingSource("Harbour Post")),
        (TITLE, ClippingSource()),
        (f"{TITLE} and more", None),
        (f"A very long sentence that has far more than sixty characters before {TITLE}", None),
        ("Something else", None),
    ],
)
def test_source_lines(line, source):
    assert source_of(line, TITLE) == source


def test_a_short_title_at_the_end_of_a_sentence_is_no_source():
    assert source_of("They all went home", "Home") is None
    assert source_of("Harbour Post (News) Home", "Home") == ClippingSource("Harbour Post", "News")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("BY ANN LEE AND BO RØ", "ANN LEE AND BO RØ"),
        ("By: Ann Lee Jr.", "Ann Lee Jr."),
        ("By then it was over.", ""),
        ("By and large " * 9, ""),
        ("Byron Lee", ""),
    ],
)
def test_bylines(line, names):
    assert byline_of(line) == names


def test_clip_of_a_dated_page_is_its_first_post():
    assert clip(PAGE).articles[0].post.title == "Why the ferries stayed in port this week"
    assert clip(PAGE).articles[0].post.date == date(2020, 3, 3)


def test_clip_of_a_bare_clipping():
    post = (
        clip(
            "Harbour Post (Opinion) The sea owes us nothing at all\n\n"
            "By Ann Lee\n\n# Not a heading\n"
        )
        .articles[0]
        .post
    )
    assert post.title == "The sea owes us nothing at all"
    assert post.source == ClippingSource("Harbour Post", "Opinion", "", "Ann Lee")
    assert post.body == "\\# Not a heading"
    assert post.date is None


def test_clip_of_a_title_and_text():
    post = clip("\ufeffThe sea\r\n\r\nis wide\u00a0open\r\nand cold.\r\nGo.\r\n").articles[0].post
    assert (post.title, post.body, post.source) == (
        "The sea",
        "is wide open\nand cold.\n\nGo.",
        None,
    )


def test_clip_of_nothing():
    assert [clip(text).articles[0].post.title for text in ("", " \n\n")] == ["", ""]


def test_clip_needs_no_library(run_without_libraries):
    run_without_libraries("from blogcli.exchange.readers.clipping import clip; clip('a\\n\\nb')")
