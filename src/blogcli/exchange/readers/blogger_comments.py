"""Parse the comments of a saved Blogger page, threaded or in the old flat list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from blogcli.exchange.html.comments import comment_html
from blogcli.exchange.model import ReadOptions
from blogcli.exchange.text.clean import clean_line, web_address
from blogcli.exchange.text.dates import when
from blogcli.posts.model.comments import Comment

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_IS_COMMENT = "contains(concat(' ', normalize-space(@class), ' '), ' comment ')"


def comments_on(page: HtmlElement, options: ReadOptions) -> tuple[Comment, ...]:
    """Return the comments in the page's `#comments`, replies after their parents."""
    blocks = page.xpath("//*[@id='comments']")
    if not blocks:
        return ()
    return tuple(_threaded(blocks[0], options)) or tuple(_flat(blocks[0], options))


def _threaded(block: HtmlElement, options: ReadOptions) -> Iterator[Comment]:
    for item in block.xpath(f".//li[{_IS_COMMENT}]"):
        above = item.xpath(f"ancestor::li[{_IS_COMMENT}]")
        user = item.xpath(".//cite[contains(@class, 'user')]")
        content = item.xpath(".//p[contains(@class, 'comment-content')]")
        dates = item.xpath(".//*[contains(@class, 'datetime')]")
        yield Comment(
            id=_number(item.get("id", "")),
            html=comment_html(inner_html(content[0])) if content else "",
            parent=_number(above[-1].get("id", "")) if above else "",
            author=line(user[0]) if user else "",
            author_url=_address(user[0]) if user else "",
            date=when(line(dates[0]), options.zone) if dates else None,
        )


def _flat(block: HtmlElement, options: ReadOptions) -> Iterator[Comment]:
    """Yield comments from a list of `dt` (author), `dd` (text) and `dd` (date)."""
    for number, author in enumerate(block.xpath(".//dt"), start=1):
        after = []
        for part in author.itersiblings("dt", "dd"):
            if part.tag == "dt":
                break
            after.append(part)
        body = next((part for part in after if "comment-body" in part.get("class", "")), None)
        footer = next((part for part in after if "comment-footer" in part.get("class", "")), None)
        name = re.sub(r"\s+(?:said|wrote)\W*$", "", line(author))
        yield Comment(
            id=_number(author.get("id", "")) or str(number),
            html=comment_html(inner_html(body)),
            author=name,
            author_url=_address(author),
            date=when(line(footer), options.zone),
        )


def line(element: HtmlElement | None) -> str:
    """Return the text of an element on one line, "" for None."""
    return "" if element is None else clean_line(element.text_content())


def inner_html(element: HtmlElement | None) -> str:
    """Return the HTML inside an element, "" for None."""
    if element is None:
        return ""
    from html import escape

    from lxml.html import tostring

    parts = [tostring(child, encoding="unicode") for child in element]
    return escape(element.text or "", quote=False) + "".join(parts)


def _address(element: HtmlElement) -> str:
    return next((web_address(link.get("href", "")) for link in element.iter("a")), "")


def _number(name: str) -> str:
    """Return the digits of an anchor such as `c123`; "" for others, such as `bc_0_1B`."""
    found = re.fullmatch(r"(?:c|comment-?)(\d+)", name)
    return found[1] if found else ""
