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
    file (and see below). `built` is the site's output; posts with an ending in `other` cannot be
    read here. `home` is the folder of the first post, `file` its name there. New drafts go to
    `drafts`, a folder beside the posts, with PLAIN names. `leaf_bundles`: all else beside a
    nested `index.md` belongs to that one post. `partials`: files whose names begin with `_` are
    parts of other files. `pages` is the folder of pages that are not posts, "" for the parent of
    the posts' folder. The site serves the files in `static` from its root. `folder_data` are the
    endings of files with data for all posts of a folder, `site_data` the files, without endings,
    that may have addresses for all posts of the site. Files below `routes` whose names have
    brackets make the pages of posts. A post may have below the key `taxonomies` only what the
    generator's file declares under the same key.

    The generator's own files are the marker and `configs`. Where the regular expression `contents`
    is found in them, each language under `languages_key` may have a folder of content, and those
    under `mounts_key` may be mounted as content. `unset` is the folder of all content if there is
    no setting and not the usual one. `posts_named` and `pages_named` find quoted folders of those,
    `output_key` is the key of the folder of the built site, `collections_key` that of more kinds of
    posts, each in a folder of its name after a `_`. Where `all_names` is found, there are no
    `partials`.
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
    configs: tuple[str, ...] = ()
    contents: str = ""
    languages_key: str = ""
    mounts_key: str = ""
    unset: str = ""
    posts_named: str = ""
    pages_named: str = ""
    output_key: str = ""
    collections_key: str = ""
    all_names: str = ""
