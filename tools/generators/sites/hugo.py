"""What Hugo is asked. https://gohugo.io/content-management/front-matter/, …/urls/."""

from __future__ import annotations

from collections.abc import Sequence

from tools.generators.builders import build_hugo, read_hugo
from tools.generators.model import Generator, Site, Text
from tools.generators.sites.cases import (
    EDITS,
    LIST_STYLES,
    ZONES,
    corners,
    edited,
    linked,
    near,
    numbered,
    times,
    yaml_post,
)

_BASE = """
baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "404"]
"""
_HOOKS = '[markup.goldmark.renderHooks.link]\nuseEmbedded = "always"\n'
_LAYOUTS = {"layouts/all.html": "{{ if .IsPage }}{{ .Content }}{{ end }}", "content/_index.md": ""}

_MARKS = (
    "",
    "draft: true",
    "draft: false",
    "draft: yes",
    "draft: on",
    "draft: no",
    'draft: "true"',
    'draft: "yes"',
    "draft: t",
    "draft: T",
    "draft: f",
    "draft: TRUE",
    "draft: True",
    "draft: 1",
    "draft: 0",
    'draft: "1"',
    "draft:",
    "Draft: true",
    "DRAFT: true",
    "status: draft",
    "hidden: true",
    "unlisted: true",
    "draft: 'TRUE'",
    "draft: y",
    "draft: [true]",
    "draft: null",
)
_DATES = (
    "date: 2020-01-02",
    "",
    "date: 2036-01-02",
    "date: 2020-01-02\npublishDate: 2036-01-02",
    "date: 2036-01-02\npublishDate: 2020-01-02",
    "date: 2020-01-02\nexpiryDate: 2021-01-01",
    "date: 2020-01-02\nexpiryDate: 2036-01-01",
    "lastmod: 2036-01-02",
    "lastmod: 2020-01-02",
    "publishdate: 2036-01-02",
    "pubdate: 2036-01-02",
    "published: 2036-01-02",
    "unpublishdate: 2021-01-02",
    "modified: 2036-01-02",
    'date: "2036-01-02"',
    "date: 2036-01-02T03:04:05+08:00",
    "Date: 2036-01-02",
    "PublishDate: 2036-01-02",
    "EXPIRYDATE: 2021-01-02",
    "date: 2020-01-02\npubDate: 2036-01-02",
    "date: 2020-01-02\npublishDate: ''",
    "date: 2020-01-02\npublishDate:",
)
_BREAKING = (
    "published: true",
    "published: false",
    "date: soon",
    "date: 2020-13-45",
    "a: [b",
    "date: 08/05/2020",
    "title: a: b",
)
_PATHS = (
    "content/posts/p{n}.md",
    "content/posts/p{n}/index.md",
    "content/posts/2020-05-06-p{n}.md",
    "content/posts/Sub Folder/P {n}.md",
    "content/posts/2020/p{n}.md",
    "content/posts/Ärger_{n}.md",
    "content/posts/p.{n}.md",
    "content/posts/2020-05-06-p{n}/index.md",
    "content/posts/sub/p{n}/index.md",
    "content/posts/_p{n}.md",
    "content/posts/P{n}'s+C.md",
    "content/posts/p{n}.markdown",
    "content/posts/p{n}.mdown",
)
_ADDRESSES = (
    "date: 2020-01-02",
    "date: 2020-01-02\nslug: own-{n}",
    "date: 2020-01-02\nslug: Own Slug {n}",
    "date: 2020-01-02\nslug: Über {n}",
    "date: 2020-01-02\nslug: a/b{n}",
    "date: 2020-01-02\nurl: /x/y{n}/",
    "date: 2020-01-02\nurl: x/y{n}.html",
    "date: 2020-01-02\nurl: /X Y{n}",
    "date: 2020-01-02\nslug: 'it''s {n}'",
    "title: 'It''s #{n}: C++ & Ünï'\ndate: 2020-01-02",
    "date: 2020-01-02T23:30:00-08:00",
    "date: 2020-01-02T00:30:00+08:00",
    "date: 2020-01-02 01:30:00",
    "date: 2020-01-02\nURL: /z{n}/",
    "date: 2020-01-02\nSlug: own-{n}",
    "date: 2020-01-02\nslug: v1.{n}",
)
_CONFIGS = {
    "usual": _BASE,
    "permalinks": _BASE + '[permalinks]\nposts = "/:year/:month/:day/:slug/"\n',
    "permalinks of a page": _BASE
    + '[permalinks.page]\nposts = "/a/:yearday/:monthname/:weekday/:slugorfilename/"\n',
    "permalinks of titles": _BASE + '[permalinks]\nposts = "/:section/:title/:filename"\n',
    "permalinks of sections": _BASE
    + '[permalinks]\nposts = "/:sections[last]/:contentbasename/"\n',
    "permalinks of dates": _BASE + '[permalinks]\nposts = "/:06/:1/:_2/:slug/"\n',
    "permalinks by kind": _BASE
    + '[permalinks.page]\nposts = "/p/:slug/"\n[permalinks.section]\nposts = "/s/"\n',
    "ugly": "uglyURLs = true\n" + _BASE,
    "ugly by section": _BASE + "[uglyURLs]\nposts = true\n",
    "paths kept": "disablePathToLower = true\n" + _BASE,
    "no accents": "removePathAccents = true\n" + _BASE,
    "language in subfolder": 'defaultContentLanguage = "de"\n'
    "defaultContentLanguageInSubdir = true\n" + _BASE + "[languages.de]\nweight = 1\n",
    "zone": 'timeZone = "Asia/Shanghai"\n'
    + _BASE
    + '[permalinks]\nposts = "/:year/:month/:day/:slug/"\n',
    "lastmod as date": _BASE + '[frontmatter]\ndate = [":filename", ":default"]\n',
}


def _site(
    name: str, config: str, texts: Sequence[Text], zone: str = "UTC", prefix: str = "", **more: str
) -> Site:
    return Site(name, {"hugo.toml": config, **_LAYOUTS, **more}, texts, zone, prefix)


def _links() -> list[Text]:
    kinds = (
        "[a](NAME.md)",
        "[a](/posts/NAME.md)",
        "[a](/posts/SLUG/)",
        "[a](/posts/SLUG)",
        "[a](https://example.org/posts/SLUG/)",
        '[a]({{< relref "NAME.md" >}})',
        '[a]({{< ref "/posts/NAME" >}})',
        '[a]({{% relref path="NAME.md" %}})',
        "[a](../SLUG/)",
        "[a][r]\n\n[r]: /posts/SLUG/",
        '<a href="/posts/SLUG/">a</a>',
        "[a](/posts/SLUG/#top)",
    )
    edits = (("rename", "POST", "moved-{n}"), ("unpublish", "POST"))
    return [*linked("content/posts/{}.md", "content/{}.md", "", kinds, edits)]


def _broken() -> list[Text]:
    kinds = (
        "[a](nope.md)",
        "[a](/posts/nope/)",
        '[a]({{< ref "nope" >}})',
        '[a]({{< relref "/posts/nope.md" >}})',
        "[a](/posts/nope.md)",
        "[a](p-good.md)",
        '[a]({{% ref "nope.md" %}})',
    )
    return [Text("content/posts/q{n}.md", "", kind) for kind in kinds]


def _sites() -> list[Site]:
    dates = "[permalinks]\nposts = '/:year/:month/:day/:slug/'\n"
    whole = numbered(times("content/posts/p{n}.md", _MARKS, _DATES))
    soon = numbered(
        times(
            "content/posts/p{n}.md",
            [
                *near("date: {}"),
                *near("publishDate: {}"),
                *near("expiryDate: {}"),
                *near("date: {}Z"),
                *near('date: "{}"'),
            ],
        )
    )
    placed = numbered(Text(path, head) for path in _PATHS for head in _ADDRESSES)
    heads = corners(_DATES[:7], _MARKS[:9], LIST_STYLES)
    return [
        _site("status", _BASE, whole),
        _site(
            "broken front matter",
            _BASE,
            numbered(Text("content/posts/p{n}.md", head) for head in _BREAKING),
        ),
        _site("future shown", "buildFuture = true\nbuildExpired = true\n" + _BASE, whole[::7]),
        _site("drafts shown", "buildDrafts = true\n" + _BASE, whole[::7]),
        *(_site(f"near now, {zone}", _BASE + dates, soon, zone) for zone in ZONES),
        *(
            _site(
                f"near now, timeZone, {zone}",
                'timeZone = "Asia/Tokyo"\n' + _BASE + dates,
                soon,
                zone,
            )
            for zone in ZONES[:2]
        ),
        *(
            _site(f"addresses, {name}", config, placed, "America/Los_Angeles")
            for name, config in _CONFIGS.items()
        ),
        _site("addresses, subfolder", _BASE.replace("org/", "org/sub/"), placed, prefix="/sub"),
        _site(
            "addresses, other folders",
            _BASE,
            numbered(
                Text(path, head)
                for path in (
                    "content/notes/p{n}.md",
                    "content/p{n}.md",
                    "content/deep/er/p{n}/index.md",
                )
                for head in _ADDRESSES
            ),
        ),
        _site("edits", _BASE, numbered(edited("content/posts/p{n}.md", heads))),
        _site(
            "edits, permalinks",
            _BASE + dates,
            numbered(edited("content/posts/2020-05-06-p{n}.md", _ADDRESSES, EDITS[2:])),
            "America/Los_Angeles",
        ),
        _site(
            "edits, no aliases",
            "disableAliases = true\n" + _BASE,
            numbered(edited("content/posts/p{n}.md", _ADDRESSES, EDITS[-1:])),
        ),
        _site(
            "edits, bundles",
            _BASE,
            numbered(edited("content/posts/p{n}/index.md", _ADDRESSES, EDITS[-1:])),
        ),
        _site("inner links", _BASE + _HOOKS, numbered(_links())),
        _site(
            "inner links, subfolder",
            _BASE.replace("org/", "org/sub/") + _HOOKS,
            numbered(
                [
                    *linked(
                        "content/posts/{}.md",
                        "content/{}.md",
                        "",
                        ("[a](/sub/posts/SLUG/)", "[a](/posts/SLUG/)", "[a](NAME.md)"),
                        (("rename", "POST", "moved-{n}"),),
                    )
                ]
            ),
            prefix="/sub",
        ),
        _site("broken links", _BASE, numbered(_broken())),
    ]


HUGO = Generator("hugo", _sites, build_hugo, read_hugo, yaml_post, ("hugo",))
