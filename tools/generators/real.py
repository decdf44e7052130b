"""Compare a real blog with a build of it: `blog list is:published` with the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from tools.generators.judge import environ_in
from tools.generators.model import Row
from tools.generators.pages import answered, read_pages
from tools.generators.said import PUBLIC, records


def compare(blog: Path, build: Path, home: Path, zone: str) -> Iterator[Row]:
    """Yield a row for each post: whether the page that blogcli believes in is in the build."""
    built, environ = read_pages(build), environ_in(home, zone)
    found = records(blog, environ)
    prefix = _prefix([one["url"] for one in found if one["url"]], build)
    for one in found:
        path, url = one["path"], one["url"]
        if not url:
            yield Row("url", str(blog), path, "", "unknown")
            continue
        page = answered(url, built, prefix)
        if one["status"] in PUBLIC:
            truth = "a page" if page else f"none at {url}"
            yield Row("public post has a page", str(blog), path, truth, "a page")
        else:
            truth = f"page {page}" if page else "none"
            yield Row("hidden post has none", str(blog), path, truth, "none")


def _prefix(urls: Sequence[str], build: Path) -> str:
    """Return the folder that all URLs begin with if the build lacks it, as of a site below one."""
    first = {urlsplit(url).path.strip("/").partition("/")[0] for url in urls}
    name = first.pop() if len(first) == 1 else ""
    return "" if not name or (build / name).exists() else f"/{name}"
