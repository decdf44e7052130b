"""`blog schedule`: schedule posts for a future date."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand
from blogcli.cli.completion.candidates import complete_scheduling
from blogcli.cli.options import WriteOptions, selecting_options, writing_options
from blogcli.errors import UsageError


@click.command("schedule", cls=BlogCommand)
@click.argument("words", nargs=-1, metavar="POST… WHEN", shell_complete=complete_scheduling)
@selecting_options
@writing_options("Schedule {}")
@pass_app
def command(
    app: App, /, words: tuple[str, ...], where: str | None, nul: bool, writing: WriteOptions
) -> None:
    """Schedule posts for a future date.

    Sets the date to WHEN: 2026-12-24, '2026-12-24 08:00', friday, 'tomorrow 09:00' or +3d, in the
    blog's time zone. If the generator hides future posts (Hugo, Jekyll), the post is no longer a
    draft and is published by the first build after WHEN. If it does not (Zola), the post stays a
    draft until `blog publish --where is:due` runs, by hand or from cron. `blog list is:scheduled`
    lists the scheduled posts.

    \b
    Examples:
      blog schedule hello-world 'friday 08:00'
      blog schedule hello-world 2027-01-01T08:00:00+01:00 --dry-run
      blog list is:scheduled -s date
    """
    from blogcli.cli.apply_changes import apply_moves
    from blogcli.cli.select_posts import chosen_posts
    from blogcli.output.relative_dates import appointment
    from blogcli.posts.edit.publish import check_ahead, normalize_local_time
    from blogcli.posts.text import date_words
    from blogcli.store.operations.publish import PublishPlanner

    if not words or (len(words) < 2 and where is None):
        raise UsageError("no date given", "give WHEN after the POST, in quotes if it has spaces")
    blog = app.blog
    when = normalize_local_time(date_words.moment(words[-1], app.now), app.now)
    check_ahead(when, app.now)
    app.report_problems()
    posts = chosen_posts(app, words[:-1], where, nul)
    releases = PublishPlanner(blog, app.now)
    wanted = [releases.schedule(post, when) for post in posts]
    tail = f" for {appointment(when, app.now)}"
    apply_moves(app, releases.moves, wanted, writing, "Scheduled", tail)
    if posts and releases.stay_drafts:
        what = "it stays a draft" if len(posts) == 1 else "they stay drafts"
        app.terminal.say(
            f"The generator ({blog.layout.name}) does not hide future posts, so {what}."
            " When it is time: `blog publish --where is:due`"
        )
