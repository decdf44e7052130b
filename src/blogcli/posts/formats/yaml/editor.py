"""Edits of YAML front matter; nothing of PyYAML is imported for simple text."""

from __future__ import annotations

from blogcli.posts.formats.editor import Editor
from blogcli.posts.formats.operations import Edit


class YamlEditor(Editor):
    """An editor of YAML 1.1 as libyaml parses it."""

    fences = ("---\n", "---\n")

    def splice(self, meta: str, edit: Edit, newline: str) -> str:
        """Return the YAML text with one edit made."""
        from blogcli.posts.formats.yaml.splice import splice_yaml

        return splice_yaml(meta, edit, newline)
