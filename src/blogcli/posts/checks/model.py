"""The checks of `blog check`, the facts that they need, and their findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from blogcli.errors import BlogError
from blogcli.posts.model.summary import Summary
from blogcli.posts.model.translations import language_of
from blogcli.posts.read.post import Post


class Severity(StrEnum):
    """The severity of a finding, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Check:
    """One check; `usual` checks run unless others are named."""

    name: str
    finds: str
    severity: Severity
    fixable: bool = False
    usual: bool = True


_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

CHECKS: tuple[Check, ...] = (
    Check("unreadable", "front matter that cannot be parsed", _ERROR, fixable=True),
    Check("duplicate-key", "a duplicate key in the front matter", _ERROR),
    Check("unknown-key", "a misspelled front matter key", _WARNING, fixable=True),
    Check("build-fails", "front matter that the site's build fails on", _ERROR),
    Check("not-built", "a post that is not built, though it is no draft", _WARNING),
    Check("missing-title", "a post without a title", _ERROR),
    Check("duplicate-title", "posts with the same title", _WARNING),
    Check("duplicate-slug", "posts with the same URL", _ERROR),
    Check("missing-date", "a published post without a date", _WARNING),
    Check("bad-date", "a date that cannot be parsed", _ERROR),
    Check("date-mismatch", "a date that differs from the file name", _WARNING),
    Check("future-published", "a published post with a future date", _WARNING),
    Check("scheduled", "a post that will be published later", _NOTE, usual=False),
    Check("empty-tag", "an empty item in tags or categories", _WARNING, fixable=True),
    Check("repeated-tag", "a duplicate tag in a post", _WARNING, fixable=True),
    Check("similar-tags", "a tag spelled in more than one way", _WARNING, fixable=True),
    Check("broken-link", "a link to a missing file or post", _ERROR),
    Check("broken-anchor", "a link to a missing heading", _WARNING),
    Check("broken-image", "a missing image file", _ERROR),
    Check("missing-alt", "an image without alt text", _NOTE),
    Check("orphan", "a published post that no other post links to", _NOTE, usual=False),
)

BY_NAME: Mapping[str, Check] = {check.name: check for check in CHECKS}

USUAL: tuple[str, ...] = tuple(check.name for check in CHECKS if check.usual)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: in which file, where, and what to do.

    `line` and `column` count from 1, columns in characters. `message` is a sentence without its
    period. `fix` describes the automatic fix, "" if only a person can decide; the fix changes
    `wrong` to `right`. `group` are the paths of all posts that have one problem together, and
    `shared` is what they have in common.
    """

    check: str
    path: str
    message: str
    hint: str = ""
    line: int | None = None
    column: int | None = None
    fix: str = ""
    wrong: str = ""
    right: str = ""
    group: tuple[str, ...] = ()
    shared: str = ""

    @property
    def severity(self) -> Severity:
        """Return the severity of the check."""
        return BY_NAME[self.check].severity


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return errors, then warnings, then notes, each in the order given."""
    order = list(Severity)
    return sorted(findings, key=lambda one: order.index(one.severity))


def fingerprint(finding: Finding) -> str:
    """Return 16 hex digits that identify a finding, even if its line has moved."""
    from hashlib import blake2b

    message = re.sub(r"\d+", "#", finding.message)
    text = "\0".join((finding.check, finding.path, message))
    return blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class CheckContext:
    """The blog as the checks see it.

    `read` returns a post by its path, and `exists` whether a path, relative to the blog, is a file.
    `urls` are the URL paths of each post by its path, if known, `aliases` its old ones, and
    `languages` its language where the site has several. `site` is the blog's own URL,
    `content` the folder that rooted names start from, `static` the folders whose files the site
    serves from its root. `file_links`: a relative link is the path of a file; if that is not known
    (None), the majority of the blog's own links decides. `shares_assets`: the files in the folder
    of a post are those of its translations too. `asset_folder` is the folder beside a post
    that holds its files, by the post's path, "" for none. `names` returns the names, in lower case,
    of all that a link by name may mean; None if they are not known. `undeclared` returns an error
    for each taxonomy of a post that its site would have to declare. `pages` yields the site's
    public pages that are no posts, each with its URL path, "" if unknown. `titles_names`: a post
    without a title gets one from its name.
    """

    summaries: Sequence[Summary]
    read: Callable[[str], Post]
    exists: Callable[[str], bool]
    now: datetime
    urls: Mapping[str, Sequence[str]] = field(default_factory=dict)
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    site: str = ""
    content: str = "content"
    static: tuple[str, ...] = ("static", "public", "source", "src", "assets", "content")
    file_links: bool | None = None
    shares_assets: bool = False
    asset_folder: Callable[[str], str] = field(default=lambda path: "")
    names: Callable[[], Collection[str] | None] = field(default=lambda: None)
    titles_names: bool = False
    pages: Callable[[], Iterable[tuple[Post, str]]] = field(default=lambda: ())
    undeclared: Callable[[Post], Sequence[BlogError]] = field(default=lambda post: ())

    def language(self, post: Summary) -> str:
        """Return the language of a post: the site's word, else its own or that of its folder."""
        return (self.languages.get(post.path) or language_of(post)).casefold()
