"""What a blog holds apart from posts: pages, templates, and comments that came with an import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from blogcli.errors import Conflict, NotFound, Unreadable, UsageError
from blogcli.posts.model.comments import FOLDER, Comment, comments_path, read_comments
from blogcli.posts.read.post import Post, read_post
from blogcli.posts.text.slugs import check_slug
from blogcli.posts.text.suggest import did_you_mean
from blogcli.store.blog.blog import Blog
from blogcli.store.fs.files import inside, read_inside
from blogcli.store.layouts.walk import is_post_name, joined_path


def page_path(blog: Blog, slug: str) -> str:
    """Return the path for a new page that is not a post. Raises as `Blog.new_path`."""
    path = joined_path(page_folder(blog), f"{check_slug(slug)}.md")
    if inside(blog.root, path).exists():
        raise Conflict("already exists", "give the new page another slug", path=path)
    return path


def pages(blog: Blog) -> Iterator[Post]:
    """Yield the pages in the folder of new pages; skip those that cannot be read."""
    folder = page_folder(blog)
    try:
        files = sorted(inside(blog.root, folder).glob("*.md"))
    except UsageError:  # a link that leads out
        return
    for file in files:
        path = joined_path(folder, file.name)
        is_post = not blog.layout.pages and blog.holds(path)  # a folder of pages holds no post
        if is_post or not is_post_name(file.name, blog.layout):
            continue
        with suppress(Unreadable):
            page = read_post(path, read_inside(blog.root, path), blog.conventions)
            if page.document.format != "none":
                yield page


def is_page_path(blog: Blog, path: str) -> bool:
    """Return whether the path is that of a page, in the folder of new pages."""
    folder, _, name = path.rpartition("/")
    return (folder or ".") == page_folder(blog) and is_post_name(name, blog.layout)


def comments(blog: Blog, slug: str) -> tuple[Comment, ...] | None:
    """Return the comments on the post with this slug, None in a blog that keeps no comments.

    Raises Unreadable for a broken file of comments.
    """
    if not (blog.root / FOLDER).is_dir():
        return None
    path = comments_path(slug)
    if not (blog.root / path).is_file():
        return ()
    return read_comments(read_inside(blog.root, path), path)


def page_folder(blog: Blog) -> str:
    """Return the folder of new pages that are not posts, `.` for the blog's own."""
    return blog.layout.pages or blog.layout.home.rpartition("/")[0] or "."


def template(blog: Blog, name: str) -> bytes:
    """Return the text of a template, given with or without its extension. Raises NotFound."""
    folder = inside(blog.root, blog.layout.templates)  # a link may lead out
    names = sorted(file.name for file in folder.glob("*.*")) if folder.is_dir() else []
    for file in names:
        if name in (file, file.rpartition(".")[0]):
            return read_inside(blog.root, f"{blog.layout.templates}/{file}")
    hint = did_you_mean(name, names) or f"templates are files in {blog.layout.templates}/"
    raise NotFound(f"unknown template '{name}'", hint)
