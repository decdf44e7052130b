"""The reasons why a generator does not build a post, or fails on it."""

from collections.abc import Iterator
from typing import NamedTuple

from blogcli.posts.model.values import Value, written_text
from blogcli.posts.read.post import Post, hiding_key

_WANTED = {
    "date": "a date",
    "moment": "a date as 2024-03-05 or 2024-03-05T09:30:00+01:00",
    "truth": "true or false",
    "text": "a text",
    "name": "a text",
    "words": "a text",
    "list": "a list, as [a, b]",
}


class Reason(NamedTuple):
    """A sentence without its period, and the front matter key that it is about, "" for none."""

    message: str
    hint: str = ""
    key: str = ""


def why_not_built(post: Post) -> Reason | None:
    """Return why the generator leaves out the post, whatever its dates; None if it builds it."""
    rules, path = post.conventions.status, post.summary.path
    for rule in rules.names:
        if rule.hides(path):
            return Reason(rule.reason, rule.hint)
    folder = next((one for one in rules.folders if f"/{one}/" in f"/{path}"), "")
    if folder and not rules.shows_folders:
        return Reason(f"files in `{folder}` are not built", "publish it: blog publish")
    key = hiding_key(post) if post.summary.draft else ""
    if key and not rules.shows_marked:
        held = post.summary.meta.get(key)
        message = f"`{_written(key, held)}` keeps it from being built"
        if key not in post.summary.meta:
            message = f"without `{key}`, the site's settings keep it from being built"
        return Reason(message, "publish it: blog publish", key)
    return None


def build_failures(post: Post) -> Iterator[Reason]:
    """Yield the reasons why the generator's build ends at the post's front matter."""
    rules = post.conventions.value_rules
    for key, value in post.summary.meta.items():
        for rule in rules.get(key.casefold(), ()):
            if rule.breaks(key, value):
                message = f"the build of the site fails on `{_written(key, value)}`"
                yield Reason(message, f"write {_WANTED[rule.kind]}, or remove the key", key)
    name, listed = post.conventions.status.unlisted, post.conventions.status.listed_drafts
    draft = hiding_key(post) if listed and post.summary.meta.get(name[0]) == name[1] else ""
    if draft:
        message = f"the build of the site fails on `{draft}` and `{name[0]}` together"
        yield Reason(message, f"remove `{name[0]}`: a draft is in no list", name[0])


def _written(key: str, value: Value) -> str:
    """Return a key with its value as it may be written, for a message."""
    return f"{key}: {'…' if isinstance(value, list | dict) else written_text(value)}".rstrip()
