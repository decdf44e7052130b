"""`blog` alone: what the blog has, and what to do next."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from blogcli.cli.app import App

if TYPE_CHECKING:
    from blogcli.output.reports.dashboard import DashboardSection, NextStep
    from blogcli.posts.model.summary import Summary
    from blogcli.posts.text.date_formats import When
    from blogcli.store.index.overview import Overview

_NARROW = 72
"""A terminal narrower than this shows when a post goes out without day and time."""

_MOST = 3
"""Most posts in each section."""


def show_dashboard(app: App) -> None:
    """Write the dashboard of the blog. Raises NoBlog."""
    from blogcli.output.reports.dashboard import write_dashboard
    from blogcli.store.index.overview import read_overview
    from blogcli.store.layouts.generator_files import plain_title

    blog = app.blog
    with app.index() as (index, report):
        found = read_overview(index, blog.place, app.now.timestamp(), _MOST)
        index.report_all(report)
    marker = blog.detected.marker
    said = blog.config.text("title") or (plain_title(f"{blog.place}/{marker}") if marker else "")
    title = said or blog.place.rpartition("/")[2]
    write_dashboard(app.terminal, title, found.counts, _sections(app, found), _steps(found))


def _sections(app: App, found: Overview) -> list[DashboardSection]:
    from blogcli.output.relative_dates import appointment, relative_date
    from blogcli.output.reports.dashboard import DashboardSection

    ahead, overdue, zone = found.ahead, found.overdue, app.now.tzinfo
    is_narrow = app.terminal.stdout_is_tty and app.terminal.width < _NARROW
    in_words = relative_date if is_narrow else appointment
    return [
        DashboardSection(
            "Next out",
            [(in_words(_due(post, app.now), app.now), post) for post in ahead[1]],
            ahead[0],
            "blog list is:scheduled -s date",
        ),
        DashboardSection(
            "Overdue drafts",
            [(relative_date(post.date, app.now), post) for post in overdue[1] if post.date],
            overdue[0],
            "blog list is:due",
        ),
        DashboardSection(
            "Last edited",
            [
                (relative_date(datetime.fromtimestamp(time, zone), app.now), post)
                for time, post in found.edited
            ],
        ),
    ]


def _due(post: Summary, now: datetime) -> When:
    """Return when the post goes out: its date, or the time that its generator waits for."""
    if post.date is None or post.starts not in (None, post.at):
        return datetime.fromtimestamp(post.starts or post.at or 0, now.tzinfo)
    return post.date


def _steps(found: Overview) -> list[NextStep]:
    """Return three commands that suit what the blog has."""
    from blogcli.output.reports.dashboard import NextStep

    steps = []
    if drafts := [post for _, post in found.edited if post.draft]:
        steps.append(NextStep(f"blog edit {drafts[0].slug}", "go on with this draft"))
    if found.overdue[1]:
        steps.append(NextStep(f"blog publish {found.overdue[1][0].slug}", "publish this draft"))
    if not steps and found.edited:
        steps.append(NextStep(f"blog show {found.edited[0][1].slug}", "read this post"))
    steps.append(NextStep('blog new "My title"', "write a new post"))
    if found.counts:
        steps.append(NextStep("blog check", "find problems in posts"))
    else:
        steps.append(NextStep("blog import FILE", "bring posts from another blog"))
    return [*steps, NextStep("blog --help", "list all commands")][:3]
