"""Read the public Atom feed of a Blogger blog (`/feeds/posts/default`), saved to a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from blogcli.exchange.intake import ExportFile
from blogcli.exchange.readers import blogger_backup
from blogcli.exchange.readers.blogger_entries import THREAD, author_of
from blogcli.exchange.shelf import open_shelf
from blogcli.exchange.tally import Tally
from blogcli.exchange.texts import text_of, title_of, web_address
from blogcli.exchange.values import Entry, Options, Site
from blogcli.exchange.xml_file import XmlFile, local, text


def read(file: ExportFile, options: Options) -> Iterator[Entry]:
    """Yield the site and its posts; comments of a comment feed are counted as skipped."""
    tally = Tally()
    export = XmlFile(file, "entry")
    yield _site(export, options)
    yield from export.notices
    with closing(open_shelf(outline=options.outline)) as shelf:
        for entry in export.elements("entry"):
            if entry.find(f"{THREAD}in-reply-to") is not None:
                tally.skip("comment", "a feed of comments lacks their posts")
            else:
                yield from blogger_backup.post_of(entry, "post", shelf, options)
    yield from tally.skipped()


def _site(export: XmlFile, options: Options) -> Site:
    found: dict[str, str] = {}
    for element in export.elements("title", "subtitle", "link", "author"):
        name = local(element)
        if name == "link" and element.get("rel") == "alternate":
            found.setdefault("url", str(element.get("href", "")))
        elif name == "author":
            parent = element.getparent()
            found.setdefault(name, author_of(parent)[0] if parent is not None else "")
        elif name != "link":
            found.setdefault(name, text(element))
    return Site(
        title=title_of(found.get("title", "")),
        description=text_of(found.get("subtitle", "")),
        author=found.get("author", ""),
        url=(options.site_url or web_address(found.get("url", ""))).rstrip("/"),
    )
