"""The checks of `blog check`, and their findings."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from blogcli.errors import BlogError
from blogcli.posts.links.model import Headings, Link


class Severity(StrEnum):
    """The severity of a finding, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Check(NamedTuple):
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

OF_TEXT = frozenset(
    {"unreadable", "duplicate-key", "bad-date", "date-mismatch", "empty-tag", "repeated-tag"}
    | {"build-fails", "not-built"}
)
"""The checks of one post by itself."""

USUAL: tuple[str, ...] = tuple(check.name for check in CHECKS if check.usual)


class Finding(NamedTuple):
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


def of_file(error: BlogError) -> Finding:
    """Return the finding for a file of which nothing could be read."""
    return Finding("unreadable", error.path, error.message, error.hint, error.line)


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


class PlacedLink(NamedTuple):
    """A link with its line and column in the file; with `is_top`, a `#` alone follows it."""

    link: Link
    line: int
    column: int
    is_top: bool = False


class AssetTag(NamedTuple):
    """A tag that names a file in the folder of assets beside a post, by one of its words.

    See https://hexo.io/docs/asset-folders.
    """

    tag: str
    words: Sequence[str]
    line: int
    column: int


class Contents(NamedTuple):
    """What a post says by itself.

    `links` are those outside code, in order, `run` the others that a generator follows. If there
    are too many (`crowded`), both are empty.
    """

    findings: Sequence[Finding] = ()
    links: Sequence[PlacedLink] = ()
    run: Sequence[Link] = ()
    headings: Headings = Headings()
    assets: Sequence[AssetTag] = ()
    crowded: bool = False
