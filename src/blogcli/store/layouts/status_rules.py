"""What each generator builds: its draft marks, its dates, and its settings that change both."""

from collections.abc import Mapping

from blogcli.posts.model.status import DraftMark, NameRule, StatusRules, ValueRule

ADDRESS_FIELDS = frozenset({"date", "slug", "categories", "aliases", "url"})
"""Fields that decide when and where a post is built; most generators know case in their keys."""

NOTHING_HIDES = StatusRules(marks=(), learned=True, shows_future=True)
"""Eleventy and Astro build every file, but for what the site's own code leaves out:
https://www.11ty.dev/docs/config-preprocessors/#example-drafts"""

# https://www.11ty.dev/docs/permalinks/#skip-writing-to-the-file-system
ELEVENTY = NOTHING_HIDES._replace(
    marks=(DraftMark("permalink", False, None, "bool", exact=True),), any_mark=True
)

# https://www.11ty.dev/docs/dates/: what YAML or ISO 8601 takes for a date, and four words.
ELEVENTY_DATE = (
    r"\d{4}-\d\d?-\d\d?"
    r"(?:(?:[Tt]\d\d?:\d\d(?::\d\d)?|[ \t]+\d\d?:\d\d:\d\d)(?:\.\d*)?"
    r"[ \t]*(?:[Zz]|[-+]\d\d?(?::?\d\d)?)?)?"
)
ELEVENTY_WORDS = ("last modified", "created", "git last modified", "git created")

# https://www.getzola.org/documentation/content/page/#front-matter
ZOLA = StatusRules(marks=(DraftMark("draft", True, False, "bool", exact=True),), shows_future=True)

_HUGO_STARTS = ("publishDate", "pubDate", "published", "date", "lastmod", "modified")
_HUGO_ENDS = ("expiryDate", "unpublishDate")

# https://gohugo.io/content-management/front-matter/#fields and
# https://gohugo.io/configuration/front-matter/#dates: the keys of a date, and what follows.
HUGO = StatusRules(
    marks=(DraftMark("draft", True, False, "go"), DraftMark("published", False, True, "go")),
    starts=_HUGO_STARTS,
    ends=_HUGO_ENDS,
    values=tuple(ValueRule(key, "moment", exact=False) for key in _HUGO_STARTS + _HUGO_ENDS),
)

# https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog#markdown-front-matter,
# https://github.com/facebook/docusaurus, packages/docusaurus-plugin-content-blog: frontMatter.ts
DOCUSAURUS = StatusRules(
    marks=(DraftMark("draft", True, False, "joi", exact=True),),
    values=(
        ValueRule("draft", "truth", empty=False),
        ValueRule("unlisted", "truth", empty=False),
        ValueRule("hide_table_of_contents", "truth", empty=False),
        ValueRule("date", "date", empty=False),
        ValueRule("tags", "list", empty=False),
        ValueRule("slug", "name", empty=False),
        ValueRule("title", "words", empty=False),
        ValueRule("description", "words", empty=False),
    ),
    shows_future=True,
    listed_drafts=True,
)

# https://hexo.io/docs/front-matter, https://hexo.io/docs/configuration#Writing (`future` is true),
# https://github.com/hexojs/hexo/blob/master/lib/plugins/processor/common.ts (`_` in names)
HEXO = StatusRules(
    marks=(DraftMark("published", False, True, "hexo", exact=True),),
    folders=("_drafts",),
    names=(
        NameRule(
            "_posts",
            r"(?!_|.*/_)",
            "a name that begins with `_` is not built",
            "rename the file without the `_`: blog publish",
        ),
    ),
    shows_future=True,
)

# https://docs.getpelican.com/en/latest/content.html#publishing-drafts, …#hidden-posts
PELICAN = StatusRules(
    marks=(DraftMark("status", "draft", "published", "pelican"),),
    shows_future=True,
    unlisted=("status", "hidden"),
)

# https://jekyllrb.com/docs/front-matter/ (`published`), https://jekyllrb.com/docs/posts/ (names);
# https://github.com/jekyll/jekyll/blob/master/lib/jekyll/document.rb (dates in names, and values)
JEKYLL = StatusRules(
    marks=(DraftMark("published", False, True, "psych", exact=True),),
    folders=("_drafts",),
    names=(
        NameRule(
            "_posts",
            r"(?![._~#])(?:.*/)?\d{2,4}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])-[^/]*\Z",
            "a name that does not begin with a date, as 2024-03-05-hello.md does, is not built",
            "rename the file: blog publish",
            dated=True,
        ),
    ),
    values=(
        ValueRule("date", "date", empty=False),
        ValueRule("permalink", "text"),
        ValueRule("slug", "text"),
    ),
)


STATUS_SWITCHES: Mapping[str, Mapping[str, str]] = {
    # https://gohugo.io/configuration/all/
    "hugo": {
        "shows_future": "buildFuture",
        "shows_expired": "buildExpired",
        "shows_marked": "buildDrafts",
    },
    "hexo": {
        "shows_future": "future",
        "shows_marked": "render_drafts",
        "shows_folders": "render_drafts",
    },
    # https://docs.getpelican.com/en/latest/settings.html
    "pelican": {"shows_future": "WITH_FUTURE_DATES", "hides_unmarked": "DEFAULT_METADATA.status"},
    # https://jekyllrb.com/docs/configuration/options/
    "jekyll": {
        "shows_future": "future",
        "shows_marked": "unpublished",
        "shows_folders": "show_drafts",
    },
}
"""Fields of StatusRules that the generator's own file sets, each with its key there."""
