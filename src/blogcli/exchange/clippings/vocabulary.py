"""What papers print around an article: their names, kinds of articles, labels, separators."""

from __future__ import annotations

import re

_NAMES = """
ABC News|AFP|Al Jazeera|AP|AP News|Associated Press|The Associated Press|Ars Technica|The Atlantic
Axios|BBC|BBC News|BBC Sport|Bloomberg|Bloomberg News|Boston Globe|The Boston Globe|Business Insider
BuzzFeed|BuzzFeed News|CBC|CBC News|CBS News|Chicago Tribune|CNBC|CNET|CNN|Daily Mail
Der Spiegel|Deutsche Welle|DW|The Economist|El País|Engadget|Financial Times|Forbes|Fortune
Fox News|The Globe and Mail|The Guardian|Guardian|The Hill|HuffPost|The Huffington Post|Insider
The Independent|The Intercept|Le Monde|Los Angeles Times|LA Times|L.A. Times|MarketWatch
Mother Jones|MSNBC|The Nation|National Geographic|NBC News|New Scientist|Newsweek|The New Yorker
New York Post|The New York Times|New York Times|NPR|NYT|PBS|PBS NewsHour|Politico|POLITICO
ProPublica|Reuters|Rolling Stone|Salon|San Francisco Chronicle|Scientific American|Sky News|Slate
TechCrunch|The Telegraph|TIME|The Times|USA TODAY|Vanity Fair|The Verge|Vox|The Wall Street Journal
Wall Street Journal|WSJ|The Washington Post|Washington Post|Wired|WIRED|Yahoo News|ZDNet
"""
PAPERS = frozenset(name.strip().casefold() for name in re.split(r"[|\n]", _NAMES) if name.strip())
"""Names of papers and agencies, case-folded; any other name is told by its place alone."""

_KINDS = """
africa|americas|analysis|asia|europe|middle east
news analysis|arts|books|book review|breaking news|business|climate|column|commentary
culture|economy|editorial|education|entertainment|environment|essay|exclusive|explainer|fact check
feature|features|food|guest essay|health|immigration|international|interview|investigation|letters
letters to the editor|lifestyle|local|local news|long read|media|metro|money|national|news|obituary
obituaries|op-ed|opinion|perspective|podcast|politics|press release|report|review|science|society
special report|sport|sports|style|tech|technology|travel|u.s.|us|us news|video|world|world news
"""
KINDS = frozenset(kind.strip() for kind in re.split(r"[|\n]", _KINDS) if kind.strip())
"""Kinds and sections of articles, in lower case."""

LABELS = {
    "title": "title",
    "headline": "title",
    "subject": "title",
    "author": "byline",
    "authors": "byline",
    "from": "byline",
    "source": "name",
    "publication": "name",
    "publisher": "name",
    "newspaper": "name",
    "via": "name",
    "url": "url",
    "link": "url",
    "original": "url",
    "original article": "url",
    "section": "kind",
    "labels": "labels",
    "tags": "labels",
    "to": "kept",
    "cc": "kept",
    "reply-to": "kept",
}
"""Words before a colon, and what they introduce, "kept" what is text; `line_dates` has others."""

SEPARATOR = re.compile(r"(?:[-=*_~#+•—–]\s?){3,}")
"""A line that stands between two clippings, or between two parts of one."""

ROLE = re.compile(
    r"\b(?:writer|reporter|correspondent|editor|columnist|contributor|staff|producer|fellow)\b",
    re.IGNORECASE,
)
"""A word of what an author is, which is no paper's name."""

_BUTTON = re.compile(
    r"(?:advertisement|comments|copy|email|facebook|follow|gift|listen|print|save|share|subscribe"
    r"|special to|twitter|watch|whatsapp)\b",
    re.IGNORECASE,
)
_OF_PAGE = re.compile(
    r"(?:skip to (?:the )?(?:main )?(?:content|navigation|index)|(?:skip )?advertisement"
    r"|share(?: full article)?|log in|sign in|subscribe(?: now)?)",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"(?:an?|and|del?|de[rn]|die|for|il|in|la|le|of|on|the|to|und|y)", re.IGNORECASE
)


def is_paper(text: str) -> bool:
    """Return whether the text is a known paper's or agency's name."""
    return text.casefold() in PAPERS


def is_kind(text: str) -> bool:
    """Return whether the text is a known kind or section of articles, such as Opinion."""
    return text.casefold() in KINDS


def is_of_page(text: str) -> bool:
    """Return whether the text is a link or a button around an article, and so no headline."""
    return bool(_OF_PAGE.fullmatch(text))


def is_name(text: str) -> bool:
    """Return whether a text looks like a name: one to six capitalized words, no sentence."""
    words = text.split()
    if not 1 <= len(words) <= 6 or len(text) > 60 or text[-1] in ".?!,;:…":
        return is_paper(text)
    if _BUTTON.match(text):
        return False
    large = [word for word in words if not _SMALL.fullmatch(word)]
    return bool(large) and all(word[0].isupper() or word[0].isdigit() for word in large)
