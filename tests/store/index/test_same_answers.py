"""With the index, without it, just made or long there: every command prints the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import SITES, thorough
from tests.store.indexed import bare, call, completions, index_of

CORPORA = Path(__file__).parents[4] / "shared" / "corpora"
WEIRD = Path(__file__).parents[2] / "posts" / "weird"

LISTS = [
    ("list",),
    ("list", "--json"),
    ("list", "-n", "3"),
    ("list", "-n", "0"),
    *(
        ("list", "--format", name)
        for name in ("table", "tsv", "jsonl", "paths", "slugs", "csv", "yaml", "count")
    ),
    ("list", "--json", "-n", "2"),
    ("list", "--json", "-s", "title"),
    ("list", "--json", "a", "-s", "words,-slug"),
    ("list", "--fields", "path,slug,title,date,updated,status,tags,categories,authors,words"),
    ("list", "--fields", "source,aliases,description"),
    ("list", "-s", "date"),
    ("list", "-s", "status,-updated,path"),
    ("list", "is:draft"),
    ("list", "is:scheduled,published", "-n", "5"),
    ("list", "since:2026", "-s", "title"),
    ("list", "--tag", "Garden"),
    ("list", "has:tags", "--json"),
    ("list", "title:a", "--format", "slugs"),
    ("list", "the"),
    ("list", "words:>3"),
    ("list", "layout:post"),
    ("list", "meta.weight:>0"),
    ("list", "meta.title:*e*", "--json"),
    ("list", "is:published", "not", "meta.title:*e*", "--format", "jsonl"),
    ("list", "meta.title:*e*", "or", "meta.nowhere:1", "--json", "-n", "2"),
    ("list", "meta.nowhere:1", "--json"),
    # Of these the sweep alone knows a part, or all.
    ("list", "slug:a* or path:20"),
    ("list", "not is:draft,scheduled before:2025"),
    ("list", "is:due or is:untagged"),
    ("list", "category:* the"),
    ("list", "author:* tag:*", "--tag", "*"),
    ("list", "(tag:garden or title:a) date:2020..", "--draft"),
    ("list", "--template", "{title} {tags} {status}"),
    ("tags",),
    ("tags", "--json"),
    ("tags", "--where", "since:2024"),
    ("show", "@latest"),
    ("show", "@oldest", "--json"),
    ("show", "--where", "tag:Garden", "--json"),
    ("show", "a"),
]


MORE_SITES = {site.name for site in SITES.iterdir() if site.is_dir()} - {"hugo"}


COMPLETED = [
    *(("show", ""), ("show", "a"), ("show", "2"), ("tag", "x", ""), ("list", "tag:")),
    *(("list", "category:"), ("list", "--tag", "g"), ("list", "author:"), ("show", "ß")),
]


def assert_the_same(root: Path, **environ: str) -> None:
    """Each call is made without an index, without one yet, and with one; stdout, stderr, code."""
    slugs = bare(root, "list", "--format", "slugs", **environ).out.decode().splitlines()
    named = [("show", slug) for slug in dict.fromkeys(slugs[:6] + slugs[-3:])]
    named += [("show", slug[:-1], "--json") for slug in slugs[:3]]
    results = {words: bare(root, *words, **environ) for words in (*LISTS, *named)}
    cold_ones = [("list",), ("list", "--json"), ("tags",), ("show", "@latest"), *named[:2]]
    cold_ones += [("list", "-n", "3"), ("list", "-n", "0"), ("list", "--json", "-n", "2")]
    for words in cold_ones:
        index_of(root).unlink(missing_ok=True)
        assert call(root, *words, **environ) == results[words], ("cold", *words)
        for later in ("list", "--json"), ("tags", "--json"):
            assert call(root, *later, **environ) == results[later], ("after", *words, *later)
    offered = {words: completions(root, *words, BLOG_INDEX="off") for words in COMPLETED}
    for words in COMPLETED:
        index_of(root).unlink(missing_ok=True)
        assert completions(root, *words, **environ) == offered[words], words
    for _ in range(2):
        for words in COMPLETED:
            assert completions(root, *words, **environ) == offered[words], words
        for words, result in results.items():
            assert call(root, *words, **environ) == result, words


@pytest.mark.parametrize("layout", ["hugo", *thorough(*sorted(MORE_SITES))])
@pytest.mark.usefixtures("settled")
def test_sites(layout, make_blog):
    root = make_blog(layout)
    assert_the_same(root)
    assert index_of(root).exists()


@pytest.mark.parametrize("headers", [False, True])
@pytest.mark.thorough
@pytest.mark.usefixtures("settled")
def test_weird_posts(headers, tmp_path):
    root = tmp_path / "blog"
    shutil.copytree(WEIRD, root / "content")
    name = "pelicanconf.py" if headers else "hugo.toml"
    (root / name).write_text("PATH = 'content'\n" if headers else "")
    assert "warning" in bare(root, "list").err
    assert_the_same(root)


@pytest.mark.thorough
def test_young_files(make_blog):
    """Nothing of them is believed yet."""
    assert_the_same(make_blog("hugo"))


@pytest.mark.thorough
@pytest.mark.usefixtures("settled")
def test_another_zone(make_blog):
    root = make_blog("hugo")
    for zone in ("Europe/Oslo", "Asia/Tokyo", "Europe/Oslo"):
        (root / "blog.toml").write_text(f'timezone = "{zone}"\n')
        assert_the_same(root)


@pytest.mark.skipif(not CORPORA.exists(), reason="../shared/corpora is not there")
@pytest.mark.parametrize(
    "name",
    [
        "jekyll-fixtures",
        *thorough("babel-blog", "11ty-blog", "jekyll-docs"),
        *thorough("golang-blog", "nodejs-blog", "rust-blog", "zola-docs"),
    ],
)
@pytest.mark.usefixtures("settled")
def test_real_blogs(name, tmp_path):
    root = tmp_path / name
    shutil.copytree(CORPORA / name, root, symlinks=True)
    few = [("list", "--json"), ("list", "-n", "20"), ("list", "the", "is:published"), ("tags",)]
    results = {words: bare(root, *words) for words in few}
    for words in (*few, *few):
        assert call(root, *words) == results[words], words
