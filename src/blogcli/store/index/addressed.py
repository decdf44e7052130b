"""Posts by their addresses."""

from collections.abc import Iterable, Iterator

from blogcli.posts.model.summary import Summary
from blogcli.posts.text.json_text import json_text
from blogcli.store.index.database import ADDRESS, UNSURE
from blogcli.store.index.index import Index
from blogcli.store.index.rows import outlines

_ENDINGS = ("", "/index.html", ".html", ".html/index.html")  # of an address, beside slashes


def addressed(index: Index, addresses: Iterable[str]) -> Iterator[Summary]:
    """Yield the posts, with `url` and `aliases` alone, that may be at one of these addresses.

    So may those with old addresses, or one that is not known, or percent-encoded.
    """
    columns, tables, make = outlines({"path", "url", "aliases"})
    kept = json_text([url + end for url in addresses for end in _ENDINGS], escaped=True)
    asked = (
        f"SELECT {columns} FROM {tables} WHERE listed AND url IS NOT NULL"
        f" AND {ADDRESS} IN (SELECT value FROM json_each(?))"
        f" UNION SELECT {columns} FROM {tables} WHERE {UNSURE} ORDER BY path"
    )
    yield from index.batches(asked, make, values=(kept,))
