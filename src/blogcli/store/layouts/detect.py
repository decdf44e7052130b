"""Recognize the generator of a folder's blog from the generator's own files."""

import os
import re
from typing import NamedTuple

from blogcli.errors import BlogError
from blogcli.store.fs.files import StrPath, read_file
from blogcli.store.layouts.table import BY_NAME, LAYOUTS, Layout, Marker
from blogcli.store.layouts.walk import leads_out


class DetectedLayout(NamedTuple):
    """The layout of a folder, with its paths as they are there.

    `marker` is the file or folder that identified it, "" for none; a `weak` one is only a folder.
    """

    layout: Layout
    marker: str = ""
    weak: bool = False

    def setting(self, root: StrPath, key: str) -> str:
        """Return the text under a top-level key in the generator's own file, "" for none."""
        return generator_value(f"{root}/{self.marker}", key) if self.marker and key else ""


def detect_layout(root: StrPath, name: str = "") -> DetectedLayout:
    """Return the layout of the blog at `root`: the one called `name`, else the one of its files.

    It is `folder` if no file identifies a generator.
    """
    for layout in [BY_NAME[name]] if name else LAYOUTS:
        for marker in layout.markers:
            if _is_there(root, marker):
                return _settled(DetectedLayout(layout, marker.path, marker.weak), root)
    return _settled(DetectedLayout(BY_NAME[name or "folder"]), root)


def _settled(found: DetectedLayout, root: StrPath) -> DetectedLayout:
    """Return the same with the folder of all content in place of CONTENT."""
    layout = found.layout
    said = found.setting(root, layout.content_key)
    said = "" if leads_out(said) else said.strip("/")
    content = said if said and os.path.isdir(f"{root}/{said}") else layout.content

    def placed(paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(path.replace("CONTENT", content, 1) for path in paths)

    layout = layout._replace(
        folders=placed(layout.folders),
        otherwise=placed(layout.otherwise),
        skip=placed(layout.skip),
        home=placed((layout.home,))[0],
        content=content,
        pages=placed((layout.pages,))[0],
        static=placed((layout.static,))[0],
    )
    return found._replace(layout=layout)


def _is_there(root: StrPath, marker: Marker) -> bool:
    place = f"{root}/{marker.path}"
    if marker.weak:
        return os.path.isdir(place)
    if not os.path.isfile(place):
        return False
    if marker.beside and not os.path.isdir(f"{root}/{marker.beside}"):
        return False
    return not marker.says or re.search(marker.says, generator_text(place)) is not None


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


_LARGEST = 1 << 20
"""Largest file of a generator's settings, in bytes."""


def generator_text(file: StrPath) -> str:
    """Return the text of a generator's file, "" if it is too large or cannot be read."""
    try:
        return read_file(file).decode(errors="replace") if os.stat(file).st_size <= _LARGEST else ""
    except (BlogError, OSError):
        return ""
