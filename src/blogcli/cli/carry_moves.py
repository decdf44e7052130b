"""The last step of the commands that move posts: carried out, with what it meant for links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from blogcli.cli.app import App
from blogcli.cli.carry_out import Writing, carry_out

if TYPE_CHECKING:
    from blogcli.store.moves import Move, Moves


def as_told(options: Mapping[str, object]) -> Writing:
    """The values of `options.writing_options`, whichever those are."""
    return Writing(**cast("dict[str, Any]", options))


def carry_moves(
    app: App, moves: Moves, wanted: Sequence[Move], writing: Writing, done: str
) -> None:
    """Carry out moves, or what else is asked of a plan; say of how many posts, and of links."""
    plan = moves.plan(wanted)
    for path in plan.unread:
        app.terminal.say(f"{path}: links in it stay as they are, for they are too many to look at")
    if carry_out(app, plan.changes, writing, "") is None:
        return
    paths = {change.path for change in plan.changes if not change.is_empty}
    count = len(paths & {move.post.summary.path for move in wanted})
    app.terminal.say(f"{done} {'1 post' if count == 1 else f'{count} posts'}")
    if plan.linking:
        others = len(plan.linking)
        posts = "1 other post" if others == 1 else f"{others} other posts"
        app.terminal.say(f"links to {'it' if count == 1 else 'them'} in {posts} follow")
