"""Change single settings in a settings file, and leave the rest of it as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from blogcli.errors import UsageError
from blogcli.posts.formats import Drop, Edit, Put, edit
from blogcli.posts.model.document import Document
from blogcli.posts.model.values import Value, key_path
from blogcli.store.changes.change import FileChange
from blogcli.store.fs.files import read_file, read_inside
from blogcli.store.settings.load import BLOG_FILE, BOM, checked
from blogcli.store.settings.schema import Setting, setting_named


def set_settings(file: Path, texts: Mapping[str, str | None]) -> FileChange:
    """Return the change that sets settings in a settings file, or removes those that are None.

    The rest of the file stays as it is. Items of a list are separated by commas. The change is
    relative to the file's folder. Raises NotFound for an unknown name, UsageError for an invalid
    value, Refused if the file cannot be edited like this.
    """
    steps = [_step(name, text) for name, text in texts.items()]
    before = None
    if file.exists():  # the user's own file may be a link to anywhere, the blog's may not
        is_blogs = file.name == BLOG_FILE
        before = read_inside(file.parent, file.name) if is_blogs else read_file(file)
    return FileChange(file.name, before, _edited(before or b"", steps))


def _step(name: str, text: str | None) -> Edit:
    setting = setting_named(name)
    if setting.kind.startswith("table") and name == setting.name:
        raise UsageError(f"'{name}' is a table", f"give one of its entries: {name}.NAME")
    key = key_path(name)
    return Drop(key) if text is None else Put(key, _written(setting, name, text))


def _edited(data: bytes, steps: Sequence[Edit]) -> bytes:
    """Return TOML with edits applied, treating it as the front matter of a post."""
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
    if setting.kind == "words":
        return [*checked(setting, name, text)]
    if setting.kind not in ("list", "table of lists"):
        return str(checked(setting, name, text))
    items = [item.strip() for item in text.split(",") if item.strip()]
    return [*checked(setting, name, items)]
