"""Detect the format of an export file from its content, never from its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from blogcli.errors import UsageError
from blogcli.exchange.text.encoding import PROLOG, decoded

HINT = (
    "give a Blogger Takeout (takeout.google.com), a Blogger backup (Settings, Manage blog, Back up "
    "content), a WordPress export (Tools, Export), a feed, a saved Blogger page, or JSON from "
    "`blog export`"
)


@dataclass(frozen=True, slots=True)
class ExportKind:
    """An export format: display name, reader module, and number of passes over the file."""

    label: str
    module: str
    passes: int = 1


_READERS = "blogcli.exchange.readers"

KINDS: Mapping[str, ExportKind] = {
    "takeout": ExportKind("Blogger Takeout", f"{_READERS}.blogger_takeout", passes=2),
    "blogger": ExportKind("Blogger backup", f"{_READERS}.blogger_backup", passes=3),
    "blogger-feed": ExportKind("Blogger feed", f"{_READERS}.blogger_feed", passes=2),
    "blogger-page": ExportKind("saved Blogger page", f"{_READERS}.blogger_page"),
    "text": ExportKind("page saved as text", f"{_READERS}.clipping"),
    "wordpress": ExportKind("WordPress export", f"{_READERS}.wordpress", passes=3),
    "feed": ExportKind("feed", f"{_READERS}.feeds"),
    "jsonfeed": ExportKind("JSON Feed", f"{_READERS}.json_feed"),
    "json": ExportKind("blog export", "blogcli.exchange.readers.blog_json"),
}

_MAGICS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "gzip: unpack it first"),
    (b"BZh", "bzip2: unpack it first"),
    (b"\xfd7zXZ", "xz: unpack it first"),
    (b"7z\xbc\xaf", "7-Zip: unpack it first"),
    (b"Rar!", "RAR: unpack it first"),
    (b"SQLite format 3", "a database"),
)

_XML_KINDS: tuple[tuple[str, str, str], ...] = (  # root element, pattern in the head, format
    (r"rss", r"wordpress\.org/export/1\.\d", "wordpress"),
    (r"feed", r"\A<[^>]*schemas\.google\.com/blogger/2018", "takeout"),
    (r"feed|entry", r"schemas\.google\.com/g/2005#kind", "blogger"),
    (r"feed|entry", r"tag:blogger\.com,1999:blog-", "blogger-feed"),
    (r"feed|rss|rdf|channel", r"\A", "feed"),
)

_JSON_KINDS: tuple[tuple[str, str], ...] = (
    (r'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org', "jsonfeed"),
    (r'"schema"\s*:\s*\d', "json"),
)

_WRONG: tuple[tuple[str, str], ...] = (  # first match wins; case does not matter
    (r"\A<html[^>]*\s(?:b:version|b:css|xmlns:b|expr:)", "a Blogger theme, which has no posts"),
    (r"\A<!doctype html|\A<(?:html|head|body)\b", "a web page that Blogger did not make"),
    (r"\A<opml\b", "an OPML list of feeds, which has no posts"),
    (r"\A<(?:urlset|sitemapindex)\b", "a sitemap, which has no posts"),
    (r"\A<svg\b", "a picture"),
    (r"\A<", "unknown XML"),
    (r'\A[{\[].*"db"\s*:\s*\[', "a Ghost export, which is not supported yet"),
    (r'\A[{\[]', "unknown JSON"),
    (r"\A(?:-- |/\*!).*(?:dump|insert into|create table)", "a database dump"),
    (r"\Ablog_\w+,|\A[^\n]*,blog_(?:name|time_zone)\b", "a Takeout's settings; its feed.atom has "
     "the posts"),
    (r"\A(?:---|\+\+\+)\s*\n", "already a post; put it in the posts folder"),
    (r"\A", "text without a date on a line of its own, so it is not a saved Blogger page"),
)  # fmt: skip
_CONFLICT = re.compile(rb"^(?:<{7}|>{7}) ", re.MULTILINE)
_MARKUP = re.compile(r"\A<[a-zA-Z!?]")
_PAGE = re.compile(r"<!doctype\s+html|<html\b", re.IGNORECASE)
_META = re.compile(r"<meta\b[^<>]{0,400}>", re.IGNORECASE)


def kind_of(sample: bytes, name: str) -> str:
    """Return the key of KINDS for a sample of a file (its head and tail).

    Raises UsageError for other files; the message says what the file is and what is supported.
    """
    wrong = next((what for magic, what in _MAGICS if sample.startswith(magic)), "")
    if not decoded(sample[:8192]).strip("\ufeff \t\r\n"):
        wrong = "empty"
    elif not wrong and "\0" in decoded(sample[:8192]):
        wrong = "not a text file"
    if wrong:
        raise wrong_file(wrong, name)
    text = decoded(sample).lstrip("\ufeff \t\r\n")
    kind = _kind_of_text(text)
    if kind:
        return kind
    refuse_conflict(sample, name)
    start = "<html>" if _PAGE.match(text) else ""
    start = PROLOG.sub("", text) or start
    flags = re.IGNORECASE | re.DOTALL
    raise wrong_file(next(what for form, what in _WRONG if re.search(form, start, flags)), name)


def wrong_file(what: str, name: str) -> UsageError:
    """Return the error for a file that is not an export; `what` says what it is instead."""
    return UsageError(f"is {what}", HINT, path=name)


def refuse_conflict(data: bytes, name: str, lines_before: int = 0) -> None:
    """Raise UsageError, with the line, if the data has git conflict markers.

    They enclose two versions of the same text; reading either would lose the other.
    """
    mark = _CONFLICT.search(data)
    if mark:
        line = lines_before + data.count(b"\n", 0, mark.start()) + 1
        raise UsageError(
            "contains git conflict markers", "resolve the merge first", path=name, line=line
        )


def _kind_of_text(text: str) -> str | None:
    if text[:1] in ("{", "["):
        return next((kind for form, kind in _JSON_KINDS if re.search(form, text)), None)
    if not _MARKUP.match(text):
        from blogcli.exchange.text.date_heading import has_date_heading

        return "text" if has_date_heading(text) else None
    start = PROLOG.sub("", text)
    if _PAGE.match(start) or _PAGE.match(text):
        metas = (meta.lower() for meta in _META.findall(text))
        made_by_blogger = any("generator" in meta and "blogger" in meta for meta in metas)
        return "blogger-page" if made_by_blogger else None
    for root, holds, kind in _XML_KINDS:
        if re.match(rf"<(?:\w+:)?(?:{root})\b", start, re.IGNORECASE) and re.search(holds, start):
            return kind
    return None
