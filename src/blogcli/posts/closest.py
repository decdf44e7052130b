"""Names as people type them: compared without case, and what was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterable


def fold(text: str) -> str:
    """The text as it is compared: without case, and accents in one form (NFC)."""
    if text.isascii():
        return text.casefold()
    from unicodedata import normalize

    return normalize("NFC", text.casefold())


def closest(word: str, choices: Iterable[str]) -> list[str]:
    """At most three of the choices that are most like the word, the best first."""
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for choice in choices:
        folded.setdefault(fold(choice), choice)
    return [folded[match] for match in get_close_matches(fold(word), folded)]


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`did you mean 'a' or 'b'?`, or "" where no choice is like the word."""
    found = [repr(choice) for choice in closest(word, choices)]
    if not found:
        return ""
    *others, last = found
    return f"did you mean {', '.join(others)}{' or ' if others else ''}{last}?"
