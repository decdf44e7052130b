"""Checks of links and images; they report only what is surely broken.

Static files count as `LinkEvidence` says, or if `Facts.file_links` says that links are paths; of
others it is told how many there are.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

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

Row: TypeAlias = tuple[Any, ...]
"""The values of a finding, or of a missing file."""

_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|apng)\Z", re.IGNORECASE)
_IMAGES = frozenset({LinkKind.IMAGE, LinkKind.SRC})

CHECKS = frozenset({"broken-link", "broken-anchor", "broken-image", "missing-alt", "orphan"})
"""The checks that this module runs."""

_MOST_OF_POST = 1_000
"""What is told of the links of one post; a real one has a tenth of it."""

_COMMON_ANCHOR = 3
"""A missing anchor that this many posts use is taken to be in the layout."""


class PostFindings(NamedTuple):
    """What a post and its links show, before they are compared with those of other posts.

    `found` are its findings so far, `linked` the paths of the posts that links lead to. Links to
    files are those beside the post, and those from the root of the site: `right` counts them, and
    those that are missing are `wrong`, with their check, target, line and column. `anchors` are
    those that links name, each with the post it should be in, its line and its column. All values
    are plain, findings too, so that another process can send them.
    """

    found: list[Row]
    linked: set[str]
    right: list[int]
    wrong: tuple[list[Row], list[Row]]
    anchors: list[tuple[str, str, int, int]]

    @classmethod
    def of(cls, found: Iterable[Finding]) -> "PostFindings":
        """Return these findings, of a post whose links show nothing yet."""
        return cls([*map(tuple, found)], set(), [0, 0], ([], []), [])


class LinkChecker:
    """The links of all posts: `look_at` one, `add` it, and `check_all` compares them.

    `unjudged` are then the links to files of which nothing can be said: path, check and more.
    """

    def __init__(self, facts: CheckContext) -> None:
        self._facts = facts
        self._directory = LinkIndex(facts)
        self._linked: set[str] = set()
        self._evidence = LinkEvidence(), LinkEvidence()  # of `right` and `wrong` in PostFindings
        self.unjudged: list[Row] = []
        self._anchors: list[tuple[str, Finding]] = []
        self._judge = LinkJudge(facts, self._directory)
        self._anchors_of = cache(self._read_anchors)
        status = ((one.path, one.status(facts.now)) for one in facts.summaries)
        self._public = {path for path, status in status if status == "published"}

    def look_at(self, path: str, contents: Contents, *, comparing: bool) -> PostFindings:
        """Return what a post and its links show by themselves; nothing is kept.

        Raises NeedsComparing for a link that may be the misspelled name of a post, unless
        `comparing`: how many of them are compared depends on the posts before.
        """
        self._directory.is_comparing = comparing
        found = [*contents.findings, *missing_assets(path, contents.assets, self._facts)]
        seen = PostFindings.of(())
        if contents.crowded:
            message = f"the post {TooManyLinks()}"
            found.append(Finding("broken-link", path, message, "split it"))
        else:
            found += self._findings(path, contents.links, seen)
        seen.found.extend(map(tuple, found))
        return seen

    def _findings(
        self, path: str, links: Sequence[PlacedLink], seen: PostFindings
    ) -> Sequence[Finding]:
        page = self._directory.page(path)
        found: list[Finding] = []
        for placed in links:
            link = placed.link
            if link.kind in _IMAGES and _lacks_text(link):
                message = f"image '{shown_link(link)}' has no alt text"
                hint = "add alt text that says what it shows"
                found.append(finding_at(placed, page, "missing-alt", message, hint))
            leads = link.target or link.origin
            if one := self._target(placed, page, seen) if leads else _own(placed, page, seen):
                found.append(one)
            if len(found) > _MOST_OF_POST:
                message = f"more than {_MOST_OF_POST} links like these; the others are not listed"
                more = found[_MOST_OF_POST]._replace(message=message, hint="fix these first")
                found[_MOST_OF_POST:] = [more._replace(check="broken-link")]
                break
        return found

    def add(self, path: str, links: PostFindings) -> list[Finding]:
        """Take what a post and its links show; return the findings that are sure."""
        self._linked |= links.linked
        for at, evidence in enumerate(self._evidence):
            evidence.right += links.right[at]
            evidence.wrong += [(path, *row) for row in links.wrong[at]]
        for target, anchor, line, column in links.anchors:
            # A URL may be prefixed for the language of its page, as Docusaurus does.
            pages = filter(None, (target, self._directory.translation(target, path)))
            if not any(self._anchors_of(one).may_have(anchor) for one in pages):
                where = "this post" if target == path else target
                message = f"no heading or id '#{anchor}' in {where}"
                wrong = Finding("broken-anchor", path, message, "", line, column)
                self._anchors.append((anchor, wrong))
        return [*map(Finding._make, links.found)]

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
        limits = FEW_BY_PATH if self._facts.file_links else few, 0
        for evidence, most in zip(self._evidence, limits, strict=True):
            if evidence.is_clear(most):
                for path, check, target, line, column in evidence.wrong:
                    yield Finding(check, path, _not_found(target), "", line, column)
            else:
                self.unjudged += evidence.wrong

    def _target(self, placed: PlacedLink, page: LinkContext, seen: PostFindings) -> Finding | None:
        verdict, link = self._judge.verdict(placed.link, page), placed.link
        if verdict is ELSEWHERE:
            return None
        if verdict.post is not None:
            if verdict.post != page.path:
                seen.linked.add(verdict.post)
            if link.anchor:
                seen.anchors.append((verdict.post, link.anchor, placed.line, placed.column))
            if page.path in self._public and verdict.post not in self._public:
                return not_public(placed, page)
        if not verdict.is_candidate:
            return None
        is_rooted = decode_target(link.target, link.kind).startswith("/")
        if verdict.is_file:
            seen.right[is_rooted] += verdict.hint is None
            return None
        is_image = link.kind in _IMAGES and _is_picture(link)
        check = "broken-image" if is_image else "broken-link"
        target = shown_link(link)
        if verdict.hint is None:
            seen.wrong[is_rooted].append((check, target, placed.line, placed.column))
            return None
        return finding_at(placed, page, check, _not_found(target), verdict.hint)

    def _read_anchors(self, path: str) -> "Anchors":
        from blogcli.posts.links.anchors import anchors  # not needed for most blogs

        return anchors(self._facts.headings(path))


def _own(placed: PlacedLink, page: LinkContext, seen: PostFindings) -> Finding | None:
    """Return the finding of a link without a target; with an anchor it leads to its own post."""
    link = placed.link
    if link.anchor:
        seen.anchors.append((page.path, link.anchor, placed.line, placed.column))
    elif link.kind is LinkKind.INLINE and not placed.is_top and not link.query and _has_text(link):
        message = f"link '{link.text}' has no target"
        return finding_at(placed, page, "broken-link", message, "add a target")
    return None


def _not_found(target: str) -> str:
    return f"file not found: '{target}'"


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
