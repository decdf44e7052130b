"""A call does each thing once: a term is read, the generator recognized, the index made."""

from __future__ import annotations

from collections import Counter

import pytest

from blogcli.posts.query import parser
from blogcli.store.blog import discover
from blogcli.store.index.index import Index


@pytest.fixture
def counted(monkeypatch):
    """How often each function was called, by its name and what it was about."""
    calls = Counter()

    def count(owner, name, about):
        real = getattr(owner, name)

        def counting(*arguments, **named):
            calls[name, about(*arguments)] += 1
            return real(*arguments, **named)

        monkeypatch.setattr(owner, name, counting)

    count(parser, "read_term", lambda name, value, *rest: f"{name}:{value}")
    count(discover, "detect_layout", lambda root, name="": str(root))
    count(Index, "__init__", lambda *rest: "")
    return calls


def test_a_list_by_tag_reads_its_terms_and_recognizes_the_blog_once(call, blog, post, counted):
    post("one", "title: One", "tags: [a]")
    post("two", "title: Two")
    assert "one" in call("list", "tag:a,b is:published").out
    terms = {about: times for (name, about), times in counted.items() if name == "read_term"}
    assert terms == {"tag:a": 1, "tag:b": 1, "is:published": 1}
    assert counted["detect_layout", str(blog)] == 1
    assert counted["__init__", ""] == 1
