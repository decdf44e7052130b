"""Recognize the generator of a folder's blog from the generator's own files."""

import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from blogcli.store.fs.files import StrPath
from blogcli.store.layouts.folder_settings import FOLDER_SETTINGS, FolderSettings
from blogcli.store.layouts.generator_config import site_setting
from blogcli.store.layouts.generator_files import generator_text, generator_value
from blogcli.store.layouts.model import PLAIN, Layout, Marker
from blogcli.store.layouts.table import BY_NAME, LAYOUTS, USUAL_NAMES
from blogcli.store.layouts.walk import leads_out


class DetectedLayout(NamedTuple):
    """The layout of a folder, with its paths as they are there.

    `marker` is the file or folder that identified it, "" for none; a `weak` one is only a folder.
    """

    layout: Layout
    marker: str = ""
    weak: bool = False

    @property
    def says(self) -> FolderSettings:
        """Return where the generator's own files name folders."""
        return FOLDER_SETTINGS.get(self.layout.name, FolderSettings())

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
    layout, says = found.layout, found.says
    contents = _contents(found, root)
    content = contents[0]
    said = tuple(_said_folders(found, root, content, says.posts))
    pages = _said_folders(found, root, content, says.pages)

    def placed(paths: tuple[str, ...], into: Sequence[str] = (content,)) -> tuple[str, ...]:
        return tuple(_placed(path, one) for path in paths for one in into)

    built = tuple(_built(found, root))
    folders, elsewhere = layout.folders, layout.elsewhere
    if layout.otherwise:
        elsewhere = (*said, *elsewhere)
        folders = tuple(one for one in said if os.path.basename(one) in USUAL_NAMES) or folders
    elif collections := tuple(_collections(found, root)):
        folders = (*folders, *collections)
        layout = layout._replace(home=collections[0], drafts="", file=PLAIN)
    elif said:
        folders = said if folders == ("CONTENT",) else (*folders, *said)
    layout = layout._replace(
        folders=tuple(dict.fromkeys(placed(folders, contents))),
        elsewhere=elsewhere,
        otherwise=tuple(dict.fromkeys(placed(layout.otherwise, contents))),
        skip=(*placed(layout.skip), *pages, *built),
        partials=layout.partials and not _takes_all_names(found, root),
        built=built,
        other=says.others,
        home=placed((layout.home,))[0],
        content=found.layout.content if _are_of_languages(found, root, contents) else content,
        pages=placed((layout.pages,))[0],
        static=placed((layout.static,))[0],
    )
    return found._replace(layout=layout)


def _collections(found: DetectedLayout, root: StrPath) -> Iterator[str]:
    """Yield the folders of the collections whose files have pages, as their YAML is mostly written.

    There are none beside folders of usual posts. The text is searched, not parsed, as by
    generator_value.
    """
    usual = (found.layout.home, found.layout.drafts)
    key = "" if any(os.path.isdir(f"{root}/{one}") for one in usual) else found.says.collections
    above = _inner(found.setting(root, f"{key}_dir")) if key else ""
    for text in own_texts(found, root) if key else ():
        name, first = "", 0
        block = re.search(rf"(?m)^{key}:[ \t\r]*\n((?:[ \t#].*\n|[ \t\r]*\n)*)", f"{text}\n")
        for line in re.finditer(r"(?m)^([ \t]+)([\w-]+):(.*)", block[1] if block else ""):
            first = first or len(line[1])
            name = line[2] if len(line[1]) == first else name
            path = f"{above}/_{name}".lstrip("/")
            if re.search(r"\boutput:[ \t]*true\b", line[0]) and os.path.isdir(f"{root}/{path}"):
                yield path


def _takes_all_names(found: DetectedLayout, root: StrPath) -> bool:
    """Return whether the generator's own files take posts by a pattern that no name escapes."""
    says = found.says.all_names
    return bool(says) and any(re.search(says, text) for text in own_texts(found, root))


def _are_of_languages(found: DetectedLayout, root: StrPath, contents: Sequence[str]) -> bool:
    """Return whether folders of content are those of languages, and no one folder holds all."""
    said = found.says.contents and not found.setting(root, found.layout.content_key)
    return bool(said) and found.layout.content not in contents


def _placed(path: str, content: str) -> str:
    place = path.replace("CONTENT", content, 1)
    return os.path.normpath(place) if place.startswith("./") else place


def _contents(found: DetectedLayout, root: StrPath) -> tuple[str, ...]:
    """Return the folders of all content, the first of which takes new posts."""
    layout, says = found.layout, found.says
    written = found.setting(root, layout.content_key)
    said = _inner(written)
    said = said if said and os.path.isdir(f"{root}/{said}") else ""
    usual = said or layout.content
    if says.contents and any(re.search(says.contents, one) for one in own_texts(found, root)):
        from blogcli.store.layouts.content_roots import content_roots

        mounted, own = content_roots(
            lambda key: site_setting(root, found.marker, key, says.configs), says
        )
        inner = (_inner(one.folder) for one in (*mounted, *own))
        there = dict.fromkeys(one for one in inner if one and os.path.isdir(f"{root}/{one}"))
        apart = not mounted and not any(f"{one}/".startswith(f"{usual}/") for one in there)
        if there:
            first = [usual] if said or (apart and os.path.isdir(f"{root}/{usual}")) else []
            return tuple(dict.fromkeys([*first, *there]))
    is_there = written or not says.unset or os.path.isdir(f"{root}/{layout.content}")
    return (usual if is_there else says.unset,)


def _said_folders(found: DetectedLayout, root: StrPath, content: str, says: str) -> Iterator[str]:
    """Yield the existing folders that the generator's own files name after `says`."""
    layout = found.layout
    for text in own_texts(found, root) if says else ():
        for part in re.findall(says, text):
            for name in re.findall(r"""["']([^"'\n]*)["']""", part):
                below = name if "CONTENT" not in layout.folders else f"{content}/{name}"
                path = _inner(below)
                if path and path != "." and os.path.isdir(f"{root}/{path}"):
                    yield path


def own_texts(found: DetectedLayout, root: StrPath) -> list[str]:
    """Return the texts of the generator's own files, none for a folder that only looks like it."""
    files = (found.marker, *found.says.configs) if found.marker and not found.weak else ()
    return [generator_text(f"{root}/{file}") for file in files]


def _inner(path: str) -> str:
    """Return a path inside the blog in its shortest form, "" for one that leads out."""
    path = path.strip()
    return "" if not path or leads_out(path.rstrip("/")) else os.path.normpath(path)


def _built(found: DetectedLayout, root: StrPath) -> Iterator[str]:
    """Yield the folder of the built site that the generator's own files name."""
    key = found.says.output
    if not key or not found.marker or found.weak:
        return
    said = [found.setting(root, key)]
    if re.search(r"\.[cm]?[jt]s\Z", found.marker):
        code = generator_text(f"{root}/{found.marker}")
        said += re.findall(rf"""\b{re.escape(key)}["']?[ \t]*:[ \t]*["']([^"'\n]+)["']""", code)
        said += re.findall(r"""\bsetOutputDirectory\([ \t]*["']([^"'\n]+)["']""", code)
        scripts = generator_text(f"{root}/package.json")
        said += re.findall(r"eleventy\b[^\"\n&|;]*?--output[= ]([^\s\"'&|;]+)", scripts)
    for one in said:
        if _inner(one) not in ("", "."):
            yield _inner(one)


def _is_there(root: StrPath, marker: Marker) -> bool:
    place = f"{root}/{marker.path}"
    if marker.weak:
        return os.path.isdir(place)
    if not os.path.isfile(place):
        return False
    if marker.beside and not os.path.isdir(f"{root}/{marker.beside}"):
        return False
    return not marker.says or re.search(marker.says, generator_text(place)) is not None
