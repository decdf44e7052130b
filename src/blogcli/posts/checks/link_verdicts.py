"""What single links lead to: a post, a file, or something that is missing.

A relative link may be resolved from the file or from the page's URL, and a link from the root may
point to a page that is not a post. So a target counts as broken only if it names a source file,
names a post by a tag of its generator, is a post's URL but for a letter or two, or is another site
without its scheme.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from blogcli.posts.checks.context import CheckContext
from blogcli.posts.checks.link_targets import LinkIndex
from blogcli.posts.links.model import NAMES, Link, LinkKind
from blogcli.posts.links.resolve import (
    LinkContext,
    LinkTarget,
    TargetKind,
    decode_target,
    leaves_site,
    link_targets,
)
from blogcli.posts.text.urls import folder_of

_SOURCE = re.compile(r"\.(?:md|markdown|mkdn?|mdown|mdx|rst)\Z", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|apng|pdf|zip|t?gz|mp[34]|webm|ogg|wav|m4[av]|mov"
    r"|csv|txt|docx?|xlsx?|pptx?|ipynb|epub)\Z",
    re.IGNORECASE,
)
_HOST = re.compile(r"www\.|(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|dev|app)(?:/|\Z)")
_MAIL = re.compile(r"[^/\s@:]+@[\w-]+(?:\.[\w-]+)+")
_PATH = re.compile(r"[^\s:'\"|{}]+\.\w+")
_POSTS = re.compile(r"(?<![^/])_(?:posts|drafts)/")
_MOST_KNOWN = 8_000
"""Links, and folders of links, of which it is kept in memory what they lead to."""


class LinkVerdict(NamedTuple):
    """What a link leads to: a post, or a `candidate` for a missing file and whether it exists.

    `hint` is what was perhaps meant, None for a target that may be something else.
    """

    post: str | None = None
    is_candidate: bool = False
    is_file: bool = False
    hint: str | None = None


ELSEWHERE = LinkVerdict()


class LinkJudge:
    """The judge of all links of a blog, whose posts are in the `directory`."""

    def __init__(self, facts: CheckContext, directory: LinkIndex) -> None:
        self._facts = facts
        self._directory = directory
        self._known: dict[tuple[str, ...], LinkVerdict] = {}
        self._starts: dict[str, set[str]] = {}

    def verdict(self, link: Link, page: LinkContext) -> LinkVerdict:
        """Return what a link leads to; of one from the site's root it is found out once."""
        if not link.origin and not link.target.startswith("/"):
            return self._judge(link, page)
        if leaves_site(link.origin, page.site):
            return ELSEWHERE
        language = self._directory.language(page.path)
        known = link.kind, link.origin, link.target, language
        verdict = self._known.get(known)
        if verdict is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            verdict = self._known[known] = self._judge(link, page)
        return verdict

    def _judge(self, link: Link, page: LinkContext) -> LinkVerdict:
        target = decode_target(link.target, link.kind)
        may_find = self._directory.may_find(target)
        is_file = _FILE.search(target) is not None
        may_lack = is_file and not link.origin and link.kind not in NAMES
        if may_lack and target.startswith("/") and not may_find:
            return LinkVerdict(None, True, self._is_served(link, target, page))
        if link.origin and not may_find and not self._directory.may_be_near(target):
            return ELSEWHERE  # like most links to other pages of the site
        ways = [*link_targets(link, page)]
        if ways and may_find:
            post = self._directory.find(link, page, ways)
            if post is not None:
                return LinkVerdict(post)
        hint = self._hint(link, target, () if is_file else ways) if ways else None
        if hint is None and not may_lack:
            return ELSEWHERE
        return LinkVerdict(None, True, self._is_file(ways, page), hint)

    def _hint(self, link: Link, target: str, pages: Sequence[LinkTarget]) -> str | None:
        """Return what may have been meant, for a target that can only be a post or a source file.

        Return None for a target that may be something else. It may mean one of the `pages`.
        """
        near = next(filter(None, map(self._directory.nearly, pages)), None)
        if near is None and link.origin:
            return None
        if near is None and not (_is_source(link, target) or self._is_nothing(link, target)):
            return None if link.kind in NAMES else _forgotten_scheme(target)
        near = near or self._directory.near(_SOURCE.sub("", target).rpartition("/")[2])
        return f"did you mean '{near}'?" if near else ""

    def _is_nothing(self, link: Link, target: str) -> bool:
        """Return whether a tag names neither a file of the site nor a page that may be made."""
        if link.kind is LinkKind.LINK_TAG:
            path = target.lstrip("/")
            return _PATH.fullmatch(path) is not None and not any(
                self._facts.exists(f"{root}{path}") for root in self._roots
            )
        names = self._facts.names() if link.kind is LinkKind.REF and "/" not in target else None
        name = target.casefold()
        return names is not None and name not in names and name not in self._terms

    @cached_property
    def _roots(self) -> set[str]:
        """Return the folders, each with a slash, that paths from the site's root may start from."""
        return {""} | {
            post.path[: found.start()]
            for post in self._facts.summaries
            if (found := _POSTS.search(post.path))
        }

    @cached_property
    def _terms(self) -> set[str]:
        """Return the names of pages that are made from front matter, as of tags."""
        posts = self._facts.summaries
        values = (
            str(item) for post in posts for item in (*post.tags, *post.categories, *post.meta)
        )
        slugs = {one.casefold() for one in values}
        return slugs | {re.sub(r"\W+", "-", one) for one in slugs}

    def _is_served(self, link: Link, target: str, page: LinkContext) -> bool:
        """Return whether a target from the site's root is a file; its folder is found out once."""
        folder, _, name = target.rpartition("/")
        starts = self._starts.get(folder)
        if starts is None:
            if len(self._starts) >= _MOST_KNOWN:
                self._starts.clear()
            files = (path for way in link_targets(link, page) for path in self._files(way, page))
            starts = {path.removesuffix(name) for path in files}
            starts = self._starts[folder] = {one for one in starts if self._facts.exists(one)}
        return any(self._facts.exists(start + name) for start in starts)

    def _is_file(self, ways: Sequence[LinkTarget], page: LinkContext) -> bool:
        """Return whether one of the meanings is a file, also in a folder served as the root."""
        files = dict.fromkeys(path for way in ways for path in self._files(way, page))
        return any(map(self._facts.exists, files))

    def _files(self, way: LinkTarget, page: LinkContext) -> Iterator[str]:
        yield way.path
        if self._facts.shares_assets and way.relative and way.kind is TargetKind.FILE:
            inside = way.path.removeprefix(f"{way.base}/")
            for other in self._directory.translations(page.path):
                yield f"{folder_of(other)}/{inside}"
        if bundled := self._directory.bundled(way):
            yield bundled
        if not way.relative or way.kind is TargetKind.URL:
            yield from (f"{folder}/{way.path}" for folder in self._facts.static)


def _is_source(link: Link, target: str) -> bool:
    """Return whether the target can only be a post or another source file."""
    match link.kind:
        case LinkKind.POST_URL:
            return True
        case LinkKind.LINK_TAG:
            return target.startswith(("_posts/", "_drafts/"))
        case LinkKind.REF:
            return "/" in target and _SOURCE.search(target) is not None
        case LinkKind.WIKI:
            return False
    return not link.origin and (target.startswith("@/") or _SOURCE.search(target) is not None)


def _forgotten_scheme(target: str) -> str | None:
    """Return the hint for an address without its scheme, which resolves to a page of this blog."""
    if _HOST.match(target):
        return f"for another site write https://{target}"
    return f"for a mail address write mailto:{target}" if _MAIL.fullmatch(target) else None
