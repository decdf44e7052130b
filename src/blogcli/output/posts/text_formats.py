"""Write posts in text formats: TSV, CSV, JSON, JSON Lines, YAML, slugs, paths, counts, plain.

In a pipe, values are written unchanged; on a terminal, their control characters are escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from blogcli.output.json_value import encode_json
from blogcli.output.posts.records import OutputSpec
from blogcli.output.terminal import Terminal, visible
from blogcli.output.text_table import cleaner, write_line
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.json_record import RecordText, record_lines
from blogcli.posts.text.json_text import JSON, to_json

_AT_ONCE = 200
"""Records per write."""


def write_tsv(
    terminal: Terminal, summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> None:
    r"""Write one line per post, no header; tab, newline, return and backslash as `\t \n \r \\`."""
    shown = shape.columns()
    for summary in summaries:
        write_line(terminal, (column.text(summary, now) for column in shown), shape.end)


def write_csv(
    terminal: Terminal, summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> None:
    """Write RFC 4180 CSV: a header line, CRLF line ends, quotes where needed."""
    import csv

    shown = shape.columns()
    clean = cleaner(terminal)
    writer = csv.writer(terminal)
    writer.writerow([column.name for column in shown])
    for summary in summaries:
        writer.writerow([clean(column.text(summary, now)) for column in shown])


def write_json(
    terminal: Terminal, summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> None:
    """Write an array of records, indented on a terminal, one per line in a pipe."""
    indent = 2 if terminal.stdout_is_tty else None
    values = _records(summaries, shape, now)
    _write_array(terminal, (encode_json(terminal, value, indent) for value in values))


def write_jsonl(
    terminal: Terminal, summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> None:
    """Write one record per line (jsonlines.org)."""
    for value in _records(summaries, shape, now):
        terminal.write(encode_json(terminal, value, None) + shape.end)


def takes_texts(terminal: Terminal, shape: OutputSpec) -> bool:
    """Return whether cached record texts can be written unchanged, by `write_texts`."""
    whole = (
        shape.fields is shape.template is None
        and not shape.extra
        and shape.format in ("json", "jsonl")
    )
    return whole and terminal.utf8 and not terminal.stdout_is_tty


def write_texts(
    terminal: Terminal, texts: Iterable[RecordText], shape: OutputSpec, now: datetime
) -> None:
    """Write cached record texts, with the same result as `write_json` or `write_jsonl`."""
    is_array = shape.format == "json"
    before = b"[\n  " if is_array else b""
    between = b",\n  " if is_array else shape.end.encode()
    lines = record_lines(texts, now.timestamp())
    while some := [*islice(lines, _AT_ONCE)]:
        terminal.write_bytes(before + between.join(some))
        before = between
    if is_array:
        terminal.write("[]\n" if before != between else "\n]\n")
    elif before == between:
        terminal.write(shape.end)


def _write_array(terminal: Terminal, texts: Iterable[str]) -> None:
    before = "[\n  "
    for text in texts:
        terminal.write(before + text.replace("\n", "\n  "))
        before = ",\n  "
    terminal.write("[]\n" if before.startswith("[") else "\n]\n")


def write_yaml(
    terminal: Terminal, summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> None:
    """Write a YAML list of records."""
    empty = True
    for value in _records(summaries, shape, now):
        record = to_json(value)
        text = _yaml(record, unicode=terminal.utf8)
        if terminal.stdout_is_tty and visible(text, newline=True) != text:
            text = _yaml(record, unicode=False)
        terminal.write(text)
        empty = False
    if empty:
        terminal.write("[]\n")


def write_slugs(
    terminal: Terminal, summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> None:
    """Write the slug of each post."""
    _write_each(terminal, (summary.slug for summary in summaries), shape.end)


def write_paths(
    terminal: Terminal, summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> None:
    """Write the path of each post."""
    _write_each(terminal, (summary.path for summary in summaries), shape.end)


def _write_each(terminal: Terminal, texts: Iterable[str], end: str) -> None:
    clean = cleaner(terminal)
    for text in texts:
        terminal.write(clean(text) + end)


def write_count(
    terminal: Terminal, summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> None:
    """Write the number of posts."""
    terminal.write(f"{sum(1 for _ in summaries)}\n")


def write_plain(
    terminal: Terminal, summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> None:
    """Write one readable line per post, no color: day, status unless published, title, tags."""
    shown = shape.columns() if shape.fields is not None else None
    for summary in summaries:
        words = (column.text(summary, now) for column in shown) if shown else _words(summary, now)
        line = "  ".join(word.replace("\n", " ") for word in words if word)
        terminal.write(visible(line) + shape.end)


def _words(summary: Summary, now: datetime) -> Iterator[str]:
    day = f"{summary.date:%Y-%m-%d}" if summary.date else ""
    status = summary.status(now)
    yield f"{day:10}"
    yield f"({status})" if status != "published" else ""
    yield summary.title or summary.slug
    yield ", ".join(summary.tags)


def _records(
    summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> Iterator[dict[str, object]]:
    """Yield the fields of each post with raw values; the encoders convert them to JSON."""
    shown = shape.record()
    for summary in summaries:
        yield {column.name: column.raw(summary, now) for column in shown}


def _yaml(record: JSON, *, unicode: bool) -> str:
    """Return the record as a YAML list item."""
    import yaml

    def dump(dumper: type[yaml.SafeDumper], *, as_is: bool) -> str:
        return yaml.dump(
            [record], Dumper=dumper, allow_unicode=as_is, sort_keys=False, width=1_000_000
        )

    try:
        return dump(getattr(yaml, "CSafeDumper", yaml.SafeDumper), as_is=unicode)
    except UnicodeEncodeError:  # libyaml rejects a lone surrogate; PyYAML escapes it
        return dump(yaml.SafeDumper, as_is=False)
