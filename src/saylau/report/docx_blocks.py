"""The blocks of a document as WordprocessingML."""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Callable, Mapping

from saylau.report.anchors import paragraph_anchor
from saylau.report.columns import WHOLE, column_shares, is_prose
from saylau.report.document import (
    Block,
    Bullets,
    Callout,
    Figure,
    FindingBox,
    FindingItem,
    Line,
    Paragraph,
    Row,
    Table,
    Term,
    Terms,
    plain,
)
from saylau.report.docx_lines import Lines, field, run, xml
from saylau.report.paper import entries, heads_of, leads_on

TEXT_WIDTH = 9072
"""Width of the text in twentieths of a point: 160 mm."""
_TABLE_SIZE = 9.5
"""Points by which columns are measured: the text has 8.5, and readers without Calibri take wider faces."""
_BEFORE_CURRENCY = re.compile("\u00a0(?=[A-Z]{3}\\b)")
"""In a narrow cell an amount may part from its currency; joined, Word would part the letters of the currency."""
_WIDER = 1.25
"""Readers may lack the fonts that a Word file names; those that stand in are up to so much wider (assumed)."""
_EMU_PER_MM = 36_000


def para(style: str, content: str, properties: str = "") -> str:
    """A paragraph in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


class Blocks:
    """Draws the blocks of one document in reading order."""

    def __init__(
        self,
        lines: Lines,
        words: Mapping[str, str],
        *,
        address: Callable[[str], str],
        picture: Callable[[str], tuple[str, bytes]],
        heading: Callable[[int, str, str], str],
        form: bool = False,
    ) -> None:
        """`address` and `picture` give the relation of an outside address and of a figure's image, with its bytes;
        `heading` draws a heading from its level, title and anchor. Terms of a `form` are its rows."""
        self._lines, self._words = lines, words
        self._address, self._picture, self._heading = address, picture, heading
        self._counted: Counter[str] = Counter()
        self._form = form

    def draw(self, block: Block, level: int, frame: str = "") -> str:
        """A block; `level` is that of the next heading, `frame` the beginning of the names of styles in a callout."""
        match block:
            case Paragraph():
                return self._paragraph(block, frame)
            case Bullets(items, small):
                style = f"{'Small' if small else frame}ListBullet"
                return "".join(para(style, self.line(item)) for item in items)
            case Terms(items):
                return self.terms(items)
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case FindingBox():
                return self._finding_box(block, level)
            case Callout(title, blocks):
                head = para("CalloutTitle", run(title))
                return head + "".join(self.draw(inner, level, "Callout") for inner in blocks)

    def line(self, line: Line) -> str:
        """A line as runs of the main text."""
        return self._lines.draw(line, self._address)

    def terms(self, items: tuple[Term, ...], style: str = "Term") -> str:
        """Labels with their texts, one paragraph each; of a form, a row each."""
        if self._form:
            return self._form_rows(items)
        return "".join(para(style, run(f"{t.label}\t", "TermLabel") + self.line(t.line)) for t in items)

    def _form_rows(self, items: tuple[Term, ...]) -> str:
        widths = [TEXT_WIDTH * 2 // 5, TEXT_WIDTH * 3 // 5]
        rows = "".join(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            f"{_cell(run(term.label, 'TermLabel'), widths[0], 'FormText')}"
            f"{_cell(self.line(term.line), widths[1], 'FormText')}</w:tr>"
            for term in items
        )
        return _grid(widths, "", "0400") + rows + "</w:tbl>" + para("TableSource", "")

    def _numbered(self, number: int, anchor: str, line: Line) -> str:
        places = self._lines.place(*dict.fromkeys((paragraph_anchor(number), anchor)))
        return places + run(f"{number}\t", "ParagraphNumber") + self.line(line)

    def _paragraph(self, block: Paragraph, frame: str) -> str:
        keep = "<w:keepNext/>" if leads_on(block) else ""
        if block.number is not None:
            return para("NumberedParagraph", self._numbered(block.number, block.anchor, block.line), keep)
        style = frame or ("SmallText" if block.small else "BodyText")
        return para(style, self._lines.place(block.anchor) + self.line(block.line), keep)

    def _caption(self, word: str, number: int, caption: str, places: str = "") -> str:
        """A caption that Word counts; where counting on would not give the number, the count begins anew at it."""
        label = self._words[word]
        restart = "" if number == self._counted[word] + 1 else f" \\r {number}"
        self._counted[word] = number
        counter = field(f"SEQ {label} \\* ARABIC{restart}", run(str(number), "CaptionLabel"))
        return places + run(f"{label} ", "CaptionLabel") + counter + run(f"\u2003{caption}")

    def _table(self, block: Table) -> str:
        place = self._lines.place(block.anchor)
        if block.entries:
            return self._entries(block, place)
        if block.number is None:
            head = para("TableTitle", place + run(block.caption))
        else:
            head = para("Caption", self._caption("Table", block.number, block.caption, place), "<w:keepNext/>")
        widths = [share * TEXT_WIDTH // WHOLE for share in column_shares(block, _TABLE_SIZE * _WIDER)]
        rows = "".join(self._row(block, row, widths) for row in block.rows)
        caption = f'<w:tblCaption w:val="{xml(block.caption)}"/>'
        table = f"{_grid(widths, caption, '0420')}{_head_row(block, widths)}{rows}</w:tbl>"
        return head + table + para("TableSource", self.line(block.source))

    def _entries(self, block: Table, place: str) -> str:
        """A long table of short cells as a list: a line an entry."""
        about = run(f"\u2003{heads_of(block)}", "EntryHeads")
        if block.number is None:
            head = para("TableTitle", place + run(block.caption) + about)
        else:
            head = para("Caption", self._caption("Table", block.number, block.caption, place) + about, "<w:keepNext/>")
        listed = "".join(para("Entry", self._lines.place(e.anchor) + self.line(e.line)) for e in entries(block))
        return head + listed + para("TableSource", self.line(block.source))

    def _row(self, block: Table, row: Row, widths: list[int]) -> str:
        cells = []
        for place, line in enumerate(row.cells):
            written = _BEFORE_CURRENCY.sub(" ", self.line(line))
            content = (self._lines.place(row.anchor) if place == 0 else "") + written
            right = block.heads[place].numeric and not is_prose(plain(line))
            cells.append(_cell(content, widths[place], "TableNumber" if right else "TableText"))
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"

    def _figure(self, block: Figure) -> str:
        relation, picture = self._picture(block.anchor)
        name = f"{self._words['Figure']} {block.number}"
        drawing = _drawing(relation, block.number, name, block.alt, _size(picture))
        shown = para("Figure", self._lines.place(block.anchor) + drawing)
        return shown + para("Caption", self._caption("Figure", block.number, block.caption)) + self._table(block.table)

    def _finding_box(self, block: FindingBox, level: int) -> str:
        measures = self._table(block.measures) if block.measures is not None else ""
        items = "".join(self._finding(item) for item in block.items)
        return self._heading(level, block.title, "") + items + self.terms(block.terms, "CommonTerm") + measures

    def _finding(self, item: FindingItem) -> str:
        outcome = "Outcome" + "".join(word.capitalize() for word in item.outcome.split())
        state = run(item.state, "Signed" if item.signed else "Unsigned")
        verdict = run(f" {item.mark} {item.outcome_label} ", outcome) + run("  ") + state
        head = para("Verdict", verdict + run(f"\t{item.anchor}", "FindingId"))
        keep = "<w:keepNext/>" if item.terms else ""
        sentence = para("NumberedParagraph", self._numbered(item.number, item.anchor, item.sentence), keep)
        return head + sentence + self.terms(item.terms)


def _grid(widths: list[int], caption: str, look: str) -> str:
    """The beginning of a table; `look` is 0420 for one with a row of heads, 0400 for one without."""
    first = int(look == "0420")
    shown = f'<w:tblLook w:val="{look}" w:firstRow="{first}" w:lastRow="0" w:firstColumn="0" w:noVBand="1"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="HouseTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{shown}{caption}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _cell(content: str, width: int, style: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{para(style, content)}</w:tc>'


def _head_row(block: Table, widths: list[int]) -> str:
    """The row of heads, which every page repeats."""
    styles = ["TableHeadNumber" if head.numeric else "TableHead" for head in block.heads]
    cells = "".join(map(_cell, (run(head.title) for head in block.heads), widths, styles))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _size(picture: bytes) -> tuple[int, int]:
    """Width and height in EMU of a PNG drawn as wide as the text: the head of the file holds both, in dots."""
    width, height = struct.unpack(">II", picture[16:24])
    wide = 160 * _EMU_PER_MM
    return wide, wide * height // width


def _drawing(relation: str, number: int, name: str, alt: str, size: tuple[int, int]) -> str:
    wide, high = size
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name="{xml(name)}" descr="{xml(alt)}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{xml(name)}" descr="{xml(alt)}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
