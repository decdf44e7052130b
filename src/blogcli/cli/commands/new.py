"""`blog new`: create a post and open it in the editor."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.completion.candidates import complete_post, complete_tag
from blogcli.cli.options import WriteOptions, writing_options
from blogcli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from pathlib import Path

    from blogcli.cli.clipping import Clipping
    from blogcli.posts.edit.new_post import NewPost
    from blogcli.posts.model.document import Document
    from blogcli.posts.model.summary import Summary
    from blogcli.posts.text.date_formats import When


_ROOM = b"\n\n"
"""The body that the editor opens: an empty line, and the line for the text."""


@click.command("new", cls=BlogCommand)
@click.argument("words", nargs=-1, metavar="TITLE [-]")
@option(
    "-t",
    "--tag",
    "tags",
    multiple=True,
    metavar="TAG",
    help="Add a tag.",
    shell_complete=complete_tag,
)
@option("-c", "--category", "categories", multiple=True, metavar="NAME", help="Add a category.")
@option("--slug", metavar="SLUG", help="Name in the URL. [default: from TITLE]")
@option(
    "--date",
    "when",
    metavar="WHEN",
    help="Date, as 2024-03-05, 'tomorrow 09:00', +3d. [default: now]",
)
@option("--draft/--publish", default=None, help="Create as draft or published. [default: --draft]")
@option("--set", "sets", multiple=True, metavar="K=V", help="Set any key, as in `blog set`.")
@option("--template", metavar="NAME", help="Start from a template of the blog.")
@option(
    "--from",
    "from_",
    metavar="POST",
    help="Start from a copy of POST.",
    shell_complete=complete_post,
)
@option("--body", metavar="TEXT", help="Text of the post.")
@option("--body-file", metavar="FILE", help="Read the text from FILE (- for stdin).")
@option(
    "--from-clip", "clip_file", metavar="FILE", help="Use a pasted clipping in FILE (- for stdin)."
)
@option("--edit/--no-edit", default=None, help="Open the editor. [default: on a terminal]")
@writing_options("Change {}")
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
    writing: WriteOptions,
) -> None:
    """Create a post and open it in your editor.

    File name, folder and front matter follow the conventions of the blog's generator. The path of
    the new post is printed; no file is ever overwritten. A last `-` takes the text from stdin.
    --from-clip takes title, date, source, byline and text from a clipping, as copied from a
    newspaper, a mail or a page; several become as many posts, if need be with a line --- between
    them. Lines that are in no post are named.

    In the editor, a post that is left empty is removed again.

    \b
    Examples:
      blog new "Hello, world" -t first
      blog new Release notes --publish --date 'tomorrow 09:00' --no-edit
      blog new "From a pipe" - < notes.md
      blog new "Next week" --from @latest
      blog new --from-clip clipping.txt -t news
    """
    from dataclasses import replace

    from blogcli.cli.clipping import Clipping, clippings
    from blogcli.posts.edit.fields import parse_assignment
    from blogcli.posts.edit.new_post import compose_post
    from blogcli.posts.edit.tags import tags_named
    from blogcli.posts.text.date_words import moment

    opens = app.terminal.interactive if edit is None else edit
    words, body_file = _from_stdin(words, body, body_file, clip_file)
    title = " ".join(words).strip()
    if clip_file is None:
        clips = [Clipping(title, body=_body(app, body, body_file))]
    else:
        clips = clippings(app, clip_file, title, slug, (body, body_file))
    if not all(clip.title for clip in clips):
        raise UsageError("no title given", "give the new post a TITLE")
    blog = app.blog
    made: dict[str, Document] = {}
    news: list[NewPost] = []
    hidden = blog.conventions.can_hide if draft is None else draft
    for clip in clips:
        name = _slug(app, slug, clip.title)
        new = replace(
            _new_post(app, clip, moment(when, app.now) if when else None),
            slug=name,
            draft=hidden,
            tags=tuple(tags_named((*tags, *clip.labels))),
            categories=categories,
            assignments=tuple(parse_assignment(text) for text in sets),
        )
        with app.index():  # reading many posts shows its progress
            path = _free_path(app, new, made)
        start = _start(app, new, template, from_)
        made[path] = compose_post(new, path, blog.new_conventions, start)
        news.append(new)
    if not (writing.dry_run or writing.plan):
        _warn_of_likenesses(app, news)
    _tell_undated(app, () if when or not clip_file else clips)
    if draft is None and not hidden:
        app.terminal.say("The post is public at once: nothing hides a post in this blog")
    _create(app, made, writing, opens=opens)
    if clips[0].body is None and app.terminal.stderr_is_tty and app.terminal.has_waiting_input:
        app.terminal.say("Text on stdin was not read; `blog new TITLE -` takes it as the body")


def _from_stdin(
    words: tuple[str, ...], body: str | None, body_file: str | None, clip_file: str | None
) -> tuple[tuple[str, ...], str | None]:
    """Return the words of the title and the file of the body; a last `-` stands for stdin."""
    if words[-1:] != ("-",):
        return words, body_file
    if body is not None or clip_file or body_file not in (None, "-"):
        raise UsageError("- and another text cannot be combined", "give the text in one way")
    return words[:-1], "-"


def _slug(app: App, slug: str | None, title: str) -> str:
    """Return the slug that was asked for, else that of the title, else `post` or `post-2`."""
    from blogcli.posts.text.slugs import free_slug, slugify, typed_slug

    named = typed_slug(slug) if slug else slugify(title)
    return named or free_slug("post", (post.slug for post in app.summaries()))


def _free_path(app: App, new: NewPost, taken: Container[str]) -> str:
    """Return the path of a new post; a number is added for one of the same command with its name.

    Raises Conflict for a file that exists.
    """
    slugs = (f"{new.slug}-{number}" if number > 1 else new.slug for number in count(1))
    paths = (app.blog.new_path(slug, new.when, draft=new.draft) for slug in slugs)
    return next(path for path in paths if path not in taken)


def _tell_undated(app: App, clips: Sequence[Clipping]) -> None:
    """Say which clippings had no date that is understood, and so are dated now."""
    from blogcli.output.terminal import visible

    for clip in clips:
        if clip.date is None:
            title = visible(clip.title)
            app.terminal.say(f'No date found in "{title}": it is dated now; --date sets another')


def _new_post(app: App, clip: Clipping, when: When | None) -> NewPost:
    """Return the post of a clipping, or of a title and a body alone, dated `when` or now."""
    from blogcli.posts.edit.new_post import NewPost

    return NewPost(
        title=clip.title,
        when=when or clip.date or app.now,
        slug="",
        exact=bool(when or clip.date),
        edits=clip.edits,
        author=app.blog.author_edit(clip.author),
        habits=app.blog.look_edits(),
        body=clip.body,
    )


def _create(app: App, made: dict[str, Document], writing: WriteOptions, *, opens: bool) -> None:
    """Create the posts, open a single one in the editor if wanted, and print their paths."""
    from blogcli.cli.apply_changes import apply_changes, warn_of_new_addresses
    from blogcli.cli.editor import edit_new
    from blogcli.posts.read.post import read_post
    from blogcli.store.changes.change import FileChange

    path, document = next(iter(made.items()))
    has_text = bool(document.body.strip())
    opens = opens and len(made) == 1
    if opens and not has_text:
        made = {path: document._replace(body=_ROOM)}
    changes = [FileChange(path, None, document.join()) for path, document in made.items()]
    conventions = app.blog.conventions
    posts = {one.path: read_post(one.path, one.after or b"", conventions) for one in changes}
    warn_of_new_addresses(app, posts)
    number = apply_changes(app, changes, writing, "")
    if number is None:
        return
    if opens:
        edit_new(app, path, number, has_text=has_text)
    for path in made:
        app.terminal.write_line(_as_typed(app, app.blog.root / path))


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
        from blogcli.cli.select_posts import find_post

        return copy_of(find_post(app, from_))
    if template:
        from blogcli.store.blog.pages import template as read_template

        return fill_template(read_template(app.blog, template), new, app.blog.conventions)
    return EMPTY


def _warn_of_likenesses(app: App, news: Sequence[NewPost]) -> None:
    """Warn of a new tag that is similar to a known one, and of a post with a similar title."""
    from blogcli.posts.edit.new_post import near_titles
    from blogcli.posts.edit.tags import alike

    posts: list[Summary] = app.summaries()
    known = {tag for post in posts for tag in post.tags}
    for tag in dict.fromkeys(tag for new in news for tag in new.tags):
        other = None if tag in known else alike(tag, known)
        if other:
            app.terminal.warn(f"new tag '{tag}' is similar to '{other}'")
    for post in near_titles([new.title for new in news], posts):
        app.terminal.warn(f"another post has a similar title: {post.path}")


def _as_typed(app: App, path: Path) -> str:
    """Return the path as the user would type it from the current folder."""
    return str(path.relative_to(app.cwd)) if path.is_relative_to(app.cwd) else str(path)
