"""Read settings from files and from environment variables."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping

from blogcli.errors import BlogError, Unreadable, UsageError
from blogcli.store.fs.files import StrPath, read_file, real_place
from blogcli.store.settings.schema import SETTINGS, Config, Setting, SettingValue, setting_named
from blogcli.store.settings.user_file import user_file

BLOG_FILE = "blog.toml"

BOM = b"\xef\xbb\xbf"


def read_config(environ: Mapping[str, str], root: StrPath | None = None) -> Config:
    """Read the settings of the blog at `root`, or the user's alone.

    An environment variable overrides `blog.toml`, which overrides the user's file. What only the
    user may set is ignored in `blog.toml`, with a warning. Raises UsageError with file and line for
    invalid TOML and for an invalid value.
    """
    own = user_file(environ)
    layers = [_read_toml(own, own)] if own else []
    if root is not None:
        layers.append(_read_toml(f"{root}/{BLOG_FILE}", BLOG_FILE, own or "", of_blog=True))
        layers.append(_of_one_blog(layers[0], root, environ) if own else Config())
    layers.append(_from_environ(environ))
    values: dict[str, SettingValue] = {}
    origins: dict[str, str] = {}
    for layer in layers:
        values.update(layer.values)
        origins.update(layer.origins)
    return Config(values, origins, tuple(warning for layer in layers for warning in layer.warnings))


def _of_one_blog(own: Config, root: StrPath, environ: Mapping[str, str]) -> Config:
    """Return what the user's file says of the blog at `root` alone, under its path."""
    values: dict[str, SettingValue] = {}
    origins: dict[str, str] = {}
    home = environ.get("HOME") or environ.get("USERPROFILE") or "~"
    for entry, value in own.table("blogs").items():
        names = (one.name for one in SETTINGS if entry.endswith(f".{one.name}"))
        setting = setting_named(name) if (name := next(names, "")) else None
        if setting is None or setting.kind.startswith("table"):
            hint = 'write it as in [blogs."~/site"] with serve.command = ["make", "serve"]'
            raise UsageError(f"no setting of one blog: '{entry}'", hint, path=own.origin("blogs"))
        folder = entry.removesuffix(f".{setting.name}")
        folder = home + folder[1:] if folder[:2] in ("~", "~/") else folder
        if os.path.isabs(folder) and os.path.realpath(folder) == os.path.realpath(root):
            said = [*value] if isinstance(value, tuple) else value
            values[setting.name] = checked(setting, setting.name, said)
            origins[setting.name] = own.origin(f"blogs.{entry}")
    return Config(values, origins)


def _from_environ(environ: Mapping[str, str]) -> Config:
    said = {
        setting.name: name
        for setting in SETTINGS
        for name in reversed(setting.env)
        if environ.get(name)
    }
    values = {name: environ[variable] for name, variable in said.items()}
    return Config(values, {name: f"${variable}" for name, variable in said.items()})


def _read_toml(file: str, shown: str, own: str = "", *, of_blog: bool = False) -> Config:
    """Read one settings file; `own` is where settings may go that are ignored in a blog's file."""
    if not os.path.exists(file):
        return Config()
    if of_blog and (fault := _leads_out(file)):
        return Config(warnings=(fault,))
    text = _text(file, shown)
    lines = _lines(text)
    values: dict[str, SettingValue] = {}
    origins: dict[str, str] = {}
    warnings: list[BlogError] = []
    ignored: dict[str, int | None] = {}
    for name, value in _flat(_parsed(text, shown)):
        line_number = lines.get(name)
        try:
            setting = setting_named(name)
            if of_blog and setting.is_the_users(value):
                ignored[name] = line_number
                continue
            values[name] = checked(setting, name, value)
        except BlogError as error:
            error.path, error.line = shown, line_number
            if isinstance(error, UsageError):
                raise
            warnings.append(error)
            if len(warnings) > _MOST_WARNINGS:
                raise UsageError(_TOO_MANY, path=shown) from None
        origins[name] = f"{shown}:{line_number}" if line_number else shown
    if ignored:
        warnings.append(_not_the_blogs(ignored, shown, own))
    return Config(values, origins, tuple(warnings))


def _leads_out(file: str) -> UsageError | None:
    """Return a warning for a blog's file that is a link out of the blog; it is not read."""
    try:
        real_place(os.path.dirname(file), file)
    except UsageError:
        return UsageError("ignored: a link that points outside the blog", path=BLOG_FILE)
    return None


_LONGEST = 1 << 16
"""Largest settings file in bytes; tomllib is slow on text that is crafted to be."""

_MOST_WARNINGS = 100

_TOO_MANY = f"more than {_MOST_WARNINGS} unknown settings"


def _text(file: str, shown: str) -> str:
    try:
        size = os.stat(file).st_size
        text = read_file(file).removeprefix(BOM).decode() if size <= _LONGEST else ""
    except UnicodeDecodeError:
        raise UsageError("not UTF-8", "save it as UTF-8", path=shown) from None
    except Unreadable as error:
        error.path = shown
        raise
    if size > _LONGEST:
        raise UsageError(f"larger than {_LONGEST // 1024} KiB, so not read", path=shown)
    return text


def _parsed(text: str, shown: str) -> Mapping[str, object]:
    from blogcli.posts.formats.limits import Partial
    from blogcli.posts.formats.toml.load import load_toml

    try:
        return load_toml(text)
    except Partial as fault:
        what, colon, reason = fault.problem.removeprefix("the front matter ").partition(": ")
        message = what.removeprefix("is ") + colon + reason.lower()
        raise UsageError(message, path=shown, line=text.count("\n", 0, fault.offset) + 1) from None


def _not_the_blogs(ignored: Mapping[str, int | None], shown: str, own: str) -> UsageError:
    """Return one warning for all entries of a blog's file that only the user may set."""
    names = ", ".join(f"{name} (line {line})" if line else name for name, line in ignored.items())
    theirs = [name for name in ignored if setting_named(name).from_user == "always"]
    message = f"ignored, because it can run programs or point outside the blog: {names}"
    where = own or "your own settings file"
    hint = f"to use it, put {', '.join(theirs)} in {where}" if theirs else ""
    return UsageError(message, hint, path=shown, line=next(iter(ignored.values())))


def _flat(table: Mapping[str, object], start: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{start}{key}.")
        else:
            yield start + key, value


_HEADER = r"\s*\[([^\[\]]+)\]"
_KEY = r"""[\w.\s"'-]+"""


def _lines(text: str) -> Mapping[str, int]:
    """Return the line, from 1, of each dotted key in valid TOML."""
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        key, equals, _ = line.partition("=")
        if header := re.match(_HEADER, line):
            table = header[1] + "."
        elif equals and re.fullmatch(_KEY, key):
            lines.setdefault(re.sub(r"""[\s"']""", "", table + key), number)
    return lines


def command_words(text: str, name: str) -> list[str]:
    """Return the words of a command line, split at blanks as a shell does, with its quotes."""
    from shlex import split

    try:
        return split(text)
    except ValueError:
        raise UsageError(f"unclosed quote in '{name}'", "write it as a list of words") from None


_MOST_ITEMS = 200
"""Most items of a list; each folder of posts costs one more search."""


def checked(setting: Setting, name: str, value: object) -> SettingValue:
    """Return the value if it is valid for the setting. Raises UsageError otherwise."""
    if setting.kind == "words" and isinstance(value, str):
        value = command_words(value, name)
    is_list = setting.kind in ("list", "words", "table of lists") or (
        setting.kind == "table of words" and isinstance(value, list)
    )
    items = value if is_list and isinstance(value, list) else [value]
    if setting.kind == "number":
        items = [str(item) if type(item) is int else item for item in items]
    if len(items) > _MOST_ITEMS:
        raise UsageError(f"'{name}' has more than {_MOST_ITEMS} items")
    texts = [item for item in items if isinstance(item, str)]
    if len(texts) != len(items):
        raise UsageError(f"'{name}' must be {'a list of strings' if is_list else 'a string'}")
    for text in texts:
        if setting.choices and text not in setting.choices:
            listed = ", ".join(setting.choices)
            raise UsageError(f"'{name}' cannot be '{text}'", f"it is one of: {listed}")
        if setting.check is not None:
            setting.check(text)
    return tuple(texts) if is_list else texts[0]
