"""Checks of one post's front matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from blogcli.posts.checks.fixes import quote_values
from blogcli.posts.checks.model import Finding
from blogcli.posts.checks.unclosed import hint_for
from blogcli.posts.edit.fields import field_key, keys_held, value_in_post
from blogcli.posts.model.misplaced import misplaced
from blogcli.posts.model.paths import split_path
from blogcli.posts.model.positions import key_line
from blogcli.posts.model.status import NO, YES
from blogcli.posts.model.values import Value
from blogcli.posts.read.post import Post, as_date
from blogcli.posts.text.date_formats import When

_PLAIN_KEY = re.compile(r"[A-Za-z_][\w.-]*")

_IN_A_KEY = frozenset(("", " ", "\t", "#"))
"""How lines begin that are blank, indented or comments."""

_NEAR = timedelta(days=1)
"""Dates at most this far apart may be one day in two time zones, or a post finished at night."""


def unreadable(post: Post) -> Iterator[Finding]:
    """Yield a finding if the front matter was not fully read; foreign formats are exempt.

    Such a format is meant for another reader, as `---js` is.
    """
    problem, document = post.problem, post.document
    if line := misplaced(document):
        message = "front matter is not at the start of the file"
        hint = f"move what is above line {line} below the front matter"
        yield Finding("unreadable", post.summary.path, message, hint, line)
    if problem is None or document.format == "foreign":
        return
    fix = "quote the values that break it" if quote_values(document) else ""
    hint = hint_for(document, problem.message, problem.line) or "fix the line: blog edit"
    if fix:
        hint = 'a colon and a space inside a value need quotes around it: title: "A: b"'
    yield Finding("unreadable", post.summary.path, problem.message, hint, problem.line, fix=fix)


def duplicate_key(post: Post) -> Iterator[Finding]:
    """Yield a finding for each repeated key in YAML; readers disagree whether that is an error."""
    if post.document.format != "yaml" or post.problem or _has_each_once(post.document.meta):
        return
    from blogcli.posts.formats.yaml.compose import compose_yaml
    from blogcli.posts.formats.yaml.tree import Branch
    from blogcli.posts.formats.yaml.values import key_text

    meta = post.document.meta
    root = compose_yaml(meta)
    first: dict[str, int] = {}
    for key, _ in root.pairs() if isinstance(root, Branch) and root.is_mapping else ():
        name, line = key_text(key, meta), post.document.line(key.start)
        if name in first:
            message = f"duplicate key `{name}`; the last one counts"
            hint = f"the first is on line {first[name]}; keep one of them"
            yield Finding("duplicate-key", post.summary.path, message, hint, line, 1)
        first.setdefault(name, line)


def _has_each_once(meta: str) -> bool:
    """Return whether lines alone show that YAML has no key twice, as they do in most posts."""
    lines = meta.splitlines()
    first = next((line for line in lines if line.strip() and line.lstrip()[0] != "#"), " ")
    if first[0] in " \t":
        return False
    starts = [line for line in lines if line[:1] not in _IN_A_KEY and line[:2] != "- "]
    keys = [line.partition(":")[0].rstrip() for line in starts]
    return len(keys) == len({*keys}) and all(map(_PLAIN_KEY.fullmatch, keys))


def bad_date(post: Post) -> Iterator[Finding]:
    """Yield a finding for each date key whose text is not a date."""
    for key, text in bad_dates(post):
        message = f"`{key}`: '{text}' is not a date"
        hint = "write it as 2024-03-05 or 2024-03-05T09:30:00+01:00"
        line = key_line(post.document, key.rpartition(".")[2])
        yield Finding("bad-date", post.summary.path, message, hint, line, 1 if line else None)


def bad_dates(post: Post) -> Iterator[tuple[str, str]]:
    """Yield each date key whose text is not a date, with the text.

    A yes or no counts as valid, and `published` may hold any word.
    """
    for name in ("date", "updated"):
        for key in keys_held(post, name):
            value = value_in_post(post, key)
            if not isinstance(value, str) or not value.strip() or "{{" in value:
                continue
            if as_date(value, post.conventions) is not None or key[-1].casefold() == "published":
                continue
            if value.strip().casefold() not in {*YES, *NO, *post.conventions.date_words}:
                yield ".".join(key), value


def date_mismatch(post: Post) -> Iterator[Finding]:
    """Yield a finding if the date is more than a day from the one in the file's path."""
    summary = post.summary
    in_path = split_path(summary.path)[0]
    if in_path is None or summary.date is None:
        return
    day = _day(summary.date)
    if abs(day - in_path) > _NEAR:
        key = field_key(post, "date")[-1]
        message = f"dated {day}, but the file name says {in_path}"
        hint = "the field takes precedence; change it or rename the file"
        line = key_line(post.document, key)
        yield Finding("date-mismatch", summary.path, message, hint, line, 1 if line else None)


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def empty_tag(post: Post) -> Iterator[Finding]:
    """Yield a finding for each of tags and categories that has an empty item."""
    held = [one for one in post.summary.meta.values() if isinstance(one, list | dict)]
    if not any(isinstance(one, dict) or _has_blank(one) for one in held):
        return  # as most do, without a look for the keys
    for name in ("tags", "categories"):
        key = field_key(post, name)
        value = value_in_post(post, key)
        if isinstance(value, list) and _has_blank(value):
            line = key_line(post.document, key[-1])
            message = f"`{'.'.join(key)}` has an empty item"
            yield Finding(
                "empty-tag", post.summary.path, message, line=line, fix="remove it", wrong=name
            )


def _has_blank(items: Sequence[Value]) -> bool:
    return "" in items or None in items


def repeated_tag(post: Post) -> Iterator[Finding]:
    """Yield a finding for each tag that the post has more than once."""
    tags = post.summary.tags
    for tag, count in Counter(tags).items() if len({*tags}) < len(tags) else ():
        if count > 1:
            line = key_line(post.document, field_key(post, "tags")[-1])
            message = f"tag '{tag}' appears {'twice' if count == 2 else f'{count} times'}"
            yield Finding(
                "repeated-tag", post.summary.path, message, line=line, fix="keep one", wrong=tag
            )
