"""What Pelican is asked. https://docs.getpelican.com/en/latest/content.html, …/settings.html."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tools.generators.builders import build_pelican, read_pelican
from tools.generators.model import Generator, Site, Text
from tools.generators.sites.cases import (
    EDITS,
    ZONES,
    corners,
    edited,
    linked,
    near,
    numbered,
    times,
)

_BASE = """
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
SITEURL = "https://example.org"
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
THEME = "theme"
"""

_MARKS = (
    "",
    "Status: draft",
    "Status: published",
    "Status: hidden",
    "Status: skip",
    "Status: Draft",
    "status: draft",
    "STATUS: draft",
    "Status: unknown",
    "Status:",
    "Draft: true",
    "Published: false",
    "Status: draft ",
    'Status: "draft"',
    "Status: DRAFT",
    "Status: Published",
    "Status: private",
)
_DATES = (
    "Date: 2020-01-02",
    "Date: 2036-01-02",
    "Date: 2020-01-02 03:04",
    "Date: 2036-01-02 03:04:05+08:00",
    "Date: 24-05-2015",
    "Date: 08-02-21 15:00",
    "Date: Tue, 5 May 2020",
    "Date: 2020-01-02\nModified: 2036-01-02",
    "date: 2036-01-02",
)
_PATHS = (
    "content/p{n}.md",
    "content/sub/p{n}.md",
    "content/2020-05-06-p{n}.md",
    "content/a/b/p{n}.md",
    "content/p{n}.markdown",
    "content/P {n}.md",
    "content/Ärger_{n}.md",
    "content/.p{n}.md",
    "content/p{n}.mkd",
    "content/p{n}.mdown",
)
_ADDRESSES = (
    "Date: 2020-01-02",
    "Date: 2020-01-02\nSlug: own-{n}",
    "Date: 2020-01-02\nSlug: Own Slug {n}",
    "Date: 2020-01-02\nSlug: Über {n}",
    "Date: 2020-01-02\nUrl: x/y{n}.html\nSave_as: x/y{n}.html",
    "Date: 2020-01-02\nCategory: Big News",
    "Date: 2020-01-02\nCategory: A, B",
    "Date: 2020-01-02 23:30:00-08:00",
    "Date: 2020-01-02\nTitle: It's #{n}: C++ & Ünï",
    "Date: 2020-01-02\nTitle: 日本 {n}",
    'Date: 2020-01-02\nTitle: "Quoted" <b>{n}</b>',
    "Date: 2020-01-02\nLang: fr",
    "Date: 2020-01-02\nAuthor: Ann Lee",
    "Date: 2020-01-02\nTitle: a_b--c {n} v1.2",
)


def _at(url: str, page: str = "") -> str:
    return f'ARTICLE_URL = "{url}"\nARTICLE_SAVE_AS = "{url}{page}"\n'


_CONFIGS = {
    "usual": "",
    "by date": _at("{date:%Y}/{date:%m}/{slug}/", "index.html"),
    "by month": _at("{date:%b}/{date:%d}/{slug}.html"),
    "by category": _at("{category}/{slug}.html"),
    "by author": 'AUTHOR = "Me"\n' + _at("{author}/{slug}.html"),
    "by language": _at("{lang}/{slug}.html"),
    "names": 'SLUGIFY_SOURCE = "basename"\n',
    "unicode": "SLUGIFY_USE_UNICODE = True\nSLUGIFY_PRESERVE_CASE = True\n",
    "names by regexp": 'FILENAME_METADATA = r"(?P<date>\\d{4}-\\d{2}-\\d{2})-(?P<slug>.*)"\n',
    "paths": 'PATH_METADATA = r"(?P<category>.*)/.*"\nUSE_FOLDER_AS_CATEGORY = False\n'
    'ARTICLE_URL = ARTICLE_SAVE_AS = "{category}/{slug}.html"\n',
    "save as alone": 'ARTICLE_SAVE_AS = "s/{slug}.html"\nARTICLE_URL = "s/{slug}.html"\n',
}


def _site(
    name: str, config: str, texts: Sequence[Text], zone: str = "UTC", prefix: str = ""
) -> Site:
    files = {"pelicanconf.py": _BASE + config, "theme/static/x.css": ""}
    files |= {
        f"theme/templates/{kind}.html": f"{{{{ {kind}.content }}}}" for kind in ("article", "page")
    }
    files |= {f"theme/templates/{kind}.html": "" for kind in ("category", "author", "tag")}
    return Site(name, files, texts, zone, prefix)


def _post(text: Text) -> str:
    title = "" if "title:" in text.head.lower() else f"Title: Own Title {text.number}\n"
    date = "" if "date:" in text.head.lower() else "Date: 2020-01-02\n"
    head = f"{text.head}\n" if text.head else ""
    body = f"\n{text.body}\n\n{text.token}\n"
    return (
        f"---\n{head[4:]}---\n{body}" if head.startswith("---\n") else f"{title}{date}{head}{body}"
    )


_LINKS = (
    "[a]({filename}NAME.md)",
    "[a]({filename}/NAME.md)",
    "[a](|filename|NAME.md)",
    "[a]({filename}NAME.md#top)",
    "[a](https://example.org/SLUG.html)",
    "[a](/SLUG.html)",
    "[a](SLUG.html)",
)
_BROKEN = (
    "[a]({filename}nope.md)",
    "[a](/nope.html)",
    "[a](https://example.org/nope.html)",
    "[a]({static}/nope.pdf)",
    "[a]({attach}nope.pdf)",
)
_LISTS = (
    "Tags: red, green",
    "Tags: red; black, white",
    "Authors: Lee, Ann; Ray, Bob",
    "Author: Lee, Ann",
    "Tags: a\n    b, c",
    "tags: x",
    "Keywords: a, b",
    "Tags: [x, y]",
    'Summary: it\'s: "x"',
    "Category: A, B",
    "",
)


def _sites() -> list[Site]:
    post = "content/p{n}.md"
    placed = numbered(Text(path, head) for path in _PATHS for head in _ADDRESSES)
    heads = corners(_DATES, _MARKS[:9], _LISTS)
    fenced = [
        f"---\nTitle: {title}\nDate: 2020-01-02\n{tags}"
        for title in ('"Quoted" {n}', "Plain {n}", "a: b {n}")
        for tags in ('Tags: [x, "y, z"]', "Tags: a, b", "Tags: a; b, c")
    ]
    return [
        _site("status", "", numbered(times(post, _DATES, _MARKS))),
        _site(
            "future hidden", "WITH_FUTURE_DATES = False\n", numbered(times(post, _DATES, _MARKS))
        ),
        _site(
            "drafts by default",
            'DEFAULT_METADATA = {"status": "draft"}\n',
            numbered(times(post, _DATES[:2], _MARKS)),
        ),
        _site("dates by file", 'DEFAULT_DATE = "fs"\n', numbered(times(post, _MARKS))),
        *(
            _site(
                f"near now, {zone}",
                f'TIMEZONE = "Asia/Tokyo"\nWITH_FUTURE_DATES = False\n{by_date}',
                numbered(times(post, near("Date: {}"))),
                zone,
            )
            for zone in ZONES
            for by_date in (_CONFIGS["by date"],)
        ),
        *(
            _site(f"addresses, {name}", config, placed, "America/Los_Angeles")
            for name, config in _CONFIGS.items()
        ),
        _site("edits", "", numbered(edited(post, heads))),
        _site("edits between dashes", "", numbered(edited(post, fenced))),
        _site(
            "edits of addresses",
            "",
            numbered(edited(post, _ADDRESSES, EDITS[2:])),
            "America/Los_Angeles",
        ),
        _site(
            "inner links",
            "",
            numbered(
                text._replace(head=f"Title: {Path(text.path).stem}")
                for text in linked(
                    "content/{}.md",
                    "content/pages/{}.md",
                    "",
                    _LINKS,
                    (("rename", "POST", "moved-{n}"), ("unpublish", "POST")),
                )
            ),
        ),
        _site("broken links", "", numbered(Text(post, "", kind) for kind in _BROKEN)),
    ]


PELICAN = Generator(
    "pelican", _sites, build_pelican, read_pelican, _post, ("pelican",), ("drafts/",)
)
