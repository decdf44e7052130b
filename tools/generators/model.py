"""What is compared: sites made of small posts, what a build made of them, and rows of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from blogcli.posts.text.json_text import JSON

Meta = Mapping[str, JSON]

Environ = Mapping[str, str]


class Text(NamedTuple):
    """One file of text, in whose path, head and body `{n}` is its number.

    `head` has lines of front matter, or all of the file if it has its own marks. `edit` are the
    words of a blogcli command, where POST is the path. Texts of one `group` are built together. A
    page is no post: only its links are compared.
    """

    path: str
    head: str = ""
    body: str = ""
    edit: tuple[str, ...] = ()
    group: str = ""
    is_page: bool = False
    number: int = 0

    @property
    def place(self) -> str:
        """The path of the file."""
        return self.path.replace("{n}", str(self.number))

    @property
    def token(self) -> str:
        """What stands in the body, to be found again in the pages of a build."""
        return f"token{self.number}end"

    @property
    def case(self) -> str:
        """What this text is a case of, for people."""
        said = (self.path, self.head, self.body, " ".join(self.edit))
        return " | ".join(part.replace("\n", " ¶ ") for part in said if part)


class Site(NamedTuple):
    """Many texts that are built once, with other `files` beside them.

    `zone` is the machine's time zone, `prefix` the folder of the site in its address.
    """

    name: str
    files: Mapping[str, str]
    texts: Sequence[Text]
    zone: str = "UTC"
    prefix: str = ""


class Generator(NamedTuple):
    """How one generator is asked.

    `build` writes a site's pages to a folder and returns its error, "" if it succeeded; `read`
    returns the front matter of every post, as its own parser reads it, by the token in the body.
    `post` makes the text of a file; `hidden` begin the paths of pages that are previews alone.
    `needs` is the program and the Node packages that it takes. A site that fails is built in
    halves unless `divides` is off, as where a build takes half a minute.
    """

    name: str
    sites: Callable[[], Sequence[Site]]
    build: Callable[[Path, Path, Environ], str]
    read: Callable[[Path, Environ], Mapping[str, Meta]]
    post: Callable[[Text], str]
    needs: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    divides: bool = True


@dataclass(frozen=True, slots=True)
class Built:
    """The pages of a build, by path: where each token stands, and where redirects lead."""

    files: frozenset[str] = frozenset()
    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)


class Row(NamedTuple):
    """One comparison: what it is about, what the generator did, and what blogcli said."""

    kind: str
    site: str
    case: str
    truth: str
    said: str

    @property
    def agrees(self) -> bool:
        """Whether both say the same."""
        return self.truth == self.said
