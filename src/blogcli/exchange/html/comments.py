"""Sanitize the HTML of comments."""

from __future__ import annotations

import re

from blogcli.exchange.text.clean import cleaned

_TAGS = "a abbr b blockquote br cite code del em i li ol p pre q s strong u ul"
_BREAK = re.compile(r"<(?:br|p|div|ul|ol|pre|blockquote)\b", re.IGNORECASE)
_FIRST_LINE_END = re.compile(r"<pre>\n+")


def comment_html(html: str) -> str:
    """Return the comment with a few allowed tags; other markup is removed, its text kept.

    Line ends become `<br>` if there is no `<br>` or block tag. Links get `rel="nofollow ugc
    noopener"`.
    """
    import nh3

    text = nh3.clean(
        cleaned(html),
        tags=set(_TAGS.split()),
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    ).strip()
    # A browser passes over the line end there, so that each reading would take another one away.
    text = _FIRST_LINE_END.sub("<pre>", text)
    return text if _BREAK.search(text) else "<br>\n".join(text.splitlines())
