"""Checks of what the blog's generator does with a post: leaves it out, or fails on it."""

from __future__ import annotations

from collections.abc import Iterator

from blogcli.posts.checks.front_matter import bad_dates
from blogcli.posts.checks.model import Finding
from blogcli.posts.model.positions import key_line
from blogcli.posts.model.status import NO, YES
from blogcli.posts.model.values import written_text
from blogcli.posts.read.as_built import build_failures, why_not_built
from blogcli.posts.read.post import Post


def build_fails(post: Post) -> Iterator[Finding]:
    """Yield a finding for each value on which the generator's build ends."""
    reasons = [*build_failures(post)]
    told = {key for key, _ in bad_dates(post)} if reasons else ()
    for reason in reasons:
        if reason.key not in told:
            line = key_line(post.document, reason.key)
            yield Finding("build-fails", post.summary.path, reason.message, reason.hint, line)


def not_built(post: Post) -> Iterator[Finding]:
    """Yield a finding if a post is not built for another reason than its date or a draft's mark."""
    reason, rules = why_not_built(post), post.conventions.status
    if reason is None or rules.any_mark or post.conventions.is_draft_path(post.summary.path):
        return
    if reason.key and _is_meant(post, reason.key):
        return
    line = key_line(post.document, reason.key) if reason.key else None
    yield Finding("not-built", post.summary.path, reason.message, reason.hint, line)


def _is_meant(post: Post, key: str) -> bool:
    """Return whether a key that hides a post plainly says draft, as `draft: true` does."""
    if key not in post.summary.meta:  # by the site's settings
        return True
    value = written_text(post.summary.meta[key]).strip().casefold()
    marks = post.conventions.status.marks
    said = next((mark.draft for mark in marks if mark.key.casefold() == key.casefold()), None)
    return value in (YES if said is True else NO if said is False else {str(said)})
