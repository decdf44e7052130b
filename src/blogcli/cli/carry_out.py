"""The last step of every writing command: show, save or make the changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from blogcli.cli.app import App
from blogcli.cli.undoable import history
from blogcli.errors import Canceled, Unreadable, UsageError
from blogcli.store.changes import Change
from blogcli.store.walk import is_post_name

ASK_ABOVE = 20
"""On a terminal, a change of more files than this needs a confirmation."""

_LONGEST = 60
"""Characters of a title in a message."""


@dataclass(frozen=True, slots=True)
class Writing:
    """The options of a writing command; `plan` names a file, or - for stdout."""

    dry_run: bool = False
    yes: bool = False
    plan: str | None = None


def carry_out(
    app: App, changes: Sequence[Change], writing: Writing, done: str, tail: str = ""
) -> int | None:
    """Make the changes, all or none, and report them on stderr as `done`, the posts and `tail`.

    Nothing is reported if `done` is "". Return the number of the command in the history, or None
    if nothing was changed: there was nothing to do, or the changes were shown or saved as a plan.
    """
    changes = [change for change in changes if not change.is_empty]
    if writing.dry_run:
        show_diff(app, app.blog.root, changes)
        return None
    if writing.plan is not None:
        save(app, changes, writing.plan)
        return None
    if not changes:
        app.terminal.say("Nothing to change")
        return None
    confirm_many(app, len(changes), writing)
    with history(app) as kept:
        number = kept.apply(changes, command_line(app))
    if done:
        app.terminal.say(f"{done} {named(app, changes)}{tail}")
    return number


def named(app: App, changes: Sequence[Change]) -> str:
    """Return `"Title" (slug)` for one post, else `12 posts`, or `3 files` if not all are posts.

    Attachments are not counted.
    """
    counted = [change for change in changes if (change.before, change.after) != (None, None)]
    names = (change.path.rpartition("/")[2] for change in counted)
    noun = "post" if all(is_post_name(name, app.blog.layout) for name in names) else "file"
    if len(counted) == 1:
        return _post(app, counted[0]) if noun == "post" else counted[0].path
    return f"{len(counted)} {noun}s"


def _post(app: App, change: Change) -> str:
    from blogcli.output.terminal import visible
    from blogcli.posts.post import read_post

    data = change.before if change.after is None else change.after
    try:
        post = read_post(change.to or change.path, data or b"", app.blog.conventions).summary
    except Unreadable:
        return change.path
    title = visible(post.title)  # a title with line feeds must not look like other messages
    short = title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
    return f'"{short}" ({post.slug})' if title else post.slug


def confirm_many(app: App, files: int, writing: Writing) -> None:
    """Ask for a confirmation on a terminal if many files would change."""
    if files > ASK_ABOVE and not writing.yes and app.terminal.interactive:
        confirm(app, f"Change {files} files?", "--yes")


def command_line(app: App) -> str:
    """Return the command line as the user typed it; the history keeps it."""
    from shlex import join

    return join(["blog", *app.words])


def show_diff(app: App, root: Path, changes: Sequence[Change]) -> None:
    """Print the changes as a patch: colored on a terminal, exact bytes in a pipe."""
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
    """Save the changes as a plan in a new file, or print the plan for `-`."""
    from blogcli.store.plans import save_plan, write_plan

    plan = write_plan(changes, app.blog.root, command_line(app))
    if name == "-":
        app.terminal.write_bytes(plan)
        return
    save_plan(app.cwd / name, plan, name)
    files = "1 change" if len(changes) == 1 else f"{len(changes) or 'no'} changes"
    app.terminal.say(f"Saved {files} to {name}. Next: `blog apply {name}`")


def confirm(app: App, question: str, flag: str) -> None:
    """Ask a question. Raise Canceled if the answer is no, UsageError if there is no terminal."""
    if not app.terminal.interactive:
        raise UsageError(f"cannot ask without a terminal: {question}", f"{flag} answers yes")
    if app.terminal.ask(f"{question} [y/N] ").casefold() not in {"y", "yes"}:
        raise Canceled("Canceled; nothing changed.")
