"""The package of the Word file: what python-docx leaves open, and the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, MutableMapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.opc.rel import _Relationship
    from docx.oxml.xmlchemy import BaseOxmlElement

_NOT_WANTED = frozenset({"thumbnail", "extended-properties", "stylesWithEffects", "webSettings", "customXml"})
_FIRST = "[Content_Types].xml"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def fill(root: BaseOxmlElement, children: str) -> None:
    """Put the children, given as XML with the prefixes of python-docx, in the place of those that the root has."""
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    whole = parse_xml(f"<w:all {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{children}</w:all>")
    root[:] = list(whole)


def drop_relations(*relations: MutableMapping[str, _Relationship]) -> None:
    """Leave out what the template of python-docx brings along and a report has no use for: its preview, the counts of
    an empty file, old styles and custom data."""
    for of_part in relations:
        for key in [key for key, one in of_part.items() if one.reltype.rpartition("/")[2] in _NOT_WANTED]:
            del of_part[key]


def outside(part: Part) -> Callable[[str], str]:
    """What gives the id of a relation of the part to an outside address."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    return lambda address: part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def whole_document(body: str, last: BaseOxmlElement) -> bytes:
    """The main part from its body and the properties of its one section.

    It is written as text, since lxml takes 20 microseconds to move one element from one tree to another, which is two
    seconds for a table of 1,500 rows. It is parsed once, so that a fault shows here and not in Word.
    """
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    root = f"<w:document {nsdecls('w', 'r', 'wp', 'a', 'pic')}><w:body>{body}{last.xml}</w:body></w:document>"
    whole = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + root).encode()
    parse_xml(whole)
    return whole


def settled(package: bytes, instead: Mapping[str, bytes]) -> bytes:
    """The same package with its members in a fixed order, without days and marks of the platform; the members named in
    `instead` with other bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            member = zipfile.ZipInfo(name, _ZIP_EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o644 << 16
            new.writestr(member, instead.get(name) or old.read(name))
    return made.getvalue()
