"""The URLs of Jekyll's collections: more kinds of posts, each in a folder of its own."""

from __future__ import annotations

from collections.abc import Sequence

from blogcli.posts.links.permalinks import as_pattern
from blogcli.posts.model.values import nested

_ENDS = {"date": ":output_ext", "ordinal": ":output_ext", "none": ":output_ext", "pretty": "/"}


def collection_patterns(said: object, style: str, folders: Sequence[str]) -> dict[str, str]:
    """Return the pattern of each folder that holds a collection.

    `said` is the setting with all collections, and `style` the site's own pattern, which decides
    how paths end: https://jekyllrb.com/docs/permalinks/#collections.
    """
    ends = (one for one in ("/", ":output_ext") if style.endswith(one))
    usual = "/:collection/:path" + _ENDS.get(style, next(ends, ""))
    found: dict[str, str] = {}
    for name, values in said.items() if isinstance(said, dict) else ():
        own = nested(values, "permalink")
        pattern = as_pattern(own) if isinstance(own, str) else usual
        found |= {one: pattern for one in folders if f"/{one}".endswith(f"/_{name}")}
    return found
