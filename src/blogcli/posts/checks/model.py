"""The checks of `blog check`, and their findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


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
