"""The seal of an imported post: it tells whether anyone has changed the post since.

A seal is a digest of the post's file, taken while the seal's own place in it held zeros, and of the
file of its comments. It is kept in the front matter, as `origin.seal`, so that it goes wherever the
post goes.
"""

from __future__ import annotations

from hashlib import blake2b

_VERSION = "v1-"  # also keeps a digest of digits alone from being read as a number
_SIZE = 6
UNSEALED = _VERSION + "0" * 2 * _SIZE
"""What stands in a file that is still to be sealed."""


def sealed(data: bytes, comments: bytes) -> bytes:
    """The file with its seal in the place of the zeros."""
    return data.replace(UNSEALED.encode(), seal_of(data, comments).encode(), 1)


def is_sealed(data: bytes, comments: bytes, seal: str) -> bool:
    """Whether file and comments are as they were when they got this seal."""
    unsealed = data.replace(seal.encode(), UNSEALED.encode(), 1)
    return bool(seal) and seal_of(unsealed, comments) == seal


def seal_of(unsealed: bytes, comments: bytes) -> str:
    """The seal for a file whose place for it holds zeros; `comments` is b"" for none."""
    digest = blake2b(unsealed, digest_size=_SIZE)
    digest.update(b"\0" + comments)
    return _VERSION + digest.hexdigest()
