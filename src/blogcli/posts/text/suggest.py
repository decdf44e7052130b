"""What was perhaps meant by a name that is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
    return _question(closest(word, choices))


def starts_like(word: str, names: Iterable[str]) -> str:
    """Return the same for names that begin like the word, compared by as many `-` parts."""
    parts = word.count("-") + 1
    starts: dict[str, str] = {}
    for name in names:
        starts.setdefault("-".join(name.split("-", parts)[:parts]), name)
    return _question([starts[start] for start in closest(word, starts)])


def holds_or_like(word: str, choices: Iterable[str]) -> str:
    """Return the same for choices that contain the word, at most three, else those like it."""
    known, folded = [*choices], casefold_nfc(word)
    holding = [choice for choice in known if folded and folded in casefold_nfc(choice)]
    return _question(holding[:3] or closest(word, known))


def _question(choices: Sequence[str]) -> str:
    if not choices:
        return ""
    *others, last = map(repr, choices)
    return f"did you mean {', '.join(others)}{' or ' if others else ''}{last}?"
