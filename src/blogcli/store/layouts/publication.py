"""What each generator makes of posts: their URLs, redirects, and dates ahead.

One entry of plain data for each layout of `table.LAYOUTS`, by its name.
"""

from collections.abc import Mapping
from typing import NamedTuple

from blogcli.posts.links.permalinks import ContentRoot, Permalinks


class Publication(NamedTuple):
    """How a generator publishes, by keys of its own file.

    `permalinks` make the URL of a post, with the pattern under the first of `permalink_keys`, and
    those of drafts under `draft_keys`. `section_keys` hold patterns by first folder, `scopes_key`
    values by folder; `data_key` is the key of a folder's data file. `keys` are more fields of
    `permalinks`, each with its key; `default_keys` words with theirs. `slug_key` says by one of
    `slug_sources` what slugs are made of. `slash_key`: if true, patterns end in a slash;
    `assets_key`: the files in the folder beside a post, with its name, are its own. `input` and
    `route` find in the file the folder of all input, and the URL path of all posts. Where `unclear`
    is found, code makes the URLs. `subfolder_key`: if true, the main language has a folder too. A
    page of code shows the posts of a `collection` if it has `route_params`, without a slash at the
    end where the file says `bare`; else `fewest_links` show a pattern. `undated_drafts` have the
    day of their file. With `machine_days`, URLs have the days of the machine that builds.
    `shares_assets`: files in the folder of a post are those of its translations too.
    `titles_names`: a post without a title gets one from its name.

    The site's address is under `site_key`, its path under `base_key`, its title under `title_key`.
    `alias` is how an old address is written, with its path in place of PATH, and INDEX for the file
    of a folder; `alias_in_language`: without the language's path. An alias works only if
    `alias_plugin` is named in one of `plugin_files`, and not where `no_alias_key` is true. A draft
    with `kept_key` stays public at the path under it. `page` is the pattern of pages that are not
    posts, if it differs. Files in `static` folders are served from the root. `file_links`: a
    relative link is the path of a file; None if it may be of the address. CONTENT stands for the
    folder of all content, POSTS for the first one of posts.
    """

    permalinks: Permalinks = Permalinks()
    permalink_keys: tuple[str, ...] = ()
    site_key: str = ""
    base_key: str = ""
    keys: Mapping[str, str] = {}
    draft_keys: tuple[str, ...] = ()
    section_keys: tuple[str, ...] = ()
    slug_key: str = ""
    default_keys: Mapping[str, str] = {}
    scopes_key: str = ""
    slug_sources: Mapping[str, str] = {}
    slash_key: str = ""
    assets_key: str = ""
    data_key: str = ""
    fewest_links: int = 2
    collection: str = ""
    route_params: str = ""
    bare: str = ""
    input: str = ""
    route: str = ""
    subfolder_key: str = ""
    shares_assets: bool = False
    titles_names: bool = False
    undated_drafts: bool = False
    machine_days: bool = False
    unclear: str = ""
    title_key: str = "title"
    alias: str = "/PATH"
    alias_in_language: bool = False
    alias_plugin: str = ""
    plugin_files: tuple[str, ...] = ()
    no_alias_key: str = ""
    kept_key: str = ""
    page: str = ""
    static: tuple[str, ...] = ("static", "public", "source", "src", "assets", "content")
    file_links: bool | None = None


def _same(*words: str, **others: str) -> Mapping[str, str]:
    """Return the words of a generator that are ours, and those that have another name."""
    return {word: word for word in words} | others


_DAYS = ("year", "month", "day", "hour", "minute", "second")

PUBLICATIONS: Mapping[str, Publication] = {
    # https://www.getzola.org/documentation/content/page/: `path`, `slug`, dates left out of names;
    # https://www.getzola.org/documentation/content/multilingual/, …/content/taxonomies/
    "zola": Publication(
        Permalinks(
            ("/:folder/:slug/",),
            roots=(ContentRoot("CONTENT"),),
            words=_same("folder", "slug"),
            key="path",
            case="slug",
            language="en",
        ),
        site_key="base_url",
        keys={"language": "default_language"},
        static=("static", "CONTENT"),
    ),
    # https://gohugo.io/content-management/urls/, https://gohugo.io/configuration/permalinks/,
    # https://gohugo.io/content-management/multilingual/, https://gohugo.io/configuration/module/
    "hugo": Publication(
        Permalinks(
            ("/:folder/:file/",),
            roots=(ContentRoot("CONTENT"),),
            words=_same(
                *("year", "month", "day", "yearday", "weekday", "section", "sections"),
                folder="folder",
                title="hugo_title",
                slug="own|hugo_title",
                file="own|name",
                slugorcontentbasename="own|hugo_name",
                contentbasename="hugo_name",
                slugorfilename="own|hugo_name",
                filename="hugo_name",
                monthname="long_month",
                weekdayname="long_day",
            ),
            key="url",
            case="hugo",
            folders=True,
            language="en",
            zone=None,
        ),
        section_keys=("permalinks", "permalinks.page"),
        site_key="baseURL",
        keys={"language": "defaultContentLanguage", "ugly": "uglyURLs"},
        subfolder_key="defaultContentLanguageInSubdir",
        unclear=(
            r"(?i)\b(?:disablePathToLower|removePathAccents)[\"']?[ \t]*[:=][ \t]*true"
            r"|(?:\[[^][\n]{0,99}|-[ \t]{0,9})[\"']?:filename\b"
        ),
        alias_in_language=True,
        shares_assets=True,
        no_alias_key="disableAliases",
        static=("static", "assets", "CONTENT"),
    ),
    # https://www.11ty.dev/docs/permalinks/: the path below the folder of all input, with its date;
    # https://www.11ty.dev/docs/data-template-dir/: `permalink` for all posts of a folder.
    "eleventy": Publication(
        Permalinks(
            ("/:folder/:unfolded/",),
            roots=(ContentRoot("INPUT"),),
            words=_same("folder", "unfolded", "name", "bare"),
            key="permalink",
            computed="eleventyComputed.permalink",
            templates={"page.fileSlug": "bare", "page.filePathStem": "folder/:name"},
        ),
        base_key="pathPrefix",
        unclear=r"""addGlobalData\(\s*["'](?:permalink|eleventyComputed)|addUrlTransform""",
        data_key="permalink",
        input=r"""\binput:\s*["']([^"'\n]+)["']|setInputDirectory\(\s*["']([^"'\n]+)["']""",
        title_key="",
    ),
    # https://docs.astro.build/en/guides/routing/: the site's own pages say where posts go;
    # https://docs.astro.build/en/reference/content-loader-reference/: ids are slugs of paths.
    "astro": Publication(
        Permalinks(words={"folder": "folder", "id": "name", "placed": "placed"}, case="github"),
        unclear=r"\bgenerateId\b",
        collection=r"""getCollection\(\s*["']([\w-]+)["']""",
        route_params=r"\bparams:\s*\{\s*\w+:\s*\w+\.(?:id|slug)\b",
        bare=r"""\btrailingSlash:\s*["']never|\bformat:\s*["']file""",
        site_key="site",
        base_key="base",
        fewest_links=1,
        title_key="",
        page="/:name/",
        static=("public", "src", "src/assets"),
    ),
    # https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog#slug
    "docusaurus": Publication(
        Permalinks(
            ("/BLOG/:own", "/BLOG/:stamped"),
            roots=(ContentRoot("POSTS"),),
            words=_same("own", "stamped"),
        ),
        site_key="url",
        base_key="baseUrl",
        route=r"""\bblog:\s*\{(?:[^{}]|\{[^{}]*\})*?\brouteBasePath:\s*["']([^"'\n]*)["']""",
        page="/:name",
        titles_names=True,
        static=("static",),
    ),
    # https://hexo.io/docs/permalinks, https://hexo.io/docs/configuration (`future`,
    # `new_post_name`); https://github.com/hexojs/hexo-generator-alias: an alias is a file.
    "hexo": Publication(
        Permalinks(
            ("/:year/:month/:day/:title/",),
            roots=(ContentRoot("CONTENT/_posts"), ContentRoot("CONTENT/_drafts")),
            words=_same(
                *_DAYS,
                *("i_month", "i_day"),
                title="filed",
                name="filed_name",
                post_title="hexo_title",
                category="hexo_category",
                id="",
                hash="",
                timestamp="",
            ),
            defaults={"category": "uncategorized"},
            keys_are_words=True,
            key="permalink",
            file=":title.md",
            lower_keys=True,
        ),
        permalink_keys=("permalink",),
        site_key="url",
        keys={"file": "new_post_name"},
        slash_key="post_asset_folder",
        assets_key="post_asset_folder",
        machine_days=True,
        default_keys={"category": "default_category"},
        unclear=r"(?m)^(?:category_map|permalink_defaults):[ \t]*(?:\S|\n[ \t]+\S)",
        alias="PATHINDEX",
        alias_plugin="hexo-generator-alias",
        plugin_files=("package.json",),
        page="/:name.html",
        static=("CONTENT",),
    ),
    # https://docs.getpelican.com/en/latest/settings.html#url-settings: the slug is the title's.
    "pelican": Publication(
        Permalinks(
            ("/:slug.html",),
            roots=(ContentRoot("CONTENT"),),
            words=_same(
                *("year", "month", "day", "i_month", "i_day", "short_year", "y_day"),
                *("hour", "minute", "second"),
                slug="own|pelican_title",
                category="pelican_category",
                author="pelican_author",
                lang="language",
            ),
            defaults={"category": "misc"},
            key="url",
            language="en",
            language_key="lang",
            translation="/:slug-:lang.html",
            draft=("/drafts/:slug.html", "/drafts/:slug-:lang.html"),
            zone=None,
        ),
        permalink_keys=("ARTICLE_URL",),
        site_key="SITEURL",
        keys={"language": "DEFAULT_LANG", "translation": "ARTICLE_LANG_URL"},
        draft_keys=("DRAFT_URL", "DRAFT_LANG_URL"),
        slug_key="SLUGIFY_SOURCE",
        default_keys={"category": "DEFAULT_CATEGORY"},
        slug_sources={"title": "own|pelican_title", "basename": "own|pelican_name"},
        unclear=(
            r"(?m)^(?:SLUG|CATEGORY|AUTHOR)(?:_REGEX)?_SUBSTITUTIONS|^SLUGIFY_(?:USE|PRES)"
            r"|^FILENAME_METADATA\b[^\n]*<slug>"
        ),
        title_key="SITENAME",
        kept_key="save_as",
        page="/pages/:slug.html",
        static=("CONTENT", "CONTENT/extra"),
    ),
    # https://jekyllrb.com/docs/permalinks/, https://jekyllrb.com/docs/configuration/options/;
    # https://github.com/jekyll/jekyll-redirect-from
    "jekyll": Publication(
        Permalinks(
            ("date",),
            words=_same(
                *_DAYS,
                *("short_year", "i_month", "short_month", "long_month", "i_day", "y_day"),
                *("w_year", "week", "w_day", "short_day", "long_day", "output_ext", "categories"),
                title="jekyll_title",
                slug="jekyll_slug",
                name="jekyll_name",
                collection="collection",
                path="path",
                slugified_categories="slugged_categories",
            ),
            key="permalink",
            lower_keys=True,
        ),
        permalink_keys=("collections.posts.permalink", "permalink"),
        site_key="url",
        base_key="baseurl",
        undated_drafts=True,
        scopes_key="defaults",
        titles_names=True,
        alias_plugin="jekyll-redirect-from",
        plugin_files=("_config.yml", "_config.yaml", "_config.toml", "Gemfile"),
        page="ENDING",
        static=("assets",),
    ),
    "plain": Publication(title_key="", file_links=True),
    "folder": Publication(title_key=""),
}
