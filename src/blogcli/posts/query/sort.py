"""Sorting of posts: newest first, or by any fields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from blogcli.errors import UsageError
from blogcli.posts.model.fields import BY_NAME, FieldKind
from blogcli.posts.model.summary import Summary, attributes_telling, field_value, source_text
from blogcli.posts.model.values import nested
from blogcli.posts.text.dates import instant


def sort_posts(posts: Iterable[Summary], spec: str, now: datetime) -> list[Summary]:
    """Sort posts by `spec`: fields separated by commas, with `-` before one for descending.

    A post without the field comes last either way; equal posts keep the order of their paths. Raise
    UsageError for a field that cannot be sorted by.
    """
    ordered = sorted(posts, key=lambda post: post.path)
    for word in reversed([word.strip() for word in spec.split(",") if word.strip()]):
        name = word.removeprefix("-")
        value = _sort_value(name, now)
        having = [(value(post), post) for post in ordered]
        present = [pair for pair in having if pair[0] not in (None, "", ())]
        present.sort(key=lambda pair: pair[0], reverse=word.startswith("-"))
        ordered = [post for _, post in present]
        ordered += [post for key, post in having if key in (None, "", ())]
    return ordered


def sorted_by(spec: str) -> Collection[str]:
    """Return the attributes of a summary that `sort_posts` reads for `spec`."""
    names = [word.strip().removeprefix("-") for word in spec.split(",")]
    return {
        part
        for name in names
        for part in (("at",) if name == "date" else attributes_telling(name))
    }


def sort_fields() -> Sequence[str]:
    """Return the names that `sort_posts` accepts, in addition to `meta.KEY`."""
    return [field.name for field in BY_NAME.values() if field.kind is not FieldKind.MAP]


def _sort_value(name: str, now: datetime) -> Callable[[Summary], Any]:
    if name == "date":
        return lambda post: post.at
    if name == "updated":
        zone = now.tzinfo
        assert zone is not None
        return lambda post: post.updated and instant(post.updated, zone)
    if name == "status":
        return lambda post: post.status(now)
    if name.startswith("meta."):
        return lambda post: _comparable(nested(post.meta, name.removeprefix("meta.")))
    if name not in sort_fields():
        raise UsageError(
            f"cannot sort by '{name}'", f"sort by one of: {', '.join(sort_fields())}, meta.KEY"
        )
    if BY_NAME[name].kind is FieldKind.NUMBER:
        return lambda post: getattr(post, name)
    if BY_NAME[name].kind is FieldKind.LIST:
        return lambda post: tuple(item.casefold() for item in getattr(post, name))
    if BY_NAME[name].kind is FieldKind.SOURCE:
        return lambda post: source_text(post.source).casefold()
    return lambda post: str(field_value(post, name)).casefold()


def _comparable(value: object) -> tuple[int, Any] | None:
    """Return a sort key with numbers before texts, so that values of mixed types have an order."""
    if value is None:
        return None
    if isinstance(value, int | float):
        return (0, value)
    try:
        return (0, float(str(value)))
    except ValueError:
        return (1, str(value).casefold())
