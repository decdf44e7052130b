"""Open an export of any format, detect the format, and read it as a stream of values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from blogcli.errors import BlogError, UsageError
from blogcli.exchange.model import ExportEntry, ExportPost, ReadOptions
from blogcli.exchange.sources.detect import HINT, KINDS
from blogcli.exchange.sources.export_file import ExportFile
from blogcli.exchange.sources.open_source import beside, gather
from blogcli.exchange.sources.select import SETTINGS, SelectedExport, select_export
from blogcli.extras import require


@dataclass(frozen=True, slots=True)
class Reading:
    """An open export: its format (a key of `detect.KINDS`), its name, and its values.

    `entries` can be read once. At its end it raises BlogError if there was no post. So does
    `outline`, which has the same posts; see `Options.outline`.
    `files` are all files of the export, including those without posts.
    """

    kind: str
    name: str
    entries: Iterator[ExportEntry]
    outline: Iterator[ExportEntry]
    files: Sequence[ExportFile] = ()

    @property
    def label(self) -> str:
        """The display name of the format."""
        return KINDS[self.kind].label


@contextmanager
def open_export(source: Path | BinaryIO, options: ReadOptions) -> Iterator[Reading]:
    """Open the export at a path (file, zip or folder) or on a stream, for a `with` block.

    Raises UsageError for a file that is not an export; BlogError for a broken or hostile file, or
    if the libraries of the `import` extra are missing. Nothing is ever downloaded.
    """
    require("import")
    if options.format != "auto" and options.format not in KINDS:
        raise UsageError(f"unknown kind of export {options.format!r}", f"known: {', '.join(KINDS)}")
    with gather(source) as files:
        name = str(source) if isinstance(source, Path) else "standard input"
        chosen = select_export(files, name, options.blog, options.format)
        if isinstance(source, Path) and chosen.kind == "takeout" and not chosen.settings:
            chosen = replace(chosen, settings=beside(source, SETTINGS))
        to_read = sum(file.size for file in chosen.files) * KINDS[chosen.kind].passes
        told = _meter(options.progress, to_read)
        read = [replace(file, told=told) for file in chosen.files]
        names = ", ".join(file.name for file in read)
        entries = _entries(replace(chosen, files=read), options)
        outline = _entries(chosen, replace(options, outline=True))
        yield Reading(chosen.kind, names, entries, outline, files)


def _meter(progress: Callable[[float], None], size: int) -> Callable[[int], None]:
    """Return a counter of the bytes read that reports the progress as a fraction from 0 to 1."""
    done = 0

    def add(count: int) -> None:
        nonlocal done
        done += count
        progress(min(1.0, done / max(1, size)))

    return add


def _entries(chosen: SelectedExport, options: ReadOptions) -> Iterator[ExportEntry]:
    read = import_module(KINDS[chosen.kind].module).read
    if chosen.settings is not None:
        read = partial(read, settings=chosen.settings)
    posts = 0
    for file in chosen.files:
        for entry in read(file, options):
            posts += isinstance(entry, ExportPost)
            yield entry
    if not posts:
        label = KINDS[chosen.kind].label
        raise BlogError(f"is a {label} without posts", HINT, path=chosen.files[0].name)
