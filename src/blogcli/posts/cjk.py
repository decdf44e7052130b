"""Words in text that is Chinese, Japanese or Korean, at least in part."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from blogcli.posts.body import count_runs

# Words of these scripts are not set apart by spaces; Hugo, too, counts each of their characters
# (`hasCJKLanguage`, https://gohugo.io/configuration/all/).
_CHARACTERS = (
    *((0x3005, 0x3007), (0x3041, 0x3096), (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x30FF)),
    *((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF)),
)
_RARE_CHARACTER = "[\U00020000-\U0003ffff]"  # the rest of them, beyond UTF-16's units
_PUNCTUATION = (
    *((0x3000, 0x3004), (0x3008, 0x303F), (0x3099, 0x309C), (0x30A0, 0x30A0), (0x30FB, 0x30FB)),
    *((0xFF00, 0xFF0F), (0xFF1A, 0xFF20), (0xFF5F, 0xFF65)),
)
_SPACES = (
    *((0x09, 0x0D), (0x1C, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680)),
    *((0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F)),
)

_WHOLE = 0x80  # the bit of a block of 256 that is of one kind

_IS_NONE = bytes([1]) + bytes(255)


def count_cjk_words(text: str) -> int:
    """One for each character of these scripts, and for each run of others without a space.

    All characters are looked at in one go, as large numbers with a byte for each; a regular
    expression takes four times as long.
    """
    units = text.encode("utf-16-le")
    if len(units) != 2 * len(text):
        text = re.sub(_RARE_CHARACTER, "\u4e00", text)
        units = text.encode("utf-16-le")
    characters, apart = (kind.found(units) for kind in _kinds())
    others = apart.to_bytes(len(units) // 2, "little").translate(_IS_NONE)
    return characters.bit_count() + count_runs(others)


class _Kind(NamedTuple):
    """A kind of UTF-16 unit: those of which the bits for the high and the low byte have one in
    common, and never two.
    """

    high: bytes
    low: bytes

    @classmethod
    def of(cls, ranges: Iterable[tuple[int, int]]) -> _Kind:
        """The units in the ranges, which fill no more than seven blocks of 256 in part."""
        high, low = bytearray(256), bytearray([_WHOLE]) * 256
        bit = 1
        for first, last in ranges:
            for block in range(first >> 8, (last >> 8) + 1):
                units = range(max(first, block << 8), min(last, block << 8 | 0xFF) + 1)
                if len(units) == 256:
                    high[block] = _WHOLE
                    continue
                if not high[block]:
                    high[block], bit = bit, bit << 1
                for unit in units:
                    low[unit & 0xFF] |= high[block]
        return cls(bytes(high), bytes(low))

    def found(self, units: bytes) -> int:
        """A number with a byte for each unit: a bit is set in those that are of this kind."""
        high = int.from_bytes(units[1::2].translate(self.high), "little")
        return high & int.from_bytes(units[::2].translate(self.low), "little")


@cache
def _kinds() -> tuple[_Kind, _Kind]:
    """The characters, and all that is no part of a word of others."""
    apart = (*_CHARACTERS, *_PUNCTUATION, *_SPACES)
    return _Kind.of(_CHARACTERS), _Kind.of(apart)
