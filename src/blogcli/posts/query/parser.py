"""The parser of queries: juxtaposition binds tighter than `or`, `not` tightest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import islice

from blogcli.errors import QueryError, UsageError
from blogcli.posts.query.lexer import Piece, pieces
from blogcli.posts.query.nodes import (
    EVERYTHING,
    KEYWORDS,
    And,
    Not,
    Or,
    Query,
    Term,
    Word,
    grouped,
    quote,
)
from blogcli.posts.query.terms import GetLinks, read_term, term_name
from blogcli.posts.text.suggest import did_you_mean

_DEEPEST = 50  # nested parentheses, nots and saved queries; recursion is limited
_MOST = 20_000
"""The most words and values; a saved query counts as all that it stands for, each time it is
used."""


class SavedQueries:
    """Saved queries by name; a name matches in any case."""

    def __init__(self, queries: Mapping[str, str]) -> None:
        self.queries = queries
        self._names = {name.casefold(): name for name in [*queries][::-1]}

    def find(self, name: str) -> str | None:
        """Return the name as it is saved; None if no query has it."""
        return name if name in self.queries else self._names.get(name.casefold())


class Parser:
    """The parser of one query; `within` names the saved queries around it, outermost first."""

    def __init__(
        self,
        text: str,
        now: datetime,
        saved: SavedQueries,
        links: GetLinks | None = None,
        within: tuple[str, ...] = (),
        depth: int = 0,
    ) -> None:
        self._text = text
        self._now = now
        self._saved = saved
        self._links = links
        self._within = within
        self._depth = depth
        self._pieces = list(islice(pieces(text), 4 * _MOST + 1))
        self._at = 0
        self._count = 0
        if len(self._pieces) > 4 * _MOST:  # keywords and parentheses among them
            raise self._too_much(self._pieces[-1])

    def parse(self) -> Query:
        """Parse the whole query. Raise QueryError at the token that makes no sense."""
        query = self._either(self._depth) if self._pieces else EVERYTHING
        if stray := self._next():
            raise self._error(f"unmatched {stray.text!r}", 'quote it: ")"', stray)
        return query

    def _either(self, depth: int) -> Query:
        parts = [self._all(depth)]
        while self._take("or"):
            parts.append(self._all(depth))
        return grouped(Or, parts)

    def _all(self, depth: int) -> Query:
        parts = [self._one(depth)]
        while (piece := self._next()) and piece.kind not in ("or", ")"):
            self._take("and")
            parts.append(self._one(depth))
        return grouped(And, parts)

    def _one(self, depth: int) -> Query:
        piece = self._next()
        if piece is None or piece.kind in ("and", "or", ")"):
            raise self._dangling(piece)
        if depth > _DEEPEST:
            raise self._error("the query is nested too deeply", "use fewer words and values", piece)
        self._at += 1
        self._add(len(piece.values) or len(piece.text.split()), piece)
        if piece.kind in ("word", "beginning"):
            return Word(piece.text, piece.kind == "beginning")
        if piece.kind == "term":
            return self._term(piece, depth)
        if piece.kind == "not":
            return Not(self._one(depth + 1))
        return self._group(piece, depth)

    def _group(self, opening: Piece, depth: int) -> Query:
        if self._take(")"):
            return EVERYTHING
        if self._next() is None:
            raise self._never_closed(opening)
        query = self._either(depth + 1)
        if not self._take(")"):
            raise self._never_closed(opening)
        return query

    def _term(self, piece: Piece, depth: int) -> Query:
        name = term_name(piece.text)
        if name == "q":
            return grouped(Or, [self._saved_query(value, depth) for value in piece.values])
        tests = []
        for value in piece.values:
            try:
                tests.append(read_term(name, value.text, self._now, self._links))
            except UsageError as error:
                raise self._error(error.message, error.hint, value) from None
        return Term(name, tuple(value.text for value in piece.values), tuple(tests))

    def _saved_query(self, piece: Piece, depth: int) -> Query:
        name = self._saved.find(piece.text)
        if name is None:
            known = ", ".join(self._saved.queries)
            hint = did_you_mean(piece.text, self._saved.queries) or (
                f"saved queries: {known}" if known else "save one under [queries] in blog.toml"
            )
            raise self._error(f"no saved query {piece.text!r}", hint, piece)
        within = (*self._within, name)
        if name in self._within:
            hint = f"it refers back to itself: {' > '.join(within)}"
            raise self._error(f"the saved query {name!r} uses itself", hint, piece)
        try:
            given = self._now, self._saved, self._links
            inner = Parser(self._saved.queries[name], *given, within, depth + 1)
            inner._count = self._count
            query = inner.parse()
        except QueryError as error:
            message = f"in the saved query {name!r}: {error.message}"
            raise self._error(message, error.hint, piece) from None
        self._count = inner._count
        return query

    def _add(self, count: int, piece: Piece) -> None:
        """Count words and values of the query; raise QueryError if there are too many."""
        self._count += count
        if self._count > _MOST:
            raise self._too_much(piece)

    def _too_much(self, piece: Piece) -> QueryError:
        message = f"the query has more than {_MOST} words and values"
        return self._error(message, "use fewer words and values", piece)

    def _next(self) -> Piece | None:
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def _take(self, kind: str) -> bool:
        piece = self._next()
        taken = piece is not None and piece.kind == kind
        self._at += taken
        return taken

    def _dangling(self, piece: Piece | None) -> QueryError:
        before = self._pieces[self._at - 1] if self._at else None
        if before is not None and before.kind in KEYWORDS:
            hint = f"to search for the word itself, quote it: {quote(before.text)}"
            return self._error(f"expected a term after {before.text!r}", hint, before)
        assert piece is not None, "only a keyword can leave a query unfinished"
        if piece.kind == ")":
            return self._error(f"unmatched {piece.text!r}", 'quote it: ")"', piece)
        hint = f"to search for the word itself, quote it: {quote(piece.text)}"
        return self._error(f"expected a term before {piece.text!r}", hint, piece)

    def _never_closed(self, opening: Piece) -> QueryError:
        hint = "end it with ), or quote it to search for it"
        return self._error("the parenthesis is never closed", hint, opening)

    def _error(self, message: str, hint: str, piece: Piece) -> QueryError:
        return QueryError(message, hint, text=self._text, start=piece.start, end=piece.end)
