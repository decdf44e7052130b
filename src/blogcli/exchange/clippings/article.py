"""Parse one clipping: title, source, byline and dates at its head, then the text."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field, replace
from datetime import date

from blogcli.exchange.clippings.line_meaning import Meaning, meaning_of, title_and_source
from blogcli.exchange.clippings.vocabulary import is_kind, is_name, is_of_page
from blogcli.exchange.html.escape import escape_text
from blogcli.exchange.model import ClippingSource, ExportPost, Origin
from blogcli.exchange.text.clean import clean_line, unique
from blogcli.exchange.text.source_lines import source_of, title_in
from blogcli.posts.text.date_formats import When
from blogcli.posts.text.slugs import slugify

PLATFORM = "text"

_MOST_LINES = 12
"""Most lines of a head."""

_LONGEST_TITLE, _SHORT_TITLE = 200, 80
"""Most characters of a title, and what is made of a longer one, which stays in the text."""

_FIRST = 8
"""Paragraphs among which a line such as `PARIS (AP) —` begins the text."""

_AHEAD = 3
"""Lines that may stand between the title and what tells of the article, as a subtitle does."""

_TELLING = frozenset(("byline", "date", "updated"))
_PLACED = re.compile(r"(?:[A-Z][\w.'’-]+,? |and ){2,9}in [A-Z][\w.'’ -]{1,40}")
_DATELINE = re.compile(
    r"(?:[^\W\d_a-zß-ÿ][^a-z()]{2,40}|[A-Z][a-z]{2,8}\.? \d{1,2})(?:, ?[\w .'’-]{1,30}){0,3} ?"
    r"\((?P<name>[A-Z][\w .&'’-]{1,40})\)\s*[-–—―]{1,2}\s*\S"
)


@dataclass(frozen=True, slots=True)
class ClippedArticle:
    """A clipping as a post; `headline` is its title as written, "" if the body has that too.

    `beside` are the lines of its comments.
    """

    post: ExportPost
    headline: str
    beside: tuple[str, ...] = ()


@dataclass(slots=True)
class ArticleHead:
    """What the head of an article tells, by role, in the order of the lines.

    `kept` are lines of the head that are text, such as a subtitle; `end` is the position after it.
    """

    told: dict[str, str | When] = field(default_factory=dict)
    title: str = ""
    kept: list[str] = field(default_factory=list)
    end: int = 0


def read_head(lines: list[str], start: int = 0, day: date | None = None) -> ArticleHead:
    """Read the head of the article that begins at `start`; `day` is its date, if that is known."""
    head = ArticleHead(end=start)
    if day is not None:
        head.told["date"] = day
    places = _filled(lines, start, _MOST_LINES + _AHEAD)
    said = [(lines[place], meaning_of(lines[place])) for place in places]
    for number, place in enumerate(places[:_MOST_LINES]):
        if not _takes(head, *said[number], said[number + 1 : number + 1 + _AHEAD]):
            break
        head.end = place + 1
    return head


def _takes(head: ArticleHead, line: str, said: Meaning, after: list[tuple[str, Meaning]]) -> bool:
    """Take a line of the head; return False if it belongs to the text."""
    told = head.told
    if said and not said.keys() & told.keys() and (head.title or _is_above(said, after)):
        head.title = str(said.get("title", head.title))
        head.kept += [str(said["kept"])] if "kept" in said else []
        told.update({role: value for role, value in said.items() if role != "kept"})
        return True
    if not head.title:
        _take_title(head, line)
        return True
    source = source_of(line, head.title) if "name" not in told else None
    if source is not None:
        told.update({"name": source.name} if source.name else {})
        told.update({"kind": source.kind} if source.kind else {})
        return True
    role = _role_before(line, [one.keys() & _TELLING for _, one in after])
    if role and role not in told:
        told[role] = line
    elif any(one.keys() & _TELLING - told.keys() for _, one in after):
        head.kept.append(line)
    else:
        return False
    return True


def _role_before(line: str, after: list[Set[str]]) -> str:
    """Return what a name in a line of its own is of, by the lines that follow it; "" if unsure."""
    if not after or not after[0]:
        return ""
    if _PLACED.fullmatch(line):
        return "byline"
    return "name" if any("byline" in one for one in after) and is_name(line) else ""


def _is_above(said: Meaning, after: list[tuple[str, Meaning]]) -> bool:
    """Return whether a line above the title is no title itself: a headline follows."""
    if not said.keys() <= {"name", "kind"}:
        return True
    below = next((line for line, one in after if not one), "")
    return 0 < len(below) <= _LONGEST_TITLE and below[-1] not in ".:;,"


def _take_title(head: ArticleHead, line: str) -> None:
    """Take the title, and a source before it, as in `HuffPost (Opinion) Title`."""
    if line.startswith("---") or is_of_page(line):  # a forwarded mail begins with dashes
        head.kept.append(line)
        return
    title = title_in(line)
    source = source_of(line, title) if title else None
    if source is not None and is_kind(source.kind) and not title[0].islower():
        head.told |= {"name": source.name, "kind": source.kind}
        line = title
    elif len(line) <= _LONGEST_TITLE:
        title, beside = title_and_source(line)
        if not beside.keys() & head.told.keys():
            head.told |= beside
            line = title
    head.title = line
    head.told["title"] = line
    if len(line) > _LONGEST_TITLE:
        head.kept.append(line)


def read_article(lines: list[str], day: date | None = None) -> ClippedArticle:
    """Read a clipping from its lines; each is in the post that is returned."""
    head = read_head(lines, 0, day)
    rest = lines[head.end :]
    told = head.told
    if head.title:
        _take_foot(rest, told)
    paragraphs = [*head.kept, *paragraphs_of(rest)]
    source = ClippingSource(
        *(str(told.get(part, "")) for part in ("name", "kind", "url", "byline"))
    )
    dateline = next(filter(None, map(_DATELINE.match, paragraphs[:_FIRST])), None)
    if dateline and not source.name:
        source = replace(source, name=dateline["name"])
    title, headline = clean_line(head.title), clean_line(head.title)
    if len(title) > _LONGEST_TITLE:
        title, headline = f"{title[:_SHORT_TITLE].rpartition(' ')[0] or title[:_SHORT_TITLE]}…", ""
    when = told.get("date") or told.get("updated")
    updated = told.get("updated")
    post = ExportPost(
        kind="post",
        title=title,
        body="\n\n".join(map(escape_text, paragraphs)),
        markup="markdown",
        origin=Origin(PLATFORM, f"{when or ''}/{slugify(title)}"),
        date=when if isinstance(when, date) else None,
        updated=updated if isinstance(updated, date) else None,
        labels=unique(str(told.get("labels", "")).split(",")),
        source=source if source != ClippingSource() else None,
    )
    return ClippedArticle(post, headline)


def _take_foot(lines: list[str], told: dict[str, str | When]) -> None:
    """Take an address, a source and labels from the last lines, out of the text."""
    for place in reversed(_filled(lines, 0, len(lines))):
        said = meaning_of(lines[place])
        is_label = ":" in lines[place] and bool(said)
        if not said or not said.keys() <= {"url", "name", "labels"} - told.keys():
            break
        if "url" not in said and not is_label:
            break
        told.update(said)
        lines[place] = ""


def _filled(lines: list[str], start: int, most: int) -> list[int]:
    """Return the positions of the first lines from `start` on that are not empty."""
    found: list[int] = []
    for place in range(start, len(lines)):
        if len(found) == most:
            break
        if lines[place]:
            found.append(place)
    return found


def paragraphs_of(lines: list[str]) -> list[str]:
    """Return paragraphs split at blank lines or, if there are none, at sentence ends."""
    text = "\n".join(lines).strip()
    separator = r"\n\s*\n" if re.search(r"\n\s*\n", text) else r"(?<=[.!?…:\"”’)])\n"
    return [part.strip() for part in re.split(separator, text) if part.strip()]
