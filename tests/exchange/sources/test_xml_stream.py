"""Broken and hostile XML: mended with a count, or refused; never cut short in silence."""

import re

import pytest

from blogcli.errors import BlogError
from tests.exchange.exports import backup, backup_entry, takeout, takeout_entry, wxr, wxr_item


@pytest.mark.parametrize(
    ("old", "new", "title", "repair"),
    [
        ("Low water", "Low & water", "Low & water", "1 loose &"),
        ("Low water", "Low&nbsp;water &hellip;", "Low water …", "2 HTML entities"),
        ("Low water", "Low &nosuch; water", "Low &nosuch; water", "1 loose &"),
        ("Low water", "Low ]]> water", "Low ]]> water", "1 loose ]]>"),
        ("Low water", "Low\x0b\x08 water", "Low water", "2 control characters"),
        ("xmlns:app='http://purl.org/atom/app#'", "", "Low water", "app"),
        ("</entry></feed>", "</entry></content></feed>", "Low water", "repaired"),
    ],
)
def test_broken_xml_is_mended_and_it_is_said(read, old, new, title, repair):
    found = read(backup(backup_entry(draft=True)).replace(old, new, 1))
    assert found.post.title == title
    assert found.post.draft
    assert found.post.body == "<p>Text</p>"
    assert repair in found.told()


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252"])
def test_bytes_of_another_encoding_are_read_as_windows(read, encoding):
    text = backup(backup_entry(title="Caf\u00e9 \u2019t")).replace("UTF-8", "utf-8")
    data = text.encode("cp1252").replace(b"utf-8", encoding.encode(), 1)
    found = read(data)
    assert found.post.title == "Café ’t"
    if encoding == "utf-8":
        assert "2 bytes invalid in its encoding" in found.told()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "shift_jis", "euc-jp"])
def test_declared_encodings(read, encoding):
    text = wxr(wxr_item(title="潮汐")).replace("UTF-8", encoding)
    assert read(text.encode(encoding)).post.title == "潮汐"


def test_repairs_reach_over_the_edges_of_pieces(read):
    # Every place of a piece of the stream is cut through once.
    filler = "x" * 65_500
    marks = "]]> & &nbsp; &amp; ]]] <b/> <![CDATA[ & ]]> ]]> é \x0b"
    for shift in range(0, 64, 3):
        body = backup_entry(title=filler + "y" * shift + marks)
        found = read(backup(body))
        assert found.post.title.endswith("]]> & & ]]] & ]]> é")


def test_an_export_that_breaks_off_loses_its_last_entry_only(read):
    text = backup(*[backup_entry(number, body=f"<p>{number}</p>" * 50) for number in range(1, 6)])
    cut = text[: text.index(">5") + 40] if ">5" in text else text[: text.rindex("&lt;/p") - 200]
    found = read(cut)
    assert [post.slug for post in found.posts] == ["low-1", "low-2", "low-3", "low-4"]
    assert "skipped 1 of 5 entries" in found.told()
    whole = read(text).posts
    assert found.posts == whole[:4]


@pytest.mark.parametrize("at", range(5, 100, 7))
def test_wherever_it_breaks_off_no_body_is_cut(read, at):
    text = wxr(*[wxr_item(number, body="<p>tide</p>" * 9) for number in range(1, 5)])
    whole = {post.slug: post for post in read(text).posts}
    try:
        found = read(text[: len(text) * at // 100])
    except BlogError:
        return
    assert all(whole[post.slug] == post for post in found.posts)


@pytest.mark.parametrize(
    "subset",
    [
        '<!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
        '<!DOCTYPE feed [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE feed [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE feed [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>',
        '<!DOCTYPE feed SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE feed [<!ELEMENT feed ANY>]>",
        "<!-- " + "x" * 5000 + ' --><!DOCTYPE feed [<!ENTITY a "ha">]>',
    ],
)
@pytest.mark.parametrize("use", ["&a;", "plain"])
def test_a_dtd_is_refused_whatever_it_says(read, subset, use):
    for text in (takeout(takeout_entry(title=f"Low {use} water")), wxr(wxr_item())):
        declaration, _, rest = text.partition("?>")
        with pytest.raises(BlogError):
            read(f"{declaration}?>{subset}{rest}")


def test_a_body_of_15_megabytes_comes_whole(read):
    body = "<p>" + "tide " * 3_000_000 + "end</p>"
    assert read(backup(backup_entry(body=body))).post.body == body


def test_nesting_without_end_is_an_error(read):
    deep = "<x>" * 50_000 + "</x>" * 50_000
    with pytest.raises(BlogError):
        read(backup(backup_entry(extra=deep)))


def test_names_inside_an_entry_are_not_the_feeds(read):
    inner = "<source xmlns='http://www.w3.org/2005/Atom'><title>Other</title><entry/></source>"
    assert read(backup(backup_entry(extra=inner))).post.title == "Low water"


def test_entries_in_xhtml(read):
    content = (
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>A <b>b</b></p></div>"
        "</content>"
    )
    text = re.sub("<content.*?</content>", content, backup(backup_entry()))
    assert "<p>A <b>b</b></p>" in read(text).post.body
