"""Read posts for the index, as the rows of its tables."""

from __future__ import annotations

import os
from typing import Any

from blogcli.errors import Unreadable
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import read_list_entry, read_post
from blogcli.posts.text.json_text import is_encodable
from blogcli.store.fs.files import BEGINNING, beginning, read_file
from blogcli.store.index.pack_rows import IndexedPost, PostRow, pack, packed_problem
from blogcli.store.index.source import Depth, IndexSource
from blogcli.store.index.write_rows import SentRow


def read_entry(source: IndexSource, path: bytes) -> IndexedPost:
    """Return all that the index stores of the post at `path`. Raises Unreadable.

    If the whole folder is the blog, a file without front matter is not a post.
    """
    name = os.fsdecode(path)
    data = read_file(f"{source.place}/{name}", root=source.place)
    post = read_post(name, data, source.conventions)
    document = post.document
    summary, address = source.located(post.summary)
    is_listed = document.format != "none" or "." not in source.folders
    problem = None
    if post.problem:
        is_listed = is_listed and (bool(summary.meta) or document.format == "foreign")
        problem = post.problem.error(summary.path)
    text = document.meta, document.format
    return IndexedPost(summary, is_listed, problem, *text, post, address)


def read_whole(source: IndexSource, path: bytes, *, depth: Depth = "whole") -> SentRow:
    """Read all of a post for the rows of the index, with the one that the depth adds, if any."""
    try:
        entry = read_entry(source, path)
    except Unreadable as error:
        return tuple(PostRow(path, whole=1, problem=packed_problem(error))), None, None
    row, record = pack(entry, source.floating(entry.summary))
    return tuple(row._replace(path=path)), tuple(record), _more(entry, depth)


def _more(entry: IndexedPost, depth: Depth) -> tuple[Any, ...] | None:
    if not entry.listed or not entry.post:
        return None
    # No list needs these modules.
    if depth == "contents":
        from blogcli.store.index.content_rows import content_row

        return content_row(entry.post, entry.address)
    if depth == "texts":
        from blogcli.store.index.text_rows import text_row

        return text_row(entry.summary, entry.post.document.body)
    return None


def read_place(source: IndexSource, path: bytes) -> SentRow:
    """Read only the list fields of a post, from its first kilobytes, or all of it if that fails.

    It fails for front matter that needs a full parser or has an error.
    """
    name = os.fsdecode(path)
    data = beginning(f"{source.place}/{name}")
    found = None
    if data:
        found = read_list_entry(name, data, source.conventions, is_cut=len(data) == BEGINNING)
    if found is None or not is_encodable(found.slug):
        return read_whole(source, path)
    floating = source.floating(Summary(name, found.slug, "", found.date, found.at))
    when = found.date.isoformat() if found.date else None
    row = PostRow(path, 0, 1, floating, slug=found.slug, date=when, at=found.at)
    return tuple(row), None, None
