"""The last step of every writing command: show, save, ask about, make or undo changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from blogcli.cli.app import App
from blogcli.cli.options import WriteOptions
from blogcli.cli.questions import ASK_ABOVE, confirm, confirm_changes, named
from blogcli.posts.text.counted import counted
from blogcli.store.changes.change import FileChange

if TYPE_CHECKING:
    from blogcli.posts.read.post import Post
    from blogcli.store.history.history import History, UndoResult
    from blogcli.store.operations.model import Move
    from blogcli.store.operations.move import MovePlanner
    from blogcli.store.operations.taken_addresses import TakenAddress

_MOST_PLACES = 20
"""Most places of links in a message."""


def apply_changes(
    app: App,
    changes: Sequence[FileChange],
    writing: WriteOptions,
    done: str,
    tail: str = "",
) -> int | None:
    """Make the changes, all or none, and report them on stderr as `done`, the posts and `tail`.

    Nothing is reported if `done` is "". Return the number of the command in the history, or None
    if nothing was changed: there was nothing to do, or the changes were shown or saved as a plan.
    """
    changes = [change for change in changes if not change.is_empty]
    if app.blog.layout.taxonomies:
        from blogcli.store.blog.taxonomies import refuse_undeclared

        refuse_undeclared(app.blog, changes)
    if app.review and changes and not writing.dry_run and writing.plan is None:
        patch = b"".join(_patches(app, app.blog.root, changes))
        writing = writing._replace(yes=True, plan=app.review(patch, True))
    if writing.dry_run:
        show_diff(app, app.blog.root, changes)
        return None
    if writing.plan is not None:
        save_as_plan(app, changes, writing.plan)
        return None
    if not changes:
        app.terminal.say("Nothing to change")
        return None
    shown = partial(show_diff, app, app.blog.root, changes)
    confirm_changes(app, changes, writing, shown)
    with open_history(app) as kept:
        number = kept.apply(changes, command_line(app))
    if done:
        app.terminal.say(f"{done} {named(app, changes)}{tail}")
    return number


def command_line(app: App) -> str:
    """Return the command line as the user typed it; the history keeps it."""
    from shlex import join

    return join(["blog", *app.words])


def show_diff(app: App, root: Path, changes: Sequence[FileChange]) -> None:
    """Print the changes as a patch: colored on a terminal, exact bytes in a pipe."""
    for patch in _patches(app, root, changes):
        if app.terminal.stdout_is_tty:
            from blogcli.output.diff import render_diff

            text = patch.decode(errors="replace")
            app.terminal.write(render_diff(text, app.terminal.stdout_colour))
        else:
            app.terminal.write_bytes(patch)


def _patches(app: App, root: Path, changes: Sequence[FileChange]) -> Iterator[bytes]:
    """Yield the patch of each change."""
    from blogcli.store.changes.git_patch import diff, patch_prefix, with_contents

    prefix = patch_prefix(root, app.cwd)
    for change in changes:
        yield diff(with_contents([change], root), prefix)


def save_as_plan(app: App, changes: Sequence[FileChange], name: str) -> None:
    """Save the changes as a plan in a new file, or print the plan for `-`."""
    from blogcli.store.changes.plan_file import save_plan, write_plan
    from blogcli.store.fs.output_file import check_output

    plan = write_plan(changes, app.blog.root, command_line(app))
    if name == "-":
        app.terminal.write_bytes(plan)
        return
    check_output(app.cwd / name, app.blog.root)
    save_plan(app.cwd / name, plan, name)
    app.terminal.say(
        f"Saved {counted(len(changes), 'change', 'no')} to {name}. Next: `blog apply {name}`"
    )


def apply_moves(
    app: App,
    moves: MovePlanner,
    wanted: Sequence[Move],
    writing: WriteOptions,
    done: str,
    tail: str | None = "",
) -> None:
    """Make the moves, or show or save them, and report the posts and the links updated.

    The message is `done`, the posts, `tail` and where a file was moved; only `done` if `tail` is
    None.
    """
    from blogcli.store.operations.taken_addresses import taken_addresses

    plan = moves.plan(wanted)
    for path in plan.unread:
        app.terminal.warn(f"{path}: too many links; links in it were not updated")
    for move in wanted:
        path, draft = move.post.summary.path, move.after.summary
        key, url = ("", "") if move.post.summary.draft else moves.site.kept_public(draft)
        if draft.draft and key:
            way = f"as `{key}` sets it; remove that key to hide the post"
            app.terminal.warn(f"{path}: stays public at {url}, {way}")
    after = ((one.post.summary.path, one.after.summary) for one in wanted if not one.hides)
    warn_of_addresses(app, taken_addresses(moves.site, moves.permalinks, after))
    warn_of_links(app, moves, plan.staying, sum(move.hides for move in wanted))
    if apply_changes(app, plan.changes, writing, "") is None:
        return
    paths = {move.post.summary.path for move in wanted}
    moved = [one for one in plan.changes if one.path in paths and not one.is_empty]
    posts = named(app, moved, slug=not tail)
    app.terminal.say(done if tail is None else f"{done} {posts}{tail}{_moved_to(moved)}")
    if plan.linking:
        noun = "post" if all(moves.is_post(path) for path in plan.linking) else "file"
        app.terminal.say(f"Updated links in {counted(len(plan.linking), f'other {noun}')}")


def _moved_to(changes: Sequence[FileChange]) -> str:
    """Return where the files of posts were moved, as in `; moved to _posts/x.md`; "" if nowhere."""
    places = [change.to for change in changes if change.to]
    folders = {place.rpartition("/")[0] for place in places}
    if not places:
        return ""
    if len(places) == 1:
        return f"; moved to {places[0]}"
    return f"; moved to {folders.pop()}/" if len(folders) == 1 else f"; moved {len(places)} files"


def warn_of_new_addresses(app: App, posts: Mapping[str, Post]) -> None:
    """Warn of posts that get an address that is taken; each is named by its path until now."""
    from blogcli.store.blog.site import PublishedSite
    from blogcli.store.operations.taken_addresses import taken_addresses

    site = PublishedSite(app.blog)
    if site.learns_permalinks:
        return  # all posts would have to be read
    app.report_problems()
    links = app.blog.addresses.permalinks
    after = {path: post.summary for path, post in posts.items()}
    warn_of_addresses(app, taken_addresses(site, links, after.items()))


def warn_of_addresses(app: App, taken: Iterable[TakenAddress]) -> None:
    """Warn of new addresses of posts that are taken: the first of them, and how many more."""
    found = list(dict.fromkeys(taken))
    for one in found[:_MOST_PLACES]:
        what = "an old address that redirects to" if one.is_old else "also the address of"
        app.terminal.warn(f"{one.url} is {what} {one.path}")
    if len(found) > _MOST_PLACES:
        app.terminal.warn(f"{len(found) - _MOST_PLACES} more addresses are taken")


def warn_of_links(app: App, moves: MovePlanner, places: Sequence[str], hidden: int) -> None:
    """Warn of links that no longer lead to a post: the first of them, and how many more.

    `hidden` is how many posts are hidden or removed; links to too many were not searched. Also name
    what was not searched, as the site is so large.
    """
    from blogcli.store.operations.site_links import MOST_NAMED

    if hidden > MOST_NAMED:
        app.terminal.say(f"Links to these {hidden} posts were not searched")
    if places := list(dict.fromkeys(places)):
        app.terminal.warn(f"links to it stay in {_first(places)}")
    if left := moves.unsearched:
        app.terminal.warn(f"the site is large: links were not searched in {_first(left)}")


def _first(places: Sequence[str]) -> str:
    more = f" and {len(places) - _MOST_PLACES} more" if len(places) > _MOST_PLACES else ""
    return f"{', '.join(places[:_MOST_PLACES])}{more}"


def undo_or_redo(
    app: App, take: Callable[[History, bool], UndoResult], done: str, dry_run: bool, yes: bool
) -> None:
    """Undo or redo a command with `take`; its second argument asks for a dry run."""
    with open_history(app) as kept:
        if dry_run:
            show_diff(app, app.blog.root, take(kept, True).changes)
            return
        if app.review:
            changes = take(kept, True).changes
            app.review(b"".join(_patches(app, app.blog.root, changes)), False)
        elif not yes and app.terminal.interactive:
            found = take(kept, True)
            if found.files > ASK_ABOVE:
                confirm(app, f"Change {found.files} files ({found.label})?", "--yes")
        taken = take(kept, False)
    app.terminal.say(f"{done} {taken.number}: {taken.label} ({counted(taken.files, 'file')})")
    for path in taken.copies:
        app.terminal.warn(f"{path}: changed since then; your version is in the trash")
    for path in taken.lost:
        app.terminal.warn(f"{path}: is missing and could not be restored")


@contextmanager
def open_history(app: App, keep: str | None = None) -> Iterator[History]:
    """Yield the history of the blog; a long change shows a progress bar.

    `keep` overrides the setting `history.keep`.
    """
    from blogcli.store.history.history import History
    from blogcli.store.settings.keep import KEEP, parse_keep

    blog = app.blog
    wanted = keep or blog.config.text("history.keep")
    try:
        with app.progress("writing") as step:
            yield History(
                blog.state,
                app.now,
                kept=blog.folders,
                keep=parse_keep(wanted) if wanted else KEEP,
                check=blog.writable.check,
                tell=app.terminal.say,
                progress=step,
            )
    finally:
        blog.forget()
