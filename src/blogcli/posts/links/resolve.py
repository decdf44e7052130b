"""What a link may mean (a file, a URL of the site, or a post's name), and how that is written."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from blogcli.posts.links.model import NAMES, Link, LinkKind
from blogcli.posts.text.urls import folder_of, path_from, resolve_path

_MARKDOWN_TAIL = re.compile(r"\.(?:md|markdown|mkdn?|mdown|mdx)\Z")


class TargetKind(StrEnum):
    """The kind of name by which a link may mean a post."""

    FILE = "file"  # a path from the blog's root
    URL = "url"  # a path from the site's root
    NAME = "name"  # a file name, or the last parts of a path


class LinkContext(NamedTuple):
    """The page that a link is on: the file, its own URL path ("" if unknown), and its blog's facts.

    `site` is the blog's URL with its scheme, `content` the folder that rooted names start from.
    """

    path: str
    url: str = ""
    site: str = ""
    content: str = "content"


class LinkTarget(NamedTuple):
    """One meaning of a link: `path`, from the root and without a leading slash.

    It is written as `prefix`, then the path from the folder `base`; only a path that is `path_from`
    to its page may climb out of that folder.
    """

    kind: TargetKind
    path: str
    prefix: str = ""
    base: str = ""
    relative: bool = False

    def written(self, path: str) -> str | None:
        """Return another path, written in the same way; None if it cannot be."""
        if self.relative:
            return self.prefix + path_from(path, self.base)
        if not self.base:
            return self.prefix + path
        inside = path.startswith(self.base + "/")
        return self.prefix + path[len(self.base) + 1 :] if inside else None


def link_targets(link: Link, page: LinkContext) -> Iterator[LinkTarget]:
    """Yield what the link may mean, the likeliest first; nothing for one that leaves the site."""
    target = decode_target(link.target, link.kind)
    if not target:
        return
    if link.kind is LinkKind.LINK_TAG:
        yield LinkTarget(TargetKind.FILE, target.lstrip("/"), "/" if target.startswith("/") else "")
    elif link.kind in NAMES:
        yield from _named(link.kind, target, page)
    elif link.origin or target.startswith("/"):
        yield from _rooted(link.origin, target, page)
    elif target.startswith("@/"):
        yield LinkTarget(TargetKind.FILE, f"{page.content}/{target[2:]}", "@/", page.content)
    elif target.startswith("@site/"):  # Docusaurus: a file, from the root of the site
        yield LinkTarget(TargetKind.FILE, target[len("@site/") :], "@site/")
    else:
        yield from _relative(target, page)


def _named(kind: LinkKind, target: str, page: LinkContext) -> Iterator[LinkTarget]:
    """Yield the meanings of a name; a path is looked up beside the page first, as Hugo does."""
    if target.startswith("/"):
        yield LinkTarget(TargetKind.FILE, page.content + target, "/", page.content)
        if "/" in target[1:] or kind is LinkKind.POST_URL:
            yield LinkTarget(TargetKind.NAME, target[1:], "/")
        return
    name = LinkTarget(TargetKind.NAME, target)
    beside = [] if kind is LinkKind.POST_URL else [*_beside(target, page)]
    yield from (*beside, name) if "/" in target else (name, *beside)


def _rooted(origin: str, target: str, page: LinkContext) -> Iterator[LinkTarget]:
    if leaves_site(origin, page.site):
        return
    path, folder = target.lstrip("/"), _site_parts(page.site)[1]
    if folder and path.startswith(folder + "/"):
        yield LinkTarget(TargetKind.URL, path[len(folder) + 1 :], f"/{folder}/")
    yield LinkTarget(TargetKind.URL, path, "/")
    if not origin:
        yield LinkTarget(TargetKind.FILE, path, "/")
        yield LinkTarget(TargetKind.FILE, f"{page.content}/{path}", "/", page.content)


@lru_cache(1_000)
def leaves_site(origin: str, site: str) -> bool:
    """Return whether a link with that origin leads out of the site at that URL."""
    host = _site_parts(site)[0]
    return bool(origin) and (not host or _bare_host(origin.partition("//")[2]) != host)


@lru_cache(4)
def _site_parts(site: str) -> tuple[str, str]:
    """Return the bare host of a site's URL, and the folder it is in."""
    host, _, folder = site.partition("//")[2].partition("/")
    return _bare_host(host), folder.strip("/")


def _bare_host(host: str) -> str:
    """Return a host without `www.`, under which a site is reached too."""
    return host.lower().removeprefix("www.")


def _relative(target: str, page: LinkContext) -> Iterator[LinkTarget]:
    yield from _beside(target, page)
    if page.url:
        folder = folder_of(page.url.lstrip("/"))
        path = resolve_path(folder, target, is_url=True)
        if path is not None:
            yield LinkTarget(TargetKind.URL, path, _dot(target), folder, relative=True)
    # Hugo's render hook and Docusaurus look for a source file from the root as well.
    if not _dot(target) and _MARKDOWN_TAIL.search(target):
        yield LinkTarget(TargetKind.FILE, f"{page.content}/{target}", "", page.content)


def _beside(target: str, page: LinkContext) -> Iterator[LinkTarget]:
    folder = folder_of(page.path)
    path = resolve_path(folder, target)
    if path is not None:
        yield LinkTarget(TargetKind.FILE, path, _dot(target), folder, relative=True)


def _dot(target: str) -> str:
    return "./" if target.startswith("./") else ""


_LINE_ENDS = re.compile(r"[\t\r\n]")  # which are ignored in a URL in HTML
_ENCODED = re.compile(r"[&%\\\t\r\n]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def decode_target(target: str, kind: LinkKind) -> str:
    """Return a target, or a part of one, without entities, backslashes and percent-encoding."""
    if kind in NAMES or not _ENCODED.search(target):
        return target
    if "&" in target:
        from html import unescape

        target = unescape(target)
    target = _LINE_ENDS.sub("", _ESCAPE.sub(r"\1", target))
    return unquote(target, errors="surrogateescape")
