"""Write docs/reference.md from the tables in the code; `--check` only checks it is current.

Usage: python -m tools.docs [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from blogcli.cli.main import COMMANDS, root
from blogcli.errors import ExitCode
from blogcli.output.posts.formats import FORMATS
from blogcli.output.posts.records import SCHEMA
from blogcli.posts.model.fields import FIELDS
from blogcli.posts.query.evaluate import TERMS
from blogcli.store.layouts.table import LAYOUTS
from blogcli.store.settings.schema import SETTINGS

PAGE = Path(__file__).parent.parent / "docs" / "reference.md"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a Markdown table; `|` in cells is escaped."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def code(words: Iterable[str]) -> str:
    """Return the words as Markdown code, joined by commas."""
    return ", ".join(f"`{word}`" for word in words)


def help_texts(name: str) -> Iterator[str]:
    """Yield the help of `blog NAME` in 88 columns, then that of its subcommands."""
    parent = root.make_context("blog", [], resilient_parsing=True)
    command = root.get_command(parent, name)
    assert command is not None
    context = click.Context(command, parent=parent, info_name=name, terminal_width=88)
    yield command.get_help(context)
    if isinstance(command, click.Group):
        for inner, one in command.commands.items():
            yield one.get_help(
                click.Context(one, parent=context, info_name=inner, terminal_width=88)
            )


def reference() -> Iterator[str]:
    """Yield the page, line by line."""
    yield "# Reference\n"
    yield "Made from the tables in the code by `python -m tools.docs`.\n"
    yield "## Fields of a post\n"
    yield f"These are the names in `--fields`, `--sort` and JSON (schema version {SCHEMA})."
    yield "Keys are matched in any case. The first one present is used; an edit keeps its"
    yield "spelling.\n"
    rows = ((f"`{f.name}`", str(f.kind), f.help, code(f.keys)) for f in FIELDS)
    yield from table(("field", "type", "meaning", "front matter keys"), rows)
    yield "## Query terms\n"
    yield from table(
        ("term", "matches", "example"), ((f"`{t.name}`", t.help, f"`{t.example}`") for t in TERMS)
    )
    yield "## Formats\n"
    yield from table(("format", "output"), ((f"`{n}`", f.help) for n, f in FORMATS.items()))
    yield "## Exit codes\n"
    yield from table(("code", "meaning"), ((str(int(c)), c.meaning) for c in ExitCode))
    yield "## Settings\n"
    yield "Settings that can run programs or point outside the blog count only in the environment"
    yield "and in your own settings file; in a blog's `blog.toml` they are ignored, with one"
    yield "warning.\n"
    counts = {"": "", "always": "always", "outside": "a path outside the blog"}
    settings = (
        (f"`{s.name}`", s.kind, s.help, code(f"${name}" for name in s.env), counts[s.from_user])
        for s in SETTINGS
    )
    yield from table(
        ("setting", "type", "meaning", "environment", "only in your settings"), settings
    )
    yield "## Generators\n"
    rows = (
        (
            x.name,
            code(dict.fromkeys(marker.path for marker in x.markers)),
            code(x.folders),
            f"`{x.file}`",
        )
        for x in LAYOUTS
    )
    yield from table(("generator", "detected by", "folders of posts", "new post"), rows)
    yield "## Commands\n"
    for entry in COMMANDS:
        yield f"### blog {entry.name}\n"
        for text in help_texts(entry.name):
            yield f"```text\n{text}\n```\n"


def main() -> int:
    """Write or check the page; return the exit code."""
    text = "\n".join(reference())
    if "--check" in sys.argv:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        print("docs/reference.md is current" if current else "run: python -m tools.docs")
        return not current
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
