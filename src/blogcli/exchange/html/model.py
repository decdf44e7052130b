"""The result of a conversion: Markdown, changes, and the comparison with the HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from blogcli.exchange.model import ClippingSource, Skipped

Proof: TypeAlias = Mapping[str, tuple[int, int]]
"""How many visible words, images, links, headings, embeds and code lines there were, and how many
of them are lost."""


@dataclass(frozen=True, slots=True)
class Asset:
    """An image that was embedded in the HTML (`data:`); the Markdown links to `name`."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Converted:
    """A body converted to Markdown, without a final line end.

    `warnings` report losses for readers; `changed` counts harmless removals: tracking pixels, and
    links that Blogger's editor put around plain words. `source` is a clipping's, from the export
    and from the lines that named it in the text. `proof` is empty for a body that was not parsed.
    """

    markdown: str
    warnings: tuple[str, ...] = ()
    changed: tuple[Skipped, ...] = ()
    assets: tuple[Asset, ...] = ()
    proof: Proof = field(default_factory=dict)
    source: ClippingSource | None = None
