"""Findings at links and tags, and the links of the site's own pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from urllib.parse import unquote

from blogcli.posts.checks.context import CheckContext
from blogcli.posts.checks.link_targets import LinkIndex
from blogcli.posts.checks.model import AssetTag, Finding, PlacedLink
from blogcli.posts.links.model import Link, TooManyLinks, is_markdown
from blogcli.posts.links.parse import few_links
from blogcli.posts.links.resolve import LinkContext
from blogcli.posts.model.positions import BodyPlaces
from blogcli.posts.read.post import Post


def links_of_pages(
    facts: CheckContext, directory: LinkIndex, public: Collection[str]
) -> Iterator[Finding]:
    """Yield a finding for each link of the site's own pages to a post that is not public."""
    if len(public) == len(facts.summaries):
        return
    for path, url, links in facts.pages():
        context = directory.page(path)._replace(url=url)
        for placed in links:
            post = directory.find(placed.link, context)
            if post is not None and post not in public:
                yield not_public(placed, context)


def page_links(page: Post) -> list[PlacedLink]:
    """Return the links of a page to other pages, in order; none if it has too many."""
    body, places = page.body, BodyPlaces(page.document, page.body)
    try:
        links = few_links(body, markdown=is_markdown(page.summary.path))
    except TooManyLinks:
        return []
    return [placed_link(link, body, places) for link in links if link.target or link.origin]


def placed_link(link: Link, body: str, places: BodyPlaces) -> PlacedLink:
    """Return a link of a body with its place."""
    is_top = not link.target and body.startswith("#", link.end)
    return PlacedLink(link, *places.at(link.start), is_top)


def finding_at(
    placed: PlacedLink, page: LinkContext, check: str, message: str, hint: str = ""
) -> Finding:
    """Return a finding at a link of a post or page."""
    return Finding(check, page.path, message, hint, placed.line, placed.column)


def not_public(placed: PlacedLink, page: LinkContext) -> Finding:
    """Return the finding for a link to a post that is not public."""
    message = f"links to a post that is not public: '{shown_link(placed.link)}'"
    hint = "publish that post, or remove the link"
    return finding_at(placed, page, "broken-link", message, hint)


def missing_assets(path: str, tags: Iterable[AssetTag], facts: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each tag none of whose words is a file in the post's folder of assets.

    Words before the file are classes of the image.
    """
    folder = facts.asset_folder(path)
    for tag in tags if folder else ():
        if not any(facts.exists(f"{folder}/{unquote(word)}") for word in tag.words):
            shown = next((word for word in tag.words if "." in word), tag.words[0])
            check = "broken-image" if tag.tag == "asset_img" else "broken-link"
            message, hint = f"file not found: '{shown}'", f"it belongs in {folder}"
            yield Finding(check, path, message, hint, tag.line, tag.column)


def shown_link(link: Link) -> str:
    """Return a link's target as it is written, without its query and anchor."""
    return link.origin + link.target
