"""Tags in a site whose generator builds no page with a taxonomy that is not declared."""

from __future__ import annotations

import json

import pytest

from tests.cli.trees import tree

CONFIG = 'base_url = "https://example.org"\n{said}\n[markdown]\n{more}'
TAGGED = "+++\ntitle = \"One\"\ndate = 2026-01-01\n\n[taxonomies]\ntags = ['a', 'b']\n+++\nText.\n"
PLAIN = '+++\ntitle = "Two"\ndate = 2026-01-02\n+++\nText.\n'
DECLARED = 'taxonomies = [{ name = "tags" }, { name = "categories" }]'
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Old",
    "items": [{"id": "1", "title": "Three", "content_text": "Text", "tags": ["x"]}],
}


@pytest.fixture
def site(tmp_path):
    def make(said="", more=""):
        root = tmp_path / "site"
        (root / "content/blog").mkdir(parents=True)
        (root / "config.toml").write_text(CONFIG.format(said=said, more=more))
        (root / "content/blog/one.md").write_text(TAGGED)
        (root / "content/blog/two.md").write_text(PLAIN)
        (tmp_path / "feed.json").write_text(json.dumps(FEED))
        return root

    return make


COMMANDS = [
    ["tag", "two", "kite"],
    ["tag", "one", "kite"],
    ["tag", "one", "--set", "a,kite"],
    ["tag", "--where", "title:Two", "kite", "-y"],
    ["tags", "rename", "a", "kite"],
    ["tags", "merge", "a", "b", "kite"],
    ["new", "Three", "-t", "kite", "--no-edit"],
    ["set", "two", "tags+=kite"],
    ["set", "two", "taxonomies.tags:=[]"],
    ["import", "../feed.json"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("way", [[], ["--dry-run"], ["--plan", "-"]], ids=" ".join)
def test_a_taxonomy_that_is_not_declared_is_refused(call, site, words, way):
    root = site()
    before = tree(root)
    if words[0] == "import" and way == ["--dry-run"]:
        way = ["--diff"]
    told = call(*words, *way, cwd=root)
    assert told.code == 1
    assert told.err.splitlines()[-2:] == [
        "error: config.toml:3: declares no taxonomy 'tags', so the site would not build",
        'hint: add before [markdown]: taxonomies = [{ name = "tags" }]',
    ]
    assert tree(root) == before


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_where_it_is_declared_all_works(call, site, words):
    root = site(DECLARED)
    before = tree(root)
    assert call(*words, cwd=root).code == 0
    assert tree(root) != before


@pytest.mark.parametrize(
    ("said", "more", "words", "place", "hint"),
    [
        (
            'taxonomies = [\n  { name = "topics", feed = true },\n]',
            "",
            ["tag", "two", "x"],
            "config.toml:2",
            'add { name = "tags" } to `taxonomies` there',
        ),
        (
            'taxonomies = [{ name = "tags" }]',
            "",
            ["new", "Three", "-c", "x", "--no-edit"],
            "config.toml:2",
            'add { name = "categories" } to `taxonomies` there',
        ),
        (
            DECLARED,
            "[languages.fr]\n",
            ["tag", "two.fr", "x"],
            "config.toml:4",
            'add below [languages.fr]: taxonomies = [{ name = "tags" }]',
        ),
    ],
)
def test_the_error_names_the_line_to_change(call, site, said, more, words, place, hint):
    root = site(said, more)
    (root / "content/blog/two.fr.md").write_text(PLAIN)
    told = call(*words, cwd=root)
    assert told.code == 1
    assert f"error: {place}: declares no taxonomy" in told.err
    assert told.err.splitlines()[-1] == f"hint: {hint}"


@pytest.mark.parametrize(
    ("said", "more"),
    [
        ('[[taxonomies]]\nname = "tags"', ""),
        ('taxonomies = [{ name = "Tags" }]', ""),
        ('taxonomies = [{ name = "tags", lang = "fr" }]', "[languages.fr]\n"),
        (DECLARED, '[languages.fr]\ntaxonomies = [{ name = "tags" }]\n'),
    ],
)
def test_every_way_to_declare_counts(call, site, said, more):
    root = site(said, more)
    name = "two.fr" if more else "two"
    (root / f"content/blog/{name}.md").write_text(PLAIN)
    assert call("tag", name, "x", cwd=root).code == 0


def test_what_brings_no_tag_is_not_refused(call, site):
    root = site()
    assert call("set", "one", "title=New", cwd=root).code == 0
    assert call("tag", "one", "-r", "a", cwd=root).code == 0
    assert call("tags", "delete", "b", "-y", cwd=root).code == 0
    assert call("new", "Three", "--no-edit", cwd=root).code == 0
