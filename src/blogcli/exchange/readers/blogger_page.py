"""Read a page of a Blogger blog saved by a browser: one post, or the posts of an index page.

The classes and microformats are those of Blogger's themes since 2006.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from blogcli.errors import BlogError
from blogcli.exchange.html.raw_html import comment_html
from blogcli.exchange.model import ExportEntry, ExportPost, ExportSite, Notice, Origin, ReadOptions
from blogcli.exchange.readers.blogger_entries import PLATFORM
from blogcli.exchange.readers.status import PostStatus, status_of
from blogcli.exchange.sources.export_file import ExportFile
from blogcli.exchange.text.clean import alias_of, clean_line, slug_in, unique, web_address
from blogcli.exchange.text.date_heading import heading_date
from blogcli.exchange.text.dates import when
from blogcli.posts.model.comments import Comment
from blogcli.posts.text.date_formats import When

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_BYTES = 64 << 20
_CONTAINERS = ("post-outer", "hentry", "post")
_BLOG_ID = re.compile(r"(?:blogID=|blogId['\"]?\s*[:=]\s*['\"]?|/feeds/)(\d{5,})")
_POST_ID = re.compile(r"\d{5,}")
_LOCAL = re.compile(r"""<img\b[^<>]*\bsrc=["']?+(?!https?:|//|data:)""", re.IGNORECASE)
_ADDRESS = "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"


def read(file: ExportFile, options: ReadOptions) -> Iterator[ExportEntry]:
    """Yield the site with its about panel, and each post of the page with its comments."""
    page = _parsed(file.read(_MOST_BYTES), file.name)
    yield _site(page, options)
    posts = _containers(page)
    for container in posts:
        post = _post(container, page, options, alone=len(posts) == 1)
        if _LOCAL.search(post.body):
            yield Notice("its pictures are separate files next to the saved page", post.title)
        yield post


def _parsed(data: bytes, name: str) -> HtmlElement:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    declared = re.search(rb"<meta\b[^<>]{0,200}charset", data[:4096], re.IGNORECASE)
    encoding = None if declared else _encoding(data)
    parser = HTMLParser(encoding=encoding, huge_tree=True, no_network=True)
    try:
        return document_fromstring(data, parser=parser)
    except (etree.LxmlError, LookupError, ValueError) as error:
        raise BlogError(f"is not a readable page: {error}", path=name) from None


def _encoding(data: bytes) -> str:
    try:
        data.decode()
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _site(page: HtmlElement, options: ReadOptions) -> ExportSite:
    heading = _first(page, "Header")
    inside = heading if heading is not None else page
    names = page.xpath("//meta[@property='og:site_name']/@content")
    panel = _first(page, "profile-textblock")
    place = _first(page, "profile-data", tag="dd")
    about = [_line(place), _line(panel)]
    address = _attribute(page, _ADDRESS)
    site = re.match(r"https?://[^/]+", address)
    return ExportSite(
        title=_line(_first(inside, "title")) or clean_line(str(names[0]) if names else ""),
        description=_line(_first(inside, "description")),
        author=_line(_first(page, "profile-name-link")),
        about="\n\n".join(filter(None, about)),
        url=(options.site_url or (site[0] if site else "")).rstrip("/"),
    )


def _containers(page: HtmlElement) -> list[HtmlElement]:
    """Return the container element of each post; themes nest three kinds of them."""
    found: dict[HtmlElement, None] = {}
    for body in _all(page, "post-body"):
        around = [body, *body.iterancestors()]
        for name in _CONTAINERS:
            container = next((place for place in around if _has_class(place, name)), None)
            if container is not None:
                found[container] = None
                break
    return list(found)


def _post(
    container: HtmlElement, page: HtmlElement, options: ReadOptions, alone: bool
) -> ExportPost:
    title = _first(container, "post-title")
    body = _first(container, "post-body")
    link = _permalink(container, title, page if alone else None)
    path = alias_of(link)
    date = _date(container, options)
    draft, waiting = status_of(PostStatus.LIVE, date, options.now)
    return ExportPost(
        kind="page" if path.startswith("/p/") else "post",
        title=_line(title),
        body=_inner_html(body),
        origin=Origin(PLATFORM, _origin_id(container, page) or link, link),
        date=date,
        author=_line(_first(container, "fn")),
        labels=_labels(container),
        slug=slug_in(path),
        draft=draft,
        status=waiting,
        aliases=(path,) if path else (),
        comments=_comments(page, options) if alone and options.comments != "none" else (),
    )


def _comments(page: HtmlElement, options: ReadOptions) -> tuple[Comment, ...]:
    """Return the comments in the page's `#comments`, replies after their parents."""
    blocks = page.xpath("//*[@id='comments']")
    if not blocks:
        return ()
    return tuple(_threaded(blocks[0], options)) or tuple(_flat(blocks[0], options))


def _threaded(block: HtmlElement, options: ReadOptions) -> Iterator[Comment]:
    for item in _all(block, "comment", tag="li"):
        above = [li for li in item.iterancestors("li") if _has_class(li, "comment")]
        user = item.xpath(".//cite[contains(@class, 'user')]")
        content = item.xpath(".//p[contains(@class, 'comment-content')]")
        dates = item.xpath(".//*[contains(@class, 'datetime')]")
        yield Comment(
            id=_number(item.get("id", "")),
            html=comment_html(_inner_html(content[0])) if content else "",
            parent=_number(above[0].get("id", "")) if above else "",
            author=_line(user[0]) if user else "",
            author_url=_address(user[0]) if user else "",
            date=when(_line(dates[0]), options.zone) if dates else None,
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
        name = re.sub(r"\s+(?:said|wrote)\W*$", "", _line(author))
        yield Comment(
            id=_number(author.get("id", "")) or str(number),
            html=comment_html(_inner_html(body)),
            author=name,
            author_url=_address(author),
            date=when(_line(footer), options.zone),
        )


def _line(element: HtmlElement | None) -> str:
    """Return the text of an element on one line, "" for None."""
    return "" if element is None else clean_line(element.text_content())


def _inner_html(element: HtmlElement | None) -> str:
    """Return the HTML inside an element, "" for None."""
    if element is None:
        return ""
    from lxml.html import tostring

    parts = [tostring(child, encoding="unicode") for child in element]
    return escape(element.text or "", quote=False) + "".join(parts)


def _address(element: HtmlElement) -> str:
    return next((web_address(link.get("href", "")) for link in element.iter("a")), "")


def _number(name: str) -> str:
    """Return the digits of an anchor such as `c123`; "" for others, such as `bc_0_1B`."""
    found = re.fullmatch(r"(?:c|comment-?)(\d+)", name)
    return found[1] if found else ""


def _labels(container: HtmlElement) -> tuple[str, ...]:
    blocks = _all(container, "post-labels")
    return unique([_line(label) for block in blocks for label in block.iter("a")])


def _permalink(container: HtmlElement, title: HtmlElement | None, page: HtmlElement | None) -> str:
    places = [*_all(container, "timestamp-link"), *(title.iter("a") if title is not None else ())]
    found = next((web_address(place.get("href", "")) for place in places), "")
    if found or page is None:
        return found
    return web_address(_attribute(page, "//link[@rel='canonical']/@href"))


def _date(container: HtmlElement, options: ReadOptions) -> When | None:
    """Return the date of the microformat, with offset, or that of the heading above the post."""
    for name in ("published", "updated"):
        for mark in [*_all(container, name), *container.xpath(".//*[@itemprop='datePublished']")]:
            for attribute in ("title", "datetime", "content"):
                if found := when(mark.get(attribute, ""), options.zone):
                    return found
    headings = container.xpath("preceding::*[contains(@class, 'date-header')]")
    heading = heading_date(_line(headings[-1])) if headings else None
    return heading.day if heading else None


def _origin_id(container: HtmlElement, page: HtmlElement) -> str:
    """Return the post's id as in Blogger's exports, "" if it is not in the page."""
    names = container.xpath(".//*[starts-with(@id, 'post-body-')]/@id | .//a/@name")
    number = next((found[0] for name in names if (found := _POST_ID.search(str(name)))), "")
    texts = page.xpath("//a/@href | //link/@href | //script/text() | //meta/@content")
    blog = next((found[1] for text in texts if (found := _BLOG_ID.search(str(text)))), "")
    return f"tag:blogger.com,1999:blog-{blog}.post-{number}" if blog and number else ""


def _all(element: HtmlElement, name: str, tag: str = "*") -> list[HtmlElement]:
    classes = "concat(' ', normalize-space(@class), ' ')"
    found: list[HtmlElement] = element.xpath(f".//{tag}[contains({classes}, ' {name} ')]")
    return found


def _first(element: HtmlElement, name: str, tag: str = "*") -> HtmlElement | None:
    found = _all(element, name, tag)
    return found[0] if found else None


def _has_class(element: HtmlElement, name: str) -> bool:
    return name in element.get("class", "").split()


def _attribute(page: HtmlElement, path: str) -> str:
    return next((str(value) for value in page.xpath(path)), "")
