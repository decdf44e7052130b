"""The patterns of tags and shortcodes that link to a post or a page."""

import re
from typing import TypeAlias

from blogcli.posts.links.model import LinkKind

RAW = re.compile(
    r"\{%-?\s*(?P<raw>raw|verbatim|comment)\b[^%]*%\}(?s:.*?)(?:\{%-?\s*end(?P=raw)\b|\Z)"
)
"""What Liquid and its like pass over. They run all other tags first, those in code too."""

_QUOTED = r"(?P<quote>[\"'`])(?P<angled>[^\"'`\n]*)(?P=quote)"
_OPTION = r"(?:(?:lang|outputFormat)\s*=\s*(?:\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`|[^\s\"'`=>%]+)\s+)"
_FILTERS = "relative_url|absolute_url|prepend|url"

TagPatterns: TypeAlias = tuple[tuple[LinkKind, re.Pattern[str]], ...]
RUN_TAGS: TagPatterns = (
    (
        LinkKind.POST_URL,
        re.compile(
            rf"\{{%-?\s*(?:post_url|post_link|post_path)\s+(?:{_QUOTED}|(?P<plain>[^\s\"'%}}]+))"
        ),
    ),
    (LinkKind.LINK_TAG, re.compile(r"\{%-?\s*link\s++(?P<plain>[^%{}\n]*?[^\s%{}-])\s*-?%\}")),
    (
        LinkKind.REF,
        re.compile(
            rf"\{{\{{[<%]\s*(?:rel)?ref\s+{_OPTION}*+(?:path\s*=\s*)?"
            rf"(?:{_QUOTED}|(?P<plain>[^\s\"'`=>%]+))"
        ),
    ),
)
"""Tags that a generator runs; the target is the group `plain`, or else `angled`.

Each begins with `{{` or `{%`.
"""

TAGS: TagPatterns = (
    (
        LinkKind.TEMPLATE,
        re.compile(
            r"\{\{-?\s*(?P<quote>[\"'])(?P<plain>(?:/|https?:)[^\"'{}\s]*)(?P=quote)"
            rf"\s*\|\s*(?:{_FILTERS})\b"
        ),
    ),
    (
        LinkKind.TEMPLATE,
        re.compile(r"\{[{%][^{}\n]*?(?P<quote>[\"'])(?P<plain>@/[^\"'\s]+)(?P=quote)"),
    ),
    (
        LinkKind.HREF,
        re.compile(
            r"\{\{[<%]\s*[\w/-]+\s[^{}\0]*?(?<=\s)(?:link|href)\s*=\s*"
            r"(?P<quote>[\"'`])(?P<plain>[^\"'`{}\s\0]+)(?P=quote)"
        ),
    ),
)
"""Other tags with links, as in RUN_TAGS."""

IMPORT = re.compile(
    r"(?m)port(?:(?<=^import)|(?<=^export))\s[^\"'\n]*\bfrom\s*(?P<quote>[\"'])"
    r"(?P<plain>(?:\.|@site/)[^\"'\n]+)(?P=quote)"
)
WIKI = re.compile(r"\[\[(?<!\\\[\[)(?P<plain>[^\[\]|\n\0]+)(?:\|[^\[\]\n]*)?\]\](?![(\[:])")
