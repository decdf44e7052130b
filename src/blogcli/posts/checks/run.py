"""The checks of `blog check`, run over all posts of a blog."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import Any

from blogcli.errors import BlogError, UsageError
from blogcli.posts.checks import links, publication, whole_blog
from blogcli.posts.checks.context import CheckContext
from blogcli.posts.checks.link_targets import NeedsComparing
from blogcli.posts.checks.model import BY_NAME, OF_TEXT, USUAL, Contents, Finding, of_file
from blogcli.posts.text.suggest import did_you_mean

OfBlog = Callable[[CheckContext], Iterator[Finding]]

OF_BLOG: Mapping[OfBlog, frozenset[str]] = {
    publication.future_published: frozenset({"future-published", "scheduled"}),
    publication.undeclared: frozenset({"build-fails"}),
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
    unjudged: Callable[[Sequence[str]], None] | None = None,
) -> list[Finding]:
    """Run the named checks and return their findings, by path and line.

    A post that can no longer be read, though it had a summary, is a finding of `unreadable`. Files
    that never had a summary are the caller's, by `of_file`. `unjudged` gets the path
    of a post for each link that would be a finding, if only it were known where the site has its
    files.
    """
    found: list[Finding] = []
    survey = None if links.CHECKS.isdisjoint(names) else links.LinkChecker(facts)
    each = iter(facts.contents(partial(_seen, survey)) if survey or OF_TEXT & {*names} else ())
    first = [*islice(each, 1)]  # from now on other processes look at the posts
    of_blog: list[Finding] | None = None
    with suppress(BlogError):  # a post is gone, and below the others are asked again
        of_blog = [*_of_blog(facts, names)]
    lost: set[str] = set()
    for path, seen in chain(first, each):
        if seen is None:
            contents = facts.contents_of(path)
            if isinstance(contents, BlogError):
                found.append(of_file(contents))
                lost.add(path)
                continue
            seen = _seen(survey, path, contents, comparing=True)
        seen = links.PostFindings._make(seen or ())
        found += survey.add(path, seen) if survey else map(Finding._make, seen.found)
    if lost or of_blog is None:
        facts = replace(facts, summaries=[one for one in facts.summaries if one.path not in lost])
        of_blog = [*_of_blog(facts, names)]
    found += survey.check_all() if survey else ()
    found += survey.orphans() if survey and "orphan" in names else ()
    if survey and unjudged:
        unjudged([path for path, check, *_ in survey.unjudged if check in names])
    wanted = dict.fromkeys(finding for finding in (*found, *of_blog) if finding.check in names)
    return sorted(wanted, key=lambda one: (one.path, one.line or 0, one.column or 0, one.check))


def _of_blog(facts: CheckContext, names: Collection[str]) -> Iterator[Finding]:
    for look, checks in OF_BLOG.items():
        if not checks.isdisjoint(names):
            yield from look(facts)


def _seen(
    survey: links.LinkChecker | None,
    path: str,
    contents: Contents | BlogError,
    *,
    comparing: bool = False,
) -> tuple[Any, ...] | None:
    """Return what a post and its links show in plain values, which another process can send.

    None for a post that cannot be read, or of which it depends on the posts before what is told.
    """
    if isinstance(contents, BlogError):
        return None
    if survey is None:
        return tuple(links.PostFindings.of(contents.findings))
    try:
        return tuple(survey.look_at(path, contents, comparing=comparing))
    except NeedsComparing:
        return None
