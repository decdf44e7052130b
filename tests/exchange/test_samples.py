"""Acceptance on the exports of ../shared: what they hold comes across, and the rest is told."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from blogcli.exchange.html.render import rendered
from blogcli.exchange.model import ClippingSource, ExportSite
from blogcli.exchange.plan.convert import convert_body

EXPORTS = (
    "blogger/feed.atom",
    "blogger/jeffhandley-blogspot.xml",
    "blogger/apraditya-complete.xml",
    "blogger/apraditya-complete-entry.xml",
    "blogger/apraditya-post-draft.xml",
    "blogger/apraditya-post-normal.xml",
    "blogger/apraditya-post-single-tag.xml",
    "wxr/ghost-sample.xml",
    "wxr/jekyll-import-sitetitle.wordpress.2025-01-19.xml",
    "wxr/nikola-wordpress_export_example.xml",
)


def kinds(found):
    return sorted((post.kind, post.draft, post.status or "") for post in found.posts)


def test_page_saved_as_text(read, samples):
    page = samples / "blogger-page.txt"
    found = read(page)
    post = found.post
    text = page.read_text()
    body = text[text.index("It’s not news") : text.index("No comments:")]
    assert found.kind == "text"
    assert post.date == date(2018, 12, 12)
    assert not isinstance(post.date, datetime)
    assert post.title.startswith("Helping Trump Deport")
    assert post.source == ClippingSource(name="HuffPost", kind="Opinion", byline="Juan Escalante")
    assert len(post.body.split("\n\n")) == 10
    assert post.body.split() == body.split()
    assert post.comments == ()
    assert post.aliases == ()
    assert found.site.about.split()[:2] == ["Beverly", "Hills,"]
    assert "Eli Kantor" in found.site.about


@pytest.mark.parametrize("given", ["blogger/feed.atom", "blogger"])
def test_takeout(read, samples, given):
    found = read(samples / given)
    assert found.kind == "takeout"
    assert kinds(found) == [
        ("page", False, ""),
        ("page", True, ""),
        *[("post", False, "")] * 3,
        ("post", False, "scheduled"),
        ("post", True, ""),
    ]
    assert found.left() == {
        ("comment", "spam"): 1,
        ("comment", "hidden by Blogger"): 1,
        ("post", "in Blogger's trash"): 1,
    }
    first = next(post for post in found.posts if post.title.startswith("Harbour"))
    assert first.title == "Harbour strike: 'no deal' & counting"
    assert first.labels == ("Ports", "Labor & Unions", "Café, bar", "C#")
    assert first.date == datetime(2018, 12, 12, 17, tzinfo=timezone(timedelta(hours=-8)))
    assert first.date.day == 12  # in the blog's zone; in UTC it is the 13th
    assert [(comment.id, comment.parent) for comment in first.comments] == [
        ("901", ""),
        ("902", "901"),
    ]
    assert "Nice" in first.comments[0].html
    assert "<br>" in first.comments[0].html
    assert first.location.name == "Long Beach"
    assert first.location.latitude == 33.77
    assert first.description == "Short summary"
    assert [post.aliases for post in found.posts if post.slug == "blog-post_12"] == [
        ("/2018/12/blog-post_12.html",),
        ("/2018/11/blog-post_12.html",),
    ]
    assert found.site == ExportSite("Clips & Notes", "Harbour news", timezone="America/Los_Angeles")


def test_blogger_backup(read, samples):
    found = read(samples / "blogger/jeffhandley-blogspot.xml")
    assert len(found.posts) == 92
    assert sum(len(post.comments) for post in found.posts) == 112
    assert sum(bool(post.source and post.source.url) for post in found.posts) == 14
    offsets = {post.date.utcoffset() for post in found.posts}
    assert offsets == {timedelta(hours=-8), timedelta(hours=-7)}
    assert all(post.aliases and post.aliases[0].startswith("/2") for post in found.posts)


def test_blogger_backup_cut_into_entries_reads_as_the_whole(read, samples):
    whole = read(samples / "blogger/apraditya-complete.xml")
    entries = read(samples / "blogger/apraditya-complete-entry.xml")
    # The file holds ten live posts and one draft; by its own categories no page and no comment.
    assert kinds(whole) == [*[("post", False, "")] * 10, ("post", True, "")]
    assert entries.posts == whole.posts
    assert "repaired" in entries.told()


def test_every_body_keeps_what_readers_see(read, samples, runs):
    words = lost = 0
    for name in EXPORTS:
        for post in read(samples / name).posts:
            body = convert_body(post)
            words += body.proof["words"][0]
            lost += body.proof["words"][1]
            assert body.warnings == (), (name, post.title)
            assert runs(rendered(body.markdown)) == []
    assert words > 30_000
    assert lost <= words * 0.001


def test_takeout_reads_the_same_in_another_zone(read, samples):
    found = read(samples / "blogger/feed.atom", zone=UTC)
    first = next(post for post in found.posts if post.title.startswith("Harbour"))
    assert first.date == datetime(2018, 12, 13, 1, tzinfo=UTC)
