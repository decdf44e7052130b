"""Write HTML that stays HTML, sanitized: in Markdown and in comments; code blocks are kept."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Literal

from blogcli.exchange.html.url_policy import BLOCKS, HEADINGS, embed_url
from blogcli.exchange.text.clean import cleaned

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCK_IN_CELL = (
    "table|ul|ol|dl|pre|blockquote|h1|h2|h3|h4|h5|h6|hr|iframe|video|audio|figure|more|form"
)
_TAGS = (
    "a abbr address article aside audio b blockquote br caption center cite code col colgroup "
    "dd del details div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i iframe "
    "img ins kbd li main mark nav ol p pre q rb rp rt ruby s samp section small span strong "
    "sub summary sup table tbody td tfoot th thead tr u ul var video"
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "audio": {"controls", "src"},
    "col": {"span"},
    "iframe": {"src", "width", "height", "title", "allowfullscreen"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "video": {"controls", "src", "poster"},
}
_COMMENT_TAGS = "a abbr b blockquote br cite code del em i li ol p pre q s strong u ul"
_BREAK = re.compile(r"<(?:br|p|div|ul|ol|pre|blockquote)\b", re.IGNORECASE)
_FIRST_LINE_END = re.compile(r"<pre>\n+")
_APART = BLOCKS | {"br"}
_LANGUAGE = re.compile(
    r"(?:language-|lang[-:]|brush:\s*|prettyprint\s+lang-)([\w+#.-]{1,20})", re.I
)
_LANGUAGE_KEYS = ("data-lang", "data-language", "data-enlighter-language", "lang")
_NO_LANGUAGES = frozenset(("default", "generic", "none"))  # of Crayon, Enlighter and others
_PRE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)


def sanitized(html: str) -> str:
    """Return sanitized HTML: the tags and attributes of post content, no scripts."""
    import nh3

    return nh3.clean(
        html,
        tags=set(_TAGS.split()),
        clean_content_tags={"script", "style", "template"},
        attributes=_ATTRIBUTES,
        attribute_filter=_allowed,
        url_schemes={"http", "https", "mailto", "tel", "ftp"},
        link_rel=None,
    )


def _allowed(tag: str, name: str, value: str) -> str | None:
    if tag == "iframe" and name == "src":
        return embed_url(value) or None
    return value


def comment_html(html: str) -> str:
    """Return the comment with a few allowed tags; other markup is removed, its text kept.

    Line ends become `<br>` if there is no `<br>` or block tag. Links get `rel="nofollow ugc
    noopener"`.
    """
    import nh3

    text = nh3.clean(
        cleaned(html),
        tags=set(_COMMENT_TAGS.split()),
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    ).strip()
    # A browser passes over the line end there, so that each reading would take another one away.
    text = _FIRST_LINE_END.sub("<pre>", text)
    return text if _BREAK.search(text) else "<br>\n".join(text.splitlines())


def one_block(html: str) -> str:
    """Return HTML as one Markdown block: without blank lines, which would end it."""
    parts: list[str] = []
    end = 0
    for code in _PRE.finditer(html):
        parts += [_folded(html[end : code.start()]), code[0].replace("\n", "&#10;")]
        end = code.end()
    return "".join([*parts, _folded(html[end:])]).strip()


def _folded(html: str) -> str:
    folded = re.sub(r"\s+", " ", html)
    return re.sub(r"\s*(</?(?:table|thead|tbody|tr|ul|ol|dl)\b[^<>]*>)\s*", r"\n\1\n", folded)


def html_block(element: _Element) -> str:
    """Return an element as one block of sanitized HTML."""
    from lxml.etree import tostring

    written = tostring(element, encoding="unicode", method="html", with_tail=False)
    html = one_block(sanitized(written))
    return re.sub(r"\n\s*\n+", "\n", html)


def element_html(element: _Element) -> str:
    """Return an iframe, video or audio element on one line, with its attributes only."""
    attributes = "".join(
        f' {name!s}="{escape(str(value))}"' if value else f" {name!s}"
        for name, value in element.attrib.items()
    )
    return f"<{element.tag!s}{attributes}></{element.tag!s}>"


def anchor(element: _Element) -> str:
    """Return an anchor, the target of a link within the same post."""
    return f'<a id="{escape(element.get("id", ""))}"></a>'


def table_kind(table: _Element) -> Literal["layout", "data", "html"]:
    """Return how to convert a table: cell contents only, Markdown table, or HTML."""
    cells = list(table.iter("td", "th"))
    places = "tr-caption-container" in (table.get("class") or "")
    if places or table.get("role") == "presentation" or len(cells) <= 1:
        return "layout"
    spans = [cell.get(name) for cell in cells for name in ("colspan", "rowspan")]
    if any(span not in (None, "", "0", "1") for span in spans):
        return "html"
    if any(_is_too_much(cell) for cell in cells) or table.find("caption") is not None:
        return "html"
    return "data" if all(len(row) for row in table.iter("tr")) else "html"


def _is_too_much(cell: _Element) -> bool:
    return next(cell.iter(*_BLOCK_IN_CELL.split("|")), None) is not None


def is_code_block(element: _Element) -> bool:
    """Return whether `code` contains `<br>` and stands alone, so that it is a code block."""
    if element.tag != "code" or element.find(".//br") is None:
        return False
    parent = element.getparent()
    if parent is None or parent.tag not in BLOCKS or _holds_more(element):
        return False
    before, after = element.getprevious(), element.getnext()
    text = (parent.text if before is None else before.tail) or ""
    apart = all(part is None or part.tag in _APART for part in (before, after))
    return apart and not f"{text}{element.tail or ''}".strip()


def _holds_more(code: _Element) -> bool:
    """Return whether the code contains elements that a fenced block cannot."""
    return next(code.iter("a", "img", *HEADINGS), None) is not None


def code(element: _Element) -> str:
    """Return a fenced block with the text of `pre`; with links or images it stays HTML."""
    if any(part.tag == "img" or part.get("href") for part in element.iter("a", "img")):
        return html_block(element)
    text = code_lines(element)
    if not text.strip():
        return ""
    return fenced(text, _language(element))


def fenced(text: str, language: str = "") -> str:
    """Return text as a fenced code block."""
    marks = re.findall(r"^[ \t]*(`{3,})", text, re.MULTILINE)
    fence = "`" * max([3, *(len(mark) + 1 for mark in marks)])
    return f"{fence}{language}\n{text}\n{fence}"


def code_lines(element: _Element) -> str:
    """Return the lines of code in an element; `<br>` and block edges become line ends."""
    from lxml.etree import iterwalk

    parts: list[str] = []
    for event, part in iterwalk(element, events=("start", "end")):
        is_edge = part.tag in BLOCKS and part is not element
        is_break = part.tag == "br" and event == "start"
        if is_break or (is_edge and parts and not parts[-1].endswith("\n")):
            parts.append("\n")
        follows = part.text if event == "start" else part.tail
        if follows and (event == "start" or part is not element):
            parts.append(follows)
    text = "".join(parts).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return text.removeprefix("\n").rstrip()


def _language(element: _Element) -> str:
    for part in element.iter("pre", "code"):
        known = (part.get(key) or "" for key in _LANGUAGE_KEYS)
        named = next((one for one in known if re.fullmatch(r"[\w+#.-]{1,20}", one)), "")
        found = _LANGUAGE.search(part.get("class") or "")
        language = named or (found[1] if found else "")
        if language and language.lower() not in _NO_LANGUAGES:
            return language
    return ""
