"""The taxonomies that a site declares, where its generator builds no page with another one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from blogcli.errors import BlogError, Unreadable
from blogcli.posts.model.summary import Summary
from blogcli.posts.model.values import Value
from blogcli.posts.read.post import read_post
from blogcli.posts.text.slugs import slugify
from blogcli.store.blog.blog import Blog
from blogcli.store.layouts.generator_files import generator_text
from blogcli.store.layouts.walk import is_post_name

if TYPE_CHECKING:
    from blogcli.store.changes.change import FileChange

_TABLE = re.compile(r"(?m)^[ \t]*\[[^\n]*")


class Taxonomies:
    """The taxonomies that one blog's generator knows, by language."""

    def __init__(self, blog: Blog) -> None:
        self._blog = blog
        self._links = blog.addresses.permalinks
        self._key = blog.layout.taxonomies

    def undeclared(self, post: Summary) -> list[str]:
        """Return the taxonomies of a post that the site does not declare for its language."""
        if not self._key or not self._said:
            return []
        known = {slugify(name) for name in self._declared(self._links.language_of(post))}
        return [name for name in _taxonomies(post, self._key) if slugify(name) not in known]

    def errors(self, post: Summary) -> list[BlogError]:
        """Return an error for each taxonomy of a post that is not declared."""
        return [self.error(post, name) for name in self.undeclared(post)]

    def error(self, post: Summary, name: str) -> BlogError:
        """Return the error for a taxonomy that is not declared, with the line to add."""
        language = self._links.language_of(post)
        where = "" if language in ("", self._links.language) else f"languages.{language}"
        file, entry = self._blog.detected.marker, f'{{ name = "{name}" }}'
        start, end, text = self._table(file, where)
        written = re.compile(rf"(?m)^[ \t]*{self._key}[ \t]*=").search(text, start, end)
        if written:
            at, hint = written.start(), f"add {entry} to `{self._key}` there"
        else:
            first = text[end:].partition("\n")[0].strip()
            place = f"below [{where}]" if where else f"before {first}" if first else "at the end"
            at, hint = (start if where else end), f"add {place}: {self._key} = [{entry}]"
        message = f"declares no taxonomy '{name}'"
        line = text.count("\n", 0, at) + 1 if text else None
        return BlogError(message, hint, path=file, line=line)

    @cached_property
    def _said(self) -> bool:
        """Return whether the generator's file can be read at all."""
        return self._blog.addresses.setting(self._blog.addresses.way.site_key) is not None

    def _declared(self, language: str) -> Iterator[str]:
        """Yield the names declared for a language; the main one's stand at the top."""
        own = self._blog.addresses.setting(f"languages.{language}.{self._key}")
        yield from (name for name, _ in _names(own))
        for name, said in _names(self._blog.addresses.setting(self._key)):
            if (said or self._links.language).lower() == language:
                yield name

    def _table(self, file: str, where: str) -> tuple[int, int, str]:
        """Return where a table of the generator's file begins and ends, and the whole text."""
        text = generator_text(self._blog.root / file)
        headers = [*_TABLE.finditer(text)]
        start = 0
        if where:
            found = (one for one in headers if one[0].strip() == f"[{where}]")
            start = next((one.start() for one in found), 0)
        end = next((one.start() for one in headers if one.start() > start), len(text))
        return start, end, text


def refuse_undeclared(blog: Blog, changes: Iterable[FileChange]) -> None:
    """Raise BlogError if a change brings a taxonomy that the site does not declare into a post."""
    if not blog.layout.taxonomies:
        return
    known = Taxonomies(blog)
    for change in changes:
        path = change.to or change.path
        if not is_post_name(path.rpartition("/")[2], blog.layout) or not (after := change.after):
            continue
        post = _summary(blog, path, after)
        for name in known.undeclared(post) if post else ():
            before = _summary(blog, path, change.before or b"")
            if post and _adds(before, post, name, blog.layout.taxonomies):
                error = known.error(post, name)
                error.message += ", so the site would not build"
                raise error


def _summary(blog: Blog, path: str, data: bytes) -> Summary | None:
    try:
        return read_post(path, data, blog.conventions).summary
    except Unreadable:
        return None


def _adds(before: Summary | None, after: Summary, name: str, key: str) -> bool:
    old = _taxonomies(before, key) if before else {}
    new = _taxonomies(after, key)[name]
    return name not in old or any(item not in _items(old[name]) for item in _items(new))


def _taxonomies(post: Summary, key: str) -> Mapping[str, Value]:
    found = post.meta.get(key)
    return found if isinstance(found, dict) else {}


def _items(value: Value) -> Sequence[Value]:
    return value if isinstance(value, list) else [value]


def _names(said: object) -> Iterator[tuple[str, str]]:
    """Yield the name of each declared taxonomy, and the language that it is declared for."""
    for one in said if isinstance(said, list) else ():
        if isinstance(one, dict) and isinstance(one.get("name"), str):
            language = one.get("lang")
            yield one["name"], language if isinstance(language, str) else ""
