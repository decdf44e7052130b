"""An index of a blog's posts by every name that a link may use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote

from blogcli.posts.checks.context import CheckContext
from blogcli.posts.links.anchors import letters
from blogcli.posts.links.model import Link
from blogcli.posts.links.resolve import (
    LinkContext,
    LinkTarget,
    TargetKind,
    decode_target,
    link_targets,
)
from blogcli.posts.model.translations import translations
from blogcli.posts.text.urls import folder_of, split_tail

_FEWEST_LETTERS = 6
_MOST_COMPARED = 10_000
"""Names compared, of 20 to 80 µs each, before no more is said of what a link may have meant."""

_STEPS = re.compile(r"^(?:@?/|(?:\.\.?/)+)")
_NUMBER = re.compile(r"\d+")


class NeedsComparing(Exception):
    """Whether a name is nearly that of a post is not known without comparing it with all."""


class LinkIndex:
    """An index that finds the post of a link; built once for all posts of a blog.

    Unless it `is_comparing`, a name that is none of a post's raises NeedsComparing where it may be
    a misspelled one: how many are compared is limited, so they must come in order.
    """

    is_comparing = True

    def __init__(self, facts: CheckContext) -> None:
        self._facts = facts
        self._near: dict[str, str | None] = {}
        self._files: dict[str, str] = {}
        self._urls: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        folders: set[str] = set()
        for post in facts.summaries:
            stem = split_tail(post.path)[0]
            self._files[stem] = post.path
            for url in facts.urls.get(post.path, ()):
                page = _page(url)
                self._urls.setdefault(page, post.path)
                folders.add(folder_of(page))
            for alias in post.aliases:
                self._urls.setdefault(_page(alias.partition("#")[0]), post.path)
            for name in {stem.rpartition("/")[2], post.slug}:
                self._names.setdefault(name.casefold(), []).append(post.path)
        self._shapes = {*map(_shape, folders)}
        home = folder_of(f"{facts.site.rstrip('/')}/").rpartition("/")[2]
        ends = {home, *(page.rpartition("/")[2] for page in self._urls)}
        self._ends = {*self._names, *map(str.casefold, ends)}
        self._folders = {shape.rpartition("/")[2] for shape in self._shapes}
        if "" in self._folders:
            self._folders.add(_shape(home))
        self._languages = {post.path: facts.language(post) for post in facts.summaries}
        self._groups: dict[str, dict[str, str]] = {}
        for group in translations(facts.summaries) if any(self._languages.values()) else ():
            paths = {self._languages[post.path]: post.path for post in group}
            self._groups |= dict.fromkeys(paths.values(), paths) if len(paths) > 1 else {}

    def page(self, path: str) -> LinkContext:
        """Return the page of a post, from which its links are resolved."""
        urls = self._facts.urls.get(path, ())
        return LinkContext(path, urls[0] if urls else "", self._facts.site, self._facts.content)

    def find(
        self, link: Link, page: LinkContext, ways: Sequence[LinkTarget] | None = None
    ) -> str | None:
        """Return the path of the post that a link points to; None if it points to none.

        A source file is also found by the end of its path, as generators have roots of their own.
        A file or a name without a language means the translation in the language of the page.
        """
        for meaning in link_targets(link, page) if ways is None else ways:
            if post := self._lookup(meaning):
                is_exact = meaning.kind is TargetKind.URL or meaning.path == post
                return post if is_exact else self.translation(post, page.path) or post
        return self._ending(decode_target(link.target, link.kind))

    def may_find(self, target: str) -> bool:
        """Return whether a plain target may lead to a post; False only if it surely does not.

        In most cases its last name decides: it must be that of a post.
        """
        name = target.rstrip("/").rpartition("/")[2]
        if not name or name[0] in ".@" or "%" in name or "index" in name:
            return True
        stem = split_tail(name)[0] if "." in name else name
        return stem.casefold() in self._ends

    def may_be_near(self, target: str) -> bool:
        """Return whether a plain target from the root may be nearly that of a post.

        It is one that surely leads to none, by `may_find`; then its last folder decides.
        """
        folder = target.rstrip("/").rpartition("/")[0]
        return "%" in folder or _shape(folder.rpartition("/")[2]) in self._folders

    def language(self, page: str) -> str:
        """Return the language of a page if posts have translations, on which links depend."""
        return self._languages.get(page, "") if self._groups else ""

    def translation(self, post: str, page: str) -> str | None:
        """Return the path of a post's translation in the language of a page; None without one."""
        return self._groups.get(post, {}).get(self._languages.get(page, ""))

    def translations(self, page: str) -> Iterator[str]:
        """Yield the paths of the translations of a page."""
        yield from (path for path in self._groups.get(page, {}).values() if path != page)

    def _ending(self, target: str) -> str | None:
        end, tail = split_tail(_STEPS.sub("", target))
        paths = self._names.get(end.rpartition("/")[2].casefold(), ()) if tail else ()
        return next((path for path in paths if f"/{path}".endswith(f"/{end}{tail}")), None)

    def bundled(self, meaning: LinkTarget) -> str | None:
        """Return the file that a URL below a post's own URL stands for, if the post is a bundle."""
        folder, _, name = meaning.path.rpartition("/")
        post = self._urls.get(_page(folder)) if meaning.kind is TargetKind.URL else None
        is_bundle = post is not None and split_tail(post)[1].startswith("/index")
        return f"{folder_of(post)}/{name}" if post and is_bundle else None

    def nearly(self, meaning: LinkTarget) -> str | None:
        """Return the name of the post that the URL is of, but for a letter or two, or None.

        The URL must have the form that this blog's posts have. Numbers must be equal, since
        releases differ by them; signs are ignored, since some generators drop them.
        """
        if meaning.kind is not TargetKind.URL or meaning.relative:
            return None
        folder, _, name = _page(meaning.path).rpartition("/")
        is_like = _shape(folder) in self._shapes and len(name) >= _FEWEST_LETTERS
        near = self.near(name) if is_like else None
        if near is None or letters(near) == letters(name):
            return None
        return near if _NUMBER.findall(near) == _NUMBER.findall(name) else None

    def near(self, name: str) -> str | None:
        """Return the post name that is very much like this one, with its first letter, or None.

        None as well for a name that comes after too many others. Raises NeedsComparing.
        """
        name = name.casefold()
        if name not in self._near and self._may_compare(name):
            if not self.is_comparing:
                raise NeedsComparing(name)
            from difflib import get_close_matches

            found = get_close_matches(name, self._names, n=1, cutoff=0.85)
            self._near[name] = found[0] if found and found[0][0] == name[0] else None
        return self._near.get(name)

    def _may_compare(self, name: str) -> bool:
        return name in self._near or len(self._near) * len(self._names) < _MOST_COMPARED

    def _lookup(self, meaning: LinkTarget) -> str | None:
        if meaning.kind is TargetKind.FILE:
            return self._files.get(split_tail(meaning.path)[0])
        if meaning.kind is TargetKind.URL:
            return self._urls.get(_page(meaning.path))
        stem = split_tail(meaning.path)[0].casefold()
        paths = self._names.get(stem.rpartition("/")[2], ())
        return next((path for path in paths if _ends_with(path, stem)), None)


def _ends_with(path: str, stem: str) -> bool:
    if "/" not in stem:
        return True
    plain = re.sub(r"_(?:posts|drafts)/", "", split_tail(path)[0]).casefold()
    return f"/{plain}".endswith(f"/{stem}")


def _page(url: str) -> str:
    """Return the part of a URL path that names its page."""
    return split_tail((unquote(url) if "%" in url else url).strip("/"))[0].strip("/")


@lru_cache(1_000)
def _shape(folder: str) -> str:
    """Return the form of the URLs in a folder: its path with every number as 0."""
    return _NUMBER.sub("0", folder)
