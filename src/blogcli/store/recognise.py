"""Which generator's blog a folder is, told from the generator's own files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from blogcli.errors import BlogError
from blogcli.store.files import read_file
from blogcli.store.layouts import BY_NAME, LAYOUTS, Layout, Marker


class Recognised(NamedTuple):
    """The layout of a folder, with its paths as they are there.

    `marker` is the file or folder that told it, "" for none; a `weak` one is a mere folder.
    """

    layout: Layout
    marker: str = ""
    weak: bool = False

    def setting(self, root: Path, key: str) -> str:
        """What the generator's own file says under a top-level key, "" for nothing."""
        return generator_value(root / self.marker, key) if self.marker and key else ""


def recognise(root: Path, name: str = "") -> Recognised:
    """The layout of the blog at `root`: the one called `name`, else what its files tell.

    It is `folder` where they tell nothing.
    """
    for layout in [BY_NAME[name]] if name else LAYOUTS:
        for marker in layout.markers:
            if _is_there(root, marker):
                return _settled(Recognised(layout, marker.path, marker.weak), root)
    return _settled(Recognised(BY_NAME[name or "folder"]), root)


def _settled(found: Recognised, root: Path) -> Recognised:
    """The same with the folder of all content in the place of CONTENT."""
    layout = found.layout
    said = found.setting(root, layout.content_key).strip("/")
    content = said if said and (root / said).is_dir() else layout.content

    def placed(paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(path.replace("CONTENT", content, 1) for path in paths)

    layout = layout._replace(
        folders=placed(layout.folders),
        otherwise=placed(layout.otherwise),
        skip=placed(layout.skip),
        home=placed((layout.home,))[0],
    )
    return found._replace(layout=layout)


def _is_there(root: Path, marker: Marker) -> bool:
    place = root / marker.path
    if marker.weak:
        return place.is_dir()
    if not place.is_file() or (marker.beside and not (root / marker.beside).is_dir()):
        return False
    return not marker.says or re.search(marker.says, _text(place)) is not None


def generator_value(file: Path, key: str) -> str:
    """The text under a plain top-level key of a generator's file, "" without it.

    Only looked for, not parsed: `key: text`, `key = "text"` and `"key": "text"` at the start of a
    line serve YAML, TOML, JSON and Python, and the file may be beyond any parser. What follows a
    TOML table's header, or is indented outside JSON, belongs to something else.
    """
    text = _text(file)
    table = re.search(r"(?m)^\[", text)
    indent = r"[ \t]*" if file.suffix == ".json" else ""
    pattern = rf"""(?mi)^{indent}["']?{re.escape(key)}["']?[ \t]*[:=][ \t]*["']?([^"'#\s,]+)"""
    found = re.search(pattern, text[: table.start()] if table else text)
    return found[1] if found else ""


def _text(file: Path) -> str:
    try:
        return read_file(file).decode(errors="replace")
    except BlogError:
        return ""
