"""`blog search`: words to posts, the best first, with the words where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.command import Command
from blogcli.cli.complete import complete_query
from blogcli.cli.options import nul_option, record_options
from blogcli.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from blogcli.posts.snippets import Snippet
    from blogcli.posts.summary import Summary

FIELDS = "date,status,slug,title,tags,path,snippet"
"""The columns of `tsv` and `csv` where none were asked for."""


@click.command("search", cls=Command)
@click.argument("words", nargs=-1, required=True, metavar="WORDS…", shell_complete=complete_query)
@click.option("-n", "--limit", type=click.IntRange(min=0), metavar="N", help="At most N posts.")
@record_options
@nul_option
@click.option("--exit-status", is_flag=True, help="Exit with 3 where no post matches.")
@pass_app
def command(
    app: App,
    words: tuple[str, ...],
    limit: int | None,
    format_: str | None,
    as_json: bool,
    fields: str | None,
    template: str | None,
    nul: bool,
    exit_status: bool,
) -> ExitCode:
    """Search all text: posts with the words in their title first, then in tags, then anywhere.

    Whole words, in any language, without case and accents; one that ends in * is the beginning of
    words. "In quotes" is a phrase. Any term of a query may stand beside them (see blog list).
    The first search reads every post; later ones read what changed.

    \b
    Examples:
      blog search lighthouse
      blog search 'harbour*' tag:travel since:2024
      blog search '"page bundle" or shortcode' -n 5
      blog search garbage not is:draft --json --fields slug,snippet
    """
    from blogcli.output.records import Column, Shape
    from blogcli.posts.fields import Kind

    total, posts, wanted = app.search(" ".join(words), limit)
    snippet_of = _snippets(app, wanted)
    snippet = Column("snippet", Kind.TEXT, lambda post, now: snippet_of(post).text)
    shape = Shape("json" if as_json else format_, fields, template, nul, FIELDS, (snippet,))
    if app.terminal.stdout_is_tty and shape.is_free:
        from blogcli.output.hits import write_hits
        from blogcli.output.table import count_line

        write_hits(app.terminal, posts, snippet_of, app.now)
        app.terminal.say(count_line(len(posts), total), "dim")
    else:
        from blogcli.output.write import write_posts

        write_posts(app.terminal, posts, shape, app.now)
    return ExitCode.NOT_FOUND if exit_status and not posts else ExitCode.DONE


def _snippets(app: App, words: Sequence[str]) -> Callable[[Summary], Snippet]:
    """Reads a post for its snippet; the title's own words are looked for in the text as well."""
    from blogcli.posts.snippets import Snippet, snippet

    def snippet_of(post: Summary) -> Snippet:
        from blogcli.errors import Unreadable

        try:
            return snippet(app.blog.read(post.path).body, words)
        except Unreadable:
            return Snippet("")

    return snippet_of
