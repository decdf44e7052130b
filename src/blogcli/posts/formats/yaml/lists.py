"""YAML lists as they are written: the items of an existing list, and the quotes of new ones."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from blogcli.posts.formats.brackets import Flow
from blogcli.posts.formats.list_diff import Items
from blogcli.posts.formats.yaml.scalars import Quote
from blogcli.posts.formats.yaml.tree import Branch, Node, Scalar, end
from blogcli.posts.text.text_edits import TextEdit, begins_line, insert_lines, line_end, line_start


class BlockItems(NamedTuple):
    """The items of a block list, each on its own lines."""

    text: str
    nodes: Sequence[Node]

    def span(self, item: int) -> tuple[int, int]:
        """Return the span of an item, without its dash."""
        node = self.nodes[item]
        return node.start, end(node, self.text)

    def insert(self, at: int, written: Sequence[str], newline: str) -> list[TextEdit]:
        """Return the changes that insert written items before item `at`, on their own lines."""
        beside = max(at - 1, 0)
        dash = self.dash(beside)
        lead = self.text[line_start(self.text, dash) : dash] + "-" + self.gap(beside)
        place = after(self.nodes[at - 1], self.text) if at else line_start(self.text, dash)
        lines = "\n".join(lead + item for item in written)
        return [insert_lines(self.text, place, lines, newline)]

    def remove(self, first: int, stop: int) -> list[TextEdit]:
        """Return the changes that remove the lines of the items from `first` up to `stop`."""
        lines = line_start(self.text, self.dash(first))
        return [TextEdit(lines, after(self.nodes[stop - 1], self.text))]

    def dash(self, item: int) -> int:
        """Return the offset of the item's dash; raise ValueError if none begins the item's line."""
        at = self.nodes[item].start - 1
        while self.text[at] in " \t":
            at -= 1
        if self.text[at] != "-" or not begins_line(self.text, at):
            raise ValueError("no dash on the item's line")
        return at

    def gap(self, item: int) -> str:
        """Return the white space between the dash and the item."""
        return self.text[self.dash(item) + 1 : self.nodes[item].start] or " "


def list_items(branch: Branch, text: str) -> Items:
    """Return the list's items, ready to be changed."""
    return BlockItems(text, branch.children) if not branch.is_flow else flow_items(branch, text)


def flow_items(branch: Branch, text: str) -> Flow:
    """Return the items of a list or mapping in brackets."""
    nodes = branch.children
    firsts, lasts = (nodes[::2], nodes[1::2]) if branch.is_mapping else (nodes, nodes)
    spans = [
        (first.start, max(end(first, text), end(last, text)))
        for first, last in zip(firsts, lasts, strict=True)
    ]
    return Flow(text, branch.start, branch.end, spans)


def after(node: Node, text: str) -> int:
    """Return the start of the line after the node's own lines and a comment on the last of them."""
    stop = end(node, text)
    return stop if stop and text[stop - 1] == "\n" else line_end(text, stop)


def quotes(nodes: Iterable[Node]) -> tuple[Quote, Quote]:
    """Return the quotes of a new sibling of these scalars, and those of one that needs quotes."""
    used: list[Quote] = [
        "'" if node.style == "'" else '"' if node.style == '"' else ""
        for node in nodes
        if isinstance(node, Scalar)
    ]
    quoted = [quote for quote in used if quote]
    fallback = quoted[-1] if quoted else '"'
    return ("" if len(quoted) < len(used) or not used else fallback), fallback


def list_quotes(mapping: Branch) -> tuple[Quote, Quote]:
    """Return the quotes of a new list's items, as `quotes` does for the first list there."""
    lists = (node for _, node in mapping.pairs() if isinstance(node, Branch))
    first = next((node for node in lists if not node.is_mapping and node.children), None)
    return quotes(first.children if first else ())
