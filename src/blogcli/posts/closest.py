"""Typed names: compared without case, with suggestions for what was meant."""

from __future__ import annotations

from collections.abc import Iterable


def fold(text: str) -> str:
    """Return the text as it is compared: without case, and with accents in one form (NFC)."""
    if text.isascii():
        return text.casefold()
    from unicodedata import normalize

    return normalize("NFC", text.casefold())


def closest(word: str, choices: Iterable[str]) -> list[str]:
    """Return at most three of the choices that are most like the word, the best first."""
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for choice in choices:
        folded.setdefault(fold(choice), choice)
    return [folded[match] for match in get_close_matches(fold(word), folded)]


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return `did you mean 'a' or 'b'?`; "" if no choice is like the word."""
    found = [repr(choice) for choice in closest(word, choices)]
    if not found:
        return ""
    *others, last = found
    return f"did you mean {', '.join(others)}{' or ' if others else ''}{last}?"
