"""Edits of one post in memory: each takes a Post and returns the changed Document."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from blogcli.errors import Refused, UsageError
from blogcli.posts.edit.draft_marks import draft_edits
from blogcli.posts.formats import Drop, Edit, Put, edit
from blogcli.posts.formats.operations import Missing, find_path
from blogcli.posts.formats.operations import value_at as read_value
from blogcli.posts.model.conventions import Split, join_tags, split_tags
from blogcli.posts.model.document import Document
from blogcli.posts.model.fields import BY_NAME, FieldKind
from blogcli.posts.model.status import NO, YES
from blogcli.posts.model.values import KeyPath, Value, key_path, written_text
from blogcli.posts.read.post import Post, read_post
from blogcli.posts.text import date_formats


class Operator(StrEnum):
    """The way an assignment changes its key."""

    TEXT = "="
    JSON = ":="
    ADD = "+="
    TAKE = "-="
    REMOVE = "-"


class Assignment(NamedTuple):
    """One `KEY=VALUE` of `blog set`; `value` is a parsed Value for JSON, and text otherwise."""

    key: str
    operator: Operator
    value: Value = None


SINGULAR = frozenset({"tag", "category", "author"})
"""Keys whose string is a single name, even where a generator splits strings at spaces."""

COMPUTED = frozenset(field.name for field in BY_NAME.values() if not field.keys)
"""Fields that are computed from the file; no front matter key holds them."""

_ASSIGNMENT = re.compile(r"(?P<key>[^=:+\s][^=]*?)(?P<operator>:=|\+=|-=|=)(?P<value>.*)", re.S)


def parse_assignment(text: str) -> Assignment:
    """Parse `K=V` (text), `K:=JSON`, `K+=V`, `K-=V` (lists) or `K-` (removes the key).

    Raise UsageError, which lists the forms, for any other text.
    """
    forms = "write KEY=TEXT, KEY:=JSON, KEY+=ITEM, KEY-=ITEM, or KEY- to remove the key"
    found = _ASSIGNMENT.fullmatch(text)
    if found is None:
        if text.endswith("-") and len(text) > 1 and "=" not in text:
            return Assignment(_key_named(text[:-1], forms), Operator.REMOVE)
        raise UsageError(f"'{text}' is not an assignment", forms)
    operator = Operator(found["operator"])
    if operator is not Operator.JSON:
        return Assignment(_key_named(found["key"], forms), operator, found["value"])
    try:
        value = json.loads(found["value"], parse_constant=_no_constant)
        return Assignment(_key_named(found["key"], forms), operator, value)
    except ValueError as error:
        raise UsageError(f"'{found['value']}' is not JSON: {error}", forms) from None


def is_assignment(text: str) -> bool:
    """Return whether the text looks like an assignment, and not like the name of a post."""
    return _ASSIGNMENT.fullmatch(text) is not None or (len(text) > 1 and text.endswith("-"))


def _key_named(text: str, forms: str) -> str:
    """Return the key of an assignment, without the prefix `meta.` that lists use.

    Raise UsageError for an empty or computed key.
    """
    key = text.strip().removeprefix("meta.")
    if not all(key.split(".")):
        raise UsageError(f"'{text}' is not a key", forms)
    if key in COMPUTED:
        raise UsageError(f"'{key}' cannot be set: it is computed from the file", "use `blog edit`")
    return key


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON value")


def retag(post: Post, *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Document:
    """Return the post with tags removed and others added at the end; the rest keep their order."""
    gone = {tag.casefold() for tag in remove}
    tags = [tag for tag in post.summary.tags if tag.casefold() not in gone]
    tags += [tag for tag in dict.fromkeys(add) if tag not in tags]
    return set_tags(post, tags)


def set_tags(post: Post, tags: Sequence[str]) -> Document:
    """Return the post with exactly these tags; the same document if it has them already."""
    if tuple(tags) == post.summary.tags:
        return post.document
    return edited(post, [list_edit(post, "tags", list(tags))])


def assign(post: Post, assignments: Iterable[Assignment]) -> Document:
    """Return the post with each key changed; a known field keeps the key that this post uses."""
    document, conventions = post.document, post.conventions
    for assignment in assignments:
        post = read_post(post.summary.path, document.join(), conventions)
        edits = _assignment_edits(post, assignment)
        document = edited(post, edits) if edits else document
    return document


def field_key(post: Post, field: str) -> KeyPath:
    """Return the key that holds a known field in this post, or else the key for a new value."""
    if (held := next(keys_held(post, field), None)) is not None:
        return held
    if field == "tags":
        return key_path(post.conventions.tags_key)
    names = post.conventions.names.get(field, (field,))
    if post.conventions.headers:
        names = tuple(name for name in names if "." not in name) or names
    return post.conventions.key(field, names[0])


def keys_held(post: Post, field: str) -> Iterator[KeyPath]:
    """Yield the keys of this post that may hold a known field, as written, the first that wins."""
    held = {key.casefold() for key in post.summary.meta}
    for first, path in post.conventions.key_paths.get(field, ()):
        # Few posts have many of the names.
        if first in held and (found := key_in_post(post, path)) is not None:
            yield found


def key_in_post(post: Post, key: KeyPath) -> KeyPath | None:
    """Return the key in the case this post writes it; None if the post has no such key."""
    found = find_path(post.summary.meta, key)
    return found[0] if found else None


def value_in_post(post: Post, key: KeyPath) -> Value:
    """Return the value of a key of this post, ignoring case; None if there is none."""
    value = read_value(post.summary.meta, key)
    return None if isinstance(value, Missing) else value


def list_edit(post: Post, field: str, items: list[str]) -> Edit:
    """Return the edit that writes a list field in the post's own form: a list, or one string.

    Raise Refused if the field holds mappings.
    """
    key = field_key(post, field)
    old = value_in_post(post, key)
    headers = post.document.format == "headers"
    if isinstance(old, str) or headers:
        split = post.conventions.split
        if key[-1].casefold() in SINGULAR and (headers or split is Split.SPACE):
            split = Split.ONE  # Jekyll keeps `tag: a b` whole, Pelican `author: a, b`
        text = join_tags(items, split, written_text(old))
        is_kept = "\n" not in text and split_tags(text, split) == items
        if is_kept and (headers or items):
            return Put(key, text)
        if headers:
            raise Refused(
                f"'{key[-1]}' cannot hold these names: {', '.join(items)}",
                "it takes one name" if split is Split.ONE else "use names without semicolons",
                path=post.summary.path,
            )
    held = old if isinstance(old, list) else []
    if isinstance(old, dict) or any(isinstance(item, dict | list) for item in held):
        dotted = ".".join(key)
        raise Refused(
            f"'{dotted}' has items that are not plain names",
            f"change it by hand with `blog edit {post.summary.path}`",
            path=post.summary.path,
        )
    # Items that stay keep their type: `2019` among tags is a number and must not gain quotes.
    typed = {written_text(item): item for item in held}
    return Put(key, [typed.get(item, item) for item in items])


def _assignment_edits(post: Post, assignment: Assignment) -> list[Edit]:
    if assignment.key == "draft" and assignment.operator in (Operator.TEXT, Operator.JSON):
        word = str(assignment.value).casefold()
        if word not in YES | NO:
            raise UsageError(
                f"draft takes yes or no, not '{assignment.value}'", "write draft=yes or draft=no"
            )
        marks = draft_edits(post, word in YES)
        if marks or key_in_post(post, ("draft",)) is None:
            return marks
    edit = _assignment_edit(post, assignment)
    return [] if edit is None else [edit]


def _assignment_edit(post: Post, assignment: Assignment) -> Edit | None:
    name = assignment.key
    field = BY_NAME.get(name)
    key = field_key(post, name) if field and field.keys else None
    key = key or key_in_post(post, key_path(name)) or key_path(name)
    match assignment.operator:
        case Operator.REMOVE:
            return Drop(key) if key_in_post(post, key) else None
        case Operator.ADD | Operator.TAKE:
            return _item_edit(post, key, name, assignment)
        case Operator.JSON:
            return Put(key, assignment.value)
        case _:
            return _text_edit(post, key, name, str(assignment.value))


def _text_edit(post: Post, key: KeyPath, name: str, text: str) -> Edit:
    """Return the edit for `K=V`: a list field takes comma-separated names, a date field a date.

    Other keys take the text. Raise UsageError for an invalid date or slug.
    """
    kind = BY_NAME[name].kind if name in BY_NAME else FieldKind.TEXT
    old = value_in_post(post, key)
    if kind is FieldKind.LIST and (name != "authors" or isinstance(old, list)):
        names = [text] if name == "authors" else split_tags(text, Split.COMMA)
        return list_edit(post, name, names)
    if kind is FieldKind.WHEN and date_formats.parse_date(text) is None:
        raise UsageError(
            f"'{text}' is not a date", "write it as 2024-03-05 or 2024-03-05T09:00:00Z"
        )
    if name == "slug" and ".." in text.split("/"):
        raise UsageError(f"the slug '{text}' points outside its folder", "remove the dots")
    if post.conventions.yes_is_true and _is_plain_word(post, key, old):
        old = str(old).casefold() in YES
    return Put(key, _typed(text, old), plain=kind is FieldKind.WHEN)


def _item_edit(post: Post, key: KeyPath, name: str, assignment: Assignment) -> Edit | None:
    item = str(assignment.value)
    known = name in BY_NAME and BY_NAME[name].kind is FieldKind.LIST
    old = value_in_post(post, key)
    is_header = post.document.format == "headers" and isinstance(old, str)
    if known:
        items = list(getattr(post.summary, name))
    elif isinstance(old, dict):
        raise Refused(f"'{name}' is a mapping, not a list", "name a key in it: KEY.INNER")
    elif is_header:
        items = [*split_tags(written_text(old), Split.COMMA)]
    else:
        items = list(old) if isinstance(old, list) else [] if old in (None, "") else [old]
    texts = [str(one) for one in items]
    if (item in texts) == (assignment.operator is Operator.ADD):
        return None
    if assignment.operator is Operator.ADD:
        items.append(item)
    else:
        items = [one for one in items if str(one) != item]
    texts = [str(one) for one in items]
    if known:
        return list_edit(post, name, texts)
    return Put(key, join_tags(texts, Split.COMMA, written_text(old)) if is_header else items)


def _is_plain_word(post: Post, key: KeyPath, value: Value) -> bool:
    """Return whether the value is a word for a boolean of YAML 1.1, written without quotes."""
    if not isinstance(value, str) or value.casefold() not in YES | NO:
        return False
    written = rf"^[ \t]*{re.escape(key[-1])}[ \t]*:[ \t]+{re.escape(value)}[ \t]*(?:[ \t]#.*)?\r?$"
    return re.search(written, post.document.meta, re.MULTILINE) is not None


def _typed(text: str, old: Value) -> Value:
    """Return the text, or a bool or number if the old value is one and the text reads as one."""
    lower = text.casefold()
    if isinstance(old, bool) and lower in YES | NO:
        return lower in YES
    if isinstance(old, int | float) and not isinstance(old, bool):
        for number in (int, float):
            try:
                return number(text)
            except ValueError:
                continue
    return text


def edited(post: Post, edits: Sequence[Edit]) -> Document:
    """Return the post's document with the edits made; a Refused that this raises names the path."""
    try:
        known = None if post.problem else post.summary.meta
        return edit(post.document, edits, new_block=post.conventions.format, read=known)
    except Refused as refused:
        refused.path = refused.path or post.summary.path
        raise
