"""Automatic fixes of findings: each is an edit that changes nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping

from blogcli.errors import Refused
from blogcli.posts.checks.model import Finding
from blogcli.posts.checks.unclosed import unclosed
from blogcli.posts.edit.fields import field_key, list_edit, value_in_post
from blogcli.posts.formats import edit, load
from blogcli.posts.model.document import Document
from blogcli.posts.model.positions import find_key_text
from blogcli.posts.model.values import same
from blogcli.posts.read.post import Post, read_post


def fix(post: Post, finding: Finding) -> Document | None:
    """Return the post with the finding fixed; None if there is no safe fix.

    Raise Refused if the front matter cannot be edited.
    """
    mend = _FIXES.get(finding.check)
    return mend(post, finding) if mend and finding.fix else None


def fix_all(post: Post, findings: Iterable[Finding]) -> Document:
    """Return the post with every fixable finding fixed, one after another.

    Nothing is fixed in front matter that stays unreadable for others.
    """
    findings = [*findings]
    if any(one.check == "unreadable" and not one.fix for one in findings):
        return post.document
    for finding in findings:
        try:
            document = fix(post, finding)
        except Refused:
            continue
        if document is not None:
            post = read_post(post.summary.path, document.join(), post.conventions)
    return post.document


def quote_values(document: Document) -> Document | None:
    """Return the document with quotes around the values that break its YAML, such as `title: A: b`.

    Only text is quoted, never a list, alias or quote that is broken. Return None if quotes do not
    fix it. The values must be those that could be read before, and afterwards all of the front
    matter must be readable.
    """
    if document.format != "yaml" or unclosed(document):
        return None
    from blogcli.posts.formats.limits import Partial
    from blogcli.posts.formats.yaml.compose import compose_yaml
    from blogcli.posts.formats.yaml.key_blocks import key_blocks

    meta = document.meta
    for block in reversed(key_blocks(meta)):
        try:
            compose_yaml(meta[block.start : block.end])
        except Partial:
            if not block.is_line or not _is_text(block.rest):
                if _ALIAS.fullmatch(block.rest):
                    continue  # its anchor is elsewhere
                return None
            at = meta.index(block.rest, block.start + len(block.key))
            quoted = json.dumps(block.rest, ensure_ascii=False)
            meta = meta[:at] + quoted + meta[at + len(block.rest) :]
    mended = document._replace(meta=meta)
    before, after = load(document), load(mended)
    return None if after.problem or not same({**before.values}, {**after.values}) else mended


_ALIAS = re.compile(r"\*\S+")
_QUOTED = re.compile(
    r"\"(?:[^\"\\]|\\.)*+\"[ \t]*[^\s\",#](?:.*[^\"])?|'[^']*+'[ \t]*[^\s',#](?:.*[^'])?"
)
_OTHER = re.compile(r"[\[\]{},|>&!#]|[-?:](?:\s|\Z)")


def _is_text(value: str) -> bool:
    """Return whether a value that breaks its YAML can only be meant as text.

    A value that ends in its first quote may be meant without the quotes.
    """
    if not value or " #" in value or "\t#" in value or _ALIAS.fullmatch(value):
        return False
    if value[0] in "\"'":
        return bool(_QUOTED.fullmatch(value))
    return not _OTHER.match(value)


def rename_key(document: Document, old: str, new: str) -> Document | None:
    """Return the document with a top-level key renamed in place; None if that is not safe."""
    found = find_key_text(document.meta, old)
    before = load(document)
    taken = {key.casefold() for key in before.values if key != old}  # Hugo ignores case
    if found is None or new.casefold() in taken or before.problem:
        return None
    start, end = found.span("key")
    renamed = document._replace(meta=document.meta[:start] + new + document.meta[end:])
    wanted = {new if key == old else key: value for key, value in before.values.items()}
    after = load(renamed)
    return None if after.problem or not same({**after.values}, wanted) else renamed


def _quote(post: Post, finding: Finding) -> Document | None:
    return quote_values(post.document)


def _rename(post: Post, finding: Finding) -> Document | None:
    return rename_key(post.document, finding.wrong, finding.right)


def _merge(post: Post, finding: Finding) -> Document | None:
    tags = [finding.right if tag == finding.wrong else tag for tag in post.summary.tags]
    return _with_items(post, "tags", tags)


def _once(post: Post, finding: Finding) -> Document | None:
    return _with_items(post, "tags", post.summary.tags)


def _without_empty(post: Post, finding: Finding) -> Document | None:
    """Return the post without empty items; `finding.wrong` is the field: tags or categories."""
    return _with_items(post, finding.wrong, getattr(post.summary, finding.wrong))


def _with_items(post: Post, field: str, items: Iterable[str]) -> Document | None:
    """Return the post with each of the items once; None if its list holds more than text."""
    old = value_in_post(post, field_key(post, field))
    texts = old if isinstance(old, list) else [old]
    if not all(item is None or isinstance(item, str) for item in texts):
        return None
    document = edit(post.document, [list_edit(post, field, [*dict.fromkeys(items)])])
    return None if document == post.document else document


_FIXES: Mapping[str, Callable[[Post, Finding], Document | None]] = {
    "unreadable": _quote,
    "unknown-key": _rename,
    "similar-tags": _merge,
    "repeated-tag": _once,
    "empty-tag": _without_empty,
}
