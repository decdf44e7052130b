"""Which posts are one post in several languages, and the post that stands for them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.translations import as_one, language_of, translations
from blogcli.posts.read.post import read_post

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def posts(*written: str):
    """Summaries of posts written as `path` or `path: a line of front matter`."""
    for one in written:
        path, _, line = one.partition(": ")
        yield read_post(path, f"---\n{line}\n---\n".encode(), Conventions()).summary


@pytest.mark.parametrize(
    ("written", "groups"),
    [
        (["p/a.md", "p/a.fr.md", "p/b.md"], [2, 1]),
        (["p/a/index.md", "p/a/index.pt-br.md", "p/b/index.md"], [2, 1]),
        (["content/en/posts/a.md", "content/fr/posts/a.md"], [2]),
        (["content/posts/a.md", "content/fr/posts/a.md"], [2]),
        (
            ["blog/2022/06/07-a.md", "i18n/fr/docusaurus-plugin-content-blog/2022/06/07-a.md"],
            [2],
        ),
        (["content/a.md: Slug: x", "content/b.md: {Slug: x, Lang: fr}"], [2]),
        (["en/_posts/2020-01-01-a.md", "fr/_posts/2020-01-01-a.md"], [2]),
        (["p/one.md: translationKey: k", "p/eins.de.md: translationKey: k"], [2]),
        (["p/a.fr.md", "p/b.md", "p/a.md"], [2, 1]),
        # One language twice, or no language at all, is no translation.
        (["p/a.md", "q/a.md"], [1, 1]),
        (["p/a.fr.md", "q/a.fr.md"], [1, 1]),
        (["p/a.md", "q/a.md", "q/a.fr.md"], [1, 2]),
        (["p/2020-01-01-notes.md", "p/2021-01-01-notes.fr.md"], [1, 1]),
        (["p/node.js.md", "p/node.md"], [1, 1]),
    ],
)
def test_translations(written, groups):
    assert [*map(len, translations(posts(*written)))] == groups


def test_the_post_that_stands_for_all_names_every_language():
    de, fr, en = posts("p/a.de.md: draft: true", "p/a.fr.md", "p/a.md")
    assert as_one([de, fr, en], "en", NOW) == en._replace(lang="en, de (draft), fr")
    assert as_one([de, fr, en], "", NOW) == en._replace(lang="de (draft), fr")
    assert as_one([de, fr], "fr", NOW) == fr._replace(lang="fr, de (draft)")


def test_a_language_is_that_of_a_folder_too():
    told = [*map(language_of, posts("a/fr/b.md", "a/js/b.md", "a/pt-br/b.md", "fr.md"))]
    assert told == ["fr", "", "pt-br", ""]
