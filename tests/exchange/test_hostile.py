"""Files made to harm: no address in them is asked, and none of them hangs or loses a text."""

import socket
from contextlib import suppress
from html import escape

import pytest

from blogcli.errors import BlogError
from blogcli.exchange.plan.convert import convert_body
from tests.conftest import thorough
from tests.exchange.exports import backup, backup_entry, takeout, takeout_entry, wxr, wxr_item
from tests.exchange.readers.test_feeds import ATOM, RSS


@pytest.fixture
def server():
    """Someone who listens; `asked` tells whether anyone called."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)

        class Server:
            url = f"http://127.0.0.1:{listening.getsockname()[1]}/x"

            def asked(self):
                with suppress(BlockingIOError):
                    listening.accept()
                    return True
                return False

        yield Server()


BODY = (
    "<img src='{url}.png'><iframe src='{url}'></iframe><link rel=stylesheet href='{url}.css'>"
    "<script src='{url}.js'></script><object data='{url}'></object><base href='{url}'>"
    "<video src='{url}' poster='{url}'></video><meta http-equiv=refresh content='0;url={url}'>"
)
PROLOGS = (
    "",
    '<!DOCTYPE {root} SYSTEM "{url}.dtd">',
    '<!DOCTYPE {root} [<!ENTITY x SYSTEM "{url}">]>',
    '<!DOCTYPE {root} [<!ENTITY % x SYSTEM "{url}"> %x;]>',
    '<?xml-stylesheet href="{url}.xsl" type="text/xsl"?>',
)
FORMS = {
    "takeout": lambda body: takeout(takeout_entry(body=body)),
    "backup": lambda body: backup(backup_entry(body=body)),
    "wordpress": lambda body: wxr(wxr_item(body=body)),
    "rss": lambda body: RSS.replace("</title>", f"</title><source url='{escape(body)}'/>", 1),
    "atom": lambda body: ATOM.replace("<entry>", "<entry xml:base='http://127.0.0.1:9/'>", 1),
}


@pytest.mark.parametrize("prolog", PROLOGS)
@pytest.mark.parametrize("form", FORMS)
def test_no_address_is_ever_asked(read, server, form, prolog):
    text = FORMS[form](BODY.format(url=server.url))
    head, mark, rest = text.partition("?>")
    root = "rss" if "<rss" in text else "feed"
    declared = prolog.format(root=root, url=server.url)
    data = head + mark + declared + rest if head.startswith("<?xml") else declared + text
    with suppress(BlogError):
        for post in read(data.replace("Text", "Text &x;") if "ENTITY x" in prolog else data).posts:
            convert_body(post)
    assert not server.asked()


def test_a_page_that_says_where_its_parts_are_is_not_followed(read, server):
    page = (
        "<html><head><meta name=generator content=blogger><link rel=stylesheet "
        f"href='{server.url}'></head><body><div class='post hentry'><h3 class=post-title>T</h3>"
        f"<div class=post-body>{BODY.format(url=server.url)}Text</div></div></body></html>"
    )
    for post in read(page).posts:
        convert_body(post)
    assert not server.asked()


def nested(tag, depth):
    return f"<{tag}>" * depth + "deep" + f"</{tag}>" * depth


@pytest.mark.parametrize(
    "body",
    [nested("div", 50_000), nested("b", 20_000), nested("ul><li", 5_000), "<p>" * 100_000 + "end",
     "<table>" * 3_000 + "end", "<" * 200_000, "&" * 200_000, "[" * 100_000, "*" * 100_000,
     "<a href='x'>" * 20_000 + "end"],
    ids=["div", "b", "li", "p", "table", "<", "&", "[", "*", "a"],
)  # fmt: skip
def test_a_body_made_to_be_slow_is_still_read(read, body, runs):
    found = convert_body(read(backup(backup_entry(body=body))).post)
    assert found.markdown or found.warnings


@pytest.mark.parametrize("words", [200_000, *thorough(3_000_000)])
def test_a_body_of_one_megabyte_or_fifteen_comes_whole(read, words):
    body = "<p>" + "tide " * words + "end</p>"
    found = convert_body(read(takeout(takeout_entry(body=body))).post)
    assert len(found.markdown.split()) == words + 1
    assert found.markdown.endswith("end")


@pytest.mark.parametrize("junk", ["\x0b", "\x1b", "&#11;", "&#xD800;", "&#1114112;", "\ufffe"])
def test_characters_that_xml_cannot_hold_are_left_out_and_told(read, junk):
    text = takeout(takeout_entry(body="<p>Low CUT water</p>")).replace("CUT", f"a{junk}b")
    found = read(text)
    assert found.post.body == "<p>Low ab water</p>"
    assert "1 control characters" in found.told()


@pytest.mark.parametrize("cut", [0.5, 0.9, 0.99])
def test_a_cut_file_is_an_error_or_told_and_never_silent(read, cut):
    text = takeout(*(takeout_entry(number, title=f"T{number}") for number in range(40)))
    data = text[: int(len(text) * cut)]
    try:
        found = read(data)
    except BlogError:
        return
    assert len(found.posts) < 40
    assert found.notices


@pytest.mark.parametrize("tag", ["<x a='", '<x a="', "<x a=", "<x "])
def test_tags_without_an_end_are_refused(read, tag):
    export = takeout(takeout_entry())
    with pytest.raises(BlogError, match="more than 1000 tags have no end"):
        read(export.replace("</feed>", tag * 5000 + "</feed>"))
