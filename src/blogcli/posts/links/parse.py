"""Finding every link in the body of a post: its kind, its target, and where the target stands.

Markdown by CommonMark 0.31 (https://spec.commonmark.org/0.31.2/#links), HTML attributes, and the
ways generators name a post: Jekyll's `post_url` and `link`
(https://jekyllrb.com/docs/liquid/tags/), Hugo's `ref` and `relref`
(https://gohugo.io/content-management/cross-references/), Hexo's `post_link`
(https://hexo.io/docs/tag-plugins), Pelican's `{filename}`
(https://docs.getpelican.com/en/latest/content.html), Zola's `@/` and `[[wiki links]]`.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from blogcli.posts.links.literals import matches_at, places
from blogcli.posts.links.model import NAMES, Link, LinkKind, TooManyLinks
from blogcli.posts.links.tag_patterns import IMPORT, RAW, RUN_TAGS, TAGS, WIKI, TagPatterns
from blogcli.posts.text.code_mask import mask_code

_MOST_LINES, _MOST_MARKS, _MOST_LINKS = 50_000, 50_000, 20_000
"""A real post has a hundredth of these; a book of a million characters stays below."""


def find_links(body: str, *, markdown: bool = True) -> list[Link]:
    """Return every link outside code, in order; no two overlap.

    Without `markdown` the body is HTML. Targets that a template builds are left out, as they cannot
    be known here.
    """
    text = mask_code(body, markdown=markdown)
    return _apart(_found(text, markdown, text))


def few_links(body: str, *, markdown: bool = True, run_in_code: bool = False) -> list[Link]:
    """Return the links of a body of any origin; raise TooManyLinks if it would take seconds.

    With `run_in_code`, tags in code are links too: most generators run them before they read
    Markdown, so that one to a post that is gone ends the build.
    """
    check_few(body)
    text = mask_code(body, markdown=markdown)
    run = without_raw(body) if run_in_code else text
    return few_of([*islice(_found(run, markdown, text), _MOST_LINKS + 1)])


def links_and_run(body: str, text: str, *, markdown: bool) -> tuple[list[Link], list[Link]]:
    """Return the same links as `few_links`, and those that are only links if tags in code are run.

    `text` is the body without code; the caller has asked `check_few`.
    """
    found = [*islice(_found(text, markdown, text), _MOST_LINKS + 1)]
    run = [*islice(_tags(without_raw(body), RUN_TAGS), _MOST_LINKS + 1)]
    known = {*found} if run else ()
    return few_of(found), [one for one in few_of(run) if one not in known]


def check_few(body: str) -> None:
    """Raise TooManyLinks if it would take seconds to find the links of a body."""
    if len(body) > _MOST_LINKS and (
        body.count("\n") > _MOST_LINES
        or sum(map(body.count, ("<", "`", "{{", "{%"))) > _MOST_MARKS
        or sum(map(body.count, ("](", "]:", "]]", "://"))) > _MOST_LINKS
    ):
        raise TooManyLinks


def few_of(found: Sequence[Link]) -> list[Link]:
    """Return the links in order, apart; raise TooManyLinks for more than a real post has."""
    if len(found) > _MOST_LINKS:
        raise TooManyLinks
    return _apart(found)


def without_raw(body: str) -> str:
    """Return the body with NUL for every character that no tag is run in."""
    if not any(body.startswith("{%", at) for at in places(body, "{")):
        return body
    return RAW.sub(lambda raw: "\0" * len(raw[0]), body)


def _found(run: str, markdown: bool, text: str) -> Iterator[Link]:
    """Yield the links of a `text` without code; `run` is the text in which tags are run."""
    yield from _tags(run, RUN_TAGS)
    yield from _tags(text, TAGS)
    yield from _whole(LinkKind.HREF, IMPORT.finditer(text))
    yield from _whole(LinkKind.WIKI, matches_at(WIKI, text, "["))
    yield from _attributes(text)
    if markdown:
        yield from _inline(text)
        yield from _references(text)
        yield from _autolinks(text)


def _apart(found: Iterable[Link]) -> list[Link]:
    """Return the links in order, without those that overlap an earlier one."""
    links: list[Link] = []
    for link in sorted(found, key=lambda link: (link.start, -link.end)):
        if not links or link.start >= links[-1].end:
            links.append(link)
    return links


_PREFIX = re.compile(
    r"\{(?:filename|static|attach)\}|\|(?:filename|static|attach)\|"
    r"|pathname://(?=/)"
    r"|(?:\{\{-?\s*(?:site\.(?:base_?)?url|(?:config\.)?base_?url)\s*-?\}\})+(?=/)"
)
"""Prefixes of a path: Pelican's words for a file, Docusaurus's for an address that it leaves alone
(https://docusaurus.io/docs/advanced/routing), and templates of the site's own URL."""
_ANCHOR = r"(?:#(?P<anchor>.*))?"
_URL_PARTS = re.compile(
    r"(?P<origin>(?:https?:|ftp:)?//[^/?#]*|[a-z][a-z0-9+.-]+:|)"
    rf"(?P<path>[^?#]*)(?P<query>\?[^#]*|){_ANCHOR}",
    re.IGNORECASE | re.DOTALL,
)
_NAME_PARTS = re.compile(rf"(?P<origin>)(?P<path>[^#]*)(?P<query>){_ANCHOR}", re.DOTALL)


def _link(kind: LinkKind, text: str, start: int, end: int, label: str | None = None) -> Link | None:
    """Return the link whose whole target is `text[start:end]`; None if a template builds it."""
    if prefix := _PREFIX.match(text, start, end):
        start = prefix.end()
    parts = (_NAME_PARTS if kind in NAMES else _URL_PARTS).match(text, start, end)
    if parts is None:
        return None
    origin, path, query, anchor = parts.groups("")
    if "{{" in path or "{%" in path or "\0" in path:
        return None
    return Link(kind, path, *parts.span("path"), origin, query, anchor, label)


# The patterns below begin with a literal character, because a search for one is fast.
_MOST_OPEN = 32
"""The most nested brackets that are paired; of more, the outer ones stay single."""
_BRACKET = re.compile(r"\\.|\[|\]|\n[ \t>]*+(?=\r?\n)")
_UNIT = r"(?:[^\s()\\\0{]++|\\[!-/:-@\[-`{-~]|\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}|\{)"
_BALANCED = rf"(?:{_UNIT}|\((?:{_UNIT}|\({_UNIT}*+\))*+\))"
_TARGET = rf"(?:<(?P<angled>(?:\\.|[^<>\\\n\0])*+)>|(?P<plain>(?!<){_BALANCED}*+))"
_TITLE = r"""(?:"(?:\\.|[^"\\\0])*+"|'(?:\\.|[^'\\\0])*+'|\((?:\\.|[^()\\\0])*+\))"""
_GAP = r"[ \t]*+(?:\r?\n[ \t>]*+)?+"
_INLINE = re.compile(rf"\({_GAP}{_TARGET}(?:{_GAP}(?<=\s){_TITLE})?{_GAP}\)")
_REFERENCE = re.compile(
    rf"[ \t>]*+\[(?!\^)(?P<name>(?:\\.|[^\[\]\\\0]){{1,999}}+)\]:{_GAP}(?=\S){_TARGET}"
    rf"(?:{_GAP}(?<=\s){_TITLE})?[ \t]*+\r?$",
    re.MULTILINE,
)


_ALONE = re.compile(r"\[(?<!\\\[)[^\[\]\\\n]*+\]")
"""Brackets with nothing between them that could pair with others."""


def _inline(text: str) -> Iterator[Link]:
    at = 0
    while (link := text.find("](", at)) >= 0:
        # Only paragraphs with one are read.
        at = max(at, text.rfind("\n\n", at, link))
        opened = text.find("[", at, link)
        if opened >= 0 and (alone := _ALONE.match(text, opened)) and alone.end() == link + 1:
            at = link + 1
            if target := _INLINE.match(text, at):
                kind = LinkKind.IMAGE if _is_image(text, opened + 1) else LinkKind.INLINE
                yield from _made(kind, target, text[opened + 1 : link])
                at = target.end()
            continue
        openers: deque[int] = deque(maxlen=_MOST_OPEN)  # where the text between brackets begins
        for mark in _BRACKET.finditer(text, at):
            start = mark.start()
            if start < at:
                continue
            if mark[0] == "[":
                openers.append(start + 1)
            elif mark[0][0] == "\n":
                openers.clear()
                if start > link:
                    at = start
                    break
            elif mark[0] == "]" and openers:
                opener = openers.pop()
                if target := _INLINE.match(text, start + 1):
                    is_image = _is_image(text, opener)
                    if not is_image:  # a link cannot contain a link
                        images = [one for one in openers if _is_image(text, one)]
                        openers = deque(images, maxlen=_MOST_OPEN)
                    kind = LinkKind.IMAGE if is_image else LinkKind.INLINE
                    yield from _made(kind, target, text[opener:start])
                    at = target.end()
        else:
            return


def _is_image(text: str, opener: int) -> bool:
    return text.endswith("![", 0, opener) and not text.endswith("\\![", 0, opener)


def _references(text: str) -> Iterator[Link]:
    done = 0
    for end in places(text, "]"):
        if not text.startswith(":", end + 1):
            continue
        before = text.rfind("\n", done, end)
        if (before >= 0 or not done) and (found := _REFERENCE.match(text, before + 1)):
            yield from _made(LinkKind.REFERENCE, found)
        done = end + 2


def _made(kind: LinkKind, found: re.Match[str], label: str | None = None) -> Iterator[Link]:
    """Yield the link whose target a pattern has found: its group `plain`, or else `angled`."""
    group = "angled" if found["plain"] is None else "plain"
    if link := _link(kind, found.string, *found.span(group), label):
        yield link


_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\0]*)>")
_BARE = re.compile(r"(https?://[^\s<>\"'`()\[\]|\\\0]+)(?<![.,:;!?*_~])")
_BARE_SCHEMES = ("http", "https")
_BEFORE_BARE = frozenset(" \t\n(*_~")
"""After any other character, such as a quote or a letter, a bare URL is part of something else."""


def _autolinks(text: str) -> Iterator[Link]:
    found = [*matches_at(_AUTOLINK, text, "<")]
    done = 0
    for colon in places(text, ":"):
        scheme = next((one for one in _BARE_SCHEMES if text.endswith(one, done, colon)), None)
        bare = _BARE.match(text, colon - len(scheme)) if scheme else None
        if bare is None:
            continue
        at, done = bare.span()
        if at == 0 or (text[at - 1] in _BEFORE_BARE and not text.endswith("](", 0, at)):
            found.append(bare)
    for url in found:
        if link := _link(LinkKind.AUTOLINK, text, *url.span(1)):
            yield link


_START_TAG = re.compile(
    r"<(?<!\\<)[A-Za-z][\w:.-]*+(?P<attributes>\s(?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,4000}+)>"
)
_ATTRIBUTE = re.compile(
    r"(?<=\s)(?P<name>href|src|srcset|poster|alt|to)\s*=\s*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'=<>`{]+)"
    r"|\{\s*(?:\"(?P<jsx>[^\"{}]*)\"|'(?P<jsx1>[^'{}]*)')\s*\})",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(r"(?:^|,)\s*(?P<url>[^\s,](?:\S*[^\s,])?)")  # of a srcset


def _attributes(text: str) -> Iterator[Link]:
    for tag in matches_at(_START_TAG, text, "<"):
        attributes = list(_ATTRIBUTE.finditer(text, *tag.span("attributes")))
        alt = next((one[one.lastgroup or 0] for one in attributes if _is(one, "alt")), None)
        for attribute in attributes:
            kind = LinkKind.HREF if _is(attribute, "href") else LinkKind.SRC
            for start, end in _urls(attribute):
                if link := _link(kind, text, start, end, alt):
                    yield link


def _is(attribute: re.Match[str], name: str) -> bool:
    return attribute["name"].lower() == name


def _urls(attribute: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the URLs in an attribute: none in an alt, many in a srcset."""
    start, end = attribute.span(attribute.lastgroup or 0)
    text = attribute.string[start:end]
    if _is(attribute, "srcset"):
        for candidate in _CANDIDATE.finditer(text):
            yield start + candidate.start("url"), start + candidate.end("url")
    elif not _is(attribute, "alt"):
        yield end - len(text.lstrip()), start + len(text.rstrip())


_TAG = ("{{", "{%")


def _tags(text: str, patterns: TagPatterns) -> Iterator[Link]:
    # A search for each of the patterns in every text takes ten times as long.
    starts = [start for start in places(text, "{") if text.startswith(_TAG, start)]
    for kind, pattern in patterns if starts else ():
        done = 0
        for start in starts:
            if start >= done and (found := pattern.match(text, start)):
                yield from _made(kind, found)
                done = found.end()


def _whole(kind: LinkKind, found: Iterable[re.Match[str]]) -> Iterator[Link]:
    for one in found:
        yield from _made(kind, one)
