"""URLs and paths taken apart, resolved, and made relative."""

from __future__ import annotations

import re

_ENDINGS = ("md", "markdown", "mkd", "mkdn", "mdown", "mdx", "html", "htm")

_TAIL = re.compile(
    r"(?:/_?index(?:\.[a-z]{2,3}(?:-[A-Za-z]{2,4})?)?(?=\.|\Z))?"
    rf"(?:\.(?:{'|'.join(_ENDINGS)}))?/?\Z"
)


def folder_of(path: str) -> str:
    """Return the folder of a path; "" if it has none."""
    return path.rpartition("/")[0]


def split_tail(path: str) -> tuple[str, str]:
    """Split a path into what names the page and the rest.

    The rest is `/`, `.md`, `.html`, `/index.md` or the like, or "".
    """
    above = path.rfind("/", 0, -1)
    name = path[above + 1 :]
    if "index" in name:
        tail = _TAIL.search(path, max(above, 0))  # which begins with the last name at most
        at = tail.start() if tail else len(path)
    elif "." not in name:
        at = len(path) - name.endswith("/")
    else:
        name = name.removesuffix("/")
        stem, dot, ending = name.rpartition(".")
        at = above + 1 + len(stem if dot and ending in _ENDINGS else name)
    return path[:at], path[at:]


def resolve_path(folder: str, target: str, *, is_url: bool = False) -> str | None:
    """Return the path of a target relative to a folder; None if it climbs out of the root.

    No URL does: what climbs further stays at the root.
    """
    parts = folder.split("/") if folder else []
    *steps, last = target.split("/")
    if last in (".", ".."):
        steps, last = [*steps, last], ""
    for step in steps:
        if step == "..":
            if parts:
                parts.pop()
            elif not is_url:
                return None
        elif step not in ("", "."):
            parts.append(step)
    return "/".join((*parts, last))


def path_from(path: str, folder: str) -> str:
    """Return the relative path from a folder to a path, both from the root."""
    parts, steps = path.split("/"), folder.split("/") if folder else []
    shared = 0
    while shared < min(len(parts) - 1, len(steps)) and parts[shared] == steps[shared]:
        shared += 1
    return "/".join([".."] * (len(steps) - shared) + parts[shared:]) or "./"


def pages_named(text: str, slug: str) -> list[str]:
    """Return the URL paths in a sitemap or feed that a page with this slug may have."""
    from urllib.parse import unquote, urlsplit

    found: dict[str, None] = {}
    for url in re.findall(r"https?://[^\s<>\"']{1,2000}", text):
        path = urlsplit(url).path if "[" not in url else ""
        name = split_tail(unquote(path))[0].rpartition("/")[2]
        if slug and name.casefold() in (slug.casefold(), f"{slug}.html".casefold()):
            found[path] = None
    return [*found]
