"""The values that placeholders of a URL pattern have for one post."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Literal, cast
from unicodedata import category, normalize

from blogcli.posts.model.paths import bare_path, split_path
from blogcli.posts.model.summary import Summary
from blogcli.posts.model.values import Value, nested, written_text
from blogcli.posts.text.slugs import slugify
from blogcli.posts.text.urls import folder_of

PathCase = Literal["kept", "hugo", "slug", "github"]
"""What a generator does to a path: nothing, Hugo's or GitHub's clean-up in lower case, or slugs."""

UNKNOWN = ":unknown"
"""A word, or the value of one, that gives a post no URL."""

_POSTS_FOLDERS = frozenset({"_posts", "_drafts"})
_NAME_PARTS: Mapping[str, str] = {
    "year": r"\d{4}",
    "month": r"\d{2}",
    "day": r"\d{2}",
    "i_month": r"\d{1,2}",
    "i_day": r"\d{1,2}",
    "hash": r"\w{12}",
    "title": r".+",
}
_NAME_WORD = re.compile(r":(\w*[^\W_])")
_DOCUSAURUS = re.compile(
    r"(?P<folder>.*)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?\.mdx?"
)
"""https://github.com/facebook/docusaurus, packages/docusaurus-plugin-content-blog: blogUtils."""


def text_of(post: Summary, key: str) -> str:
    """Return the text under a dotted key of the front matter; "" for none, and for false."""
    value = cast("Value", nested(post.meta, key))
    return "" if value is False else written_text(value)


def below(path: str, root: str) -> str:
    """Return a path relative to a folder."""
    if not root or path == root:
        return "" if root else path
    return path.removeprefix(f"{root}/")


class KnownParts:
    """The values of a pattern's placeholders for one post; `file` is as in Permalinks."""

    def __init__(
        self,
        post: Summary,
        case: PathCase,
        zone: tzinfo | None,
        root: str,
        file: str,
        modified: str,
    ) -> None:
        self.post = post
        self.case = case
        self.zone = zone
        self.file = file
        self.modified = modified
        bare = bare_path(post.path)
        self.name = bare.rpartition("/")[2]
        self.folder = below(folder_of(bare), root)
        self.to = ""
        self.language = ""
        self.below_root = below(post.path, root)

    def word(self, name: str) -> str | None:
        """Return the value of one of WORDS; None if it is not known, "" if there is none."""
        look = WORDS.get(name)
        value = look(self) if look else None
        is_done = value is None or name == "placed" or (name in _DATES and value.isdigit())
        return value if is_done else self._cased(value)  # type: ignore[arg-type]

    def _cased(self, text: str) -> str:
        if self.case == "kept":
            return text
        if self.case == "hugo":
            return hugo_path(text)
        if self.case == "github":  # https://github.com/Flet/github-slugger
            return re.sub(r"[^\w\s/-]", "", text.lower()).replace(" ", "-")
        return "/".join(slugify(part) or part for part in text.split("/"))

    def part_of_date(self, form: str) -> str | None:
        """Return the date in a form of strftime, None if it is not known."""
        when = self.post.date
        if when is None and self.modified:
            when = datetime.fromisoformat(self.modified)
        named = self.file and "date" not in self.post.meta and split_path(self.post.path)[0]
        if named and "year" not in self.filed:
            return None  # the generator takes the time when the file was made
        if when is not None and self.zone:
            try:
                if isinstance(when, datetime) and when.tzinfo:
                    when = when.astimezone(self.zone)
                elif self.post.at is not None:  # its generator may not mean this zone
                    when = datetime.fromtimestamp(self.post.at, self.zone)
            except (OverflowError, OSError, ValueError):
                return None
        return None if when is None else format(when, form)

    @property
    def own(self) -> str | None:
        """Return the slug in the front matter."""
        return text_of(self.post, "slug").strip("/") or None

    @property
    def unfolded(self) -> str:
        """Return the file's name, "" if it is that of its folder too, as Eleventy leaves it out."""
        *_, above, file = ("", *self.below_root.split("/"))
        return "" if above and file.rpartition(".")[0] == above else self.name

    @property
    def slug(self) -> str:
        """Return the slug in the front matter, else in the file's name."""
        folder = "_posts/" if "_posts/" in self.post.path else ""
        return self.own or split_path(f"{folder}{self.name}.md")[1]

    @property
    def filed(self) -> Mapping[str, str]:
        """Return the parts of the file's path that match the generator's pattern of names."""
        if not {*_NAME_WORD.findall(self.file)} <= _NAME_PARTS.keys():
            return {}
        path = self.below_root.rpartition(".")[0]
        pattern = re.escape(self.file.rpartition(".")[0] or self.file).replace(r"\:", ":")
        pattern = _NAME_WORD.sub(lambda one: f"(?P<{one[1]}>{_NAME_PARTS[one[1]]})", pattern)
        try:
            found = re.fullmatch(pattern, path)
        except re.error:
            return {}
        return found.groupdict() if found else {}

    @property
    def filed_title(self) -> str | None:
        """Return the title in the file's path; None if its pattern has words we do not know."""
        if not {*_NAME_WORD.findall(self.file)} <= _NAME_PARTS.keys():
            return None
        return self.filed.get("title") or hexo_slug(self.below_root.rpartition(".")[0])

    @property
    def stamped(self) -> str:
        """Return the path that Docusaurus gives a post by the date in its file's path."""
        found = _DOCUSAURUS.fullmatch(self.below_root)
        if found is None:
            return re.sub(r"(?:/index)?\.mdx?\Z", "", self.below_root)
        return f"{found['date'].replace('-', '/')}/{found['folder']}{found['text']}"

    @property
    def collection(self) -> tuple[str, str]:
        """Return the name of a post's collection, as in Jekyll, and its path there."""
        folder, _, path = f"/{self.below_root.rpartition('.')[0]}".partition("/_")[2].partition("/")
        return ("posts" if f"_{folder}" in _POSTS_FOLDERS else folder), path

    @property
    def hexo_category(self) -> str | None:
        """Return the post's last category with those above it; UNKNOWN for one of several lists."""
        value = nested(self.post.meta, "categories")
        items = value if isinstance(value, list) else []
        if len(items) > 1 and any(isinstance(one, list) for one in items):
            return UNKNOWN  # the last one that any post of the blog has first
        return "/".join(map(hexo_slug, self.post.categories)) or None

    @property
    def categories(self) -> tuple[str, ...]:
        """Return the folders above the posts, then the post's own categories, as in Jekyll."""
        above = folder_of(self.post.path).split("/")
        place = next((at for at, part in enumerate(above) if part in _POSTS_FOLDERS), 0)
        parts = [*above[:place], *self.post.categories]
        return tuple(dict.fromkeys(part.lower() for part in parts))


_CLEAN = re.compile(r"[A-Za-z0-9./\\_#+~@-]*")


def hugo_path(text: str) -> str:
    """Return text as Hugo cleans a path: lower case, hyphens for spaces, most marks dropped."""
    if _CLEAN.fullmatch(text):  # as most are
        return text.lower()
    kept: list[str] = []
    pending = False
    for char in text:
        if char.isalnum() or char in "./\\_#+~-@" or category(char)[0] == "M":
            if pending and char != "-" and kept:
                kept.append("-")
            pending = False
            kept.append(char)
        elif char.isspace() and kept and kept[-1] != "-":
            pending = True
    return "".join(kept).lower()


def jekyll_slug(text: str, marks: str) -> str:
    """Return text with hyphens for all but letters, digits and `marks`, as Jekyll does."""
    keep = [char if char.isalnum() or char in marks else "-" for char in text]
    return re.sub("-{2,}", "-", "".join(keep)).strip("-")


_JEKYLL_MARKS = "._~!$&'()+,;=@"
_ASCII = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l"}
    | {"Æ": "AE", "Œ": "OE", "Ø": "O", "Đ": "D", "Ł": "L", "Þ": "Th"}
    | dict.fromkeys("‘’“”«»…¿¡", "")
    | dict.fromkeys("–—", "-")
)


_LONGEST_TITLE = 1000
"""The most characters of a title that a slug is made of; tags in it take time to find."""


def pelican_slug(text: str) -> str | None:
    """Return the slug that Pelican makes; None where only its transliteration knows it."""
    if len(text) > _LONGEST_TITLE:
        return None
    plain = normalize("NFKD", normalize("NFKC", re.sub(r"<[^>]*>", "", text)).translate(_ASCII))
    plain = "".join(char for char in plain if category(char) != "Mn")
    if not plain.isascii():
        return None
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip()).lower() or None


_HEXO_MARKS = re.compile(r"""[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:"'<>,.?/]+""")


def hexo_slug(text: str) -> str:
    """Return text with hyphens for marks and spaces and no accents, as Hexo does."""
    plain = "".join(char for char in normalize("NFD", text) if category(char) != "Mn")
    return _HEXO_MARKS.sub("-", normalize("NFC", plain)).strip("-")


def _date(form: str) -> Callable[[KnownParts], str | None]:
    return lambda known: known.part_of_date(form)


def _number(form: str) -> Callable[[KnownParts], str | None]:
    return lambda known: (part := known.part_of_date(form)) and (part.lstrip("0") or "0")


_DATES: Mapping[str, Callable[[KnownParts], str | None]] = {
    "year": _date("%Y"),
    "short_year": _date("%y"),
    "month": _date("%m"),
    "i_month": _number("%m"),
    "day": _date("%d"),
    "i_day": _number("%d"),
    "y_day": _date("%j"),
    "yearday": _number("%j"),
    "w_year": _date("%G"),
    "week": _date("%V"),
    "w_day": _date("%u"),
    "weekday": _date("%w"),
    "short_day": _date("%a"),
    "long_day": _date("%A"),
    "short_month": _date("%b"),
    "long_month": _date("%B"),
    "hour": _date("%H"),
    "minute": _date("%M"),
    "second": _date("%S"),
}

WORDS: Mapping[str, Callable[[KnownParts], str | None]] = {
    **_DATES,
    "slug": lambda known: known.slug,
    "own": lambda known: known.own,
    "placed": lambda known: known.own and f"{known.to}/{known.own}",
    "language": lambda known: known.language or None,
    "name": lambda known: known.name,
    "unfolded": lambda known: known.unfolded,
    "bare": lambda known: split_path(f"{known.name}.md")[1],
    "title": lambda known: known.slug,
    "headline": lambda known: slugify(known.post.title) or None,
    "hugo_title": lambda known: hugo_path(known.post.title.replace("+", " ")) or None,
    "hugo_name": lambda known: hugo_path(known.name.replace("+", " ")) or None,
    "folder": lambda known: known.folder,
    "section": lambda known: known.folder.partition("/")[0],
    # Deeper folders count only with an `_index.md`.
    "sections": lambda known: None if "/" in known.folder else known.folder,
    "stamped": lambda known: known.stamped,
    "output_ext": lambda known: ".html",
    "jekyll_title": lambda known: jekyll_slug(known.slug, _JEKYLL_MARKS),
    "jekyll_name": lambda known: jekyll_slug(known.name, "").lower(),
    "collection": lambda known: known.collection[0],
    "path": lambda known: known.collection[1],
    "jekyll_slug": lambda known: jekyll_slug(known.slug, "").lower(),
    "category": lambda known: "/".join(known.post.categories) or None,
    "categories": lambda known: "/".join(known.categories),
    "slugged_categories": lambda known: "/".join(jekyll_slug(one, "") for one in known.categories),
    "filed": lambda known: known.filed_title,
    "filed_name": lambda known: (known.word("filed") or "").rpartition("/")[2],
    "hexo_title": lambda known: hexo_slug(known.post.title).lower() or None,
    "hexo_category": lambda known: known.hexo_category,
    "pelican_title": lambda known: pelican_slug(known.post.title),
    "pelican_name": lambda known: pelican_slug(known.name),
    "pelican_category": lambda known: pelican_slug(
        next(iter(known.post.categories), known.folder.rpartition("/")[2])
    ),
    "pelican_author": lambda known: pelican_slug(next(iter(known.post.authors), "")),
}
"""Every placeholder of ours, and how its value is found."""
