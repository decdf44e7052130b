"""Learn from the existing posts of a blog how the next one is named and written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from datetime import date

from blogcli.posts.model.conventions import Conventions, FormatName
from blogcli.posts.model.paths import split_path
from blogcli.posts.model.values import Value
from blogcli.posts.read.post import Post
from blogcli.posts.text.date_formats import parse_date
from blogcli.store.layouts.table import DATED, PLAIN

NEIGHBOURS = 5
"""How many existing posts, the last by path, decide how a new one is written."""

_YEARS = re.compile(r"(?:19|20)\d\d/(?P<month>(?:0[1-9]|1[0-2])/)?(?=[^/]+(?:/index)?\.\w+\Z)")
_BUNDLE = re.compile(r"[^/]+/index\.\w+\Z")


def usual_file(paths: Sequence[str]) -> str:
    """Return the pattern by which the last posts are named, "" if they differ.

    `paths` are relative to the folder of new posts. A pattern has folders for years and months,
    dated names, and bundles where all of the last posts have them.
    """
    patterns = {_pattern(path) for path in paths[-NEIGHBOURS:]}
    return patterns.pop() if len(patterns) == 1 else ""


def _pattern(path: str) -> str:
    years = _YEARS.match(path)
    name = path[years.end() :] if years else path
    above = "" if not years else "{date:%Y/%m}/" if years["month"] else "{date:%Y}/"
    pattern = DATED if split_path(name)[0] is not None else PLAIN
    return above + (pattern.replace(".md", "/index.md") if _BUNDLE.match(name) else pattern)


def usual_conventions(
    conventions: Conventions, posts: Sequence[Post], kept: Container[str]
) -> Conventions:
    """Return the conventions with the format and the keys, as written, that most posts have.

    The keys of the fields in `kept` stay.
    """
    formats: list[FormatName] = []
    for post in posts:
        used = post.document.format
        formats += [used] if used != "none" and used != "foreign" else []
    usual = max(formats, key=formats.count, default=conventions.format)
    names, tags_key = dict(conventions.names), conventions.tags_key
    for field, keys in conventions.names.items():
        found = Counter(key for post in posts if (key := _key(post, field, keys)))
        if field in kept or not found:
            continue
        first = found.most_common(1)[0][0]
        names[field] = (first, *(key for key in keys if key.casefold() != first.casefold()))
        tags_key = first if field == "tags" else tags_key
    return conventions._replace(format=usual, names=names, tags_key=tags_key)


def _key(post: Post, field: str, keys: Sequence[str]) -> str:
    """Return the key of a post that holds a field, as it is written; "" for none."""
    written = {str(key).casefold(): str(key) for key in post.summary.meta}
    for key in keys:
        name = written.get(key.casefold(), "")
        if name and (field != "date" or _is_date(post.summary.meta[name])):
            return name
    return ""


def _is_date(value: Value) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and parse_date(value) is not None)
