"""Finding the post that is meant: path, slug, file name, unique prefix, `@latest`, `@oldest`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import eq

from blogcli.errors import Ambiguous, NotFound
from blogcli.posts.model.paths import bare_path, split_path
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.casefold import casefold_nfc
from blogcli.posts.text.suggest import did_you_mean, starts_like

_MOST_SHOWN = 8

_BY_DATE: dict[str, Callable[[Summary], tuple[bool, float, str]]] = {
    "@latest": lambda post: (post.at is None, -(post.at or 0), post.path),
    "@oldest": lambda post: (post.at is None, post.at or 0, post.path),
}


def resolve_ref(ref: str, posts: Sequence[Summary]) -> Summary:
    """Return the one post that `ref` names.

    That is its path (or its bundle's folder), its slug, its file name with or without date and
    extension, a prefix of its slug or file name, `@latest` or `@oldest`. A whole name goes before a
    prefix, and the same case before another. A post without a date is latest or oldest only if none
    has one. Raise Ambiguous with the first candidates, NotFound with a suggestion.
    """
    if ref in _BY_DATE and posts:
        return min(posts, key=_BY_DATE[ref])
    wanted = _as_path(ref)
    paths = [post.path for post in posts]
    slugs = [post.slug for post in posts]
    found = _named(wanted, posts, (paths, slugs), eq, str)
    if not found:
        bare = [bare_path(path) for path in paths]
        undated = [split_path(path)[1] for path in paths]
        stems, files = [_last(path) for path in bare], [_last(path) for path in paths]
        whole = (paths, slugs, bare, undated, stems, files)
        found = _named(wanted, posts, whole, eq, str) or _named(
            wanted, posts, whole, eq, casefold_nfc
        )
    if found:
        return _only(found, f"{ref!r} matches", "give the path of one")
    starts = (slugs, undated, stems)
    for form in (str, casefold_nfc):
        if found := _named(wanted, posts, starts, str.startswith, form):
            return _only(found, f"{ref!r} matches", "type more of the name, or give a path")
    raise NotFound(f"no post matches {ref!r}", _meant(ref, wanted, posts))


def _as_path(ref: str) -> str:
    path = ref.replace("\\", "/").rstrip("/")
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return path


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _named(
    wanted: str,
    posts: Sequence[Summary],
    columns: Sequence[Sequence[str]],
    fits: Callable[[str, str], bool],
    form: Callable[[str], str],
) -> list[Summary]:
    """Return the posts whose name fits, from the first of the columns in which any does."""
    want = form(wanted)
    for names in columns if want else ():
        found = [post for post, name in zip(posts, names, strict=True) if fits(form(name), want)]
        if found:
            return found
    return []


def _only(found: Sequence[Summary], how: str, hint: str) -> Summary:
    if len(found) == 1:
        return found[0]
    paths = sorted(post.path for post in found)
    if len(paths) > _MOST_SHOWN:
        hint = f"{len(paths) - _MOST_SHOWN} more are not shown; {hint}"
    raise Ambiguous(f"{how} {len(paths)} posts", hint, candidates=tuple(paths[:_MOST_SHOWN]))


def _meant(ref: str, wanted: str, posts: Sequence[Summary]) -> str:
    if not posts:
        return "the blog has no posts; create one with `blog new TITLE`"
    if ref.startswith("@"):
        return did_you_mean(ref, _BY_DATE) or f"use {' or '.join(_BY_DATE)}"
    names = [post.path if "/" in wanted else post.slug for post in posts]
    return (
        did_you_mean(wanted, names) or starts_like(wanted, names) or "`blog list` lists all posts"
    )
