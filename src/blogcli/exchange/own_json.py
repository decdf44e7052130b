"""Write and read blogcli's own lossless JSON, for `blog export` and `blog import`.

The document is `{"schema": 1, "site": {…}, "posts": [{…}, …]}`. A post has the fields of `blog list
--json` and also `kind` (post or page), `front_matter` (every character of its file before the
body, including fences), `body`, `comments` (see posts.comments), and `body_base64` if the body is
not UTF-8.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import PurePosixPath
from typing import Any

from blogcli.errors import BlogError
from blogcli.exchange.comment_html import comment_html
from blogcli.exchange.intake import ExportFile
from blogcli.exchange.json_stream import members
from blogcli.exchange.texts import plain, safe_slug, web_address
from blogcli.exchange.values import Entry, Imported, Notice, Options, Origin, Site, Source
from blogcli.posts.comments import Comment, comment_of, comment_record
from blogcli.posts.dates import parse
from blogcli.posts.document import Document

SCHEMA = 1
"""Version of the document; incremented when a key is removed or changes its meaning."""

PLATFORM = "blogcli"

_POST_FILE = re.compile(r"\.(?:md|markdown|mkd|mkdn|mdown|mdx|html)$", re.IGNORECASE)
_OUTSIDE = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f\ud800-\udfff]')


def post_record(
    known: Mapping[str, object], document: Document, comments: Sequence[Comment] = ()
) -> dict[str, object]:
    """Return a post as a JSON record; `known` has the fields of `blog list --json`."""
    head = document.bom + document.opening + document.meta.encode() + document.closing
    record = {
        **known,
        "front_matter": head.decode(),
        "body": document.body.decode(errors="replace"),
        "comments": [comment_record(comment) for comment in comments],
    }
    try:
        document.body.decode()
    except UnicodeDecodeError:
        record["body_base64"] = b64encode(document.body).decode()
    return record


def _comment(record: Mapping[str, Any]) -> Comment:
    """Return the comment of a record; its HTML is sanitized, as anyone may have edited it."""
    said = comment_of(record)
    return Comment(
        plain(said.id),
        comment_html(said.html),
        plain(said.parent),
        plain(said.author),
        plain(said.author_url),
        said.date,
        plain(said.status),
    )


def written(site: Site, records: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield the document as pieces of text, one post at a time."""
    about = json.dumps(asdict(site), ensure_ascii=False)
    yield f'{{"schema": {SCHEMA}, "site": {about}, "posts": ['
    separator = "\n"
    for record in records:
        yield separator + json.dumps(record, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def read(file: ExportFile, options: Options) -> Iterator[Entry]:
    """Yield the site and the posts, with their files byte for byte.

    Raises BlogError for another schema version and for a path outside the blog.
    """
    for name, value in members(file, "posts"):
        if name == "schema" and value != SCHEMA:
            raise BlogError(
                f"has schema {str(value)[:20]}; this blogcli reads schema {SCHEMA}",
                "a newer blogcli wrote it; update blogcli",
                path=file.name,
            )
        if name == "site" and isinstance(value, dict):
            yield _site(value, options)
        elif name == "posts" and isinstance(value, dict):
            yield _post(value, file.name)
        elif name == "posts":
            yield Notice("skipped a post that is not a JSON object")


def _site(value: Mapping[str, Any], options: Options) -> Site:
    known = {part.name: _text(value, part.name) for part in fields(Site)}
    return Site(**known | {"url": options.site_url.rstrip("/") or web_address(known["url"])})


def _post(record: Mapping[str, Any], file_name: str) -> Imported:
    path = _checked_path(_text(record, "path"), file_name)
    status = _text(record, "status")
    source = record.get("source")
    comments = record.get("comments")
    authors = _texts(record, "authors")
    body = _body(record, file_name)
    return Imported(
        kind="page" if record.get("kind") == "page" else "post",
        title=_text(record, "title"),
        body=body.decode(errors="replace"),
        markup="markdown",
        origin=Origin(PLATFORM, path),
        date=parse(_text(record, "date")),
        updated=parse(_text(record, "updated")),
        author=authors[0] if authors else "",
        labels=_texts(record, "tags"),
        slug=safe_slug(_text(record, "slug")),
        draft=status == "draft",
        status="scheduled" if status == "scheduled" else None,
        aliases=_texts(record, "aliases"),
        description=_text(record, "description"),
        source=_source(source) if isinstance(source, dict) else None,
        comments=tuple(map(_comment, filter(_is_object, comments)))
        if isinstance(comments, list)
        else (),
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


def _source(value: Mapping[str, Any]) -> Source:
    return Source(**{part.name: _text(value, part.name) for part in fields(Source)})


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""


def _texts(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = record.get(name)
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()
