"""The field `lang` in lists, in JSON, in queries, and from the index."""

from __future__ import annotations

import json


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
