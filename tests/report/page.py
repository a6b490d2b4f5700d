"""A page read back with the standard library's parser: its elements, their attributes and their text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from html.parser import HTMLParser
from typing import Any

from saylau.report.document import Document
from saylau.report.html import write_html

SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="680" height="90"
viewBox="0 0 680 90"><defs><clipPath id="clip"><rect width="9" height="9"/></clipPath></defs>
<g clip-path="url(#clip)" class="page" role="graphics-object" aria-roledescription="mark"><text x="4" style="fill:red">
Cap &amp; sum &lt; 5</text><use xlink:href="#clip"/></g></svg>"""
"""A picture with what a page must rename or drop: ids and references, classes, roles, styles."""
SVGS = {"figure-funds": SVG, "figure-funds.narrow": SVG}
VOID = {"meta", "link", "img", "br", "hr", "col", "input"}


@dataclass
class Element:
    """An element with what stands in it, in order."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This element and all below it."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    @property
    def text(self) -> str:
        """Its text, spaces joined."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()

    def find(self, tag: str, **attributes: str) -> list[Element]:
        """Elements below of that tag with these attributes; `class_` for one of the classes."""
        wanted = attributes.pop("class_", "")
        return [
            element
            for element in self.walk()
            if element.tag == tag
            and (not wanted or wanted in element.attributes.get("class", "").split())
            and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    def by_id(self, name: str) -> Element:
        """The element with that id."""
        return next(element for element in self.walk() if element.attributes.get("id") == name)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("page", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert len(element.attributes) == len(attrs), f"an attribute stands twice on {tag}"
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"{tag} closes {self._open[-1].tag}"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read_page(text: str) -> Element:
    """The page as a tree; fails where an element is not closed in its place."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader._open == [reader.root], f"not closed: {reader._open[-1].tag}"
    return reader.root


def written(document: Document) -> str:
    """The page of a document with stand-in pictures."""
    return write_html(document, svgs=SVGS)


def parts(node: Any, kind: type[Any]) -> list[Any]:
    """Everything of one kind in the document, in reading order."""
    if isinstance(node, tuple):
        return [part for item in node for part in parts(item, kind)]
    if not is_dataclass(node):
        return []
    below = [part for field in fields(node) for part in parts(getattr(node, field.name), kind)]
    return [node, *below] if isinstance(node, kind) else below
