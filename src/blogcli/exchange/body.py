"""Convert the body of an imported post to Markdown and extract its source line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from blogcli.exchange.markdown.convert import html_to_markdown
from blogcli.exchange.markdown.converted import Asset, Converted, Proof
from blogcli.exchange.picture_tags import with_pictures
from blogcli.exchange.source_lines import lift_source
from blogcli.exchange.values import Imported, Skipped, Source


@dataclass(frozen=True, slots=True)
class Body:
    """A post's Markdown, its source (from the export and the text), and notes for the report."""

    markdown: str
    source: Source | None
    warnings: tuple[str, ...] = ()
    changed: tuple[Skipped, ...] = ()
    assets: tuple[Asset, ...] = ()
    proof: Proof = field(default_factory=Proof)


def body_of(post: Imported, *, keep_google_links: bool = False, assets_at: str = "") -> Body:
    """Convert a post's body from HTML, and move a clipping's source line out of it.

    A Markdown body is returned unchanged. See `html_to_markdown` for the options.
    """
    if post.markup == "markdown":
        return Body(post.body, post.source)
    made: Converted = html_to_markdown(
        with_pictures(post.body, post.pictures),
        keep_google_links=keep_google_links,
        assets_at=assets_at,
    )
    markdown, found = lift_source(made.markdown, post.title)
    source = _joined(post.source, found)
    return Body(markdown, source, made.warnings, made.changed, made.assets, made.proof)


def _joined(known: Source | None, found: Source | None) -> Source | None:
    """Merge the source given by the export with the one found in the text."""
    if known is None or found is None:
        return known or found
    return replace(
        found,
        name=found.name or known.name,
        url=known.url or found.url,
    )
