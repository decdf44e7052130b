"""The folders of content that a generator's settings name: of languages, and mounted ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from blogcli.posts.links.permalinks import ContentRoot
from blogcli.store.layouts.model import Layout


def content_roots(
    setting: Callable[[str], object], layout: Layout
) -> tuple[list[ContentRoot], list[ContentRoot]]:
    """Return the folders that are mounted in place of the usual one, and those of languages."""
    mounts, languages = setting(layout.mounts_key), setting(layout.languages_key)
    mounted = [
        one for mount in (mounts if isinstance(mounts, list) else ()) if (one := _mounted(mount))
    ]
    own = [
        ContentRoot(_clean(table[key]), str(code).lower())
        for code, table in (languages.items() if isinstance(languages, dict) else ())
        if isinstance(table, dict)
        for key in table
        if key.lower() == "contentdir"
    ]
    return mounted, own


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
