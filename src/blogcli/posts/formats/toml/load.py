"""Parsing of TOML text, within limits."""

from __future__ import annotations

import re
from tomllib import TOMLDecodeError, loads

from blogcli.posts.formats.limits import TOO_DEEP, TOO_LARGE, Partial, check_depth
from blogcli.posts.model.values import Value

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)\Z")

MAX_TOML = 1 << 16
"""The most characters that are read, a hundred times what real posts have: tomllib is slow."""

_TOO_LONG = f"the front matter is TOML of more than {MAX_TOML // 1024} thousand characters"

# The time of tomllib grows with the cube of the number of parts of a dotted key.
_ENDLESS_KEY = re.compile(r"""(?<![\w"'-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){100}""")


def load_toml(text: str) -> dict[str, Value]:
    """Parse TOML text; raise Partial, with the offset, for text that cannot be read."""
    if endless := _ENDLESS_KEY.search(text):
        raise Partial(TOO_DEEP, endless.start())
    if len(text) > MAX_TOML:
        raise Partial(_TOO_LONG)
    try:
        values: dict[str, Value] = loads(text)
    except TOMLDecodeError as error:
        raise _fault(str(error), text) from None
    except RecursionError:
        raise Partial(TOO_DEEP) from None
    except ValueError:
        raise Partial(TOO_LARGE) from None
    check_depth(values)
    return values


def _fault(message: str, text: str) -> Partial:
    """Return a tomllib error in our words, with its offset."""
    place = _PLACE.search(message)
    fault = message[: place.start()] if place else message
    offset = len(text.rstrip())
    if place and place["line"]:
        before = text.split("\n")[: int(place["line"]) - 1]
        offset = sum(len(line) + 1 for line in before)
    return Partial(f"the front matter is not TOML: {fault}", offset)
