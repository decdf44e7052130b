"""The HTML of a post in a feed: footnotes rendered, addresses absolute, no generator's syntax.

A feed is read away from its site, so nothing in it may need the generator or the post's own page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from urllib.parse import urljoin

from blogcli.exchange.html.render import feed_rendered
from blogcli.exchange.writers.template_tags import without_template_tags
from blogcli.posts.text.code_mask import BLANK, mask_code
from blogcli.posts.text.footnotes import split_notes

AddressOf = Callable[[str], str]
"""From a target that names a file of the blog, or a post, to its URL; "" for any other."""

_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
_TAG = re.compile(r"<[a-zA-Z][^\s<>]*\s[^<>]*>")  # with an attribute
_ADDRESS = re.compile(
    r"""(?P<start>\s(?:href|src|poster)\s*=\s*)(?:"(?P<two>[^"]*)"|'(?P<one>[^']*)'"""
    r"""|(?P<bare>[^\s"'<>=`]+))""",
    re.IGNORECASE,
)
_SRCSET = re.compile(
    r"""(?P<start>\ssrcset\s*=\s*)(?:"(?P<two>[^"]*)"|'(?P<one>[^']*)')""", re.IGNORECASE
)
_CANDIDATE = re.compile(r"(?P<before>(?:\A|,)\s*)(?P<url>[^\s,](?:\S*[^\s,])?)")
_LEAVES = re.compile(r"#|[a-zA-Z][a-zA-Z0-9+.-]*:")
_SOURCE = re.compile(r"@|[^?#]+\.(?:md|markdown|mkdn?|mdown|mdx)(?=#|\Z)")
_PELICAN = re.compile(r"(?:\{|%7B|%7C)(?:filename|attach|static)(?:\}|%7D|%7C)", re.IGNORECASE)
"""What Pelican takes for a file of its content (https://docs.getpelican.com/en/latest/content.html)."""


def feed_html(body: str, url: str, address_of: AddressOf) -> str:
    """Return a Markdown body as the HTML of a feed item; `url` is the address of its page."""
    text, notes = split_notes(body)
    text = _with_notes(without_template_tags(text, address_of), notes, address_of)
    return absolute(feed_rendered(text), url, address_of)


def absolute(html: str, url: str, address_of: AddressOf) -> str:
    """Return HTML whose addresses are absolute, as seen from the page at `url` ("" if unknown)."""

    def whole(written: str) -> str:
        if _LEAVES.match(written):
            return written
        name = _PELICAN.sub("", written)
        path, mark, anchor = name.partition("#")
        known = address_of(path) if _SOURCE.match(name) else ""
        try:
            return known + mark + anchor if known else urljoin(url, name)
        except ValueError:  # a bracket that is not valid in a URL
            return written

    def joined(found: re.Match[str]) -> str:
        written = unescape(found["two"] or found["one"] or found["bare"] or "").strip()
        there = whole(written)
        return found[0] if there == written else f'{found["start"]}"{escape(there)}"'

    def joined_set(found: re.Match[str]) -> str:
        written = unescape(found["two"] or found["one"] or "")
        there = _CANDIDATE.sub(lambda one: one["before"] + whole(one["url"]), written)
        return f'{found["start"]}"{escape(there)}"'

    return _TAG.sub(lambda tag: _SRCSET.sub(joined_set, _ADDRESS.sub(joined, tag[0])), html)


def _with_notes(text: str, notes: Mapping[str, str], address_of: AddressOf) -> str:
    """Return the text with numbers that link to its notes, and the notes at its end."""
    if not notes:
        return text
    mask, numbers = mask_code(text), dict[str, int]()

    def numbered(found: re.Match[str]) -> str:
        name = found[1]
        if name not in notes or mask[found.start()] == BLANK:
            return found[0]
        is_first = name not in numbers
        number = numbers.setdefault(name, len(numbers) + 1)
        at = f' id="fnref{number}"' if is_first else ""
        return f'<sup{at}><a href="#fn{number}">{number}</a></sup>'

    text = _REFERENCE.sub(numbered, text)
    items = [
        f'<li id="fn{number}">\n\n{without_template_tags(notes[name], address_of)}'
        f'\n\n<a href="#fnref{number}">↩</a>\n\n</li>\n'
        for name, number in numbers.items()
    ]
    if not items:
        return text
    return f'{text}\n\n<section class="footnotes">\n<ol>\n{"".join(items)}</ol>\n</section>\n'
