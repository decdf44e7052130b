"""The dashboard of a blog: what `blog` prints alone, in the manner of `git status`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from blogcli.output.status_style import STATUS
from blogcli.output.terminal import Terminal, visible
from blogcli.output.text_table import Cell, write_cells
from blogcli.posts.model.summary import Summary


class DashboardSection(NamedTuple):
    """Posts under a heading, each with its date in words; `command` lists all `count` of them."""

    heading: str
    rows: Sequence[tuple[str, Summary]]
    posts: int = 0
    command: str = ""


class NextStep(NamedTuple):
    """A command line to type next, and what it does."""

    command: str
    does: str


def write_dashboard(
    terminal: Terminal,
    title: str,
    counts: Mapping[str, int],
    sections: Sequence[DashboardSection],
    steps: Sequence[NextStep],
) -> None:
    """Write title, counts, sections and next steps: the same lines on a terminal and in a pipe."""
    _write(terminal, visible(title), "bold")
    terminal.write(f"{', '.join(_counts(terminal, counts)) or 'no posts yet'}\n")
    for section in sections:
        if section.rows:
            _heading(terminal, section)
            cells = [_cells(when, post) for when, post in section.rows]
            write_cells(terminal, cells)
    terminal.write("\n")
    _write(terminal, "Next steps:", "bold")
    write_cells(
        terminal, [[("  " + visible(one.command), "cyan"), (one.does, "")] for one in steps]
    )


def _counts(terminal: Terminal, counts: Mapping[str, int]) -> Iterator[str]:
    for status in ("published", "scheduled", "draft", "expired"):
        if number := counts.get(status, 0):
            plural = "s" if status == "draft" and number != 1 else ""
            text = f"{number:,} {status}{plural}"
            yield terminal.styled(text, STATUS[status][1])


def _heading(terminal: Terminal, section: DashboardSection) -> None:
    terminal.write("\n")
    more = section.posts > len(section.rows)
    _write(
        terminal,
        f"{section.heading} ({section.posts:,}):" if more else f"{section.heading}:",
        "bold",
    )
    if more:
        _write(terminal, f"  (`{section.command}` lists them all)", "dim")


def _cells(when: str, post: Summary) -> list[Cell]:
    return [
        ("  " + when, "cyan"),
        (visible(post.title or post.slug), ""),
        (visible(post.slug), "dim"),
    ]


def _write(terminal: Terminal, line: str, style: str) -> None:
    terminal.write(terminal.styled(line, style) + "\n")
