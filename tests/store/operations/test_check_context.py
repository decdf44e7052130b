"""What `check` is told of a blog on disk."""

from __future__ import annotations

from datetime import UTC, datetime

from blogcli.posts.checks.run import find_problems
from blogcli.store.operations.check_context import check_context
from tests.store.conftest import open_at, write

NOW = datetime(2026, 11, 28, tzinfo=UTC)


def problems(root, files, name):
    blog = open_at(write(root, files))
    facts = check_context(blog, blog.index().summaries(), NOW)
    return [(one.path, one.line, one.message) for one in find_problems(facts, [name])]


HUGO = (
    'baseURL = "https://example.org/"\ndefaultContentLanguage = "en"\n'
    "[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n"
)


def test_aliases_and_titles_of_translations(tmp_path):
    files = {
        "hugo.toml": HUGO,
        "content/posts/a.md": "---\ntitle: Same\ndate: 2024-01-01\n---\n",
        "content/posts/a.de.md": "---\ntitle: Same\ndate: 2024-01-01\naliases: [/posts/b/]\n---\n",
        "content/posts/b.md": "---\ntitle: B\ndate: 2024-01-01\n---\n",
        "content/posts/c.md": "---\ntitle: C\ndate: 2024-01-01\naliases: [/posts/b/]\n---\n",
    }
    assert problems(tmp_path / "x", files, "duplicate-title") == []
    told = ("content/posts/c.md", 4, "its old address /posts/b/ is that of content/posts/b.md")
    assert problems(tmp_path / "x", files, "duplicate-slug") == [told]
