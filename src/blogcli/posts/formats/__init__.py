"""Front matter formats: parsing text to values, and edits that leave all else unchanged."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from blogcli.errors import Refused, Unreadable
from blogcli.posts.formats.fast import toml, yaml
from blogcli.posts.formats.limits import BY_HAND, Partial, check_depth, check_length
from blogcli.posts.formats.operations import Drop, Edit, Missing, Put, intended, steps, value_at
from blogcli.posts.model.conventions import FormatName
from blogcli.posts.model.document import Document, split
from blogcli.posts.model.values import Value, same

if TYPE_CHECKING:
    from blogcli.posts.formats.editor import Editor
    from blogcli.posts.formats.handler import Handler

__all__ = ["Drop", "Edit", "Loaded", "Put", "edit", "load", "load_simple"]

_HANDLERS: Mapping[str, tuple[str, str]] = {
    "yaml": ("yaml.handler", "YamlHandler"),
    "toml": ("toml.handler", "TomlHandler"),
    "json": ("json_object", "JsonHandler"),
    "headers": ("headers", "HeaderHandler"),
}

_EDITORS = {**_HANDLERS, "yaml": ("yaml.editor", "YamlEditor")}
"""Handlers edit too; importing that of YAML, with its parser, takes longer than an edit."""

_SIMPLE: Mapping[str, Callable[[str], dict[str, Value] | None]] = {
    "yaml": yaml.read_simple_yaml,
    "toml": toml.read_simple_toml,
}
"""Fast readers, which read most front matter in a fifth of the time of the format's parser."""


class Loaded(NamedTuple):
    """Front matter as values, keys in written order; `problem` if only a part could be read."""

    values: Mapping[str, Value]
    problem: str = ""
    line: int | None = None  # in the file, from 1


def load(document: Document) -> Loaded:
    """Parse the document's front matter; a fault is returned as `problem`, never raised."""
    if document.format == "none":
        return Loaded({})
    if document.format == "foreign":
        return Loaded({}, document.reason, 1)
    simple = load_simple(document)
    if simple is not None:
        return Loaded(simple)
    handler = _handler(document.format)
    try:
        check_length(document.meta)
        return Loaded(handler.load(document.meta))
    except Partial as fault:
        return Loaded(fault.values, fault.problem, document.line(fault.offset))


def load_simple(document: Document) -> Mapping[str, Value] | None:
    """Parse front matter with the fast reader; None if it needs the full parser or has a fault."""
    read = _SIMPLE.get(document.format)
    return read(document.meta) if read else None


def edit(
    document: Document,
    edits: Sequence[Edit],
    *,
    new_block: FormatName = "yaml",
    read: Mapping[str, Value] | None = None,
) -> Document:
    """Return the document with `edits` made in order and every other byte unchanged.

    The result is parsed again and compared, type by type. A document without front matter gets a
    block in the format `new_block` at its top. `read` are the document's values if all of them are
    known, so that it is not parsed for them. Raise Refused if the edit cannot be made in this way.
    """
    if document.format == "foreign":
        raise Refused(document.reason, BY_HAND, line=1)
    if document.format == "none":
        if not any(isinstance(wanted, Put) for wanted in edits):
            return document
        document = _with_block(document, new_block)
    before = load(document) if read is None else Loaded(read)
    values, meta = before.values, document.meta
    try:
        check_length(meta)
        for wanted in edits:
            if isinstance(wanted, Put):
                check_depth(wanted.value, len(wanted.key))
            for step in steps(wanted, values):
                meta, values = _made(document, meta, values, step)
    except Partial as fault:
        raise Refused(fault.problem, BY_HAND, line=document.line(fault.offset)) from None
    if meta == document.meta:
        if gone := [key for key in before.values if key not in values]:
            raise Refused(f"`{gone[0]}` comes from another mapping, by `<<`", BY_HAND)
        return document
    return _verified(document._replace(meta=meta), values, before.problem)


def _made(
    document: Document, meta: str, values: Mapping[str, Value], step: Edit
) -> tuple[str, Mapping[str, Value]]:
    """Return the text and the values after one step; a put of an equal value changes nothing."""
    editor = _editor(document.format)
    target = step
    if isinstance(step, Put):
        step, value = editor.settle(step, values)
        old = value_at(values, step.key)
        if not isinstance(old, Missing) and same(old, value):
            return meta, values
        target = Put(step.key, value)
    return editor.splice(meta, step, document.newline), intended(values, target)


def _verified(document: Document, values: Mapping[str, Value], problem: str) -> Document:
    """Return the document if its bytes are read back as intended; else raise Refused."""
    try:
        again = split(document.join(), headers=document.format == "headers")
    except (Unreadable, UnicodeEncodeError):
        raise Refused("the new value cannot be written into the front matter", BY_HAND) from None
    if again != document:
        raise Refused("the edit would change where the front matter ends", BY_HAND)
    loaded = load(again)
    if loaded.problem and not problem:
        raise Refused(f"the edit would break the front matter: {loaded.problem}", BY_HAND)
    for key in {**values, **loaded.values}:
        absent = key not in values or key not in loaded.values
        if absent or not same(values[key], loaded.values[key]):
            raise Refused(f"the edit would give `{key}` another value than intended", BY_HAND)
    return document


def _with_block(document: Document, name: FormatName) -> Document:
    """Return the document with an empty block at its top, and a blank line before a body."""
    editor, newline = _editor(name), document.newline
    opening, closing = (fence.replace("\n", newline).encode() for fence in editor.fences)
    blank = newline.encode()
    body = document.body
    if name == "headers":
        closing = blank if body else b""
    elif body and not body.startswith((b"\n", b"\r\n")):
        body = blank + body
    meta = editor.empty.replace("\n", newline)
    return Document(name, body, document.bom, opening, meta, closing)


@cache
def _handler(name: str) -> "Handler":
    """Return the format's handler; python-frontmatter and the parsers are imported on first use."""
    handler: Handler = _made_of(*_HANDLERS[name])
    return handler


@cache
def _editor(name: str) -> "Editor":
    editor: Editor = _made_of(*_EDITORS[name])
    return editor


def _made_of(module: str, name: str) -> Any:  # noqa: ANN401
    return getattr(import_module(f"{__name__}.{module}"), name)()
