"""`blog calendar`: posts by day."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.options import one_format, table_formats, within_option
from blogcli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from blogcli.posts.stats.count import Counted

_ICAL = "BEGIN:VCALENDAR"


@click.command("calendar", cls=BlogCommand)
@click.argument("when", required=False, metavar="[WHEN]")
@within_option
@option("--heat", is_flag=True, help="Draw the year as a map of its days.")
@option("--svg", metavar="FILE", help="Draw that map as SVG into FILE, or - for stdout.")
@option(
    "--ics",
    metavar="FILE",
    help="Write scheduled posts and dated drafts as iCalendar into FILE, or - for stdout.",
)
@table_formats("How to print the days.")
@option("-y", "--yes", is_flag=True, help="Overwrite FILE, whatever it is.")
@pass_app
def command(
    app: App,
    /,
    when: str | None,
    where: str | None,
    heat: bool,
    svg: str | None,
    ics: str | None,
    format_: str | None,
    as_json: bool,
    yes: bool,
) -> None:
    """Show the days that have posts.

    WHEN is a year or a month, as 2026 or 2026-11; this month without it, and this year for a map.
    A full circle marks a published post, a half one a scheduled post, an empty one a draft with a
    date. The file of --ics has all that is to come, or what is in WHEN; a calendar program can
    subscribe to it.

    \b
    Examples:
      blog calendar
      blog calendar 2026 --heat
      blog calendar 2026-11 --where tag:go
      blog calendar --ics posts.ics
    """
    from blogcli.output.reports import calendar as reports
    from blogcli.posts.stats.calendar import in_period, period

    form = one_format(format_, as_json)
    today = app.now.date()
    by_year = heat or svg is not None
    span = period(when or (str(today.year) if by_year else ""), today)
    if by_year and len(span.name) != 4:
        raise UsageError(f"a map shows a year, not {span.name}", f"write {span.first.year}")
    posts = _posts(app, where or "")
    if ics is not None:
        _write_ics(app, in_period(posts, span) if when else posts, ics, yes=yes)
        return
    found = in_period(posts, span)
    days = Counter(one.day for one in found if one.day)
    if svg is not None:
        from blogcli.cli.chart_file import write_chart
        from blogcli.output.charts.svg import heat_svg

        write_chart(app, svg, heat_svg(f"Posts of {span.name}", span.first.year, days), yes=yes)
    elif form == "json":
        reports.write_calendar_json(app.terminal, found)
    elif form == "tsv" or (form is None and not app.terminal.stdout_is_tty and not heat):
        reports.write_calendar_tsv(app.terminal, found)
    elif heat:
        reports.write_heat(app.terminal, span.first.year, days)
    else:
        from blogcli.cli.pager import paged

        with paged(app) as terminal:
            reports.write_calendar(terminal, span, found)


def _posts(app: App, query: str) -> Iterator[Counted]:
    from blogcli.cli.select_posts import select_each
    from blogcli.posts.stats.count import READ, counted_posts

    posts = select_each(app, query, {*READ, "path", "title", "url"})
    return counted_posts(posts, app.now.timestamp(), app.blog.conventions.zone)


def _write_ics(app: App, posts: Iterable[Counted], name: str, *, yes: bool) -> None:
    """Write what is to come: scheduled posts, and drafts that have a date."""
    from blogcli.cli.chart_file import write_chart
    from blogcli.exchange.writers.icalendar import CalendarEvent, calendar_file

    conventions = app.blog.conventions
    events = []
    for one in posts:
        when = one.post.date
        if one.status not in ("scheduled", "draft") or when is None:
            continue
        if isinstance(when, datetime) and when.tzinfo is None:
            when = when.replace(tzinfo=conventions.zone_of(when))
        title = one.post.title or one.slug
        events.append(CalendarEvent(one.post.path, when, title, one.status, one.post.url or ""))
    title = app.blog.config.text("title") or app.blog.place.rpartition("/")[2]
    write_chart(app, name, calendar_file(title, events, app.now), yes=yes, mark=_ICAL)
