"""The tokenizer of queries: words, phrases, terms with values, keywords, parentheses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from blogcli.errors import QueryError
from blogcli.posts.query.nodes import KEYWORDS, quote
from blogcli.posts.query.terms import TERMS, term_name

_SPACE = re.compile(r"\s*")
# A key begins with a letter, so 12:30 is a word; so are std::vector and https://example.org.
_KEY = re.compile(r'([^\W\d][^\s:"(),<>=]*):(?!:|//)')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_WORD = re.compile(r"[^\s()]+")
_VALUE = re.compile(r"[^\s(),]*")
_COMPARED = re.compile(r"([^\W\d]\w*)([<>=].*)", re.DOTALL)


class Piece(NamedTuple):
    """A token of a query: `kind` is a parenthesis, a keyword, "word", "term" or "value".

    It is "beginning" for a word that ends in `*`. `text` is a word or value without its quotes, or
    a term's key. `start` and `end` are its span.
    """

    kind: str
    text: str
    start: int
    end: int
    values: tuple[Piece, ...] = ()


def pieces(text: str) -> Iterator[Piece]:
    """Yield the query's tokens in order. Raise QueryError at one that cannot be read."""
    at = _after_space(text, 0)
    while at < len(text):
        piece = _piece(text, at)
        yield piece
        at = _after_space(text, piece.end)


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _piece(text: str, at: int) -> Piece:
    if text[at] in "()":
        return Piece(text[at], text[at], at, at + 1)
    if text[at] == '"':
        return _quoted(text, at, "word")
    key = _KEY.match(text, at)
    return _term(text, key) if key else _word(text, at)


def _quoted(text: str, at: int, kind: str) -> Piece:
    match = _QUOTED.match(text, at)
    if match is None:
        hint = 'end it with another "; inside quotes, write a quote as \\"'
        raise QueryError("the quote is never closed", hint, text=text, start=at, end=len(text))
    content = re.sub(r'\\(["\\])', r"\1", match[1])
    if not content.strip():
        hint = "leave it out, or write the words between the quotes"
        raise QueryError("the quotes are empty", hint, text=text, start=at, end=match.end())
    rest = _VALUE.match(text, match.end()) if kind == "value" else _WORD.match(text, match.end())
    if rest and rest[0]:
        hint = "put a space between them"
        raise QueryError(
            "text right after a closing quote", hint, text=text, start=at, end=rest.end()
        )
    return Piece(kind, content, at, match.end())


def _term(text: str, key: re.Match[str]) -> Piece:
    values: list[Piece] = []
    at = key.end()
    while not values or text[at : at + 1] == ",":
        values.append(_value(text, at + 1 if values else at, key))
        at = values[-1].end
    return Piece("term", key[1], key.start(), at, tuple(values))


def _value(text: str, at: int, key: re.Match[str]) -> Piece:
    if text[at : at + 1] == '"':
        return _quoted(text, at, "value")
    match = _VALUE.match(text, at)
    value = match[0] if match else ""
    piece = Piece("value", value, at, at + len(value))
    if not value:
        written = text[key.start() : at]
        hint = f"write it without a space before it, or quote a word that ends so: {quote(written)}"
        message = f"a value is missing after {written!r}"
        raise QueryError(message, hint, text=text, start=key.start(), end=at)
    _refuse_quote(text, piece)
    return piece


def _word(text: str, at: int) -> Piece:
    match = _WORD.match(text, at)
    word = match[0] if match else ""
    piece = Piece("word", word, at, at + len(word))
    _refuse_quote(text, piece)
    if word.lower() in KEYWORDS:
        return Piece(word.lower(), word, at, piece.end)
    if word.startswith("-") and word.strip("-"):
        bare = word.lstrip("-")
        hint = f"for posts without it write `not {bare}`; for the text itself, {quote(word)}"
        raise QueryError(f"{word!r} begins with a hyphen", hint, text=text, start=at, end=piece.end)
    compared = _COMPARED.fullmatch(word)
    if compared and term_name(compared[1]) in {term.name for term in TERMS}:
        value = compared[2].removeprefix("=")
        hint = f"write {compared[1]}:{value}, or quote it to search for it"
        raise QueryError("a colon is missing", hint, text=text, start=at, end=piece.end)
    # `blog list` finds a word anywhere in the text, so a * at its ends changes nothing there.
    bare = word.strip("*")
    if not bare:
        hint = "leave the query empty for every post; quote it to search for it"
        message = f"{word!r} alone is not a search term"
        raise QueryError(message, hint, text=text, start=at, end=piece.end)
    return Piece("beginning" if word.endswith("*") else "word", bare, at, piece.end)


def _refuse_quote(text: str, piece: Piece) -> None:
    """Raise QueryError for a quote inside a word: its end would be read as a phrase's start."""
    if '"' in piece.text:
        hint = f"put a space before it, or quote the whole: {quote(piece.text)}"
        message = f"quote inside {piece.text!r}"
        raise QueryError(message, hint, text=text, start=piece.start, end=piece.end)
