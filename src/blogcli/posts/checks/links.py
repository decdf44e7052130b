"""Checks of links and images; they report only what is surely broken.

Static files count as `LinkEvidence` says, or if `Facts.file_links` says that links are paths; of
others it is told how many there are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING

from blogcli.posts.checks.context import CheckContext
from blogcli.posts.checks.evidence import FEW_BY_PATH, FEW_BY_URL, LinkEvidence
from blogcli.posts.checks.link_targets import LinkIndex
from blogcli.posts.checks.link_verdicts import ELSEWHERE, LinkJudge
from blogcli.posts.checks.model import Contents, Finding, PlacedLink
from blogcli.posts.checks.page_links import (
    finding_at,
    links_of_pages,
    missing_assets,
    not_public,
    shown_link,
)
from blogcli.posts.links.model import Link, LinkKind, TooManyLinks
from blogcli.posts.links.resolve import (
    LinkContext,
    decode_target,
)

if TYPE_CHECKING:
    from blogcli.posts.links.anchors import Anchors

_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|apng)\Z", re.IGNORECASE)
_IMAGES = frozenset({LinkKind.IMAGE, LinkKind.SRC})

CHECKS = frozenset({"broken-link", "broken-anchor", "broken-image", "missing-alt", "orphan"})
"""The checks that this module runs."""

_MOST_OF_POST = 1_000
"""What is told of the links of one post; a real one has a tenth of it."""

_COMMON_ANCHOR = 3
"""A missing anchor that this many posts use is taken to be in the layout."""


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
        self._judge = LinkJudge(facts, self._directory)
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
            if link.kind in _IMAGES and _lacks_text(link):
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
        verdict, link = self._judge.verdict(placed.link, page), placed.link
        if verdict is ELSEWHERE:
            return None
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
