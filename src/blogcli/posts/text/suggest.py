"""What was perhaps meant by a name that is none."""

from __future__ import annotations

from collections.abc import Iterable

from blogcli.posts.text.casefold import casefold_nfc


def closest(word: str, choices: Iterable[str]) -> list[str]:
    """Return at most three of the choices that are most like the word, the best first."""
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for choice in choices:
        folded.setdefault(casefold_nfc(choice), choice)
    return [folded[match] for match in get_close_matches(casefold_nfc(word), folded)]


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return `did you mean 'a' or 'b'?`; "" if no choice is like the word."""
    found = [repr(choice) for choice in closest(word, choices)]
    if not found:
        return ""
    *others, last = found
    return f"did you mean {', '.join(others)}{' or ' if others else ''}{last}?"
