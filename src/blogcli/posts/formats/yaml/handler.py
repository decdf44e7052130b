"""YAML front matter between `---` lines: parsed whole or, if it is broken, key by key."""

from __future__ import annotations

from collections.abc import Iterator

from blogcli.posts.formats.handler import Handler
from blogcli.posts.formats.limits import Broken, Partial
from blogcli.posts.formats.yaml.editor import YamlEditor
from blogcli.posts.formats.yaml.parse import parse_yaml
from blogcli.posts.formats.yaml.tree import Branch
from blogcli.posts.formats.yaml.values import mapping
from blogcli.posts.model.values import Value


class YamlHandler(YamlEditor, Handler):
    """A handler for YAML 1.1 as libyaml parses it; `plain_value` gives plain scalars their type."""

    name = "yaml"

    def load(self, fm: str) -> dict[str, Value]:
        """Return the values of YAML text. Raise Partial, with the keys that can be read."""
        try:
            root = parse_yaml(fm)
        except Broken as fault:
            raise Broken(fault.problem, fault.offset, dict(_readable(fm))) from None
        if isinstance(root, Branch) and root.is_mapping:
            return mapping(root, fm)
        if root is None:
            return {}
        kind = "a list" if isinstance(root, Branch) else "text"
        raise Partial(f"the front matter is {kind}, not a mapping", root.start)


def _readable(text: str) -> Iterator[tuple[str, Value]]:
    """Yield the keys of broken front matter that can be read, each from its own lines alone.

    If a single line is not YAML, the rest of it is its value as text: `title: A: b`.
    """
    from blogcli.posts.formats.yaml.key_blocks import key_blocks

    for block in key_blocks(text):
        source = text[block.start : block.end]
        try:
            root = parse_yaml(source)
        except Partial:
            if block.is_line:
                yield block.key, block.rest
            continue
        if isinstance(root, Branch) and root.is_mapping:
            yield from mapping(root, source).items()
