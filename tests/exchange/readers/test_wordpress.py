from datetime import UTC, datetime, timedelta

import pytest

from tests.exchange.exports import wxr, wxr_comment, wxr_item, wxr_meta


def label(domain, nicename, name):
    return f"<category domain='{domain}' nicename='{nicename}'><![CDATA[{name}]]></category>"


@pytest.mark.parametrize("namespace", ["http", "https"])
def test_fields_of_a_post(read, namespace):
    extra = (
        label("category", "harbour", "Harbour &amp; sea")
        + label("post_tag", "c-sharp", "C#")
        + label("category", "uncategorized", "Uncategorized")
        + label("post_format", "post-format-aside", "Aside")
        + wxr_meta("_thumbnail_id", "8")
        + wxr_meta("_wp_old_slug", "ebb")
        + wxr_meta("mood", "calm")
    )
    picture = wxr_item(
        8,
        post_type="attachment",
        status="inherit",
        attachment_url="https://tides.example.org/mole.jpg",
        extra=wxr_meta("_wp_attachment_image_alt", "The mole"),
    )
    found = read(
        wxr(
            wxr_item(
                title="<![CDATA[Low &amp; <em>lower</em>]]>",
                excerpt="Why the <b>sea</b> left",
                post_modified="2019-07-02 04:30:00",
                post_modified_gmt="2019-07-02 02:30:00",
                extra=extra,
            ),
            picture,
            version=f"{namespace}://wordpress.org/export/1.2/",
        )
    )
    post = found.post
    assert found.kind == "wordpress"
    assert post.title == "Low & lower"
    assert post.description == "Why the sea left"
    assert post.labels == ("Harbour & sea", "C#")
    assert post.author == "Ada Quay"
    assert (post.cover.url, post.cover.alt) == ("https://tides.example.org/mole.jpg", "The mole")
    assert post.aliases == ("/2019/07/low-1/", "/2019/07/ebb/")
    assert post.date.isoformat() == "2019-07-01T04:30:00+02:00"  # by the blog's two clocks
    assert post.updated.isoformat() == "2019-07-02T04:30:00+02:00"
    assert found.site.title == "Tide & Time"
    assert found.site.author == "Ada Quay"
    assert found.left() == {
        ("custom field", "front matter has no place for it"): 1,
        ("attachment", "posts link to its original address"): 1,
    }


@pytest.mark.parametrize(
    ("status", "password", "date", "draft", "waiting"),
    [
        ("publish", "", "2019-07-01 02:30:00", False, None),
        ("publish", "", "2099-07-01 02:30:00", False, "scheduled"),
        ("draft", "", "2019-07-01 02:30:00", True, None),
        ("pending", "", "2019-07-01 02:30:00", True, None),
        ("future", "", "2099-07-01 02:30:00", False, "scheduled"),
        ("future", "", "2019-07-01 02:30:00", True, "scheduled"),
        ("private", "", "2019-07-01 02:30:00", True, "private"),
        ("publish", "open sesame", "2019-07-01 02:30:00", True, "private"),
        ("future", "open sesame", "2099-07-01 02:30:00", True, "private"),
        ("embargoed", "", "2019-07-01 02:30:00", True, None),
    ],
)
def test_nothing_becomes_public_by_being_imported(read, status, password, date, draft, waiting):
    item = wxr_item(status=status, post_password=password, post_date=date, post_date_gmt=date)
    found = read(wxr(item))
    assert (found.post.draft, found.post.status) == (draft, waiting)
    assert ("embargoed" in found.told()) == (status == "embargoed")


def test_what_is_no_post_stays_behind(read):
    found = read(
        wxr(
            wxr_item(1),
            wxr_item(2, post_type="page"),
            *[wxr_item(number, post_type="nav_menu_item") for number in (3, 4)],
            wxr_item(5, post_type="recipe"),
            wxr_item(6, status="trash"),
            wxr_item(7, status="auto-draft"),
        )
    )
    assert [post.kind for post in found.posts] == ["post", "page"]
    assert found.left() == {
        ("nav_menu_item", "neither a post nor a page"): 2,
        ("recipe", "neither a post nor a page"): 1,
        ("post", "status: trash"): 1,
        ("post", "status: auto-draft"): 1,
    }


def test_a_draft_has_no_time_at_greenwich(read):
    item = wxr_item(status="draft", post_date_gmt="0000-00-00 00:00:00")
    assert read(wxr(item)).post.date.isoformat() == "2019-07-01T04:30:00+00:00"
    zoned = read(wxr(item), zone=_zone("Europe/Oslo")).post
    assert zoned.date.isoformat() == "2019-07-01T04:30:00+02:00"
    undated = wxr_item(
        status="draft", post_date="0000-00-00 00:00:00", post_date_gmt="0000-00-00 00:00:00"
    )
    assert read(wxr(undated)).post.date is None


def test_a_zone_that_is_asked_for_wins(read):
    post = read(wxr(wxr_item()), zone=_zone("America/New_York")).post
    assert post.date == datetime(2019, 7, 1, 2, 30, tzinfo=UTC)
    assert post.date.utcoffset() == timedelta(hours=-4)


@pytest.mark.parametrize(
    ("link", "aliases"),
    [
        ("https://tides.example.org/2019/07/low-1/", ("/2019/07/low-1/",)),
        ("/blog/low.html", ("/blog/low.html",)),
        ("https://tides.example.org/?p=1", ()),
        ("https://tides.example.org/index.php?page_id=1", ()),
    ],
)
def test_addresses_become_aliases(read, link, aliases):
    assert read(wxr(wxr_item(link=link))).post.aliases == aliases


def test_slugs_are_decoded_and_drafts_have_none(read):
    found = read(
        wxr(wxr_item(1, post_name="%e6%bd%ae-1"), wxr_item(2, post_name="", status="draft"))
    )
    assert [post.slug for post in found.posts] == ["潮-1", ""]
    assert found.posts[1].aliases == ()


def test_comments(read):
    thread = (
        wxr_comment(31)
        + wxr_comment(32, parent=31, body="<script>x</script>a <b onclick='y'>b</b>\nc")
        + wxr_comment(33, approved="0")
        + wxr_comment(34, approved="spam")
        + wxr_comment(35, kind="pingback")
        + wxr_comment(36, kind="comment")
    )
    found = read(wxr(wxr_item(extra=thread)))
    comments = found.post.comments
    assert [(one.id, one.parent) for one in comments] == [("31", ""), ("32", "31"), ("36", "")]
    assert comments[1].html == "a <b>b</b><br>\nc"
    assert comments[0].author_url == ""  # it was a script
    assert comments[0].date.isoformat() == "2019-07-02T10:00:00+02:00"
    assert found.left() == {
        ("comment", "never approved"): 1,
        ("comment", "spam"): 1,
        ("pingback", "not a reader's comment"): 1,
    }


def _zone(name):
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)
