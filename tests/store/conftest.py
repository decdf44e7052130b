"""Blogs opened for the tests of the store."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from weakref import WeakValueDictionary

import pytest

from blogcli.errors import BlogError
from blogcli.store.blog.blog import Blog, open_blog
from blogcli.store.fs.state_dir import StateDir
from tests.store.indexed import POSTS, Reads


@pytest.fixture
def problems() -> list[BlogError]:
    """What was reported while posts were read."""
    return []


@pytest.fixture
def opened(make_blog: Callable[[str], Path]) -> Callable[[str], Blog]:
    """Open a copy of the site of a layout."""
    return lambda layout: open_at(make_blog(layout))


_opened: WeakValueDictionary[Path, Blog] = WeakValueDictionary()


def open_at(root: Path, cwd: Path | None = None, **environ: str) -> Blog:
    """Open a blog, and close the one opened there before: its reading would hold this one up."""
    if root in _opened:
        _opened[root].close()
    environ = {"HOME": os.environ["HOME"], **environ}
    blog = open_blog(str(root), environ=environ, cwd=cwd or root, local=UTC)
    _opened[root] = blog
    return blog


def state_of(root: Path) -> StateDir:
    """The state folder of a blog, in the home folder of the test."""
    return StateDir(str(root), os.environ)


def state_folder(root: Path) -> Path:
    """Its name, there or not."""
    return Path(state_of(root).name or "")


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files named by their paths."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    return Reads(monkeypatch)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index believes the files of a test, young as they are."""
    monkeypatch.setattr("blogcli.store.index.stamps.RACY", -(10**15))


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A blog of five posts in several formats, and three files with something wrong."""
    return write(tmp_path / "blog", dict(POSTS))


@pytest.fixture
def whole(blog: Path) -> Path:
    """The same with nothing wrong, so that a call has nothing to say on stderr."""
    for name in ("broken", "unclosed", "utf16"):
        (blog / f"posts/{name}.md").unlink()
    return blog
