"""The last step of commands that move posts: make the changes, then report them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from blogcli.cli.app import App
from blogcli.cli.carry_out import Writing, carry_out, named

if TYPE_CHECKING:
    from blogcli.store.moves import Move, Moves


def as_told(options: Mapping[str, object]) -> Writing:
    """Return the values of `options.writing_options` as a Writing."""
    return Writing(**cast("dict[str, Any]", options))


def carry_moves(
    app: App,
    moves: Moves,
    wanted: Sequence[Move],
    writing: Writing,
    done: str,
    tail: str | None = "",
) -> None:
    """Make the moves, or show or save them, and report the posts and the links updated.

    The message is `done`, then the posts, then `tail`; only `done` if `tail` is None.
    """
    plan = moves.plan(wanted)
    for path in plan.unread:
        app.terminal.warn(f"{path}: too many links; links in it were not updated")
    if carry_out(app, plan.changes, writing, "") is None:
        return
    paths = {move.post.summary.path for move in wanted}
    moved = [one for one in plan.changes if one.path in paths and not one.is_empty]
    app.terminal.say(done if tail is None else f"{done} {named(app, moved)}{tail}")
    if plan.linking:
        others = len(plan.linking)
        posts = "1 other post" if others == 1 else f"{others} other posts"
        app.terminal.say(f"Updated links in {posts}")
