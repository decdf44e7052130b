"""Translations: which posts are one post in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from blogcli.posts.model.paths import is_language, language_in_name, split_path, without_language
from blogcli.posts.model.summary import Summary
from blogcli.posts.model.values import ParsedLater, written_text
from blogcli.posts.text.urls import folder_of

_FOLDER = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")


def language_of(post: Summary) -> str:
    """Return the language of a post: its own, or that of a folder such as `fr`; "" for neither."""
    return post.lang or _language_of_folder(folder_of(post.path))


@lru_cache(1_000)
def _language_of_folder(path: str) -> str:
    return next(filter(_is_folder, path.split("/")), "")


def translations(posts: Iterable[Summary]) -> list[list[Summary]]:
    """Return the posts in groups, each of them one post in several languages, in their order.

    They have one `translationKey`, one path but for the language in it, or one slug. A post whose
    language another one of its group has too is a post of its own.
    """
    groups: list[dict[str, Summary]] = []
    joined: dict[tuple[str, str], dict[str, Summary]] = {}
    for post in posts:
        keys, language = _keys(post), language_of(post).casefold()
        found = (joined[key] for key in keys if key in joined)
        group = next((one for one in found if language not in one), None)
        if group is None:
            group = {}
            groups.append(group)
        group[language] = post
        for key in keys:
            joined.setdefault(key, group)
    return [[*group.values()] for group in groups]


def as_one(group: Sequence[Summary], default: str, now: datetime) -> Summary:
    """Return the post that stands for its translations, with all their languages as its `lang`.

    It is the one in the site's `default` language, or in none. A language whose post has another
    status has it beside its name.
    """
    languages = {language_of(post) or default: post for post in group}
    main = languages.get(default, group[0])
    status = main.status(now)
    shown = (
        code if post.status(now) == status else f"{code} ({post.status(now)})"
        for code, post in sorted(languages.items(), key=lambda one: one[1] is not main)
        if code
    )
    return main._replace(lang=", ".join(shown))


def _keys(post: Summary) -> list[tuple[str, str]]:
    """Return what translations of the post share, the surest first."""
    meta = post.meta
    is_without = isinstance(meta, ParsedLater) and not meta.may_have("translationKey")
    said = "" if is_without else written_text(meta.get("translationKey"))
    in_name = language_in_name(post.path)
    *folders, name = post.path.split("/")
    stem = without_language(name) if in_name else name.rpartition(".")[0]
    path = "/".join(one for one in (*folders, stem) if not _is_folder(one))
    slug = post.slug.removesuffix(f".{in_name}") if in_name else post.slug
    keys = [("key", said), ("path", path), ("slug", f"{split_path(post.path)[0]} {slug}")]
    return [key for key in keys if key[1]]


@lru_cache(1_000)
def _is_folder(name: str) -> bool:
    return _FOLDER.fullmatch(name) is not None and is_language(name)
