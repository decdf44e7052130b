"""Read a generator's own settings: parse data files; in code, search plain lines only."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from blogcli.posts.model.values import nested
from blogcli.store.fs.files import StrPath
from blogcli.store.layouts.generator_files import generator_text, generator_value

_WORDS = {"true": True, "false": False}
_YAML_WORDS = {"yes": True, "on": True, "no": False, "off": False}


def generator_setting(file: StrPath, key: str) -> object:
    """Return the value under a dotted key, ignoring case; None if it cannot be read."""
    read = _READERS.get(os.path.splitext(file)[1])
    if read is None:
        text = generator_value(file, key) or _in_code(file, key)
        return _WORDS.get(text.casefold(), text or None)
    value = nested(_parsed(generator_text(file), read), key)
    # Generators that read YAML 1.1 take these words for booleans.
    return _YAML_WORDS.get(value.casefold(), value) if isinstance(value, str) else value


def site_setting(root: StrPath, marker: str, key: str, configs: Sequence[str] = ()) -> object:
    """Return a setting of the site: from its marker, else from the file for that table.

    That is beside the marker or among the `configs`: Hugo's `config/_default/languages.toml`.
    """
    if not marker or not key:
        return None
    found = generator_setting(f"{root}/{marker}", key)
    first, _, rest = key.partition(".")
    folder, ending = os.path.dirname(marker), os.path.splitext(marker)[1]
    places = [f"{folder}/{first}{ending}"] if folder else []
    places += (one for one in configs if os.path.splitext(os.path.basename(one))[0] == first)
    for place in places if found is None else ():
        if os.path.isfile(f"{root}/{place}"):
            return generator_setting(f"{root}/{place}", rest)
    return found


@lru_cache(4)
def _parsed(text: str, read: Callable[[str], object]) -> object:
    """Parse a file once, however many of its settings are needed."""
    return read(text)


def _in_code(file: StrPath, key: str) -> str:
    """Return the text under a key in JavaScript, on the least indented line; "" for none."""
    text = generator_text(file)
    line = re.compile(rf"""^([ \t]*){re.escape(key)}:[ \t]*["']([^"'\n]+)["']""", re.MULTILINE)
    found = sorted(line.findall(text), key=lambda one: len(one[0].expandtabs()))
    return found[0][1] if found else ""


_LONGEST_TOML = 1 << 16
"""Most characters of TOML; its parser is slow on text that is crafted to be."""


def _toml(text: str) -> object:
    from blogcli.posts.formats.limits import Partial
    from blogcli.posts.formats.toml.load import load_toml

    try:
        return load_toml(text) if len(text) <= _LONGEST_TOML else None
    except Partial:
        return None


def _json(text: str) -> object:
    import json

    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _yaml(text: str) -> object:
    from blogcli.posts.formats.limits import Partial
    from blogcli.posts.formats.yaml.compose import compose_yaml
    from blogcli.posts.formats.yaml.tree import Branch
    from blogcli.posts.formats.yaml.values import mapping

    try:
        root = compose_yaml(text)
    except Partial:
        return None
    return mapping(root, text) if isinstance(root, Branch) and root.is_mapping else None


_READERS: Mapping[str, Callable[[str], object]] = {
    ".toml": _toml,
    ".json": _json,
    ".yml": _yaml,
    ".yaml": _yaml,
}
"""Parsers by file extension. A broken file gives None: reporting it is the generator's job."""
