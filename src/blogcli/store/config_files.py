"""Settings read from files and from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping

from blogcli.errors import BlogError, UsageError
from blogcli.store.config import SETTINGS, Config, Setting, SettingValue, setting_named
from blogcli.store.files import StrPath, read_file

BLOG_FILE = "blog.toml"

BOM = b"\xef\xbb\xbf"


def user_file(environ: Mapping[str, str]) -> str | None:
    """The user's own settings file, there or not; None where the environment names no home.

    It is `blogcli/config.toml` in `$XDG_CONFIG_HOME`, else in `~/.config`
    (https://specifications.freedesktop.org/basedir-spec/latest/).
    """
    folder = environ.get("XDG_CONFIG_HOME", "")
    home = environ.get("HOME") or environ.get("USERPROFILE")
    if not os.path.isabs(folder):
        folder = f"{home}/.config" if home else ""
    return os.path.join(folder, "blogcli", "config.toml") if folder else None


def read_config(environ: Mapping[str, str], root: StrPath | None = None) -> Config:
    """The settings of the blog at `root`, or the user's alone.

    A variable wins over `blog.toml`, and that over the user's file. Raises UsageError with file
    and line for a file that is not TOML and for a value that a setting cannot have.
    """
    own = user_file(environ)
    layers = [_read_toml(own, own)] if own else []
    if root is not None:
        layers.append(_read_toml(f"{root}/{BLOG_FILE}", BLOG_FILE))
    layers.append(_from_environ(environ))
    values: dict[str, SettingValue] = {}
    origins: dict[str, str] = {}
    for layer in layers:
        values.update(layer.values)
        origins.update(layer.origins)
    return Config(values, origins, tuple(warning for layer in layers for warning in layer.warnings))


def _from_environ(environ: Mapping[str, str]) -> Config:
    said = {
        setting.name: name
        for setting in SETTINGS
        for name in reversed(setting.env)
        if environ.get(name)
    }
    values = {name: environ[variable] for name, variable in said.items()}
    return Config(values, {name: f"${variable}" for name, variable in said.items()})


def _read_toml(file: str, shown: str) -> Config:
    if not os.path.exists(file):
        return Config()
    from tomllib import TOMLDecodeError, loads

    try:
        text = read_file(file).removeprefix(BOM).decode()
        written = list(_flat(loads(text)))
    except UnicodeDecodeError:
        raise UsageError("not UTF-8", "save it as UTF-8", path=shown) from None
    except TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        found = re.search(r"line (\d+)", place)
        line = int(found[1]) if found else len(text.splitlines())  # at the end of the file
        raise UsageError(f"not TOML: {message.lower()}", path=shown, line=line) from None
    lines = _lines(text)
    values: dict[str, SettingValue] = {}
    origins: dict[str, str] = {}
    warnings: list[BlogError] = []
    for name, value in written:
        line_number = lines.get(name)
        try:
            values[name] = checked(setting_named(name), name, value)
        except BlogError as error:
            error.path, error.line = shown, line_number
            if isinstance(error, UsageError):
                raise
            warnings.append(error)
        origins[name] = f"{shown}:{line_number}" if line_number else shown
    return Config(values, origins, tuple(warnings))


def _flat(table: Mapping[str, object], start: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{start}{key}.")
        else:
            yield start + key, value


_HEADER = r"\s*\[([^\[\]]+)\]"
_ENTRY = r"""\s*([\w.\s"'-]+?)\s*="""


def _lines(text: str) -> Mapping[str, int]:
    """The line, from 1, of each dotted key of a TOML text, which is known to be well formed."""
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(_HEADER, line):
            table = header[1] + "."
        elif entry := re.match(_ENTRY, line):
            lines.setdefault(re.sub(r"""[\s"']""", "", table + entry[1]), number)
    return lines


def checked(setting: Setting, name: str, value: object) -> SettingValue:
    """The value, if the setting can have it; raises UsageError."""
    is_list = setting.kind in ("list", "table of lists")
    items = value if is_list and isinstance(value, list) else [value]
    texts = [item for item in items if isinstance(item, str)]
    if len(texts) != len(items):
        raise UsageError(f"'{name}' must be {'a list of texts' if is_list else 'text'}")
    for text in texts:
        if setting.choices and text not in setting.choices:
            listed = ", ".join(setting.choices)
            raise UsageError(f"'{name}' cannot be '{text}'", f"it is one of: {listed}")
        if setting.check is not None:
            setting.check(text)
    return tuple(texts) if is_list else texts[0]
