"""`blog search`: full-text search, with a snippet of each match."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand
from blogcli.cli.completion.candidates import complete_query
from blogcli.cli.options import Listing, listing_options
from blogcli.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogcli.posts.model.summary import Summary
    from blogcli.posts.search.snippets import Snippet
    from blogcli.store.search.search import SearchResult

FIELDS = "date,status,slug,title,path,snippet,tags"
"""The default columns of `tsv` and `csv`; tags last, since a shell's `read` joins empty cells."""


@click.command("search", cls=BlogCommand)
@click.argument("words", nargs=-1, required=True, metavar="WORDS…", shell_complete=complete_query)
@listing_options
@pass_app
def command(
    app: App,
    words: tuple[str, ...],
    listing: Listing,
) -> ExitCode:
    """Search the full text, best matches first.

    Matches in the title come first, then in tags, then in the body. A word matches whole words, in
    any language, ignoring case and accents (blog list matches parts of words too). harbour* matches
    words starting with harbour, "in quotes" a phrase. Query terms such as tag:travel filter.
    The first search reads all posts; later ones read only what changed.

    \b
    Examples:
      blog search lighthouse
      blog search 'harbour*' tag:travel since:2024
      blog search '"page bundle" or shortcode' -n 5
      blog search garbage not is:draft --json --fields slug,snippet
    """
    from blogcli.cli.pager import paged
    from blogcli.output.posts.records import Column
    from blogcli.posts.model.fields import FieldKind

    text = " ".join(words)
    found = app.search(text, listing.limit)
    if ":" in text or not found.posts:
        from blogcli.cli.choosing.advice import advise

        advise(app, app.query(text), found.posts, found.posts)
    snippet = Column("snippet", FieldKind.TEXT, lambda post, now: _snippet(found, post).text)
    shape = listing.shape._replace(usual=FIELDS, extra=(snippet,))
    if app.terminal.stdout_is_tty and shape.format != "count":
        from blogcli.cli.choosing.post_words import note

        note(app, found.posts)
    if app.terminal.stdout_is_tty and shape.is_free:
        _write_hits(app, found)
    else:
        from blogcli.output.posts.write import write_posts

        with paged(app) as terminal:
            write_posts(terminal, found.posts, shape, app.now)
    if found.beginnings and app.terminal.stderr_is_tty:
        app.terminal.hint(f"search matches whole words; try {_or(found.beginnings)}")
    return listing.exit_code(len(found.posts))


def _write_hits(app: App, found: SearchResult) -> None:
    from blogcli.cli.pager import paged
    from blogcli.output.reports.search_results import Hit, write_hits
    from blogcli.output.text_table import post_count
    from blogcli.posts.search.snippets import highlighted

    hits = (
        Hit(post, highlighted(post.title or post.slug, found.words), _snippet(found, post))
        for post in found.posts
    )
    with paged(app) as terminal:
        write_hits(terminal, hits, app.now)
    app.terminal.say(post_count(len(found.posts), found.total), "dim")


def _or(words: Sequence[str]) -> str:
    return " or ".join(f"'{word}*'" if " " not in word else f"'\"{word}*\"'" for word in words)


def _snippet(found: SearchResult, post: Summary) -> Snippet:
    """Return a snippet of the body, or of the description if only that has the words."""
    from blogcli.posts.search.snippets import snippet

    made = snippet(found.text_of(post), found.words)
    if not made.hits and post.description:
        described = snippet(post.description, found.words)
        return described if described.hits or not made.text else made
    return made
