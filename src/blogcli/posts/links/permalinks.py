"""The URL of a post: from its generator's pattern, or inferred from the blog's own links.

Patterns are Jekyll's (https://jekyllrb.com/docs/permalinks/), which Hexo
(https://hexo.io/docs/permalinks) and Hugo (https://gohugo.io/configuration/permalinks/) share but
for some placeholders; a layout says what those stand for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import Literal, cast

from blogcli.posts.model.paths import bare_path, split_path
from blogcli.posts.model.summary import Summary
from blogcli.posts.model.values import Value, nested, written_text
from blogcli.posts.text.slugs import slugify
from blogcli.posts.text.urls import folder_of, split_tail

Case = Literal["kept", "lower", "slug"]
"""What a generator does to a path: nothing, lower case with hyphens for spaces, or slugs."""

PRESETS: Mapping[str, str] = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
"""Jekyll's named patterns."""

_LONGEST = 1000
"""The most characters of a pattern; a longer one is ignored."""

_WORD = re.compile(r":([a-z][a-z0-9_]*)")
_LANGUAGE = re.compile(r"\.(?P<code>[a-z]{2}(?:-[A-Za-z]{2,4})?)\Z")
_POSTS_FOLDERS = frozenset({"_posts", "_drafts"})


@dataclass(frozen=True, slots=True)
class Permalinks:
    """The way a blog makes the URL path of a post.

    The first of `patterns` counts whose every placeholder has a value for a post. `sections` have a
    pattern for a first folder below `root`, where `:folder` begins. `words` map a generator's own
    placeholders to ours, with a bar between those that are tried in turn. `key` is the front matter
    key that holds the whole path. `languages`: a code in the file's name is the first folder.
    """

    patterns: tuple[str, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    root: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    case: Case = "kept"
    languages: bool = False
    zone: tzinfo = UTC

    def url(self, post: Summary) -> str:
        """Return the post's URL path, such as "/2020/05/hello/"; "" if it is not known."""
        written = _text(post, self.key) if self.key else ""
        if written:
            return self._filled(written, post) if "{" not in written else ""
        section = _below(folder_of(bare_path(post.path)), self.root).partition("/")[0]
        patterns = (self.sections[section],) if section in self.sections else self.patterns
        found = filter(None, (self._filled(pattern, post) for pattern in patterns))
        return next(found, "")

    def _filled(self, pattern: str, post: Summary) -> str:
        if len(pattern) > _LONGEST:
            return ""
        known = _Known(post, self)
        missing = False

        def fill(word: re.Match[str]) -> str:
            nonlocal missing
            names = self.words.get(word[1], word[1]).split("|")
            value = next(filter(None, (known.word(name) for name in names)), None)
            value = "" if value is None and word[1] in _MAY_BE_EMPTY else value
            missing = missing or value is None
            return value or ""

        path = _WORD.sub(fill, PRESETS.get(pattern, pattern))
        if missing or "[" in path:
            return ""
        language = f"/{known.language}" if known.language else ""
        return re.sub("/{2,}", "/", f"{language}/{path}")


def _text(post: Summary, key: str) -> str:
    return written_text(cast("Value", nested(post.meta, key)))


def own_slug(post: Summary) -> str:
    """Return the slug in the post's front matter, without slashes around it; "" for none."""
    return _text(post, "slug").strip("/")


_MAY_BE_EMPTY = frozenset({"categories", "folder"})


def _below(path: str, root: str) -> str:
    """Return a path relative to a folder."""
    if not root or path == root:
        return "" if root else path
    return path.removeprefix(f"{root}/")


class _Known:
    """The values of a pattern's placeholders for one post."""

    def __init__(self, post: Summary, links: Permalinks) -> None:
        self.post = post
        self.links = links
        bare = bare_path(post.path)
        stem = post.path.rpartition("/")[2].rpartition(".")[0]
        found = _LANGUAGE.search(stem) if links.languages else None
        self.language = found["code"] if found else ""
        self.name = bare.rpartition("/")[2].removesuffix(found[0] if found else "")
        self.folder = _below(folder_of(bare), links.root)

    def word(self, name: str) -> str | None:
        look = _WORDS.get(name)
        value = look(self) if look else None
        return value if value is None or name in _NUMBERS else self.cased(value)

    def cased(self, text: str) -> str:
        if self.links.case == "kept":
            return text
        if self.links.case == "lower":
            return text.lower().replace(" ", "-")
        return "/".join(slugify(part) or part for part in text.split("/"))

    def part_of_date(self, form: str) -> str | None:
        when = self.post.date
        if isinstance(when, datetime):
            try:
                when = when.astimezone(self.links.zone) if when.tzinfo else when
            except OverflowError:
                return None
        return None if when is None else format(when, form)

    @property
    def own(self) -> str | None:
        return own_slug(self.post) or None

    @property
    def slug(self) -> str:
        return self.own or split_path(f"{self.name}.md")[1]

    @property
    def dated(self) -> str | None:
        day = split_path(self.post.path)[0]
        return None if day is None else f"{day:%Y/%m/%d}"

    @property
    def categories(self) -> str | None:
        """Return the folders above the posts, then the post's own categories, as in Jekyll."""
        above = folder_of(self.post.path).split("/")
        place = next((at for at, part in enumerate(above) if part in _POSTS_FOLDERS), 0)
        parts = [*above[:place], *self.post.categories]
        return "/".join(dict.fromkeys(part.lower() for part in parts)) or None


def _date(form: str) -> Callable[[_Known], str | None]:
    return lambda known: known.part_of_date(form)


def _number(form: str) -> Callable[[_Known], str | None]:
    return lambda known: (part := known.part_of_date(form)) and part.lstrip("0")


_DATES: Mapping[str, Callable[[_Known], str | None]] = {
    "year": _date("%Y"),
    "short_year": _date("%y"),
    "month": _date("%m"),
    "i_month": _number("%m"),
    "day": _date("%d"),
    "i_day": _number("%d"),
    "y_day": _date("%j"),
    "hour": _date("%H"),
    "minute": _date("%M"),
    "second": _date("%S"),
}
_NUMBERS = frozenset(_DATES)

_WORDS: Mapping[str, Callable[[_Known], str | None]] = {
    **_DATES,
    "title": lambda known: known.slug,
    "slug": lambda known: known.slug,
    "own": lambda known: known.own,
    "name": lambda known: known.name,
    "headline": lambda known: slugify(known.post.title) or None,
    "folder": lambda known: known.folder or None,
    "section": lambda known: known.folder.partition("/")[0] or None,
    "path": lambda known: f"{known.folder}/{known.slug}".lstrip("/"),
    "dated": lambda known: known.dated,
    "categories": lambda known: known.categories,
    "category": lambda known: "/".join(known.post.categories) or None,
    "output_ext": lambda known: ".html",
}


_FEWEST = 2
"""The number of linked posts from which a pattern is taken for the blog's own."""


def learn(targets: Iterable[str], posts: Sequence[Summary]) -> Permalinks:
    """Return the pattern that most rooted links to posts follow; an empty one if they follow none.

    `targets` are URL paths as links have them. The pattern is inferred from links that end in a
    name that only one post has: `/blog/release/x` to `pages/en/blog/release/x.md`, `/2020/05/x` to
    a dated one.
    """
    named: dict[str, list[Summary]] = {}
    for post in posts:
        for name in {post.slug, bare_path(post.path).rpartition("/")[2]}:
            named.setdefault(name, []).append(post)
    votes: dict[tuple[str, str], set[str]] = {}
    ends: Counter[tuple[tuple[str, str], str]] = Counter()
    for target in targets:
        page, tail = split_tail(target.strip("/"))
        folder, _, name = page.rpartition("/")
        found = named.get(name, ())
        if len(found) == 1:
            guess = _guess(folder, name, found[0])
            votes.setdefault(guess, set()).add(found[0].path)
            ends[guess, "/" if target.endswith("/") else tail] += 1
    best = max(votes, key=lambda guess: len(votes[guess]), default=("", ""))
    if not best[0] or len(votes[best]) < _FEWEST:
        return Permalinks()
    end = max((end for guess, end in ends if guess == best), key=lambda end: ends[best, end])
    return Permalinks(patterns=(best[0] + end,), root=best[1])


def _guess(folder: str, name: str, post: Summary) -> tuple[str, str]:
    """Return the pattern and the root folder by which a post has that URL."""
    word = ":slug" if name == post.slug else ":name"
    above = folder_of(bare_path(post.path))
    if folder and f"/{above}".endswith(f"/{folder}"):
        return f"/:folder/{word}", above.removesuffix(folder).rstrip("/")
    parts = folder.split("/") if folder else []
    if isinstance(post.date, date):
        day = {f"{post.date:%Y}": ":year", f"{post.date:%m}": ":month", f"{post.date:%d}": ":day"}
        parts = [day.get(part, part) for part in parts]
    return "/".join(("", *parts, word)), ""
