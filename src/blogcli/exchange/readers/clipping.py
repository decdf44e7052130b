"""Parse a Blogger page saved or pasted as text: about panel, date headings, titles, bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape

from blogcli.exchange.html.escape import escape_text
from blogcli.exchange.model import ExportEntry, ExportPost, ExportSite, Origin, ReadOptions
from blogcli.exchange.sources.export_file import ExportFile
from blogcli.exchange.text.clean import clean_line, unique
from blogcli.exchange.text.date_heading import heading_date, text_lines
from blogcli.exchange.text.encoding import decoded
from blogcli.exchange.text.source_lines import lines_above, title_in
from blogcli.posts.model.comments import Comment
from blogcli.posts.text.date_formats import parse_date
from blogcli.posts.text.slugs import slugify

PLATFORM = "text"

_MOST_BYTES = 64 << 20
_COMMENTS = re.compile(r"(?:No|\d+) comments?:?", re.IGNORECASE)
_POSTED_BY = re.compile(
    r"Posted by\s+(?P<author>\S.{0,80}?)(?:\s+(?:at|on)\s+(?P<time>\S.{0,40}?))?"
    r"(?P<comments>\s+(?:No|\d+)\s+comments?:?)?",
    re.IGNORECASE,
)
_LABELS = re.compile(r"Labels:\s*(?P<labels>.*)", re.IGNORECASE)
_FURNITURE = re.compile(
    r"Post a Comment|Email This.*|BlogThis!.*|Share to (?:X|Twitter|Facebook|Pinterest).*"
    r"|(?:Newer|Older) Posts?(?: Newer Posts?| Older Posts?| Home)*"
    r"|Add comment|Show all posts|Get link|My photo",
    re.IGNORECASE,
)
_FURNITURE_BELOW = re.compile(
    r"Home|Pages|Location:.*|Reactions:?|Links to this post:?|Create a Link|Reply|Delete"
    r"|ReplyDelete|Replies|Load more\.*",
    re.IGNORECASE,
)
_END = re.compile(r"Subscribe to:.*|Powered by Blogger\.?|Blog Archive", re.IGNORECASE)
_ABOUT = re.compile(r"About Me", re.IGNORECASE)
_ABOUT_END = re.compile(r"View my complete profile|Blog Archive|Followers|Labels", re.IGNORECASE)
_COMMENT_DATE = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{1,2}, \d{4}(?: at)? \d{1,2}:\d\d ?[AP]M"
)
_COMMENT_STARTS = re.compile(
    rf"(?P<author>\S.{{0,80}}?)(?:\s+(?:said|wrote)(?:\.\.\.|…|:)|(?P<date>{_COMMENT_DATE}))"
)
_COMMENT_ENDS = re.compile(rf"(?P<date>{_COMMENT_DATE})|Reply|Delete|ReplyDelete")


@dataclass(slots=True)
class _Said:
    """A comment being parsed."""

    author: str
    date: str = ""
    lines: list[str] = field(default_factory=list)
    ended: bool = False


@dataclass(slots=True)
class _Draft:
    """A post being parsed; `below` means that its body has ended."""

    day: date | None
    title: str = ""
    lines: list[str] = field(default_factory=list)
    author: str = ""
    labels: list[str] = field(default_factory=list)
    said: list[_Said] = field(default_factory=list)
    below: bool = False
    counted: bool = False


def read(file: ExportFile, options: ReadOptions) -> Iterator[ExportEntry]:
    """Yield the site with its about panel, if any, and the posts under the date headings."""
    text = decoded(file.read(_MOST_BYTES))
    lines = text_lines(text)
    yield ExportSite(about=_about(lines), url=options.site_url.rstrip("/"))
    yield from map(_imported, _posts(lines))


def clip(text: str) -> ExportPost:
    """Return the post in a pasted clipping: the first under a date heading, else the whole text.

    Without a heading, the first line is the title; if it looks like `HuffPost (Opinion) A title`,
    it also gives the source. `date` is None without a heading, `title` is "" for an empty text.
    """
    lines = text_lines(text)
    dated = next(_posts(lines), None)
    if dated is not None:
        return _imported(dated)
    draft = _Draft(None)
    for line in lines:
        _take(draft, line)
    title = title_in(draft.title)
    if title:
        draft.lines = [draft.title, "", *draft.lines]
        draft.title = title
    return _imported(draft)


def _about(lines: list[str]) -> str:
    """Return the text of the about panel, anywhere on the page; "" if there is none."""
    start = next((number for number, line in enumerate(lines) if _ABOUT.fullmatch(line)), None)
    if start is None:
        return ""
    panel: list[str] = []
    for line in lines[start + 1 :]:
        if heading_date(line) or _ABOUT_END.fullmatch(line):
            break
        if line and not _FURNITURE.fullmatch(line):
            panel.append(line)
    return "\n\n".join(panel)


def _posts(lines: list[str]) -> Iterator[_Draft]:
    draft: _Draft | None = None
    shape = ""
    for line in lines:
        heading = heading_date(line)
        if heading and shape in ("", heading.shape):
            if draft and draft.title:
                yield draft
            shape, draft = heading.shape, _Draft(heading.day)
        elif draft is not None and not _take(draft, line):
            yield draft
            draft = None if _END.fullmatch(line) else _Draft(draft.day, line)
    if draft and draft.title:
        yield draft


def _take(draft: _Draft, line: str) -> bool:
    """Add a line to the post; return False if it no longer belongs to it."""
    if _END.fullmatch(line) and draft.title:
        return False
    if not line:
        _lines_of(draft).append("")
    elif posted := _POSTED_BY.fullmatch(line):
        draft.author = posted["author"]
        draft.below = True
        draft.counted = draft.counted or bool(posted["comments"])
    elif _COMMENTS.fullmatch(line):
        draft.below = draft.counted = True
    elif labels := _LABELS.fullmatch(line):
        draft.labels += labels["labels"].split(",")
        draft.below = True
    elif not _FURNITURE.fullmatch(line):
        return _take_text(draft, line)
    return True


def _take_text(draft: _Draft, line: str) -> bool:
    comment = draft.said[-1] if draft.said else None
    if not draft.title:
        draft.title = line
    elif not draft.below:
        draft.lines.append(line)
    elif draft.counted and (starts := _COMMENT_STARTS.fullmatch(line)):
        draft.said.append(_Said(starts["author"], starts["date"] or ""))
    elif comment and not comment.ended:
        ends = _COMMENT_ENDS.fullmatch(line)
        if ends is None:
            comment.lines.append(line)
        else:
            comment.date = comment.date or ends["date"] or ""
            comment.ended = True
    elif not _FURNITURE_BELOW.fullmatch(line):
        return not draft.counted
    return True


def _lines_of(draft: _Draft) -> list[str]:
    if not draft.below:
        return draft.lines
    return draft.said[-1].lines if draft.said else []


def _imported(draft: _Draft) -> ExportPost:
    paragraphs = _paragraphs(draft.lines)
    source, taken = lines_above(paragraphs, draft.title)
    title = clean_line(draft.title)
    return ExportPost(
        kind="post",
        title=title,
        body="\n\n".join(map(escape_text, paragraphs[taken:])),
        markup="markdown",
        origin=Origin(PLATFORM, f"{draft.day or ''}/{slugify(title)}"),
        date=draft.day,
        author=clean_line(draft.author),
        labels=unique(draft.labels),
        source=source,
        comments=tuple(_comment(number, said) for number, said in enumerate(draft.said, 1)),
    )


def _paragraphs(lines: list[str]) -> list[str]:
    """Return paragraphs split at blank lines or, if there are none, at sentence ends."""
    text = "\n".join(lines).strip()
    separator = r"\n\s*\n" if re.search(r"\n\s*\n", text) else r"(?<=[.!?…:\"”’)])\n"
    return [part.strip() for part in re.split(separator, text) if part.strip()]


def _comment(number: int, said: _Said) -> Comment:
    return Comment(
        id=str(number),
        html="".join(f"<p>{escape(part)}</p>" for part in _paragraphs(said.lines)),
        author=clean_line(said.author),
        date=parse_date(said.date),
    )
