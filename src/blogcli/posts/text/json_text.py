"""Serialization of values as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from json import JSONEncoder

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"


def json_text(value: object, *, escaped: bool = False, indent: int | None = None) -> str:
    """Serialize a value as JSON, converted by `to_json`; `escaped` gives ASCII alone."""
    encoder = _encoder(escaped, indent)
    try:
        return encoder.encode(value)
    except ValueError:  # nan or inf
        return encoder.encode(to_json(value))


def is_encodable(text: str) -> bool:
    """Return whether UTF-8 can encode the text; it cannot encode a lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def to_json(value: object) -> JSON:
    """Return a value in JSON's types: dates and times as ISO 8601, `nan` and `inf` as text."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, Mapping):
        return {str(key): to_json(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(inner) for inner in value]
    return untyped_text(value)


def untyped_text(value: object) -> str:
    """Return the text of a value that JSON has no type for."""
    return value.isoformat() if isinstance(value, date | time) else str(value)


@cache
def _encoder(escaped: bool, indent: int | None) -> JSONEncoder:
    from json import JSONEncoder  # loaded late: most lists are not written in JSON

    return JSONEncoder(ensure_ascii=escaped, allow_nan=False, default=_default, indent=indent)


def _default(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else untyped_text(value)
