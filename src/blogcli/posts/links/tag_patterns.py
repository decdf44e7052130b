"""The patterns of tags and shortcodes that link to a post or a page."""

import re
from typing import TypeAlias

RAW = re.compile(
    r"\{%-?\s*(?P<raw>raw|verbatim|comment)\b[^%]*%\}(?s:.*?)(?:\{%-?\s*end(?P=raw)\b|\Z)"
)
"""What Liquid and its like pass over. They run all other tags first, those in code too."""

_QUOTED = r"(?P<quote>[\"'`])(?P<angled>[^\"'`\n]*)(?P=quote)"
_OPTION = r"(?:(?:lang|outputFormat)\s*=\s*(?:\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`|[^\s\"'`=>%]+)\s+)"
_FILTERS = "relative_url|absolute_url|prepend|url"

TagPatterns: TypeAlias = tuple[tuple[str, re.Pattern[str]], ...]
RUN_TAGS: TagPatterns = (
    (
        "post_url",
        re.compile(
            rf"\{{%-?\s*(?:post_url|post_link|post_path)\s+(?:{_QUOTED}|(?P<plain>[^\s\"'%}}]+))"
        ),
    ),
    ("link", re.compile(r"\{%-?\s*link\s++(?P<plain>[^%{}\n]*?[^\s%{}-])\s*-?%\}")),
    (
        "ref",
        re.compile(
            rf"\{{\{{[<%]\s*(?:rel)?ref\s+{_OPTION}*+(?:path\s*=\s*)?"
            rf"(?:{_QUOTED}|(?P<plain>[^\s\"'`=>%]+))"
        ),
    ),
)
"""Tags that a generator runs; the target is the group `plain`, or else `angled`.

Each has the name of its LinkKind, and begins with `{{` or `{%`.
"""

TAGS: TagPatterns = (
    (
        "template",
        re.compile(
            r"\{\{-?\s*(?P<quote>[\"'])(?P<plain>(?:/|https?:)[^\"'{}\s]*)(?P=quote)"
            rf"\s*\|\s*(?:{_FILTERS})\b"
        ),
    ),
    (
        "template",
        re.compile(r"\{[{%][^{}\n]*?(?P<quote>[\"'])(?P<plain>@/[^\"'\s]+)(?P=quote)"),
    ),
    (
        "href",
        re.compile(
            r"\{\{[<%]\s*[\w/-]+\s[^{}\0]*?(?<=\s)(?:link|href)\s*=\s*"
            r"(?P<quote>[\"'`])(?P<plain>[^\"'`{}\s\0]+)(?P=quote)"
        ),
    ),
)
"""Other tags with links, as in RUN_TAGS."""

OTHERS: TagPatterns = (
    (
        "href",
        re.compile(
            r"(?m)port(?:(?<=^import)|(?<=^export))\s[^\"'\n]*\bfrom\s*(?P<quote>[\"'])"
            r"(?P<plain>(?:\.|@site/)[^\"'\n]+)(?P=quote)"
        ),
    ),
    (
        "wiki",
        re.compile(r"\[\[(?<!\\\[\[)(?P<plain>[^\[\]|\n\0]+)(?:\|[^\[\]\n]*)?\]\](?![(\[:])"),
    ),
)
"""Imports and wiki links, which are no tags."""
