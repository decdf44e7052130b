"""Clean short texts of exports: titles, labels, slugs and URLs."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from blogcli.errors import UsageError
from blogcli.posts.text.slugs import check_slug, slugify

# XML 1.0 allows only tab, line feed and carriage return; U+FDD0.. are noncharacters.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")

# Windows-1252 characters in place of the C1 controls of Latin-1, as browsers decode them.
_WINDOWS = {
    code: char for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))
}
_C1 = re.compile("[\x80-\x9f]")

_ESCAPED = re.compile(r"&(?:#\d+|#x[0-9a-f]+|amp|quot|apos|lt|gt|nbsp);", re.IGNORECASE)
_TAG_ALONE = re.compile(r"</?[a-zA-Z][^<>]*>")
_TAG = re.compile(rf"{_TAG_ALONE.pattern}|<!--.*?-->", re.DOTALL)
_NUMBERED = re.compile(r"(?:^|&)(?:p|page_id|attachment_id|cat)=")  # WordPress's plain permalinks
_EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?)$", re.IGNORECASE)


def cleaned(text: str) -> str:
    """Return the text without control characters; C1 controls become Windows-1252 characters."""
    if text.isascii() and text.isprintable():
        return text
    text = _UNWANTED.sub("", text)
    return text.translate(_WINDOWS) if _C1.search(text) else text


def clean_line(text: str) -> str:
    """Return the text on one line, without control characters, whitespace collapsed."""
    return " ".join(cleaned(text).split())


def title_of(text: str) -> str:
    """Return a title without tags and with entities decoded, also double-escaped ones."""
    return clean_line(_unescaped(_without_tags(text, "")))


def strip_html(html: str) -> str:
    """Return short HTML, such as a description or an excerpt, as plain text on one line."""
    return clean_line(_unescaped(_without_tags(html, " ")))


def _without_tags(html: str, put: str) -> str:
    """Replace tags and comments with `put`; linear even with unclosed comments."""
    end = html.rfind("-->") + 3 if "-->" in html else 0
    return _TAG.sub(put, html[:end]) + _TAG_ALONE.sub(put, html[end:])


def _unescaped(text: str) -> str:
    once = unescape(text)
    return unescape(once) if _ESCAPED.search(once) else once


def unique(texts: list[str]) -> tuple[str, ...]:
    """Return the texts cleaned by `clean_line`, in order, without duplicates and empty ones."""
    return tuple(dict.fromkeys(filter(None, map(clean_line, texts))))


def safe_slug(text: str) -> str:
    """Return an imported slug unchanged if it is a valid file name, else a slugified one."""
    slug = _EXTENSION.sub("", clean_line(unquote(text)).strip("/"))
    try:
        return check_slug(slug)
    except UsageError:
        return slugify(slug.rpartition("/")[2])


def slug_in(path: str) -> str:
    """Return the slug at the end of a URL path: `a-post` for `/2018/12/a-post.html`."""
    return safe_slug(path.rstrip("/").rpartition("/")[2])


def alias_of(url: str) -> str:
    """Return the path of an old URL, percent-encoded as it was; "" if none, and for `?p=1`.

    Only the path counts: Blogger's `?m=1` is the same post.
    """
    parts = url_parts(url.strip())
    path = parts.path
    is_plain = (
        path.startswith("/") and not path.startswith("//") and "/../" not in f"{unquote(path)}/"
    )
    if not is_plain or path == "/" or _NUMBERED.search(parts.query):
        return ""
    if re.search(r"[\s\\]", path) or _UNWANTED.search(path):
        return ""
    return path


def url_parts(url: str) -> SplitResult:
    """Return the parts of a URL; all are empty if it is not valid, as for a bracket in its host."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def join_urls(base: str, url: str) -> str:
    """Return a URL relative to `base` as an absolute one; unchanged if it is not valid."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def web_address(text: str) -> str:
    """Return an http or https URL, "" for anything else."""
    url = clean_line(text)
    return url if re.match(r"https?://[^\s/]", url, re.IGNORECASE) else ""
