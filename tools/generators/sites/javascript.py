"""What Eleventy and Docusaurus are asked.

https://www.11ty.dev/docs/, https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog.
"""

from __future__ import annotations

from collections.abc import Sequence

from tools.generators.builders import (
    build_docusaurus,
    build_eleventy,
    read_gray_matter,
)
from tools.generators.model import Generator, Site, Text
from tools.generators.sites.cases import (
    EDITS,
    LIST_STYLES,
    corners,
    edited,
    linked,
    numbered,
    times,
    yaml_post,
)

MARKS = (
    "",
    "draft: true",
    "draft: false",
    "draft: yes",
    'draft: "true"',
    "Draft: true",
    "published: false",
    "status: draft",
    "unlisted: true",
    "hidden: true",
)
DATES = (
    "date: 2020-01-02",
    "",
    "date: 2036-01-02",
    "date: 2036-01-02T03:04:05+08:00",
    'date: "2036-01-02"',
)
HEADS = corners(DATES, MARKS, LIST_STYLES)
MOVES = (("rename", "POST", "moved-{n}"),)

_ELEVENTY_CONFIG = "export default function (config) {\n%s  return { dir: { input: '.' } };\n}\n"
_ELEVENTY_DRAFTS = (
    "  config.addPreprocessor('drafts', '*', (data) => (data.draft ? false : undefined));\n"
)
_ELEVENTY_PATHS = (
    "posts/p{n}.md",
    "posts/2020-05-06-p{n}.md",
    "posts/p{n}/index.md",
    "posts/sub/p{n}.md",
    "posts/P {n}.md",
    "posts/Ärger_{n}.md",
    "posts/p.{n}.md",
    "posts/_p{n}.md",
    "posts/p{n}.html",
    "posts/p{n}/p{n}.md",
    "posts/2020-05-06-p{n}/index.md",
)
_ELEVENTY_ADDRESSES = (
    "date: 2020-01-02",
    "slug: own-{n}",
    "permalink: /x/y{n}/",
    "permalink: /x/y{n}.html",
    "permalink: x/y{n}/index.html",
    "permalink: '/a/{{ page.fileSlug }}/'",
    "permalink: false",
    "date: 2020-01-02\npermalink: '/{{ title | slugify }}/'",
    "date: Last Modified",
    "date: Created",
    "date: git Last Modified",
    "date: git Created",
    "date: 2015-01-03T22:54:43Z",
)


def _eleventy(name: str, config: str, texts: Sequence[Text], **files: str) -> Site:
    return Site(
        name,
        {
            "eleventy.config.js": _ELEVENTY_CONFIG % config,
            "package.json": '{"type": "module"}',
            **files,
        },
        texts,
    )


def _eleventy_sites() -> list[Site]:
    post = "posts/p{n}.md"
    placed = numbered(Text(path, head) for path in _ELEVENTY_PATHS for head in _ELEVENTY_ADDRESSES)
    whole = numbered(times(post, DATES, MARKS))
    links = (
        "[a](/posts/SLUG/)",
        "[a](NAME.md)",
        "[a](/posts/SLUG)",
        "[a](../SLUG/)",
        "[a](https://example.org/posts/SLUG/)",
    )
    return [
        _eleventy("status", "", whole),
        _eleventy("status, drafts left out", _ELEVENTY_DRAFTS, whole),
        _eleventy("addresses, usual", "", placed),
        _eleventy(
            "addresses, permalink of the folder",
            "",
            placed[::2],
            **{"posts/posts.json": '{"permalink": "/blog/{{ page.fileSlug }}/"}'},
        ),
        _eleventy(
            "addresses, permalink of the site",
            "",
            placed[::2],
            **{"_data/permalink.js": "export default '/all/{{ page.fileSlug }}/';"},
        ),
        _eleventy("edits", "", numbered(edited(post, HEADS))),
        _eleventy("edits, drafts left out", _ELEVENTY_DRAFTS, numbered(edited(post, HEADS))),
        _eleventy("edits of addresses", "", numbered(edited(post, _ELEVENTY_ADDRESSES, EDITS[2:]))),
        _eleventy("inner links", "", numbered(linked("posts/{}.md", "{}.md", "", links, MOVES))),
        _eleventy(
            "broken links",
            "",
            numbered(
                Text(post, "", kind)
                for kind in ("[a](/posts/nope/)", "[a](nope.md)", "[a](../nope/)")
            ),
        ),
        _eleventy(
            "broken front matter",
            "",
            numbered(
                Text(post, head)
                for head in (
                    "date: soon",
                    "date: 2015-01-03 22:54:43 GMT",
                    "date: 2020-13-45",
                    "a: [b",
                )
            ),
        ),
    ]


ELEVENTY = Generator(
    "eleventy",
    _eleventy_sites,
    build_eleventy,
    read_gray_matter,
    yaml_post,
    ("eleventy", "gray-matter"),
)

_BOOLEAN_MARKS = tuple(mark for mark in MARKS if mark not in ("draft: yes", 'draft: "true"'))
_HEADS = corners(DATES[:3], _BOOLEAN_MARKS, LIST_STYLES)
_DOCUSAURUS_CONFIG = """module.exports = {
  title: 'x',
  url: 'https://example.org',
  baseUrl: '%s',
  onBrokenLinks: 'ignore', onBrokenAnchors: 'ignore',
  future: { experimental_vcs: false },
  markdown: { hooks: { onBrokenMarkdownLinks: 'warn' } },
  presets: [['classic', { docs: false, pages: {}, blog: {
    onUntruncatedBlogPosts: 'ignore', onInlineTags: 'ignore', feedOptions: { type: null }%s
  } }]],
};
"""
_DOCUSAURUS_PATHS = (
    "blog/p{n}.md",
    "blog/2020-05-06-p{n}.md",
    "blog/2020/05/06-p{n}.md",
    "blog/2020/05-06-p{n}.md",
    "blog/2020/05/31-p{n}/index.md",
    "blog/2020-05-06-p{n}/index.md",
    "blog/team-2021-05-30-x/p{n}.md",
    "blog/sub/p{n}.mdx",
    "blog/_p{n}.md",
    "blog/2020-5-6-p{n}.md",
    "blog/P {n}.md",
    "blog/2020/05/06/p{n}.md",
    "blog/p{n}/index.md",
    "blog/sub/2020-05-06-p{n}.md",
    "blog/2020-05-06.p{n}.md",
)
_DOCUSAURUS_ADDRESSES = (
    "",
    "date: 2021-02-03",
    "slug: own-{n}",
    "slug: /x/y{n}",
    "slug: Own Slug {n}",
    "date: 2021-02-03T23:30:00-08:00",
    "slug: x/y{n}/",
)


def _docusaurus(name: str, texts: Sequence[Text], blog: str = "", base: str = "/") -> Site:
    files = {
        "docusaurus.config.js": _DOCUSAURUS_CONFIG % (base, blog),
        "package.json": "{}",
        "src/pages/index.md": "# x\n",
    }
    return Site(name, files, texts, "America/Los_Angeles", base.rstrip("/"))


def _docusaurus_post(text: Text) -> str:
    mark = "{/* truncate */}" if text.path.endswith("x") else "<!-- truncate -->"
    return yaml_post(text._replace(body=f"a\n\n{mark}\n\n{text.body}"))


def _docusaurus_sites() -> list[Site]:
    post = "blog/2020-05-06-p{n}.md"
    links = (
        "[a](./NAME.md)",
        "[a](/blog/2020/05/06/SLUG)",
        "[a](@site/blog/NAME.md)",
        "[a](pathname:///blog/2020/05/06/SLUG)",
        "[a](/blog/2020/05/06/SLUG/)",
        "[a](https://example.org/blog/2020/05/06/SLUG)",
    )
    return [
        _docusaurus(
            "status and addresses",
            numbered(
                [
                    *times(post, DATES, _BOOLEAN_MARKS),
                    *(
                        Text(path, head)
                        for path in _DOCUSAURUS_PATHS
                        for head in _DOCUSAURUS_ADDRESSES
                    ),
                ]
            ),
        ),
        _docusaurus(
            "another route",
            numbered(
                Text(path, head) for path in _DOCUSAURUS_PATHS for head in _DOCUSAURUS_ADDRESSES[:4]
            ),
            ", routeBasePath: 'news'",
            "/sub/",
        ),
        _docusaurus(
            "edits and links",
            numbered(
                [
                    *edited(post, [*_HEADS[:9], *_DOCUSAURUS_ADDRESSES[1:4]]),
                    *linked("blog/{}.md", "src/pages/{}.md", "2020-05-06-", links, MOVES),
                ]
            ),
        ),
        *(
            _docusaurus("broken front matter", numbered([Text("blog/p{n}.md", head)]))
            for head in _BROKEN
        ),
    ]


_BROKEN = ("draft: yes", "draft: true\nunlisted: true", "tags: one", 'slug: ""', "date:")


DOCUSAURUS = Generator(
    "docusaurus",
    _docusaurus_sites,
    build_docusaurus,
    read_gray_matter,
    _docusaurus_post,
    ("docusaurus", "@docusaurus/preset-classic", "gray-matter"),
    divides=False,
)
