"""The names by which posts link to a post, and the rewriting of such links to a new address.

A link is rewritten in its own style: a relative one stays relative, one without an extension gets
none, and a percent-encoded path stays encoded.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import quote, unquote

from blogcli.posts.links.model import NAMES, Link, LinkKind, is_markdown
from blogcli.posts.links.resolve import (
    LinkContext,
    LinkTarget,
    TargetKind,
    decode_target,
    link_targets,
)
from blogcli.posts.text.text_edits import TextEdit, apply_edits
from blogcli.posts.text.urls import folder_of, path_from, split_tail


class PostIdentity(NamedTuple):
    """All names by which other posts may link to one post.

    `path` is its file, relative to the blog; `slug` the one in its front matter, if any. `urls` are
    the paths it is published under, such as "/2020/05/hello/"; the old and the new address of a
    post list them in the same order. `site` is the blog's own URL, "" if unknown, and `content` the
    folder that rooted names start from. `assets` is the folder beside the post that holds its
    files. If another post has the same file name, it is not `unique`, and then no name alone is
    taken for it.
    """

    path: str
    slug: str = ""
    urls: tuple[str, ...] = ()
    site: str = ""
    content: str = "content"
    assets: str = ""
    unique: bool = True

    @property
    def name(self) -> str:
        """Return the file's name without its extension; for `hello/index.md` it is `hello`."""
        return split_tail(self.path)[0].rpartition("/")[2]


def rewrite(
    body: str, *, from_path: str, old: PostIdentity, new: PostIdentity, from_url: str = ""
) -> str:
    """Return the body with every link to the old address changed to the new one, of the same kind.

    Anchors, queries and all other text stay, and so does everything in code. `from_path` is the
    file of the body, `from_url` its own URL path if the blog's links may be relative to URLs. A
    body with undecodable bytes is passed as `surrogateescape` decodes it, and must be encoded in
    the same way. Raise TooManyLinks.
    """
    page = LinkContext(from_path, from_url, old.site, old.content)
    changes = []
    for link in _links_in(body, from_path, run_in_code=True):
        written = _rewritten(link, page, old, new)
        if written is not None and (spelled := _spelled(written, link, body)) is not None:
            changes.append(TextEdit(link.start, link.end, spelled))
    return apply_edits(body, changes)


def lines_linking(
    body: str, *, from_path: str, address: PostIdentity, from_url: str = ""
) -> list[int]:
    """Return the numbers of the lines with a link to the address. Raise TooManyLinks."""
    page = LinkContext(from_path, from_url, address.site, address.content)
    links = _links_in(body, from_path, run_in_code=True)
    found = [link.start for link in links if _rewritten(link, page, address, address) is not None]
    return line_numbers(body, found)


def line_numbers(text: str, starts: Iterable[int]) -> list[int]:
    """Return the numbers, from 1 and each once, of the lines that positions are on."""
    return sorted({text.count("\n", 0, start) + 1 for start in starts})


def moved(
    body: str,
    old_path: str,
    new_path: str,
    *,
    exists: Callable[[str], bool],
    assets: tuple[str, str] = ("", ""),
) -> str:
    """Return the body of a post whose file moves to another folder, with relative links updated.

    Only links to what `exists` (a path relative to the blog) are changed, since others may be
    relative to a URL. Files in the post's own bundle move with it, and those in its folder of
    `assets` from the first to the second. A post that links to itself is
    moved first, and rewritten from its new path afterwards. Raise TooManyLinks.
    """
    page, folder = LinkContext(old_path), folder_of(new_path)
    bundle = _bundle(old_path) if _bundle(new_path) else ""
    changes = []
    old_assets, new_assets = (f"{one}/" if one else "" for one in assets)
    if folder == folder_of(old_path) and not old_assets:
        return body
    for link in _links_in(body, old_path):
        if link.kind in NAMES:
            continue
        for meaning in link_targets(link, page):
            inside = bundle and meaning.path.startswith(bundle)
            if meaning.relative and not inside and exists(meaning.path):
                path = meaning.path
                if old_assets and path.startswith(old_assets):
                    path = new_assets + path[len(old_assets) :]
                spelled = _spelled(meaning.prefix + path_from(path, folder), link, body)
                changes.append(TextEdit(link.start, link.end, spelled or link.target))
                break
    return apply_edits(body, changes)


def _links_in(body: str, path: str, *, run_in_code: bool = False) -> list[Link]:
    from blogcli.posts.links.parse import few_links  # not to ask what posts an index has

    return few_links(body, markdown=is_markdown(path), run_in_code=run_in_code)


def encoded(path: str) -> str:
    """Return a plain path as a link may hold it, in Markdown and in HTML."""
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", path)


def _rewritten(link: Link, page: LinkContext, old: PostIdentity, new: PostIdentity) -> str | None:
    """Return the new plain target of a link that meant the old address; None for any other."""
    for meaning in link_targets(link, page):
        path = _followed(meaning, old, new)
        if path is not None:
            return meaning.written(path)
    return None


def _followed(meaning: LinkTarget, old: PostIdentity, new: PostIdentity) -> str | None:
    """Return the path that a meaning of the old address has at the new one; None for any other."""
    if meaning.kind is TargetKind.FILE:
        return _swap(meaning.path, old.path, new.path) or _own_file(
            meaning.path, old.assets, new.assets
        )
    if meaning.kind is TargetKind.NAME:
        return _renamed(meaning.path, old, new)
    for index, url in enumerate(old.urls):
        for other in new.urls[index : index + 1] or new.urls[:1]:
            before, after = unquote(url).lstrip("/"), unquote(other).lstrip("/")
            path = _swap(meaning.path, before, after)
            if path is None and before.endswith("/") and (old.assets or _bundle(old.path)):
                path = _own_file(meaning.path, before[:-1], after.rstrip("/"))
            if path is not None:
                return path
    return None


def _own_file(path: str, old: str, new: str) -> str | None:
    """Return the path to a file of the post, in the folder `old`, in the folder `new`."""
    inside = bool(old) and path.startswith(f"{old}/") and "." in path.rpartition("/")[2]
    return f"{new}{path[len(old) :]}" if inside else None


_LOOSE_TAILS = frozenset({"", "/", ".html", "/index.html"})
"""What may follow the name of any page, whatever its file is called."""


def _swap(path: str, old: str, new: str) -> str | None:
    """Return a path to the old page, or into its bundle, as a path to the new page."""
    name, tail = split_tail(path)
    old_name, old_tail = split_tail(old)
    new_name = split_tail(new)[0]
    if name and name == old_name:
        if tail == old_tail:
            return new
        return new_name + tail if tail in _LOOSE_TAILS else None
    if _bundle(old) and _bundle(new) and path.startswith(old_name + "/"):
        return new_name + path[len(old_name) :]
    return None


def _bundle(path: str) -> str:
    """Return the folder, with its slash, of a post that is the `index` of its folder; else ""."""
    name, tail = split_tail(path)
    return name + "/" if name and tail.startswith("/index") else ""


_POSTS_FOLDERS = re.compile(r"(?:^|(?<=/))_(?:posts|drafts)/")


def _renamed(name: str, old: PostIdentity, new: PostIdentity) -> str | None:
    """Return a file name, or the last parts of a path, as the same parts of the new path."""
    stem, tail = split_tail(name)
    depth = stem.count("/") + 1
    old_tail, new_tail = split_tail(old.path)[1], split_tail(new.path)[1]
    shared = not (old.unique and new.unique)
    if (depth == 1 and shared) or tail not in ("", old_tail):
        return None
    new_tail = new_tail if tail else ""
    if stem.casefold() == "/".join(_parts(old.path)[-depth:]).casefold():
        return "/".join(_parts(new.path)[-depth:]) + new_tail
    if old.slug and stem.casefold() == old.slug.casefold():
        return (new.slug or new.name) + new_tail
    return None


def _parts(path: str) -> list[str]:
    return _POSTS_FOLDERS.sub("", split_tail(path)[0]).split("/")


_UNSAFE = re.compile(r"[\x00-\x20\x7f<>\"'`()\\#?%{}|^\[\]]")
_BREAKS_NAME = re.compile(r"[\"'`#%{}|\[\]<>]")
_SAFE = "/!$&*+,;=:@-._~"


def _spelled(path: str, link: Link, body: str) -> str | None:
    """Return a plain path as the link spells its own; None if it cannot be spelled so.

    The folders that did not change stay as they are written.
    """
    if link.kind in NAMES:
        spaced = link.kind is LinkKind.POST_URL and " " in path
        return None if spaced or _BREAKS_NAME.search(path) else path
    written, parts = link.target.split("/"), path.split("/")
    same = 0
    while (
        same < min(len(written), len(parts))
        and decode_target(written[same], link.kind) == parts[same]
    ):
        same += 1
    rest = "/".join(parts[same:])
    if "%" in link.target:
        rest = quote(rest, safe=_SAFE, errors="surrogateescape")
    elif body[link.start - 1 : link.start] != "<":
        rest = encoded(rest)
    return "/".join(written[:same] + ([rest] if same < len(parts) else []))
