"""Where real blogs have their posts: each site here was listed empty, or with the wrong files."""

from __future__ import annotations

import os

import pytest

from tests.store.conftest import open_at, write

POST = "---\ntitle: A\ndate: 2024-01-02\n---\n"
PAGE = "---\ntitle: A\n---\n"
HEADERS = "Title: A\nDate: 2024-01-02\n\nText.\n"

SITES = {
    "eleventy beside a folder of pictures": (
        {"eleventy.config.js": "", "_posts/a.md": POST, "web/img/posts/a.png": "", "x.md": POST},
        ["_posts/a.md"],
    ),
    "eleventy beside a usual folder without front matter": (
        {"eleventy.config.js": "", "_posts/a.md": POST, "web/posts/notes.md": "Text.\n"},
        ["_posts/a.md"],
    ),
    "eleventy with its own name for posts and a page at the root": (
        {
            "eleventy.config.js": "",
            "index.md": PAGE,
            "src/about/index.md": PAGE,
            "src/writing/a.md": POST,
            "src/writing/2024-01-02-b.md": PAGE,
            "src/bundles/c/index.md": POST,
        },
        ["src/bundles/c/index.md", "src/writing/2024-01-02-b.md", "src/writing/a.md"],
    ),
    "eleventy with posts at the root": (
        {"eleventy.config.js": "", "index.md": PAGE, "a.md": POST, "notes/b.md": POST},
        ["a.md", "notes/b.md"],
    ),
    "eleventy without dates": (
        {"eleventy.config.js": "", "index.md": PAGE, "texts/b.md": PAGE},
        ["texts/b.md"],
    ),
    "eleventy built into docs": (
        {
            "eleventy.config.js": 'module.exports = () => ({dir: {input: "src", output: "docs"}})',
            "src/posts/a.md": POST,
            "docs/posts/a.md": POST,
            "docs/posts/a/index.html": "<p>built",
        },
        ["src/posts/a.md"],
    ),
    "eleventy built into docs by a script": (
        {
            "eleventy.config.js": "",
            "package.json": '{"scripts": {"build": "eleventy --output=docs"}}',
            "posts/a.md": POST,
            "docs/posts/b.md": POST,
        },
        ["posts/a.md"],
    ),
    "astro by base": (
        {
            "astro.config.mjs": "",
            "src/content.config.ts": "loader: glob({ pattern: '**/*.md', base: './posts' })",
            "posts/a.md": POST,
            "src/pages/post/[slug].astro": "",
            "src/pages/post/b.md": POST,
        },
        ["posts/a.md"],
    ),
    "astro by an unusual base": (
        {
            "astro.config.mjs": "",
            "src/content.config.ts": 'loader: glob({ base: "garden/notes" })',
            "garden/notes/a.md": POST,
        },
        ["garden/notes/a.md"],
    ),
    "astro by a pattern that takes all names": (
        {
            "astro.config.mjs": "",
            "src/content.config.ts": "glob({ pattern: '**/*.md', base: './src/content/blog' })",
            "src/content/blog/a.md": POST,
            "src/content/blog/_b.md": POST,
        },
        ["src/content/blog/_b.md", "src/content/blog/a.md"],
    ),
    "astro by a pattern without underscores": (
        {
            "astro.config.mjs": "",
            "src/content.config.ts": "glob({ pattern: '**/[^_]*.md', base: './src/content/blog' })",
            "src/content/blog/a.md": POST,
            "src/content/blog/_b.md": POST,
        },
        ["src/content/blog/a.md"],
    ),
    "astro src/contents": (
        {"astro.config.mjs": "", "src/contents/blog/a.md": POST},
        ["src/contents/blog/a.md"],
    ),
    "astro data": ({"astro.config.mjs": "", "data/blog/a.mdx": POST}, ["data/blog/a.mdx"]),
    "astro src/writing": (
        {"astro.config.mjs": "", "src/writing/a.md": POST},
        ["src/writing/a.md"],
    ),
    "astro anywhere": (
        {"astro.config.mjs": "", "src/texts/a.md": POST, "README.md": POST},
        ["src/texts/a.md"],
    ),
    "docusaurus news": (
        {
            "docusaurus.config.js": "presets: [['classic', {blog: {\n  path: 'news',\n}}]]",
            "news/a.md": POST,
        },
        ["news/a.md"],
    ),
    "docusaurus with a second blog and a translation": (
        {
            "docusaurus.config.js": (
                "plugins: [['@docusaurus/plugin-content-blog', {id: 'x', path: './changes'}]],"
                "docs: {path: 'guide'}"
            ),
            "blog/a.md": POST,
            "changes/b.md": POST,
            "guide/c.md": POST,
            "i18n/fr/docusaurus-plugin-content-blog/a.md": POST,
        },
        ["blog/a.md", "changes/b.md", "i18n/fr/docusaurus-plugin-content-blog/a.md"],
    ),
    "hugo by language": (
        {
            "hugo.toml": (
                '[languages.en]\ncontentDir = "content.en"\n'
                '[languages.fr]\ncontentDir = "content.fr"\n'
            ),
            "content.en/posts/a.md": POST,
            "content.fr/posts/a.md": POST,
        },
        ["content.en/posts/a.md", "content.fr/posts/a.md"],
    ),
    "hugo by language, with settings in two places": (
        {
            "hugo.toml": "",
            "config/_default/languages.yaml": "en:\n  contentDir: english\n",
            "english/posts/a.md": POST,
        },
        ["english/posts/a.md"],
    ),
    "hugo by mounts": (
        {
            "hugo.toml": (
                '[[module.mounts]]\nsource = "texts"\ntarget = "content"\n'
                '[[module.mounts]]\nsource = "pics"\ntarget = "static"\n'
            ),
            "texts/posts/a.md": POST,
            "pics/posts/b.md": POST,
        },
        ["texts/posts/a.md"],
    ),
    "hugo beside an empty usual folder": (
        {"hugo.toml": "", "content/blog/_index.md": POST, "content/essays/a.md": POST},
        ["content/essays/a.md"],
    ),
    "pelican without PATH": (
        {"pelicanconf.py": "", "a.md": HEADERS, "pages/b.md": HEADERS, "output/c.md": HEADERS},
        ["a.md"],
    ),
    "pelican with ARTICLE_PATHS and PAGE_PATHS": (
        {
            "pelicanconf.py": (
                "PATH = 'content'\nARTICLE_PATHS = ['blog', \"news\"]\nPAGE_PATHS = ['site']\n"
            ),
            "content/blog/a.md": HEADERS,
            "content/news/b.md": HEADERS,
            "content/site/c.md": HEADERS,
        },
        ["content/blog/a.md", "content/news/b.md"],
    ),
    "pelican with PAGE_PATHS alone": (
        {
            "pelicanconf.py": "PATH = 'content'\nPAGE_PATHS = ['site']\n",
            "content/a.md": HEADERS,
            "content/site/c.md": HEADERS,
        },
        ["content/a.md"],
    ),
}


@pytest.mark.parametrize("name", SITES)
def test_the_posts_of_a_site_are_listed(tmp_path, problems, name):
    files, expected = SITES[name]
    assert open_at(write(tmp_path, files)).paths(problems.append) == expected


def test_few_files_of_a_folder_without_front_matter_are_opened(tmp_path, monkeypatch):
    notes = {f"posts/{n}/{m}.md": "Text.\n" for n in range(40) for m in range(40)}
    blog = open_at(write(tmp_path, {"eleventy.config.js": "", **notes, "log/a.md": POST}))
    opened = []
    real = os.open
    monkeypatch.setattr(os, "open", lambda path, *more: (opened.append(path), real(path, *more))[1])
    assert blog.folders == ("log",)
    assert len(opened) < 150


def test_a_new_post_goes_where_the_posts_are(tmp_path):
    from datetime import date

    site = {"eleventy.config.js": "", "_posts/a.md": POST, "web/img/posts/a.png": ""}
    blog = open_at(write(tmp_path, site))
    assert blog.new_path("b", date(2024, 1, 2)) == "_posts/b.md"
