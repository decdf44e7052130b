"""No bytes at all make a reader raise anything but a BlogError; `tools.fuzz` runs many more."""

import io
import os
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blogcli.errors import BlogError
from blogcli.exchange.html.render import rendered
from blogcli.exchange.html.to_markdown import html_to_markdown
from blogcli.exchange.model import ExportPost, ExportSite, ReadOptions
from blogcli.exchange.plan.convert import convert_body
from blogcli.exchange.sources.detect import KINDS
from blogcli.exchange.sources.open_export import open_export
from blogcli.exchange.writers.blog_json import post_record, serialize_posts
from blogcli.posts.model.document import split
from tests.exchange.conftest import NOW, what_runs
from tests.exchange.exports import (
    backup,
    backup_entry,
    comment,
    takeout,
    takeout_entry,
    wxr,
    wxr_comment,
    wxr_item,
    wxr_meta,
)
from tests.exchange.readers.test_blogger_page import page, post
from tests.exchange.readers.test_clipping import PAGE
from tests.exchange.readers.test_feeds import ATOM, ITEM, RDF, RSS, feed
from tests.exchange.sources.test_detect import takeout_zip

tried: Counter[str] = Counter()
"""How many cases ran so far, and how many of them could be read; tools.fuzz tells of it."""

CASES = int(os.environ.get("FUZZ_CASES", settings().max_examples // 5))
SETTINGS = settings(
    max_examples=CASES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

BODY = (
    "<p>one <b>two</b><br><a href='http://x.org/a?b=1&amp;c'>three</a></p><ul><li>a<li>b</ul>"
    "<table><tr><td rowspan=2>x<td>y</table><pre>c<br>d</pre><iframe src='//youtube.com/embed/x'>"
)
RECORD = post_record({"path": "a.md", "tags": ["x"]}, split(b"---\na: 1\n---\nb\n"))
SOUND = {
    "takeout": takeout(comment(11, reply=12), takeout_entry(1, body=BODY)),
    "zip": takeout_zip("Tides"),
    "blogger": backup(backup_entry(2, "comment"), backup_entry(1, body=BODY, draft=True)),
    "blogger-feed": backup(backup_entry(1)).replace("2005#kind", "none"),
    "blogger-page": page(post(body=BODY), comments="<li class='comment' id='c1'><cite class=user>"),
    "text": PAGE,
    "wordpress": wxr(
        wxr_item(1, body=f"[caption]{BODY}[/caption]\n\n[gallery ids='8']", extra=wxr_comment(3)),
        wxr_item(8, post_type="attachment", extra=wxr_meta("_wp_attachment_image_alt", "x")),
    ),
    "rss": RSS,
    "atom": ATOM,
    "rdf": RDF,
    "jsonfeed": feed({**ITEM, "content_html": BODY}),
    "json": "".join(serialize_posts(ExportSite("T"), [RECORD])),
}
BASES = {name: text if isinstance(text, bytes) else text.encode() for name, text in SOUND.items()}

TOKENS = (
    b"<", b">", b"&", b"&amp;", b"&#0;", b"&#x110000;", b"]]>", b"<![CDATA[", b"<!--", b"-->",
    b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"'", b'"', b"</entry>", b"<entry>", b"</item>",
    b"<item>", b"</feed>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<?xml encoding='utf-16'?>", b"{",
    b"}", b"[", b"]", b",", b"null", b"1e999", b"-", b"99999999999999999999", b"\x0b", b"\n\n",
    b"0001-01-01T00:00:00Z", b"9999-12-31T23:59:59-23:59", b"\r", b"xmlns:wp='", b"[caption]",
    b"[/code]", b"[code]", b"<pre>", b"<table>", b"<li>", b"<a href='javascript:x'>", b"<script>",
    b"\xef\xbb\xbf", b"http://[", b"//", b"/../", b"%ff", b"tag:blogger.com,1999:blog-",
)  # fmt: skip


@st.composite
def mutated(draw, base):
    """The base with up to five pieces changed, taken out, doubled, put in or cut off."""
    data = base
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40))
        piece = draw(st.sampled_from((*TOKENS, data[at : at + length] * 2)) | st.binary(max_size=6))
        data = data[:at] + piece + data[at + draw(st.sampled_from((0, 0, length))) :]
    return data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 7)) == 0 else data


def read_whole(data, **options):
    """Read and convert all there is; only a BlogError may come out of it."""
    tried["cases"] += 1
    with suppress(BlogError), open_export(io.BytesIO(data), ReadOptions(NOW, **options)) as reading:
        for entry in reading.entries:
            if isinstance(entry, ExportPost):
                repr(entry)
                body = convert_body(entry)
                assert what_runs(rendered(body.markdown)) == [] or entry.markup == "markdown"
                for said in entry.comments:
                    assert what_runs(said.html) == []
        tried["read"] += 1


@pytest.mark.parametrize("kind", [*KINDS, "auto"])
@given(data=st.binary(max_size=300))
@SETTINGS
def test_any_bytes(kind, data):
    read_whole(data, format=kind)


@pytest.mark.parametrize("name", BASES)
@given(data=st.data())
@SETTINGS
def test_exports_with_pieces_changed(name, data):
    read_whole(data.draw(mutated(BASES[name])), comments="all")


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@SETTINGS
def test_exports_read_as_another_kind(kind, data):
    base = data.draw(st.sampled_from(list(BASES.values())))
    read_whole(data.draw(mutated(base)), format=kind)


@given(data=st.data())
@SETTINGS
def test_any_html(data):
    tried["cases"] += 1
    made = html_to_markdown(data.draw(mutated(BODY.encode())).decode(errors="replace"))
    assert what_runs(rendered(made.markdown)) == []


SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample exports of ../shared are not here")
@given(data=st.data())
@SETTINGS
def test_real_exports_with_pieces_changed(data):
    files = [file for file in SAMPLES.rglob("*.*") if file.stat().st_size < 60_000]
    read_whole(data.draw(mutated(data.draw(st.sampled_from(sorted(files))).read_bytes())))
