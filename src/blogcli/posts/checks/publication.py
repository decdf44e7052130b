"""Checks of whether the site can publish a post, and when."""

from __future__ import annotations

from collections.abc import Iterator

from blogcli.posts.checks.context import CheckContext
from blogcli.posts.checks.model import Finding
from blogcli.posts.model.positions import key_line
from blogcli.posts.text import dates


def future_published(facts: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each post with a future date: `scheduled`, or `future-published`."""
    now = facts.now.timestamp()
    for summary in facts.summaries:
        status = summary.status(facts.now)
        ahead = summary.at is not None and summary.at > now
        if (status != "scheduled" and not (ahead and status == "published")) or not summary.date:
            continue
        from blogcli.posts.edit.fields import field_key  # not needed for most blogs

        post = facts.read(summary.path)
        line = key_line(post.document, field_key(post, "date")[-1])
        when = dates.iso(summary.date)
        if status == "scheduled":
            yield Finding("scheduled", summary.path, f"will be published on {when}", line=line)
        else:
            message = f"dated {when}, in the future, but already published"
            hint = "this generator publishes future posts at once; make it a draft: blog unpublish"
            yield Finding("future-published", summary.path, message, hint, line)


def undeclared(facts: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each taxonomy of a post that its site would have to declare."""
    for post in facts.summaries:
        for error in facts.undeclared(post):
            message = f"the build of the site fails: {error.path} {error.message}"
            yield Finding("build-fails", post.path, message, error.hint)
