"""The supported site generators: one entry of plain data for each.

A new one is a new entry and a site in `tests/sites`; no code knows its name. The first match wins.
"""

from collections.abc import Mapping
from datetime import UTC

from blogcli.posts.model.conventions import Conventions, Split, keys_first
from blogcli.store.layouts import status_rules as built
from blogcli.store.layouts.model import MARKDOWN, PLAIN, Layout, Marker

MARKDOWN_AND_HTML = MARKDOWN | {"html"}

USUAL_NAMES = ("posts", "post", "blog", "articles", "news")
USUAL = f"{{{','.join(USUAL_NAMES)}}}"
"""Folders of posts if the generator leaves the name open; new posts go to the first."""


def _any_of(*paths: str, beside: str = "", weak: bool = False) -> tuple[Marker, ...]:
    return tuple(Marker(path, beside=beside, weak=weak) for path in paths)


LAYOUTS: tuple[Layout, ...] = (
    # https://getzola.org/documentation/getting-started/configuration: `base_url` is mandatory;
    # https://getzola.org/documentation/content/page: bundles, `_index.md`, dates in names.
    Layout(
        name="zola",
        markers=(
            Marker("zola.toml"),
            Marker("config.toml", beside="content", says=r"(?m)^[ \t]*base_url[ \t]*="),
        ),
        folders=(f"CONTENT/{USUAL}", f"CONTENT/*/{USUAL}"),
        otherwise=("CONTENT",),
        home="CONTENT/blog",
        file=PLAIN,
        leaf_bundles=True,
        taxonomies="taxonomies",
        languages_key="languages",
        output_key="output_dir",
        conventions=Conventions(
            format="toml",
            split=Split.ONE,
            status=built.ZOLA,
            unzoned=UTC,
            tags_key="taxonomies.tags",
            names=keys_first(categories="taxonomies.categories"),
        ),
    ),
    # https://gohugo.io/configuration/introduction/ (file names, `config/_default`), …/languages/,
    # …/module/ (`contentDir`, `mounts`),
    # https://gohugo.io/content-management/page-bundles/, …/archetypes/, …/front-matter/.
    Layout(
        name="hugo",
        markers=(
            *_any_of("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"),
            *_any_of("config.toml", "config.yaml", "config.yml", "config.json", beside="content"),
            *_any_of("config/_default/hugo.toml", "config/_default/hugo.yaml"),
            *_any_of("config/_default/config.toml", "config/_default/config.yaml"),
        ),
        folders=(f"CONTENT/{USUAL}", f"CONTENT/*/{USUAL}"),
        otherwise=("CONTENT",),
        home="CONTENT/posts",
        file=PLAIN,
        templates="archetypes",
        extensions=MARKDOWN_AND_HTML,
        leaf_bundles=True,
        content_key="contentDir",
        zone_key="timeZone",
        other=("org", "rst", "adoc", "pandoc"),
        configs=tuple(
            f"config/_default/{name}.{ending}"
            for name in ("languages", "module")
            for ending in ("toml", "yaml", "yml")
        ),
        contents=r"\bcontentDir\b|\bmounts\b",
        languages_key="languages",
        mounts_key="module.mounts",
        output_key="publishDir",
        conventions=Conventions(
            split=Split.ONE,
            status=built.HUGO,
            unzoned=UTC,
            names=keys_first(updated="lastmod"),
        ),
    ),
    # https://www.11ty.dev/docs/config/#default-filenames (the `.ts` one by `--config`), …#output,
    # https://www.11ty.dev/docs/collections/: a string under `tags` is one tag.
    Layout(
        name="eleventy",
        markers=_any_of(
            *(f"eleventy.config.{ending}" for ending in ("js", "mjs", "cjs", "ts")),
            ".eleventy.js",
        ),
        folders=(USUAL, f"*/{USUAL}", f"*/*/{USUAL}"),
        elsewhere=("{_posts,_blog,_articles}", "*/{_posts,_blog,_articles}"),
        otherwise=(".",),
        home="content/blog",
        file=PLAIN,
        extensions=MARKDOWN_AND_HTML,
        static=".",
        folder_data=("json", *(f"11tydata.{ending}" for ending in ("json", "js", "cjs", "mjs"))),
        site_data=("_data/permalink", "_data/eleventyComputed"),
        output_key="output",
        conventions=Conventions(
            split=Split.ONE,
            status=built.ELEVENTY,
            unzoned=UTC,
            date_form=built.ELEVENTY_DATE,
            date_words=built.ELEVENTY_WORDS,
            alias_key="",
        ),
    ),
    # https://docs.astro.build/en/guides/content-collections/: `base`; `_` names are
    # left out; `pubDate` is what the blog starter's schema asks for.
    Layout(
        name="astro",
        markers=_any_of(
            *(f"astro.config.{ending}" for ending in ("mjs", "js", "ts", "mts", "cjs"))
        ),
        folders=(
            f"src/content/{USUAL}",
            f"src/content/*/{USUAL}",
            f"src/data/{USUAL}",
            f"src/{USUAL}",
            f"src/pages/{USUAL}",
            f"content/{USUAL}",
        ),
        elsewhere=(f"src/contents/{USUAL}", f"data/{USUAL}", USUAL, "src/{writing,essays}"),
        otherwise=("src/content",),
        home="src/content/blog",
        file=PLAIN,
        partials=True,
        pages="src/pages",
        routes="src/pages",
        static="public",
        configs=tuple(
            f"src/content{place}config.{ending}"
            for place in (".", "/")
            for ending in ("ts", "mts", "js", "mjs")
        ),
        posts_named=r"""\bbase["']?[ \t]*:[ \t]*(["'][^"'\n]+["'])""",
        output_key="outDir",
        all_names=r"""\A(?![\s\S]*\[\^_)[\s\S]*?\bpattern["']?[ \t]*:""",
        conventions=Conventions(
            status=built.NOTHING_HIDES,
            unzoned=UTC,
            alias_key="",
            names=keys_first(date="pubDate", updated="updatedDate"),
        ),
    ),
    # https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog: `path` is `blog`,
    # dates in names; old addresses are a matter of the client-redirects plugin, not of posts.
    Layout(
        name="docusaurus",
        markers=_any_of(*(f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "cjs"))),
        folders=("blog", "i18n/*/docusaurus-plugin-content-blog*"),
        home="blog",
        partials=True,
        pages="src/pages",
        posts_named=(
            r"""(?:\bblog["']?[ \t]*:[ \t]*\{|plugin-content-blog["'],\s*\{)"""
            r"""(?:[^{}]|\{[^{}]*\})*?\bpath["']?[ \t]*:[ \t]*(["'][^"'\n]+["'])"""
        ),
        conventions=Conventions(
            status=built.DOCUSAURUS,
            unzoned=UTC,
            alias_key="",
            names=keys_first(updated="last_update.date"),
        ),
    ),
    # https://hexo.io/docs/configuration (`source_dir`, `timezone`), https://hexo.io/docs/writing
    # (`_posts`, `_drafts`, `scaffolds`), https://hexo.io/docs/front-matter (`published`).
    Layout(
        name="hexo",
        markers=(
            *_any_of("_config.yml", "_config.yaml", "_config.json", beside="source/_posts"),
            *_any_of("_config.yml", "_config.yaml", "_config.json", beside="scaffolds"),
        ),
        folders=("CONTENT/{_posts,_drafts}",),
        home="CONTENT/_posts",
        file=PLAIN,
        drafts="_drafts",
        templates="scaffolds",
        extensions=MARKDOWN_AND_HTML,
        content="source",
        content_key="source_dir",
        zone_key="timezone",
        static="CONTENT",
        output_key="public_dir",
        conventions=Conventions(
            split=Split.ONE,
            draft_key="published",
            status=built.HEXO,
            utc_clocks=True,
            alias_key="alias",
            date_style=" ",
            names={**keys_first(), "date": ("date",)},
            exact=built.ADDRESS_FIELDS,
        ),
    ),
    # https://docs.getpelican.com/en/latest/settings.html (`PATH`: `.` if not set),
    # https://docs.getpelican.com/en/latest/content.html (headers, `Status`, lists with commas).
    Layout(
        name="pelican",
        markers=_any_of("pelicanconf.py"),
        folders=("CONTENT",),
        home="CONTENT",
        file=PLAIN,
        extensions=MARKDOWN_AND_HTML,
        skip=("CONTENT/pages",),
        content_key="PATH",
        zone_key="TIMEZONE",
        pages="CONTENT/pages",
        static="CONTENT",
        other=("rst",),
        unset=".",
        posts_named=r"""(?m)^ARTICLE_PATHS[ \t]*=[ \t]*[\[(]([^\])]*)""",
        pages_named=r"""(?m)^PAGE_PATHS[ \t]*=[ \t]*[\[(]([^\])]*)""",
        output_key="OUTPUT_PATH",
        conventions=Conventions(
            format="headers",
            headers=True,
            draft_key="status",
            status=built.PELICAN,
            unzoned=UTC,
            tags_key="Tags",
            alias_key="",
            date_style=" ",
            numbered_dates=True,  # Pelican reads by dateutil
            names=keys_first(
                title="Title",
                date="Date",
                updated="Modified",
                tags="Tags",
                categories="Category",
                authors="Authors",
                description="Summary",
                slug="Slug",
            ),
        ),
    ),
    # https://jekyllrb.com/docs/structure/, https://jekyllrb.com/docs/posts/ (drafts, tags as a
    # string with spaces), https://jekyllrb.com/docs/collections/ (`output: true` makes pages),
    # https://github.com/jekyll/jekyll-redirect-from.
    Layout(
        name="jekyll",
        markers=(
            *_any_of("_config.yml", "_config.yaml", "_config.toml"),
            *_any_of("_posts", "_drafts", weak=True),
        ),
        folders=("**/{_posts,_drafts}",),
        home="_posts",
        drafts="_drafts",
        templates="_templates",
        extensions=MARKDOWN_AND_HTML,
        zone_key="timezone",
        static=".",
        output_key="destination",
        collections_key="collections",
        conventions=Conventions(
            split=Split.SPACE,
            yes_is_true=True,  # Psych reads YAML 1.1
            draft_key="published",
            status=built.JEKYLL,
            plain_times_are_utc=True,
            alias_key="redirect_from",
            date_style=" ",
            names={**keys_first(updated="last_modified_at"), "date": ("date",)},
            exact=built.ADDRESS_FIELDS,
        ),
    ),
    Layout(
        name="plain",
        markers=(Marker("blog.toml"), Marker("posts", weak=True)),
        folders=("posts",),
        pages="pages",
        static=".",
        conventions=Conventions(alias_key=""),
    ),
    Layout("folder", markers=(), folders=(".",), home=".", conventions=Conventions(alias_key="")),
)

BY_NAME: Mapping[str, Layout] = {layout.name: layout for layout in LAYOUTS}
