"""The one table of a post's fields, for reading, queries, output, completion and the docs."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class FieldKind(StrEnum):
    """The type of a field's value, which decides how it is compared, sorted and written."""

    TEXT = "text"
    WHEN = "date"
    LIST = "list"
    NUMBER = "number"
    MAP = "mapping"
    SOURCE = "source"


class Field(NamedTuple):
    """One known field; one with a dot in its name is a part of another.

    `keys` are the front matter keys it is found under: the first match wins, case is ignored, and a
    dot separates nested keys. They are empty if the value is computed. `term` is its name in a
    query.
    """

    name: str
    kind: FieldKind
    help: str
    keys: tuple[str, ...] = ()
    term: str = ""


FIELDS: tuple[Field, ...] = (
    Field(
        "path", FieldKind.TEXT, "path of the file in the blog, with forward slashes", term="path"
    ),
    Field(
        "slug",
        FieldKind.TEXT,
        "name in the URL; default: from the file name",
        ("slug",),
        term="slug",
    ),
    Field("title", FieldKind.TEXT, "title; default: the first heading", ("title",), term="title"),
    Field(
        "date",
        FieldKind.WHEN,
        "publication date, with or without a time",
        (
            "date",
            "pubDate",
            "publishDate",
            "published",
            "published_at",
            "publishedAt",
            "pubDatetime",
            "created_at",
            "createdAt",
            "created",
            "added",
        ),
        term="date",
    ),
    Field(
        "updated",
        FieldKind.WHEN,
        "date of the last update, as the post says",
        (
            "updated",
            "lastmod",
            "last_modified_at",
            "modified",
            "modified_time",
            "updatedDate",
            "modDatetime",
            "updated_at",
            "last_updated",
            "last_update.date",
        ),
        term="updated",
    ),
    Field("status", FieldKind.TEXT, "draft, scheduled, published or expired", term="is"),
    Field(
        "tags", FieldKind.LIST, "tags as written", ("tags", "tag", "taxonomies.tags"), term="tag"
    ),
    Field(
        "categories",
        FieldKind.LIST,
        "categories as written",
        ("categories", "category", "taxonomies.categories"),
        term="category",
    ),
    Field(
        "authors",
        FieldKind.LIST,
        "names of the authors",
        ("authors", "author", "by", "author_name", "taxonomies.authors"),
        term="author",
    ),
    Field(
        "description",
        FieldKind.TEXT,
        "summary written by the author",
        ("description", "summary", "excerpt"),
        term="description",
    ),
    Field(
        "source",
        FieldKind.SOURCE,
        "source of a clipping: name, kind, url, byline; as text, its name",
        ("source",),
        term="source",
    ),
    Field(
        "source.name",
        FieldKind.TEXT,
        "where a clipping is from, such as a newspaper",
        ("source.name", "source_name"),
        term="source.name",
    ),
    Field(
        "source.kind",
        FieldKind.TEXT,
        "kind of article, such as Opinion",
        ("source.kind", "source_kind"),
        term="source.kind",
    ),
    Field(
        "source.url",
        FieldKind.TEXT,
        "address of the article",
        ("source.url", "source_url"),
        term="source.url",
    ),
    Field(
        "byline",
        FieldKind.TEXT,
        "who wrote the article of a clipping",
        ("source.byline", "byline", "source_byline"),
        term="byline",
    ),
    Field(
        "aliases",
        FieldKind.LIST,
        "old addresses that redirect here",
        ("aliases", "redirect_from", "alias"),
    ),
    Field("url", FieldKind.TEXT, "address as the site has it; empty if unknown", term="url"),
    Field(
        "lang",
        FieldKind.TEXT,
        "language; default: from a file name such as hello.fr.md",
        ("lang", "language"),
        term="lang",
    ),
    Field("words", FieldKind.NUMBER, "number of words in the body", term="words"),
    Field("meta", FieldKind.MAP, "all front matter, as written"),
)

RECORD_FIELDS = tuple(field for field in FIELDS if "." not in field.name)
"""The fields of a record; the others are parts of these."""

BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}

STATUSES = ("draft", "scheduled", "published", "expired")

NEWEST_FIRST = "-date"
"""The default order of a list."""
