"""`blog config`: show and change settings."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogGroup, option
from blogcli.cli.completion.candidates import complete_setting_name
from blogcli.cli.options import WriteOptions, dry_run_option
from blogcli.errors import BlogError, NotFound, UsageError

USER = option("--user", is_flag=True, help="Use your own settings file, for all blogs.")


@click.group("config", cls=BlogGroup, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Show and change settings.

    The settings of a blog are in its blog.toml, your own settings for all blogs in
    ~/.config/blogcli/config.toml; both files are optional. Environment variables take precedence.
    Settings that run programs, such as editor and pager, count only in your own file.

    \b
    Examples:
      blog config
      blog config get timezone
      blog config set queries.stale 'is:draft before:90d'
      blog config set editor 'code --wait'
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@command.command("list")
@pass_app
def list_(app: App) -> None:
    """List all settings with their values and origins."""
    _tell_of_urls(app)
    from blogcli.output.reports.report import ReportColumn, write_report

    columns = [
        ReportColumn("name", "name", style="bold"),
        ReportColumn("value", "value"),
        ReportColumn("from", "from", style="dim"),
    ]
    rows = [
        (name, value if isinstance(value, str) else ", ".join(value), origin)
        for name, value, origin in app.config.listed()
    ]
    write_report(app.terminal, columns, rows)


@command.command("get")
@click.argument("name", shell_complete=complete_setting_name)
@pass_app
def get(app: App, name: str) -> None:
    """Print the value of a setting; a list one item per line."""
    value = app.config.get(name)
    for text in (value,) if isinstance(value, str) else value:
        app.terminal.write_safe(text + "\n")


@command.command("set")
@click.argument("name", shell_complete=complete_setting_name)
@click.argument("value")
@USER
@dry_run_option
@pass_app
def set_(app: App, name: str, value: str, user: bool, dry_run: bool) -> None:
    """Set a setting; separate the items of a list with commas."""
    table, _, own = name.partition(".")
    if table == "queries" and own:
        _check_query(app, own, value)
    if table == "aliases" and own:
        _check_alias(app, own, value)
    _write(app, name, value, user=user, dry_run=dry_run)


@command.command("unset")
@click.argument("name", shell_complete=complete_setting_name)
@USER
@dry_run_option
@pass_app
def unset(app: App, name: str, user: bool, dry_run: bool) -> None:
    """Remove a setting from the file, back to its default."""
    _write(app, name, None, user=user, dry_run=dry_run)


def _tell_of_urls(app: App) -> None:
    """Say why the addresses of posts are not known, or begin with a slash."""
    try:
        addresses = app.blog.addresses
    except NotFound:
        return
    hint = "`blog config set permalink '/{date:%Y/%m}/{slug}/'` sets them"
    if addresses.why_unknown:
        app.terminal.say(f"URLs are unknown: {addresses.why_unknown}; {hint}")
    elif not addresses.origin:
        app.terminal.say("URLs begin with /: the site's address is unknown; `url` sets it")


def _check_query(app: App, name: str, text: str) -> None:
    """Raise QueryError for a query that would be invalid if saved under that name."""
    from blogcli.posts.query.evaluate import parse_query

    parse_query(text, now=app.now, saved={**app.config.queries, name: text})


def _check_alias(app: App, name: str, text: str) -> None:
    """Raise UsageError for an alias that would never be used, or could not be expanded."""
    from blogcli.cli.main import root
    from blogcli.cli.naming.aliases import alias_words, expanded, own_aliases

    if name in root.names:
        raise UsageError(f"'{name}' is a command of blog", "give the alias another name")
    own = {**own_aliases(app.environ), name: alias_words(name, text)}
    expanded(name, [""] * 9, own, root.names)


def _write(app: App, name: str, value: str | None, *, user: bool, dry_run: bool) -> None:
    from blogcli.cli.apply_changes import apply_changes, show_diff
    from blogcli.store.history.history import write_files
    from blogcli.store.settings.edit import set_settings
    from blogcli.store.settings.load import BLOG_FILE
    from blogcli.store.settings.schema import setting_named
    from blogcli.store.settings.user_file import user_file

    is_mine = setting_named(name).from_user == "always"
    user = user or is_mine
    if user:
        own = user_file(app.environ)
        if own is None:
            raise NotFound("no home folder for your settings", "set $XDG_CONFIG_HOME")
        file = app.cwd / own
    else:
        file = app.blog.root / BLOG_FILE
    try:
        change = set_settings(file, {name: value})
    except BlogError as error:
        error.path = error.path or (str(file) if user else BLOG_FILE)
        raise
    if is_mine:
        app.terminal.say(f"{name} is set for all blogs, in {file}")
    if change.before == change.after:
        app.terminal.say("Nothing to change")
    elif dry_run:
        show_diff(app, file.parent, [change])
    elif user:
        write_files(file.parent, [change])
    else:
        apply_changes(app, [change], WriteOptions(), "")
