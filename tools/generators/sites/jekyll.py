"""What Jekyll is asked. https://jekyllrb.com/docs/posts/, …/permalinks/, …/front-matter/."""

from __future__ import annotations

from collections.abc import Sequence

from tools.generators.builders import build_jekyll, read_jekyll
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

_BASE = "url: https://example.org\nplugins: [jekyll-redirect-from]\n"

_MARKS = (
    "",
    "draft: true",
    "draft: yes",
    "published: false",
    "published: true",
    'published: "false"',
    "published: no",
    'published: "no"',
    "published: off",
    "published: 0",
    "published: n",
    "Published: false",
    "published: False",
    "published: FALSE",
    "published:",
    "published: null",
    "published: ''",
    "status: draft",
    "hidden: true",
    "published: 2020-01-02",
    "published: [false]",
)
_DATES = (
    "",
    "date: 2020-01-02",
    "date: 2036-01-02",
    'date: "2036-01-02 03:04"',
    "Date: 2036-01-02",
    "date: 2036-01-02 03:04:05 +0800",
    "publishDate: 2036-01-02",
    "expiryDate: 2021-01-02",
    "last_modified_at: 2036-01-02",
)
_PATHS = (
    "_posts/2020-05-06-p{n}.md",
    "_posts/2020-5-6-p{n}.markdown",
    "_posts/20-05-06-p{n}.md",
    "_posts/2020-05-06_p{n}.md",
    "_posts/p{n}.md",
    "_posts/sub/2020-05-06-p{n}.md",
    "cat/_posts/2020-05-06-p{n}.md",
    "Big Cat/sub/_posts/2020-05-06-p{n}.md",
    "_drafts/p{n}.md",
    "_drafts/2020-05-06-p{n}.md",
    "_posts/2020-05-06-P {n}'s+C#.md",
    "_posts/2020-05-06-Ärger_{n}.md",
    "_posts/2020-05-06-p.{n}.md",
    "_posts/2020-05-06-p{n}.html",
    "_posts/2036-05-06-p{n}.md",
    "_posts/2020-05-06-p{n}.txt",
    "_posts/_2020-05-06-p{n}.md",
    "_posts/2020/05/2020-05-06-p{n}.md",
    "_posts/2020-05-06-p{n}/index.md",
)
_ADDRESSES = (
    "",
    "slug: own-{n}",
    "slug: Own Slug {n}",
    "slug: Über {n}",
    "slug: a/b{n}",
    "permalink: /x/y{n}/",
    "permalink: x/y{n}.html",
    "permalink: /x/y{n}",
    "permalink: /:year/:title-{n}/",
    "categories: [a, b]",
    "categories: A b",
    "category: Big News",
    "categories: Ünï",
    "date: 2021-03-04 01:30:00 +0800",
    "date: 2021-03-04 23:30:00 -0800",
    "date: 2021-03-04 01:30:00",
    'date: "2021-03-04 01:30:00"',
    "date: 2021-03-04 01:30",
    "date: 2021-03-04",
    "title: 'It''s #{n}: C++ & Ünï'",
    "categories: [a, [b]]",
    "category: x\ncategories: [y, x]",
    "Permalink: /upper{n}/\nSlug: upper-{n}\nCategories: [upper]",
)
_CONFIGS = {
    "usual": _BASE,
    **{
        f"permalink {word}": f"{_BASE}permalink: {word}\n"
        for word in (
            "pretty",
            "date",
            "ordinal",
            "none",
            "weekdate",
            "/blog/:year/:short_month/:title/",
            "/:categories/:slug",
            "/:year/:i_month/:i_day/:title:output_ext",
            "/:short_year/:y_day/:slug.html",
            "/:hour:minute:second/:title/",
            "/:collection/:title/",
            "/:long_month/:short_day/:long_day/:week/:w_year/:w_day/:title/",
            "/:slugified_categories/:title/",
        )
    },
    "collection permalink": _BASE + "collections:\n  posts:\n    permalink: /c/:year/:title/\n",
    "defaults permalink": _BASE
    + 'defaults:\n  - scope: {path: "", type: posts}\n    values: {permalink: "/d/:title/"}\n',
    "zone": _BASE + "timezone: Asia/Shanghai\n",
    "zone west": _BASE + "timezone: America/Los_Angeles\n",
    "slugs": _BASE + "slugify_mode: latin\n",
}


def _site(
    name: str, config: str, texts: Sequence[Text], zone: str = "UTC", prefix: str = ""
) -> Site:
    return Site(name, {"_config.yml": config, "index.md": "---\n---\n"}, texts, zone, prefix)


_LINKS = (
    "[a]({% post_url NAME %})",
    "[a]({{ site.baseurl }}{% post_url NAME %})",
    "[a]({% link _posts/NAME.md %})",
    "[a](/2020/05/06/SLUG.html)",
    "[a](https://example.org/2020/05/06/SLUG.html)",
    "[a](/2020/05/06/SLUG)",
    "[a]({{ '/2020/05/06/SLUG.html' | relative_url }})",
    "[a][r]\n\n[r]: /2020/05/06/SLUG.html",
    '<a href="/2020/05/06/SLUG.html">a</a>',
    "[a]({%- post_url NAME -%})",
)
_BROKEN = (
    "[a]({% post_url 2020-01-01-nope %})",
    "[a]({% link _posts/2020-01-01-nope.md %})",
    "[a](/2020/05/06/nope.html)",
    "[a](nope.md)",
    "[a](../nope/)",
)
_BREAKING = (
    "date: soon",
    "date:",
    "date: 2020-13-45",
    "a: [b",
    "title: a: b",
    "tags: {a: b}",
    "permalink: 3",
    "categories: 3",
)


_COLLECTIONS = {
    "": "",
    ", pretty": "permalink: pretty\n",
    ", own pattern": "    permalink: /r/:collection/:name/:title/\n",
}


def _collections() -> list[Site]:
    """Return sites whose posts are in a collection."""
    heads = dict.fromkeys((*_MARKS[:6], *_DATES, *_ADDRESSES))
    paths = ("_recipes/p{n}.md", "_recipes/sub/2020-05-06-P_{n}.md")
    texts = numbered(Text(path, head) for path in paths for head in heads)
    config = f"{_BASE}collections:\n  recipes:\n    output: true\n"
    return [
        _site(f"collections{name}", config + more, texts) for name, more in _COLLECTIONS.items()
    ]


def _sites() -> list[Site]:
    post = "_posts/2020-05-06-p{n}.md"
    whole = numbered(times(post, _MARKS, _DATES))
    soon = numbered(
        times(
            post,
            [
                *near("date: {}"),
                *near('date: "{}"'),
                *near("date: {} +0800"),
                *(line[:-3] for line in near("date: {}")),
            ],
        )
    )
    placed = numbered(Text(path, head) for path in _PATHS for head in _ADDRESSES)
    heads = corners(_DATES[:6], _MARKS[:15], LIST_STYLES)
    rename = EDITS[-1:]
    return [
        _site("status", _BASE, whole),
        _site("future shown", _BASE + "future: true\n", whole[::3]),
        _site(
            "drafts shown",
            _BASE + "show_drafts: true\nunpublished: true\n",
            numbered([*times(post, _MARKS, _DATES[:1]), *times("_drafts/p{n}.md", _MARKS, _DATES)]),
        ),
        _site("drafts", _BASE, numbered(times("_drafts/p{n}.md", _MARKS, _DATES))),
        *(_site(f"near now, {zone}", _BASE, soon, zone) for zone in ZONES),
        *(
            _site(f"near now, timezone, {zone}", _BASE + "timezone: Asia/Tokyo\n", soon, zone)
            for zone in ZONES[:2]
        ),
        *(
            _site(
                f"addresses, {name}",
                config,
                placed if name in ("usual", "zone", "permalink pretty") else placed[::5],
                "America/Los_Angeles",
            )
            for name, config in _CONFIGS.items()
        ),
        *_collections(),
        _site("addresses, baseurl", _BASE + "baseurl: /sub\n", placed[::5], prefix="/sub"),
        _site("edits", _BASE, numbered(edited(post, heads))),
        _site("edits of drafts", _BASE, numbered(edited("_drafts/p{n}.md", heads[::3]))),
        _site(
            "edits of addresses",
            _BASE,
            numbered(edited(post, _ADDRESSES, EDITS[2:])),
            "America/Los_Angeles",
        ),
        _site(
            "edits, no redirects",
            "url: https://example.org\n",
            numbered(edited(post, _ADDRESSES[:4], rename)),
        ),
        _site(
            "inner links",
            _BASE,
            numbered(
                linked(
                    "_posts/{}.md",
                    "{}.md",
                    "2020-05-06-",
                    _LINKS,
                    (("rename", "POST", "moved-{n}"), ("unpublish", "POST")),
                )
            ),
        ),
        _site(
            "inner links, baseurl",
            _BASE + "baseurl: /sub\n",
            numbered(
                linked(
                    "_posts/{}.md",
                    "{}.md",
                    "2020-05-06-",
                    ("[a](/sub/2020/05/06/SLUG.html)", _LINKS[0], _LINKS[6]),
                    (("rename", "POST", "moved-{n}"),),
                )
            ),
            prefix="/sub",
        ),
        _site("broken links", _BASE, numbered(Text(post, "", kind) for kind in _BROKEN)),
        _site("broken front matter", _BASE, numbered(Text(post, head) for head in _BREAKING)),
    ]


JEKYLL = Generator("jekyll", _sites, build_jekyll, read_jekyll, yaml_post, ("jekyll",))
