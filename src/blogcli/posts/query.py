"""The query language: one selection for every command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from blogcli.posts.post import Summary


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query; `str()` of it parses to an equal one."""


EVERYTHING = Query()


def parse(text: str, *, now: datetime, saved: Mapping[str, str] = {}) -> Query:
    """Read a query; `saved` are the named ones. Raises QueryError at the word."""
    raise NotImplementedError


def matches(query: Query, summary: Summary, body: Callable[[], str], now: datetime) -> bool:
    """Whether the post is selected; `body` is called only where a word must be looked for in it."""
    raise NotImplementedError
