"""Shell completion of posts, tags and query terms; errors give no completions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, TypeGuard

import click

from blogcli.cli.app import App
from blogcli.errors import BlogError
from blogcli.output.terminal import visible

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def _item(value: str, about: str | None = None) -> CompletionItem:
    from click.shell_completion import CompletionItem  # only completion needs this import

    return CompletionItem(value, help=about or None)


def _quietly(complete: Callable[[App, str], Iterable[tuple[str, str]]]) -> Completer:
    """Return a completer that gives no completions if the blog cannot be read."""

    @wraps(complete)
    def completer(
        ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        app = ctx.find_object(App)
        if app is None:
            return []
        app.blog_option = app.blog_option or ctx.find_root().params.get("blog_option")
        try:
            pairs = list(complete(app, incomplete))
        except (BlogError, OSError):
            return []
        # A value with control characters would split a completion, or act on the terminal.
        return [_item(value, visible(about)) for value, about in pairs if visible(value) == value]

    return completer


@_quietly
def complete_post(app: App, start: str) -> Iterable[tuple[str, str]]:
    """Complete a post: its slug, or a word such as `@latest` once its `@` is typed."""
    if not start.startswith("@"):
        yield from app.blog.index().slugs(start)
        return
    from blogcli.cli.choosing.post_words import POST_WORDS, listed_here

    listed = listed_here(app) or []
    words = {name: about for name, about in POST_WORDS.items() if name != "@1" or not listed}
    lines = {f"@{number}": path for number, path in enumerate(listed, 1)}
    for name, about in (words | lines).items():
        if name.startswith(start):
            yield name, about


@_quietly
def complete_trash(app: App, start: str) -> Iterable[tuple[str, str]]:
    """Complete a post in the trash by its slug, or by its path once a part of that is typed."""
    from blogcli.store.history.trash import trash_items

    for item in trash_items(app.blog.state):
        for name in (item.slug, item.path) if start else (item.slug,):
            if name.startswith(start):
                yield name, item.path


@_quietly
def complete_tag(app: App, start: str) -> Iterable[tuple[str, str]]:
    """Complete a tag."""
    for tag in sorted(app.blog.index().values("tags"), key=str.casefold):
        if tag.casefold().startswith(start.casefold()):
            yield tag, ""


def complete_command(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the name of a command, or after that of one of its own."""
    above = ctx.find_root()
    for word in ctx.params.get("words") or ():
        inner = above.command.get_command(above, word) if _is_group(above.command) else None
        if inner is None or not _is_group(inner):
            return []
        above = click.Context(inner, parent=above)
    return above.command.shell_complete(above, incomplete)


def _is_group(command: click.Command) -> TypeGuard[click.Group]:
    return isinstance(command, click.Group)


@_quietly
def complete_names(app: App, start: str) -> Iterable[tuple[str, str]]:
    """Complete field names separated by commas, for `--fields` and `--sort`."""
    from blogcli.posts.model.fields import FIELDS

    before, comma, name = start.rpartition(",")
    minus = "-" * (name.startswith("-"))
    for field in FIELDS:
        if field.name.startswith(name.removeprefix("-")):
            yield f"{before}{comma}{minus}{field.name}", field.help


@_quietly
def complete_setting_name(app: App, start: str) -> Iterable[tuple[str, str]]:
    """Complete the name of a setting."""
    from blogcli.store.settings.schema import SETTINGS

    for one in SETTINGS:
        if one.name.startswith(start):
            yield one.name + "." * one.kind.startswith("table"), one.help


def complete_scheduling(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete `blog schedule`: a post, unless --where is given, then a time."""
    chosen = ctx.params.get("words") or ctx.params.get("where") is not None
    if not chosen:
        return complete_post(ctx, param, incomplete)
    times = ("tomorrow", "monday", "+7d")
    return [_item(time) for time in times if time.startswith(incomplete)]


@_quietly
def complete_check(app: App, start: str) -> Iterable[tuple[str, str]]:
    """Complete names of checks separated by commas."""
    from blogcli.posts.checks.model import CHECKS

    before, comma, name = start.rpartition(",")
    for check in CHECKS:
        if check.name.startswith(name):
            yield f"{before}{comma}{check.name}", check.finds


def complete_tagging(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete `blog tag`: a post, unless --where is given, then tags."""
    chosen = ctx.params.get("words") or ctx.params.get("where") is not None
    return (complete_tag if chosen else complete_post)(ctx, param, incomplete)


def complete_setting(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete `blog set`: a post, unless --where is given, then field names."""
    if not ctx.params.get("words") and ctx.params.get("where") is None:
        return complete_post(ctx, param, incomplete)
    from blogcli.posts.model.fields import FIELDS

    found = (f for f in FIELDS if f.keys and f.name.startswith(incomplete))
    return [_item(f"{field.name}=", field.help) for field in found]


@_quietly
def complete_query(app: App, start: str) -> Iterable[tuple[str, str]]:
    """Complete the last word of a query: the name of a term, then its value."""
    from blogcli.posts.query.evaluate import TERMS, Term

    head, blank, word = start.rpartition(" ")
    head += blank
    name, colon, value = word.partition(":")
    if not colon:
        for term in TERMS:
            if term.name.startswith(word):
                yield f"{head}{term.name}:", term.help
        return
    for found in _term_values(app, name):
        if found.casefold().startswith(value.casefold()):
            yield f"{head}{Term(name, (found,))}", ""


def _term_values(app: App, name: str) -> list[str]:
    from blogcli.posts.model.fields import BY_NAME, FIELDS, FieldKind
    from blogcli.posts.query.doubts import WHOLE_TEXTS
    from blogcli.posts.query.evaluate import TERMS

    if name in ("has", "missing"):
        return list(BY_NAME)
    if name == "q":
        return sorted(app.blog.config.queries)
    if name in ("source.name", "source.kind"):
        from blogcli.posts.model.summary import field_value

        return sorted({str(text) for post in app.summaries() if (text := field_value(post, name))})
    if name in ("links", "linked-by"):
        return sorted({post.slug for post in app.blog.index().outlines(("slug",))})
    choices = next((term.choices for term in TERMS if term.name == name), ())
    if choices:
        return list(choices)
    if name in WHOLE_TEXTS and name != "slug":
        found = (text for post in app.summaries() for text in WHOLE_TEXTS[name](post) if text)
        return sorted({*found})
    field = next((one for one in FIELDS if one.term == name), None)
    if field is None or field.kind is not FieldKind.LIST:
        return []
    return sorted(app.blog.index().values(field.name), key=str.casefold)
