"""Links of one page while they are checked, and those of the site's own pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from blogcli.posts.checks.link_targets import LinkIndex
from blogcli.posts.checks.model import CheckContext, Finding
from blogcli.posts.links.model import Link
from blogcli.posts.links.parse import TooManyLinks, few_links
from blogcli.posts.links.resolve import LinkContext
from blogcli.posts.links.rewrite import is_markdown
from blogcli.posts.model.positions import BodyPlaces


@dataclass(frozen=True, slots=True)
class LinkReading:
    """One post or page while its links are checked."""

    body: str
    page: LinkContext
    places: BodyPlaces

    def finding(self, check: str, link: Link, message: str, hint: str = "") -> Finding:
        """Return a finding at a link."""
        line, column = self.places.at(link.start)
        return Finding(check, self.page.path, message, hint, line, column)

    def not_public(self, link: Link) -> Finding:
        """Return the finding for a link to a post that is not public."""
        message = f"links to a post that is not public: '{shown_link(link)}'"
        return self.finding("broken-link", link, message, "publish that post, or remove the link")


def links_of_pages(
    facts: CheckContext, directory: LinkIndex, public: Collection[str]
) -> Iterator[Finding]:
    """Yield a finding for each link of the site's own pages to a post that is not public."""
    if len(public) == len(facts.summaries):
        return
    for page, url in facts.pages():
        path = page.summary.path
        context = replace(directory.page(path), url=url)
        reading = LinkReading(page.body, context, BodyPlaces(page.document, page.body))
        try:
            links = few_links(page.body, markdown=is_markdown(path))
        except TooManyLinks:
            continue
        for link in links:
            post = directory.find(link, context) if link.target or link.origin else None
            if post is not None and post not in public:
                yield reading.not_public(link)


def shown_link(link: Link) -> str:
    """Return a link's target as it is written, without its query and anchor."""
    return link.origin + link.target
