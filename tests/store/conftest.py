"""Blogs opened for the tests of the store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest

from blogcli.errors import BlogError
from blogcli.store.blog import Blog, open_blog


@pytest.fixture
def problems() -> list[BlogError]:
    """What was reported while posts were read."""
    return []


@pytest.fixture
def opened(make_blog: Callable[[str], Path]) -> Callable[[str], Blog]:
    """Open a copy of the site of a layout."""
    return lambda layout: open_at(make_blog(layout))


def open_at(root: Path, cwd: Path | None = None, **environ: str) -> Blog:
    return open_blog(str(root), environ=environ, cwd=cwd or root, local=UTC)


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files named by their paths."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root
