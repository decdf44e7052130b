"""Checks of links and images; they report only what is surely broken.

A relative link may be resolved from the file or from the page's URL, and a link from the root may
point to a page that is not a post. So a target counts as broken only if it names a source file,
names a post by a tag of its generator, is a post's URL but for a letter or two, or is another site
without its scheme. Static files count as `LinkEvidence` says, or if `Facts.file_links` says that
links are paths; of others it is told how many there are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from blogcli.posts.checks.context import CheckContext
from blogcli.posts.checks.evidence import FEW_BY_PATH, FEW_BY_URL, LinkEvidence
from blogcli.posts.checks.link_targets import LinkIndex
from blogcli.posts.checks.model import Contents, Finding, PlacedLink
from blogcli.posts.checks.page_links import (
    finding_at,
    links_of_pages,
    missing_assets,
    not_public,
    shown_link,
)
from blogcli.posts.links.model import NAMES, Link, LinkKind, TooManyLinks
from blogcli.posts.links.resolve import (
    LinkContext,
    LinkTarget,
    TargetKind,
    decode_target,
    link_targets,
)
from blogcli.posts.text.urls import folder_of

if TYPE_CHECKING:
    from blogcli.posts.links.anchors import Anchors

_SOURCE = re.compile(r"\.(?:md|markdown|mkdn?|mdown|mdx|rst)\Z", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|apng)\Z", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|apng|pdf|zip|t?gz|mp[34]|webm|ogg|wav|m4[av]|mov"
    r"|csv|txt|docx?|xlsx?|pptx?|ipynb|epub)\Z",
    re.IGNORECASE,
)
_HOST = re.compile(r"www\.|(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|dev|app)(?:/|\Z)")
_MAIL = re.compile(r"[^/\s@:]+@[\w-]+(?:\.[\w-]+)+")
_PATH = re.compile(r"[^\s:'\"|{}]+\.\w+")
_POSTS = re.compile(r"(?<![^/])_(?:posts|drafts)/")
_IMAGES = frozenset({LinkKind.IMAGE, LinkKind.SRC})

CHECKS = frozenset({"broken-link", "broken-anchor", "broken-image", "missing-alt", "orphan"})
"""The checks that this module runs."""

_MOST_OF_POST = 1_000
"""What is told of the links of one post; a real one has a tenth of it."""

_MOST_KNOWN = 8_000
"""Links whose verdicts are kept in memory."""

_COMMON_ANCHOR = 3
"""A missing anchor that this many posts use is taken to be in the layout."""


class LinkVerdict(NamedTuple):
    """What a link leads to: a post, or a `candidate` for a missing file and whether it exists.

    `hint` is what was perhaps meant, None for a target that may be something else.
    """

    post: str | None = None
    is_candidate: bool = False
    is_file: bool = False
    hint: str | None = None


_ELSEWHERE = LinkVerdict()


class LinkChecker:
    """The links of all posts: `check_post` checks one post, `check_all` compares them.

    `unjudged` are then the links to files of which nothing can be said.
    """

    def __init__(self, facts: CheckContext) -> None:
        self._facts = facts
        self._directory = LinkIndex(facts)
        self._linked: set[str] = set()
        self._beside = LinkEvidence()
        self._rooted = LinkEvidence()
        self.unjudged: list[Finding] = []
        self._anchors: list[tuple[str, Finding]] = []
        self._known: dict[tuple[str, ...], LinkVerdict] = {}
        self._anchors_of = cache(self._read_anchors)

    def check_post(self, path: str, contents: Contents) -> Iterator[Finding]:
        """Yield the findings that are sure from the post's own links."""
        yield from missing_assets(path, contents.assets, self._facts)
        if contents.crowded:
            yield Finding("broken-link", path, f"the post {TooManyLinks()}", "split it")
            return
        page = self._directory.page(path)
        found: list[Finding] = []
        for placed in contents.links:
            link = placed.link
            if _lacks_text(link):
                message = f"image '{shown_link(link)}' has no alt text"
                hint = "add alt text that says what it shows"
                found.append(finding_at(placed, page, "missing-alt", message, hint))
            leads = link.target or link.origin
            if one := self._target(placed, page) if leads else self._own(placed, page):
                found.append(one)
            if len(found) > _MOST_OF_POST:
                break
        yield from found[:_MOST_OF_POST]
        for more in found[_MOST_OF_POST : _MOST_OF_POST + 1]:
            message = f"more than {_MOST_OF_POST} links like these; the others are not listed"
            yield more._replace(check="broken-link", message=message, hint="fix these first")

    def check_all(self) -> Iterator[Finding]:
        """Yield the findings that need the links of all posts."""
        yield from self._judged()
        used = Counter(anchor for anchor, _ in {(name, one.path) for name, one in self._anchors})
        yield from (one for name, one in self._anchors if used[name] < _COMMON_ANCHOR)
        yield from links_of_pages(self._facts, self._directory, self._public)

    def orphans(self) -> Iterator[Finding]:
        """Yield a finding for each public post that no other post links to."""
        for summary in self._facts.summaries:
            if summary.path in self._public and summary.path not in self._linked:
                hint = "link to it from a related post"
                yield Finding("orphan", summary.path, "no other post links here", hint)

    def _judged(self) -> Iterator[Finding]:
        """Yield the missing files that are surely missing; the others are `unjudged`."""
        few = FEW_BY_URL if self._facts.urls else 0
        for evidence, most in (
            (self._beside, FEW_BY_PATH if self._facts.file_links else few),
            (self._rooted, 0),
        ):
            if evidence.is_clear(most):
                yield from evidence.wrong
            else:
                self.unjudged += evidence.wrong

    def _own(self, placed: PlacedLink, page: LinkContext) -> Finding | None:
        link = placed.link
        if link.anchor:
            self._anchor(placed, page, page.path)
        elif (
            link.kind is LinkKind.INLINE
            and not placed.is_top
            and not link.query
            and _has_text(link)
        ):
            message = f"link '{link.text}' has no target"
            return finding_at(placed, page, "broken-link", message, "add a target")
        return None

    def _target(self, placed: PlacedLink, page: LinkContext) -> Finding | None:
        verdict, link = self._verdict(placed.link, page), placed.link
        if verdict.post is not None:
            if verdict.post != page.path:
                self._linked.add(verdict.post)
            self._anchor(placed, page, verdict.post)
            if page.path in self._public and verdict.post not in self._public:
                return not_public(placed, page)
        if not verdict.is_candidate:
            return None
        is_rooted = decode_target(link.target, link.kind).startswith("/")
        evidence = self._rooted if is_rooted else self._beside
        if verdict.is_file:
            evidence.right += verdict.hint is None
            return None
        is_image = link.kind in _IMAGES and _is_picture(link)
        check = "broken-image" if is_image else "broken-link"
        message = f"file not found: '{shown_link(link)}'"
        broken = finding_at(placed, page, check, message, verdict.hint or "")
        if verdict.hint is None:
            evidence.wrong.append(broken)
            return None
        return broken

    def _read_anchors(self, path: str) -> Anchors:
        from blogcli.posts.links.anchors import anchors  # not needed for most blogs

        return anchors(self._facts.headings(path))

    def _verdict(self, link: Link, page: LinkContext) -> LinkVerdict:
        """Return what a link leads to; of one from the site's root it is found out once."""
        if not link.origin and not link.target.startswith("/"):
            return self._judge(link, page)
        known = link.kind, link.origin, link.target, self._directory.language(page.path)
        verdict = self._known.get(known)
        if verdict is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            verdict = self._known[known] = self._judge(link, page)
        return verdict

    def _judge(self, link: Link, page: LinkContext) -> LinkVerdict:
        ways = [*link_targets(link, page)]
        if link.origin and not ways:
            return _ELSEWHERE
        post = self._directory.find(link, page, ways) if ways else None
        if post is not None:
            return LinkVerdict(post)
        target = decode_target(link.target, link.kind)
        hint = self._hint(link, target, ways) if ways else None
        is_file = _FILE.search(target) and not link.origin and link.kind not in NAMES
        if hint is None and not is_file:
            return _ELSEWHERE
        return LinkVerdict(None, True, self._is_file(ways, page), hint)

    @cached_property
    def _public(self) -> set[str]:
        facts = self._facts
        return {one.path for one in facts.summaries if one.status(facts.now) == "published"}

    def _anchor(self, placed: PlacedLink, page: LinkContext, target: str) -> None:
        anchor = placed.link.anchor
        if not anchor:
            return
        # A URL may be prefixed for the language of its page, as Docusaurus does.
        pages = filter(None, (target, self._directory.translation(target, page.path)))
        if not any(self._anchors_of(one).may_have(anchor) for one in pages):
            where = "this post" if target == page.path else target
            message = f"no heading or id '#{anchor}' in {where}"
            self._anchors.append((anchor, finding_at(placed, page, "broken-anchor", message)))

    def _hint(self, link: Link, target: str, ways: Sequence[LinkTarget]) -> str | None:
        """Return what may have been meant, for a target that can only be a post or a source file.

        Return None for a target that may be something else.
        """
        pages = () if _FILE.search(target) else ways
        near = next(filter(None, map(self._directory.nearly, pages)), None)
        if near is None and not (_is_source(link, target) or self._is_nothing(link, target)):
            return None if link.origin or link.kind in NAMES else _forgotten_scheme(target)
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


def _has_text(link: Link) -> bool:
    return bool(link.text and link.text.strip())


def _lacks_text(link: Link) -> bool:
    """Return whether an image lacks alternative text.

    In HTML an empty text marks a decorative image; in Markdown it says nothing.
    """
    if link.kind is LinkKind.IMAGE:
        return not _has_text(link)
    return link.kind is LinkKind.SRC and link.text is None and _is_picture(link)


def _is_picture(link: Link) -> bool:
    return _PICTURE.search(decode_target(link.target, link.kind)) is not None
