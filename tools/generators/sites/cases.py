"""Shared parts of the tables of cases: products of lines, edits, and days ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product

from tools.generators.model import Text

NOW = datetime.now(UTC)  # noqa: TID251 (generators read the real clock)

ZONES = ("UTC", "America/Los_Angeles", "Asia/Shanghai")

EDITS: tuple[tuple[str, ...], ...] = (
    ("tag", "POST", "probe"),
    ("set", "POST", 'description=Probe: it\'s "x" #1'),
    ("publish", "POST"),
    ("unpublish", "POST"),
    ("schedule", "POST", "2036-05-06 07:08"),
    ("rename", "POST", "renamed-{n}"),
)
"""Every kind of edit, as words of a command."""

LIST_STYLES = (
    "tags: [a, b]",
    "tags:\n  - a\n  - 'b c'",
    'tags: [x, "y, z"]  # kept',
    "tags: one",
    "",
)

NEAR = (-20, -13, -10, -6, -3, -1, 1, 3, 6, 10, 13, 20)
"""Hours from now at which a wrong time zone shows."""


def near(line: str) -> list[str]:
    """Return a line with the times near now in place of {}, as UTC clocks show them."""
    moments = (NOW + timedelta(hours=hours) for hours in NEAR)
    return [line.format(moment.strftime("%Y-%m-%d %H:%M:%S")) for moment in moments]


def times(path: str, *lines: Sequence[str]) -> Iterator[Text]:
    """Yield a text for each combination of lines."""
    for parts in product(*lines):
        yield Text(path, "\n".join(part for part in parts if part))


def corners(*lines: Sequence[str]) -> list[str]:
    """Return heads in which each line stands once with the first of all others."""
    firsts = [column[0] for column in lines]
    heads = [
        [*firsts[:place], line, *firsts[place + 1 :]]
        for place, column in enumerate(lines)
        for line in column
    ]
    return list(dict.fromkeys("\n".join(part for part in head if part) for head in heads))


def edited(
    path: str, heads: Sequence[str], edits: Iterable[tuple[str, ...]] = EDITS
) -> Iterator[Text]:
    """Yield a text for each head and kind of edit."""
    for words in edits:
        for head in heads:
            yield Text(path, head, "", words)


def linked(
    post: str, page: str, dated: str, kinds: Sequence[str], edits: Sequence[tuple[str, ...]]
) -> Iterator[Text]:
    """Yield three texts for each kind of link and edit: a target, and a post and a page with it.

    In links, NAME is the target's file without its ending, and SLUG its slug.
    """
    for number, (kind, words) in enumerate(product(kinds, edits)):
        slug = f"target-{number}"
        link = kind.replace("NAME", f"{dated}{slug}").replace("SLUG", slug)
        group = f"link-{number}"
        command = tuple(word.replace("{n}", f"{number}") for word in words)
        yield Text(post.format(f"{dated}{slug}"), "", "", command, group)
        yield Text(post.format(f"{dated}from-{number}"), "", link, (), group)
        yield Text(page.format(f"page-{number}"), "", link, (), group, is_page=True)


def numbered(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Return the texts with their numbers filled in."""
    return tuple(
        Text(
            text.path,
            text.head.replace("{n}", str(number)),
            text.body,
            tuple(word.replace("{n}", str(number)) for word in text.edit),
            text.group,
            text.is_page,
            number,
        )
        for number, text in enumerate(texts, 1000)
    )


def yaml_post(text: Text) -> str:
    """Return a file with YAML front matter."""
    title = "" if "title:" in text.head.lower() else f"title: Own Title {text.number}\n"
    head = f"{text.head}\n" if text.head else ""
    return f"---\n{title}{head}---\n\n{text.body}\n\n{text.token}\n"
