"""`blog check` on pages of a site that are no posts: links to posts that are not built."""

from __future__ import annotations

import json

import pytest

HIDDEN = {
    "hugo": (
        "hugo.toml",
        'baseURL = "https://example.org/"\n',
        "content/posts/b.md",
        "draft: true",
    ),
    "zola": ("config.toml", 'base_url = "https://e.org"\n', "content/blog/b.md", "draft: true"),
    "jekyll": ("_config.yml", "title: x\n", "_posts/2026-01-02-b.md", "published: false"),
    "hexo": ("_config.yml", "url: https://e.org\n", "source/_posts/b.md", "published: false"),
    "docusaurus": ("docusaurus.config.js", "", "blog/2026-01-02-b.md", "draft: true"),
}
PAGES = [
    ("hugo", "content/about.md", '{{< ref "posts/b.md" >}}'),
    ("hugo", "content/about.md", "[b](/posts/b/)"),
    ("hugo", "content/_index.md", "[b](posts/b.md)"),
    ("zola", "content/_index.md", "[b](@/blog/b.md)"),
    ("jekyll", "index.md", "{% post_url 2026-01-02-b %}"),
    ("jekyll", "about.html", '<a href="/2026/01/02/b.html">'),
    ("hexo", "source/about/index.md", "{% post_link b %}"),
    ("docusaurus", "src/pages/index.md", "[b](/blog/2026/01/02/b)"),
]


def write(root, path, text):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


@pytest.mark.parametrize(("site", "page", "link"), PAGES)
def test_a_page_of_the_site_links_to_a_post_that_is_not_built(call, tmp_path, site, page, link):
    root = tmp_path / "site"
    config, text, post, mark = HIDDEN[site]
    write(root, config, text)
    write(root, post, "---\ntitle: B\ndate: 2026-01-02\n---\n\nText\n")
    write(root, post.replace("b.md", "c.md"), "---\ntitle: C\ndate: 2026-01-02\n---\n\nText\n")
    if site == "hexo":
        write(root, "scaffolds/post.md", "")
    write(root, page, f"---\ntitle: P\n---\n\nSee {link}\n")
    write(root, "README.md", f"See {link}\n")
    assert call("check", cwd=root).code == 0
    write(root, post, f"---\ntitle: B\ndate: 2026-01-02\n{mark}\n---\n\nText\n")
    found = json.loads(call("check", "--json", cwd=root).out)
    assert [(one["path"], one["line"], one["check"]) for one in found] == [(page, 5, "broken-link")]
    assert found[0]["message"].startswith("links to a post that is not public")
    write(root, page, f"---\ntitle: P\n{mark}\n---\n\nSee {link}\n")
    assert call("check", cwd=root).code == 0
