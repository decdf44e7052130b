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
from blogcli.exchange.model import ExportSite as OldSite
from blogcli.exchange.model import Notice, ReadOptions
from blogcli.exchange.plan.images import Pictures
from blogcli.exchange.plan.link_rewriter import LinkRewriter, blog_host
from blogcli.exchange.plan.model import Outcome, PlannedFile, PlannedPost
from blogcli.exchange.plan.plan import ImportOptions, PlanItem, plan_posts
from blogcli.exchange.plan.takeout_albums import NO_ALBUMS, albums_of
from blogcli.exchange.plan.target import BlogState
from blogcli.exchange.sources.open_export import Reading, open_export
from blogcli.output.reports.import_report import (
    ImportReport,
    ReportRow,
    import_report_json,
    say_import_report,
    write_report_table,
)
from blogcli.posts.text.dates import zone_named
from blogcli.store.blog.blog import Blog
from blogcli.store.blog.pages import is_page_path, page_path, pages
from blogcli.store.blog.site import PublishedSite
from blogcli.store.changes.change import FileChange
from blogcli.store.changes.spool import Spool
from blogcli.store.fs.files import read_inside
from blogcli.store.settings.edit import set_settings
from blogcli.store.settings.load import BLOG_FILE

if TYPE_CHECKING:
    from blogcli.posts.text.date_formats import When


@dataclass(slots=True)
class ImportResult:
    """The result of an import: changes in the spool, and the report."""

    spool: Spool
    changes: list[FileChange] = field(default_factory=list)
    report: ImportReport = field(default_factory=ImportReport)
    settings: dict[str, str] = field(default_factory=dict)
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def take(self, found: PlanItem) -> None:
        """Add one item of the plan."""
        rows = self.report.rows
        if isinstance(found, OldSite):
            self.settings = site_settings(found) | self.settings
        elif isinstance(found, Notice):
            what = "post" if found.post else "export"
            rows.append(ReportRow("changed", what, title=found.post, reason=found.message))
        elif isinstance(found, PlannedFile):
            self.changes.append(self.spool.change(*found))
            self.counts["new", "picture", "from the Takeout's albums"] += 1
        elif isinstance(found, PlannedPost):
            self.changes += [self.spool.change(*file) for file in found.files]
            rows.extend(_rows(found))
        else:
            key = ("changed" if found.harmless else "left", found.what, found.reason)
            self.counts[key] += found.count


def import_posts(
    app: App,
    sources: tuple[str, ...],
    options: ReadOptions,
    import_options: ImportOptions,
    spool: Spool,
) -> ImportResult:
    """Read and plan every source; nothing is written. Raises as `open_export`."""
    brought = ImportResult(spool)
    try:
        target = blog_state(app.blog)
        with ExitStack() as opened:
            step = opened.enter_context(app.progress("importing"))
            options = replace(options, progress=lambda done: step(int(100 * done), 100))
            readings = []
            for source in sources:
                stream = app.terminal.stdin.buffer if source == "-" else app.cwd / source
                readings.append(opened.enter_context(open_export(stream, options)))
                brought.report.sources.append(source)
                brought.report.kinds.append(readings[-1].label)
            for found in _plan(app.blog, readings, target, import_options):
                brought.take(found)
    except BlogError as error:
        error.path = error.path.removeprefix(f"{app.cwd}{os.sep}")  # as the user typed it
        raise
    brought.report.rows += [
        ReportRow(outcome, what, reason=reason, count=count)
        for (outcome, what, reason), count in brought.counts.items()
    ]
    _settle(app.blog, brought)
    return brought


def _plan(
    blog: Blog, readings: list[Reading], target: BlogState, import_options: ImportOptions
) -> Iterator[PlanItem]:
    """Yield the plan for all exports. An outline comes first: a post may link to a later one."""
    outline, trial = replace(import_options, outline=True), target.copy()
    zone = None
    for reading in readings:
        for found in plan_posts(reading.outline, trial, outline):
            if import_options.outline:
                yield found
            elif isinstance(found, OldSite):
                zone = zone or zone_named(found.timezone)
    if import_options.outline:
        return
    del trial  # it is as large as the blog
    if zone and _is_unset(blog, "timezone"):  # the import sets it as the blog's time zone
        target.link_rewriter.link = PublishedSite(blog).links(zone)
    pictures = Pictures(target) if import_options.images == "takeout" else None
    for reading in readings:
        if pictures and not pictures.look_in(albums_of(reading)):
            yield Notice(NO_ALBUMS)
        yield from plan_posts(reading.entries, target, import_options, pictures)


def blog_state(blog: Blog) -> BlogState:
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

    site = PublishedSite(blog)
    leads = LinkRewriter(site.links(), {blog_host(site.url)})
    static = "" if blog.layout.static == "." else f"{blog.layout.static}/"
    ways = blog.new_conventions._replace(date_like="")  # imported times are exact, and stay
    target = BlogState(ways, place, read, holds, f"{static}images", link_rewriter=leads)
    target.add_posts(blog.posts())
    target.add_posts(pages(blog))
    return target


def site_settings(site: OldSite) -> dict[str, str]:
    """Return the settings that an export has of its blog, by name."""
    known = {
        "title": site.title,
        "url": site.url,
        "timezone": site.timezone if zone_named(site.timezone) else "",
        "author.name": site.author,
        "author.bio": site.about,
    }
    return {name: text for name, text in known.items() if text}


def _is_unset(blog: Blog, name: str) -> bool:
    """Return whether an import sets this setting: not where dates would then mean other times."""
    if name == "timezone" and blog.conventions.utc_clocks:
        return False
    return not blog.config.text(name)


def _settle(blog: Blog, brought: ImportResult) -> None:
    """Add the export's settings that the blog has not set; report those that differ."""
    made = {name: text for name, text in brought.settings.items() if _is_unset(blog, name)}
    for name, text in brought.settings.items():
        if name not in made and blog.config.text(name) != text:
            reason = f"kept your {name} (the export says {text!r})"
            brought.report.rows.append(ReportRow("left", "setting", title=name, reason=reason))
    if made:
        brought.changes.append(set_settings(blog.root / BLOG_FILE, made))
        brought.report.rows += [
            ReportRow("new", "setting", title=name, path=BLOG_FILE) for name in made
        ]


def _rows(arrival: PlannedPost) -> list[ReportRow]:
    what, title, path = arrival.kind, arrival.title, arrival.path
    status = "" if arrival.status == "published" else arrival.status
    came = arrival.outcome in (Outcome.NEW, Outcome.UPDATED)
    said = arrival.comments if came else 0
    rows = [ReportRow(arrival.outcome, what, status, title, path, arrival.reason, comments=said)]
    return rows + [ReportRow("changed", what, "", title, path, note) for note in arrival.notes]


def write_import_report(
    app: App, report: ImportReport, json_file: str | None, beside: bool
) -> None:
    """Write the report; with `beside`, stdout is for a patch, and the report goes to stderr."""
    if json_file == "-" and not beside:
        for piece in import_report_json(report):
            app.terminal.write_safe(piece)
        return
    if json_file and json_file != "-":
        from blogcli.store.fs.output_file import check_output, write_file

        check_output(app.cwd / json_file, app.blog.root)
        write_file(app.cwd / json_file, import_report_json(report))
    if beside:
        say_import_report(app.terminal, report)
    else:
        write_report_table(app.terminal, report)
