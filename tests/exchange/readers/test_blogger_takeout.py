from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.exchange.exports import comment, takeout, takeout_entry

SETTINGS = (
    "blog_publishing_mode,blog_name,blog_description,blog_time_zone,blog_subdomain\n"
    '{mode},"Tides, etc.","<b>Water</b> levels",{zone},tides\n'
)


@pytest.fixture
def folder(tmp_path):
    def make(feed, zone="Europe/Oslo", mode="BLOGSPOT"):
        place = tmp_path / "Takeout" / "Blogger" / "Blogs" / "Tides"
        place.mkdir(parents=True)
        (place / "feed.atom").write_text(feed)
        (place / "settings.csv").write_text(SETTINGS.format(zone=zone, mode=mode))
        return tmp_path

    return make


def test_fields_of_a_post(read, folder):
    location = "<name>Mole</name>".replace("name", "blogger:name")
    found = read(
        folder(
            takeout(
                takeout_entry(
                    title="Low  &lt;i&gt;water&lt;/i&gt; &amp;amp;#39;now&amp;amp;#39;",
                    metaDescription="Why the &lt;b&gt;sea&lt;/b&gt; left",
                    location=location + "<blogger:latitude>58.1</blogger:latitude>"
                    "<blogger:longitude>8.0</blogger:longitude>",
                    extra="<category scheme='tag:blogger.com,1999:blog-7' term='C#'/>"
                    "<category scheme='tag:blogger.com,1999:blog-7' term=' New York, NY '/>"
                    "<category scheme='tag:blogger.com,1999:blog-7' term='C#'/><category/>"
                    "<link href='https://paper.example.org/story'/>",
                )
            )
        )
    )
    post = found.post
    assert post.title == "Low water 'now'"
    assert post.description == "Why the sea left"
    assert (post.location.name, post.location.latitude) == ("Mole", 58.1)
    assert post.labels == ("C#", "New York, NY")
    assert post.source.url == "https://paper.example.org/story"
    assert post.author == "Ada Quay"
    assert post.slug == "low-1"
    assert post.aliases == ("/2019/07/low-1.html",)
    assert post.origin.id == "tag:blogger.com,1999:blog-7.post-1"
    assert post.origin.url == "https://tides.blogspot.com/2019/07/low-1.html"
    assert found.site.title == "Tides, etc."
    assert found.site.description == "Water levels"


@pytest.mark.parametrize(
    ("written", "offset", "day"),
    [
        ("2019-06-30T23:30:00.123Z", 2, 1),  # summer time: the next day already
        ("2019-12-31T22:30:00Z", 1, 31),
    ],
)
def test_times_are_the_blogs_own(read, folder, written, offset, day):
    post = read(folder(takeout(takeout_entry(published=written)))).post
    assert post.date.utcoffset() == timedelta(hours=offset)
    assert post.date.day == day
    assert post.date.microsecond == 0


def test_a_feed_alone_finds_the_settings_beside_it(read, folder):
    feed = (
        folder(takeout(takeout_entry())) / "Takeout" / "Blogger" / "Blogs" / "Tides" / "feed.atom"
    )
    assert read(feed).site.timezone == "Europe/Oslo"


def test_without_settings_times_are_in_utc_and_that_is_said(read):
    found = read(takeout(takeout_entry()))
    assert found.post.date == datetime(2019, 7, 1, 2, 30, tzinfo=UTC)
    assert "time zone" in found.told()
    found = read(takeout(takeout_entry()), zone=timezone(timedelta(hours=-8)))
    assert found.post.date.day == 30
    assert "time zone" not in found.told()


@pytest.mark.parametrize("zone", ["GMT-08:00 Pacific", "../../etc/passwd", "No/Where", ""])
def test_a_zone_that_is_none_is_said(read, folder, zone):
    found = read(folder(takeout(takeout_entry()), zone=zone))
    assert "UTC" in found.told()


def test_a_blog_at_its_own_domain_is_named_nowhere(read, folder):
    found = read(folder(takeout(takeout_entry()), mode="HOSTED"))
    assert (found.site.url, found.post.origin.url) == ("", "")


def test_site_url_completes_it(read, folder):
    found = read(folder(takeout(takeout_entry()), mode="HOSTED"), site_url="https://t.example.org/")
    assert found.post.origin.url == "https://t.example.org/2019/07/low-1.html"


@pytest.mark.parametrize(
    ("status", "published", "draft", "waiting"),
    [
        ("LIVE", "2019-07-01T00:00:00Z", False, None),
        ("LIVE", "2099-07-01T00:00:00Z", False, "scheduled"),
        ("DRAFT", "2019-07-01T00:00:00Z", True, None),
        ("DRAFT", "2099-07-01T00:00:00Z", True, None),
        ("SCHEDULED", "2099-07-01T00:00:00Z", False, "scheduled"),
        ("SCHEDULED", "2019-07-01T00:00:00Z", True, "scheduled"),
        ("QUARANTINED", "2019-07-01T00:00:00Z", True, None),
    ],
)
def test_nothing_becomes_public_by_being_imported(read, status, published, draft, waiting):
    found = read(takeout(takeout_entry(status=status, published=published)))
    assert (found.post.draft, found.post.status) == (draft, waiting)
    assert ("QUARANTINED" in found.told()) == (status == "QUARANTINED")


def test_trashed_entries_stay_behind_and_are_counted(read):
    found = read(
        takeout(
            takeout_entry(1),
            takeout_entry(2, trashed="2018-10-09T00:00:00Z"),
            takeout_entry(3, status="SOFT_TRASHED"),
            takeout_entry(4, kind="PAGE", trashed="2018-10-09T00:00:00Z"),
        )
    )
    assert len(found.posts) == 1
    assert found.left() == {("post", "in Blogger's trash"): 2, ("page", "in Blogger's trash"): 1}


COMMENTS = (
    comment(11, body="first\nsecond"),
    comment(12, reply=11, published="2019-07-03T00:00:00Z"),
    comment(13, status="SPAM_COMMENT"),
    comment(14, status="GHOSTED_COMMENT"),
    comment(15, trashed="2018-10-09T00:00:00Z"),
    comment(16, post=99),
)


def test_comments_come_before_their_post_and_find_it(read):
    found = read(takeout(*COMMENTS, takeout_entry(1)))
    assert [(one.id, one.parent) for one in found.post.comments] == [("11", ""), ("12", "11")]
    assert found.post.comments[0].html == "first<br>\nsecond"
    assert found.post.comments[0].author == "Ada Quay"
    assert found.left() == {
        ("comment", "spam"): 1,
        ("comment", "hidden by Blogger"): 1,
        ("comment", "in Blogger's trash"): 1,
        ("comment", "its post was not imported"): 1,
    }


def test_all_comments_on_request_with_what_they_were(read):
    post = read(takeout(takeout_entry(1), *COMMENTS), comments="all").post
    assert {one.id: one.status for one in post.comments} == {
        "11": "live",
        "12": "live",
        "13": "spam",
        "14": "hidden by Blogger",
    }


def test_no_comments_on_request(read):
    found = read(takeout(takeout_entry(1), *COMMENTS), comments="none")
    assert found.post.comments == ()
    assert found.left() == {("comment", "comments are skipped (--comments none)"): 6}


def test_the_same_slug_in_two_months_is_two_posts(read):
    found = read(
        takeout(
            takeout_entry(1, filename="/2018/12/blog-post_12.html"),
            takeout_entry(2, filename="/2018/11/blog-post_12.html"),
        )
    )
    assert [post.slug for post in found.posts] == ["blog-post_12", "blog-post_12"]
    assert found.posts[0].origin != found.posts[1].origin


@pytest.mark.parametrize(
    ("filename", "slug", "aliases"),
    [
        ("/2018/../../etc/passwd.html", "", ()),
        ("/2019/07/..%2F..%2Fx.html", "", ()),
        ("/2019/07/caf%C3%A9.html", "café", ("/2019/07/caf%C3%A9.html",)),
        ("/2019/07/con.html", "con-post", ("/2019/07/con.html",)),
        ("", "", ()),
        ("/p/about.html", "about", ("/p/about.html",)),
    ],
)
def test_slugs_are_safe_as_file_names(read, filename, slug, aliases):
    post = read(takeout(takeout_entry(filename=filename))).post
    assert (post.slug, post.aliases) == (slug, aliases)


def test_bare_line_ends_are_breaks_only_where_nothing_else_is(read):
    found = read(
        takeout(
            takeout_entry(1, body="one\ntwo\n\nthree"), takeout_entry(2, body="<p>one\ntwo</p>")
        )
    )
    assert found.posts[0].body == "<p>one<br>two</p>\n<p>three</p>"
    assert found.posts[1].body == "<p>one\ntwo</p>"
