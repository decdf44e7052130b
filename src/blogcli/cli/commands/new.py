"""`blog new`: create a post and open it in the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand
from blogcli.cli.completion.candidates import complete_post, complete_tag
from blogcli.cli.options import writing_options
from blogcli.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from blogcli.posts.edit.new_post import NewPost
    from blogcli.posts.model.document import Document
    from blogcli.posts.model.summary import Summary


@click.command("new", cls=BlogCommand)
@click.argument("words", nargs=-1, metavar="TITLE")
@click.option(
    "-t",
    "--tag",
    "tags",
    multiple=True,
    metavar="TAG",
    help="Add a tag.",
    shell_complete=complete_tag,
)
@click.option(
    "-c", "--category", "categories", multiple=True, metavar="NAME", help="Add a category."
)
@click.option("--slug", metavar="SLUG", help="Name in the URL. [default: from TITLE]")
@click.option(
    "--date",
    "when",
    metavar="WHEN",
    help="Date, as 2024-03-05, 'tomorrow 09:00', +3d. [default: now]",
)
@click.option(
    "--draft/--publish", default=None, help="Create as draft or published. [default: --draft]"
)
@click.option("--set", "sets", multiple=True, metavar="K=V", help="Set any key, as in `blog set`.")
@click.option("--template", metavar="NAME", help="Start from a template of the blog.")
@click.option(
    "--from",
    "from_",
    metavar="POST",
    help="Start from a copy of POST.",
    shell_complete=complete_post,
)
@click.option("--body", metavar="TEXT", help="Text of the post.")
@click.option("--body-file", metavar="FILE", help="Read the text from FILE (- for stdin).")
@click.option(
    "--from-clip", "clip_file", metavar="FILE", help="Use a pasted clipping in FILE (- for stdin)."
)
@click.option("--edit/--no-edit", default=None, help="Open the editor. [default: on a terminal]")
@writing_options
@pass_app
def command(
    app: App,
    words: tuple[str, ...],
    tags: tuple[str, ...],
    categories: tuple[str, ...],
    slug: str | None,
    when: str | None,
    draft: bool | None,
    sets: tuple[str, ...],
    template: str | None,
    from_: str | None,
    body: str | None,
    body_file: str | None,
    clip_file: str | None,
    edit: bool | None,
    dry_run: bool,
    yes: bool,
    plan: str | None,
) -> None:
    """Create a post and open it in your editor.

    File name, folder and front matter follow the conventions of the blog's generator. The path of
    the new post is printed; no file is ever overwritten. --from-clip takes title, date, source,
    byline and text from a clipping.

    \b
    Examples:
      blog new "Hello, world" -t first
      blog new Release notes --publish --date 'tomorrow 09:00' --no-edit
      blog new "From a pipe" --body-file - < notes.md
      blog new "Next week" --from @latest
      blog new --from-clip clipping.txt -t news
    """
    from blogcli.cli.apply_changes import WriteOptions, apply_changes, warn_of_new_addresses
    from blogcli.cli.clipping import clipping
    from blogcli.posts.edit.fields import parse_assignment
    from blogcli.posts.edit.new_post import NewPost, compose_post
    from blogcli.posts.edit.tags import tags_named
    from blogcli.posts.read.post import read_post
    from blogcli.posts.text.date_words import moment
    from blogcli.posts.text.slugs import check_slug, slugify
    from blogcli.store.changes.change import FileChange

    clip = clipping(app, clip_file, body, body_file) if clip_file else None
    title = " ".join(words).strip() or (clip.title if clip else "")
    if not title:
        raise UsageError("no title given", "give the new post a TITLE")
    blog = app.blog
    hidden = blog.conventions.can_hide if draft is None else draft
    name = check_slug(slug or slugify(title) or f"post-{app.now:%Y%m%d-%H%M%S}")
    new = NewPost(
        title=title,
        when=moment(when, app.now) if when else (clip and clip.date) or app.now,
        slug=name,
        exact=bool(when or (clip and clip.date)),
        draft=hidden,
        tags=tuple(tags_named((*tags, *(clip.labels if clip else ())))),
        categories=categories,
        assignments=tuple(parse_assignment(text) for text in sets),
        edits=clip.edits if clip else (),
        body=clip.body if clip else _body(app, body, body_file),
    )
    with app.index():  # reading many posts shows its progress
        path = blog.new_path(name, new.when, draft=hidden)
    document = compose_post(new, path, blog.new_conventions, _start(app, new, template, from_))
    data = document.join()
    change = FileChange.create(path, data)
    warn_of_new_addresses(app, {"": read_post(path, data, blog.conventions)})
    if not (dry_run or plan):
        _warn_of_likenesses(app, new.title, new.tags)
    number = apply_changes(app, [change], WriteOptions(dry_run, yes, plan), "")
    if number is None:
        return
    if edit if edit is not None else app.terminal.interactive:
        from blogcli.cli.editor import edit_new

        edit_new(app, path, number)
    app.terminal.write_line(_as_typed(app, blog.root / path))


def _body(app: App, body: str | None, body_file: str | None) -> str | None:
    if body is not None and body_file is not None:
        raise UsageError("--body and --body-file cannot be combined", "give the text in one way")
    if body_file == "-":
        return app.terminal.stdin.read()
    if body_file is not None:
        return (app.cwd / body_file).read_text(encoding="utf-8", errors="replace")
    return body


def _start(app: App, new: NewPost, template: str | None, from_: str | None) -> Document:
    from blogcli.posts.edit.new_post import EMPTY, copy_of, fill_template

    if template and from_:
        raise UsageError("--template and --from cannot be combined", "start from one of them")
    if from_:
        return copy_of(app.blog.find(from_))
    if template:
        from blogcli.store.blog.templates import template as read_template

        return fill_template(read_template(app.blog, template), new, app.blog.conventions)
    return EMPTY


def _warn_of_likenesses(app: App, title: str, tags: tuple[str, ...]) -> None:
    """Warn of a new tag that is similar to a known one, and of a post with a similar title."""
    from blogcli.posts.edit.new_post import near_title
    from blogcli.posts.edit.tags import alike

    posts: list[Summary] = app.summaries()
    known = {tag for post in posts for tag in post.tags}
    for tag in tags:
        other = None if tag in known else alike(tag, known)
        if other:
            app.terminal.warn(f"new tag '{tag}' is similar to '{other}'")
    other_title = near_title(title, posts)
    if other_title is not None:
        app.terminal.warn(f"another post has a similar title: {other_title.path}")


def _as_typed(app: App, path: Path) -> str:
    """Return the path as the user would type it from the current folder."""
    return str(path.relative_to(app.cwd)) if path.is_relative_to(app.cwd) else str(path)
