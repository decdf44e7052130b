"""Compare a real blog with a build of it: `blog list is:published` with the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from tools.generators.judge import environ_in
from tools.generators.model import Row
from tools.generators.pages import answered, read_pages
from tools.generators.said import PUBLIC, records


def compare(blog: Path, build: Path, home: Path, zone: str) -> Iterator[Row]:
    """Yield a row for each post: whether the page that blogcli believes in is in the build."""
    built, environ = read_pages(build), environ_in(home, zone)
    for one in records(blog, environ):
        public, path, url = one["status"] in PUBLIC, one["path"], one["url"]
        if not url:
            yield Row("url", str(blog), path, "", "unknown")
            continue
        page = answered(url, built, _prefix(url, build))
        if public:
            yield Row(
                "public post has a page",
                str(blog),
                path,
                "page" if page else f"none at {url}",
                "page",
            )
        else:
            yield Row(
                "hidden post has none", str(blog), path, f"page {page}" if page else "none", "none"
            )


def _prefix(url: str, build: Path) -> str:
    """Return the first folder of a URL if the build has no such folder, as of a site below one."""
    first = urlsplit(url).path.strip("/").partition("/")[0]
    return "" if not first or (build / first).exists() else f"/{first}"
