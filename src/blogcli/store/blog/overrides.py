"""Apply a blog's settings to its generator's layout and conventions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import cast

from blogcli.errors import UsageError
from blogcli.posts.model.conventions import Conventions, FormatName, Split
from blogcli.posts.model.status import DRAFT_MARKS
from blogcli.store.layouts.detect import DetectedLayout
from blogcli.store.layouts.model import Layout
from blogcli.store.layouts.status_rules import STATUS_SWITCHES
from blogcli.store.settings.schema import DRAFT_KEYS, Config, SettingValue, known_zone


def adapt_layout(layout: Layout, config: Config) -> Layout:
    """Return the layout with the folders and the file name pattern of the settings."""
    folders = config.items("posts")
    if folders:
        home = next((folder for folder in folders if not set(folder) & set("*?[{")), layout.home)
        layout = layout._replace(folders=folders, otherwise=(), home=home.strip("/"))
    return layout._replace(file=config.text("file") or layout.file)


def adapt_conventions(
    conventions: Conventions,
    config: Config,
    zones: tuple[tzinfo, tzinfo],
    shown: Mapping[str, bool],
) -> Conventions:
    """Return the conventions with the field names, formats and draft key of the settings.

    `zones` are that of the blog and that of this machine. `shown` is what the generator's own
    settings show (see shown_by_generator).
    """
    split, draft = config.text("split"), config.text("draft")
    names, named = dict(conventions.names), config.table("fields")
    for field, keys in named.items():
        names[field] = tuple(dict.fromkeys((*keys, *names[field])))
    status, unzoned = conventions.status, conventions.unzoned
    if draft:
        mark = DRAFT_MARKS[DRAFT_KEYS[draft]]
        others = [one for one in status.marks if status.any_mark and one.key != mark.key]
        status = status._replace(marks=(mark, *others))
    return conventions._replace(
        format=cast("FormatName", config.text("front_matter") or conventions.format),
        split=Split(split) if split else conventions.split,
        draft_key=DRAFT_KEYS[draft] if draft else conventions.draft_key,
        tags_key=(named.get("tags") or (conventions.tags_key,))[0],
        zone=zones[0],
        machine=zones[1] if conventions.utc_clocks else UTC,
        status=status._replace(**shown),  # type: ignore[arg-type]
        unzoned=None if config.text("timezone") else unzoned,
        names=names,
        exact=conventions.exact - {*named},
    )


_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_HIDING = {"draft": True, "skip": True}
"""Values of the status of posts that name none, in lower case, which hide them."""


def shown_by_generator(found: DetectedLayout) -> Mapping[str, bool]:
    """Return the fields of StatusRules that the generator's own file sets."""
    shown: dict[str, bool] = {}
    for field, key in STATUS_SWITCHES.get(found.layout.name, {}).items():
        words = _HIDING if field == "hides_unmarked" else _TRUTHS
        if (said := found.setting(key).casefold()) in words:
            shown[field] = words[said]
    return shown


def blog_zone(config: Config, found: DetectedLayout, local: tzinfo) -> tuple[tzinfo, Config]:
    """Return the time zone of the settings, else of the generator's own file, else `local`.

    Also return the settings. They include the generator's zone, or a warning if this machine does
    not know it.
    """
    name = config.text("timezone")
    if name:
        return known_zone(name), config
    said = found.setting(found.layout.zone_key)
    if not said:
        return local, config
    try:
        zone = known_zone(said)
    except UsageError as error:
        error.path = found.marker
        return local, config._replace(warnings=(*config.warnings, error))
    return zone, config.filled({"timezone": said}, found.marker)


def shown_by_layout(layout: Layout, conventions: Conventions) -> Mapping[str, SettingValue]:
    """Return what the layout decides, in the form of settings."""
    marks = {key: mark for mark, key in DRAFT_KEYS.items()}
    return {
        "layout": layout.name,
        "posts": layout.folders,
        "file": layout.file,
        "draft": marks[conventions.draft_key] if conventions.status.written else "",
        "split": conventions.split.value,
    }
