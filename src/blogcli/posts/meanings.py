"""What a link may mean (a file, a URL of the site, or a post's name), and how that is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from blogcli.posts.links import NAMES, Kind, Link

_TAIL = re.compile(
    r"(?:/_?index(?:\.[a-z]{2,3}(?:-[A-Za-z]{2,4})?)?(?=\.|\Z))?"
    r"(?:\.(?:md|markdown|mkdn?|mdown|mdx|html?))?/?\Z"
)
_MARKDOWN_TAIL = re.compile(r"\.(?:md|markdown|mkdn?|mdown|mdx)\Z")


class Way(StrEnum):
    """The kind of name by which a link may mean a post."""

    FILE = "file"  # a path from the blog's root
    URL = "url"  # a path from the site's root
    NAME = "name"  # a file name, or the last parts of a path


@dataclass(frozen=True, slots=True)
class Page:
    """The page that a link is on: the file, its own URL path ("" if unknown), and its blog's facts.

    `site` is the blog's URL with its scheme, `content` the folder that rooted names start from.
    """

    path: str
    url: str = ""
    site: str = ""
    content: str = "content"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a link: `path`, from the root and without a leading slash.

    It is written as `lead`, then the path from the folder `base`; only a path that is `relative` to
    its page may climb out of that folder.
    """

    way: Way
    path: str
    lead: str = ""
    base: str = ""
    relative: bool = False

    def written(self, path: str) -> str | None:
        """Return another path, written in the same way; None if it cannot be."""
        if self.relative:
            return self.lead + relative(path, self.base)
        if not self.base:
            return self.lead + path
        inside = path.startswith(self.base + "/")
        return self.lead + path[len(self.base) + 1 :] if inside else None


def meanings(link: Link, page: Page) -> Iterator[Meaning]:
    """Yield what the link may mean, the likeliest first; nothing for one that leaves the site."""
    target = plain(link.target, link.kind)
    if not target:
        return
    if link.kind is Kind.LINK_TAG:
        yield Meaning(Way.FILE, target.lstrip("/"), "/" if target.startswith("/") else "")
    elif link.kind in NAMES:
        yield from _named(link.kind, target, page)
    elif link.origin or target.startswith("/"):
        yield from _rooted(link.origin, target, page)
    elif target.startswith("@/"):
        yield Meaning(Way.FILE, f"{page.content}/{target[2:]}", "@/", page.content)
    else:
        yield from _relative(target, page)


def _named(kind: Kind, target: str, page: Page) -> Iterator[Meaning]:
    """Yield the meanings of a name; a path is looked up beside the page first, as Hugo does."""
    if target.startswith("/"):
        yield Meaning(Way.FILE, page.content + target, "/", page.content)
        if "/" in target[1:]:
            yield Meaning(Way.NAME, target[1:], "/")
        return
    name = Meaning(Way.NAME, target)
    beside = [] if kind is Kind.POST_URL else [*_beside(target, page)]
    yield from (*beside, name) if "/" in target else (name, *beside)


def _rooted(origin: str, target: str, page: Page) -> Iterator[Meaning]:
    host, _, folder = page.site.partition("//")[2].partition("/")
    if origin and (not host or origin.partition("//")[2].lower() != host.lower()):
        return
    path, folder = target.lstrip("/"), folder.strip("/")
    if folder and path.startswith(folder + "/"):
        yield Meaning(Way.URL, path[len(folder) + 1 :], f"/{folder}/")
    yield Meaning(Way.URL, path, "/")
    if not origin:
        yield Meaning(Way.FILE, path, "/")
        yield Meaning(Way.FILE, f"{page.content}/{path}", "/", page.content)


def _relative(target: str, page: Page) -> Iterator[Meaning]:
    yield from _beside(target, page)
    if page.url:
        folder = folder_of(page.url.lstrip("/"))
        path = resolve(folder, target)
        if path is not None:
            yield Meaning(Way.URL, path, _dot(target), folder, relative=True)
    # Hugo's render hook and Docusaurus look for a source file from the root as well.
    if not _dot(target) and _MARKDOWN_TAIL.search(target):
        yield Meaning(Way.FILE, f"{page.content}/{target}", "", page.content)


def _beside(target: str, page: Page) -> Iterator[Meaning]:
    folder = folder_of(page.path)
    path = resolve(folder, target)
    if path is not None:
        yield Meaning(Way.FILE, path, _dot(target), folder, relative=True)


def _dot(target: str) -> str:
    return "./" if target.startswith("./") else ""


def folder_of(path: str) -> str:
    """Return the folder of a path; "" if it has none."""
    return path.rpartition("/")[0]


def split_tail(path: str) -> tuple[str, str]:
    """Split a path into what names the page and the rest.

    The rest is `/`, `.md`, `.html`, `/index.md` or the like, or "".
    """
    tail = _TAIL.search(path)
    at = tail.start() if tail else len(path)
    return path[:at], path[at:]


def resolve(folder: str, target: str) -> str | None:
    """Return the path of a target relative to a folder; None if it climbs out of the root."""
    parts = folder.split("/") if folder else []
    *steps, last = target.split("/")
    if last in (".", ".."):
        steps, last = [*steps, last], ""
    for step in steps:
        if step == "..":
            if not parts:
                return None
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    return "/".join((*parts, last))


def relative(path: str, folder: str) -> str:
    """Return the relative path from a folder to a path, both from the root."""
    parts, steps = path.split("/"), folder.split("/") if folder else []
    shared = 0
    while shared < min(len(parts) - 1, len(steps)) and parts[shared] == steps[shared]:
        shared += 1
    return "/".join([".."] * (len(steps) - shared) + parts[shared:]) or "./"


_LINE_ENDS = re.compile(r"[\t\r\n]")  # which are ignored in a URL in HTML
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain(target: str, kind: Kind) -> str:
    """Return a target, or a part of one, without entities, backslashes and percent-encoding."""
    if kind in NAMES:
        return target
    if "&" in target:
        from html import unescape

        target = unescape(target)
    target = _LINE_ENDS.sub("", _ESCAPE.sub(r"\1", target))
    return unquote(target, errors="surrogateescape")
