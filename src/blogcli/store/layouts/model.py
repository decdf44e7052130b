"""What is known of a generator's site: its files, folders and names."""

from typing import NamedTuple

from blogcli.posts.model.conventions import Conventions

MARKDOWN = frozenset({"md", "markdown", "mkd", "mkdn", "mdown", "mdx"})

DATED = "{date:%Y-%m-%d}-{slug}.md"
PLAIN = "{slug}.md"


class Marker(NamedTuple):
    """A file or folder at the blog's root that identifies its generator.

    `beside` must exist too, and `says` (a regular expression) must match in the file. A `weak`
    marker, only a folder, may also be inside a larger blog.
    """

    path: str
    beside: str = ""
    says: str = ""
    weak: bool = False


class Layout(NamedTuple):
    """Where a generator keeps posts, and how it reads them.

    `folders` are globs, relative to the blog, of folders whose every post file is a post;
    `elsewhere`, then `otherwise`, is used if none of those holds a post. In them `CONTENT` stands
    for the folder of all content: `content`, or the value of `content_key` in the generator's own
    file (and see `folder_settings`). `built` is the site's output; files with an ending in `other`
    are left out. `home` is the folder of the first post, `file` its name there. New drafts go to
    `drafts`, a folder beside the posts, named by `draft_file`. `leaf_bundles`: all else beside a
    nested `index.md` belongs to that one post. `partials`: files whose names begin with `_` are
    parts of other files. `pages` is the folder of pages that are not posts, "" for the parent of
    the posts' folder. The site serves the files in `static` from its root. `folder_data` are the
    endings of files with data for all posts of a folder, `site_data` the files, without endings,
    that may have addresses for all posts of the site. Files below `routes` whose names have
    brackets make the pages of posts. A post may have below the key `taxonomies` only what the
    generator's file declares under the same key.
    """

    name: str
    markers: tuple[Marker, ...]
    folders: tuple[str, ...]
    conventions: Conventions
    otherwise: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    home: str = "posts"
    file: str = DATED
    drafts: str = ""
    draft_file: str = PLAIN
    templates: str = "templates"
    extensions: frozenset[str] = MARKDOWN
    skip: tuple[str, ...] = ()
    leaf_bundles: bool = False
    partials: bool = False
    content: str = "content"
    content_key: str = ""
    zone_key: str = ""
    folder_data: tuple[str, ...] = ()
    site_data: tuple[str, ...] = ()
    routes: str = ""
    pages: str = ""
    static: str = "static"
    taxonomies: str = ""
    built: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
