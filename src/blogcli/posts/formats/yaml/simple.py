"""Simple YAML to the tree that the parser would build of it: what the fast reader can read."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from blogcli.posts.formats.fast.yaml import BLOCK_TEXTS, QUOTES, read_simple_yaml
from blogcli.posts.formats.yaml.tree import Branch, Node, Scalar
from blogcli.posts.model.values import Value


class _Line(NamedTuple):
    """A line without the blanks at its end; `stop` is the start of the next one."""

    start: int
    text: str
    stop: int


def compose_simple(text: str) -> Branch | None:
    """Return the mapping of simple front matter; None for other YAML, or with a key twice."""
    values, lines = read_simple_yaml(text), _lines(text)
    firsts = [at for at, line in enumerate(lines) if not line.text.startswith((" ", "- "))]
    if not values or len(values) != len(firsts):
        return None
    root = Branch(lines[0].start, is_mapping=True, is_flow=False)
    for first, after, name in zip(firsts, [*firsts[1:], None], values, strict=True):
        start, line, _ = lines[first]
        rest = line[len(name) + 1 :].lstrip(" ")
        below = lines[first + 1 : after]
        node = _node(start + len(line) - len(rest), rest, values[name], below)
        root.children += (Scalar(name, start, start + len(name)), node)
    return root


def _lines(text: str) -> list[_Line]:
    """Return the lines that are not blank."""
    lines, at = [], 0
    for line in text.split("\n"):
        stop = at + len(line) + 1
        if kept := line.rstrip(" \r"):
            lines.append(_Line(at, kept, min(stop, len(text))))
        at = stop
    return lines


def _node(at: int, text: str, value: Value, below: Sequence[_Line]) -> Node:
    """Return the value whose text begins at `at`, and goes on in the lines `below`."""
    if text in BLOCK_TEXTS:
        return Scalar(str(value), at, below[-1].stop, text[0])
    if not isinstance(value, list):
        return _scalar(at, text, value)
    if text:
        branch = Branch(at, is_mapping=False, is_flow=True)
        branch.end = at + len(text)
        branch.children += map(_scalar, *_parts(at + 1, text[1:-1]), value)
        return branch
    dash = below[0].text.index("-")
    branch = Branch(below[0].start + dash, is_mapping=False, is_flow=False)
    for (start, line, _), item in zip(below, value, strict=True):
        rest = line[dash + 1 :].lstrip(" ")
        branch.children.append(_scalar(start + len(line) - len(rest), rest, item))
    return branch


def _parts(at: int, text: str) -> tuple[Iterable[int], Iterable[str]]:
    """Return the starts of the parts between commas, and the parts; without blanks around them."""
    starts, parts = [], []
    for part in text.split(","):
        starts.append(at + len(part) - len(part.lstrip(" ")))
        parts.append(part.strip(" "))
        at += len(part) + 1
    return starts, parts


def _scalar(at: int, text: str, value: Value) -> Scalar:
    if text[:1] in QUOTES:
        return Scalar(str(value), at, at + len(text), text[0])
    return Scalar(text, at, at + len(text))
