"""`blog stats`: count posts and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, Number, option
from blogcli.cli.options import limit_option, one_format, query_argument, table_formats
from blogcli.posts.stats.count import GROUPED_BY

if TYPE_CHECKING:
    from blogcli.output.reports.stats import StatsReport

_STATUSES = ("published", "draft", "scheduled", "expired")

_ALL = ("year", "month", "weekday", "hour", "tag")


@click.command("stats", cls=BlogCommand)
@query_argument
@option("--by", type=click.Choice(list(GROUPED_BY)), help="Only these groups.")
@option(
    "--count",
    "counts",
    type=click.Choice(["posts", "words"]),
    default="posts",
    help="What bars are as long as. [default: posts]",
)
@limit_option("groups", least=1)
@table_formats("How to print the numbers.")
@option("--svg", metavar="FILE", help="Draw the bars as SVG into FILE, or - for stdout.")
@option(
    "--width",
    cls=Number,
    type=click.IntRange(min=20, max=1000),
    metavar="N",
    help="Cells of a line.",
)
@option("-y", "--yes", is_flag=True, help="Overwrite FILE, whatever it is.")
@pass_app
def command(
    app: App,
    /,
    query: tuple[str, ...],
    by: str | None,
    counts: str,
    limit: int | None,
    format_: str | None,
    as_json: bool,
    svg: str | None,
    width: int | None,
    yes: bool,
) -> None:
    """Count posts and words, and draw them.

    On a terminal: posts by year, month, weekday and hour, how long they are, the most weeks in a
    row with one and the longest silence, and the tags used most. In a pipe there is a line for each
    group: what it is by, its key, posts and words, with tabs between them. The
    words are those of posts with a date, if any has one: others are mostly pages.

    \b
    Examples:
      blog stats
      blog stats tag:go since:2020 --by month
      blog stats --by tag --count words -n 20
      blog stats --json | jq .words.median
      blog stats --svg years.svg
    """
    from blogcli.output.reports import stats as reports

    form = one_format(format_, as_json)
    text = " ".join(query)
    report = _report(app, text, by)._replace(by_words=counts == "words", limit=limit)
    if svg is not None:
        from blogcli.cli.chart_file import write_chart
        from blogcli.output.charts.svg import bars_svg

        kind = by or "year"
        bars = [
            (group.key, group.words if counts == "words" else group.posts)
            for group in report.groups.get(kind, ())[:limit]
        ]
        write_chart(app, svg, bars_svg(f"{counts} by {kind}".capitalize(), bars), yes=yes)
        return
    on_screen = app.terminal.stdout_is_tty or width is not None
    if form == "json":
        reports.write_stats_json(app.terminal, report)
    elif form == "tsv" or (form is None and not on_screen):
        reports.write_stats_tsv(app.terminal, report)
    else:
        from blogcli.cli.pager import paged

        with paged(app) as terminal:
            cells = width or terminal.width
            if by:
                reports.write_group(terminal, report, by, cells)
            else:
                reports.write_stats(terminal, report, cells)


def _report(app: App, query: str, by: str | None) -> StatsReport:
    """Return what is counted of the posts that match a query."""
    from blogcli.cli.select_posts import select_each
    from blogcli.output.reports.stats import StatsReport
    from blogcli.posts.stats import count, rhythm

    kinds = (by,) if by else _ALL
    fields = {name for kind in kinds for name in GROUPED_BY[kind]}
    posts = select_each(app, query, {*count.READ, *fields})
    tally = count.tally_posts(posts, app.now.timestamp(), app.blog.conventions.zone, fields)
    groups = {kind: count.by_group(tally, kind) for kind in kinds}
    if not by and not tally.have_hours:
        groups["hour"] = []
    today, dated = app.now.date(), [day for day, *_ in tally.dated]
    days = rhythm.public_days(tally, today)
    return StatsReport(
        query=query,
        posts=len(tally.days),
        undated=tally.days.count(None),
        status={name: len(tally.statuses.get(name, ())) for name in _STATUSES},
        groups=groups,
        months=count.months_of_year(tally),
        lengths=tally.lengths,
        run=rhythm.longest_run(days, today),
        silence=rhythm.longest_silence(days),
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
    )
