"""Where posts are on the web, and opening them there."""

from __future__ import annotations

from collections.abc import Sequence

from blogcli.cli.app import App
from blogcli.errors import BlogError, NotFound
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import Post


def print_addresses(app: App, posts: Sequence[Summary], where: str) -> None:
    """Print the addresses of posts, one a line; raise NotFound for the first that has none."""
    site = "" if where == "live" else _running_site(app)
    missing: NotFound | None = None
    for post in posts:
        try:
            app.terminal.write_line(_address(app, post, site, where))
        except NotFound as error:
            missing = missing or error
    if missing is not None:
        raise missing


def open_posts(app: App, posts: Sequence[Post], where: str, *, yes: bool) -> None:
    """Open posts in the browser: on the server that runs, else live, else on one started now.

    Raises NotFound for a post that is not public if it must be live.
    """
    site = "" if where == "live" else _running_site(app)
    try:
        urls = [_address(app, post.summary, site, where) for post in posts]
    except NotFound:
        if where == "live":
            raise
        from blogcli.cli.site.serve import ServeOptions, serve

        serve(app, posts, ServeOptions(opens=True, yes=yes))
        return
    from blogcli.processes.browser import open_page

    for url in urls:
        app.terminal.say(f"Opening {url}")
        app.terminal.flush()
        if not open_page(url, app.environ):
            raise BlogError(f"no browser opened {url}", "$BROWSER names the browser to use")


def _running_site(app: App) -> str:
    """Return the address of the site on the server that `blog serve` runs, "" for none."""
    from blogcli.store.fs.site_state import running_server

    found = running_server(app.blog.state)
    if found is None:
        return ""
    from blogcli.processes.pages import listens

    return found.site if listens(found.port) else ""


def _address(app: App, post: Summary, site: str, where: str) -> str:
    """Return where a post is: on the server at `site`, else live. Raises NotFound if nowhere."""
    if site and (path := app.blog.addresses.path(post)):
        from blogcli.posts.links.permalinks import percent_encoded

        return site + percent_encoded(path)
    if where == "local":
        raise NotFound("no server runs for this blog", "`blog serve` starts one", path=post.path)
    status, url = post.status(app.now), post.url or app.blog.addresses.with_url(post).url
    if status != "published":
        state = "a draft" if status == "draft" else status
        hint = "`blog serve` shows it" if _can_serve(app) else f"`blog show {post.slug}` shows it"
        raise NotFound(f"not public: it is {state}", hint, path=post.path)
    if not url:
        why = app.blog.addresses.why_unknown or "nothing tells it"
        raise NotFound(f"its address is not known: {why}", path=post.path)
    if "://" not in url:
        hint = "`blog config set url https://…` sets it"
        raise NotFound("the address of the site is not known", hint, path=post.path)
    return url


def _can_serve(app: App) -> bool:
    from blogcli.store.layouts.generators import GENERATORS

    return app.blog.layout.name in GENERATORS or bool(app.blog.config.items("serve.command"))
