"""The numbers of a blog: charts on a terminal, TSV in a pipe, JSON."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from blogcli.output.cell_width import cell_width, cut
from blogcli.output.charts.bars import bar, can_draw, sparkline
from blogcli.output.json_value import write_value
from blogcli.output.terminal import Terminal, visible
from blogcli.output.text_table import write_rows
from blogcli.posts.stats.count import WEEKDAYS, Group, Lengths
from blogcli.posts.stats.rhythm import Run, Silence
from blogcli.posts.text.counted import counted
from blogcli.posts.text.json_text import JSON

SCHEMA = 1

_TAGS_SHOWN = 8
_NARROWEST_BAR = 8
_MONTHS = "JFMAMJJASOND"


class StatsReport(NamedTuple):
    """What is counted of the posts that match a query.

    `groups` has those of each kind, in the order of the report; `months` are the posts of each
    month of the year, whatever the year.
    """

    query: str
    posts: int
    undated: int
    status: Mapping[str, int]
    groups: Mapping[str, Sequence[Group]]
    months: Sequence[int]
    lengths: Lengths
    run: Run
    silence: Silence
    first: date | None
    last: date | None
    by_words: bool = False
    limit: int | None = None


def write_stats_json(terminal: Terminal, report: StatsReport) -> None:
    """Write everything as one JSON object."""
    words, run, silence = report.lengths, report.run, report.silence
    value: dict[str, JSON] = {
        "schema": SCHEMA,
        "query": report.query,
        "posts": report.posts,
        "undated": report.undated,
        "status": dict(report.status),
        "first": _iso(report.first),
        "last": _iso(report.last),
        "words": {
            "total": words.total,
            "median": words.median,
            "p25": words.p25,
            "p75": words.p75,
            "max": words.most,
            "longest": words.longest or None,
        },
        "by": {
            kind: [_record(group) for group in groups] if groups else None
            for kind, groups in report.groups.items()
            if kind != "tag"
        },
        "tags": [
            {**_record(group), "first": _iso(group.first), "last": _iso(group.last)}
            for group in report.groups.get("tag", ())
        ],
        "run": {
            "unit": "week",
            "longest": run.longest,
            "until": _iso(run.until),
            "current": run.current,
        },
        "silence": {
            "days": silence.days,
            "from": _iso(silence.start),
            "to": _iso(silence.end),
        },
    }
    write_value(terminal, value)


def _record(group: Group) -> dict[str, JSON]:
    return {"key": group.key, "posts": group.posts, "words": group.words}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def write_stats_tsv(terminal: Terminal, report: StatsReport) -> None:
    """Write a line for each group: what it is a group by, its key, posts and words."""
    rows = (
        (kind, group.key, str(group.posts), str(group.words))
        for kind, groups in report.groups.items()
        for group in groups[: report.limit]
    )
    write_rows(terminal, rows)


def write_stats(terminal: Terminal, report: StatsReport, width: int) -> None:
    """Write the summary and the charts, no line wider than `width` cells."""
    pen = _Pen(terminal, width, can_draw(terminal), by_words=report.by_words)
    lines = [*_head(report, width), ""]
    lines += [*pen.bars(report.groups.get("year", ())[: report.limit]), ""]
    lines += _rhythm(report, pen)
    shown = report.limit or _TAGS_SHOWN
    for kind, groups in report.groups.items():
        if kind in ("year", "month", "weekday", "hour") or not groups:
            continue
        lines += ["", *pen.bars(groups[:shown])]
        if left := len(groups) - shown:
            lines += [terminal.styled(f"  and {left} more", "dim")] if left > 0 else []
    _write_lines(terminal, lines)


def write_group(terminal: Terminal, report: StatsReport, by: str, width: int) -> None:
    """Write the bars of one kind of groups, no line wider than `width` cells."""
    pen = _Pen(terminal, width, can_draw(terminal), by_words=report.by_words)
    groups = report.groups[by][: report.limit]
    _write_lines(terminal, [*_head(report, width), "", *pen.bars(groups)])


class _Pen(NamedTuple):
    """How charts are drawn."""

    terminal: Terminal
    width: int
    blocks: bool
    by_words: bool

    def bars(self, groups: Sequence[Group]) -> Iterator[str]:
        """Yield a line for each group: its key, a bar, and its number."""
        if not groups:
            return
        values = [group.words if self.by_words else group.posts for group in groups]
        keys = [visible(group.key) for group in groups]
        numbers = [f"{value:,}" for value in values]
        right = max(map(len, numbers))
        room = self.width - right - 5
        left = min(max(map(cell_width, keys)), max(room - _NARROWEST_BAR, 4))
        for key, value, number in zip(keys, values, numbers, strict=True):
            name = cut(key, left)
            drawn = bar(value, max(values), room - left, blocks=self.blocks)
            pad = " " * (left - cell_width(name)), " " * (room - left - len(drawn))
            used = 1 + cell_width(name) + len(pad[0]) + 2 + len(drawn) + len(pad[1]) + 2 + right
            line = f" {name}{pad[0]}  {self.drawn(drawn)}{pad[1]}  {number:>{right}}"
            yield line if used <= self.width else f" {name}  {number}"

    def drawn(self, text: str) -> str:
        """Return what is drawn in its color."""
        return self.terminal.styled(text, "cyan")


def _head(report: StatsReport, width: int) -> list[str]:
    """Return the first lines: how many of each status, words, and from when to when."""
    parts = [counted(report.posts, "post", form=",")]
    parts += [
        f"{count:,} {status}{'s' * (status == 'draft' and count != 1)}"
        for status, count in report.status.items()
        if count or status in ("published", "draft", "scheduled")
    ]
    parts.append(counted(report.lengths.total, "word", form=","))
    if report.first and report.last:
        parts.append(f"{report.first} to {report.last}")
    if report.undated:
        parts.append(f"{report.undated:,} without a date")
    lines = [""]
    for part in parts:
        if lines[-1] and len(lines[-1]) + 3 + len(part) > width:
            lines.append("")
        lines[-1] += f" · {part}" if lines[-1] else part
    return lines


def _rhythm(report: StatsReport, pen: _Pen) -> Iterator[str]:
    """Yield what is told of months, weekdays, hours, lengths, runs and silence."""
    if report.first is None:
        yield " No post has a date"
        return
    rows: list[tuple[str, str, str]] = []
    if "month" in report.groups or len(report.groups) > 1:
        line = sparkline(report.months, blocks=pen.blocks)
        rows.append(("by month", line, f"  {_MONTHS}"))
    if days := report.groups.get("weekday"):
        line = sparkline([group.posts for group in days], blocks=pen.blocks)
        most = max(days, key=lambda group: group.posts)
        told = f"{WEEKDAYS[0]} to {WEEKDAYS[-1]}, most on {most.key}"
        rows.append(("by weekday", line, f"  {told}"))
    if hours := report.groups.get("hour"):
        line = sparkline([group.posts for group in hours], blocks=pen.blocks)
        rows.append(("by hour", line, "  0 to 23"))
    words = report.lengths
    middle = f"median {words.median:,} · middle half {words.p25:,} to {words.p75:,}"
    rows.append(("words", "", middle))
    rows.append(("longest", "", f"{words.most:,} ({visible(words.longest)})"))
    if report.run.longest > 1:
        now = f", {report.run.current} now" if report.run.current else ""
        told = f"{report.run.longest} weeks in a row, to {report.run.until}{now}"
        rows.append(("best run", "", told))
    if report.silence.days > 1:
        silence = report.silence
        told = f"{silence.days:,} days, {silence.start} to {silence.end}"
        rows.append(("silence", "", told))
    for name, line, told in rows:
        whole = f" {name:<11}{line}{told}"
        fits = cell_width(whole) <= pen.width
        yield f" {name:<11}{pen.drawn(line)}{told}" if fits else cut(whole, pen.width)


def _write_lines(terminal: Terminal, lines: Sequence[str]) -> None:
    terminal.write("\n".join(_without_gaps(lines)) + "\n")


def _without_gaps(lines: Sequence[str]) -> list[str]:
    """Return the lines with at most one empty one between others, and none at the ends."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return kept
