"""Read the generators' own files as text, and find plain settings in it without a parser."""

import os
import re
from functools import lru_cache

from blogcli.errors import BlogError
from blogcli.store.fs.files import StrPath, read_file


def generator_value(file: StrPath, key: str) -> str:
    """Return the text under a plain top-level key of a generator's file, "" without it.

    The file is searched, not parsed: `key: text`, `key = "text"` and `"key": "text"` at the start
    of a line cover YAML, TOML, JSON and Python, and no parser may be able to read the file. What
    follows a TOML table's header, or is indented outside JSON, belongs to something else.
    """
    text = generator_text(file)
    if os.fspath(file).endswith(".py") and "." in key:
        return _in_literal(text, *key.split(".", 1))
    return _plain_values(text, os.fspath(file).endswith(".json")).get(key.casefold(), "")


@lru_cache(4)
def _plain_values(text: str, may_be_indented: bool) -> dict[str, str]:
    """Return the text under each plain key; a start asks one file for five of them."""
    indent = r"[ \t]*" if may_be_indented else ""
    pattern = rf"""(?m)^{indent}["']?([\w.-]+)["']?[ \t]*[:=][ \t]*["']?([^"'#\s,]+)"""
    found = re.findall(pattern, _before_tables(text))
    return {key.casefold(): value for key, value in reversed(found)}


def _before_tables(text: str) -> str:
    """Return what stands before the header of the first TOML table."""
    table = re.search(r"(?m)^\[", text)
    return text[: table.start()] if table else text


_LITERAL = r"\{[^{}]{0,4000}\}"


def _in_literal(text: str, name: str, key: str) -> str:
    """Return the text under a key of a plain dict in Python, as its last assignment has it."""
    found = re.findall(rf"(?m)^{re.escape(name)}[ \t]*=[ \t]*({_LITERAL})", text)
    if not found:
        return ""
    import ast

    try:
        tree = ast.parse(found[-1], mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    pairs = zip(tree.keys, tree.values, strict=True) if isinstance(tree, ast.Dict) else ()
    said = {
        one.value: value.value
        for one, value in pairs
        if isinstance(one, ast.Constant) and isinstance(value, ast.Constant)
    }
    return str(said.get(key, ""))


_TITLE = (
    r"(?m)^(?:title|SITENAME)[ \t]*[:=][ \t]*"
    r"(?:\"([^\"\\\n]+)\"|'([^'\n]+)'|([^\s\"'#|>&*!\[{][^#\n]*?))[ \t]*(?:#[^\n]*)?\r?$"
)


def plain_title(file: StrPath) -> str:
    """Return the site's title where a generator's file has it on a plain line, else "".

    As in `generator_value`, the file is only searched, since its parser takes long to load.
    """
    found = re.search(_TITLE, _before_tables(generator_text(file)))
    return next(filter(None, found.groups()), "") if found else ""


_LARGEST = 1 << 20
"""Largest file of a generator's settings, in bytes."""


def generator_text(file: StrPath) -> str:
    """Return the text of a generator's file, "" if it is too large or cannot be read."""
    try:
        return read_file(file).decode(errors="replace") if os.stat(file).st_size <= _LARGEST else ""
    except (BlogError, OSError):
        return ""
