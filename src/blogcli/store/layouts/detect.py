"""Recognize the generator of a folder's blog from the generator's own files."""

import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from blogcli.store.fs.files import StrPath
from blogcli.store.layouts.generator_files import generator_text, generator_value, site_setting
from blogcli.store.layouts.model import PLAIN, Layout, Marker
from blogcli.store.layouts.table import BY_NAME, LAYOUTS, USUAL_NAMES
from blogcli.store.layouts.walk import leads_out


class DetectedLayout(NamedTuple):
    """The layout of the folder `root`, with its paths as they are there.

    `marker` is the file or folder that identified it, "" for none; a `weak` one is only a folder.
    """

    root: str
    layout: Layout
    marker: str = ""
    weak: bool = False

    @property
    def is_sure(self) -> bool:
        """Return whether a file identified it."""
        return bool(self.marker) and not self.weak

    def setting(self, key: str) -> str:
        """Return the text under a top-level key in the generator's own file, "" for none."""
        return generator_value(f"{self.root}/{self.marker}", key) if self.marker and key else ""

    def value(self, key: str) -> object:
        """Return a setting of the generator's own files, parsed; None without it."""
        return site_setting(self.root, self.marker, key, self.layout.configs)

    def texts(self) -> list[str]:
        """Return the texts of the generator's own files, none for a folder that looks like it."""
        files = (self.marker, *self.layout.configs) if self.is_sure else ()
        return [generator_text(f"{self.root}/{file}") for file in files]

    def has_folder(self, path: str) -> bool:
        """Return whether this is a folder in it."""
        return os.path.isdir(f"{self.root}/{path}")


def detect_layout(root: StrPath, name: str = "") -> DetectedLayout:
    """Return the layout of the blog at `root`: the one called `name`, else the one of its files.

    It is `folder` if no file identifies a generator.
    """
    place = os.fspath(root)
    for layout in [BY_NAME[name]] if name else LAYOUTS:
        for marker in layout.markers:
            if _is_there(place, marker):
                return _settled(DetectedLayout(place, layout, marker.path, marker.weak))
    return _settled(DetectedLayout(place, BY_NAME[name or "folder"]))


def _settled(found: DetectedLayout) -> DetectedLayout:
    """Return the same with the folder of all content in place of CONTENT."""
    layout = found.layout
    contents = _contents(found)
    content = contents[0]
    said = tuple(_said_folders(found, content, layout.posts_named))
    pages = _said_folders(found, content, layout.pages_named)

    def placed(paths: tuple[str, ...], into: Sequence[str] = (content,)) -> tuple[str, ...]:
        return tuple(_placed(path, one) for path in paths for one in into)

    built = tuple(_built(found))
    folders, elsewhere = layout.folders, layout.elsewhere
    if layout.otherwise:
        elsewhere = (*said, *elsewhere)
        folders = tuple(one for one in said if os.path.basename(one) in USUAL_NAMES) or folders
    elif collections := tuple(_collections(found)):
        folders = (*folders, *collections)
        layout = layout._replace(home=collections[0], drafts="", file=PLAIN)
    elif said:
        folders = said if folders == ("CONTENT",) else (*folders, *said)
    layout = layout._replace(
        folders=tuple(dict.fromkeys(placed(folders, contents))),
        elsewhere=elsewhere,
        otherwise=tuple(dict.fromkeys(placed(layout.otherwise, contents))),
        skip=(*placed(layout.skip), *pages, *built),
        partials=layout.partials and not _says(found, layout.all_names),
        built=built,
        home=placed((layout.home,))[0],
        content=found.layout.content if _are_of_languages(found, contents) else content,
        pages=placed((layout.pages,))[0],
        static=placed((layout.static,))[0],
    )
    return found._replace(layout=layout)


def _collections(found: DetectedLayout) -> Iterator[str]:
    """Yield the folders of the collections whose files have pages, as their YAML is mostly written.

    There are none beside folders of usual posts. The text is searched, not parsed, as by
    generator_value.
    """
    usual = (found.layout.home, found.layout.drafts)
    key = "" if any(map(found.has_folder, usual)) else found.layout.collections_key
    above = _inner(found.setting(f"{key}_dir")) if key else ""
    for text in found.texts() if key else ():
        name, first = "", 0
        block = re.search(rf"(?m)^{key}:[ \t\r]*\n((?:[ \t#].*\n|[ \t\r]*\n)*)", f"{text}\n")
        for line in re.finditer(r"(?m)^([ \t]+)([\w-]+):(.*)", block[1] if block else ""):
            first = first or len(line[1])
            name = line[2] if len(line[1]) == first else name
            path = f"{above}/_{name}".lstrip("/")
            if re.search(r"\boutput:[ \t]*true\b", line[0]) and found.has_folder(path):
                yield path


def _says(found: DetectedLayout, pattern: str) -> bool:
    """Return whether the generator's own files have what the pattern finds, if there is one."""
    return bool(pattern) and any(re.search(pattern, text) for text in found.texts())


def _are_of_languages(found: DetectedLayout, contents: Sequence[str]) -> bool:
    """Return whether folders of content are those of languages, and no one folder holds all."""
    said = found.layout.contents and not found.setting(found.layout.content_key)
    return bool(said) and found.layout.content not in contents


def _placed(path: str, content: str) -> str:
    place = path.replace("CONTENT", content, 1)
    return os.path.normpath(place) if place.startswith("./") else place


def _contents(found: DetectedLayout) -> tuple[str, ...]:
    """Return the folders of all content, the first of which takes new posts."""
    layout = found.layout
    written = found.setting(layout.content_key)
    said = _inner(written)
    said = said if said and found.has_folder(said) else ""
    usual = said or layout.content
    if _says(found, layout.contents):
        from blogcli.store.layouts.content_roots import content_roots

        mounted, own = content_roots(found.value, layout)
        inner = (_inner(one.folder) for one in (*mounted, *own))
        there = dict.fromkeys(one for one in inner if one and found.has_folder(one))
        apart = not mounted and not any(f"{one}/".startswith(f"{usual}/") for one in there)
        if there:
            first = [usual] if said or (apart and found.has_folder(usual)) else []
            return tuple(dict.fromkeys([*first, *there]))
    is_there = written or not layout.unset or found.has_folder(layout.content)
    return (usual if is_there else layout.unset,)


def _said_folders(found: DetectedLayout, content: str, pattern: str) -> Iterator[str]:
    """Yield the existing folders that the generator's own files name after the pattern."""
    for text in found.texts() if pattern else ():
        for part in re.findall(pattern, text):
            for name in re.findall(r"""["']([^"'\n]*)["']""", part):
                is_below = "CONTENT" in found.layout.folders
                path = _inner(f"{content}/{name}" if is_below else name)
                if path and path != "." and found.has_folder(path):
                    yield path


def _inner(path: str) -> str:
    """Return a path inside the blog in its shortest form, "" for one that leads out."""
    path = path.strip()
    return "" if not path or leads_out(path.rstrip("/")) else os.path.normpath(path)


def _built(found: DetectedLayout) -> Iterator[str]:
    """Yield the folder of the built site that the generator's own files name."""
    key, root = found.layout.output_key, found.root
    if not key or not found.is_sure:
        return
    said = [found.setting(key)]
    if re.search(r"\.[cm]?[jt]s\Z", found.marker):
        code = generator_text(f"{root}/{found.marker}")
        said += re.findall(rf"""\b{re.escape(key)}["']?[ \t]*:[ \t]*["']([^"'\n]+)["']""", code)
        said += re.findall(r"""\bsetOutputDirectory\([ \t]*["']([^"'\n]+)["']""", code)
        scripts = generator_text(f"{root}/package.json")
        said += re.findall(r"eleventy\b[^\"\n&|;]*?--output[= ]([^\s\"'&|;]+)", scripts)
    for one in said:
        if _inner(one) not in ("", "."):
            yield _inner(one)


def _is_there(root: str, marker: Marker) -> bool:
    place = f"{root}/{marker.path}"
    if marker.weak:
        return os.path.isdir(place)
    if not os.path.isfile(place):
        return False
    if marker.beside and not os.path.isdir(f"{root}/{marker.beside}"):
        return False
    return not marker.says or re.search(marker.says, generator_text(place)) is not None
