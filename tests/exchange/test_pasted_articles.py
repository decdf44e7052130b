"""Articles as people paste them: each line is in the post, or is named as left out."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.exchange.clippings.line_dates import dates_of_line
from blogcli.exchange.model import ClippingSource
from blogcli.exchange.readers.clipping import clip
from blogcli.exchange.text.date_heading import text_lines

EST = timezone(timedelta(hours=-5))
DAY = date(2025, 12, 3)
TEXT = "The wind came from the north.\n\nNobody sailed."
NYT = f"""Ferries stay in port for a week

The New York Times
By Jane Doe
Dec. 3, 2025

{TEXT}
"""
URL = "https://www.nytimes.com/2025/12/03/world/ferries.html"


def only(text):
    [article] = clip(text).articles
    return article.post


@pytest.mark.parametrize(
    ("text", "source", "when"),
    [
        (NYT, ClippingSource("The New York Times", byline="Jane Doe"), DAY),
        (NYT.replace("\n", "\r\n"), ClippingSource("The New York Times", byline="Jane Doe"), DAY),
        (
            "\ufeff" + NYT.replace("By ", "By\u00a0").replace("Dec. ", "\tDec.\u00a0"),
            ClippingSource("The New York Times", byline="Jane Doe"),
            DAY,
        ),
        (
            NYT.replace("The New York Times", "The Harbour Post"),
            ClippingSource("The Harbour Post", byline="Jane Doe"),
            DAY,
        ),
        (f"{URL}\n\n{NYT}", ClippingSource("The New York Times", "", URL, "Jane Doe"), DAY),
        (f"{NYT}\n{URL}\n", ClippingSource("The New York Times", "", URL, "Jane Doe"), DAY),
        (f"{NYT}\nSource: {URL}", ClippingSource("The New York Times", "", URL, "Jane Doe"), DAY),
        (
            f"The New York Times\n\nFerries stay in port for a week\n\nBy Jane Doe\n\n{TEXT}",
            ClippingSource("The New York Times", byline="Jane Doe"),
            None,
        ),
        (
            f"Ferries stay in port for a week\n\nBy Jane Doe | AP\n"
            f"December 3, 2025 at 5:00 PM\n\n{TEXT}",
            ClippingSource("AP", byline="Jane Doe"),
            datetime.fromisoformat("2025-12-03T17:00"),
        ),
        (
            f"Ferries stay in port for a week\nBy Jane Doe and Bo Rø, Reuters\n\n{TEXT}",
            ClippingSource("Reuters", byline="Jane Doe and Bo Rø"),
            None,
        ),
        (
            f"Ferries stay in port for a week\nAnalysis by Jane Doe, CNN\n"
            f"Dec. 3, 2025, 5:00 p.m. ET\n\n{TEXT}",
            ClippingSource("CNN", "Analysis", "", "Jane Doe"),
            datetime(2025, 12, 3, 17, tzinfo=EST),
        ),
        (
            f"Ferries stay in port for a week\nJane Doe in Skagen\nWed 3 Dec 2025 10.00 GMT\n\n"
            f"{TEXT}",
            ClippingSource(byline="Jane Doe in Skagen"),
            datetime(2025, 12, 3, 10, tzinfo=UTC),
        ),
        (
            f"POLITICS\nFerries stay in port for a week\nBy\nJane Doe\n"
            f"Dec 3, 2025, 05:00 PM EST\n\n{TEXT}",
            ClippingSource(kind="POLITICS", byline="Jane Doe"),
            datetime(2025, 12, 3, 17, tzinfo=EST),
        ),
        (
            f"Ferries stay in port for a week\nPosted on December 3, 2025 by Jane Doe\n\n{TEXT}",
            ClippingSource(byline="Jane Doe"),
            DAY,
        ),
        (
            f"Title: Ferries stay in port for a week\nSource: The Post\nURL: {URL}\n"
            f"Author: Jane Doe\nDate: 2025-12-03\n\n{TEXT}",
            ClippingSource("The Post", "", URL, "Jane Doe"),
            DAY,
        ),
        (
            f"HuffPost (Opinion) Ferries stay in port for a week\n\nBy Jane Doe\n\n{TEXT}",
            ClippingSource("HuffPost", "Opinion", "", "Jane Doe"),
            None,
        ),
        (
            f"December 3, 2025\n\nFerries stay in port for a week\n\n"
            f"HuffPost (Opinion) Ferries stay in port for a week\n\nBy Jane Doe\n\n{TEXT}",
            ClippingSource("HuffPost", "Opinion", "", "Jane Doe"),
            DAY,
        ),
    ],
)
def test_heads_of_papers(text, source, when):
    post = only(text)
    assert (post.title, post.source, post.date) == (
        "Ferries stay in port for a week",
        source,
        when,
    )
    assert post.body == TEXT


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("SKAGEN, Denmark, Dec 3 (Reuters) - The wind came.", "Reuters"),
        ("WASHINGTON, Dec 3 (Reuters) - The wind came.", "Reuters"),
        ("NEW YORK (AP) — The wind came.", "AP"),
        ("Dec 3 (Reuters) - The wind came.", "Reuters"),
        ("The wind (north) - it came.", None),
    ],
)
def test_an_agency_that_begins_the_text_is_the_source(line, name):
    post = only(f"Ferries stay in port\n\n{line}\n\nNobody sailed.")
    assert (post.source.name if post.source else None) == name
    assert post.body == f"{line}\n\nNobody sailed."


@pytest.mark.parametrize(
    ("line", "when", "updated"),
    [
        ("Dec. 3, 2025", DAY, None),
        ("3 December 2025", DAY, None),
        ("2025-12-03", DAY, None),
        ("Wednesday, December 3, 2025", DAY, None),
        ("2025-12-03T17:00:00-05:00", datetime(2025, 12, 3, 17, tzinfo=EST), None),
        ("3 December 2025, 17:00 GMT", datetime(2025, 12, 3, 17, tzinfo=UTC), None),
        ("Published 5:00 PM EST, December 3, 2025", datetime(2025, 12, 3, 17, tzinfo=EST), None),
        ("Published Dec. 3, 2025 | Updated Dec. 4, 2025", DAY, date(2025, 12, 4)),
        ("Updated Dec. 4, 2025", None, date(2025, 12, 4)),
        ("Dec. 3, 2025, 12:30 a.m.", datetime.fromisoformat("2025-12-03T00:30"), None),
    ],
)
def test_dates_of_papers(line, when, updated):
    post = only(f"Ferries stay in port\n\nBy Jane Doe\n{line}\n\n{TEXT}")
    assert (post.date, post.updated) == (when or updated, updated)
    assert post.body == TEXT


def test_a_date_beside_words_that_are_not_known_stays_in_the_text():
    line = "December 3, 20255:00 PM UTCUpdated 2 hours ago"
    post = only(f"Ferries stay in port\nBy Jane Doe\n{line}\n\n{TEXT}")
    assert (post.date, post.body) == (DAY, f"{line}\n\n{TEXT}")


@pytest.mark.parametrize(
    "line", ["December 3, 2025 was a cold day.", "12/03/2025", "Dec 3", "By then it was over."]
)
def test_what_only_looks_like_a_head_is_text(line):
    post = only(f"The sea\n\n{line}\n\n{TEXT}")
    assert (post.title, post.date, post.source) == ("The sea", None, None)
    assert post.body == f"{line}\n\n{TEXT}"


def test_a_subtitle_and_buttons_stay_in_the_text():
    below = NYT.partition("\n\n")[2]
    post = only(f"Ferries stay in port\n\nIt was the wind, officials say.\n\nShare\n\n{below}")
    assert post.source.byline == "Jane Doe"
    assert post.body == f"It was the wind, officials say.\n\nShare\n\n{TEXT}"


def test_a_mail_keeps_its_lines():
    post = only(
        "---------- Forwarded message ---------\nFrom: Jane Doe\n"
        "Date: Wed, Dec 3, 2025 at 5:00 PM\n"
        f"Subject: Ferries stay in port\nTo: Bo\n\n{TEXT}"
    )
    assert (post.title, post.date) == (
        "Ferries stay in port",
        datetime.fromisoformat("2025-12-03T17:00"),
    )
    assert post.source == ClippingSource(byline="Jane Doe")
    assert post.body == f"---------- Forwarded message ---------\n\nTo: Bo\n\n{TEXT}"


def test_a_first_line_too_long_for_a_title_stays_in_the_text():
    line = "The wind came from the north " * 20
    article = clip(f"{line}\n\nNobody sailed.").articles[0]
    assert (
        article.post.title
        == "The wind came from the north The wind came from the north The wind came from…"
    )
    assert article.post.body == f"{line.strip()}\n\nNobody sailed."


def titles(text):
    return [article.post.title for article in clip(text).articles]


@pytest.mark.parametrize("between", ["\n", "\n\n\n", "\n---\n\n", "\n* * *\n"])
@pytest.mark.parametrize("shape", [NYT, f"{URL}\n\n{NYT}", f"{NYT}\n{URL}\n"])
def test_several_clippings_are_as_many_posts(shape, between):
    text = between.join(shape.replace("Ferries", name) for name in ("Ferries", "Boats", "Ships"))
    found = clip(text).articles
    assert [one.post.title.split()[0] for one in found] == ["Ferries", "Boats", "Ships"]
    assert [one.post.body for one in found] == [TEXT] * 3
    assert len({one.post.source for one in found}) == 1


def test_clippings_of_different_papers():
    other = f"Bread runs short\n\nBy Bo Rø | AP\nDecember 4, 2025 at 5:00 PM\n\n{TEXT}\n"
    assert titles(f"{NYT}\n{other}\n{NYT}") == [
        "Ferries stay in port for a week",
        "Bread runs short",
        "Ferries stay in port for a week",
    ]


@pytest.mark.parametrize("line", ["* * *", "---", "Related\n\nBy Jane Doe", "December 4, 2025"])
def test_a_break_in_an_article_is_not_another_one(line):
    [article] = clip(f"{NYT}\n{line}\n\nThen it was over.\n").articles
    assert line.split()[-1].replace("*", r"\*") in article.post.body


def test_text_above_a_date_is_a_panel_only_on_a_page_of_blogger():
    about = (
        "About Me\n\nMy photo\nI write.\n\nMonday, March 2, 2020\n\nA quiet day\n\nNothing moved."
    )
    found = clip(about)
    assert found.about == "I write."
    assert found.left == ["About Me", "My photo", "I write."]
    assert [one.post.body for one in found.articles] == ["Nothing moved."]
    above = clip(
        "A quiet day\n\nI write.\n\nMonday, March 2, 2020\n\nNothing moved.\n\nNo comments:"
    )
    assert (above.about, above.left) == ("", [])
    [article] = above.articles
    assert (article.post.title, article.post.date) == ("A quiet day", date(2020, 3, 2))
    assert article.post.body == "I write.\n\nNothing moved.\n\nNo comments:"


MARKED = """Ferries§ stay in port|The New York Times|The Post§|By Jane§ Doe|Dec. 3, 2025
The wind§ came from the north.|Nobody sailed§|https://x.example/§|By|Jane§ Doe|By Bo§ Rø · AP
Opinion|HuffPost§|---|Monday, March 2, 2020|Updated Dec. 4, 2025, 5:00 p.m. ET|No comments:
Reply|Labels: a§, b|Source: Post§|Title: Sea§|About Me|Posted by Ada§ at 9:00 AM|2 comments:
PARIS (AP) — Text§.|Bo§ said...|Subscribe to: Posts (Atom)|HuffPost (News) Ferries§ stay
Get link|To: Bo§|December 3, 2025 by Ada§"""
"""Lines that papers print, in which a § makes each its own."""

LINES = st.one_of(
    st.sampled_from(re.split(r"[|\n]", MARKED)),
    st.text(max_size=80).map(lambda text: f"§ {text}"),
    st.just("long§ " * 50),
    st.just(""),
)
LABELS = frozenset(("by", "from", "source", "title", "labels", "posted", "on", "at", "to"))


def words(text):
    return set(re.findall(r"[^\W_]+", text.casefold()))


def is_told(line, told):
    """Whether each word of the line is told; a date is, in another form."""
    parts = [part for part in re.split(r" (?=by )", line) if not dates_of_line(part)]
    return all(words(part) - LABELS <= told for part in parts)


@given(st.lists(LINES, max_size=25))
def test_every_line_is_in_a_post_or_left_out(lines):
    text = "\n".join(line.replace("§", f"x{n}z") for n, line in enumerate(lines))
    found = clip(text)
    told = words(" ".join(found.left))
    for article in found.articles:
        post, source = article.post, article.post.source or ClippingSource()
        said = [post.title, article.headline, post.body, post.author, *post.labels, *article.beside]
        said += [source.name, source.kind, source.url, source.byline]
        told |= words(re.sub(r"\\(?=\W)|&lt;|&amp;", " ", " ".join(said)))
    lost = [line for line in text_lines(text) if not is_told(line, told)]
    assert lost == []


def test_a_long_text_is_read_in_one_pass(monkeypatch):
    from blogcli.exchange.clippings import line_meaning

    asked = []
    kept = line_meaning.dates_of_line
    monkeypatch.setattr(line_meaning, "dates_of_line", lambda line: asked.append(1) or kept(line))
    clip("Sea\n\nThe wind came.\n\n" + "".join(f"By A{n} B\n\n" for n in range(999)))
    assert len(asked) < 5000
