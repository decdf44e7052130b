"""`blog tags`: all tags of the blog."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.command import Command
from blogcli.cli.options import where_option


@click.command("tags", cls=Command)
@where_option
@click.option("--format", "format_", type=click.Choice(["table", "tsv", "json"]), help="Form.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@pass_app
def command(app: App, where: str | None, format_: str | None, as_json: bool) -> None:
    """List all tags with how often and how lately they were used.

    \b
    Examples:
      blog tags
      blog tags --where 'since:2024'
      blog tags | sort -k2 -n
    """
    from blogcli.cli.tag_list import write_tags

    write_tags(app, where or "", "json" if as_json else format_)
