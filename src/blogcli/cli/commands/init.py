"""`blog init`: create a blog, or show the one that is here."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.options import dry_run_option, yes_option
from blogcli.posts.text.counted import counted


@click.command("init", cls=BlogCommand)
@click.argument("folder", default=".", metavar="[DIR]", type=click.Path(file_okay=False))
@option("--title", metavar="TEXT", help="Title of the blog. [default: name of the folder]")
@dry_run_option
@yes_option
@pass_app
def command(app: App, folder: str, title: str | None, dry_run: bool, yes: bool) -> None:
    """Create a blog, or show the one that is here.

    A new blog has a folder posts/ with a first post, and a blog.toml. A blog of Hugo, Jekyll, Zola,
    Eleventy, Astro, Docusaurus, Hexo or Pelican needs no setup: init shows what it found and writes
    nothing.

    \b
    Examples:
      blog init
      blog init ~/notes --title "Notes"
      cd my-hugo-site && blog init
    """
    from blogcli.cli.apply_changes import show_diff
    from blogcli.store.blog.init import already_there, start_blog
    from blogcli.store.history.history import write_files

    root = (app.cwd / folder).resolve()
    found = already_there(root)
    if found is not None:
        app.blog_option = str(root)
        posts = counted(len(app.summaries()), "post")
        name = found.layout.name
        kind = "Blog" if name in ("plain", "folder") else f"{name.capitalize()} blog"
        app.terminal.say(f"{kind}, {posts}. Nothing to set up")
        return
    changes = start_blog(root, title=title or root.name, now=app.now)
    if dry_run:
        show_diff(app, root, changes)
        return
    write_files(root, changes)
    for change in changes:
        app.terminal.write_line(change.path)
    app.terminal.say(f'Created a blog in {root}. Next: `blog new "My title"`')
