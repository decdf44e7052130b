"""What a generator's own settings say, from files that are data; from code, plain lines alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from blogcli.posts.values import nested
from blogcli.store.recognise import generator_text, generator_value

_WORDS = {"true": True, "false": False}
_YAML_WORDS = {"yes": True, "on": True, "no": False, "off": False}


def generator_setting(file: Path, key: str) -> object:
    """The value under a dotted key, case aside; None where there is none that can be read."""
    read = _READERS.get(file.suffix)
    if read is None:
        text = generator_value(file, key) or _in_code(file, key)
        return _WORDS.get(text.casefold(), text or None)
    value = nested(_parsed(generator_text(file), read), key)
    # What generators that read YAML 1.1 take for yes or no.
    return _YAML_WORDS.get(value.casefold(), value) if isinstance(value, str) else value


@lru_cache(4)
def _parsed(text: str, read: Callable[[str], object]) -> object:
    """What a file says, parsed once however many of its settings are asked for."""
    return read(text)


def _in_code(file: Path, key: str) -> str:
    """The text under a key of an object in JavaScript: of the least indented line, "" for none."""
    text = generator_text(file)
    line = re.compile(rf"""^([ \t]*){re.escape(key)}:[ \t]*["']([^"'\n]+)["']""", re.MULTILINE)
    found = sorted(line.findall(text), key=lambda one: len(one[0].expandtabs()))
    return found[0][1] if found else ""


_LONGEST_TOML = 1 << 16
"""Characters; its parser is slow where a text is made to be."""


def _toml(text: str) -> object:
    from blogcli.posts.formats.faults import Partial
    from blogcli.posts.formats.toml_load import load_toml

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
    from blogcli.posts.formats.faults import Partial
    from blogcli.posts.formats.yaml_tree import Branch, compose
    from blogcli.posts.formats.yaml_values import mapping

    try:
        root = compose(text)
    except Partial:
        return None
    return mapping(root, text) if isinstance(root, Branch) and root.is_mapping else None


_READERS: Mapping[str, Callable[[str], object]] = {
    ".toml": _toml,
    ".json": _json,
    ".yml": _yaml,
    ".yaml": _yaml,
}
"""A file that is broken is the generator's to tell, and says nothing here."""
