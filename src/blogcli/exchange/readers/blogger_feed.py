"""Read the public Atom feed of a Blogger blog (`/feeds/posts/default`), saved to a file."""

from __future__ import annotations

from collections.abc import Iterator

from blogcli.exchange.model import ExportEntry, ExportSite, ReadOptions
from blogcli.exchange.readers import blogger_backup
from blogcli.exchange.readers.aside import Aside
from blogcli.exchange.readers.blogger_entries import THREAD, author_of
from blogcli.exchange.sources.export_file import ExportFile
from blogcli.exchange.sources.xml_stream import XmlFile, local, text
from blogcli.exchange.text.clean import strip_html, title_of, web_address


def read(file: ExportFile, options: ReadOptions) -> Iterator[ExportEntry]:
    """Yield the site and its posts; comments of a comment feed are counted as skipped."""
    aside = Aside(options)
    export = XmlFile(file, "entry")
    yield _site(export, options)
    yield from export.notices
    for entry in export.elements("entry"):
        if entry.find(f"{THREAD}in-reply-to") is not None:
            aside.skip("comment", "a feed of comments lacks their posts")
        else:
            yield from blogger_backup.post_of(entry, "post", aside)
    yield from aside.skipped()


def _site(export: XmlFile, options: ReadOptions) -> ExportSite:
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
    return ExportSite(
        title=title_of(found.get("title", "")),
        description=strip_html(found.get("subtitle", "")),
        author=found.get("author", ""),
        url=(options.site_url or web_address(found.get("url", ""))).rstrip("/"),
    )
