"""Conversion of a YAML tree to values."""

from __future__ import annotations

from blogcli.posts.formats.fast.yaml import plain_scalar
from blogcli.posts.formats.yaml.tree import Alias, Branch, Node, Scalar, end
from blogcli.posts.model.values import Value


def mapping(branch: Branch, text: str) -> dict[str, Value]:
    """Return the mapping's values; keys are text, and of equal keys the last one counts.

    The values of a mapping under `<<` are among them (https://yaml.org/type/merge.html).
    """
    values: dict[str, Value] = {}
    merged: list[Value] = []
    for key, node in branch.pairs():
        name = key.value if type(key) is Scalar else key_text(key, text)
        values[name] = value(node, text)
        if name == "<<" and is_merge(key):
            merged.append(values[name])
    return _with_merged(values, merged) if merged else values


def is_merge(key: Node) -> bool:
    """Return whether the key is `<<` without quotes."""
    return isinstance(key, Scalar) and key.value == "<<" and not key.style


def _with_merged(values: dict[str, Value], merged: list[Value]) -> dict[str, Value]:
    """Return the values, and those of merged mappings that none before has."""
    given = [one for many in merged for one in (many if isinstance(many, list) else [many])]
    mappings = [one for one in given if isinstance(one, dict)]
    if len(mappings) < len(given):
        return values  # no generator reads this
    own = {key: one for key, one in values.items() if key != "<<"}
    for one in mappings:
        own = {**one, **own}
    return own


def key_text(key: Node, text: str) -> str:
    """Return a key as text; a collection that is a key is returned as it is written."""
    return key.value if isinstance(key, Scalar) else text[key.start : end(key, text)]


def value(node: Node, text: str) -> Value:
    """Return the value of the node; every quoted, block or tagged scalar is text."""
    if isinstance(node, Scalar):
        return node.value if node.style or node.tag else plain_scalar(node.value)
    if isinstance(node, Alias):
        return value(node.target, text)
    if node.is_mapping:
        return mapping(node, text)
    return [value(child, text) for child in node.children]
