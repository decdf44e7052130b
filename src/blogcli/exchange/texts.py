"""Small texts of exports: titles, labels, slugs and addresses, made plain and safe."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote, urlsplit

from blogcli.errors import UsageError
from blogcli.posts.slugs import check_slug, slugify

# XML 1.0 allows tab, line feed and carriage return alone; U+FDD0.. are no characters at all.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")

# What Windows-1252 has where Latin-1 has controls that nobody means; browsers read it so, too.
_WINDOWS = {
    code: char for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))
}
_C1 = re.compile("[\x80-\x9f]")

_ESCAPED = re.compile(r"&(?:#\d+|#x[0-9a-f]+|amp|quot|apos|lt|gt|nbsp);", re.IGNORECASE)
_TAG_ALONE = re.compile(r"</?[a-zA-Z][^<>]*>")
_TAG = re.compile(rf"{_TAG_ALONE.pattern}|<!--.*?-->", re.DOTALL)
_NUMBERED = re.compile(r"(?:^|&)(?:p|page_id|attachment_id|cat)=")  # WordPress's plain addresses
_EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?)$", re.IGNORECASE)


def cleaned(text: str) -> str:
    """The text without characters that no page can show, Windows quotes in Latin-1 mended."""
    if text.isascii() and text.isprintable():
        return text
    text = _UNWANTED.sub("", text)
    return text.translate(_WINDOWS) if _C1.search(text) else text


def plain(text: str) -> str:
    """One line without control characters, white space and no-break spaces made single spaces."""
    return " ".join(cleaned(text).split())


def title_of(text: str) -> str:
    """A title without tags, its entities resolved, also those that were escaped twice."""
    return plain(_unescaped(_without_tags(text, "")))


def text_of(html: str) -> str:
    """The plain text of a little HTML on one line: a description or an excerpt."""
    return plain(_unescaped(_without_tags(html, " ")))


def _without_tags(html: str, put: str) -> str:
    """The text with `put` for tags and comments; the end of no comment is looked for in vain."""
    end = html.rfind("-->") + 3 if "-->" in html else 0
    return _TAG.sub(put, html[:end]) + _TAG_ALONE.sub(put, html[end:])


def _unescaped(text: str) -> str:
    once = unescape(text)
    return unescape(once) if _ESCAPED.search(once) else once


def unique(texts: list[str]) -> tuple[str, ...]:
    """The texts made plain, in order, each once and none empty."""
    return tuple(dict.fromkeys(filter(None, map(plain, texts))))


def safe_slug(text: str) -> str:
    """An imported slug as it was where it can name a file, else the nearest that can."""
    slug = _EXTENSION.sub("", plain(unquote(text)).strip("/"))
    try:
        return check_slug(slug)
    except UsageError:
        return slugify(slug.rpartition("/")[2])


def slug_in(path: str) -> str:
    """The slug that ends an address's path: `/2018/12/a-post.html` is `a-post`."""
    return safe_slug(path.rstrip("/").rpartition("/")[2])


def alias_of(url: str) -> str:
    """The path of an old address, percent-encoded as it was; "" for none and for `?p=1`.

    Only the path counts: Blogger's `?m=1` leads to the same post.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    path = parts.path
    is_plain = (
        path.startswith("/") and not path.startswith("//") and "/../" not in f"{unquote(path)}/"
    )
    if not is_plain or path == "/" or _NUMBERED.search(parts.query):
        return ""
    if re.search(r"[\s\\]", path) or _UNWANTED.search(path):
        return ""
    return path


def web_address(text: str) -> str:
    """An address of the web, "" for anything else."""
    url = plain(text)
    return url if re.match(r"https?://[^\s/]", url, re.IGNORECASE) else ""
