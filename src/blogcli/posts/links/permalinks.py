"""The URL of a post, by its generator's pattern with placeholders such as `:year`.

Patterns are Jekyll's (https://jekyllrb.com/docs/permalinks/), which Hexo
(https://hexo.io/docs/permalinks) and Hugo (https://gohugo.io/configuration/permalinks/) share but
for the placeholders; a generator's table says which it knows, and what they stand for.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, tzinfo
from functools import lru_cache
from typing import NamedTuple, cast
from urllib.parse import quote

from blogcli.posts.links.placeholders import (
    UNKNOWN,
    WORDS,
    KnownParts,
    PathCase,
    text_of,
)
from blogcli.posts.model.paths import bare_path
from blogcli.posts.model.summary import Summary
from blogcli.posts.model.values import Value, nested, written_text
from blogcli.posts.text.urls import folder_of

PRESETS: Mapping[str, str] = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}
"""Jekyll's named patterns."""

_LONGEST = 1000
"""The most characters of a pattern; a longer one is ignored."""

_WORD = re.compile(r":([a-z](?:_?[a-z0-9]+)*)")
_STRANGE = frozenset(":[]{}<>%")
"""Characters of a pattern, beside its words, that belong to some other notation."""

_LANGUAGE = re.compile(r"\.(?P<code>[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)\Z")


class ContentRoot(NamedTuple):
    """A folder of content: the language of its posts, and the folder of the site they go to."""

    folder: str = ""
    language: str = ""
    to: str = ""


class Permalinks(NamedTuple):
    """The way a blog makes the URL path of a post.

    The first of `patterns` counts whose every placeholder has a value for a post. `sections` have a
    pattern for a first folder below its root, where `:folder` begins; `subfolders` have one for all
    posts in a folder of the blog. `words` map the generator's placeholders to ours, with a bar
    between those that are tried in turn; `keys_are_words`: so are the keys of front matter. `key`
    is the front matter key that holds the whole path; `templates` are the words that it may hold in
    braces; of a post with the key `computed`, code makes it. `languages` have the URL path of each
    language's pages; one in the file's name, or under `language_key`, is the post's. `translation`
    is the pattern of posts in another language than `language`; `draft`, with two patterns for
    both, that of posts whose `status:` is draft.
    `ugly`: a path that ends in a slash ends in `.html` instead; `folders`: one without an extension
    ends in a slash. `file` is the pattern of file names that the generator takes apart. Days are
    told in `zone`, or by the date's own offset without one. With `lower_keys`, only keys in lower
    case are read.
    """

    patterns: tuple[str, ...] = ()
    sections: Mapping[str, str] = {}
    subfolders: Mapping[str, str] = {}
    roots: tuple[ContentRoot, ...] = (ContentRoot(),)
    words: Mapping[str, str] = dict(zip(WORDS, WORDS, strict=True))
    defaults: Mapping[str, str] = {}
    keys_are_words: bool = False
    key: str = ""
    computed: str = ""
    templates: Mapping[str, str] = {}
    case: PathCase = "kept"
    languages: Mapping[str, str] = {}
    language: str = ""
    language_key: str = ""
    translation: str = ""
    draft: tuple[str, ...] = ()
    file: str = ""
    lower_keys: bool = False
    ugly: bool = False
    folders: bool = False
    zone: tzinfo | None = UTC

    def url(self, post: Summary, modified: str = "") -> str:
        """Return the post's URL path, such as "/2020/05/hello/"; "" if it is not known.

        `modified` is the day of the file's last change, which dates some drafts.
        """
        if self.lower_keys:
            post = post._replace(meta={k: v for k, v in post.meta.items() if k == k.lower()})
        own = nested(post.meta, self.key) if self.key else None
        if own is False:
            return ""
        if self.computed and nested(post.meta, self.computed) is not None:
            return ""
        root = self._root(post.path)
        if root is None:
            return ""
        known = KnownParts(post, self.case, self.zone, root.folder, self.file, modified)
        language = self._language(post, known, root)
        if language is None:
            return ""
        known.language = language
        known.to, known.folder = root.to, f"{root.to}/{known.folder}".strip("/")
        written = written_text(cast("Value", own))
        prefix = self.languages.get(language, "")
        if written:
            prefix = "" if written.startswith("/") else prefix
            return self._filled(self.as_written(written), known, prefix)
        found = (self._filled(one, known, prefix) for one in self._patterns(known, language))
        url = next(filter(None, found), "")
        return f"{url.rstrip('/')}.html" if url.endswith("/") and self.ugly else url

    def slug_of(self, post: Summary) -> str:
        """Return the slug that the post's URL is made with; "" if it has no such part."""
        root = self._root(post.path)
        if root is None or "slug" not in self.words:
            return ""
        known = KnownParts(post, self.case, self.zone, root.folder, self.file, "")
        return self._word("slug", known) or ""

    def language_of(self, post: Summary) -> str:
        """Return the code of a post's language; "" if it is not known."""
        root = self._root(post.path)
        if root is None:
            return ""
        known = KnownParts(post, self.case, self.zone, root.folder, self.file, "")
        return self._language(post, known, root) or ""

    def language_in(self, path: str) -> str:
        """Return the language that the settings give the folder of a post; "" for none."""
        root = self._root(path)
        return root.language if root else ""

    def as_written(self, path: str) -> str:
        """Return the pattern of a path whose words stand in braces; unknown ones are kept."""
        for written, word in self.templates.items() if len(path) <= _LONGEST else ():
            path = re.sub(rf"\{{\{{\s*{re.escape(written)}\s*\}}\}}", f":{word}", path)
        return path.removesuffix("index.html") if self.templates else path

    def _root(self, path: str) -> ContentRoot | None:
        inside = (one for one in self.roots if not one.folder or path.startswith(f"{one.folder}/"))
        return max(inside, key=lambda one: len(one.folder), default=None)

    def _language(self, post: Summary, known: KnownParts, root: ContentRoot) -> str | None:
        """Return the language of a post; None for a file that the generator does not take."""
        if self.language_key:
            return text_of(post, self.language_key).lower() or self.language
        if not self.languages:
            return root.language or self.language
        stem = post.path.rpartition("/")[2].rpartition(".")[0]
        found = _LANGUAGE.search(stem)
        if found and found["code"].lower() in self.languages:
            known.name = known.name.removesuffix(found[0])
            return found["code"].lower()
        is_bundle = found and bare_path(post.path) == folder_of(post.path)
        return None if is_bundle else root.language or self.language

    def _patterns(self, known: KnownParts, language: str) -> tuple[str, ...]:
        is_other = bool(self.language_key) and language != self.language
        if self.draft and text_of(known.post, "status").lower() == "draft":
            return (self.draft[is_other],)
        if is_other:
            return (self.translation,)
        section = known.folder.partition("/")[0]
        if section in self.sections:
            return (self.sections[section],)
        above = known.post.path
        while above:
            above = folder_of(above)
            if above in self.subfolders:
                return (self.subfolders[above],)
        return self.patterns

    def _filled(self, pattern: str, known: KnownParts, prefix: str) -> str:
        pattern = PRESETS.get(pattern, pattern)
        parts = [*_taken_apart(pattern)]
        words = parts[1::2]
        values = [value for word in words if (value := self._word(word, known)) is not None]
        if not parts or len(values) < len(words):
            return ""
        parts[1::2] = values
        end = "/" if self.folders and "." not in pattern.rpartition("/")[2] else ""
        url = f"{prefix}/{''.join(parts)}{end}"
        return re.sub("/{2,}", "/", url) if "//" in url else url

    def unknown(self, pattern: str) -> str:
        """Return the first word or character of a pattern that is not known; "" for none."""
        pattern = PRESETS.get(pattern, pattern)
        for word in _WORD.findall(pattern):
            if not self.words.get(word) and not self.keys_are_words:
                return str(word)
            if word in self.words and not self.words[word]:
                return str(word)
        return next((char for char in _WORD.sub("", pattern) if char in _STRANGE), "")

    def _word(self, word: str, known: KnownParts) -> str | None:
        names = self.words[word].split("|") if word in self.words else []
        values = [*map(known.word, names)]
        if self.keys_are_words and word not in self.words:
            values = [text_of(known.post, word) or None]
        if UNKNOWN in values:
            return None
        found = next(filter(None, (*values, self.defaults.get(word))), None)
        return "" if found is None and "" in values else found


@lru_cache(100)
def _taken_apart(pattern: str) -> Sequence[str]:
    """Return the text before, between and after the words of a pattern; none if it is strange."""
    if len(pattern) > _LONGEST:
        return ()
    parts = _WORD.split(pattern)
    return parts if _STRANGE.isdisjoint("".join(parts[::2])) else ()


def percent_encoded(path: str) -> str:
    """Return a URL path with percent-encoding where it needs it."""
    return quote(path, safe="/%:@!$&'()*+,;=~", errors="surrogateescape")


def own_slug(post: Summary) -> str:
    """Return the slug in the post's front matter, without slashes around it; "" for none."""
    return text_of(post, "slug").strip("/")


_PELICAN_WORD = re.compile(r"\{(?P<name>\w+)(?::(?P<form>[^{}]*))?\}")
_DATE_CODES = {
    "%Y": ":year",
    "%m": ":month",
    "%d": ":day",
    "%y": ":short_year",
    "%-m": ":i_month",
    "%-d": ":i_day",
    "%H": ":hour",
    "%M": ":minute",
    "%S": ":second",
    "%j": ":y_day",
}


def as_pattern(text: str) -> str:
    """Return a generator's pattern with colons, converted from braces; a preset's name stays."""

    def word(found: re.Match[str]) -> str:
        if found["name"] == "date":
            form = re.sub(
                r"%-?\w", lambda code: _DATE_CODES.get(code[0], ":unknown"), found["form"] or ""
            )
            return form or ":unknown"
        return f":{found['name']}"

    text = _PELICAN_WORD.sub(word, text)
    return text if text.startswith("/") or not {"/", ":"} & {*text} else f"/{text}"
