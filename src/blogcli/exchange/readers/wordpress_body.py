"""Convert a WordPress body to plain HTML: paragraphs, captions, shortcodes, block comments.

Blocks keep some things outside of it: shared blocks, footnotes, languages of code.
https://developer.wordpress.org/block-editor/reference-guides/core-blocks/
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

from blogcli.exchange.text.clean import web_address
from blogcli.exchange.text.wpautop import autop


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the media library; `parent` is the id of the post it was uploaded to."""

    url: str
    alt: str = ""
    caption: str = ""
    parent: str = ""


_BLOCK_COMMENT = re.compile(r"<!--\s*/?wp:[^<>]*?-->")
_HAS_BLOCKS = re.compile(r"<!--\s*wp:")
_NEXT_PAGE = re.compile(r"<!--\s*nextpage\s*-->")
_MORE = re.compile(r"<!--\s*more\b[^<>]*-->")
_EMBED_LINE = re.compile(r"(?<=>)\s*(https?://[^\s<>\"]+)\s*(?=</div>)")

_NAME = r"[a-zA-Z][\w-]*"
_LITERAL = re.compile(
    r"\[(?P<name>code|sourcecode|source|php|python|css|html|javascript|js|xml|bash|sql)\b"
    r"(?P<attributes>[^\[\]]*)\](?P<text>(?:(?!\[(?P=name)\b).)*?)\[/(?P=name)\]"
    r"|<pre\b(?:.*?</pre\s*>|.*)",
    re.DOTALL | re.IGNORECASE,
)
_SHORTCODE = re.compile(
    rf"(?P<left>\[?)\[(?P<close>/?)(?P<name>{_NAME})(?P<attributes>(?:\s[^\[\]]*)?)\](?P<right>\]?)"
)
_PAIRED = re.compile(
    r"(?<!\[)\[(?P<name>caption|wp_caption|embed|video|audio|gallery)\b(?P<attributes>[^\[\]]*)\]"
    # No possessive quantifiers: Python before 3.11.4 takes them wrongly here.
    r"(?:(?P<text>[^\[]*(?:\[(?!/?(?:caption|wp_caption|embed|video|audio|gallery)\b)[^\[]*)*)"
    r"\[/(?P=name)\])?"
)
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]++)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")
_LANGUAGE = re.compile(r"[\w+#.-]{1,30}")
_SOURCES = ("src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "flac", "wmv", "flv")

_REUSABLE = re.compile(r"<!--\s*wp:block\s+(?P<attributes>\{[^<>]{0,2000}?\})\s*/-->")
_CODE_BLOCK = re.compile(
    r"<!--\s*wp:[\w/-]+\s+(?P<attributes>\{[^<>]{0,4000}?\})\s*-->\s*<pre(?=[\s>])", re.IGNORECASE
)
_BLOCK_LANGUAGE = re.compile(r"[\w+#.-]{1,20}")
_MOST_LEVELS = 5
_LONGEST = 2_000_000
"""The most characters of a body that shared blocks may make, as they may show each other."""


def wordpress_html(
    written: str, post_id: str, attachments: Mapping[str, Attachment]
) -> tuple[str, list[str]]:
    """Return the body as HTML, and warnings.

    Shortcodes for captions, galleries, audio, video, embeds and code become HTML. Others stay
    unchanged and are listed in a warning. `pre` and code shortcodes are not processed.
    """
    if "[" not in written:
        return _paragraphs(written), []
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(_code(found) if found["name"] else found[0])
        return f"<pre>\ufdd2{len(kept) - 1}\ufdd3</pre>"

    text = _LITERAL.sub(keep, re.sub("[\ufdd2\ufdd3]", "", written))
    text = _PAIRED.sub(lambda found: _shortcode(found, post_id, attachments), text)
    unknown = _unknown(text)
    text = _paragraphs(_SHORTCODE.sub(_unescaped, text))
    text = re.sub("<pre>\ufdd2(\\d+)\ufdd3</pre>", lambda found: kept[int(found[1])], text)
    told = f"unknown shortcodes kept as text: {', '.join(unknown)}"
    return text, [told] if unknown else []


def _paragraphs(text: str) -> str:
    """Replace page and block comments; convert line ends if the post has no blocks."""
    text = _NEXT_PAGE.sub("\n\n<hr>\n\n", _MORE.sub("<!--more-->", text))
    if not _HAS_BLOCKS.search(text):
        return autop(text)
    text = _BLOCK_COMMENT.sub("", _with_code_languages(text))
    return _EMBED_LINE.sub(r'<a href="\1">\1</a>', text)


def _code(found: re.Match[str]) -> str:
    attributes = _attributes(found["attributes"])
    named = "" if found["name"] in ("code", "sourcecode", "source") else found["name"]
    language = attributes.get("language") or attributes.get("lang") or named
    known = f' class="language-{language}"' if _LANGUAGE.fullmatch(language) else ""
    text = escape(unescape(found["text"].strip("\r\n")), quote=False)
    return f"<pre><code{known}>{text}</code></pre>"


def _shortcode(found: re.Match[str], post_id: str, attachments: Mapping[str, Attachment]) -> str:
    attributes = _attributes(found["attributes"])
    text = found["text"]
    name = found["name"]
    if name in ("caption", "wp_caption") and text is not None:
        return _caption(text, attributes)
    if name == "embed" and text and (address := web_address(text)):
        shown = escape(address)
        return f'\n\n<p><a href="{shown}">{shown}</a></p>\n\n'
    if name in ("audio", "video"):
        addresses = (web_address(attributes.get(key, "")) for key in _SOURCES)
        source = next(filter(None, addresses), "")
        return f'\n\n<{name} controls src="{escape(source)}"></{name}>\n\n' if source else found[0]
    if name == "gallery":
        return _gallery(attributes, post_id, attachments) or found[0]
    return found[0]


def _caption(text: str, attributes: Mapping[str, str]) -> str:
    picture = re.match(r"\s*(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?", text, re.IGNORECASE)
    words = attributes.get("caption", "") or (text[picture.end() :] if picture else "")
    shown = picture[0] if picture else text
    return f"\n\n<figure>{shown}<figcaption>{words.strip()}</figcaption></figure>\n\n"


def _gallery(
    attributes: Mapping[str, str], post_id: str, attachments: Mapping[str, Attachment]
) -> str:
    """Return the images listed in `ids`, or those uploaded to the post; "" if one is unknown."""
    names = re.findall(r"\d+", attributes.get("ids", "") or attributes.get("include", ""))
    if names:
        pictures = [attachments[name] for name in names if name in attachments]
        if len(pictures) < len(names):
            return ""
    else:
        pictures = [file for file in attachments.values() if file.parent == post_id]
    return "".join(_figure(file) for file in pictures if file.url)


def _figure(file: Attachment) -> str:
    caption = f"<figcaption>{escape(file.caption)}</figcaption>" if file.caption else ""
    picture = f'<img src="{escape(file.url)}" alt="{escape(file.alt)}">'
    return f"\n\n<figure>{picture}{caption}</figure>\n\n"


def _unknown(text: str) -> list[str]:
    """Return names of unconverted shortcodes, recognized by attributes or a closing tag."""
    ends = {found["name"] for found in _SHORTCODE.finditer(text) if found["close"]}
    return sorted(
        {
            found["name"]
            for found in _SHORTCODE.finditer(text)
            if not (found["left"] and found["right"])
            and (found["name"] in (*ends, "gallery") or _ATTRIBUTE.search(found["attributes"]))
        }
    )


def _unescaped(found: re.Match[str]) -> str:
    """Return `[name]` for `[[name]]`, which is WordPress's escape."""
    return found[0][1:-1] if found["left"] and found["right"] else found[0]


def _attributes(text: str) -> dict[str, str]:
    plain = unescape(text)
    return {name.lower(): one or two or bare for name, one, two, bare in _ATTRIBUTE.findall(plain)}


def with_reusable(written: str, blocks: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the body with shared blocks (`wp:block`) put in, and warnings of those not there."""
    missing: dict[str, None] = {}
    size = len(written)

    def put_in(found: re.Match[str]) -> str:
        nonlocal size
        number = str(_block_attributes(found).get("ref", ""))
        block = blocks.get(number)
        size += len(block or "")
        if block is not None and size <= _LONGEST:
            return block
        missing[number] = None
        return ""

    for _ in range(_MOST_LEVELS):
        if not _REUSABLE.search(written):
            break
        written = _REUSABLE.sub(put_in, written)
    missing.update(
        (str(_block_attributes(one).get("ref", "")), None) for one in _REUSABLE.finditer(written)
    )
    told = "reusable block {} is not in the export; its text is missing here"
    return _REUSABLE.sub("", written), [told.format(number or "(no number)") for number in missing]


def _with_code_languages(written: str) -> str:
    """Return the body with the language of a code block, which its comment has, at its `pre`."""

    def named(found: re.Match[str]) -> str:
        language = _block_attributes(found).get("language")
        if isinstance(language, str) and _BLOCK_LANGUAGE.fullmatch(language):
            return f'{found[0]} data-lang="{language}"'
        return found[0]

    return _CODE_BLOCK.sub(named, written)


def with_footnotes(html: str, written: str) -> str:
    """Return the HTML with the texts of its footnotes at the end, as `data-fn-text`.

    `written` is the JSON of the custom field `footnotes`.
    """
    try:
        notes = json.loads(written) if written else []
    except (ValueError, RecursionError):
        return html
    known = [note for note in notes if isinstance(note, dict)] if isinstance(notes, list) else []
    return html + "".join(
        f'\n<p><span data-fn-text="{escape(str(note.get("id", "")))}"></span>'
        f"{note.get('content', '')}</p>"
        for note in known
    )


def _block_attributes(found: re.Match[str]) -> Mapping[str, object]:
    try:
        read = json.loads(found["attributes"])
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
