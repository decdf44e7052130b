"""Convert HTML to Markdown in three steps, and compare the result with the original."""

from __future__ import annotations

from blogcli.exchange.html import raw_html
from blogcli.exchange.html.model import Converted, Proof
from blogcli.exchange.html.parse import is_flat, is_manageable, is_too_much, parsed
from blogcli.exchange.text.clean import cleaned
from blogcli.extras import require

_MOST_LOST = 0.02  # of the words


def html_to_markdown(
    html: str, *, keep_google_links: bool = False, assets_at: str = ""
) -> Converted:
    """Return an HTML body as equivalent Markdown, with a comparison of both.

    HTML without a Markdown equivalent stays HTML, sanitized: videos and maps of known hosts on a
    line each, tables with merged cells. Embedded images (`data:`) become `assets`, and the
    Markdown links to `assets_at` + their names. A body too deep or too large to parse stays HTML,
    sanitized, or becomes a code block if even that would take too long.
    Raises BlogError if the libraries of the `import` extra are missing.
    """
    require("import")
    from blogcli.exchange.html.block_tree import blocks_of
    from blogcli.exchange.html.markdown_writer import blocks_to_markdown
    from blogcli.exchange.html.sanitize import Scrubbed, scrub
    from blogcli.exchange.html.verify import compared

    text = cleaned(html)
    if is_too_much(text):
        return _whole(text)
    tree = parsed(text)
    if not is_manageable(tree):
        return _whole(text)
    scrubbed = Scrubbed(keep_google_links=keep_google_links, assets_at=assets_at)
    scrub(tree, scrubbed)
    markdown = blocks_to_markdown(blocks_of(tree))
    proof = compared(text, markdown, keep_google_links)
    warnings = (*scrubbed.warnings(), *_missing(proof))
    return Converted(markdown, warnings, scrubbed.skipped(), tuple(scrubbed.assets.values()), proof)


def _whole(html: str) -> Converted:
    """Return a body that is not parsed: sanitized HTML or a code block."""
    told = "too deep or too large to convert; kept as HTML"
    if is_flat(html):
        return Converted(raw_html.one_block(raw_html.sanitized(html)), (told,))
    return Converted(raw_html.fenced(html), (f"{told} in a code block",))


def _missing(proof: Proof) -> list[str]:
    """Return what the comparison found missing, as sentences."""
    return [
        f"{lost} of {there} {what} are missing"
        for what, (there, lost) in proof.items()
        if lost > (there * _MOST_LOST if what == "words" else 0)
    ]
