"""Text as full-text search sees it: case-folded, with unspaced scripts cut into pairs.

Chinese, Japanese and Thai have no spaces between words, and Korean has endings fixed to them. So
every two adjacent characters count as a word, and the last one of a run also counts alone. A word
of two characters is then one such pair, a longer one a phrase of pairs, and a single character a
prefix.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

UNSPACED = (
    "\u0e01-\u0e4f\u0e81-\u0edf\u1000-\u104f\u1780-\u17d3\u3005-\u3007\u3041-\u3096\u3099\u309a"
    "\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""The characters that are cut into pairs, as the inside of a regular expression's set."""

TOKENIZER = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
"""The FTS5 tokenizer for `searchable` text; it folds ASCII letters, and Latin accents."""

SIGNS = {"++": "plusplus", "#": "sharp"}
"""Signs that make another word of the letter right before them: C++ and C# are not C."""

_PLAIN = bytes(byte for byte in range(256) if byte < 0xCC or byte in (0xD0, 0xD1, 0xE2))
"""Bytes of UTF-8 text that has no mark to remove, no Greek, and nothing UNSPACED."""


def searchable(text: str) -> str:
    """Return the text with its words separated, as it is indexed."""
    return searchable_bytes(text.encode("utf-8", "replace")).decode()


def searchable_bytes(data: bytes) -> bytes:
    """Return the same of UTF-8 text, in a third of the time; what is none becomes U+FFFD."""
    for sign in SIGNS:
        if sign.encode() in data:
            data = _spelled_out(data, sign)
    if data.isascii():
        return data
    try:
        folded, forms = _fold(data)
    except UnicodeDecodeError:
        folded, forms = _fold(data.decode(errors="replace").encode())
    return _apart(folded.decode()).encode() if has_runs("".join(forms)) else folded


def match_expression(word: str) -> str:
    """Return the FTS5 MATCH expression for a word or phrase (trailing `*`: prefix).

    Return "" if it has no letter or digit. See https://sqlite.org/fts5.html#full_text_query_syntax.
    """
    is_start = word.endswith("*")
    text = searchable(word.rstrip("*").replace('"', " ").replace("\0", " "))
    tokens = [token for token in text.split() if has_letters(token)]
    if not text.isascii() and (end := _run_at_end().search(fold_for_search(word.rstrip("*")))):
        # The index has a last character alone only at the end of a run, so it is left out here.
        # A single character is searched as the prefix of a pair.
        tokens = tokens[:-1] if len(end[1]) > 1 else tokens
        is_start = is_start or len(end[1]) == 1
    return f'"{" ".join(tokens)}"{" *" * is_start}' if tokens else ""


def fold_for_search(text: str) -> str:
    """Return the text without case, in one form of its characters, and without optional marks.

    Those are the marks of vowels in Hebrew and Arabic, accents in Greek, soft hyphens, variation
    selectors of emoji, and combining marks on Latin letters. Lone surrogates, which no database
    accepts, become question marks.
    """
    if text.isascii():
        return text.lower()
    return _fold(text.encode("utf-8", "replace").lower())[0].decode()


def _fold(data: bytes) -> tuple[bytes, set[str]]:
    """Return UTF-8 text folded, but for ASCII letters, and the characters beside ASCII in it.

    Raises UnicodeDecodeError for what is no UTF-8.
    """
    text, forms = data.decode(), set()
    for char in {*data.translate(None, _ASCII).decode()}:
        form = _form(char)
        if form is None:
            folded = _folded(text)
            return folded.encode(), {*folded}
        if form != char:
            data = data.replace(char.encode(), form.encode())
        forms.add(form)
    return data, forms


_ASCII = bytes(range(128))


@lru_cache(maxsize=4096)
def _form(char: str) -> str | None:
    """Return a character folded; None if the characters beside it have a say in it."""
    from unicodedata import category, normalize

    form = _folded(char)
    parts = char + normalize("NFKC", char)
    joins = any(category(one)[0] == "M" or "\u1100" <= one <= "\u11ff" for one in parts)
    return None if joins or _folded(form) != form else form


def _folded(text: str) -> str:
    from unicodedata import normalize

    folded = normalize("NFKC", text).casefold().replace("\xad", "").replace("ё", "е")
    return folded.translate(_FOLDED)


def has_letters(text: str) -> bool:
    """Return whether the text has a letter or digit, as the tokenizer defines them."""
    if text.isascii():
        return any(map(str.isalnum, text))
    from unicodedata import category

    return any(category(char)[0] in "LN" or category(char) in ("Mn", "Mc") for char in text)


class _Folded(dict[int, str]):
    """A translation table for characters that NFKC and casefold do not change."""

    def __missing__(self, code: int) -> str:
        from unicodedata import category, normalize

        char = chr(code)
        if (category(char) == "Mn" and code < 0x900) or code == 0x640 or 0xFE00 <= code < 0xFE10:
            char = ""
        elif 0x370 <= code < 0x400 or 0x1F00 <= code < 0x2000:
            char = normalize("NFD", char)[0]
        self[code] = char
        return char


_FOLDED = _Folded()


def _spelled_out(data: bytes, sign: str) -> bytes:
    """Return the text with its sign as a word where it follows a letter and none follows it."""

    def spelled(found: re.Match[bytes]) -> bytes:
        # A character has up to four bytes; one that is cut off becomes no letter.
        before = data[max(0, found.start() - 4) : found.start()].decode(errors="replace")
        after = data[found.end() : found.end() + 4].decode(errors="replace")
        is_word = before[-1:].isalpha() and not after[:1].isalnum()
        return f" {SIGNS[sign]} ".encode() if is_word else found[0]

    return _after_letter(sign).sub(spelled, data)


@cache
def _after_letter(sign: str) -> re.Pattern[bytes]:
    """Return the pattern of a sign after a letter, or after what may be one beside ASCII."""
    literal = re.escape(sign.encode())  # comes first, for a fast search
    return re.compile(rb"%b(?<=[A-Za-z\x80-\xff]%b)(?!\w)" % (literal, literal))


def has_runs(folded: str) -> bool:
    """Return whether the text may hold something UNSPACED; False is certain."""
    return not folded.isascii() and folded.encode().translate(None, _PLAIN) != b""


def _apart(text: str) -> str:
    """Return the text with its runs of UNSPACED as pairs: of all of them in one step."""
    parts = _run().split(text)
    if len(parts) == 1:
        return text
    firsts = "\n".join(parts[1::2])
    seconds = "  ".join([run[1:] for run in parts[1::2]]) + " "
    # Of every three characters the third is a blank. To add one by one takes four times as long.
    pairs = bytearray((" " * 3 * len(firsts)).encode(_WIDE))
    for at, chars in enumerate((firsts, seconds)):
        memoryview(pairs).cast("I")[at::3] = memoryview(chars.encode(_WIDE)).cast("I")
    parts[1::2] = pairs.decode(_WIDE).split("\n")
    return " ".join(parts)


_WIDE = "utf-32-le"
"""An encoding in which each character has four bytes."""


@cache
def _run() -> re.Pattern[str]:
    return re.compile(f"([{UNSPACED}]+)")


@cache
def _run_at_end() -> re.Pattern[str]:
    """Return the pattern of a run that ends a word, whatever punctuation follows."""
    return re.compile(rf"([{UNSPACED}]+)[\W_]*\Z")
