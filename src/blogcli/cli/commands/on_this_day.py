"""`blog on-this-day`: the posts of this day in other years."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.options import Listing, listing_options
from blogcli.errors import ExitCode, UsageError
from blogcli.posts.model.fields import NEWEST_FIRST

_MOST_DAYS = 60


@click.command("on-this-day", cls=BlogCommand)
@click.argument("day", required=False, metavar="[DAY]")
@option("--within", metavar="DAYS", help="Days before and after it too, as 3d.")
@listing_options
@pass_app
def command(
    app: App,
    /,
    day: str | None,
    within: str | None,
    listing: Listing,
) -> ExitCode:
    """List the posts of this day in all years.

    DAY is a month and a day, as 11-28, or today (the default), yesterday or friday. The same as
    `blog list day:11-28`, on a terminal by year.

    \b
    Examples:
      blog on-this-day
      blog on-this-day 12-24 --within 3d
      blog on-this-day --json
    """
    from blogcli.cli.lists import list_found
    from blogcli.output.posts.records import TableLook
    from blogcli.posts.text.date_words import days_around

    days = days_around(day or "today", _number_of_days(within), app.now)
    shape = listing.shape._replace(look=TableLook(group="year"))
    query = "day:" + ",".join(days)
    count = list_found(app, (query, ""), NEWEST_FIRST, listing._replace(shape=shape))
    return listing.exit_code(count)


def _number_of_days(text: str | None) -> int:
    number = (text or "0").strip().lower().removesuffix("d")
    if not number.isdecimal() or int(number) > _MOST_DAYS:
        raise UsageError(f"{text!r} is no number of days up to {_MOST_DAYS}", "write it as 3d")
    return int(number)
