"""An import: read the exports, plan the changes, and keep them in a spool on disk."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from blogcli.cli.app import App
from blogcli.errors import BlogError, Unreadable
from blogcli.exchange.albums import NO_ALBUMS, albums_of
from blogcli.exchange.arrival import Arrival, File, Outcome
from blogcli.exchange.leads import Leads, host_of
from blogcli.exchange.pictures import Pictures
from blogcli.exchange.plan import Planned, Wishes, planned
from blogcli.exchange.reading import Reading, open_export
from blogcli.exchange.target import Target
from blogcli.exchange.values import Notice, Options
from blogcli.exchange.values import Site as OldSite
from blogcli.output.transfer import Report, Row
from blogcli.posts.dates import zone_named
from blogcli.store.blog import Blog
from blogcli.store.changes import Change
from blogcli.store.config_edit import set_settings
from blogcli.store.config_files import BLOG_FILE
from blogcli.store.files import read_inside
from blogcli.store.pages import is_page_path, page_path, pages
from blogcli.store.sites import Site
from blogcli.store.spool import Spool

if TYPE_CHECKING:
    from blogcli.posts.values import When


@dataclass(slots=True)
class Brought:
    """The result of an import: changes in the spool, and the report."""

    spool: Spool
    changes: list[Change] = field(default_factory=list)
    report: Report = field(default_factory=Report)
    settings: dict[str, str] = field(default_factory=dict)
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def take(self, found: Planned) -> None:
        """Add one item of the plan."""
        rows = self.report.rows
        if isinstance(found, OldSite):
            self.settings = settings_of(found) | self.settings
        elif isinstance(found, Notice):
            what = "post" if found.post else "export"
            rows.append(Row("changed", what, title=found.post, reason=found.message))
        elif isinstance(found, File):
            self.changes.append(self.spool.change(*found))
            self.counts["new", "picture", "from the Takeout's albums"] += 1
        elif isinstance(found, Arrival):
            self.changes += [self.spool.change(*file) for file in found.files]
            rows.extend(_rows(found))
        else:
            key = ("changed" if found.harmless else "left", found.what, found.reason)
            self.counts[key] += found.count


def bring_in(
    app: App, sources: tuple[str, ...], options: Options, wishes: Wishes, spool: Spool
) -> Brought:
    """Read and plan every source; nothing is written. Raises as `open_export`."""
    from time import monotonic

    from blogcli.output.progress import Progress

    bar = Progress(app.terminal, "importing", monotonic)
    options = replace(options, progress=lambda done: bar.step(int(100 * done), 100))
    brought = Brought(spool)
    try:
        target = target_of(app.blog)
        with ExitStack() as opened:
            readings = []
            for source in sources:
                stream = app.terminal.stdin.buffer if source == "-" else app.cwd / source
                readings.append(opened.enter_context(open_export(stream, options)))
                brought.report.sources.append(source)
                brought.report.kinds.append(readings[-1].label)
            for found in _plan(app.blog, readings, target, wishes):
                brought.take(found)
    except BlogError as error:
        error.path = error.path.removeprefix(f"{app.cwd}{os.sep}")  # as the user typed it
        raise
    finally:
        bar.clear()
    brought.report.rows += [
        Row(outcome, what, reason=reason, count=count)
        for (outcome, what, reason), count in brought.counts.items()
    ]
    _settle(app.blog, brought)
    return brought


def _plan(blog: Blog, readings: list[Reading], target: Target, wishes: Wishes) -> Iterator[Planned]:
    """Yield the plan for all exports. An outline comes first: a post may link to a later one."""
    outline, trial = replace(wishes, outline=True), target.copy()
    zone = None
    for reading in readings:
        for found in planned(reading.outline, trial, outline):
            if wishes.outline:
                yield found
            elif isinstance(found, OldSite):
                zone = zone or zone_named(found.timezone)
    if wishes.outline:
        return
    del trial  # it is as large as the blog
    if zone and not blog.config.text("timezone"):  # the import sets it as the blog's time zone
        target.leads.link = Site(blog).links(zone)
    pictures = Pictures(target) if wishes.images == "takeout" else None
    for reading in readings:
        if pictures and not pictures.look_in(albums_of(reading)):
            yield Notice(NO_ALBUMS)
        yield from planned(reading.entries, target, wishes, pictures)


def target_of(blog: Blog) -> Target:
    """Return what the plan needs to know of the blog; reads every post once."""

    def place(slug: str, when: When, draft: bool, page: bool) -> str | None:
        try:
            return page_path(blog, slug) if page else blog.new_path(slug, when, draft=draft)
        except BlogError:
            return None

    def read(path: str) -> bytes | None:
        if not os.path.lexists(f"{blog.place}/{path}"):
            return None
        try:
            return read_inside(blog.root, path)
        except Unreadable:
            return None

    def holds(path: str) -> bool:
        return blog.holds(path) or is_page_path(blog, path)

    site = Site(blog)
    leads = Leads(site.links(), {host_of(site.url)})
    static = "" if blog.layout.static == "." else f"{blog.layout.static}/"
    target = Target(blog.new_conventions, place, read, holds, f"{static}images", leads=leads)
    target.learn(blog.posts())
    target.learn(pages(blog))
    return target


def settings_of(site: OldSite) -> dict[str, str]:
    """Return the settings that an export has of its blog, by name."""
    known = {
        "title": site.title,
        "url": site.url,
        "timezone": site.timezone if zone_named(site.timezone) else "",
        "author.name": site.author,
        "author.bio": site.about,
    }
    return {name: text for name, text in known.items() if text}


def _settle(blog: Blog, brought: Brought) -> None:
    """Add the export's settings that the blog has not set; report those that differ."""
    made = {name: text for name, text in brought.settings.items() if not blog.config.text(name)}
    for name, text in brought.settings.items():
        if name not in made and blog.config.text(name) != text:
            reason = f"kept your {name} (the export says {text!r})"
            brought.report.rows.append(Row("left", "setting", title=name, reason=reason))
    if made:
        brought.changes.append(set_settings(blog.root / BLOG_FILE, made))
        brought.report.rows += [Row("new", "setting", title=name, path=BLOG_FILE) for name in made]


def _rows(arrival: Arrival) -> list[Row]:
    what, title, path = arrival.kind, arrival.title, arrival.path
    status = "" if arrival.status == "published" else arrival.status
    came = arrival.outcome in (Outcome.NEW, Outcome.UPDATED)
    said = arrival.comments if came else 0
    rows = [Row(arrival.outcome, what, status, title, path, arrival.reason, comments=said)]
    return rows + [Row("changed", what, "", title, path, note) for note in arrival.notes]
