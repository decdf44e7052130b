"""What Astro is asked. https://docs.astro.build/en/guides/content-collections/."""

from __future__ import annotations

from collections.abc import Sequence

from tools.generators.builders import build_astro, read_astro
from tools.generators.model import Generator, Site, Text
from tools.generators.sites.cases import edited, linked, numbered, times, yaml_post
from tools.generators.sites.javascript import DATES, HEADS, MARKS, MOVES

_ASTRO_CONFIG = "export default { site: 'https://example.org'%s };\n"
_ASTRO_CONTENT = """import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
const loader = glob({ pattern: '**/*.{md,mdx}', base: './src/content/blog' });
export const collections = { blog: defineCollection({ loader }) };
"""
_ASTRO_ROUTE = """---
import { getCollection, render } from 'astro:content';
export async function getStaticPaths() {
  const posts = await getCollection('blog'%s);
  return posts.map((post) => ({ params: { slug: post.id }, props: post }));
}
const { Content } = await render(Astro.props);
---
<Content />
"""
_ASTRO_PATHS = (
    "src/content/blog/p{n}.md",
    "src/content/blog/2020-05-06-p{n}.md",
    "src/content/blog/p{n}/index.md",
    "src/content/blog/sub/p{n}.md",
    "src/content/blog/P {n}.md",
    "src/content/blog/_p{n}.md",
    "src/content/blog/Sub/p.{n}.md",
)


def _astro(name: str, texts: Sequence[Text], route: str = "blog", drafts: str = "") -> Site:
    files = {
        "astro.config.mjs": _ASTRO_CONFIG % "",
        "src/content.config.ts": _ASTRO_CONTENT,
        "package.json": '{"type": "module"}',
        f"src/pages/{route}/[...slug].astro": _ASTRO_ROUTE % drafts,
    }
    return Site(name, files, texts)


def _astro_sites() -> list[Site]:
    post = "src/content/blog/p{n}.md"
    whole = [
        *times(post, DATES, MARKS),
        *(
            Text(path, head)
            for path in _ASTRO_PATHS
            for head in ("", "slug: own-{n}", "slug: Own Slug {n}")
        ),
    ]
    links = ("[a](/blog/SLUG/)", "[a](/blog/SLUG)", "[a](./NAME.md)", "[a](../SLUG/)")
    return [
        _astro("status and addresses", numbered(whole)),
        _astro("drafts left out", numbered(whole), drafts=", ({ data }) => data.draft !== true"),
        _astro("another route", numbered(whole[::3]), "journal"),
        _astro("edits", numbered(edited(post, HEADS))),
        _astro(
            "inner links",
            numbered(linked("src/content/blog/{}.md", "src/pages/{}.md", "", links, MOVES)),
        ),
    ]


ASTRO = Generator("astro", _astro_sites, build_astro, read_astro, yaml_post, ("astro", "js-yaml"))
