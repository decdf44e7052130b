"""Conversion of a YAML tree to values."""

from __future__ import annotations

from yaml.events import ScalarEvent

from blogcli.posts.formats.fast.yaml import plain_scalar
from blogcli.posts.formats.yaml.tree import Alias, Branch, Node, end, start
from blogcli.posts.model.values import Value


def mapping(branch: Branch, text: str) -> dict[str, Value]:
    """Return the mapping's values; keys are text, and of equal keys the last one counts."""
    values: dict[str, Value] = {}
    for key, node in branch.pairs():
        name = key.value if type(key) is ScalarEvent else key_text(key, text)
        values[name] = value(node, text)
    return values


def key_text(key: Node, text: str) -> str:
    """Return a key as text; a collection that is a key is returned as it is written."""
    return key.value if isinstance(key, ScalarEvent) else text[start(key) : end(key, text)]


def value(node: Node, text: str) -> Value:
    """Return the value of the node; every quoted, block or tagged scalar is text."""
    if isinstance(node, ScalarEvent):
        return node.value if node.style or node.tag else plain_scalar(node.value)
    if isinstance(node, Alias):
        return value(node.target, text)
    if node.is_mapping:
        return mapping(node, text)
    return [value(child, text) for child in node.children]
