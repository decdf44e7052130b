"""The last step of every writing command: show the changes, save them, or ask, and make them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from blogcli.cli.app import App
from blogcli.cli.undoable import history
from blogcli.errors import BlogError, UsageError
from blogcli.store.changes import Change
from blogcli.store.walk import is_post_name

ASK_ABOVE = 20
"""A change of more files than this is asked about first, on a terminal."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How a writing command was told to go about it; `plan` names a file, or - for stdout."""

    dry_run: bool = False
    yes: bool = False
    plan: str | None = None


def carry_out(app: App, changes: Sequence[Change], writing: Writing, done: str) -> int | None:
    """Make the changes, all or none, and say `done` with how many on stderr; "" says nothing.

    Gives their number in the history, by which they can be undone; None where nothing is made, but
    printed as a diff or saved as a plan.
    """
    changes = [change for change in changes if not change.is_empty]
    if writing.dry_run:
        show_diff(app, app.blog.root, changes)
        return None
    if writing.plan is not None:
        save(app, changes, writing.plan)
        return None
    if not changes:
        app.terminal.say("nothing to change")
        return None
    confirm_many(app, len(changes), writing)
    with history(app) as kept:
        number = kept.apply(changes, command_line(app))
    if done:
        app.terminal.say(f"{done} {counted(app, changes)}")
    return number


def counted(app: App, changes: Sequence[Change]) -> str:
    """`1 post`, `12 posts`, `3 files` where not all are posts; attachments are not counted."""
    counting = [change for change in changes if (change.before, change.after) != (None, None)]
    names = (change.path.rpartition("/")[2] for change in counting)
    noun = "post" if all(is_post_name(name, app.blog.layout) for name in names) else "file"
    return f"{len(counting)} {noun}{'s' * (len(counting) != 1)}"


def confirm_many(app: App, files: int, writing: Writing) -> None:
    """Ask a person about more files than they may have thought of."""
    if files > ASK_ABOVE and not writing.yes and app.terminal.interactive:
        confirm(app, f"Change {files} files?", "--yes")


def command_line(app: App) -> str:
    """The call as it would be typed again, which is its name in the history."""
    from shlex import join

    return join(["blog", *app.words])


def show_diff(app: App, root: Path, changes: Sequence[Change]) -> None:
    """Print changes as a patch, one by one: coloured for a person, byte for byte for a pipe."""
    from blogcli.store.patch import diff, patch_prefix, with_contents

    prefix = patch_prefix(root, app.cwd)
    for change in changes:
        patch = diff(with_contents([change], root), prefix)
        if app.terminal.stdout_is_tty:
            from blogcli.output.page import render_diff

            text = patch.decode(errors="replace")
            app.terminal.write(render_diff(text, app.terminal.stdout_colour))
        else:
            app.terminal.write_bytes(patch)


def save(app: App, changes: Sequence[Change], name: str) -> None:
    """Save the changes as a plan in a new file, or print it for `-`."""
    from blogcli.store.plans import save_plan, write_plan

    plan = write_plan(changes, app.blog.root, command_line(app))
    if name == "-":
        app.terminal.write_bytes(plan)
        return
    save_plan(app.cwd / name, plan, name)
    files = "1 change" if len(changes) == 1 else f"{len(changes) or 'no'} changes"
    app.terminal.say(f"{files} planned; `blog apply {name}` makes them")


def confirm(app: App, question: str, flag: str) -> None:
    """Ask; raises BlogError where the answer is no, UsageError where nobody can be asked."""
    if not app.terminal.interactive:
        raise UsageError(f"{question} nobody is there to answer", f"say {flag}")
    if app.terminal.ask(f"{question} [y/N] ").casefold() not in {"y", "yes"}:
        raise BlogError("left as it was", f"{flag} does it without asking")
