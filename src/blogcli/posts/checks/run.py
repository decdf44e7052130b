"""The checks of `blog check`, run over all posts of a blog."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from blogcli.errors import BlogError, UsageError
from blogcli.posts.checks import assets, front_matter, links, whole_blog
from blogcli.posts.checks.model import BY_NAME, USUAL, CheckContext, Finding
from blogcli.posts.read.post import Post
from blogcli.posts.text.suggest import did_you_mean

OfPost = Callable[[Post, CheckContext], Iterator[Finding]]
OfBlog = Callable[[CheckContext], Iterator[Finding]]

OF_POST: Mapping[OfPost, frozenset[str]] = {
    front_matter.unreadable: frozenset({"unreadable"}),
    front_matter.duplicate_key: frozenset({"duplicate-key"}),
    front_matter.bad_date: frozenset({"bad-date"}),
    front_matter.date_mismatch: frozenset({"date-mismatch"}),
    front_matter.future_published: frozenset({"future-published", "scheduled"}),
    front_matter.empty_tag: frozenset({"empty-tag"}),
    front_matter.repeated_tag: frozenset({"repeated-tag"}),
    assets.missing_asset: frozenset({"broken-image", "broken-link"}),
}
"""The functions that check one post, each with the checks it runs."""

OF_BLOG: Mapping[OfBlog, frozenset[str]] = {
    whole_blog.unknown_key: frozenset({"unknown-key"}),
    whole_blog.missing_title: frozenset({"missing-title"}),
    whole_blog.missing_date: frozenset({"missing-date"}),
    whole_blog.duplicate_title: frozenset({"duplicate-title"}),
    whole_blog.duplicate_slug: frozenset({"duplicate-slug"}),
    whole_blog.similar_tags: frozenset({"similar-tags"}),
}
"""The functions that compare all posts, each with its checks; links.LinkChecker checks links."""


def named_checks(names: str) -> tuple[str, ...]:
    """Return the checks named in `a,b`; `all` for every one. Raise UsageError for other names."""
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if "all" in wanted:
        return tuple(BY_NAME)
    for name in wanted:
        if name not in BY_NAME:
            hint = did_you_mean(name, BY_NAME) or f"checks: {', '.join(BY_NAME)}"
            raise UsageError(f"unknown check '{name}'", hint)
    return tuple(wanted)


def find_problems(
    facts: CheckContext,
    names: Collection[str] = USUAL,
    step: Callable[[int, int], None] | None = None,
    unjudged: Callable[[Sequence[Finding]], None] | None = None,
) -> list[Finding]:
    """Run the named checks and return their findings, by path and line.

    Before each post, `step` is called with the number of posts done and the number of all. A post
    that can no longer be read, though it had a summary, is a finding of `unreadable`. Files that
    never had a summary are the caller's, by `front_matter.of_file`. `unjudged` gets what would be
    findings, if only it were known where the site has its files.
    """
    found: list[Finding] = []
    runs = [run for run, checks in OF_POST.items() if not checks.isdisjoint(names)]
    survey = None if links.CHECKS.isdisjoint(names) else links.LinkChecker(facts)
    if runs or survey:
        readable = []
        for done, summary in enumerate(facts.summaries):
            if step is not None:
                step(done, len(facts.summaries))
            try:
                post = facts.read(summary.path)
            except BlogError as error:
                found.append(front_matter.of_file(error))
                continue
            readable.append(summary)
            for run in runs:
                found += run(post, facts)
            found += survey.check_post(post) if survey else ()
        facts = replace(facts, summaries=readable)
    found += survey.check_all() if survey else ()
    if survey and unjudged:
        unjudged([one for one in survey.unjudged if one.check in names])
    for look, checks in OF_BLOG.items():
        if not checks.isdisjoint(names):
            found += look(facts)
    wanted = dict.fromkeys(finding for finding in found if finding.check in names)
    return sorted(wanted, key=lambda one: (one.path, one.line or 0, one.column or 0, one.check))
