"""Create small blogs for tools.faults, call `blog` on them, and read file trees."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypeAlias

from blogcli.cli.app import App
from blogcli.cli.main import run
from blogcli.output.terminal import Terminal
from blogcli.store.fs.state_dir import IN_TRASH, TRASH, StateDir

NOW = datetime.fromisoformat("2026-11-24T12:00:00+01:00")


class Held(NamedTuple):
    """The content and metadata of a file; a folder has no data."""

    data: bytes
    mode: int
    mtime_ns: int


Tree: TypeAlias = Mapping[str, Held]

STATE_HOME = "FAULTS_STATE_HOME"
"""If this variable is set, the state of the blogs is there, perhaps on another device."""


def environ_of(root: Path) -> dict[str, str]:
    """Return the environment for calls on a blog: HOME is the parent folder."""
    return {"HOME": str(root.parent), "XDG_STATE_HOME": os.environ.get(STATE_HOME, "")}


def state_of(root: Path) -> Path:
    """Return the state folder of a blog, whether it exists or not."""
    return Path(StateDir(str(root), environ_of(root)).name or "")


def tree(root: Path) -> Tree:
    """Return all files and folders of a blog, and the files in its trash."""
    found = _files(root, "")
    for at, folders, _ in os.walk(root):
        for name in folders:
            found[(Path(at) / name).relative_to(root).as_posix() + "/"] = Held(b"", 0, 0)
    return {**found, **_files(state_of(root) / TRASH, IN_TRASH)}


def _files(folder: Path, start: str) -> dict[str, Held]:
    found: dict[str, Held] = {}
    for at, _, names in os.walk(folder):
        for name in names:
            file = Path(at) / name
            status = file.lstat()
            held = Held(file.read_bytes(), status.st_mode, status.st_mtime_ns)
            found[start + file.relative_to(folder).as_posix()] = held
    return found


def without_times(held: Tree) -> dict[str, tuple[bytes, int]]:
    """Return the tree without modification times, which are unpredictable for new files."""
    return {path: (one.data, one.mode) for path, one in held.items()}


def call(root: Path, *words: str, now: datetime = NOW) -> tuple[int, str]:
    """Call `blog` in this process; return the exit code and the output."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(3)]
    terminal = Terminal.of(streams[0], streams[1], streams[2], {})
    app = App(terminal, environ_of(root), str(root), clock=lambda: now)
    code = run(words, app)
    for stream in streams[1:]:
        stream.flush()
    written = b"".join(stream.buffer.getvalue() for stream in streams[1:])
    return int(code), written.decode()


def write_posts(root: Path, count: int) -> None:
    """Write posts that link to the first of them; every tenth is a bundle with an image."""
    for number in range(count):
        slug = f"post-{number:03}"
        name = f"posts/{slug}/index.md" if number % 10 == 1 else f"posts/{slug}.md"
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        up = "../" if number % 10 == 1 else ""
        file.write_text(
            f"---\ntitle: Post {number}\ndate: 2026-01-{number % 28 + 1:02}\n"
            f"tags:\n  - one # kept\n  - two\n---\n\n"
            f"See [the first]({up}post-000.md), said number {number}.\n" + "Text of it.\n" * 20
        )
        if number % 10 == 1:
            (file.parent / "image.png").write_bytes(b"\x89PNG\0" + bytes(range(256)) * 8)
        os.utime(file, ns=(10**18 + number * 10**9, 10**18 + number * 10**9))
        file.chmod(0o644 if number % 3 else 0o600)


def copy(source: Path, target: Path) -> None:
    """Replace `target` by a copy of `source`, including times and state."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target, symlinks=True)
    copy_state(source, target)


def copy_state(source: Path, target: Path) -> None:
    """Copy the state of `source` to `target`, except the record of the blog's path."""
    shutil.rmtree(state_of(target), ignore_errors=True)
    if state_of(source).exists():
        record = shutil.ignore_patterns("blog.json*")
        shutil.copytree(state_of(source), state_of(target), symlinks=True, ignore=record)


@dataclass(frozen=True)
class Scenario:
    """A command to test on a blog: commands before it, the command, and the one that reverts it."""

    name: str
    words: tuple[str, ...]
    first: tuple[tuple[str, ...], ...] = ()
    back: str = "undo"
    small: bool = False
    prepare: Callable[[Path], None] | None = None

    def build(self, root: Path, posts: int) -> None:
        """Create the blog for the command."""
        root.mkdir(parents=True)
        write_posts(root, min(posts, 40) if self.small else posts)
        for words in self.first:
            code, said = call(root, *words)
            assert code == 0, said
        if self.prepare is not None:
            self.prepare(root)


TAG = ("tag", "--where", "", "new-tag")

SCENARIOS = (
    Scenario("tag all", TAG),
    Scenario("undo", ("undo",), (TAG,), back="redo"),
    Scenario("redo", ("redo",), (TAG, ("undo",))),
    Scenario("rename with links", ("rename", "post-000", "first"), small=True),
    Scenario("rename a bundle", ("rename", "post-001", "second"), small=True),
    Scenario("rm all", ("rm", "--where", ""), small=True),
    Scenario("restore", ("restore", "post-001", "post-002"), (("rm", "--where", ""),), small=True),
    Scenario("undo of rm", ("undo",), (("rm", "--where", ""),), back="redo", small=True),
    Scenario("new", ("new", "A new one", "--slug", "a-new-one"), small=True),
    Scenario("undo of new", ("undo",), (("new", "A new one"),), back="redo", small=True),
)
