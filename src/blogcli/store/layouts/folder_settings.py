"""What the generators' own files say about folders: one entry of plain data for each."""

from collections.abc import Mapping
from typing import NamedTuple


class FolderSettings(NamedTuple):
    """Where a generator's settings name folders, as regular expressions over their text.

    Where `contents` is found, each language under `languages_key` may have a folder of content, and
    those under `mounts_key` may be mounted as content. `unset` is the folder of all content if
    there is no setting and not the usual one; `posts` and `pages` find text with quoted folders of
    those. `output` is the key of the folder of the built site. The text is that of the marker and
    of the files in `configs`.
    `collections` is the key of more kinds of posts, each in a folder of its name after a `_`.
    Where `all_names` is found, files whose names begin with `_` are posts as well.
    `others` are endings of posts that the generator reads too, and blogcli does not.
    """

    contents: str = ""
    languages_key: str = ""
    mounts_key: str = ""
    unset: str = ""
    posts: str = ""
    pages: str = ""
    output: str = ""
    all_names: str = ""
    collections: str = ""
    configs: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


FOLDER_SETTINGS: Mapping[str, FolderSettings] = {
    # https://gohugo.io/configuration/languages/ and …/module/ (`contentDir`, `mounts`)
    "hugo": FolderSettings(
        contents=r"\bcontentDir\b|\bmounts\b",
        languages_key="languages",
        mounts_key="module.mounts",
        output="publishDir",
        others=("org", "rst", "adoc", "pandoc"),
        configs=tuple(
            f"config/_default/{name}.{ending}"
            for name in ("languages", "module")
            for ending in ("toml", "yaml", "yml")
        ),
    ),
    # https://www.11ty.dev/docs/config/#output-directory
    "eleventy": FolderSettings(output="output"),
    # https://docs.astro.build/en/guides/content-collections/#the-collection-loader (`base`)
    "astro": FolderSettings(
        posts=r"""\bbase["']?[ \t]*:[ \t]*(["'][^"'\n]+["'])""",
        output="outDir",
        all_names=r"""\A(?![\s\S]*\[\^_)[\s\S]*?\bpattern["']?[ \t]*:""",
        configs=tuple(
            f"src/content{place}config.{ending}"
            for place in (".", "/")
            for ending in ("ts", "mts", "js", "mjs")
        ),
    ),
    # https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog#path
    "docusaurus": FolderSettings(
        posts=(
            r"""(?:\bblog["']?[ \t]*:[ \t]*\{|plugin-content-blog["'],\s*\{)"""
            r"""(?:[^{}]|\{[^{}]*\})*?\bpath["']?[ \t]*:[ \t]*(["'][^"'\n]+["'])"""
        ),
    ),
    # https://hexo.io/docs/configuration#Directory
    "hexo": FolderSettings(output="public_dir"),
    # https://docs.getpelican.com/en/latest/settings.html#basic-settings: PATH is `.` if not set.
    "pelican": FolderSettings(
        unset=".",
        others=("rst",),
        posts=r"""(?m)^ARTICLE_PATHS[ \t]*=[ \t]*[\[(]([^\])]*)""",
        pages=r"""(?m)^PAGE_PATHS[ \t]*=[ \t]*[\[(]([^\])]*)""",
        output="OUTPUT_PATH",
    ),
    # https://jekyllrb.com/docs/configuration/options/#global-configuration
    # and https://jekyllrb.com/docs/collections/: those with `output: true` have pages.
    "jekyll": FolderSettings(output="destination", collections="collections"),
    # https://www.getzola.org/documentation/getting-started/configuration/
    "zola": FolderSettings(output="output_dir"),
}
