"""Choose posts in fzf, with the rendered post beside the list."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from blogcli.cli.app import App

if TYPE_CHECKING:
    from blogcli.posts.model.summary import Summary

_END = "\x1f"
"""Between the fields of a line: its number, the post's path, and what is shown."""

_WIDE = 100
"""The least width in columns that leaves room for the post beside the list."""

_NOTHING_CHOSEN = (1, 130)
"""The exit codes of fzf for no match, and for Escape."""


def find_fzf(app: App) -> str | None:
    """Return the path of fzf if it is on $PATH; one in the blog's own folder never counts."""
    from blogcli.store.fs.programs import programs_on_path

    found, place = programs_on_path("fzf", app.environ), app.blog.root
    return next((one for one in found if not Path(one).resolve().is_relative_to(place)), None)


def pick_in_fzf(app: App, fzf: str, posts: Sequence[Summary]) -> list[Summary] | None:
    """Return the posts chosen in fzf, none if it was left; None if it could not run."""
    import subprocess

    from blogcli.output.posts.pick_list import pick_label
    from blogcli.output.terminal import visible

    lines = (
        f"{number}{_END}{visible(post.path)}{_END}{pick_label(post, app.now)}"
        for number, post in enumerate(posts)
    )
    environ = {**app.environ, "SHELL": "/bin/sh", "BLOG_DIR": app.blog.place}
    command = click.get_current_context().command.name or "blog"
    app.terminal.flush()
    try:
        ended = subprocess.run(
            [fzf, f"--prompt={command}> ", *_options(app.terminal.width)],
            input=os.fsencode("\n".join(lines)),
            stdout=subprocess.PIPE,
            env=environ,
            cwd=app.blog.place,
            check=False,
        )
    except OSError:
        return None
    if ended.returncode in _NOTHING_CHOSEN:
        return []
    if ended.returncode:
        return None
    chosen = os.fsdecode(ended.stdout).split("\n")
    numbers = (line.partition(_END)[0] for line in chosen)
    return [posts[int(number)] for number in numbers if number.isdigit()]


def _options(width: int) -> list[str]:
    # -P: the current folder is the blog's, and may hold a package of our name.
    show = shlex.join([sys.executable, "-P", "-m", "blogcli", "show", "--plain"])
    columns = "$((FZF_PREVIEW_COLUMNS > 20 ? FZF_PREVIEW_COLUMNS : 20))"
    return [
        "--multi", "--layout=reverse", "--tiebreak=index",
        f"--delimiter={_END}", "--with-nth=3..",
        "--header=TAB marks several, Enter takes them, Esc leaves",
        f"--preview={show} --width {columns} -- {{2}}",
        f"--preview-window={'right:50%' if width >= _WIDE else 'down:50%'}",
    ]  # fmt: skip
