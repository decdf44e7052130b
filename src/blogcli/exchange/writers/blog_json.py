"""blogcli's own JSON, written: posts and comments as records."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from blogcli.exchange.model import SCHEMA, ExportSite
from blogcli.posts.model.comments import Comment, comment_record
from blogcli.posts.model.document import Document


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


def serialize_posts(site: ExportSite, records: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield the document as pieces of text, one post at a time."""
    about = json.dumps(asdict(site), ensure_ascii=False)
    yield f'{{"schema": {SCHEMA}, "site": {about}, "posts": ['
    separator = "\n"
    for record in records:
        yield separator + json.dumps(record, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"
