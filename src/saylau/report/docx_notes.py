"""Footnotes of the Word file: a part of its own, which python-docx does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saylau.report.document import Document
from saylau.report.docx_lines import Lines, run
from saylau.report.docx_package import fill, outside

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr>'
    f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
    for kind, number in (("separator", -1), ("continuationSeparator", 0))
)


def add_footnotes(main: DocumentPart, document: Document, lines: Lines) -> None:
    """Add the part with all notes. The number of a note is also its id, by which the text refers to it."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
    part = XmlPart(PackURI("/word/footnotes.xml"), _TYPE, root, main.package)
    notes = "".join(_note(note.number, lines.draw(note.line, outside(part)), lines) for note in document.notes)
    fill(root, _SEPARATORS + notes)
    main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _note(number: int, drawn: str, lines: Lines) -> str:
    shown = "<w:footnoteRef/>" if lines.numbered_by_word else f"<w:t>{number}</w:t>"
    sign = f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{shown}</w:r>'
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{sign}{run(chr(9))}{drawn}</w:p>'
    return f'<w:footnote w:id="{number}">{paragraph}</w:footnote>'
