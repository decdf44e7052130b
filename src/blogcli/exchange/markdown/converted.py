"""What a conversion gives: the Markdown, what was changed, and the proof."""

from __future__ import annotations

from dataclasses import dataclass, field

from blogcli.exchange.values import Skipped


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture that was inside the HTML itself; `name` is the one the Markdown links to."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Proof:
    """What a reader saw before and sees after; each pair is how many there were and were lost."""

    words: int = 0
    words_lost: int = 0
    images: tuple[int, int] = (0, 0)
    links: tuple[int, int] = (0, 0)
    headings: tuple[int, int] = (0, 0)
    embeds: tuple[int, int] = (0, 0)
    code_lines: tuple[int, int] = (0, 0)

    @property
    def recall(self) -> float:
        """The part of the visible words that is still there, 1.0 for a body without words."""
        return 1 - self.words_lost / self.words if self.words else 1.0


@dataclass(frozen=True, slots=True)
class Converted:
    """A body as Markdown without a final line end.

    `warnings` say what a reader may miss; `changed` counts what nobody will: pixels that watch
    readers, links that an editor put around plain words.
    """

    markdown: str
    warnings: tuple[str, ...] = ()
    changed: tuple[Skipped, ...] = ()
    assets: tuple[Asset, ...] = ()
    proof: Proof = field(default_factory=Proof)
