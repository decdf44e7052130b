"""Parse a Blogger page saved or pasted as text: about panel, date headings, titles, bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape

from blogcli.exchange.clippings.article import ClippedArticle, paragraphs_of, read_article
from blogcli.exchange.text.clean import clean_line, unique
from blogcli.exchange.text.date_heading import heading_date
from blogcli.exchange.text.source_lines import source_of
from blogcli.posts.model.comments import Comment
from blogcli.posts.text.date_formats import parse_date

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
_FOOT = re.compile(
    r"Posted by\s.*\s(?:at|on)\s.*|Subscribe to: (?:Posts|Post Comments) \(Atom\)"
    r"|(?:Newer|Older) Posts?(?: Newer Posts?| Older Posts?| Home)*|Powered by Blogger\.?"
    r"|View my complete profile|Email This.*BlogThis!.*",
    re.IGNORECASE,
)
"""What only a page of Blogger has below a post."""

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
    """A post being parsed; `below` means that its body has ended.

    Lines of comments are also in `beside`, lines that are nowhere in `left`.
    """

    day: date | None
    title: str = ""
    lines: list[str] = field(default_factory=list)
    author: str = ""
    labels: list[str] = field(default_factory=list)
    said: list[_Said] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    below: bool = False
    counted: bool = False
    left: list[str] = field(default_factory=list)


def is_blogger_text(lines: list[str]) -> bool:
    """Return whether a text is a Blogger page: it begins with a date, or its shape proves it.

    Lines above a date are the top of a page only if the page has a panel there, or a post under the
    date, or a foot of Blogger's below; else they are an article's headline and its source.
    """
    places = [place for place, line in enumerate(lines) if heading_date(line)]
    if not places:
        return False
    above = [line for line in lines[: places[0]] if line]
    if not above or any(map(_ABOUT.fullmatch, above)):
        return True
    title, first, *_ = [*filter(None, lines[places[0] + 1 : places[0] + 9]), "", ""]
    if title and source_of(first, title) is not None:
        return True
    return any(map(_FOOT.fullmatch, lines[places[0] :])) or _has_posts_below(lines, places)


def _has_posts_below(lines: list[str], places: list[int]) -> bool:
    """Return whether each of several date headings is below a text, not below a headline."""
    shapes = {one.shape for place in places if (one := heading_date(lines[place]))}
    over = [next(filter(None, reversed(lines[:place])), "") for place in places[1:2]]
    return len(shapes) == 1 and any(line[-1:] in '.!?"”’)…:' for line in over)


def read_blogger_text(lines: list[str]) -> tuple[list[ClippedArticle], list[str]]:
    """Return the posts under the date headings, and the lines that are in none of them."""
    left: list[str] = []
    return [_imported(draft) for draft in _posts(lines, left)], left


def about_panel(lines: list[str]) -> str:
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


def _posts(lines: list[str], left: list[str]) -> Iterator[_Draft]:
    """Yield the posts; lines that are in none of them are appended to `left`."""
    draft: _Draft | None = None
    shape = ""
    for line in lines:
        heading = heading_date(line)
        if heading and shape in ("", heading.shape):
            if draft and draft.title:
                yield draft
            shape, draft = heading.shape, _Draft(heading.day, left=left)
        elif draft is None:
            left += [line] if line else []
        elif not _take(draft, line):
            yield draft
            ended = _END.fullmatch(line)
            left += [line] if ended else []
            draft = None if ended else _Draft(draft.day, line, left=left)
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
        if not draft.title or posted["time"] or posted["comments"]:
            draft.left.append(line)
    elif _COMMENTS.fullmatch(line):
        draft.below = draft.counted = True
        draft.left.append(line)
    elif labels := _LABELS.fullmatch(line):
        draft.labels += labels["labels"].split(",")
        draft.below = True
        draft.left += [] if draft.title else [line]
    elif not _FURNITURE.fullmatch(line):
        return _take_text(draft, line)
    else:
        draft.left.append(line)
    return True


def _take_text(draft: _Draft, line: str) -> bool:
    comment = draft.said[-1] if draft.said else None
    if not draft.title:
        draft.title = line
    elif not draft.below:
        draft.lines.append(line)
    elif draft.counted and (starts := _COMMENT_STARTS.fullmatch(line)):
        draft.said.append(_Said(starts["author"], starts["date"] or ""))
        draft.beside.append(line)
    elif comment and not comment.ended:
        ends = _COMMENT_ENDS.fullmatch(line)
        draft.beside.append(line)
        if ends is None:
            comment.lines.append(line)
        else:
            comment.date = comment.date or ends["date"] or ""
            comment.ended = True
    elif not _FURNITURE_BELOW.fullmatch(line) and draft.counted:
        return False
    else:
        draft.left.append(line)
    return True


def _lines_of(draft: _Draft) -> list[str]:
    if not draft.below:
        return draft.lines
    return draft.said[-1].lines if draft.said else []


def _imported(draft: _Draft) -> ClippedArticle:
    article = read_article([draft.title, "", *draft.lines], draft.day)
    post = replace(
        article.post,
        author=clean_line(draft.author),
        labels=unique([*draft.labels, *article.post.labels]),
        comments=tuple(_comment(number, said) for number, said in enumerate(draft.said, 1)),
    )
    return replace(article, post=post, beside=tuple(draft.beside))


def _comment(number: int, said: _Said) -> Comment:
    return Comment(
        id=str(number),
        html="".join(f"<p>{escape(part)}</p>" for part in paragraphs_of(said.lines)),
        author=clean_line(said.author),
        date=parse_date(said.date),
    )
