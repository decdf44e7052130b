"""What strangers wrote under a post, made safe to show."""

from __future__ import annotations

import re

from blogcli.exchange.texts import cleaned

_TAGS = "a abbr b blockquote br cite code del em i li ol p pre q s strong u ul"
_BREAK = re.compile(r"<(?:br|p|div|ul|ol|pre|blockquote)\b", re.IGNORECASE)


def comment_html(html: str) -> str:
    """The comment with the few tags that comments need; all else of it becomes text or goes.

    Line ends are breaks where the comment has no other. Links are marked as a stranger's.
    """
    import nh3

    text = cleaned(html).strip()
    if not _BREAK.search(text):
        text = "<br>\n".join(text.splitlines())
    return nh3.clean(
        text,
        tags=set(_TAGS.split()),
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
