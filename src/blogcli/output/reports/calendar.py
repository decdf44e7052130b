"""A calendar of posts: the days of a month, or a heat map of a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from blogcli.output.cell_width import cut
from blogcli.output.charts.bars import can_draw
from blogcli.output.json_value import write_value
from blogcli.output.status_style import STATUS
from blogcli.output.terminal import Terminal, visible
from blogcli.output.text_table import write_rows
from blogcli.posts.stats.calendar import Period, gaps
from blogcli.posts.stats.count import WEEKDAYS, Counted

_MARKS = {"published": "●", "scheduled": "◐", "draft": "○", "expired": "◌"}
_PLAIN_MARKS = {"published": "*", "scheduled": ">", "draft": "o", "expired": "x"}
_HEAT, _PLAIN_HEAT = "·▪■", ".o#"
_GAP = 7
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def write_calendar(terminal: Terminal, span: Period, posts: Sequence[Counted]) -> None:
    """Write a line for each post of the period, with the long times between them."""
    marks = _MARKS if can_draw(terminal) else _PLAIN_MARKS
    lines = [terminal.styled(span.name, "bold")]
    empty, before = gaps(posts, _GAP), None
    for place, one in enumerate(posts):
        assert one.day is not None
        if place in empty:
            told = f"{'':13}{empty[place]} days without a post"
            lines.append(terminal.styled(told, "dim"))
        day = f"{WEEKDAYS[one.day.weekday()]} {one.day.day:>2}"
        day = f"{day} {_MONTHS[one.day.month - 1]}" if len(span.name) == 4 else day
        shown = day if one.day != before else " " * len(day)
        before = one.day
        mark = terminal.styled(marks[one.status], STATUS[one.status][1])
        title = visible(one.post.title or one.slug)
        lines.append(f" {shown}  {mark} {cut(title, max(terminal.width - len(day) - 6, 10))}")
    if not posts:
        lines.append(terminal.styled(" no post is dated then", "dim"))
    terminal.write("\n".join(lines) + "\n")


def write_heat(terminal: Terminal, year: int, counts: Mapping[date, int]) -> None:
    """Write a heat map of a year: a column for each week, a row for each weekday.

    A day with one post has a small mark, one with more a large one; narrow terminals have two
    halves of the year below each other.
    """
    glyphs = _HEAT if can_draw(terminal) else _PLAIN_HEAT
    first = date(year, 1, 1)
    weeks = (date(year, 12, 31) - first).days + first.weekday()
    total = weeks // 7 + 1
    parts = [range(total)] if terminal.width >= total + 5 else _halves(total)
    lines = [terminal.styled(str(year), "bold")]
    for part in parts:
        lines.append("    " + _month_names(year, part))
        for weekday, name in enumerate(WEEKDAYS):
            cells = ""
            for week in part:
                day = first + timedelta(days=7 * week + weekday - first.weekday())
                count = counts.get(day, 0)
                cell = glyphs[min(count, 2)] if day.year == year else " "
                cells += terminal.styled(cell, "cyan" if count else "dim") if cell != " " else " "
            lines.append(f"{name if weekday % 2 == 0 else '':<4}{cells}".rstrip())
    terminal.write("\n".join(lines) + "\n")


def _halves(total: int) -> list[range]:
    middle = (total + 1) // 2
    return [range(middle), range(middle, total)]


def _month_names(year: int, weeks: range) -> str:
    """Return the names of the months over the weeks in which they begin."""
    first = date(year, 1, 1)
    line = ""
    for month, name in enumerate(_MONTHS, 1):
        week = ((date(year, month, 1) - first).days + first.weekday()) // 7
        if week in weeks and week - weeks.start >= len(line):
            line = line.ljust(week - weeks.start) + name + " "
    return line.rstrip()


def write_calendar_tsv(terminal: Terminal, posts: Sequence[Counted]) -> None:
    """Write a line for each post: date, status, slug and title."""
    write_rows(
        terminal, ([one["date"], one["status"], one["slug"], one["title"]] for one in _rows(posts))
    )


def write_calendar_json(terminal: Terminal, posts: Sequence[Counted]) -> None:
    """Write an array of the posts."""
    write_value(terminal, [dict(row) for row in _rows(posts)])


def _rows(posts: Sequence[Counted]) -> list[dict[str, str]]:
    return [
        {
            "date": one.post.date.isoformat() if one.post.date else "",
            "status": one.status,
            "slug": one.slug,
            "title": one.post.title,
            "path": one.post.path,
        }
        for one in posts
    ]
