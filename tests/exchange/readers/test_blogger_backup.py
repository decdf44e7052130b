from datetime import datetime, timedelta, timezone

import pytest

from tests.exchange.exports import BLOG, backup, backup_entry

OSLO = timezone(timedelta(hours=2))


def setting(name, value):
    return backup_entry(kind="settings", body=value).replace(
        f"{BLOG}.post-1", f"{BLOG}.settings.{name}"
    )


def answer(number, post=1, extra="", **parts):
    reply = f"<thr:in-reply-to ref='{BLOG}.post-{post}'/>"
    return backup_entry(number, "comment", title="", extra=reply + extra, **parts)


def test_fields_of_a_post(read):
    found = read(
        backup(
            setting("BLOG_NAME", "Tides, etc."),
            setting("BLOG_TIME_ZONE", "Europe/Oslo"),
            backup_entry(
                extra="<category scheme='http://www.blogger.com/atom/ns#' term='Ports'/>"
                "<link rel='related' href='https://paper.example.org/s' title='The Paper'/>"
                "<media:thumbnail xmlns:media='http://search.yahoo.com/mrss/' "
                "url='https://p.example.org/a/s72-c/x.jpg'/>"
                "<georss:point xmlns:georss='http://www.georss.org/georss'>58.1 8.0</georss:point>"
            ),
        )
    )
    post = found.post
    assert found.kind == "blogger"
    assert post.date == datetime(2019, 7, 1, 4, 30, tzinfo=OSLO)
    assert post.date.utcoffset() == timedelta(hours=2)
    assert post.updated.day == 2
    assert post.labels == ("Ports",)
    assert (post.source.name, post.source.url) == ("The Paper", "https://paper.example.org/s")
    assert post.cover.url == "https://p.example.org/a/s1600/x.jpg"
    assert post.location.longitude == 8.0
    assert post.aliases == ("/2019/07/low-1.html",)
    assert post.origin.url == "http://tides.example.org/2019/07/low-1.html"
    assert (found.site.title, found.site.timezone) == ("Tides, etc.", "Europe/Oslo")
    assert found.site.url == "http://tides.example.org"


@pytest.mark.parametrize("space", ["http://purl.org/atom/app#", "http://www.w3.org/2007/app"])
def test_drafts_stay_drafts_in_both_namespaces(read, space):
    text = backup(backup_entry(draft=True)).replace("http://purl.org/atom/app#", space)
    post = read(text).post
    assert post.draft
    assert post.aliases == ()


def test_comments_pages_and_what_is_no_post(read):
    removed = "<gd:extendedProperty name='blogger.contentRemoved' value='true'/>"
    found = read(
        backup(
            answer(21),
            answer(22, extra=removed),
            answer(23, draft=True),
            answer(24, post=5),
            backup_entry(kind="template"),
            backup_entry(1),
            backup_entry(2, kind="page"),
        )
    )
    assert [(post.kind, len(post.comments)) for post in found.posts] == [("post", 1), ("page", 0)]
    assert found.left() == {
        ("comment", "removed by its author"): 1,
        ("comment", "never approved"): 1,
        ("comment", "its post was not imported"): 1,
    }


def test_line_ends_are_white_space_where_the_blog_says_so(read):
    post = read(
        backup(setting("BLOG_CONVERT_LINE_BREAKS", "false"), backup_entry(body="one\ntwo"))
    ).post
    assert post.body == "one\ntwo"
    assert read(backup(backup_entry(body="one\ntwo"))).post.body == "<p>one<br>two</p>"


def test_entries_without_a_root_and_without_names(read):
    entry = backup_entry(extra="<thr:total>0</thr:total>", draft=True)
    found = read(entry + "\n" + backup_entry(2))
    assert [post.draft for post in found.posts] == [True, False]
    assert "repaired" in found.told()


def test_a_public_feed(read):
    public = backup(
        backup_entry(1).replace("http://schemas.google.com/g/2005#kind", "urn:none"),
        backup_entry(2)
        .replace("http://schemas.google.com/g/2005#kind", "urn:none")
        .replace("<content type='html'>", "<summary type='text'>")
        .replace("</content>", "</summary>"),
    )
    found = read(public)
    assert found.kind == "blogger-feed"
    assert [post.excerpt for post in found.posts] == [False, True]
    assert "Low water: the feed has only its beginning" in found.told()
    assert found.posts[1].body
    assert found.site.url == "http://tides.example.org"
