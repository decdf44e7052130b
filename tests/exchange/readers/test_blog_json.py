import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from blogcli.errors import BlogError
from blogcli.exchange.html.raw_html import comment_html
from blogcli.exchange.model import ClippingSource, ExportSite
from blogcli.exchange.writers.blog_json import post_record, serialize_posts
from blogcli.posts.model.comments import Comment, comment_record
from blogcli.posts.model.document import split

FILE = (
    b"\xef\xbb\xbf---\r\ntitle:  'Low water' # mine\r\ntags: [C#, sea]\r\n---\r\n\r\n"
    b"# Text \xe6\xbd\xae\r\n\x0b and no end"
)
KNOWN = {
    "path": "posts/2019-07-01-low.md",
    "slug": "low",
    "title": "Low water",
    "date": "2019-07-01T04:30:00+02:00",
    "status": "published",
    "tags": ["C#", "sea"],
    "authors": ["Ada", "Bo"],
    "aliases": ["/low"],
    "source": {"name": "Harbour Post", "byline": "Ann"},
}
COMMENTS = (
    Comment("11", "a <b>b</b><br>\nc", "", "Bo", "https://bo.example.org", date(2019, 7, 2)),
    Comment("12", "Yes", "11", date=datetime(2019, 7, 3, 4, tzinfo=UTC), status="spam"),
)


def export(*records, site=ExportSite()):  # noqa: B008 -- a frozen value
    return "".join(serialize_posts(site, records))


def test_what_goes_out_comes_back_byte_for_byte(read):
    site = ExportSite(
        "Tides", "Water", "Ada", "About\n\nme", "https://t.example.org", "Europe/Oslo"
    )
    found = read(export(post_record(KNOWN, split(FILE), COMMENTS), site=site))
    post = found.post
    assert found.kind == "json"
    assert post.file == FILE
    assert post.path == "posts/2019-07-01-low.md"
    assert post.comments == COMMENTS
    assert found.site == site
    assert (post.title, post.slug, post.labels) == ("Low water", "low", ("C#", "sea"))
    assert post.author == "Ada"
    assert post.date.isoformat() == "2019-07-01T04:30:00+02:00"
    assert post.source == ClippingSource(name="Harbour Post", byline="Ann")
    assert (post.aliases, post.draft, post.status) == (("/low",), False, None)


@given(st.binary(max_size=200), st.sampled_from([b"", FILE, b"+++\ntitle = 'x'\n+++\n", b"{}\n"]))
def test_any_file_comes_back(body, head):
    data = (head + body).replace(b"\0", b"")
    assume(not data.startswith((b"\xff\xfe", b"\xfe\xff")))  # UTF-16 is no post
    document = split(data)
    record = json.loads(json.dumps(post_record(KNOWN, document)))
    from blogcli.exchange.readers.blog_json import _post

    assert _post(record, "x").file == document.join()


@pytest.mark.parametrize(
    ("status", "draft", "waiting"),
    [("draft", True, None), ("scheduled", False, "scheduled"), ("published", False, None)],
)
def test_status(read, status, draft, waiting):
    post = read(export(post_record({**KNOWN, "status": status}, split(FILE)))).post
    assert (post.draft, post.status) == (draft, waiting)


@pytest.mark.parametrize(
    "path",
    ["/etc/cron.md", "../x.md", "a/../../x.md", ".git/hooks/x.md", "a\\b.md", "C:x.md", "", "x.py",
     "a/.hidden/x.md", "x\n.md", "posts"],
)  # fmt: skip
def test_a_path_that_is_no_place_for_a_post_is_refused(read, path):
    with pytest.raises(BlogError, match="not a path for a post"):
        read(export(post_record({**KNOWN, "path": path}, split(FILE))))


def test_another_schema_is_refused(read):
    text = export(post_record(KNOWN, split(FILE))).replace('"schema": 1', '"schema": 2')
    with pytest.raises(BlogError, match="schema 2"):
        read(text)


def test_broken_base64_is_an_error(read):
    record = {**post_record(KNOWN, split(FILE)), "body_base64": "§"}
    with pytest.raises(BlogError, match="base64"):
        read(export(record))


def test_what_is_no_post_is_left_out_and_told(read):
    found = read(export(post_record(KNOWN, split(FILE)), [1]))
    assert len(found.posts) == 1
    assert "not a JSON object" in found.told()


def test_an_edited_comment_is_made_safe_again(read):
    said = comment_record(COMMENTS[0]) | {"html": "<img onerror=x>a", "extra": 1, "parent": None}
    record = post_record(KNOWN, split(FILE)) | {"comments": [said]}
    assert read(export(record)).post.comments == (
        Comment("11", "a", "", "Bo", "https://bo.example.org", date(2019, 7, 2)),
    )


@given(st.text(max_size=60) | st.sampled_from(["<b>a\nb", "<a href=x>y</a>\n", "&lt;script&gt;"]))
@example("<?\r0")
@example("<pre>\r</b>\n?")
@example("><!<p>\n&\n<")
def test_a_safe_comment_stays_as_it_is(text):
    once = comment_html(text)
    assert comment_html(once) == once
