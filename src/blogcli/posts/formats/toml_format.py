"""TOML between `+++` lines: read by tomllib, edited by spans."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from tomllib import TOMLDecodeError, loads

from blogcli.posts.formats.edits import Edit, Missing, Put, value_at
from blogcli.posts.formats.faults import TOO_DEEP, TOO_LARGE, Partial, check_depth
from blogcli.posts.formats.handler import Handler
from blogcli.posts.values import Value

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)\Z")

# tomllib needs time that grows with the cube of a dotted key's parts.
_ENDLESS_KEY = re.compile(r"""(?<![\w"'-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){100}""")


class TomlHandler(Handler):
    """TOML 1.0; python-frontmatter's own handler needs the abandoned `toml` package."""

    name = "toml"
    fences = ("+++\n", "+++\n")

    def load(self, fm: str) -> dict[str, Value]:
        if endless := _ENDLESS_KEY.search(fm):
            raise Partial(TOO_DEEP, endless.start())
        try:
            values: dict[str, Value] = loads(fm)
        except TOMLDecodeError as error:
            raise _fault(str(error), fm) from None
        except RecursionError:
            raise Partial(TOO_DEEP) from None
        except ValueError:
            raise Partial(TOO_LARGE) from None
        check_depth(values)
        return values

    def settle(self, put: Put, values: Mapping[str, Value]) -> tuple[Put, Value]:
        """A plain date is read back as a date; TOML has no null."""
        if put.plain and isinstance(put.value, str):
            old = value_at(values, put.key)
            written = written_date(put.value)
            if written is not None and (isinstance(old, Missing) or not isinstance(old, str)):
                return put, written
            return Put(put.key, put.value), put.value
        return put, put.value

    def splice(self, meta: str, edit: Edit, newline: str) -> str:
        from blogcli.posts.formats.toml_splice import splice

        self.load(meta)  # only text that tomllib accepts can be scanned
        return splice(meta, edit, newline)


def written_date(text: str) -> date | time | None:
    """The text as TOML's own date, time or both; None where it is none."""
    try:
        value = loads(f"date = {text}")["date"] if "\n" not in text else None
    except ValueError:
        return None
    return value if isinstance(value, date | time) else None


def _fault(message: str, text: str) -> Partial:
    """tomllib's error in our words, with its place."""
    place = _PLACE.search(message)
    fault = message[: place.start()] if place else message
    offset = len(text.rstrip())
    if place and place["line"]:
        before = text.split("\n")[: int(place["line"]) - 1]
        offset = sum(len(line) + 1 for line in before)
    return Partial(f"the front matter is not TOML: {fault}", offset)
