"""How a blog writes its posts, learned from the latest ones, for a new post to follow."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from blogcli.errors import Unreadable
from blogcli.posts.edit.publish import date_habit
from blogcli.posts.formats import Edit, Put
from blogcli.posts.formats.operations import find_path
from blogcli.posts.model.conventions import Conventions, FormatName
from blogcli.posts.model.paths import bundle_folder
from blogcli.posts.model.status import DraftMark
from blogcli.posts.model.values import key_path
from blogcli.posts.read.post import Post
from blogcli.store.callbacks import ignore_problem
from blogcli.store.layouts.model import MARKDOWN, PLAIN, Layout
from blogcli.store.layouts.walk import walk
from blogcli.store.settings.schema import Config

if TYPE_CHECKING:
    from blogcli.store.index.index import Index

Habit = TypeVar("Habit")

_LATEST = 5
"""How many of the latest posts decide how a new one is written."""

_ASKED = 200
"""How many posts are asked at most for those in the folder of new posts."""

_SHAPES = (
    (re.compile(r"\d{4}-\d\d-\d\d-.+"), "{date:%Y-%m-%d}-{slug}"),
    (re.compile(r"\d\d-\d\d-.+"), "{date:%m-%d}-{slug}"),
    (re.compile(r"\d\d-.+"), "{date:%d}-{slug}"),
)
_FOLDERS = ((re.compile(r"(?:19|20)\d\d"), "{date:%Y}"), (re.compile(r"[01]\d"), "{date:%m}"))


class PostSource(NamedTuple):
    """What habits are learned from: a blog's folders and rules, and how to read its posts."""

    place: str
    folders: Sequence[str]
    layout: Layout
    config: Config
    conventions: Conventions
    open_index: Callable[[], Index]
    read: Callable[[str], Post]


class Habits:
    """What the latest posts of a blog have in common."""

    def __init__(self, blog: PostSource) -> None:
        self.blog = blog
        self._homes: dict[bool, tuple[str, str]] = {}

    def home(self, *, draft: bool) -> tuple[str, str]:
        """Return the folder of a new post and the pattern of its file name; cached."""
        if draft not in self._homes:
            self._homes[draft] = self._find_home(draft)
        return self._homes[draft]

    def _find_home(self, draft: bool) -> tuple[str, str]:
        blog, layout = self.blog, self.blog.layout
        folders = [
            folder
            for folder in blog.folders
            if os.path.isdir(f"{blog.place}/{folder}")
            and not blog.conventions.is_draft_path(f"{folder}/")
            and (
                folder not in (".", *layout.otherwise)
                or walk(blog.place, blog.folders, layout, ignore_problem)
            )
        ]
        home = folders[0] if folders else layout.home
        if draft and layout.drafts:
            beside = home.rpartition("/")[0]
            name = self._with_ending(home, PLAIN)
            return f"{beside}/{layout.drafts}".lstrip("/"), name
        return home, self._pattern(home)

    def _pattern(self, home: str) -> str:
        """Return the file name pattern of a new post: the set one, or that of existing posts.

        A generator with a folder for drafts has its own rule for file names, not for folders.
        """
        layout = self.blog.layout
        if not self.blog.config.origin("file").startswith("layout "):
            return layout.file
        learned = _usual([_shape(path) for path in self._paths(home)], "")
        fits = not layout.drafts or learned.endswith(f"/{layout.file}")
        return self._with_ending(home, learned if learned and fits else layout.file)

    def _with_ending(self, home: str, pattern: str) -> str:
        """Return the pattern with the ending that most of the latest posts in `home` have."""
        endings = [os.path.splitext(path)[1] for path in self._paths(home)]
        found = _usual(endings, "")[1:]
        stem = pattern.removesuffix(".md")
        return f"{stem}.{found}" if stem != pattern and found in MARKDOWN else pattern

    @cached_property
    def latest(self) -> list[Post]:
        """Return the latest posts, by their dates."""
        _, posts = self.blog.open_index().newest(_ASKED)
        return [*self._read(post.path for post in islice(posts, _LATEST))]

    def _read(self, paths: Iterable[str]) -> Iterator[Post]:
        for path in paths:
            with suppress(Unreadable):
                yield self.blog.read(path)

    def _paths(self, home: str) -> list[str]:
        """Return the paths of the latest posts in `home`, from there."""
        _, posts = self.blog.open_index().newest(_ASKED, ignore_problem)
        start = "" if home == "." else f"{home}/"
        inside = (post.path for post in posts if post.path.startswith(start))
        return [path.removeprefix(start) for path in islice(inside, _LATEST)]

    def conventions(self) -> Conventions:
        """Return the blog's conventions with the format and the keys of the latest posts."""
        blog = self.blog
        own = blog.conventions
        formats: list[FormatName] = []
        for post in self.latest:
            used = post.document.format
            formats += [used] if used != "none" and used != "foreign" else []
        is_set = bool(blog.config.text("front_matter"))
        names = {field: self._first(field, keys) for field, keys in own.names.items()}
        marks = tuple(self._in_their_case(mark) for mark in own.status.marks)
        keys = {old.key: new.key for old, new in zip(own.status.marks, marks, strict=True)}
        tags = self._written(own.names["tags"])
        like, in_names = self._dates(own)
        return own._replace(
            format=own.format if is_set else _usual(formats, own.format),
            names=names,
            tags_key=tags or self._cased(own.tags_key),
            date_like=like,
            dated_names=in_names,
            status=own.status._replace(marks=marks),
            draft_key=keys.get(own.draft_key, own.draft_key),
        )

    def author(self, name: str) -> Edit | None:
        """Return the edit that names the author of a new post as the latest posts do.

        None if they name none; a plain blog has the key `author` all the same. A list may hold keys
        of authors elsewhere, so a name that is in no such list is not added to one.
        """
        key = self._written(self.blog.conventions.names["authors"])
        if not key:
            return Put(("author",), name) if self.blog.layout.name == "plain" else None
        path = key_path(key)
        held = [found[1] for post in self.latest if (found := find_path(post.summary.meta, path))]
        if not _usual([isinstance(value, list | dict) for value in held], False):
            return Put(path, name)
        return Put(path, [name]) if any([name] == value for value in held) else None

    def look(self) -> list[Put]:
        """Return the edits of the key that chooses how a page looks, if the latest posts agree.

        Without it a generator may build a page with no template at all.
        """
        held = [post.summary.meta.get(_LOOK) for post in self.latest]
        agree = held and isinstance(held[0], str) and all(value == held[0] for value in held)
        return [Put((_LOOK,), held[0])] if agree else []

    def _dates(self, own: Conventions) -> tuple[str, bool]:
        """Return the latest date in the form that most of the latest posts have, "" for none.

        Also return whether most have a day in their names alone.
        """
        key, likes = date_habit([post.summary for post in self.latest], own)
        usual = _usual([_form(one) for one in likes if one], "")
        like = next((one for one in likes if usual and _form(one) == usual), "")
        return like, not key and bool(likes)

    def _first(self, field: str, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Return the keys of a field with the one that the latest posts write first."""
        if field in self.blog.config.table("fields"):
            return keys
        first = self._written(keys) or self._cased(keys[0])
        if field in self.blog.conventions.exact and first not in keys:
            first = keys[0]
        return (first, *(key for key in keys if key != first))

    def _written(self, keys: tuple[str, ...]) -> str:
        """Return the key, as written, that most of the latest posts have of these; "" for none."""
        found = (next(filter(None, (_held(post, key) for key in keys)), "") for post in self.latest)
        return _usual([key for key in found if key], "")

    def _cased(self, key: str) -> str:
        """Return the key in the case of the titles and dates of the latest posts."""
        cases = [
            name[:1].isupper()
            for post in self.latest
            for name in post.summary.meta
            if name.casefold() in ("title", "date")
        ]
        if not cases or len(set(cases)) > 1 or not key[1:].islower() or not key.isalpha():
            return key
        return key.capitalize() if cases[0] else key.lower()

    def _in_their_case(self, mark: DraftMark) -> DraftMark:
        if mark.exact:
            return mark
        written = {key for post in self.latest for key in post.summary.meta}
        same = sorted(key for key in written if key.casefold() == mark.key.casefold())
        return mark._replace(key=same[0] if same else self._cased(mark.key))


_LOOK = "layout"
"""The key of a page's template, in Jekyll, Eleventy, Hexo and Astro."""


def _held(post: Post, key: str) -> str:
    """Return the key as the post writes it; "" if it has none, or a mark where a date may be."""
    found = find_path(post.summary.meta, key_path(key))
    return ".".join(found[0]) if found and not isinstance(found[1], bool) else ""


def _shape(path: str) -> str:
    """Return the pattern of a post's path below its folder; "" if its folders are no dates.

    It has the post's bundle, and its folders for years and months.
    """
    folder = bundle_folder(path)
    *folders, name = (folder or path.rpartition(".")[0]).split("/")
    parts = [_part(one, _FOLDERS[at : at + 1]) for at, one in enumerate(folders)]
    last = next((shape for form, shape in _SHAPES if form.fullmatch(name)), "{slug}")
    if not all(parts) or (last.startswith(("{date:%m", "{date:%d")) and not parts):
        last = "" if folders else "{slug}"
    return "/".join((*parts, last)) + ("/index.md" if folder else ".md") if last else ""


def _form(text: str) -> str:
    """Return a date with one digit, one word and one sign of the offset for all."""
    signed = re.sub(r"[+-](?=\d\d:?\d\d\Z)", "+", text)
    return re.sub(r"[^\W\d_]{2,}", "a", re.sub(r"\d", "0", signed))


def _part(name: str, forms: Iterable[tuple[re.Pattern[str], str]]) -> str:
    return next((shape for form, shape in forms if form.fullmatch(name)), "")


def _usual(found: list[Habit], otherwise: Habit) -> Habit:
    """Return what more than half of these are."""
    most = max(found, key=found.count, default=otherwise)
    return most if found.count(most) * 2 > len(found) else otherwise
