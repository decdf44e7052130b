"""Small sites of real generators, each with a post, a draft, a future post and a bundle."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tools.generators.programs import link_modules


class SmallSite(NamedTuple):
    """Files of a site by their paths, what must be installed, and slugs with the titles to see."""

    files: Mapping[str, str]
    needs: tuple[str, ...]
    titles: Mapping[str, str]

    def make(self, root: Path) -> Path:
        for name, text in self.files.items():
            place = root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
        if "package.json" in self.files:
            link_modules(root)
        return root


def _post(title: str, *lines: str) -> str:
    return "\n".join(("---", f"title: {title}", *lines, "---", "", "Some text.", ""))


def _headed(title: str, *lines: str) -> str:
    return "\n".join((f"Title: {title}", *lines, "", "Some text.", ""))


PAST, AHEAD = "date: 2024-01-02", "date: 2036-01-02"
_TITLES = {"hello": "Hello there", "wip": "Not yet", "later": "One day"}
_HEXO = (
    '{"hexo":{},"dependencies":{"hexo":"*","hexo-renderer-marked":"*","hexo-server":"*",'
    '"hexo-renderer-nunjucks":"*"}}'
)

SMALL_SITES: Mapping[str, SmallSite] = {
    "hugo": SmallSite(
        {
            "hugo.toml": 'baseURL = "https://example.org/sub/"\n',
            "layouts/all.html": "<title>{{ .Title }}</title>{{ .Content }}",
            "content/posts/hello.md": _post("Hello there", PAST),
            "content/posts/wip.md": _post("Not yet", PAST, "draft: true"),
            "content/posts/later.md": _post("One day", AHEAD),
            "content/posts/trip/index.md": _post("A bundle", PAST),
        },
        ("hugo",),
        {**_TITLES, "trip": "A bundle"},
    ),
    "jekyll": SmallSite(
        {
            "_config.yml": "title: x\nbaseurl: /sub\n",
            "_layouts/post.html": "<title>{{ page.title }}</title>{{ content }}",
            "_posts/2024-01-02-hello.md": _post("Hello there", "layout: post"),
            "_drafts/wip.md": _post("Not yet", "layout: post"),
            "_posts/2036-01-02-later.md": _post("One day", "layout: post"),
        },
        ("jekyll",),
        _TITLES,
    ),
    "eleventy": SmallSite(
        {
            "eleventy.config.js": "module.exports = () => ({})\n",
            "package.json": "{}",
            "_includes/post.njk": "<title>{{ title }}</title>{{ content | safe }}",
            "posts/hello.md": _post("Hello there", PAST, "layout: post.njk"),
            "posts/wip.md": _post("Not yet", PAST, "layout: post.njk", "draft: true"),
            "posts/later.md": _post("One day", AHEAD, "layout: post.njk"),
            "posts/trip/index.md": _post("A bundle", PAST, "layout: post.njk"),
        },
        ("eleventy",),
        {**_TITLES, "trip": "A bundle"},
    ),
    "hexo": SmallSite(
        {
            "_config.yml": "url: https://example.org\ntheme: t\n",
            "package.json": _HEXO,
            "themes/t/layout/post.njk": "<title>{{ page.title }}</title>{{ page.content | safe }}",
            "source/_posts/hello.md": _post("Hello there", PAST),
            "source/_drafts/wip.md": _post("Not yet", PAST),
            "source/_posts/later.md": _post("One day", AHEAD),
        },
        ("hexo", "hexo-server"),
        _TITLES,
    ),
    "pelican": SmallSite(
        {
            "pelicanconf.py": 'PATH = "content"\nTIMEZONE = "UTC"\nDEFAULT_LANG = "en"\n'
            'SITEURL = ""\nSITENAME = "x"\n',
            "content/hello.md": _headed("Hello there", "Date: 2024-01-02", "Slug: hello"),
            "content/wip.md": _headed("Not yet", "Date: 2024-01-02", "Status: draft", "Slug: wip"),
            "content/later.md": _headed("One day", "Date: 2036-01-02", "Slug: later"),
        },
        ("pelican",),
        _TITLES,
    ),
}


def processes_in(root: Path) -> list[str]:
    """The command lines of processes whose current folder is the blog's."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (folder / "cwd").resolve() == root.resolve():
                found.append((folder / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found
