"""Read the generators' own files: search text for plain settings, or parse data files for any."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from blogcli.errors import BlogError
from blogcli.posts.model.values import nested
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
