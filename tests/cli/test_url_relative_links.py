"""Links relative to the URL of the page that they are on, when the post they lead to moves."""

from __future__ import annotations

import pytest

from tests.store.conftest import write

TOP = "---\ntitle: T\ndate: 2024-01-05\n---\n"
ROUTE = """---
import { getCollection } from 'astro:content';
export async function getStaticPaths() {
  const posts = await getCollection('blog');
  return posts.map((post) => ({ params: { slug: post.id }, props: post }));
}
---
"""
SITES = {
    "hugo": (
        {"hugo.toml": 'baseURL = "https://example.org/"\n', "content/posts/target.md": TOP},
        {
            "content/_index.md": "posts/target/",
            "content/about.md": "../posts/target/#x",
            "content/docs/guide/x.md": "../../../posts/target/",
            "content/posts/_index.md": "./target/",
            "content/posts/a.md": "../target/#x",
            "content/posts/a.fr.md": "../target/",
            "content/team/index.md": "../posts/target/",
        },
    ),
    "zola": (
        {
            "config.toml": 'base_url = "https://example.org"\n',
            "content/blog/target.md": "+++\ntitle = 'T'\ndate = 2024-01-01\n+++\n",
        },
        {
            "content/_index.md": "./blog/target/",
            "content/about.md": "../blog/target/",
            "content/blog/_index.md": "./target/#x",
            "content/blog/a.md": "../target/",
        },
    ),
    "jekyll": (
        {"_config.yml": "permalink: pretty\n", "_posts/2024-01-05-target.md": TOP},
        {
            "_posts/2024-01-06-a.md": "../target/#x",
            "about.md": "../2024/01/05/target/",
            "index.md": "2024/01/05/target/",
            "team/index.html": "../2024/01/05/target/",
        },
    ),
    "jekyll with dates": (
        {"_config.yml": "title: x\n", "_posts/2024-01-05-target.md": TOP},
        {"_posts/2024-01-05-a.md": "./target.html", "about.md": "2024/01/05/target.html#x"},
    ),
    "hexo": (
        {
            "_config.yml": "url: https://example.org\n",
            "package.json": '{"hexo": {}}\n',
            "source/_posts/target.md": TOP,
        },
        {
            "source/_posts/a.md": "../target/",
            "source/about/index.md": "../2024/01/05/target/#x",
            "source/team.md": "2024/01/05/target/",
        },
    ),
    "eleventy": (
        {"eleventy.config.js": "module.exports = () => ({})\n", "posts/target.md": TOP},
        {
            "about.md": "../posts/target/",
            "docs/index.md": "../posts/target/#x",
            "index.md": "posts/target/",
            "posts/a.md": "../target/",
        },
    ),
    "docusaurus": (
        {
            "docusaurus.config.js": "module.exports = {url: 'https://example.org'};\n",
            "blog/2024-01-05-target.md": TOP,
        },
        {
            "blog/2024-01-05-a.md": "./target#x",
            "src/pages/a/x.md": "../blog/2024/01/05/target",
            "src/pages/index.md": "blog/2024/01/05/target",
        },
    ),
    "astro": (
        {
            "astro.config.mjs": "export default {site: 'https://example.org'}\n",
            "src/content/blog/target.md": TOP,
            "src/pages/blog/[...slug].astro": ROUTE,
        },
        {
            "src/content/blog/a.md": "../target/#x",
            "src/pages/about.md": "../blog/target/",
            "src/pages/index.md": "blog/target/",
        },
    ),
    "pelican": (
        {
            "pelicanconf.py": 'PATH = "content"\nARTICLE_URL = "{slug}/"\nPAGE_URL = "{slug}/"\n',
            "content/target.md": "Title: Target\nDate: 2024-01-05\n\nText\n",
        },
        {"content/a.md": "../target/#x", "content/pages/about.md": "../target/"},
    ),
}


def _site(root, name):
    files, links = SITES[name]
    top = {"pelican": "Title: A\nDate: 2024-01-05\n\n", "zola": "+++\ndate = 2024-01-01\n+++\n\n"}
    texts = {
        path: top.get(name, f"{TOP}\n")
        + (f'<a href="{link}">x</a>\n' if path.endswith("html") else f"[x]({link})\n")
        for path, link in links.items()
    }
    write(root, {**files, **texts})
    return texts


@pytest.mark.parametrize("name", SITES)
def test_a_link_relative_to_the_pages_url_follows_a_rename(call, tmp_path, name):
    texts = _site(tmp_path / "site", name)
    result = call("rename", "target", "next-one", cwd=tmp_path / "site")
    assert result.code == 0, result.err
    assert f"Updated links in {len(texts)} other" in result.err
    for path, text in texts.items():
        there = (tmp_path / "site" / path).read_text()
        assert there == text.replace("target", "next-one"), path


@pytest.mark.parametrize("name", sorted(SITES.keys() - {"eleventy", "astro"}))
def test_a_link_relative_to_the_pages_url_is_named_by_unpublish(call, tmp_path, name):
    texts = _site(tmp_path / "site", name)
    result = call("unpublish", "target", "--dry-run", cwd=tmp_path / "site")
    assert result.code == 0, result.err
    for path, text in texts.items():
        assert f"{path}:{text.count(chr(10))}" in result.err
