"""Take a generator's own syntax out of Markdown: shortcodes, template tags, attribute lists.

Hugo's `{{< x >}}` and `{{% x %}}` (https://gohugo.io/content-management/shortcodes/), the tags of
Liquid, Nunjucks and Tera, and the attributes of kramdown and Goldmark, `{: .x}` and `{#x}`. What a
reader sees of a picture, a video or a link to a post becomes Markdown; the text between two tags
stays, and all else goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from blogcli.posts.text.code_mask import BLANK, mask_code

_INNER = r"(?:[^{}]|[{}](?![{}%#])){0,4000}?"
_TAG = re.compile(rf"\{{\{{{_INNER}\}}\}}|\{{%{_INNER}%\}}|\{{#(?=\s){_INNER}#\}}")
_CONTENTS = re.compile(
    r"^[ \t]*(?:[*+-]|\d\.)[ \t].*\n[ \t]*\{:[ \t]*toc\b[^{}\n]*\}", re.MULTILINE
)
_ATTRIBUTES = re.compile(
    r"[ \t]{0,8}\{:[^{}\n]{0,500}\}"
    r"|(?:[ \t]{1,8}|(?<=[)\]`*_]))\{[#.][\w-][^{}\n]{0,500}\}(?=[ \t]*(?:\r?$|[.,;:!?]))",
    re.MULTILINE,
)
_WORD = re.compile(r"[\w/.-]+")
_NAMED = re.compile(r"""(?<![\w-])([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s"'`>%]+))""")
_QUOTED = re.compile(r"""["'`]([^"'`]*)["'`]""")
_PICTURE = re.compile(r"[^\s\"'`]+\.(?:avif|gif|jpe?g|png|svg|webp)\b", re.IGNORECASE)
_PLAYERS = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "gist": "https://gist.github.com/",
}
_VERBATIM = ("raw", "verbatim")


def without_template_tags(text: str, address_of: Callable[[str], str]) -> str:
    """Return Markdown without a generator's syntax; code is unchanged.

    `address_of` gives the URL of a post by its name or its path in the blog, "" for none.
    """
    if not _TAG.search(text):
        return _piece(text, "")
    parts: list[str] = []
    # With parentheses, a tag of raw text is not taken for code, and its inner code still is.
    mask = mask_code(text.replace("{", "("))
    done, within = 0, ""
    for tag in _TAG.finditer(text):
        inside = tag[0].strip("{}<>%# \t\r\n-")
        name = (_WORD.match(inside) or [""])[0]
        if mask[tag.start()] == BLANK or (within and name != f"end{within}"):
            continue
        if within != "comment":
            parts.append(_piece(text[done : tag.start()], within))
        done = tag.end()
        if within:
            within = ""
        elif name in (*_VERBATIM, "comment"):
            within = name
        else:
            parts.append(_shown(name, inside[len(name) :], address_of))
    return "".join([*parts, _piece(text[done:], within)])


def _piece(text: str, within: str) -> str:
    """Return the text between two tags without attribute lists, unless it is verbatim."""
    if within in _VERBATIM or "{" not in text:
        return text
    text = _CONTENTS.sub("", text)
    if not any(start in text for start in ("{:", "{#", "{.")):
        return text
    mask = mask_code(text)
    return _ATTRIBUTES.sub(lambda found: found[0] if mask[found.end() - 1] == BLANK else "", text)


def _shown(name: str, rest: str, address_of: Callable[[str], str]) -> str:
    """Return what a reader sees of one tag, as Markdown; "" for nothing."""
    named = {key.lower(): "".join(values) for key, *values in _NAMED.findall(rest)}
    words = _QUOTED.findall(rest) or rest.split()
    first = words[0] if words else ""
    if name in ("ref", "relref", "post_url", "post_link", "link"):
        url = address_of(named.get("path") or first)
        shown = " ".join(words[1:]) or first
        return f"[{shown}]({url})" if name == "post_link" else url
    if name in ("figure", "img", "image", "asset_img"):
        picture = named.get("src") or next(iter(_PICTURE.findall(rest)), "")
        words_of = named.get("alt") or named.get("caption") or named.get("title", "")
        return f'<img src="{escape(picture)}" alt="{escape(words_of)}">' if picture else ""
    if name in _PLAYERS and re.fullmatch(r"[\w-]+", key := named.get("id") or first):
        return f"<{_PLAYERS[name]}{key}>"
    if not name and first and re.search(r"\|\s*(?:relative_url|absolute_url|url)\b", rest):
        return first  # Liquid: {{ "/about/" | relative_url }}
    return ""
