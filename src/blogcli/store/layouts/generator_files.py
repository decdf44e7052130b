"""Read the generators' own files as text, and find plain settings in it without a parser."""

import os
import re

from blogcli.errors import BlogError
from blogcli.store.fs.files import StrPath, read_file


def generator_value(file: StrPath, key: str) -> str:
    """Return the text under a plain top-level key of a generator's file, "" without it.

    The file is searched, not parsed: `key: text`, `key = "text"` and `"key": "text"` at the start
    of a line cover YAML, TOML, JSON and Python, and no parser may be able to read the file. What
    follows a TOML table's header, or is indented outside JSON, belongs to something else.
    """
    text = generator_text(file)
    table = re.search(r"(?m)^\[", text)
    indent = r"[ \t]*" if os.fspath(file).endswith(".json") else ""
    pattern = rf"""(?mi)^{indent}["']?{re.escape(key)}["']?[ \t]*[:=][ \t]*["']?([^"'#\s,]+)"""
    found = re.search(pattern, text[: table.start()] if table else text)
    return found[1] if found else ""


_TITLE = re.compile(
    r"^(?:title|SITENAME)[ \t]*[:=][ \t]*"
    r"(?:\"([^\"\\\n]+)\"|'([^'\n]+)'|([^\s\"'#|>&*!\[{][^#\n]*?))[ \t]*(?:#[^\n]*)?\r?$",
    re.MULTILINE,
)


def plain_title(file: StrPath) -> str:
    """Return the site's title where a generator's file has it on a plain line, else "".

    As in `generator_value`, the file is only searched, since its parser takes long to load.
    """
    text = generator_text(file)
    table = re.search(r"(?m)^\[", text)
    found = _TITLE.search(text[: table.start()] if table else text)
    return next(filter(None, found.groups()), "") if found else ""


_LARGEST = 1 << 20
"""Largest file of a generator's settings, in bytes."""


def generator_text(file: StrPath) -> str:
    """Return the text of a generator's file, "" if it is too large or cannot be read."""
    try:
        return read_file(file).decode(errors="replace") if os.stat(file).st_size <= _LARGEST else ""
    except (BlogError, OSError):
        return ""
