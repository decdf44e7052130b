"""blogcli's own JSON, read: posts and comments as values."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import PurePosixPath
from typing import Any

from blogcli.errors import BlogError
from blogcli.exchange.html.raw_html import comment_html
from blogcli.exchange.model import (
    SCHEMA,
    ClippingSource,
    ExportEntry,
    ExportPost,
    ExportSite,
    Notice,
    Origin,
    ReadOptions,
)
from blogcli.exchange.sources.export_file import ExportFile
from blogcli.exchange.sources.json_file import list_of, read_json_object
from blogcli.exchange.text.clean import clean_line, safe_slug, web_address
from blogcli.posts.model.comments import Comment, comment_from_record
from blogcli.posts.text.date_formats import parse_date

PLATFORM = "blogcli"

_POST_FILE = re.compile(r"\.(?:md|markdown|mkd|mkdn|mdown|mdx|html)$", re.IGNORECASE)
_OUTSIDE = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f\ud800-\udfff]')


def _comment(record: Mapping[str, Any]) -> Comment:
    """Return the comment of a record; its HTML is sanitized, as anyone may have edited it."""
    said = comment_from_record(record)
    return Comment(
        clean_line(said.id),
        comment_html(said.html),
        clean_line(said.parent),
        clean_line(said.author),
        clean_line(said.author_url),
        said.date,
        clean_line(said.status),
    )


def read(file: ExportFile, options: ReadOptions) -> Iterator[ExportEntry]:
    """Yield the site and the posts, with their files byte for byte.

    Raises BlogError for another schema version and for a path outside the blog.
    """
    export = read_json_object(file)
    schema = export.get("schema", SCHEMA)
    if schema != SCHEMA:
        raise BlogError(
            f"has schema {str(schema)[:20]}; this blogcli reads schema {SCHEMA}",
            "a newer blogcli wrote it; update blogcli",
            path=file.name,
        )
    if isinstance(export.get("site"), dict):
        yield _site(export["site"], options)
    for post in list_of(export, "posts"):
        if isinstance(post, dict):
            yield _post(post, file.name)
        else:
            yield Notice("skipped a post that is not a JSON object")


def _site(value: Mapping[str, Any], options: ReadOptions) -> ExportSite:
    known = {part.name: _text(value, part.name) for part in fields(ExportSite)}
    return ExportSite(**known | {"url": options.site_url.rstrip("/") or web_address(known["url"])})


def _post(record: Mapping[str, Any], file_name: str) -> ExportPost:
    path = _checked_path(_text(record, "path"), file_name)
    status = _text(record, "status")
    source = record.get("source")
    if isinstance(source, dict):
        source = {part.name: _text(source, part.name) for part in fields(ClippingSource)}
    comments = list_of(record, "comments")
    authors = _texts(record, "authors")
    body = _body(record, file_name)
    return ExportPost(
        kind="page" if record.get("kind") == "page" else "post",
        title=_text(record, "title"),
        body=body.decode(errors="replace"),
        markup="markdown",
        origin=Origin(PLATFORM, path),
        date=parse_date(_text(record, "date")),
        updated=parse_date(_text(record, "updated")),
        author=authors[0] if authors else "",
        labels=_texts(record, "tags"),
        slug=safe_slug(_text(record, "slug")),
        draft=status == "draft",
        status="scheduled" if status == "scheduled" else None,
        aliases=_texts(record, "aliases"),
        description=_text(record, "description"),
        source=ClippingSource(**source) if isinstance(source, dict) else None,
        comments=tuple(_comment(said) for said in comments if isinstance(said, dict)),
        path=path,
        file=_text(record, "front_matter").encode(errors="replace") + body,
    )


def _body(record: Mapping[str, Any], file_name: str) -> bytes:
    exact = _text(record, "body_base64")
    if not exact:
        return _text(record, "body").encode(errors="replace")
    try:
        return b64decode(exact, validate=True)
    except ValueError:
        told = f"{_text(record, 'path')!r} has a body that is not base64"
        raise BlogError(told, path=file_name) from None


def _checked_path(path: str, file_name: str) -> str:
    """Return the normalized path; raise BlogError unless it is a post path inside the blog."""
    parts = PurePosixPath(path).parts
    strays = _OUTSIDE.search(path) or any(part.startswith((".", "/")) for part in parts)
    if strays or not _POST_FILE.search(path):
        raise BlogError(
            f"has a post at {path!r}, which is not a path for a post",
            "a path is relative to the blog and ends in .md, .markdown, .mdx or .html",
            path=file_name,
        )
    return str(PurePosixPath(path))


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""


def _texts(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(text for text in list_of(record, name) if isinstance(text, str))
