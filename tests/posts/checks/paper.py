"""Blogs on paper for the tests of `blog check`: files as a mapping of paths to texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from blogcli.errors import BlogError
from blogcli.posts.checks.contents import read_contents
from blogcli.posts.checks.context import CheckContext
from blogcli.posts.checks.model import BY_NAME, Contents, Finding
from blogcli.posts.checks.run import find_problems
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.read.post import Post, read_post

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def facts(
    files: Mapping[str, str], conventions: Conventions | None = None, **known
) -> CheckContext:
    """The facts of a blog whose posts are the `.md` and `.html` files."""

    def read(path: str) -> Post:
        return read_post(path, files[path].encode(), conventions or Conventions())

    def exists(path: str) -> bool:
        is_folder = path == "" or path.endswith("/")
        return any(name.startswith(path) for name in files) if is_folder else path in files

    posts = [read(path).summary for path in files if path.endswith((".md", ".html"))]
    contents = {post.path: read_contents(read(post.path)) for post in posts}
    headings = {path: one.headings for path, one in contents.items()}
    return CheckContext(
        posts, read, exists, NOW, seen_in(contents), contents.get, headings.__getitem__, **known
    )


def seen_in(contents: Mapping[str, Contents | BlogError]):
    """What a context has as `contents`, of what the posts say."""
    return lambda look: ((path, look(path, one)) for path, one in contents.items())


def found(files: Mapping[str, str], name: str, **known) -> list[Finding]:
    """What the one check finds in the files."""
    assert name in BY_NAME
    return find_problems(facts(files, **known), [name])


def post(*meta: str, body: str = "Some words.\n") -> str:
    """A YAML post of a title, a date and the lines; theirs of these keys take their places."""
    lines = {"title": "title: A title", "date": "date: 2024-03-05"}
    for count, line in enumerate(meta):
        key = line.partition(":")[0]
        lines[key if key in ("title", "date") else str(count)] = line
    return "---\n" + "\n".join(lines.values()) + "\n---\n" + body
