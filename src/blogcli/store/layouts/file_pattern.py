"""The pattern of a new post's path."""

from blogcli.errors import UsageError
from blogcli.posts.text.date_formats import When


def post_name(pattern: str, *, slug: str, when: When) -> str:
    """Return the path of a new post from a pattern of `{slug}` and `{date:…}` (strftime codes).

    Raises UsageError for any other placeholder, and for a path that is not below its folder.
    """
    from string import Formatter

    hint = "a pattern is {date:%Y-%m-%d}-{slug}.md or {slug}/index.md"
    values = {"date": lambda spec: format(when, spec or "%Y-%m-%d"), "slug": lambda spec: slug}
    parts: list[str] = []
    try:
        for literal, name, spec, conversion in Formatter().parse(pattern):
            parts.append(literal)
            if name is not None and (conversion or name not in values):
                raise UsageError(f"unknown name '{name}' in the file pattern '{pattern}'", hint)
            if name is not None:
                parts.append(values[name](spec or ""))
    except ValueError as error:
        raise UsageError(f"invalid file pattern '{pattern}': {error}", hint) from None
    path = "".join(parts)
    if not path or path.startswith("/") or ".." in path.split("/"):
        raise UsageError(f"the file pattern '{pattern}' does not give a file in a folder", hint)
    return path
