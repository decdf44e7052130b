"""Predicates on single values: text with `*`, numbers, and the value of a front matter key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from operator import eq, ge, gt, le, lt

from blogcli.errors import UsageError
from blogcli.posts.model.status import NO, YES
from blogcli.posts.model.values import ParsedLater, Value, find_key, key_path
from blogcli.posts.text.casefold import casefold_nfc

Number = int | float

NUMBER_HINT = "write it as 300, <300, >=300, 100..300 or 100.."

_REMEMBERED = 1_000
"""Values of a key whose answer is kept: most keys have far fewer."""

_NUMBER = r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?"
_COMPARED = rf"(?P<sign><=|>=|<|>|=)?(?P<number>{_NUMBER})"
_RANGE = rf"(?P<first>{_NUMBER})?\.\.(?P<last>{_NUMBER})?"
_SIGNS = {None: eq, "=": eq, "<": lt, "<=": le, ">": gt, ">=": ge}


def text_test(text: str) -> Callable[[str], bool]:
    """Return a predicate: a folded text equals `text`, in which `*` stands for any characters."""
    first, *others = casefold_nfc(text).split("*")
    if not others:
        return partial(eq, first)
    *middle, last = others

    def test(whole: str) -> bool:
        at, end = len(first), len(whole) - len(last)
        if at > end or not whole.startswith(first) or not whole.endswith(last):
            return False
        for part in middle:
            at = whole.find(part, at, end)
            if at < 0:
                return False
            at += len(part)
        return True

    return test


def number_test(text: str) -> Callable[[Number], bool] | None:
    """Return the predicate for `5`, `=5`, `<5`, `>=5` or `1..5`, which may be open at one end.

    Return None for any other text. Raise UsageError for a range that ends before it begins.
    """
    if match := re.fullmatch(_COMPARED, text):
        compare, limit = _SIGNS[match["sign"]], _number(match["number"])
        return lambda number: compare(number, limit)
    match = re.fullmatch(_RANGE, text)
    if match is None or text == "..":
        return None
    first = _number(match["first"] or "-inf")
    last = _number(match["last"] or "inf")
    if first > last:
        raise UsageError(f"{text!r} ends before it starts", "write the smaller number first")
    return lambda number: first <= number <= last


def key_test(dotted: str, text: str) -> Callable[[Mapping[str, Value]], bool]:
    """Return a predicate: a front matter key holds `text`, as text, a number, or a yes or no.

    A dot separates nested keys; a list matches if any item does. Raise UsageError as `number_test`
    does, and for `<` or `>` without a number.
    """
    test = _leaf_test(text)

    @lru_cache(_REMEMBERED)
    def passes(written: bytes) -> bool:
        if written.startswith(b'"'):
            return test(written[1:-1].decode())
        import json  # loaded late: most queries ask for texts

        return test(json.loads(written))

    def holds(meta: Mapping[str, Value]) -> bool:
        # Only a ParsedLater has it; `isinstance` is slow for an abstract class.
        if (as_written := getattr(meta, "written", None)) and (written := as_written(dotted)):
            return passes(written)
        for value in values_below(meta, dotted):
            if any(map(test, _leaves(value))) if isinstance(value, list) else test(value):
                return True
        return False

    return holds


def values_below(meta: Mapping[str, Value], dotted: str) -> Iterator[Value]:
    """Yield the values under a key, ignoring case; a dotted key goes through lists too."""
    if isinstance(meta, ParsedLater):
        meta = meta.part(*{dotted, dotted.partition(".")[0]})
    whole = find_key(meta, dotted)
    if whole is not None:
        yield meta[whole]
    elif "." in dotted:
        yield from _below(meta, key_path(dotted))


def leaf_values(meta: Mapping[str, Value], dotted: str) -> Iterator[str]:
    """Yield the texts under a key, the items of lists too."""
    for node in values_below(meta, dotted):
        yield from (leaf for leaf in _leaves(node) if isinstance(leaf, str))


def _below(value: Value | Mapping[str, Value], keys: Sequence[str]) -> Iterator[Value]:
    if isinstance(value, list):
        for item in value:
            yield from _below(item, keys)
    elif isinstance(value, Mapping) and (key := find_key(value, keys[0])) is not None:
        if len(keys) == 1:
            yield value[key]
        else:
            yield from _below(value[key], keys[1:])


def _leaves(value: Value) -> Iterator[Value]:
    if isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    elif not isinstance(value, dict):
        yield value


def _leaf_test(text: str) -> Callable[[Value], bool]:
    as_number = number_test(text)
    if as_number is None and text[:1] in "<>":
        raise UsageError(f"{text!r} is not a number to compare with", NUMBER_HINT)
    as_text = text_test(text)
    is_plain = as_number is None or re.fullmatch(_NUMBER, text) is not None
    truth = _truth(text) if as_number is None else None

    def test(leaf: Value) -> bool:
        if isinstance(leaf, bool):
            return leaf is truth
        if isinstance(leaf, int | float):
            return as_number(leaf) if as_number else as_text(str(leaf))
        if isinstance(leaf, str):
            if is_plain:
                return as_text(casefold_nfc(leaf)) or (truth is not None and _truth(leaf) is truth)
            number = re.fullmatch(_NUMBER, leaf)
            return as_number is not None and number is not None and as_number(_number(leaf))
        if leaf is None or isinstance(leaf, list | dict):
            return False
        return as_text(casefold_nfc(leaf.isoformat()))

    return test


def _number(text: str) -> Number:
    return int(text) if text.lstrip("+-").isdigit() else float(text)


def _truth(text: str) -> bool | None:
    word = casefold_nfc(text.strip())
    return True if word in YES else False if word in NO else None
