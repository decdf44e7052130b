"""Tell whether the words of a command name posts, before it runs."""

from __future__ import annotations

from collections.abc import Sequence

import click

from blogcli.browse.host import IsPost
from blogcli.posts.edit.fields import is_assignment


def names_posts(command: click.Command, words: Sequence[str], is_post: IsPost) -> bool:
    """Return whether posts are named, taken from stdin or chosen by `--where`.

    Which words may name posts is said by the metavar of the command's argument: `POST… WHEN` has
    posts before one more word. Before tags only the whole name of a post counts, since a tag may be
    any word.
    """
    context = click.Context(command, info_name=command.name, resilient_parsing=True)
    try:
        command.parse_args(context, [*words])
    except click.ClickException:
        return False  # the command says what is wrong
    values = context.params
    if values.get("where") is not None or values.get("nul"):
        return True
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    given = [word for one in arguments for word in _words(values.get(one.name or ""))]
    match [word for one in arguments for word in (one.metavar or "").strip("[]").split()]:
        case ["POST" | "POST…"]:
            return bool(given)
        case ["POST", after] if after.endswith("…"):
            options = len(words) > len(given)
            if not given or "=" in after:
                return bool(given) and not is_assignment(given[0])
            return given[0] == "-" or (is_post(given[0]) and (len(given) > 1 or options))
        case ["POST" | "POST…", _]:
            return len(given) > 1
    return False


def _words(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
