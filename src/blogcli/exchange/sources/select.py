"""Choose which files of a folder or zip are the export."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from blogcli.errors import Ambiguous, NotFound, UsageError
from blogcli.exchange.sources.detect import HINT, KINDS, kind_of
from blogcli.exchange.sources.export_file import ExportFile

FEED, SETTINGS = "feed.atom", "settings.csv"
# A Takeout also contains themes, and names of other people in followers.csv.
_NOT_LOOKED_AT = re.compile(
    r"(?:^|[/\\])(?:__MACOSX|Profile|Albums)[/\\]|[/\\](?:theme-[^/\\]*|followers\.csv|settings\.csv)$"
    r"|\.(?:jpe?g|png|gif|webp|avif|svg|ico|mp4|mov|mp3|css|js|woff2?|ttf)$",
    re.IGNORECASE,
)
_MOST_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class SelectedExport:
    """The files to read, all of one format, and the settings file of a Takeout's feed."""

    kind: str
    files: list[ExportFile]
    settings: ExportFile | None = None


def select_export(
    files: list[ExportFile], name: str, blog: str = "", format: str = "auto"
) -> SelectedExport:
    """Return the export among the files of `name`.

    `blog` selects one of several blogs, `format` one of several formats. Raises UsageError if no
    file is an export or if the formats differ; Ambiguous or NotFound for the blogs of a Takeout.
    """
    feeds = [file for file in files if PurePath(file.name).name == FEED and not _skipped(file)]
    if feeds and len(files) > 1 and format in ("auto", "takeout"):
        return _of_takeout(files, feeds, name, blog)
    if len(files) == 1:
        [file] = files
        return SelectedExport(
            kind_of(file.sample(), file.name) if format == "auto" else format, files
        )
    return _of_any_kind(files, name, format)


def _of_takeout(
    files: list[ExportFile], feeds: list[ExportFile], name: str, blog: str
) -> SelectedExport:
    named = {PurePath(feed.name).parent.name: feed for feed in feeds}
    blogs = ", ".join(sorted(named))
    if blog:
        feeds = [feed for folder, feed in named.items() if folder.casefold() == blog.casefold()]
        if not feeds:
            raise NotFound(f"has no blog {blog!r}", f"it has {blogs}", path=name)
    if len(feeds) > 1:
        raise Ambiguous(
            f"{name} contains {len(feeds)} blogs", f"pick one with --pick: {blogs}",
            candidates=tuple(sorted(named)),
        )  # fmt: skip
    [feed] = feeds
    path = PurePath(feed.name).with_name(SETTINGS)
    beside = (file for file in files if PurePath(file.name) == path)
    return SelectedExport(kind_of(feed.sample(), feed.name), [feed], next(beside, None))


def _of_any_kind(files: list[ExportFile], name: str, format: str) -> SelectedExport:
    found: dict[str, list[ExportFile]] = {}
    for file in [file for file in files if file.size and not _skipped(file)][:_MOST_LOOKED_AT]:
        try:
            found.setdefault(kind_of(file.sample(), file.name), []).append(file)
        except UsageError:
            continue
    if format in found:
        return SelectedExport(format, found[format])
    if not found or format != "auto":
        wanted = "no export" if format == "auto" else f"no {KINDS[format].label}"
        raise UsageError(f"contains {wanted} in its {len(files)} files", HINT, path=name)
    if len(found) > 1:
        kinds = ", ".join(f"{files[0].name} ({KINDS[kind].label})" for kind, files in found.items())
        raise UsageError(
            f"contains exports of several kinds: {kinds}", "choose with --as", path=name
        )
    [(kind, files)] = found.items()
    return SelectedExport(kind, files)


def _skipped(file: ExportFile) -> bool:
    return _NOT_LOOKED_AT.search(file.name) is not None
