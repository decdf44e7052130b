"""The meaning of one line in an article's head: a byline, a date, a source, an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

from blogcli.exchange.clippings.line_dates import dates_of_line
from blogcli.exchange.clippings.vocabulary import LABELS, ROLE, is_kind, is_name, is_paper
from blogcli.exchange.text.clean import web_address
from blogcli.exchange.text.source_lines import byline_of
from blogcli.posts.text.date_formats import When

Meaning: TypeAlias = Mapping[str, "str | When"]
"""What a line tells, by role: title, name, kind, url, byline, labels, date, updated. Under `kept`
is a line that must stay in the text too, as it says more than that."""

_LONGEST, _LONGEST_BYLINE = 300, 200
_LABELED = re.compile(rf"(?P<label>{'|'.join(map(re.escape, LABELS))})\s*:\s*(?P<text>\S.*)", re.I)
_KIND_BY = re.compile(
    r"(?P<kind>\S+(?: \S+)?) (?=by:? )|(?:written|reported|story|words|text|posted) (?=by:? )",
    re.IGNORECASE,
)
_GAP = re.compile(r",?\s+(?:on\s+|at\s+)?")
_DATE_BY = re.compile(r"(?P<date>\S.{5,60}?),?\s+(?P<byline>by:?\s\S.*)", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")
_LOWER_NAME = ("al ", "bin ", "da ", "de ", "del ", "di ", "du ", "el ", "la ", "van ", "von ")
_LINK = re.compile(r"<?(?P<url>https?://[^\s<>]+)>?", re.IGNORECASE)
_WRITTEN_LINK = re.compile(r"\[(?P<name>[^\[\]]{1,60})\]\((?P<url>https?://[^\s()]+)\)")
_TELLING = frozenset(("byline", "date", "updated"))


@lru_cache(maxsize=4096)  # each line is asked about for several heads
def meaning_of(line: str) -> Meaning:
    """Return what a line tells beside the article's text; empty if it may be text, or a title."""
    if len(line) > _LONGEST:
        address = address_of(line)
        return {"url": address} if address else {}
    labeled = _LABELED.fullmatch(line)
    if labeled:
        return _of_label(line, LABELS[labeled["label"].lower()], labeled["text"].strip())
    if address := address_of(line):
        return {"url": address}
    if link := _WRITTEN_LINK.fullmatch(line):
        return {"url": link["url"], "name": link["name"]}
    if found := _of_dates(line) or _of_byline(line):
        return found
    if both := _DATE_BY.fullmatch(line):  # Posted on December 3, 2025 by Jane Doe
        when, who = _of_dates(both["date"]), _of_byline(both["byline"])
        if when and who and not when.keys() & who.keys() and "kept" not in when:
            return {**when, **who}
    parts = _PARTS.split(line)
    if len(parts) > 1 and (found := _of_parts(parts)):
        return found
    if is_paper(line):
        return {"name": line}
    return {"kind": line} if is_kind(line) else {}


def address_of(line: str) -> str:
    """Return the web address that the line is; "" for any other line."""
    found = _LINK.fullmatch(line)
    return web_address(found["url"]) if found else ""


def _of_label(line: str, role: str, text: str) -> Meaning:
    if role == "kept":
        return {"kept": line}
    if address := address_of(text):
        return {"url": address} if role in ("name", "url") else {}
    if role == "url" or (role == "name" and len(text) > 80):
        return {}
    return {role: re.sub(r"^by\s+", "", text, flags=re.IGNORECASE) if role == "byline" else text}


def _of_dates(line: str) -> Meaning:
    found: dict[str, str | When] = {}
    for one in dates_of_line(line):
        role = "updated" if one.is_update else "date"
        if role in found:
            return {}
        found[role] = one.when
        if not one.exact:
            found["kept"] = line
    return found


def _of_byline(line: str) -> Meaning:
    """Return the byline, with the kind and the paper that it names: `Analysis by Jane Doe, CNN`."""
    found: dict[str, str | When] = {}
    if before := _KIND_BY.match(line):
        if before["kind"] and not is_kind(before["kind"]):
            return {}
        line = line[before.end() :]
        found |= {"kind": before["kind"]} if before["kind"] else {}
    names = byline_of(line) if len(line) <= _LONGEST_BYLINE else ""
    if not names or (names[0].islower() and not names.startswith(_LOWER_NAME)):
        return {}
    people, comma, paper = names.rpartition(", ")
    if comma and is_paper(paper):
        found["name"], names = paper, people
    parts = _PARTS.split(names)
    if len(parts) > 1:
        told = _of_parts([f"By {parts[0]}", *parts[1:]])
        return {**found, **told} if told else {}
    for gap in _GAP.finditer(names):  # By Jane Doe, Dec. 3, 2025
        told = _of_dates(names[gap.end() :])
        if told and "kept" not in told:
            return {**found, **told, "byline": names[: gap.start()]}
    return {**found, "byline": names}


def _of_parts(parts: list[str]) -> Meaning:
    """Return what the parts of a line tell, if each tells something and one is byline or date."""
    found: dict[str, str | When] = {}
    for part in parts:
        told = _of_dates(part) or _of_byline(part)
        if not told and is_kind(part):
            told = {"kind": part}
        elif not told and "byline" in found and ROLE.search(part):
            told = {"byline": f"{found.pop('byline')}, {part}"}
        elif not told and is_name(part):
            told = {"name": part}
        if not told or told.keys() & found.keys():
            return {}
        found |= told
    return found if found.keys() & _TELLING or is_paper(str(found.get("name"))) else {}
