"""Write lists of posts in the requested format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from importlib import import_module
from typing import TypeAlias

from blogcli.errors import UsageError
from blogcli.output.posts.formats import FORMATS
from blogcli.output.posts.records import OutputSpec
from blogcli.output.terminal import Terminal
from blogcli.posts.model.summary import Summary, attributes_telling

Writer: TypeAlias = Callable[[Terminal, Iterable[Summary], OutputSpec, datetime], None]


def write_posts(
    terminal: Terminal, summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> None:
    """Write the posts to stdout in the requested format, one at a time.

    The default is a table on a terminal, `tsv` in a pipe or with NUL terminators. Raises
    UsageError, before the first post is read, for an unknown format or field, an invalid template,
    and options that exclude each other.
    """
    _writer(terminal, shape)(terminal, summaries, shape, now)


def attributes_written(terminal: Terminal, shape: OutputSpec) -> frozenset[str] | None:
    """Return the attributes of a summary that are written; None if it may be any of them."""
    from blogcli.output.posts.text_formats import takes_texts

    name = shape.format or ("" if terminal.stdout_is_tty and not shape.nul else "tsv")
    if shape.template is not None or shape.extra or name not in FORMATS:
        return None
    if takes_texts(terminal, shape) or not FORMATS[name].fields:
        return frozenset({"slug"})
    if name not in ("tsv", "csv"):
        return None
    return frozenset(part for one in shape.columns() for part in attributes_telling(one.name))


def _writer(terminal: Terminal, shape: OutputSpec) -> Writer:
    if shape.template is not None:
        if shape.format is not None or shape.fields is not None:
            other = "--format" if shape.format is not None else "--fields"
            raise UsageError(f"--template and {other} cannot be combined", f"leave out {other}")
        return _load("template", "template")
    name = shape.format or ("table" if terminal.stdout_is_tty and not shape.nul else "tsv")
    format = FORMATS.get(name)
    if format is None:
        raise UsageError(f"unknown format {name!r}", f"formats: {', '.join(FORMATS)}")
    if shape.fields is not None and not format.fields:
        raise UsageError(f"--fields cannot be combined with --format {name}", _those("fields"))
    if shape.nul and not format.nul:
        raise UsageError(f"-0 cannot be combined with --format {name}", _those("nul"))
    return _load(format.module, name)


def _those(quality: str) -> str:
    names = (name for name, format in FORMATS.items() if getattr(format, quality))
    return f"use --format with one of: {', '.join(names)}"


def _load(module: str, name: str) -> Writer:
    writer: Writer = getattr(import_module(f"blogcli.output.posts.{module}"), f"write_{name}")
    return writer
