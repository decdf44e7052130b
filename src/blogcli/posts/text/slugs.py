"""Slugs: made from titles, and checked before they name a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, count
from unicodedata import category, normalize

from blogcli.errors import UsageError

_MOST_CHARACTERS = 80
_MOST_BYTES = 200  # leaves room for a date and an extension in a file name's usual 255

# Latin letters that Unicode does not decompose into a plain letter and an accent.
_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l"}
    | {"ħ": "h", "ı": "i", "ŋ": "ng", "ŧ": "t"}
)
_ENGLISH_ENDING = r"(?<=\w)['’](?=(?:s|t|d|m|ll|re|ve)\b)"  # it's, don't

# Names that Windows reserves for devices, with any extension:
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [port + digit for port in ("com", "lpt") for digit in "0123456789¹²³"]
)
_SAFE = re.compile(r"[a-z0-9_][a-z0-9_-]{,199}")  # most slugs, none of them refused
_REFUSED = (
    (r"[/\\]", "contains a slash"),
    ("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", "contains a control character"),
    ("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", "contains a text direction character"),
    (r'[:*?"<>|]', 'contains one of : * ? " < > |'),
    (r"\A[.\s-]", "begins with a dot, a space or a hyphen"),
    (r"[.\s]\Z", "ends with a dot or a space"),
)


def slugify(title: str) -> str:
    """Return a slug that is safe in URLs and file names; "" for a title without letters.

    Letters and digits of all scripts are kept, in lower case and normal form C, Latin ones without
    accents; all else becomes single hyphens. It has at most 80 characters and 200 bytes of UTF-8,
    and is cut between words if there are words.
    """
    text = normalize("NFKD", title).lower().translate(_LATIN)
    text = _without_marks(re.sub(_ENGLISH_ENDING, "", text))
    slug = _shorten(re.sub("-+", "-", normalize("NFC", text)).strip("-"))
    return f"{slug}-post" if slug in _DEVICES else slug


def check_slug(slug: str) -> str:
    """Return the slug; raise UsageError for one that could leave its folder or name a device."""
    if _SAFE.fullmatch(slug) and slug not in _DEVICES:
        return slug
    fault = next((fault for pattern, fault in _REFUSED if re.search(pattern, slug)), "")
    if not slug:
        fault = "is empty"
    elif slug.partition(".")[0].strip().lower() in _DEVICES:
        fault = "names a device on Windows"
    elif not fault and len(slug.encode()) > _MOST_BYTES:
        fault = f"is longer than {_MOST_BYTES} bytes"
    if not fault:
        return slug
    better = slugify(slug)
    hint = f"try {better!r}" if better else "letters, digits and hyphens make a slug"
    raise UsageError(f"the slug {slug!r} {fault}", hint)


NO_POSTS = frozenset({"index", "_index", "readme", "licence", "license"})
"""Names of files that are no posts of their own; as `index` one would take over its folder."""


def typed_slug(text: str) -> str:
    """Return the slug that a person typed, or the one made of it if it has spaces or symbols.

    Raise UsageError as `check_slug`, and for text without a letter or digit.
    """
    slug = check_slug(text)
    if all(char in "._~-" or category(char)[0] in "LNM" for char in slug):
        return slug
    made = slugify(slug)
    if not made:
        hint = "letters, digits and hyphens make a slug"
        raise UsageError(f"the slug {slug!r} has no letter or digit", hint)
    return made


def free_slug(slug: str, taken: Iterable[str]) -> str:
    """Return the slug, or with the first number from 2 on that none of the others has."""
    others = set(taken)
    names = chain([slug], (f"{slug}-{number}" for number in count(2)))
    return next(name for name in names if name not in others)


def _without_marks(text: str) -> str:
    """Return decomposed text with hyphens for all but letters and digits, without Latin accents.

    A mark on a letter of another script stays, because it is part of the word.
    """
    kept: list[str] = []
    last = "-"
    for char in text:
        kind = category(char)[0]
        if kind == "M" and last.isascii():
            continue
        last = char if kind in "LNM" else "-"
        kept.append(last)
    return "".join(kept)


def _shorten(slug: str) -> str:
    short = slug[:_MOST_CHARACTERS].encode()[:_MOST_BYTES].decode(errors="ignore")
    if short == slug:
        return slug
    in_word = slug[len(short)] != "-"
    boundary = short.rfind("-")
    # Chinese has no spaces, and one very long word is better cut than lost.
    if in_word and boundary > len(short) // 2:
        short = short[:boundary]
    return short.rstrip("-")
