"""Plan an import: which posts of an export become which files of a blog.

Planning writes nothing: it reads the blog through a BlogState and returns the files to write as
values. A post is identified by its origin, so that a second import changes nothing. Posts edited
in the blog since are kept unless `update` is set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import repeat
from typing import Literal, TypeAlias

from blogcli.errors import BlogError
from blogcli.exchange.html.model import Converted
from blogcli.exchange.model import ExportEntry, ExportPost, ExportSite, Notice, Skipped
from blogcli.exchange.plan.checksum import NO_CHECKSUM, matches_checksum, with_checksum
from blogcli.exchange.plan.convert import with_bodies
from blogcli.exchange.plan.images import Pictures
from blogcli.exchange.plan.link_rewriter import blog_host
from blogcli.exchange.plan.model import Outcome, PlannedFile, PlannedPost
from blogcli.exchange.plan.post_file import post_file
from blogcli.exchange.plan.target import BlogState, ImportedBefore, Key
from blogcli.posts.model.comments import comments_path, serialize_comments
from blogcli.posts.model.paths import split_path
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import read_post
from blogcli.posts.text.date_formats import When
from blogcli.posts.text.slugs import slugify

ORIGINALS = "originals"
"""The folder for the original HTML of posts, if requested."""

_MOST_TRIES = 10_000


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The options of an import.

    `update` overwrites posts edited in the blog. `drafts` "skip" leaves drafts out. `keep_html`
    saves the HTML of each post in `originals/`. `images` "takeout" imports images from a Takeout's
    albums, "keep" keeps their URLs. With `outline`, the plan states what happens to each post
    without converting any, and has no files.
    """

    now: datetime
    update: bool = False
    drafts: Literal["keep", "skip"] = "keep"
    keep_html: bool = False
    keep_google_links: bool = False
    images: Literal["keep", "takeout"] = "keep"
    outline: bool = False


PlanItem: TypeAlias = PlannedPost | PlannedFile | ExportSite | Notice | Skipped


def plan_posts(
    entries: Iterable[ExportEntry],
    target: BlogState,
    import_options: ImportOptions,
    pictures: Pictures | None = None,
) -> Iterator[PlanItem]:
    """Yield what happens to each post, in the order of the export, and other entries unchanged.

    The `pictures` of an imported post follow it, one PlannedFile each.
    """
    entries = pictures.addressed(entries) if pictures else entries
    seen = _Seen()
    pairs: Iterable[tuple[ExportEntry, Converted | None]] = zip(entries, repeat(None))
    if not import_options.outline:
        links = import_options.keep_google_links
        pairs = with_bodies(entries, keep_google_links=links, assets_at=target.pictures_url)
    for entry, body in pairs:
        if not isinstance(entry, ExportPost):
            if isinstance(entry, ExportSite):
                target.link_rewriter.hosts.add(blog_host(entry.url))
            yield entry
            continue
        post = _told_apart(entry, seen)
        if (entry.origin.platform, entry.origin.id) in target.planned_before:
            yield _left(entry, "already in an earlier export")
        elif post is None:
            yield _left(entry, "duplicate in the export")
        elif post.draft and import_options.drafts == "skip":
            yield _left(post, "drafts are skipped (--drafts skip)")
        elif post.file and target.holds(post.path):
            yield _whole(post, target, import_options)
        else:
            key = (post.origin.platform, post.origin.id)
            for found in _converted(post, body, target.imported.get(key), target, import_options):
                yield found
                if pictures and isinstance(found, PlannedPost) and found.files:
                    yield from pictures.files_of(post)
    target.planned_before.update(seen.texts)


@dataclass(frozen=True, slots=True)
class _Seen:
    """The ids of an export's posts so far, with a hash of their text.

    `copies` are the hashes of all posts that came with the same id, `numbers` the last number that
    tells them apart.
    """

    texts: dict[Key, int] = field(default_factory=dict)
    copies: dict[Key, set[int]] = field(default_factory=dict)
    numbers: dict[Key, int] = field(default_factory=dict)


def _told_apart(post: ExportPost, seen: _Seen) -> ExportPost | None:
    """Return the post, with a new id if another post has the same one; None for a duplicate.

    A copied blog has the ids of the blog it was copied from.
    """
    own = (post.origin.platform, post.origin.id)
    text, copies = hash((post.title, post.body)), seen.copies.setdefault(own, set())
    if text in copies or seen.texts.get(own) == text or (post.file and own in seen.texts):
        return None
    copies.add(text)
    at = seen.numbers.get(own, 1)
    while (key := own if at == 1 else (own[0], f"{own[1]}#{at}")) in seen.texts:
        at += 1
    seen.texts[key], seen.numbers[own] = text, at
    return post if at == 1 else replace(post, origin=replace(post.origin, id=key[1]))


def _whole(post: ExportPost, target: BlogState, import_options: ImportOptions) -> PlannedPost:
    """Plan a post whose export contains the file itself: it is written unchanged to its path."""
    summary = read_post(post.path, post.file, target.conventions).summary
    wanted = {post.path: post.file}
    if post.comments:
        wanted[comments_path(summary.slug)] = serialize_comments(post.comments)
    files = [PlannedFile(path, target.read(path), data) for path, data in wanted.items()]
    there = files[0].before
    files = [file for file in files if file.before != file.after]
    target.take(summary)
    if there is not None and files and not import_options.update:
        return _left(post, "the blog has a different version; --update overwrites it", post.path)
    known = Outcome.UPDATED if files else Outcome.SAME
    outcome = Outcome.NEW if there is None else known
    files = [] if import_options.outline else files
    return _arrival(post, outcome, post.path, files)


def _converted(
    post: ExportPost,
    body: Converted | None,
    held: ImportedBefore | None,
    target: BlogState,
    import_options: ImportOptions,
) -> Iterator[PlannedPost | Skipped]:
    owner = next((path for one in post.aliases if (path := target.addresses.get(one))), "")
    if held is None and owner:
        yield _left(post, f"its old address already belongs to {owner}", owner)
        return
    if held and not held.draft and post.status == "scheduled":
        post = replace(post, draft=False)  # its date was reached after the first import
    when = post.date or (held and held.date) or post.updated or import_options.now.date()
    slug, path = (held.slug, held.path) if held else _new_place(post, when, target)
    if not path:
        yield _left(post, f"cannot create a file for {slug!r}")
        return
    summary = _summary(post, path, slug, when)
    target.take(summary)
    if post.number:
        target.link_rewriter.add(f"?p={post.number}", summary)
    if body is None:
        yield _outlined(post, held, path, import_options)
        return
    markdown, links = target.link_rewriter.follow(
        body.markdown, post.origin.url or next(iter(post.aliases), ""), path
    )
    body = replace(body, markdown=markdown, changed=(*body.changed, *links))
    try:
        data = post_file(post, body, path, slug, when, target.conventions)
    except BlogError as error:
        yield _left(post, f"cannot write its front matter: {error.message}")
        return
    said = _comments(post, slug, target)
    if held and _is_there(data, said, held, target):
        yield _arrival(post, Outcome.SAME, path)
    elif held and held.edited and not import_options.update:
        yield _left(post, "edited here since the import; --update overwrites it", path)
    else:
        files = [PlannedFile(path, target.read(path) if held else None, with_checksum(data, said))]
        files += _beside(post, body, slug, said, target, import_options)
        outcome = Outcome.UPDATED if held else Outcome.NEW
        yield _arrival(post, outcome, path, files, (*body.warnings, *_notes(post)))
        yield from body.changed


def _summary(post: ExportPost, path: str, slug: str, when: When) -> Summary:
    """Return a summary with the fields that determine the post's URL."""
    own = {} if split_path(path)[1] == slug else {"slug": slug}
    return Summary(path, slug, post.title, when, aliases=post.aliases, meta=own)


def _is_there(data: bytes, said: bytes, held: ImportedBefore, target: BlogState) -> bool:
    """Return whether the blog has the post as imported, or exactly as it would be written now.

    The second case occurs because links follow a rename.
    """
    data = data.replace(NO_CHECKSUM.encode(), held.seal.encode(), 1)
    if matches_checksum(data, said, held.seal):
        return True
    there = (target.read(held.path), target.read(comments_path(held.slug)) or b"")
    return held.edited and there == (data, said)


def _outlined(
    post: ExportPost, held: ImportedBefore | None, path: str, import_options: ImportOptions
) -> PlannedPost:
    arrival = _arrival(post, Outcome.HELD if held else Outcome.NEW, path, notes=_notes(post))
    if held and held.edited and not import_options.update:
        return replace(arrival, reason="edited here since the import; kept")
    return arrival


def _comments(post: ExportPost, slug: str, target: BlogState) -> bytes:
    """Return the comments file; an empty list if the export has none but the blog does."""
    if not post.comments and target.read(comments_path(slug)) is None:
        return b""
    return serialize_comments(post.comments)


def _new_place(post: ExportPost, when: When, target: BlogState) -> tuple[str, str]:
    """Return a unique slug and its path; the path is "" if there is none."""
    number = re.search(r"\d{1,20}\Z", post.origin.id, re.ASCII)
    wanted = post.slug or slugify(post.title) or f"post-{number[0] if number else 1}"
    first = target.numbers.get(wanted.casefold(), 1)
    for at in range(first, first + _MOST_TRIES):
        slug = wanted if at == 1 else f"{wanted}-{at}"
        if slug.casefold() in target.slugs or target.read(comments_path(slug)) is not None:
            continue
        path = target.place(slug, when, post.draft, post.kind == "page")
        if path and path not in target.paths:
            target.numbers[wanted.casefold()] = at
            return slug, path
    return wanted, ""


def _beside(
    post: ExportPost,
    body: Converted,
    slug: str,
    said: bytes,
    target: BlogState,
    import_options: ImportOptions,
) -> list[PlannedFile]:
    """Return the files next to the post: comments, images and, if requested, its HTML."""
    wanted = {f"{target.pictures}/{asset.name}": asset.data for asset in body.assets}
    if said:
        wanted[comments_path(slug)] = said
    if import_options.keep_html and post.markup == "html":
        wanted[f"{ORIGINALS}/{slug}.html"] = post.body.encode(errors="replace")
    files = [PlannedFile(path, target.read(path), data) for path, data in wanted.items()]
    new = [file for file in files if file.before != file.after and file.path not in target.paths]
    target.paths.update(file.path for file in new)
    return new


def _notes(post: ExportPost) -> tuple[str, ...]:
    return () if post.date else ("no date; used the import date",)


def _left(post: ExportPost, reason: str, path: str = "") -> PlannedPost:
    return replace(_arrival(post, Outcome.LEFT, path), reason=reason)


def _arrival(
    post: ExportPost,
    outcome: Outcome,
    path: str,
    files: Iterable[PlannedFile] = (),
    notes: tuple[str, ...] = (),
) -> PlannedPost:
    status = "private" if post.status == "private" else "draft" if post.draft else post.status
    return PlannedPost(
        outcome,
        post.kind,
        post.title or post.slug or post.origin.id,
        status or "published",
        path,
        len(post.comments),
        notes=notes,
        files=tuple(files),
    )
