"""What Hexo is asked. https://hexo.io/docs/front-matter, …/permalinks, …/configuration."""

from __future__ import annotations

from collections.abc import Sequence

from tools.generators.builders import build_hexo, read_hexo
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

_BASE = "url: https://example.org\ntheme: plain\nnew_post_name: :title.md\ntitle: A\n"
_PACKAGE = '{"hexo": {"version": ""}, "dependencies": {"hexo": "*", "hexo-renderer-marked": "*"%s}}'
_ALIAS = ', "hexo-generator-alias": "*"'

_MARKS = (
    "",
    "draft: true",
    "published: false",
    "published: true",
    "published: no",
    'published: "false"',
    "published: 0",
    "published:",
    "Published: false",
    "status: draft",
    "hidden: true",
    "published: ''",
    "published: FALSE",
    "published: off",
)
_DATES = (
    "date: 2020-01-02",
    "",
    "date: 2036-01-02",
    'date: "2036-01-02 03:04:05"',
    "date: 2020-01-02\nupdated: 2036-01-02",
    "date: 2036-01-02T03:04:05+08:00",
    "date: soon",
)
_PATHS = (
    "source/_posts/p{n}.md",
    "source/_posts/sub/p{n}.md",
    "source/_posts/2020-05-06-p{n}.md",
    "source/_posts/P {n}.md",
    "source/_posts/Ärger_{n}.md",
    "source/_posts/p.{n}.md",
    "source/_posts/p{n}/index.md",
    "source/_posts/_p{n}.md",
    "source/_posts/p{n}.markdown",
    "source/_drafts/p{n}.md",
    "source/_posts/p{n}'s+C#.md",
    "source/_posts/p{n}.html",
)
_ADDRESSES = (
    "date: 2020-01-02",
    "date: 2020-01-02\nslug: own-{n}",
    "date: 2020-01-02\npermalink: x/y{n}/",
    "date: 2020-01-02\npermalink: /x/y{n}.html",
    "date: 2020-01-02\npermalink: x/y{n}",
    "date: 2020-01-02 23:30:00",
    "date: 2020-01-02T23:30:00-08:00",
    "date: 2020-01-02\ncategories: [a, b]",
    "date: 2020-01-02\ncategories: Big News",
    "date: 2020-01-02\ncategories:\n  - [x, y]\n  - z",
    "date: 2020-01-02\ntitle: 'It''s #{n}: C++ & Ünï'",
    "date: 2020-01-02\nlang: de",
    "date: 2020-01-02\nabbrlink: ab{n}",
    "date: 2020-01-02\nid: 7{n}",
    "date: 2020-01-02\nPermalink: upper{n}/\nCategories: [upper]",
    "date: 2020-01-02\ncategories:\n  - [x, y]",
    "date: 2020-01-02T23:30:00Z",
)
_CONFIGS = {
    "usual": "",
    **{
        f"permalink {word}": f"permalink: {word}\n"
        for word in (
            ":title/",
            "article/:title.html",
            ":year/:month/:day/:name/",
            ":category/:title/",
            "posts/:abbrlink.html",
            ":hash/",
            ":id/",
            ":lang/:title/",
            ":year/:i_month/:i_day/:post_title/",
            "p/:id.html",
            ":title",
            ":hour:minute:second-:title/",
            ":year/:short_month/:title/",
            ":timestamp-:title.html",
        )
    },
    "dated names": "new_post_name: :year-:month-:day-:title.md\n",
    "pretty": "pretty_urls: {trailing_html: false}\npermalink: a/:title.html\n",
    "category map": "permalink: :category/:title/\ndefault_category: misc\ncategory_map: {a: eh}\n",
    "names in lower case": "filename_case: 1\n",
    "zone": "timezone: Asia/Shanghai\n",
    "posts with assets": "post_asset_folder: true\n",
}


def _site(
    name: str,
    config: str,
    texts: Sequence[Text],
    zone: str = "UTC",
    alias: str = _ALIAS,
    prefix: str = "",
) -> Site:
    base = (
        _BASE if "new_post_name" not in config else _BASE.replace("new_post_name: :title.md\n", "")
    )
    files = {
        "_config.yml": base + config,
        "package.json": _PACKAGE % alias,
        "scaffolds/post.md": "---\n---\n",
        "source/about.md": "---\n---\n",
        "themes/plain/layout/index.njk": "{{ page.content | safe }}",
        "themes/plain/_config.yml": "a: 1\n",
    }
    return Site(name, files, texts, zone, prefix)


_LINKS = (
    "{% post_link NAME %}",
    "{% post_link NAME 'a title' %}",
    "[a](/2020/01/02/SLUG/)",
    "[a](https://example.org/2020/01/02/SLUG/)",
    "[a]({% post_path NAME %})",
    "[a](/2020/01/02/SLUG)",
    '<a href="/2020/01/02/SLUG/">a</a>',
    "[a][r]\n\n[r]: /2020/01/02/SLUG/",
    '{% post_link "NAME" %}',
    "[a](../SLUG/)",
)
_BROKEN = (
    "{% post_link nope %}",
    "[a](/2020/01/02/nope/)",
    "[a](nope.md)",
    "[a]({% post_path nope %})",
    "{% asset_link nope.png %}",
    "{% post_link source/nope %}",
)
_BREAKING = ("a: [b", "title: a: b", "date:", "tags: {a: b}")


def _sites() -> list[Site]:
    post = "source/_posts/p{n}.md"
    rename = EDITS[-1:]
    whole = numbered(times(post, _DATES, _MARKS))
    placed = numbered(Text(path, head) for path in _PATHS for head in _ADDRESSES)
    heads = corners(_DATES[:6], _MARKS[:9], LIST_STYLES)
    by_link = [
        text._replace(head="date: 2020-01-02")
        for text in linked(
            "source/_posts/{}.md",
            "source/{}.md",
            "",
            _LINKS,
            (("rename", "POST", "moved-{n}"), ("unpublish", "POST")),
        )
    ]
    return [
        _site("status", "", whole),
        _site("future hidden", "future: false\n", whole),
        _site(
            "drafts shown",
            "render_drafts: true\n",
            numbered(
                [
                    *times(post, _DATES[:1], _MARKS),
                    *times("source/_drafts/p{n}.md", _DATES[:3], _MARKS),
                ]
            ),
        ),
        *(
            _site(
                f"near now, {zone}",
                f"future: false\n{said}",
                numbered(times(post, [*near("date: {}"), *near('date: "{}"')])),
                zone,
            )
            for zone in ZONES
            for said in ("", "timezone: Asia/Tokyo\n")
        ),
        *(
            _site(
                f"addresses, {name}",
                config,
                placed if not config or "hexo" in name else placed[::3],
                "America/Los_Angeles",
            )
            for name, config in _CONFIGS.items()
        ),
        _site("edits", "", numbered(edited(post, heads))),
        _site("edits of drafts", "", numbered(edited("source/_drafts/p{n}.md", heads[::3]))),
        _site(
            "edits of addresses",
            "",
            numbered(edited(post, _ADDRESSES, EDITS[2:])),
            "America/Los_Angeles",
        ),
        _site("edits, no redirects", "", numbered(edited(post, _ADDRESSES[:4], rename)), alias=""),
        _site("inner links", "", numbered(by_link)),
        _site(
            "broken links", "", numbered(Text(post, "date: 2020-01-02", kind) for kind in _BROKEN)
        ),
        _site("broken front matter", "", numbered(Text(post, head) for head in _BREAKING)),
    ]


HEXO = Generator(
    "hexo",
    _sites,
    build_hexo,
    read_hexo,
    yaml_post,
    ("hexo", "hexo", "hexo-renderer-marked", "hexo-generator-alias"),
)
