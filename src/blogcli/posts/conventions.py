"""What a generator, or the blog's owner, decides about posts: names and meanings, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from enum import StrEnum
from typing import Literal

from blogcli.posts.fields import FIELDS

FormatName = Literal["yaml", "toml", "json", "headers"]


class Split(StrEnum):
    """How one plain string of tags is taken apart; the generators disagree, so the layout says."""

    ONE = "one"  # Eleventy, Hugo, Zola: the string is one tag
    SPACE = "space"  # Jekyll: `a b` is two tags
    COMMA = "comma"  # Pelican, plain blogs: `a, b` is two tags, and so is `a; b`


class DraftRule(StrEnum):
    """How the blog marks a draft when this tool has to mark one."""

    FLAG = "draft: true"
    UNPUBLISHED = "published: false"
    STATUS = "status: draft"


@dataclass(frozen=True, slots=True)
class Conventions:
    """How one blog writes its posts.

    `names` maps a field to its front matter keys, first match wins (see fields.Field.keys).
    `zone` is where a written time without an offset is meant. `tags_key` is the dotted key that
    a first tag is written under, `alias_key` the key for old addresses ("" where the generator
    has none in front matter).
    """

    format: FormatName = "yaml"
    split: Split = Split.COMMA
    headers: bool = False
    draft_rule: DraftRule = DraftRule.FLAG
    draft_folders: tuple[str, ...] = ("_drafts",)
    tags_key: str = "tags"
    alias_key: str = "aliases"
    zone: tzinfo = UTC
    names: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {known.name: known.keys for known in FIELDS if known.keys}
    )
