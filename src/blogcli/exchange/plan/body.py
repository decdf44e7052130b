"""Convert the body of an imported post to Markdown and extract its source line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from blogcli.exchange.html.image_urls import with_pictures
from blogcli.exchange.html.model import Asset, Converted, Proof
from blogcli.exchange.html.to_markdown import html_to_markdown
from blogcli.exchange.model import ClippingSource, ExportPost, Skipped
from blogcli.exchange.text.source_lines import lift_source


@dataclass(frozen=True, slots=True)
class ConvertedBody:
    """A post's Markdown, its source (from the export and the text), and notes for the report."""

    markdown: str
    source: ClippingSource | None
    warnings: tuple[str, ...] = ()
    changed: tuple[Skipped, ...] = ()
    assets: tuple[Asset, ...] = ()
    proof: Proof = field(default_factory=Proof)


def convert_body(
    post: ExportPost, *, keep_google_links: bool = False, assets_at: str = ""
) -> ConvertedBody:
    """Convert a post's body from HTML, and move a clipping's source line out of it.

    A Markdown body is returned unchanged. See `html_to_markdown` for the options.
    """
    if post.markup == "markdown":
        return ConvertedBody(post.body, post.source)
    made: Converted = html_to_markdown(
        with_pictures(post.body, post.pictures),
        keep_google_links=keep_google_links,
        assets_at=assets_at,
    )
    markdown, found = lift_source(made.markdown, post.title)
    source = _joined(post.source, found)
    return ConvertedBody(markdown, source, made.warnings, made.changed, made.assets, made.proof)


def _joined(known: ClippingSource | None, found: ClippingSource | None) -> ClippingSource | None:
    """Merge the source given by the export with the one found in the text."""
    if known is None or found is None:
        return known or found
    return replace(
        found,
        name=found.name or known.name,
        url=known.url or found.url,
    )
