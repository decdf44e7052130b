"""The generator's files that URLs depend on, and a checksum of all they say."""

import os
from collections.abc import Iterator, Sequence
from zlib import crc32

from blogcli.store.layouts.detect import DetectedLayout
from blogcli.store.layouts.generator_files import generator_text
from blogcli.store.layouts.walk import is_never_entered


def data_files(root: str, folders: Sequence[str], endings: Sequence[str]) -> Iterator[str]:
    """Yield the existing data files of folders and of those above, `posts/posts.json` for `posts`.

    Their keys hold for all posts in the folder.
    """
    above = {part: None for folder in folders for part in _upwards(folder)} if endings else {}
    for folder in above:
        name = folder.rpartition("/")[2]
        paths = (f"{folder}/{name}.{ending}" for ending in endings)
        yield from (path for path in paths if os.path.isfile(f"{root}/{path}"))


_DATA_ENDINGS = ("json", "js", "cjs", "mjs")


def site_data_files(root: str, folders: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    """Yield the existing data files of these names in the site's root and above the folders."""
    above = dict.fromkeys(["", *(part for folder in folders for part in _upwards(folder))])
    files = [f"{name}.{ending}" for name in names for ending in _DATA_ENDINGS]
    paths = (f"{folder}/{file}".lstrip("/") for folder in above for file in files)
    yield from (path for path in paths if os.path.isfile(f"{root}/{path}"))


_MOST_ROUTES = 100


def route_files(root: str, folder: str) -> Iterator[str]:
    """Yield the files of a folder that make pages of posts, such as `blog/[...slug].astro`."""
    if not folder:
        return
    found = 0
    for place, folders, names in os.walk(f"{root}/{folder}"):
        folders[:] = sorted(name for name in folders if not is_never_entered(name))
        for name in sorted(names):
            if name.startswith("[") and found < _MOST_ROUTES:
                found += 1
                yield os.path.relpath(f"{place}/{name}", root).replace(os.sep, "/")


def rules_checksum(found: DetectedLayout, folders: Sequence[str]) -> int:
    """Return a checksum of the generator's settings and the data of the posts' folders."""
    root, files = found.root, [found.marker] if found.is_sure else []
    if folder := os.path.dirname(found.marker):  # config/_default
        files = [f"{folder}/{name}" for name in sorted(os.listdir(f"{root}/{folder}"))]
    files += found.layout.configs if found.is_sure else ()
    files += data_files(root, folders, found.layout.folder_data)
    files += site_data_files(root, folders, found.layout.site_data)
    files += route_files(root, found.layout.routes)
    return crc32("\0".join(generator_text(f"{root}/{file}") for file in files).encode())


def _upwards(folder: str) -> Iterator[str]:
    while folder and folder != ".":
        yield folder
        folder = os.path.dirname(folder)
