"""What a generator's own settings say, from files that are data; from code, plain lines alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from blogcli.errors import BlogError
from blogcli.posts.values import nested
from blogcli.store.files import read_file
from blogcli.store.recognise import generator_value

_WORDS = {"true": True, "false": False}


def generator_setting(file: Path, key: str) -> object:
    """The value under a dotted key, case aside; None where there is none that can be read."""
    read = _READERS.get(file.suffix)
    if read is None:
        text = generator_value(file, key) or _in_code(file, key)
        return _WORDS.get(text.casefold(), text or None)
    try:
        value = read(read_file(file).decode())
    except (BlogError, UnicodeDecodeError):
        return None
    return nested(value, key)


def _in_code(file: Path, key: str) -> str:
    """The text under a key of an object in JavaScript: of the least indented line, "" for none."""
    try:
        text = read_file(file).decode(errors="replace")
    except BlogError:
        return ""
    line = re.compile(rf"""^([ \t]*){re.escape(key)}:[ \t]*["']([^"'\n]+)["']""", re.MULTILINE)
    found = sorted(line.findall(text), key=lambda one: len(one[0].expandtabs()))
    return found[0][1] if found else ""


def _toml(text: str) -> object:
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _json(text: str) -> object:
    import json

    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _yaml(text: str) -> object:
    import yaml

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


_READERS: Mapping[str, Callable[[str], object]] = {
    ".toml": _toml,
    ".json": _json,
    ".yml": _yaml,
    ".yaml": _yaml,
}
"""A file that is broken is the generator's to tell, and says nothing here."""
