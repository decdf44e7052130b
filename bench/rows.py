"""Define what is measured and the targets: one row per promise.

P is the time of `python -c pass`, the minimum for any command written in Python. A target is a
ratio, so that it is independent of the machine.
"""

from __future__ import annotations

from bench.row import Row, State, Target, Unit
from blogcli.cli.main import COMMANDS

ANY = 0
"""Stands for every number of posts."""

TAG = "bench-mark"
TAGGING = ("blog", "tag", "--where", f"not tag:{TAG}", TAG, "--yes")

RENAMING = ("blog", "rename", "{slug}", "another-name", "--dry-run")
PAGES = (
    "mkdir -p content/pages && cd content/posts && ls | head -1000 | xargs cp -pt ../pages"
    f" && sleep 2.1 && cd ../.. && {{blog}} {' '.join(RENAMING[1:])}"
)
"""Pages beside the posts, with the same links, and an index that has them."""

BROWSE, DRAWN, CTRL_C, INTERRUPTED = ("blog", "browse"), "quit", "\x03", (130,)
BROWSE_ALL = (*BROWSE, "--sort", "title")  # so sorted, all posts are there at once
TAG_ALL = ((DRAWN, "*t"), ("posts:", f"{TAG}\r"))


def at_most(limit: float) -> tuple[Target, ...]:
    """Return a single target in P."""
    return (Target(limit),)


HELP = tuple(("blog", *words, "--help") for words in ((), *((one.name,) for one in COMMANDS)))

ROWS: tuple[Row, ...] = (
    Row(
        "version",
        "`blog --version`",
        (("blog", "--version"),),
        {ANY: at_most(5)},
        every_size=False,
    ),
    Row(
        "help",
        "`--help` of the slowest command",
        HELP,
        {ANY: at_most(5)},
        every_size=False,
    ),
    Row(
        "alone",
        "`blog` alone",
        (("blog",),),
        {10_000: at_most(16)},
    ),
    Row(
        "list",
        "`blog list -n 20`, warm, piped",
        (("blog", "list", "-n", "20"),),
        {1_000: at_most(6), 10_000: at_most(9), 100_000: at_most(45)},
    ),
    Row(
        "terminal",
        "the same as a table on a terminal",
        (("blog", "list", "-n", "20"),),
        {ANY: (Target(4, Unit.MORE, "list"),)},
        terminal=True,
    ),
    Row(
        "json",
        "`blog list --json`, all posts, warm",
        (("blog", "list", "--json"),),
        {10_000: at_most(14)},
    ),
    Row(
        "tagged",
        "`blog list --tag x --json`, warm",
        (("blog", "list", "--tag", "{tag}", "--json"),),
    ),
    Row(
        "title",
        "`blog list title:x --json`, warm",
        (("blog", "list", "title:*{word}*", "--json"),),
        {10_000: at_most(14)},
    ),
    Row(
        "key",
        "a query on a key of the front matter, warm",
        (("blog", "list", "meta.author:n*", "--json"),),
        {10_000: at_most(14)},
    ),
    Row(
        "cold",
        "`blog list -n 20`, no index yet",
        (("blog", "list", "-n", "20"),),
        {10_000: (Target(45), Target(0.5, Unit.TIMES, "hugo"))},
        state=State.COLD,
    ),
    Row("hugo", "`hugo list all`", (("hugo", "list", "all"),)),
    Row("grep", "`grep -rl '^tags:.*x'`", (("grep", "-rl", "^tags:.*{tag}", "content/posts"),)),
    Row(
        "show",
        "`blog show SLUG`, piped",
        (("blog", "show", "{slug}"),),
        {100_000: at_most(10)},
    ),
    Row(
        "search",
        "`blog search WORD -n 10`, warm",
        (("blog", "search", "{word}", "-n", "10"),),
        {10_000: at_most(10)},
        up_to=10_000,
    ),
    Row(
        "first search",
        "`blog search WORD -n 10`, no index yet",
        (("blog", "search", "{word}", "-n", "10"),),
        {10_000: (Target(2, Unit.TIMES, "cold json"),)},
        up_to=10_000,
        state=State.COLD,
    ),
    Row(
        "cold json",
        "`blog list --json`, no index yet",
        (("blog", "list", "--json"),),
        up_to=10_000,
        state=State.COLD,
    ),
    Row(
        "check",
        "`blog check`, warm",
        (("blog", "check"),),
        {10_000: (Target(1, Unit.TIMES, "lychee"),)},
        up_to=10_000,
        prints=False,
    ),
    Row(
        "check one",
        "`blog check` after one post was changed",
        (("blog", "check"),),
        {10_000: (Target(1.1, Unit.TIMES, "lychee"),)},
        up_to=10_000,
        state=State.CHANGED,
        first=("sh", "-c", "{blog} check; echo More. >> content/posts/{slug}.md"),
        prints=False,
    ),
    Row(
        "first check",
        "`blog check`, no index yet",
        (("blog", "check"),),
        {10_000: (Target(6, Unit.TIMES, "lychee"),)},
        up_to=10_000,
        state=State.COLD,
        prints=False,
    ),
    Row(
        "lychee",
        "`lychee --offline`, the same files",
        (("lychee", "--offline", "--no-progress", "content/posts"),),
        up_to=10_000,
        codes=(0, 2),  # 2 for links that are broken
    ),
    Row(
        "rename",
        "`blog rename SLUG NEW --dry-run`, warm",
        (RENAMING,),
        {10_000: at_most(15)},
        up_to=10_000,
    ),
    Row(
        "rename pages",
        "the same on a site with 1,000 pages beside the posts",
        (RENAMING,),
        {10_000: at_most(15)},
        up_to=10_000,
        state=State.CHANGED,
        first=("sh", "-c", PAGES),
    ),
    Row(
        "atom",
        "`blog export --format atom`, all published posts",
        (("blog", "export", "--format", "atom"),),
        {10_000: (Target(0.4, Unit.TIMES, "hugo build"),)},
        up_to=10_000,
    ),
    Row(
        "hugo build",
        "`hugo --renderToMemory`, the whole site",
        (("hugo", "--quiet", "--renderToMemory", "--layoutDir", "{bench}/layouts"),),
        up_to=10_000,
        prints=False,
    ),
    Row(
        "stats",
        "`blog stats --json`, warm",
        (("blog", "stats", "--json"),),
        {10_000: at_most(16), 100_000: (Target(95), Target(100, Unit.MEGABYTES, "stats"))},
    ),
    Row(
        "open",
        "`blog open SLUG --print`",
        (("blog", "open", "{slug}", "--print"),),
        {10_000: at_most(10)},
    ),
    Row(
        "open latest",
        "`blog open @latest --print`, warm",
        (("blog", "open", "@latest", "--print"),),
        {10_000: at_most(10)},
    ),
    Row(
        "complete",
        "completion of a slug, as bash asks",
        (("blog",),),
        {10_000: at_most(12)},
        environ={
            "_BLOG_COMPLETE": "bash_complete",
            "COMP_LINE": "blog show {prefix}",
            "COMP_WORDBREAKS": " \t\n\"'><=;|&(:",
        },
    ),
    Row(
        "tag",
        "`blog tag --where Q x`, every post changed",
        (TAGGING,),
        {10_000: (Target(2.5, Unit.TIMES, "rewrite"),)},
        up_to=10_000,
        state=State.CHANGED,
        prints=False,
    ),
    Row(
        "undo",
        "`blog undo` of that",
        (("blog", "undo", "--yes"),),
        {10_000: (Target(2, Unit.TIMES, "rewrite"),)},
        up_to=10_000,
        state=State.CHANGED,
        first=TAGGING,
        prints=False,
    ),
    Row(
        "rename tag",
        "`blog tags rename x y`, on a few percent of the posts",
        (("blog", "tags", "rename", "{tag}", TAG, "--yes"),),
        up_to=10_000,
        state=State.CHANGED,
        prints=False,
    ),
    Row(
        "restore",
        "`blog restore -` of a few percent of the posts, as `blog trash` names them",
        (("sh", "-c", "{blog} trash | cut -f 1 | {blog} restore - --yes"),),
        up_to=10_000,
        state=State.CHANGED,
        first=("blog", "rm", "--where", "tag:{tag}", "--yes"),
        prints=False,
    ),
    Row(
        "rewrite",
        "bare durable loop: read, write beside, fsync, rename",
        (("python", "{bench}/rewrite.py", "content/posts"),),
        up_to=10_000,
        state=State.CHANGED,
        prints=False,
    ),
    Row(
        "browse",
        "`blog browse` until it is drawn",
        (BROWSE,),
        {10_000: at_most(45), 100_000: at_most(85)},
        terminal=True,
        codes=INTERRUPTED,
        presses=((DRAWN, CTRL_C),),
    ),
    Row(
        "browse key",
        "a key in `blog browse`, until the screen shows it",
        (BROWSE,),
        {ANY: at_most(5)},
        terminal=True,
        codes=INTERRUPTED,
        presses=((DRAWN, "/"), ("to the list", CTRL_C)),
    ),
    Row(
        "browse tag",
        "a tag for all marked posts in `blog browse`, shown, Enter at once, until it is done",
        (BROWSE_ALL,),
        {1_000: (Target(1.3, Unit.TIMES, "tag"),)},
        up_to=1_000,
        terminal=True,
        state=State.CHANGED,
        codes=INTERRUPTED,
        presses=(*TAG_ALL, ("cancel", "\r"), ("Tagged", CTRL_C)),
        waits=2,
    ),
    Row(
        "memory",
        "the most memory `blog list -n 20` holds",
        targets={100_000: (Target(100, Unit.MEGABYTES, "list"),)},
    ),
    Row(
        "index",
        "size of the index next to the posts",
        targets={ANY: (Target(1, Unit.OF_POSTS),)},
    ),
)
