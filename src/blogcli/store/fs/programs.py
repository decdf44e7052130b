"""Programs found among the files: on $PATH, in a folder, in a Python package."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping


def programs_on_path(name: str, environ: Mapping[str, str]) -> Iterator[str]:
    """Yield the programs of that name in the folders of $PATH; a relative folder never counts."""
    for folder in environ.get("PATH", "").split(os.pathsep):
        if os.path.isabs(folder) and (found := program_in(folder, name)):
            yield found


def program_in(folder: str, name: str) -> str:
    """Return the path of a program in a folder, "" if it is not there."""
    from shutil import which

    return which(name, path=folder) or ""


def program_of_package(path: str) -> str:
    """Return a program that lies in a Python package, by the package's name and the path in it.

    "" if this Python has no such package; nothing of it is imported.
    """
    from importlib.util import find_spec

    package, _, inner = path.partition("/")
    spec = find_spec(package)
    places = (spec.submodule_search_locations if spec else None) or ()
    found = (f"{place}/{inner}" for place in places)
    return next((one for one in found if os.path.isfile(one) and os.access(one, os.X_OK)), "")
