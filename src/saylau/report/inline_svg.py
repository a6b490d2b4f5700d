"""A finished SVG picture made part of a page: named in the report's language, its ids its own."""

from __future__ import annotations

import re
from xml.etree import ElementTree

_ADDRESS = re.compile(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)")
_DROPPED = ("role", "class", "style", "version", "pointer-events")
"""Attributes without meaning on a page: the names of the marks are English, and their classes could meet ours."""


def inline_svg(picture: str, prefix: str, title: str, description: str) -> str:
    """The picture as an element for HTML.

    `prefix` starts each id in it, so that two pictures on one page never share one. `title` and `description` take
    the place of any names that the renderer gave. Raises `ValueError` where the text is not an SVG picture.
    """
    root = _parse(picture)
    for element in root.iter():
        element.tag = _local(element.tag)
        element.attrib = _attributes(element.attrib, prefix)
    for name in ("title", "desc"):
        for old in root.findall(name):
            root.remove(old)
    size = {name: root.attrib.pop(name) for name in ("width", "height") if name in root.attrib}
    if "viewBox" not in root.attrib and len(size) == 2:
        root.set("viewBox", f"0 0 {size['width']} {size['height']}")
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-desc")
    for place, (name, text) in enumerate((("title", title), ("desc", description))):
        label = ElementTree.Element(name, {"id": f"{prefix}-{name}"})
        label.text = text
        root.insert(place, label)
    return ElementTree.tostring(root, encoding="unicode")


def _parse(picture: str) -> ElementTree.Element:
    try:
        root = ElementTree.fromstring(picture)
    except ElementTree.ParseError as error:
        raise ValueError(f"not an SVG picture: {error}") from error
    if _local(root.tag) != "svg":
        raise ValueError(f"not an SVG picture: its outermost element is {_local(root.tag)}")
    return root


def _local(name: str) -> str:
    """A name without its namespace: HTML knows SVG without one."""
    return name.rpartition("}")[2]


def _attributes(attributes: dict[str, str], prefix: str) -> dict[str, str]:
    kept = {_local(name): value for name, value in attributes.items()}
    kept = {name: value for name, value in kept.items() if name not in _DROPPED and not name.startswith("aria-")}
    for name, value in kept.items():
        if name == "id":
            kept[name] = f"{prefix}-{value}"
        elif name == "href" and value.startswith("#"):
            kept[name] = f"#{prefix}-{value[1:]}"
        else:
            kept[name] = _ADDRESS.sub(rf"url(#{prefix}-\1)", value)
    return kept
