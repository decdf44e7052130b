"""Which files of a blog a command may write: one table that every write checks.

Plans, changes, undo, restore and recovery check each path through files.BlogPaths, which adds the
rules for any blog: nothing outside it, nothing hidden, no linked folder in the path.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from blogcli.errors import UsageError
from blogcli.store.layouts.model import MARKDOWN, Layout
from blogcli.store.layouts.table import LAYOUTS
from blogcli.store.layouts.walk import BUILT_FOLDERS, NEVER_ENTERED
from blogcli.store.settings.load import BLOG_FILE

_PICTURES = frozenset(
    {"apng", "avif", "bmp", "gif", "heic", "heif", "ico", "jfif", "jpe", "jpeg", "jpg", "jxl"}
    | {"png", "svg", "tif", "tiff", "webp"}
)
TEXT_ENDINGS = MARKDOWN | frozenset(
    {"adoc", "ejs", "hbs", "htm", "html", "j2", "jinja", "jinja2", "liquid", "mustache", "njk"}
    | {"org", "pug", "rst", "xhtml"}
)
"""Pages and templates: texts that may contain links."""

DATA_ENDINGS = frozenset({"csv", "json", "toml", "tsv", "txt", "xml", "yaml", "yml"})
_DATA_FOLDERS = frozenset({"data", "_data", "comments"})

_NEVER_FOLDERS = frozenset(name.casefold() for name in {*NEVER_ENTERED, "_plugins"})

_CONFIGS = frozenset(
    marker.path.partition("/")[0]
    for layout in LAYOUTS
    for marker in layout.markers
    if "." in marker.path
)
"""The generators' own settings files, and Hugo's folder of them, at the root of a blog."""


class Writable(NamedTuple):
    """The files of one blog that commands may write.

    Its folders decide: those of posts, the one of static files, and those of the built site.
    """

    posts: tuple[str, ...]
    static: str
    built: tuple[str, ...] = ()

    @property
    def inner(self) -> list[str]:
        """Return the folders of posts and static files that are not the whole blog."""
        return [folder for folder in (*self.posts, self.static) if folder != "."]

    def is_output(self, path: str) -> bool:
        """Return whether the file is in a folder that tools build or install.

        One at the blog's root that holds posts or static files is none, whatever its name.
        """
        names = [name.casefold() for name in path.split("/")]  # macOS and Windows know no case
        built = names[0] in BUILT_FOLDERS and len(names) > 1 and not _is_in(path, self.inner)
        return built or _is_in(path, self.built) or not _NEVER_FOLDERS.isdisjoint(names[:-1])

    def check(self, path: str, *, made: bool = False) -> None:
        """Raise UsageError for a file that no command may write.

        With `made`, also for one whose contents no plan may set.
        """
        if self.is_output(path):
            raise UsageError("is in a folder that blogcli never writes to", path=path)
        if path.partition("/")[0].casefold() in _CONFIGS and path != BLOG_FILE:
            message = "is a settings file of the site generator; blogcli never writes it"
            raise UsageError(message, path=path)
        rule = next((rule for rule in WRITE_RULES if rule.holds(path, self)), None)
        if rule is None:
            hint = "blogcli writes posts, pictures, pages, templates and data"
            raise UsageError("is not a file that blogcli may write", hint, path=path)
        if made and not rule.made:
            raise UsageError("is not a file that a plan may write", path=path)


class WriteRule(NamedTuple):
    """A kind of file that commands may write; `made`: also with contents that a plan sets."""

    name: str
    help: str
    holds: Callable[[str, Writable], bool]
    made: bool = True


def _is_in(path: str, folders: Sequence[str]) -> bool:
    return any(folder == "." or path.startswith(f"{folder}/") for folder in folders)


def _ending(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[2].lower()


WRITE_RULES: tuple[WriteRule, ...] = (
    WriteRule("settings", "blog.toml", lambda path, site: path == BLOG_FILE),
    WriteRule("text", "posts, pages, templates", lambda path, site: _ending(path) in TEXT_ENDINGS),
    WriteRule("picture", "pictures", lambda path, site: _ending(path) in _PICTURES),
    WriteRule(
        "data",
        "data beside posts, in data folders and in comments/",
        lambda path, site: (
            _ending(path) in DATA_ENDINGS
            and (_is_in(path, site.inner) or not _DATA_FOLDERS.isdisjoint(path.split("/")[:-1]))
        ),
    ),
    WriteRule(
        "attachment",
        "any other file beside posts, moved or removed with them",
        lambda path, site: _is_in(path, site.inner) or ("." in site.posts and "/" in path),
        made=False,
    ),
)


def writable(layout: Layout, folders: Sequence[str]) -> Writable:
    """Return the files of a blog that may be written; `folders` are its folders of posts."""
    beside = layout.home.rpartition("/")[0]
    drafts = [f"{beside}/{layout.drafts}".lstrip("/")] if layout.drafts else []
    return Writable((*folders, layout.home, *drafts), layout.static, layout.built)
