"""Run the blog's own server or build, once it is allowed, and show a post as it serves it."""

from collections.abc import Sequence
from threading import Thread
from typing import NamedTuple

from blogcli.cli.app import App
from blogcli.errors import BlogError, Canceled, NotFound
from blogcli.posts.links.permalinks import percent_encoded
from blogcli.posts.read.post import Post
from blogcli.processes.browser import open_page
from blogcli.processes.pages import HOST, answer, free_port, is_free, wait_for
from blogcli.processes.server import Server, interrupted_by_signals
from blogcli.store.blog.site_commands import SiteCommand, serve_command
from blogcli.store.fs.site_state import allow, forget_server, is_allowed, keep_server

_LISTS = ("sitemap.xml", "index.xml", "feed.xml", "atom.xml", "rss.xml", "feeds/all.atom.xml")
"""Where sites list their pages: sitemaps and feeds."""

_LAST = 12
"""Most lines of a server in the message of a failure."""


class ServeOptions(NamedTuple):
    """How to serve: on which port (None: a free one), what to show, and the generator's options."""

    port: int | None = None
    opens: bool = False
    published: bool = False
    dry_run: bool = False
    yes: bool = False
    args: tuple[str, ...] = ()


def _allow(app: App, command: SiteCommand, *, yes: bool) -> None:
    """Make sure that the user wants these words to run in the blog's folder.

    A yes is kept, and other words are asked about again. Raises Canceled for a no, BlogError where
    nobody can be asked.
    """
    state = app.blog.state
    if is_allowed(state, command.identity):
        return
    shown = command.shown()
    if not yes:
        if not app.terminal.interactive:
            raise BlogError(
                f"`{shown}` runs this site's own code, which nobody has allowed yet",
                "--yes allows it, for this blog and these words",
            )
        question = f"Run this site's own code in {app.blog.place}: {shown}? [y/N] "
        if (app.terminal.ask(question) or "").casefold() not in ("y", "yes"):
            raise Canceled("Canceled; nothing was started.")
    allow(state, command.identity)


def serve(app: App, posts: Sequence[Post], options: ServeOptions) -> None:
    """Run the blog's own server until it is interrupted; say where the posts are once they are.

    Raises NotFound for a post that the site has no page of, BlogError if the server fails.
    """
    command = serve_command(app.blog, options.args, published=options.published)
    port = options.port or free_port()
    if options.dry_run:
        app.terminal.write_safe(command.shown(port) + "\n")
        return
    _allow(app, command, yes=options.yes)
    if not is_free(port):
        raise BlogError(f"port {port} is in use", "leave out --port, and a free one is taken")
    app.terminal.flush()
    environ = {**app.environ, "PORT": str(port)}
    with interrupted_by_signals():
        _waiting(app, f"waiting for {command.name} …")
        with Server(command.started(port), app.blog.place, environ) as server:
            try:
                _show(app, server, command, port, posts, options)
            finally:
                forget_server(app.blog.state, server.pid)


def _show(
    app: App,
    server: Server,
    command: SiteCommand,
    port: int,
    posts: Sequence[Post],
    options: ServeOptions,
) -> None:
    """Wait for the pages, show them, then pass on what the server writes."""
    base = app.blog.addresses.base
    try:
        paths = [_page(app, server, port, post) for post in posts]
        if not posts:
            paths = [wait_for(server, port, _placed(base, "/"), []) or "/"]
    except BlogError:
        _waiting(app, "")
        _tell_last_lines(app, server)
        raise
    _waiting(app, "")
    start = f"http://{HOST}:{port}"
    is_below = base and any(path.startswith(f"{base}/") for path in paths)
    keep_server(app.blog.state, server.pid, port, start + base * bool(is_below))
    urls = [f"{start}{path}" for path in paths]
    missing = [post for post, path in zip(posts, paths, strict=False) if not path]
    if missing:
        raise _no_page(app, server, missing[0], options)
    app.terminal.say(f"{command.shown(port)} · {' '.join(urls)}")
    if options.opens:
        for url in urls:
            Thread(target=_open, args=(app, url), daemon=True).start()
    for line in server.lines():
        app.terminal.say(line, "dim")
    if server.exit_code:
        _tell_last_lines(app, server)
    raise BlogError(f"{command.name} ended with exit code {server.exit_code}")


def _page(app: App, server: Server, port: int, post: Post) -> str:
    """Return the path of a post's page on the server, "" if the site has none.

    If its address is not known, that is told, and the path is that of the home page.
    """
    base, path = app.blog.addresses.base, app.blog.addresses.path(post.summary)
    homes = _placed(base, "/")
    paths = [percent_encoded(one) for one in _placed(base, path)] if path else homes
    found = wait_for(server, port, paths, homes if path else [])
    if found and path:
        return found
    if other := _listed_page(port, homes, post.summary.slug):
        return other
    if path:
        return ""
    _waiting(app, "")
    why = app.blog.addresses.why_unknown or "nothing tells it"
    app.terminal.warn(f"the address of {post.summary.slug} is not known: {why}; see the home page")
    return found or "/"


def _listed_page(port: int, homes: Sequence[str], slug: str) -> str:
    """Return the path of a page with this slug by the site's own lists, "" for none."""
    from blogcli.posts.text.urls import pages_named

    for name in (f"{home}{file}" for home in homes for file in _LISTS):
        code, text = answer(port, name)
        for path in pages_named(text, slug) if code == 200 else ():
            if answer(port, path)[0] == 200:
                return path
    return ""


def _placed(base: str, path: str) -> list[str]:
    """Return where a path may be: below the site's own folder, and at the root."""
    return [*dict.fromkeys((base + path, path))]


def _no_page(app: App, server: Server, post: Post, options: ServeOptions) -> NotFound:
    """Return why the site has no page of a post, as far as that is known.

    Where it is not, the server's warnings are shown: they may tell, as of a missing template.
    """
    from blogcli.posts.read.as_built import why_not_built
    from blogcli.store.layouts.generators import GENERATORS

    summary, known = post.summary, GENERATORS.get(app.blog.layout.name)
    status, why = summary.status(app.now), why_not_built(post)
    state = "a draft" if status == "draft" else status
    shows_drafts = known is not None and bool(known.drafts) and not options.published
    hiding = [key for key in summary.meta if known and key in known.hiding_keys]
    if status != "published" and options.published:
        what, hint = f"it is {state}", "leave out --published"
    elif hiding:
        what, hint = f"its key `{hiding[0]}` may keep it from having one", ""
    elif why is not None and not (shows_drafts and (why.key or _is_in_drafts(app, post))):
        what, hint = why.message, why.hint
    else:
        _tell_last_lines(app, server, ("warn", "error"))
        path = app.blog.addresses.path(summary)
        what, hint = f"nothing is at {path}", "the site may have no template for posts"
    return NotFound(f"the site has no page for {summary.slug}: {what}", hint)


def _is_in_drafts(app: App, post: Post) -> bool:
    return app.blog.conventions.is_draft_path(post.summary.path)


def _tell_last_lines(app: App, server: Server, with_words: Sequence[str] = ("",)) -> None:
    """Show the last lines that the server wrote, or those with one of the words."""
    server.stop()
    found = [one for one in server.last_lines if any(word in one.lower() for word in with_words)]
    for line in found[-_LAST:]:
        app.terminal.say(f"  {line}")


def _waiting(app: App, text: str) -> None:
    if app.terminal.stderr_is_tty:
        app.terminal.draw_line(text)


def _open(app: App, url: str) -> None:
    if not open_page(url, app.environ):
        app.terminal.warn(f"no browser opened {url}; $BROWSER names one")


def build(app: App, command: SiteCommand, *, yes: bool) -> None:
    """Run the build in the blog's folder; raises BlogError if it fails."""
    _allow(app, command, yes=yes)
    app.terminal.flush()
    with (
        interrupted_by_signals(),
        Server(command.started(), app.blog.place, app.environ) as server,
    ):
        for line in server.lines():
            app.terminal.say(line)
        code = server.exit_code
    if code:
        raise BlogError(f"{command.name} ended with exit code {code}")
