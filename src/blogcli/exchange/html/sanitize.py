"""First step of the conversion: remove scripts, trackers and page furniture from the HTML."""

from __future__ import annotations

import re
from base64 import b64decode
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from blogcli.exchange.html import url_policy
from blogcli.exchange.html.anchors import keep_ids, linked_ids, made, mark_footnotes
from blogcli.exchange.html.model import Asset
from blogcli.exchange.model import Skipped

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DATA = re.compile(r"data:image/(?P<kind>[\w.+-]+)(?P<mode>[^,]*),(?P<data>.*)", re.DOTALL | re.I)
_EXTENSIONS = {  # no svg: opened directly, it can run scripts
    "png": "png",
    "jpeg": "jpg",
    "jpg": "jpg",
    "gif": "gif",
    "webp": "webp",
    "avif": "avif",
    "bmp": "bmp",
}
_GIST = re.compile(r"https?://gist\.github\.com/[\w./-]+?(?:\.js)?(?=$|\?)")
_FRAME_ATTRIBUTES = ("src", "width", "height", "title")
_HOLDERS = ("pre", "xmp", "listing", "td", "th")
_SIZE = re.compile(r"\d{1,4}%?")
_PIXELS = "tracking pixel"
_NOISE = "automatic Google link"


@dataclass(slots=True)
class Scrubbed:
    """The options of the cleanup, and a record of what was removed or replaced."""

    keep_google_links: bool = False
    assets_at: str = ""
    targets: set[str] = field(default_factory=set)
    assets: dict[str, Asset] = field(default_factory=dict)
    changed: Counter[str] = field(default_factory=Counter)
    warned: Counter[str] = field(default_factory=Counter)

    def warnings(self) -> list[str]:
        """Return the losses as warnings for the user."""
        return [f"{count} × {what}" for what, count in self.warned.items()]

    def skipped(self) -> tuple[Skipped, ...]:
        """Return the counts of harmless removals."""
        reason = "not visible to readers"
        return tuple(Skipped(what, count, reason, True) for what, count in self.changed.items())


def scrub(root: HtmlElement, found: Scrubbed) -> None:
    """Clean the tree in place; remaining links are safe, iframes are of known hosts."""
    found.targets = linked_ids(root)
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            _comment(element)
    for element in list(root.iter(*_REMOVED)):
        element.drop_tree()
    mark_footnotes(root)
    keep_ids(root, found.targets)
    for element in list(root.iter(*_HANDLERS)):
        if element.getparent() is not None:  # otherwise it was removed with its parent
            _HANDLERS[str(element.tag)](element, found)


def _comment(element: HtmlElement) -> None:
    from lxml.html import HtmlComment

    if isinstance(element, HtmlComment) and re.match(r"\s*more\b", element.text or ""):
        element.addprevious(made("more"))
    element.drop_tree()


def _script(element: HtmlElement, found: Scrubbed) -> None:
    gist = _GIST.match(element.get("src", ""))
    if gist:
        _as_link(element, gist[0].removesuffix(".js"))
        found.warned["gist replaced by a link"] += 1
    else:
        element.drop_tree()


def _svg(element: HtmlElement, found: Scrubbed) -> None:
    found.warned["SVG drawing removed"] += 1
    element.drop_tree()


def _control(element: HtmlElement, found: Scrubbed) -> None:
    if element.get("type", "").lower() != "hidden":
        found.warned["form field removed"] += 1
    element.drop_tree()


def _frame(element: HtmlElement, found: Scrubbed) -> None:
    source = element.get("src") or element.get("data-src")
    address = url_policy.embed_url(source)
    if address:
        known = {name: element.get(name, "") for name in _FRAME_ATTRIBUTES}
        _clear(element)
        element.set("src", address)
        for name in ("width", "height"):
            if _SIZE.fullmatch(known[name]):
                element.set(name, known[name])
        if known["title"]:
            element.set("title", known["title"])
        element.set("allowfullscreen", "")
    elif other := url_policy.safe_url(source):
        found.warned[
            f"frame of {url_policy.url_host(other) or 'this site'} replaced by a link"
        ] += 1
        _as_link(element, f"https:{other}" if other.startswith("//") else other)
    else:
        element.drop_tree()


def _object(element: HtmlElement, found: Scrubbed) -> None:
    """Replace an old plug-in by a link to its first URL; its fallback content stays."""
    sources = [element.get("data"), element.get("src")]
    sources += [part.get("value") for part in element.iter("param") if part.get("name") == "movie"]
    sources += [part.get("src") for part in element.iter("embed")]
    address = next(filter(None, map(url_policy.safe_url, sources)), "")
    for part in [*element.iter("param", "embed")]:
        if part is not element:
            part.drop_tree()
    if address:
        found.warned[f"plug-in of {url_policy.url_host(address)} replaced by a link"] += 1
        _as_link(element, address)
    else:
        element.drop_tag()


def _media(element: HtmlElement, found: Scrubbed) -> None:
    own = url_policy.safe_url(element.get("src"))
    inside = [url_policy.safe_url(part.get("src")) for part in element.iter("source")]
    address = next(filter(None, [own, *inside]), "")
    poster = url_policy.safe_url(element.get("poster"))
    _clear(element)
    if not address:
        element.drop_tree()
        return
    element.set("controls", "")
    element.set("src", address)
    if poster and element.tag == "video":
        element.set("poster", poster)


def _image(element: HtmlElement, found: Scrubbed) -> None:
    attributes = url_policy.attributes_of(element)
    address = url_policy.image_url(attributes)
    if url_policy.is_pixel(attributes):
        found.changed[_PIXELS] += 1
        element.drop_tree()
    elif address[:5].lower() == "data:":
        _extract(element, address, found)
    elif address:
        element.set("src", address)
    else:
        element.drop_tree()


def _extract(element: HtmlElement, address: str, found: Scrubbed) -> None:
    asset = _asset(address)
    if asset is None:
        found.warned["embedded picture that cannot be kept"] += 1
        element.drop_tree()
    else:
        found.assets[asset.name] = asset
        element.set("src", found.assets_at + asset.name)


def _asset(address: str) -> Asset | None:
    match = _DATA.fullmatch(address)
    extension = _EXTENSIONS.get(match["kind"].lower()) if match else None
    if match is None or extension is None:
        return None
    data = unquote_to_bytes(match["data"])
    if ";base64" in match["mode"].lower():
        try:
            data = b64decode(data + b"=" * (-len(data) % 4))
        except ValueError:
            return None
    return Asset(f"{sha256(data).hexdigest()[:16]}.{extension}", data) if data else None


def _link(element: HtmlElement, found: Scrubbed) -> None:
    attributes = url_policy.attributes_of(element)
    address = url_policy.safe_url(attributes.get("href"))
    anchor = attributes.get("id") or attributes.get("name") or ""
    if anchor == "more" and "href" not in attributes:
        element.addprevious(made("more"))
        element.drop_tag()
    elif url_policy.is_google_noise(attributes) and not found.keep_google_links:
        found.changed[_NOISE] += 1
        element.drop_tag()
    elif address:
        element.set("href", address)
        _put_into_blocks(element, address)
    else:
        if attributes.get("href", "").strip():
            found.warned["unsafe link removed"] += 1
        if anchor in found.targets:
            target = made("anchor")
            target.set("id", anchor)
            element.addprevious(target)
        element.drop_tag()


def _put_into_blocks(link: HtmlElement, address: str) -> None:
    """Repeat a link inside the code and cells it encloses, because these may stay HTML."""
    for block in list(link.iter(*_HOLDERS)):
        if next(block.iterdescendants(*_HOLDERS), None) is None:
            inner = made("a")
            inner.set("href", address)
            inner.text, block.text = block.text, None
            inner.extend(list(block))
            block.append(inner)


def _as_link(element: HtmlElement, address: str) -> None:
    """Turn an element into a `div` with its content and a link that shows its URL."""
    link = made("a")
    link.set("href", address)
    link.text = address
    element.tag = "div"
    element.attrib.clear()
    element.append(link)


def _clear(element: HtmlElement) -> None:
    """Clear an element, keeping its name and tail."""
    tail = element.tail
    element.clear()
    element.tail = tail


_HANDLERS: dict[str, Callable[[HtmlElement, Scrubbed], None]] = {
    "a": _link,
    "audio": _media,
    "embed": _object,
    "iframe": _frame,
    "img": _image,
    "object": _object,
    "script": _script,
    "svg": _svg,
    "video": _media,
    **dict.fromkeys(("applet", "canvas"), _object),
    **dict.fromkeys(("button", "input", "select"), _control),
}
_REMOVED = ("base", "frameset", "head", "link", "meta", "noscript", "style", "template", "title")
