"""YAML text to a tree, without the parser where that is not needed: its import is slow."""

from __future__ import annotations

from blogcli.posts.formats.yaml.simple import compose_simple
from blogcli.posts.formats.yaml.tree import Node


def compose_yaml(text: str) -> Node | None:
    """Return a text of one document as a tree; None for a text of only comments.

    Raise Broken, with the offset of the fault, for text that is not YAML. Raise Partial for text
    that nests too deep, holds too much, or has more than one document.
    """
    simple = compose_simple(text)
    if simple is not None or not text:
        return simple
    from blogcli.posts.formats.yaml.parse import parse_yaml

    return parse_yaml(text)
