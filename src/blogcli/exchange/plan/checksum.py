"""The checksum of an imported post, which shows whether the post was edited since.

It is a digest of the post file, with zeros in place of the checksum itself, and of its comments
file. It is stored in the front matter as `origin.seal`, so that it moves with the post.
"""

from __future__ import annotations

from hashlib import blake2b

_VERSION = "v1-"  # also keeps a digest of only digits from being parsed as a number
_SIZE = 6
NO_CHECKSUM = _VERSION + "0" * 2 * _SIZE
"""The placeholder for a checksum that is not yet computed."""


def with_checksum(data: bytes, comments: bytes) -> bytes:
    """Return the file with the placeholder replaced by its checksum."""
    return data.replace(NO_CHECKSUM.encode(), checksum_of(data, comments).encode(), 1)


def matches_checksum(data: bytes, comments: bytes, seal: str) -> bool:
    """Return whether the file and its comments still match this checksum."""
    unsealed = data.replace(seal.encode(), NO_CHECKSUM.encode(), 1)
    return bool(seal) and checksum_of(unsealed, comments) == seal


def checksum_of(unsealed: bytes, comments: bytes) -> str:
    """Return the checksum of a file that has the placeholder; `comments` is b"" for none."""
    digest = blake2b(unsealed, digest_size=_SIZE)
    digest.update(b"\0" + comments)
    return _VERSION + digest.hexdigest()
