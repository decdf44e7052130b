"""A quick search for texts that may hold a link to a post, by the names of that post."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote

from blogcli.posts.links.rewrite import PostIdentity
from blogcli.posts.text.urls import split_tail


class Mentions:
    """A quick search for texts that may hold a link to one of the addresses.

    It finds texts without one too, and ignores links from within a post's own folder to its `index`
    file.
    """

    def __init__(self, addresses: Iterable[PostIdentity]) -> None:
        names = {
            name
            for one in addresses
            for name in (
                one.name,
                one.slug,
                *(split_tail(url)[0].rpartition("/")[2] for url in one.urls),
            )
            if name
        }
        self._probes = frozenset(probe for name in names for probe in _probes(unquote(name)))

    def are_in(self, data: bytes) -> bool:
        """Return whether the bytes of a file, or `words` of them, may hold such a link."""
        text = data.lower()
        if b"\\" in text:
            text = text.replace(b"\\", b"")
        for probe in self._probes:  # noqa: SIM110 (`any` takes twice the time)
            if probe in text:
                return True
        return False


def words(data: bytes) -> bytes:
    """Return each word of a file once: in them Mentions finds what it finds in the file."""
    return b"\n".join(sorted({*_WORDS(data.lower().replace(b"\\", b""))}))


_WORDS = re.compile(rb"[a-z0-9._~%\x80-\xff-]+").findall
"""Finds all runs of bytes that a probe may have: no probe goes beyond one."""


def is_plain_target(target: str) -> bool:
    """Return whether a link's target, if it leads to a page, holds a name of it as Mentions asks.

    A way up may lead to the `index` of a folder that it does not name.
    """
    is_step = target.strip("/") and re.fullmatch(_ONLY_STEPS, target)
    return not is_step and not re.search(_DISGUISED, target)


# Compiled at their first use: links are looked at only where a post is read again.
_ONLY_STEPS = r"[./]*(?:_?index(?:\.\w+)*/?)?"
_DISGUISED = r"[&\r\n\t\ufffd]|%[2-7]"

_FEWEST = 3
"""The fewest letters that are searched for alone; fewer are in nearly every text."""


def _probes(name: str) -> Iterator[bytes]:
    """Yield what a text with the name holds, in lower case: a part that no encoding changes.

    If that is short, the part is one that is written as it is, or percent-encoded.
    """
    plain = max(re.split(r"[^A-Za-z0-9._~-]", name), key=len).lower()
    other = max(re.findall(r"[^\W\x00-\x7f]+", name), key=len, default="")
    if len(plain) >= _FEWEST or not other:
        yield plain.encode()
        return
    for part in {other, other.lower(), other.upper(), other.casefold()}:
        yield part.encode(errors="surrogateescape")
        yield quote(part, errors="surrogateescape").lower().encode()
