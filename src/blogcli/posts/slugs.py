"""Slugs: made from titles, and read from file names."""

from __future__ import annotations

from datetime import date


def slugify(title: str) -> str:
    """A slug safe in URLs and as a file name on every system; letters of all scripts are kept."""
    raise NotImplementedError


def check_slug(slug: str) -> str:
    """The slug itself; raises UsageError for one that could climb out of a folder or name a device."""
    raise NotImplementedError


def split_path(path: str) -> tuple[date | None, str]:
    """The date and the slug that a post's path holds; `slug/index.md` is named by its folder."""
    raise NotImplementedError
