"""Templates for new posts, from the folder where the blog's generator keeps them."""

from __future__ import annotations

from blogcli.errors import NotFound
from blogcli.posts.text.suggest import did_you_mean
from blogcli.store.blog.blog import Blog
from blogcli.store.fs.files import inside, read_inside


def template(blog: Blog, name: str) -> bytes:
    """Return the text of a template, given with or without its extension. Raises NotFound."""
    folder = inside(blog.root, blog.layout.templates)  # a link may lead out
    names = sorted(file.name for file in folder.glob("*.*")) if folder.is_dir() else []
    for file in names:
        if name in (file, file.rpartition(".")[0]):
            return read_inside(blog.root, f"{blog.layout.templates}/{file}")
    hint = did_you_mean(name, names) or f"templates are files in {blog.layout.templates}/"
    raise NotFound(f"unknown template '{name}'", hint)
