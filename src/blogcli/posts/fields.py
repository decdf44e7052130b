"""The one table of a post's fields, for reading, queries, output, completion and the docs."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The type of a field's value, which decides how it is compared, sorted and written."""

    TEXT = "text"
    WHEN = "date"
    LIST = "list"
    NUMBER = "number"
    MAP = "mapping"


class Field(NamedTuple):
    """One known field.

    `keys` are the front matter keys it is found under: the first match wins, case is ignored, and a
    dot separates nested keys. They are empty if the value is computed. `term` is its name in a
    query.
    """

    name: str
    kind: Kind
    help: str
    keys: tuple[str, ...] = ()
    term: str = ""


FIELDS: tuple[Field, ...] = (
    Field("path", Kind.TEXT, "path of the file in the blog, with forward slashes", term="path"),
    Field(
        "slug", Kind.TEXT, "name in the URL; default: from the file name", ("slug",), term="slug"
    ),
    Field("title", Kind.TEXT, "title; default: the first heading", ("title",), term="title"),
    Field(
        "date",
        Kind.WHEN,
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
        Kind.WHEN,
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
    Field("status", Kind.TEXT, "draft, scheduled or published", term="is"),
    Field("tags", Kind.LIST, "tags as written", ("tags", "tag", "taxonomies.tags"), term="tag"),
    Field(
        "categories",
        Kind.LIST,
        "categories as written",
        ("categories", "category", "taxonomies.categories"),
        term="category",
    ),
    Field(
        "authors",
        Kind.LIST,
        "names of the authors",
        ("authors", "author", "by", "author_name", "taxonomies.authors"),
        term="author",
    ),
    Field(
        "description",
        Kind.TEXT,
        "summary written by the author",
        ("description", "summary", "excerpt"),
        term="description",
    ),
    Field("source", Kind.MAP, "source of a clipping: name, url, byline", ("source",)),
    Field(
        "aliases",
        Kind.LIST,
        "old addresses that redirect here",
        ("aliases", "redirect_from", "alias"),
    ),
    Field("words", Kind.NUMBER, "number of words in the body", term="words"),
    Field("meta", Kind.MAP, "all front matter, as written"),
)

BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}

STATUSES = ("draft", "scheduled", "published")

NEWEST_FIRST = "-date"
"""The default order of a list."""
