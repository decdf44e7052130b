"""The language of a post: what its front matter says, else its file's name."""

from __future__ import annotations

import pytest

from blogcli.posts.model.conventions import Conventions
from blogcli.posts.read.post import read_post


@pytest.mark.parametrize(
    ("path", "front", "lang"),
    [
        ("posts/a.md", "lang: fr", "fr"),
        ("posts/a.md", "language: pt-BR", "pt-BR"),
        ("posts/a.md", "Lang: fr", "fr"),
        ("posts/a.md", "lang: no", "no"),
        ("posts/a.md", "lang: [fr]", ""),
        ("posts/a.fr.md", "title: A", "fr"),
        ("posts/a.pt-br.md", "title: A", "pt-br"),
        ("posts/a/index.fr.md", "title: A", "fr"),
        ("posts/a.fr.md", "lang: de", "de"),
        ("posts/a.md", "title: A", ""),
        ("posts/v1.2.md", "title: A", ""),
        ("posts/index.md", "title: A", ""),
        ("posts/node.js.md", "title: A", ""),
        ("posts/.fr.md", "title: A", ""),
    ],
)
def test_lang(path, front, lang):
    post = read_post(path, f"---\n{front}\n---\n".encode(), Conventions())
    assert post.summary.lang == lang
