"""The marks of a draft in one post, and the edits that set them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from blogcli.errors import Refused
from blogcli.posts.formats import Drop, Edit, Put
from blogcli.posts.formats.operations import find_path
from blogcli.posts.model.status import NO, YES, DraftMark
from blogcli.posts.model.values import ExactKey, KeyPath, Value, written_text
from blogcli.posts.read.post import Post, is_quoted
from blogcli.posts.text.date_formats import parse_date


def held_marks(post: Post) -> Iterable[tuple[DraftMark, KeyPath, bool]]:
    """Yield the draft marks that decide on this post, with their keys and whether they hide it."""
    for mark in post.conventions.status.marks:
        for key, value in post.summary.meta.items():
            if key.casefold() == mark.key.casefold():
                hides = mark.hides(key, value, partial(is_quoted, post.document, key))
                if hides is not None:
                    yield mark, (key,), hides


def draft_edits(post: Post, draft: bool, usual: str = "") -> list[Edit]:
    """Return the edits that mark the post as a draft, or as not a draft.

    A key that states this already is changed. Otherwise a draft gets the `usual` mark, by default
    that of its blog's convention. It gets another mark if that key holds something else, such as a
    date. Raise Refused if no mark makes a draft in this blog.
    """
    edits: list[Edit] = []
    for mark, key, _ in held_marks(post):
        if mark.live is not None:
            edits.append(Put(key, mark.draft if draft else mark.live))
        elif not draft:
            edits.append(Drop(key))
    if draft and not edits:
        edits.append(_new_mark(post, usual or post.conventions.draft_key))
    if draft and post.conventions.status.listed_drafts:
        edits += listed_edits(post)
    return edits or ([] if draft else live_mark(post))


def live_mark(post: Post) -> list[Edit]:
    """Return the edit that marks a post as no draft, if only that shows it in its blog."""
    rules = post.conventions.status
    marks = rules.marks if rules.hides_unmarked else ()
    if not marks or marks[0].live is None or any(_held(post, one)[1] is not None for one in marks):
        return []
    return [Put((marks[0].key,), marks[0].live)]


def listed_edits(post: Post) -> Iterable[Edit]:
    """Yield the edit that drops the mark of a post that is built, but in no list."""
    rules = post.conventions.status
    found = find_path(post.summary.meta, (rules.unlisted[0],))
    if found and found[1] == rules.unlisted[1]:
        yield Put(found[0], rules.marks[0].live) if rules.hides_unmarked else Drop(found[0])


def _new_mark(post: Post, usual: str) -> Edit:
    marks = {mark.key: mark for mark in post.conventions.status.written}
    if not marks:
        raise Refused(
            "nothing hides a post here: the generator builds every file of this blog",
            "let the site's code leave out drafts, and name the key by the setting `draft`",
            path=post.summary.path,
        )
    ordered = sorted(marks.values(), key=lambda mark: mark.key != usual)
    held = [(mark, *_held(post, mark)) for mark in ordered]
    for mark, key, value in held:
        if written_text(value).casefold() in YES | NO | {""}:
            return Put((key,), mark.draft)
    mark, key, value = held[0]
    if not isinstance(value, date) and parse_date(written_text(value)) is None:
        return Put((key,), mark.draft)
    raise Refused(
        f"the key `{key}` holds a date, so it cannot mark a draft",
        "give that another key",
        path=post.summary.path,
    )


def _held(post: Post, mark: DraftMark) -> tuple[str, Value]:
    """Return the mark's key as the post writes it, and its value."""
    for key, value in post.summary.meta.items():
        if key == mark.key or (not mark.exact and key.casefold() == mark.key.casefold()):
            return key, value
    return ExactKey(mark.key) if mark.exact else mark.key, None
