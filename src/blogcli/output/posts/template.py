r"""Parse and fill user templates such as `{date:%Y-%m-%d} {slug}\t{title}`; they run no code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from blogcli.errors import UsageError
from blogcli.output.json_value import cell
from blogcli.output.posts.records import Column, OutputSpec, column
from blogcli.output.terminal import Terminal, visible
from blogcli.posts.model.fields import FieldKind
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.date_formats import parse_date
from blogcli.posts.text.dates import iso
from blogcli.posts.text.json_text import to_json

_TOKEN = re.compile(r"\{\{|\}\}|\\[nt\\]|\{([^{}]*)\}|[{}]")
_SPELLED = {"{{": "{", "}}": "}", r"\n": "\n", r"\t": "\t", "\\\\": "\\"}

_TEXT_SPEC = re.compile(r"(?:[^{}]?[<>^])?(?:[1-9][0-9]{0,3})?(?:\.[0-9]{1,4})?")
"""The allowed part of format() specs for text: fill, alignment, width, `.` maximum length."""

_DATE_SPEC = re.compile(r"(?:[^%]|%-?[aAbBcdeFHIjmMpSTuUVwWxXyYzZfGD%])+")
"""The strftime directives that are the same on every system, and `-` for no leading zero."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A field in a template, with its format spec."""

    column: Column
    spec: str

    def fill(self, summary: Summary, now: datetime, clean: Callable[[str], str]) -> str:
        """Return the field's value of one post, cleaned, then formatted by the spec."""
        raw = self.column.raw(summary, now)
        if "%" in self.spec:
            when = parse_date(raw) if isinstance(raw, str) else raw
            return clean(when.strftime(self.spec) if isinstance(when, date) else cell(to_json(raw)))
        if isinstance(raw, date):
            text = iso(raw)
        elif isinstance(raw, (list, tuple)):
            text = ", ".join(cell(to_json(value)) for value in raw)
        else:
            text = self.column.text(summary, now)
        return format(clean(text), self.spec)


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed template: a sequence of plain text and fields."""

    parts: tuple[str | Placed, ...]

    def fill(
        self, summary: Summary, now: datetime, clean: Callable[[str], str] = lambda text: text
    ) -> str:
        """Return the template filled with one post; `clean` is applied to values only."""
        return "".join(
            part if isinstance(part, str) else part.fill(summary, now, clean) for part in self.parts
        )


def parse_template(text: str, extra: Sequence[Column] = ()) -> Template:
    r"""Parse a template: `{field}`, `{field:spec}`, `{meta.key}`; escapes `{{ }} \n \t \\`.

    A spec with `%` is for dates (strftime), others for text (`<20`, `>5`, `.30`). Raises UsageError
    for an unknown field, an invalid spec, or a single brace.
    """
    parts: list[str | Placed] = []
    end = 0
    for token in _TOKEN.finditer(text):
        parts.append(text[end : token.start()])
        end = token.end()
        if token[0] in _SPELLED:
            parts.append(_SPELLED[token[0]])
        elif token[1] is not None:
            parts.append(_placed(token[1], extra))
        else:
            raise UsageError(
                f"unmatched '{token[0]}' at character {token.start() + 1} of the template",
                f"write {token[0] * 2} for a literal brace, {{title}} for a field",
            )
    return Template((*parts, text[end:]))


def write_template(
    terminal: Terminal, summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> None:
    """Write `shape.template` once per post, each terminated by a newline (or NUL)."""
    template = parse_template(shape.template or "", shape.extra)
    for summary in summaries:
        clean = visible if terminal.stdout_is_tty else str
        terminal.write(template.fill(summary, now, clean) + shape.end)


def _placed(inside: str, extra: Sequence[Column]) -> Placed:
    name, _, spec = inside.partition(":")
    found = column(name.strip(), extra)
    if "%" in spec:
        fits = found.kind in (FieldKind.WHEN, None) and _is_date_spec(spec)
    else:
        fits = bool(_TEXT_SPEC.fullmatch(spec))
    if not fits:
        raise UsageError(
            f"'{spec}' is not a format for {found.name}",
            "dates take strftime's, as {date:%d %b %Y}; others a width or a cut, "
            "as {title:<40}, {words:>6}, {title:.30}",
        )
    return Placed(found, spec)


def _is_date_spec(spec: str) -> bool:
    if not _DATE_SPEC.fullmatch(spec):
        return False
    try:
        date(2000, 1, 1).strftime(spec)
    except ValueError:  # the system's strftime does not support it
        return False
    return True
