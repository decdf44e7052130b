"""The pictures in the albums of a Takeout, found by the names that end their old addresses.

Takeout puts every picture of a blog into `Albums/<album>/<name>`; an album bears a name that its
blog has or once had. Pictures uploaded under one name are told apart as `a.png`, `a(1).png`, while
the address of each of them ends in `a.png`.
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
from blogcli.exchange.intake import ExportFile, folder_files
from blogcli.exchange.reading import Reading

MOST_BYTES = 50 << 20  # the store takes no larger file back
_PIECE = 1 << 20

MISSING = "not in the Takeout's albums; kept the old address"
DOUBTFUL = "several pictures in the Takeout's albums have its name; kept the old address"
TOO_LARGE = f"larger than {MOST_BYTES >> 20} MB; kept the old address"
NO_ALBUMS = "no albums found; pictures keep their old addresses; give the Takeout's zip or folder"

# Files that browsers show; an SVG is left out, since opened by itself it may run scripts.
_PICTURE = re.compile(
    r"(?:^|[/\\])Albums[/\\](?P<album>[^/\\]+)[/\\]"
    r"(?P<name>[^/\\]+\.(?:png|jpe?g|gif|webp|avif|bmp))\Z",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?P<stem>.+)\(\d+\)(?P<ending>\.\w+)\Z")
_UNLIKE = re.compile(r"(?:[^\w.()-]|_)+")  # what Takeout writes otherwise in the name of a file


@dataclass(frozen=True, slots=True)
class Picture:
    """One file of an album."""

    name: str
    album: str
    file: ExportFile


class Albums:
    """All pictures of a Takeout; `blog` is the name of the one whose posts are read."""

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
        """The picture whose address ends in `name`, or a sentence that says why there is none.

        Only where the name does not decide are pictures read, and then compared.
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
        """A digest of the picture's bytes, which are read once for it, a piece at a time."""
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
    """The albums of an export that is open, or beside it where it is a file of a Takeout's folder.

    Raises UsageError for an export that is no Takeout.
    """
    if reading.kind != "takeout":
        hint = "leave out --images, or give the Takeout's zip or folder"
        raise UsageError(
            f"is a {reading.label}: only a Takeout has albums", hint, path=reading.name
        )
    blog = PurePath(reading.name).parent.name
    return Albums(reading.files, blog) or Albums(_beside(Path(reading.name)), blog)


def _beside(feed: Path) -> Iterator[ExportFile]:
    """The files of the albums that a Takeout has for `Blogger/Blogs/<blog>/feed.atom` in it."""
    if feed.is_file():
        for parent in feed.resolve().parents[2:4]:
            if (parent / "Albums").is_dir():
                yield from folder_files(parent / "Albums")


def _pictures(files: Iterable[ExportFile]) -> Iterator[Picture]:
    for file in sorted(files, key=lambda file: file.name):
        if "__MACOSX" not in file.name and (match := _PICTURE.search(file.name)):
            yield Picture(match["name"], match["album"], file)


def _alike(name: str) -> str:
    """What a name in an address and the name of its file have in common."""
    plain = normalize("NFKC", unquote(unquote(name)).replace("+", " "))
    return _UNLIKE.sub(" ", plain).casefold().strip()
