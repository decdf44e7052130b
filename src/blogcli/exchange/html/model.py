"""The result of a conversion: Markdown, changes, and the comparison with the HTML."""

from __future__ import annotations

from dataclasses import dataclass, field

from blogcli.exchange.model import Skipped


@dataclass(frozen=True, slots=True)
class Asset:
    """An image that was embedded in the HTML (`data:`); the Markdown links to `name`."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Proof:
    """A comparison of visible content before and after; pairs are (before, lost)."""

    words: int = 0
    words_lost: int = 0
    images: tuple[int, int] = (0, 0)
    links: tuple[int, int] = (0, 0)
    headings: tuple[int, int] = (0, 0)
    embeds: tuple[int, int] = (0, 0)
    code_lines: tuple[int, int] = (0, 0)

    @property
    def recall(self) -> float:
        """The fraction of visible words that was kept, 1.0 for a body without words."""
        return 1 - self.words_lost / self.words if self.words else 1.0


@dataclass(frozen=True, slots=True)
class Converted:
    """A body converted to Markdown, without a final line end.

    `warnings` report losses for readers; `changed` counts harmless removals: tracking pixels, and
    links that Blogger's editor put around plain words.
    """

    markdown: str
    warnings: tuple[str, ...] = ()
    changed: tuple[Skipped, ...] = ()
    assets: tuple[Asset, ...] = ()
    proof: Proof = field(default_factory=Proof)
