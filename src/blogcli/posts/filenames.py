"""New names for a post's file: another slug, another day, in or out of the drafts folder."""

from __future__ import annotations

import re
from datetime import date

from blogcli.posts.slugs import bare_path, split_path

_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)(?P<mark>[-_\s]*)")
_LANGUAGE = re.compile(r"\.[a-z]{2}(?:-[A-Za-z]{2,4})?\Z")


def is_bundle(path: str) -> bool:
    """Return whether the post is the `index` file of its own folder."""
    return bare_path(path) == path.rpartition("/")[0] != ""


def bundle_folder(path: str) -> str:
    """Return the folder that holds a post and its files; "" for a post that is a single file."""
    return path.rpartition("/")[0] if is_bundle(path) else ""


def without_language(path: str) -> str:
    """Return the path without extension and language code, which translations of a post share."""
    return _LANGUAGE.sub("", path.rpartition(".")[0])


def renamed(path: str, slug: str, *, languages: bool = False) -> str:
    """Return the path with another slug in its last name; the date and the extension stay.

    With `languages`, a code such as `.nb` before the extension is not part of the slug.
    """
    bare = bare_path(path)
    found = _LANGUAGE.search(bare) if languages and not is_bundle(path) else None
    code = found[0] if found else ""
    bare = bare.removesuffix(code)
    old = split_path(f"{bare}.md")[1]
    return _with_name(path, bare.rpartition("/")[2].removesuffix(old) + slug + code)


def dated(path: str, day: date) -> str:
    """Return the path with the day before its last name, in place of one that is there."""
    name = bare_path(path).rpartition("/")[2]
    found = _DAY.match(name)
    rest = name[found.end() :] if found else name
    mark = found["mark"] if found and rest else "-" if rest else ""
    return _with_name(path, f"{day:%Y-%m-%d}{mark}{rest}")


def undated(path: str) -> str:
    """Return the path without a day before its last name."""
    name = bare_path(path).rpartition("/")[2]
    found = _DAY.match(name)
    return _with_name(path, name[found.end() :]) if found and name[found.end() :] else path


def day_in_name(path: str) -> date | None:
    """Return the day that the last name begins with, as in 2024-03-05; None for any other form."""
    name = bare_path(path).rpartition("/")[2]
    return split_path(f"{name}.md")[0] if _DAY.match(name) else None


def in_folder(path: str, old: str, new: str) -> str:
    """Return the path with its last folder named `old` renamed to `new`."""
    before, found, after = f"/{path}".rpartition(f"/{old}/")
    return f"{before}/{new}/{after}".lstrip("/") if found else path


def _with_name(path: str, name: str) -> str:
    bare = bare_path(path)
    folder, slash, _ = bare.rpartition("/")
    return folder + slash + name + path[len(bare) :]
