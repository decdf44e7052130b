"""The rank is that of SQLite's own FTS5, to the last bit."""

from __future__ import annotations

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from blogcli.posts.search.bm25 import Corpus

WORDS = ["tide", "moon", "sea", "harbour"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=30), min_size=1, max_size=12)


@given(TEXTS, st.sampled_from(WORDS))
def test_ranks_are_those_of_fts5_and_lead_back_to_the_counts(texts, word):
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE VIRTUAL TABLE words USING fts5(body)")
        rows = [(" ".join(text),) for text in texts]
        database.executemany("INSERT INTO words VALUES (?)", rows)
        statement = "SELECT rowid, bm25(words, 5.0) FROM words WHERE words MATCH ?"
        ranks = dict(database.execute(statement, (word,)))
    corpus = Corpus(len(texts), sum(map(len, texts)))
    weight = corpus.weight(len(ranks))
    for number, rank in ranks.items():
        text = texts[number - 1]
        times = 5 * text.count(word)
        assert -(weight * corpus.part(times, len(text))) == rank
        assert corpus.times(-rank / weight, len(text)) == times
