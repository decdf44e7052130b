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


def test_a_tag_that_names_nothing_is_broken(tmp_path):
    files = {
        "hugo.toml": HUGO,
        "content/about.md": "---\ntitle: About\n---\n",
        "content/team/_index.md": "---\ntitle: Team\n---\n",
        "content/posts/b.de.md": "---\ntitle: B\n---\n",
        "content/posts/a.md": "---\ntitle: A\ntags: [Go Code]\n---\n"
        '{{< ref "nope" >}}\n{{< relref "gone#x" >}}\n'
        '{{< ref "about" >}} {{< ref "team" >}} {{< ref "b" >}} {{< ref "go-code" >}}\n'
        '{{< ref "tags" >}} {{< ref "/about" >}} {{< ref "b.de.md" >}}\n',
    }
    assert problems(tmp_path / "x", files, "broken-link") == [
        ("content/posts/a.md", 5, "file not found: 'nope'"),
        ("content/posts/a.md", 6, "file not found: 'gone'"),
    ]


def test_a_linked_file_that_is_nowhere_breaks_the_build(tmp_path):
    files = {
        "_config.yml": "title: x\n",
        "docs/_posts/2024-01-01-a.md": "---\ntitle: A\n---\n"
        "{% link gone.pdf %}\n{% link _docs/gone.md %}\n{% post_url 2024-01-02-b %}\n"
        "{% link here.pdf %} {% link in/root.md %} {% link text https://x.org/y.z %}\n",
        "docs/here.pdf": "x",
        "in/root.md": "x",
    }
    assert [line for _, line, _ in problems(tmp_path / "x", files, "broken-link")] == [4, 5, 6]


def test_an_asset_that_is_not_beside_its_post_is_missing(tmp_path):
    files = {
        "_config.yml": "url: https://example.org\npost_asset_folder: true\n",
        "source/_posts/a.md": "---\ntitle: A\n---\n{% asset_img p.png %}\n"
        "{% asset_img left \"my p.png\" 20 'x' %}\n{% asset_img q.png Title %}\n"
        "{% asset_link gone.pdf %}\n`{% asset_img no.png %}`\n",
        "source/_posts/a/p.png": "1",
        "source/_posts/a/my p.png": "1",
    }
    images = problems(tmp_path / "x", files, "broken-image")
    assert images == [("source/_posts/a.md", 6, "file not found: 'q.png'")]
    links = problems(tmp_path / "x", files, "broken-link")
    assert links == [("source/_posts/a.md", 7, "file not found: 'gone.pdf'")]
