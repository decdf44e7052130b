"""Read what a build wrote: which page has which post, where redirects and links lead."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.generators.model import Built

_TOKEN = re.compile(r"token\d+end")
_HREF = re.compile(r"""<a\b[^>]*?\bhref\s*=\s*("[^"]*"|'[^']*'|[^\s>"']*)""")
_REFRESH = re.compile(
    r"""http-equiv=["']?refresh["']?[^>]*?content=["']?\d*;\s*url=([^"'> ]+)""", re.IGNORECASE
)
_NO_PAGES = frozenset({".xml", ".json", ".js", ".css", ".map", ".png", ".svg"})


def read_pages(out: Path) -> Built:
    """Return the pages below a folder."""
    pages: dict[str, list[str]] = {}
    links: dict[str, tuple[str, ...]] = {}
    redirects: dict[str, str] = {}
    paths = [path for path in sorted(out.rglob("*")) if path.is_file()]
    for path in paths:
        if path.suffix in _NO_PAGES:
            continue
        name, text = path.relative_to(out).as_posix(), path.read_text("utf-8", "replace")
        for token in dict.fromkeys(_TOKEN.findall(text)):
            pages.setdefault(token, []).append(name)
        links[name] = tuple(html.unescape(one.strip("\"'")) for one in _HREF.findall(text))
        if found := _REFRESH.search(text):
            redirects[name] = html.unescape(found[1])
    return Built(
        frozenset(path.relative_to(out).as_posix() for path in paths),
        {token: tuple(names) for token, names in pages.items()},
        links,
        redirects,
    )


def candidates(url: str, prefix: str = "", page: str = "") -> Iterator[str]:
    """Yield the files that may answer a URL, which may be relative to a page, likeliest first."""
    path = unquote(urlsplit(url).path)
    if not path.startswith("/"):
        path = posixpath.join("/", posixpath.dirname(page), path)
    elif prefix and (path + "/").startswith(prefix + "/"):
        path = path.removeprefix(prefix)
    is_folder = path.endswith("/")
    path = posixpath.normpath(path).strip("/")
    path = "" if path == "." else path
    if not is_folder:
        yield path
        yield f"{path}.html"
    yield f"{path}/index.html".lstrip("/")


def answered(url: str, built: Built, prefix: str, page: str = "") -> str:
    """Return the file that answers a URL, "" if none does."""
    return next((name for name in candidates(url, prefix, page) if name in built.files), "")


def dead_links(token: str, built: Built, prefix: str, hosts: tuple[str, ...]) -> list[str]:
    """Return the links on a post's pages that lead to no file of the site."""
    dead = []
    for page in built.pages.get(token, ()):
        for url in built.links.get(page, ()):
            host = urlsplit(url).netloc
            inner = host in hosts if host else ":" not in url.partition("/")[0]
            if inner and not url.startswith("#") and not answered(url, built, prefix, page):
                dead.append(url or '""')
    return dead
