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
    if not built.files:
        raise SystemExit(f"{build}: there is no page; build the blog first")
    found = records(blog, environ)
    prefix = _prefix([one["url"] for one in found if one["url"]], build)
    for one in found:
        path, url = one["path"], one["url"]
        if not url:
            yield Row("url", str(blog), path, "", "unknown")
            continue
        truth = "a page" if answered(url, built, prefix) else "none"
        is_public = one["status"] in PUBLIC
        kind = "public post has a page" if is_public else "hidden post has none"
        yield Row(kind, str(blog), f"{path} at {url}", truth, "a page" if is_public else "none")


def _prefix(urls: Sequence[str], build: Path) -> str:
    """Return the folder that all URLs begin with if the build lacks it, as of a site below one."""
    first = {urlsplit(url).path.strip("/").partition("/")[0] for url in urls}
    name = first.pop() if len(first) == 1 else ""
    return "" if not name or (build / name).exists() else f"/{name}"
