"""The languages of a site: the URL path of each, and the folders of their content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from blogcli.posts.links.permalinks import ContentRoot


def language_paths(codes: Iterable[str], default: str, in_subfolder: bool) -> Mapping[str, str]:
    """Return the URL path of each language's pages; the default one's is at the root."""
    paths = {code: f"/{code}" for code in codes}
    return paths | {default: f"/{default}" if in_subfolder else ""}


def content_roots(
    roots: Sequence[ContentRoot], languages: Mapping[str, object], mounts: Sequence[object]
) -> tuple[ContentRoot, ...]:
    """Return the folders of content: those that are mounted, else the usual and each language's."""
    mounted = [one for mount in mounts if (one := _mounted(mount))]
    own = [
        ContentRoot(_clean(table[key]), code)
        for code, table in languages.items()
        if isinstance(table, dict)
        for key in table
        if key.lower() == "contentdir"
    ]
    return (*(mounted or roots), *own)


def _mounted(mount: object) -> ContentRoot | None:
    if not isinstance(mount, dict):
        return None
    said = {str(key).lower(): value for key, value in mount.items()}
    source, target = _clean(said.get("source")), _clean(said.get("target"))
    if not source or f"{target}/".partition("/")[0] != "content":
        return None
    return ContentRoot(source, _language(said), target.removeprefix("content").strip("/"))


def _language(mount: Mapping[str, object]) -> str:
    """Return a mount's language, under `lang` or as the only one of `sites.matrix.languages`."""
    if isinstance(mount.get("lang"), str):
        return cast("str", mount["lang"]).lower()
    found: object = mount
    for key in ("sites", "matrix", "languages"):
        found = found.get(key) if isinstance(found, dict) else None
    only = found[0] if isinstance(found, list) and len(found) == 1 else found
    return only.lower() if isinstance(only, str) and "*" not in only else ""


def _clean(path: object) -> str:
    return path.removeprefix("./").strip("/") if isinstance(path, str) else ""
