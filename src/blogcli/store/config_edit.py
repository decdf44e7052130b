"""A change of one setting in a settings file; all else in it stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from blogcli.errors import UsageError
from blogcli.posts.document import Document
from blogcli.posts.formats import Drop, Edit, Put, edit
from blogcli.posts.values import Value, key_path
from blogcli.store.changes import Change
from blogcli.store.config import Setting, setting_named
from blogcli.store.config_files import BOM, checked
from blogcli.store.files import read_file


def set_setting(file: Path, name: str, text: str | None) -> Change:
    """What gives a setting a new value in a settings file, or takes it out for None.

    All else in the file stays as it is. Items of a list stand between commas. The Change is
    relative to the file's folder. Raises NotFound for an unknown name, UsageError for a value that
    the setting cannot have, Refused where the file cannot be edited so.
    """
    return _changed(file, [_step(name, text)])


def set_settings(file: Path, texts: Mapping[str, str]) -> Change:
    """What gives several settings new values at once; raises as `set_setting`."""
    return _changed(file, [_step(name, text) for name, text in texts.items()])


def _changed(file: Path, steps: Sequence[Edit]) -> Change:
    before = read_file(file) if file.exists() else None
    return Change(file.name, before, _edited(before or b"", steps))


def _step(name: str, text: str | None) -> Edit:
    setting = setting_named(name)
    if setting.kind.startswith("table") and name == setting.name:
        raise UsageError(f"'{name}' is a table", f"give one of its entries: {name}.NAME")
    key = key_path(name)
    return Drop(key) if text is None else Put(key, _written(setting, name, text))


def _edited(data: bytes, steps: Sequence[Edit]) -> bytes:
    """A TOML file with edits made, by way of a post that has the file as its front matter."""
    bom = BOM if data.startswith(BOM) else b""
    text = data.removeprefix(BOM)
    end = b"\r\n" if b"\r\n" in text else b"\n"
    is_cut = text != b"" and not text.endswith(b"\n")
    fence = b"+++" + end
    meta = (text + end * is_cut).decode()
    document = edit(Document("toml", b"", opening=fence, meta=meta, closing=fence), steps)
    edited = document.meta.encode()
    return bom + (edited.removesuffix(end) if is_cut else edited)


def _written(setting: Setting, name: str, text: str) -> Value:
    if setting.kind not in ("list", "table of lists"):
        return str(checked(setting, name, text))
    items = [item.strip() for item in text.split(",") if item.strip()]
    return [*checked(setting, name, items)]
