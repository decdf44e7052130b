"""Turn a pasted clipping into the parts of a new post."""

from __future__ import annotations

from dataclasses import dataclass

from blogcli.cli.app import App
from blogcli.errors import UsageError
from blogcli.posts.formats import Edit, Put
from blogcli.posts.model.values import Value
from blogcli.posts.text.date_formats import When


@dataclass(frozen=True, slots=True)
class Clipping:
    """The parts of a clipping; `edits` set its author and its source."""

    title: str
    date: When | None
    labels: tuple[str, ...]
    edits: tuple[Edit, ...]
    body: str


def clipping(app: App, name: str, body: str | None, body_file: str | None) -> Clipping:
    """Read a clipping from a file, or stdin for `-`. Raises UsageError if a body is given too."""
    from blogcli.exchange.plan.post_file import source_record
    from blogcli.exchange.readers.clipping import clip

    if body is not None or body_file is not None:
        raise UsageError("--from-clip and a body cannot be combined", "give the text in one way")
    if name == "-":
        text = app.terminal.stdin.read()
    else:
        text = (app.cwd / name).read_text(encoding="utf-8-sig", errors="replace")
    found = clip(text)
    said: dict[str, Value] = {"author": found.author} if found.author else {}
    if found.source:
        said["source"] = source_record(found.source)
    edits = tuple(Put((key,), value) for key, value in said.items())
    return Clipping(found.title, found.date, found.labels, edits, found.body)
