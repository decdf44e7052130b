"""A JSON value as one cell of a row."""

from blogcli.posts.text.json_text import JSON, json_text


def cell(value: JSON) -> str:
    """Return a value as one cell: a list joined by commas, a mapping as JSON, null as ""."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list) and not any(isinstance(inner, (list, dict)) for inner in value):
        return ",".join(map(cell, value))
    return json_text(value)
