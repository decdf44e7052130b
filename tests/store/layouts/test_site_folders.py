"""Which folders hold posts, in sites that keep them elsewhere or beside folders without posts."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from blogcli.errors import UsageError
from blogcli.store.callbacks import ignore_problem
from tests.store.conftest import open_at, write

POST = "---\ntitle: A\ndate: 2024-03-05\n---\n\nText.\n"
PAGE = "---\ntitle: A page\n---\n\nText.\n"
HEADERS = "Title: A\nDate: 2024-03-05\n\nText.\n"
OUTPUT = "module.exports = () => ({ dir: { input: '.', output: 'docs' } });\n"
NEWS = "export default { presets: [['classic', { blog: { path: 'news', feed: 1 } }]] }\n"
NESTED = "const c = { blog: { feedOptions: { type: 'all' },\n  path: './news' } };\n"
SECOND = "const c = {plugins: [['@docusaurus/plugin-content-blog', {id: 'x', path: './two'}]]};\n"
LANGUAGES = "[languages.en]\ncontentDir = 'content.en'\n[languages.fr]\ncontentDir = 'content.fr'\n"
MOUNT = "[[module.mounts]]\nsource = 'text'\ntarget = 'content'\n"


class Site(NamedTuple):
    """A site's files, those of them that are posts, and where a new one goes."""

    files: dict[str, str]
    posts: list[str]
    new: str = ""


SITES = {
    "eleventy, _posts beside a folder of images": Site(
        {"eleventy.config.js": "", "_posts/a.md": POST, "web/img/posts/a.png": "", "x.md": PAGE},
        ["_posts/a.md"],
        "_posts/new.md",
    ),
    "eleventy, _posts beside a folder without front matter": Site(
        {"eleventy.config.js": "", "_posts/a.md": POST, "web/img/posts/credits.md": "By me.\n"},
        ["_posts/a.md"],
        "_posts/new.md",
    ),
    "eleventy, two usual folders": Site(
        {"eleventy.config.js": "", "blog/a.md": POST, "posts/notes.md": "No post.\n"},
        ["blog/a.md"],
        "blog/new.md",
    ),
    "eleventy, built into docs": Site(
        {"eleventy.config.js": OUTPUT, "posts/a.md": POST, "docs/posts/b.html": POST},
        ["posts/a.md"],
        "posts/new.md",
    ),
    "eleventy, built into docs, posts at the root": Site(
        {"eleventy.config.js": OUTPUT, "a.md": POST, "docs/a/index.html": POST, "docs/b.md": POST},
        ["a.md"],
        "new.md",
    ),
    "eleventy, setOutputDirectory": Site(
        {
            "eleventy.config.js": 'export default (c) => { c.setOutputDirectory("./docs/"); };\n',
            "posts/a.md": POST,
            "docs/posts/b.md": POST,
        },
        ["posts/a.md"],
        "posts/new.md",
    ),
    "astro, posts beside pages": Site(
        {"astro.config.mjs": "", "posts/a.md": POST, "src/pages/post/[slug].astro": ""},
        ["posts/a.md"],
        "posts/new.md",
    ),
    "astro, src/contents/blog": Site(
        {"astro.config.mjs": "", "src/contents/blog/a.md": POST, "src/pages/about.md": PAGE},
        ["src/contents/blog/a.md"],
    ),
    "astro, data/blog": Site(
        {"astro.config.mjs": "", "data/blog/a.mdx": POST}, ["data/blog/a.mdx"]
    ),
    "astro, src/writing": Site(
        {"astro.config.mjs": "", "src/writing/a.md": POST, "README.md": "# Read\n"},
        ["src/writing/a.md"],
        "src/writing/new.md",
    ),
    "docusaurus, news": Site(
        {"docusaurus.config.js": NEWS, "news/2024-03-05-a.md": POST, "docs/b.md": PAGE},
        ["news/2024-03-05-a.md"],
        "news/2024-03-06-new.md",
    ),
    "docusaurus, path after a nested block": Site(
        {"docusaurus.config.ts": NESTED, "news/2024-03-05-a.md": POST}, ["news/2024-03-05-a.md"]
    ),
    "docusaurus, a second blog": Site(
        {"docusaurus.config.ts": SECOND, "blog/a.md": POST, "two/b.md": POST},
        ["blog/a.md", "two/b.md"],
    ),
    "docusaurus, translated": Site(
        {
            "docusaurus.config.js": "",
            "blog/a.md": POST,
            "i18n/fr/docusaurus-plugin-content-blog/a.md": POST,
            "i18n/fr/docusaurus-plugin-content-docs/a.md": POST,
        },
        ["blog/a.md", "i18n/fr/docusaurus-plugin-content-blog/a.md"],
    ),
    "hugo, a folder for each language": Site(
        {"hugo.toml": LANGUAGES, "content.en/posts/a.md": POST, "content.fr/posts/a.md": POST},
        ["content.en/posts/a.md", "content.fr/posts/a.md"],
        "content.en/posts/new.md",
    ),
    "hugo, one language apart": Site(
        {"hugo.toml": LANGUAGES, "content/posts/a.md": POST, "content.fr/posts/a.md": POST},
        ["content.fr/posts/a.md", "content/posts/a.md"],
    ),
    "hugo, config.toml and no content": Site(
        {"config.toml": LANGUAGES, "content.en/posts/a.md": POST}, ["content.en/posts/a.md"]
    ),
    "hugo, languages in a file of their own": Site(
        {
            "config/_default/hugo.toml": "",
            "config/_default/languages.yaml": "en:\n  contentDir: english\n",
            "english/posts/a.md": POST,
        },
        ["english/posts/a.md"],
    ),
    "hugo, a mount": Site({"hugo.toml": MOUNT, "text/posts/a.md": POST}, ["text/posts/a.md"]),
    "hugo, an empty usual folder": Site(
        {"hugo.toml": "", "content/news/_index.md": PAGE, "content/essays/a.md": POST},
        ["content/essays/a.md"],
    ),
    "hugo, built into content": Site(
        {
            "hugo.toml": "publishDir = 'content/out'\n",
            "content/a.md": POST,
            "content/out/b.md": POST,
        },
        ["content/a.md"],
    ),
    "pelican, no PATH": Site(
        {"pelicanconf.py": "SITENAME = 'x'\n", "news/a.md": HEADERS, "pages/b.md": HEADERS},
        ["news/a.md"],
    ),
    "pelican, ARTICLE_PATHS": Site(
        {
            "pelicanconf.py": "PATH = 'content'\nARTICLE_PATHS = [\n  'blog', 'news',\n]\n",
            "content/blog/a.md": HEADERS,
            "content/news/b.md": HEADERS,
            "content/other/c.md": HEADERS,
        },
        ["content/blog/a.md", "content/news/b.md"],
        "content/blog/new.md",
    ),
    "pelican, PAGE_PATHS": Site(
        {
            "pelicanconf.py": "PATH = 'content'\nPAGE_PATHS = ['about', 'pages']\n",
            "content/a.md": HEADERS,
            "content/about/b.md": HEADERS,
            "content/pages/c.md": HEADERS,
        },
        ["content/a.md"],
        "content/new.md",
    ),
    "pelican, OUTPUT_PATH": Site(
        {
            "pelicanconf.py": "PATH = '.'\nOUTPUT_PATH = 'docs/'\n",
            "a.md": HEADERS,
            "docs/a.html": POST,
        },
        ["a.md"],
    ),
    "jekyll, destination": Site(
        {
            "_config.yml": "destination: docs\n",
            "_posts/2024-03-05-a.md": POST,
            "docs/_posts/2024-03-05-b.md": POST,
        },
        ["_posts/2024-03-05-a.md"],
    ),
}


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_the_posts_of_a_site(tmp_path, site, now):
    blog = open_at(write(tmp_path, dict(site.files)))
    assert blog.paths(ignore_problem) == sorted(site.posts)
    if site.new:
        assert blog.new_path("new", now.date().replace(2024, 3, 6)) == site.new


def test_the_built_site_is_never_written(tmp_path):
    files = {"eleventy.config.js": OUTPUT, "posts/a.md": POST, "docs/posts/b.html": POST}
    blog = open_at(write(tmp_path, files))
    with pytest.raises(UsageError, match="never writes to"):
        blog.writable.check("docs/posts/b.html")
    blog.writable.check("posts/a.md")


def test_posts_without_front_matter_stay_where_no_other_folder_has_any(tmp_path):
    blog = open_at(write(tmp_path, {"hugo.toml": "", "content/posts/a.md": "# A\n"}))
    assert blog.paths(ignore_problem) == ["content/posts/a.md"]


def test_the_folders_that_the_owner_set_are_taken_as_they_are(tmp_path):
    files = {"eleventy.config.js": "", "blog.toml": "posts = ['notes']\n", "notes/a.md": "# A\n"}
    blog = open_at(write(tmp_path, files | {"posts/b.md": POST}))
    assert blog.paths(ignore_problem) == ["notes/a.md"]
