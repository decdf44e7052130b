"""Posts as records for scripts: the public fields, their order and their values."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from blogcli.errors import UsageError
from blogcli.output.json_value import cell
from blogcli.posts.model.fields import BY_NAME, FIELDS, RECORD_FIELDS, FieldKind
from blogcli.posts.model.summary import Summary, field_value, source_text
from blogcli.posts.model.values import nested
from blogcli.posts.text.json_text import JSON, to_json

SCHEMA = 1
"""Version of the record; incremented when a field is removed or changes its meaning."""

DEFAULT_FIELDS = "date,status,slug,title,path,tags"
"""The default columns of `tsv` and `csv`; tags last, since a shell's `read` joins empty cells."""


class Column(NamedTuple):
    """A requested field; `raw` returns its value from a post, as parsed.

    `kind` is None for a front matter key (`meta.KEY`), which may hold any type.
    """

    name: str
    kind: FieldKind | None
    raw: Callable[[Summary, datetime], object]

    def value(self, summary: Summary, now: datetime) -> JSON:
        """Return the value as JSON."""
        return to_json(self.raw(summary, now))

    def text(self, summary: Summary, now: datetime) -> str:
        """Return the value as one cell: a source as its name, others as `cell` does."""
        if self.kind is FieldKind.SOURCE:
            return source_text(summary.source)
        raw = self.raw(summary, now)
        return raw if isinstance(raw, str) else cell(to_json(raw))


class TableLook(NamedTuple):
    """How a table looks on a terminal: the columns to choose from, and the style of its dates.

    With a `group`, one of GROUPS, posts stand under headings.
    """

    columns: tuple[str, ...] = ()
    dates: str = ""
    group: str = ""


class OutputSpec(NamedTuple):
    """The requested output: the values of `--format`, `--fields`, `--template` and `-0`.

    `usual` names the default columns of `tsv` and `csv`; `extra` are columns that this command
    adds to the fields of a post. `look` holds for the table alone.
    """

    format: str | None = None
    fields: str | None = None
    template: str | None = None
    nul: bool = False
    usual: str = DEFAULT_FIELDS
    extra: tuple[Column, ...] = ()
    look: TableLook = TableLook()

    @property
    def end(self) -> str:
        """The record terminator: NUL or newline."""
        return "\0" if self.nul else "\n"

    @property
    def is_free(self) -> bool:
        """Whether no output option was given."""
        return self.format is self.fields is self.template is None and not self.nul

    def columns(self) -> tuple[Column, ...]:
        """Return the requested columns, or the default ones; raises UsageError like `columns`."""
        return columns(self.usual if self.fields is None else self.fields, self.extra)

    def record(self) -> tuple[Column, ...]:
        """Return the requested columns, or all columns."""
        return (*ALL, *self.extra) if self.fields is None else self.columns()


def _attribute(name: str) -> Callable[[Summary, datetime], object]:
    if "." in name:
        return lambda summary, now: field_value(summary, name)
    return lambda summary, now: getattr(summary, name)


_RAW = {field.name: _attribute(field.name) for field in FIELDS} | {"status": Summary.status}

ALL: tuple[Column, ...] = tuple(
    Column(field.name, field.kind, _RAW[field.name]) for field in RECORD_FIELDS
)


def record(summary: Summary, now: datetime) -> dict[str, JSON]:
    """Return all fields of a post, in the order of the field table, as JSON values.

    Dates are ISO 8601 text, as precise as in the file. Missing values are null, "" or [].
    """
    return {column.name: column.value(summary, now) for column in ALL}


def columns(names: str, extra: Sequence[Column] = ()) -> tuple[Column, ...]:
    """Return the fields named in `a,b,meta.key`, in that order.

    Raises UsageError, listing all fields, for an unknown name.
    """
    found = tuple(column(name.strip(), extra) for name in names.split(",") if name.strip())
    if not found:
        raise UsageError("no field given", _every_field())
    return found


def column(name: str, extra: Sequence[Column] = ()) -> Column:
    """Return the field with this name, or `meta.KEY` (dotted for nested keys), ignoring case."""
    for known in extra:
        if known.name == name.lower():
            return known
    field = BY_NAME.get(name.lower())
    if field:
        return Column(field.name, field.kind, _RAW[field.name])
    start, _, key = name.partition(".")
    if start.lower() == "meta" and key:
        return Column(name, None, lambda summary, now: nested(summary.meta, key))
    from blogcli.posts.text.suggest import did_you_mean

    hints = (did_you_mean(name, BY_NAME), _every_field())
    raise UsageError(f"unknown field {name!r}", " ".join(filter(None, hints)))


def _every_field() -> str:
    return f"fields: {', '.join(BY_NAME)}; any other front matter key as meta.KEY"
