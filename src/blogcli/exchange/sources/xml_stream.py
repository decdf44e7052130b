"""Read large, untrusted XML as a stream of entries: bounded memory, no entities, no network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from blogcli.errors import BlogError
from blogcli.exchange.model import Notice
from blogcli.exchange.sources.detect import refuse_conflict
from blogcli.exchange.sources.export_file import ExportFile, Stream
from blogcli.exchange.sources.xml_repair import Repaired

if TYPE_CHECKING:
    from lxml.etree import _Element

Taker: TypeAlias = "Callable[[_Element], None]"

_PIECE = 1 << 20
_LONGEST_MARK = 9  # a line feed, seven `<` or `>`, and a space


class XmlFile:
    """An XML file whose `entry` elements can be read in order, any number of times.

    The constructor scans the file once. It refuses a document with its own DTD; a broken document
    is read with repairs from then on. Raises BlogError, with the line, if it cannot be repaired.
    `count` is the number of complete entries, `notices` reports the repairs.

    `survey` returns a callback that gets every entry during this scan, which saves a pass. If
    repairs are needed, `survey` is called again; the second callback gets all entries again.
    """

    def __init__(
        self, file: ExportFile, entry: str, survey: Callable[[], Taker] = lambda: _nobody
    ) -> None:
        self._file = file
        self._entry = entry
        self._repair = False
        self.notices: list[Notice] = []
        try:
            self.count = self._look_through(survey())
        except SyntaxError as error:  # lxml's XMLSyntaxError
            self._refuse_conflict()
            self._repair = True
            self.count = self._look_through_repaired(error)
            take = survey()
            for element in self.elements(entry) if take is not _nobody else ():
                take(element)

    def elements(self, *names: str) -> Iterator[_Element]:
        """Yield each complete element with one of these names, in file order; valid until the next.

        Names match in any namespace, but not inside an entry. An entry truncated by the end of the
        file is left out.
        """
        number = 0
        with self._file.open() as stream:
            source = Repaired(stream, self._entry) if self._repair else stream
            try:
                for element in self._parsed(source, {*names, self._entry}):
                    number += local(element) == self._entry
                    if number > self.count:
                        return
                    if local(element) in names:
                        yield element
            except SyntaxError as error:
                raise self._broken(error) from None

    def _look_through(self, take: Taker) -> int:
        count = 0
        with self._file.open() as stream:
            for element in self._parsed(stream, {self._entry}):
                take(element)
                count += 1
        return count

    def _look_through_repaired(self, first_error: SyntaxError) -> int:
        with self._file.open() as stream:
            source = Repaired(stream, self._entry)
            try:
                found = sum(1 for _ in self._parsed(source, {self._entry}))
            except SyntaxError as error:
                raise self._broken(error) from None
        whole = found - (source.is_open and found == source.starts)
        if not whole:
            raise self._broken(first_error)
        self.notices.append(Notice(f"repaired broken XML: {source.repairs() or first_error.msg}"))
        if lost := source.starts - whole:
            told = f"skipped {lost} of {source.starts} entries: incomplete"
            self.notices.append(Notice(told))
        return whole

    def _parsed(self, source: Stream | Repaired, names: set[str]) -> Iterator[_Element]:
        """Yield the elements outside of entries; each is freed when the next is requested."""
        from lxml import etree

        events = etree.iterparse(
            source,
            events=("end",),
            tag=[f"{{*}}{name}" for name in names],
            huge_tree=True,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            recover=self._repair,
        )
        for number, (_, element) in enumerate(events):
            if not number:
                _refuse_dtd(element, self._file.name)
            if not _is_on_top(element):
                continue
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]

    def _refuse_conflict(self) -> None:
        lines, rest = 0, b""
        with self._file.open() as stream:
            while piece := stream.read(_PIECE):
                data = rest + piece
                refuse_conflict(data, self._file.name, lines)
                rest = data[data.rfind(b"\n", -_LONGEST_MARK) :]
                lines += data.count(b"\n") - rest.count(b"\n")

    def _broken(self, error: SyntaxError) -> BlogError:
        return BlogError(
            f"is broken XML: {error.msg}",
            "export it again; nothing was imported",
            path=self._file.name,
            line=error.lineno,
        )


def _nobody(element: _Element) -> None:
    """Ignore an entry."""


def local(element: _Element) -> str:
    """Return the element's name without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text(element: _Element | None) -> str:
    """Return all text in an element, "" for None."""
    if element is None:
        return ""
    return "".join(map(str, element.itertext())) if len(element) else element.text or ""


def _is_on_top(element: _Element) -> bool:
    """Return whether the element is a child of the root (Atom) or of the RSS channel."""
    parent = element.getparent()
    return parent is None or parent.getparent() is None or local(parent) == "channel"


def _refuse_dtd(element: _Element, name: str) -> None:
    """Raise BlogError for a DTD: entities would be dropped together with the text after them."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise BlogError(
            "declares a DTD, which exports never do",
            "entities could hide or swallow text; remove the <!DOCTYPE …> if you trust the file",
            path=name,
        )
