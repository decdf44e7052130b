"""Find the images of a Takeout's albums by the file name at the end of their old URL.

Takeout stores every image of a blog as `Albums/<album>/<name>`; an album has a current or former
name of the blog. Images uploaded under the same name become `a.png`, `a(1).png`, while all their
URLs end in `a.png`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path, PurePath
from unicodedata import normalize
from urllib.parse import unquote

from blogcli.errors import UsageError
from blogcli.exchange.model import MOST_BYTES
from blogcli.exchange.sources.export_file import ExportFile
from blogcli.exchange.sources.open_export import Reading
from blogcli.exchange.sources.open_source import folder_files

_PIECE = 1 << 20

MISSING = "not in the Takeout's albums; kept the old address"
DOUBTFUL = "several pictures in the Takeout's albums have its name; kept the old address"
TOO_LARGE = f"larger than {MOST_BYTES >> 20} MB; kept the old address"
NO_ALBUMS = "no albums found; pictures keep their old addresses; give the Takeout's zip or folder"

# Images that browsers show; not SVG, because an SVG opened directly can run scripts.
_PICTURE = re.compile(
    r"(?:^|[/\\])Albums[/\\](?P<album>[^/\\]+)[/\\]"
    r"(?P<name>[^/\\]+\.(?:png|jpe?g|gif|webp|avif|bmp))\Z",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?P<stem>.+)\(\d+\)(?P<ending>\.\w+)\Z")
_UNLIKE = re.compile(r"(?:[^\w.()-]|_)+")  # characters that Takeout replaces in file names


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file of an album."""

    name: str
    album: str
    file: ExportFile


class Albums:
    """All images of a Takeout; `blog` is the name of the blog that is imported."""

    def __init__(self, files: Iterable[ExportFile], blog: str) -> None:
        self._blog = _alike(blog)
        self._named: defaultdict[str, list[Picture]] = defaultdict(list)
        self._alike: defaultdict[str, list[Picture]] = defaultdict(list)
        self._twins: defaultdict[str, list[Picture]] = defaultdict(list)
        self._digests: dict[str, bytes] = {}
        for picture in _pictures(files):
            self._named[picture.name].append(picture)
            self._alike[_alike(picture.name)].append(picture)
            if numbered := _NUMBERED.match(picture.name):
                self._twins[_alike(numbered["stem"] + numbered["ending"])].append(picture)

    def __bool__(self) -> bool:
        return bool(self._named)

    def find(self, name: str) -> Picture | str:
        """Return the image whose URL ends in `name`, or the reason why there is none.

        File contents are read and compared only if the name is ambiguous.
        """
        found = (
            self._named.get(name)
            or self._named.get(unquote(name))
            or self._alike.get(_alike(name))
            or []
        )
        if not found:
            return MISSING
        candidates = found + self._twins.get(_alike(found[0].name), [])
        own = [picture for picture in candidates if _alike(picture.album) == self._blog]
        for some in (candidates, own):
            if some and self._are_same(some):
                return some[0] if some[0].file.size <= MOST_BYTES else TOO_LARGE
        return DOUBTFUL

    def digest(self, picture: Picture) -> bytes:
        """Return a digest of the image's bytes; the file is read once, in chunks."""
        name = picture.file.name
        if name not in self._digests:
            state = blake2b(digest_size=16)
            with picture.file.open() as stream:
                while piece := stream.read(_PIECE):
                    state.update(piece)
            self._digests[name] = state.digest()
        return self._digests[name]

    def _are_same(self, pictures: list[Picture]) -> bool:
        if len(pictures) == 1:
            return True
        if len({picture.file.size for picture in pictures}) > 1:
            return False
        return len({self.digest(picture) for picture in pictures}) == 1


def albums_of(reading: Reading) -> Albums:
    """Return the albums of an open export, or those next to its file in a Takeout folder.

    Raises UsageError if the export is not a Takeout.
    """
    if reading.kind != "takeout":
        hint = "leave out --images, or give the Takeout's zip or folder"
        raise UsageError(
            f"is a {reading.label}: only a Takeout has albums", hint, path=reading.name
        )
    blog = PurePath(reading.name).parent.name
    return Albums(reading.files, blog) or Albums(_beside(Path(reading.name)), blog)


def _beside(feed: Path) -> Iterator[ExportFile]:
    """Yield the album files that belong to `Blogger/Blogs/<blog>/feed.atom`."""
    if feed.is_file():
        for parent in feed.resolve().parents[2:4]:
            if (parent / "Albums").is_dir():
                yield from folder_files(parent / "Albums")


def _pictures(files: Iterable[ExportFile]) -> Iterator[Picture]:
    for file in sorted(files, key=lambda file: file.name):
        if "__MACOSX" not in file.name and (match := _PICTURE.search(file.name)):
            yield Picture(match["name"], match["album"], file)


def _alike(name: str) -> str:
    """Return a normalized name that is equal for a URL and its file in the Takeout."""
    plain = normalize("NFKC", unquote(unquote(name)).replace("+", " "))
    return _UNLIKE.sub(" ", plain).casefold().strip()
