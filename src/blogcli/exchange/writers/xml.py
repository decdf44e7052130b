"""Build XML elements from names and texts, always well-formed."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Append a child element; the root must declare a prefix in its name."""
    element = SubElement(parent, name, attributes)
    element.text = text or None
    return element


def split_element(root: Element) -> tuple[str, str]:
    """Return the start and the end of the root's XML, to write more elements between."""
    end = f"</{root.tag}>"
    add(root, "end")
    start = tostring(root, encoding="unicode").removesuffix(f"<end />{end}")
    return start, end


def element_xml(element: Element) -> str:
    """Return the element as XML text with a line end."""
    return tostring(element, encoding="unicode") + "\n"
