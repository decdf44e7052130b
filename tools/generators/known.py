"""Every difference that is meant, by name and with its reason; what is merely a bug is not here."""

from __future__ import annotations

from typing import NamedTuple

from tools.generators.model import Row


class Known(NamedTuple):
    """Differences of one kind in cases that hold `part`; `generator` "" stands for all."""

    generator: str
    kind: str
    part: str
    reason: str

    def covers(self, generator: str, row: Row) -> bool:
        """Return whether this names the difference."""
        return (
            self.generator in ("", generator)
            and row.kind.endswith(self.kind)
            and self.part in f"{row.site} | {row.case}"
        )


KNOWN: tuple[Known, ...] = (
    Known(
        "jekyll",
        "status",
        "p{n}.txt",
        "Jekyll publishes every file in _posts that has front matter; posts are Markdown or HTML",
    ),
    Known(
        "pelican",
        "status",
        "content/.p{n}.md",
        "Pelican reads hidden files; blogcli leaves what is hidden alone",
    ),
    Known(
        "jekyll",
        "url",
        "categories: [a, [b]]",
        "Jekyll writes a list within a list into the address as Ruby would print it",
    ),
)


def known(generator: str, row: Row) -> Known | None:
    """Return the entry that names a difference, None without one."""
    return next((one for one in KNOWN if one.covers(generator, row)), None)
