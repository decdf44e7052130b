"""Markdown stripped of its markup, close enough for a line or two; `output` renders it fully.

Links and images keep their text, code its content. HTML tags, comments and the shortcodes of Hugo,
Jekyll and Zola are removed.
"""

from __future__ import annotations

import re
from functools import cache

_INLINE = frozenset(
    {
        *("a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s"),
        *("small", "span", "strong", "sub", "sup", "u"),
    }
)
"""HTML tags that do not separate words."""

_ENTITIES = {"nbsp": " ", "amp": "&", "lt": "<", "gt": ">", "quot": '"', "#39": "'", "mdash": "—"}


def strip_markdown(text: str) -> str:
    """Return the text without its markup; line ends stay."""
    text = _lines().sub(" ", text)
    for _ in range(2):  # an image may be a link
        text = _inline().sub(_words, text)
        if "](" not in text:
            break
    return text


@cache
def _lines() -> re.Pattern[str]:
    """Return the pattern of line markup: fences, rules, link definitions, headings, quotes, tables.

    The marks of list items stay, because they separate the items.
    """
    return re.compile(
        r"^[ \t>]*(?:(?:`{3}|~{3})[^`\n]*$|[-=*_|:+ \t]{3,}$|\[[^\]\n]+\]:[ \t]*\S[^\n]*$"
        r"|\#{1,6}[ \t]+|>|\|)|\|[ \t]*$",
        re.MULTILINE,
    )


@cache
def _inline() -> re.Pattern[str]:
    return re.compile(
        r"!?\[(?P<words>[^\[\]]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|\[[^\[\]\n]*\])"
        r"|<!--.{0,2000}?-->|\{\{[<%].{0,500}?[%>]\}\}|\{%.{0,500}?%\}"
        r"|</?(?P<tag>[A-Za-z][\w-]*)(?:[\s/][^<>]*)?>"
        r"|&(?P<entity>\#?\w{1,8});|\\(?P<mark>[!-/:-@\[-`{-~])"
        r"|\[\^[^\]\s]*\]|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|`+|~~",
        re.DOTALL,
    )


def _words(found: re.Match[str]) -> str:
    words, tag, entity, mark = found.group("words", "tag", "entity", "mark")
    if tag is not None:
        return "" if tag.lower() in _INLINE else " "
    if entity is not None:
        return _ENTITIES.get(entity, found[0])
    if found[0][0] in "<{":
        return " "
    return words or mark or ""
