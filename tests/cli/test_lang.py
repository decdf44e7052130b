"""The field `lang` in lists, in JSON, in queries, and from the index."""

from __future__ import annotations

import json

import pytest

from tests.store.conftest import write


def test_lang_is_a_field(call, post):
    post("a", "title: A", "lang: fr")
    post("b.de.md", "title: B")
    post("c", "title: C")
    for _ in range(2):  # the second time from the index
        told = json.loads(call("list", "--json", "-s", "title").out)
        assert [one["lang"] for one in told] == ["fr", "de", ""]
        keys = list(told[0])
        assert keys.index("lang") == keys.index("url") + 1
        told = call("list", "--fields", "title,lang", "-s", "lang,title").out
        assert told.splitlines() == ["B\tde", "A\tfr", "C\t"]
        assert call("list", "lang:fr", "--fields", "title").out == "A\n"
        assert call("list", "lang:FR,de", "--fields", "title", "-s", "title").out == "A\nB\n"


@pytest.fixture
def translated(post):
    """Three posts: one alone, one in three languages, one of which is a draft."""
    post("only.md", "title: Only", "date: 2026-01-03")
    post("a/index.md", "title: Hello", "date: 2026-01-02")
    post("a/index.fr.md", "title: Bonjour", "date: 2026-01-02")
    post("a/index.de.md", "title: Hallo", "date: 2026-01-02", "draft: true")


PLAIN = {"NO_COLOR": "1"}


def test_the_table_shows_translations_as_one_line(call, translated):
    told = call("list", tty=True, environ=PLAIN)
    lines = [line.split() for line in told.out.splitlines()[1:]]
    assert lines == [
        ["3", "Jan", "2026", "Only", "only", "2"],
        ["2", "Jan", "2026", "Hello", "a", "de", "(draft),", "fr", "2"],
    ]
    assert told.err == "4 posts; translations share a line, --translations all lists each\n"
    for words in (["-n", "1", "title:Hallo,Bonjour,Hello"], ["-n", "2"]):
        told = call("list", *words, tty=True, environ=PLAIN)
        assert "Hello" in told.out
        assert "de (draft), fr" in told.out
    assert call("list", "-n", "1", tty=True, environ=PLAIN).err == "1 of 4 posts\n"


def test_each_translation_is_a_row_where_asked_and_in_a_pipe(call, translated):
    told = call("list", "--translations", "all", tty=True, environ=PLAIN)
    assert all(title in told.out for title in ("Only", "Hello", "Bonjour", "Hallo"))
    assert told.err == "4 posts\n"
    for words in ([], ["--translations", "one"]):
        assert call("list", *words).out.count("2026-01") == 4
    assert len(call("list", "--format", "table").out.splitlines()) == 5
    assert call("list", "--format", "count", tty=True).out == "4\n"
    assert len(json.loads(call("list", "--json", tty=True).out)) == 4


def test_a_folder_has_the_language_that_the_settings_give_it(call, blog):
    write(
        blog,
        {
            "hugo.toml": """
defaultContentLanguage = "en"
[languages.en]
contentDir = "content/en"
[languages.fr]
contentDir = "content/fr"
""",
            "content/en/posts/a.md": "---\ntitle: A\ndate: 2026-01-01\n---\n",
            "content/fr/posts/a.md": "---\ntitle: B\ndate: 2026-01-01\n---\n",
            "content/fr/posts/c.md": "---\ntitle: C\nlang: de\ndate: 2026-01-01\n---\n",
        },
    )
    told = call("list", "--fields", "title,lang", "-s", "title").out
    assert told.splitlines() == ["A\ten", "B\tfr", "C\tde"]
    assert call("list", "lang:fr", "--fields", "title").out == "B\n"
