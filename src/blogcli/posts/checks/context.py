"""The blog as the checks see it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from blogcli.errors import BlogError
from blogcli.posts.checks.model import Contents, PlacedLink
from blogcli.posts.links.model import Headings
from blogcli.posts.model.summary import Summary
from blogcli.posts.model.translations import language_of

if TYPE_CHECKING:
    from blogcli.posts.read.post import Post

NEEDED = (
    *("slug", "title", "date", "at", "starts", "ends", "draft", "tags", "categories", "aliases"),
    *("lang", "words", "meta"),
)
"""The attributes of summaries that checks ask."""


Look: TypeAlias = Callable[[str, Contents | BlogError], tuple[Any, ...] | None]


@dataclass(frozen=True, slots=True)
class CheckContext:
    """The blog as the checks see it.

    `read` returns a post by its path, `headings` those in it, and `exists` whether a path, relative
    to the blog, is a file, or a folder if it is empty or ends in a slash. `contents_of` tells
    what a post says by itself, or why it cannot be read, `contents` yields the path of each post
    with what a function makes of its path and that; other processes may call it, so it returns
    plain values.
    `urls` are the URL paths of each post by its path, if known, `aliases` its old ones, and
    `languages` its language where the site has several. `site` is the blog's own URL,
    `content` the folder that rooted names start from, `static` the folders whose files the site
    serves from its root. `file_links`: a relative link is the path of a file; if that is not known
    (None), the majority of the blog's own links decides. `shares_assets`: the files in the folder
    of a post are those of its translations too. `asset_folder` is the folder beside a post
    that holds its files, by the post's path, "" for none. `names` returns the names, in lower case,
    of all that a link by name may mean; None if they are not known. `undeclared` returns an error
    for each taxonomy of a post that its site would have to declare. `pages` yields the path, the
    URL path ("" if unknown) and the links of each public page of the site that is no post.
    `titles_names`: a post without a title gets one from its name.
    """

    summaries: Sequence[Summary]
    read: Callable[[str], Post]
    exists: Callable[[str], bool]
    now: datetime
    contents: Callable[[Look], Iterable[tuple[str, tuple[Any, ...] | None]]]
    contents_of: Callable[[str], Contents | BlogError]
    headings: Callable[[str], Headings]
    urls: Mapping[str, Sequence[str]] = field(default_factory=dict)
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    site: str = ""
    content: str = "content"
    static: tuple[str, ...] = ("static", "public", "source", "src", "assets", "content")
    file_links: bool | None = None
    shares_assets: bool = False
    asset_folder: Callable[[str], str] = field(default=lambda path: "")
    names: Callable[[], Collection[str] | None] = field(default=lambda: None)
    titles_names: bool = False
    pages: Callable[[], Iterable[tuple[str, str, Sequence[PlacedLink]]]] = field(default=lambda: ())
    undeclared: Callable[[Summary], Sequence[BlogError]] = field(default=lambda post: ())

    def language(self, post: Summary) -> str:
        """Return the language of a post: the site's word, else its own or that of its folder."""
        return (self.languages.get(post.path) or language_of(post)).casefold()
