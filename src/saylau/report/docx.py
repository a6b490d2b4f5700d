"""The report as a Word file: real footnotes, headings and captions that Word counts, links, and styles to edit by."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from saylau.errors import ReportRefused
from saylau.report.anchors import check_places, parts
from saylau.report.document import Document, Figure, Section
from saylau.report.docx_blocks import Blocks, para
from saylau.report.docx_headings import Headings
from saylau.report.docx_lines import Lines, field, run
from saylau.report.docx_notes import add_footnotes
from saylau.report.docx_package import drop_relations, fill, outside, settled, whole_document
from saylau.report.language_tags import language_tag

if TYPE_CHECKING:
    from docx.document import Document as WordFile

STYLES = Path(__file__).parent / "templates" / "styles.xml"
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="510"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="{language}"/>'
)


_PAPER = (("HouseName", 0, 22), ("Title", 0, 36), ("Heading1", 320, 26))
"""Room above, in twentieths of a point, and size, in half points, of styles in a paper of a few pages."""
_RESIZED = r'(?s)(styleId="NAME">.*?w:before=")\d+(".*?<w:sz w:val=")\d+("/><w:szCs w:val=")\d+'


def write_docx(document: Document, *, pngs: Mapping[str, bytes], paper: bool = False) -> bytes:
    """The whole report. `pngs` holds the picture of each figure under its anchor. A `paper` of a few pages, a filled
    form or a letter, begins under its title, without contents, and its terms are the rows of a form.

    Raises `ReportRefused` where a picture is missing, an anchor stands twice or a link leads nowhere.
    """
    check_places(document)
    missing = [part.anchor for part in parts(document) if isinstance(part, Figure) and part.anchor not in pngs]
    if missing:
        raise ReportRefused(f"no picture was rendered for {', '.join(missing)}; render the specifications first")
    import docx

    file = docx.Document()
    _prepare(file, document, paper)
    lines = Lines(document)
    headings = Headings(lines)
    body = _body(document, _blocks(file, document, lines, headings, pngs, paper), headings, paper)
    add_footnotes(file.part, document, lines)
    fill(file.part.numbering_part.element, headings.numbering())
    made = io.BytesIO()
    file.save(made)
    return settled(made.getvalue(), {"word/document.xml": whole_document(body, file.element.body.sectPr)})


def _blocks(
    file: WordFile, document: Document, lines: Lines, headings: Headings, pngs: Mapping[str, bytes], paper: bool
) -> Blocks:
    def picture(anchor: str) -> tuple[str, bytes]:
        relation, _ = file.part.get_or_add_image(io.BytesIO(pngs[anchor]))
        return relation, pngs[anchor]

    return Blocks(
        lines, document.words, address=outside(file.part), picture=picture,
        heading=lambda level, title, anchor: headings.draw(level, title, anchor), form=paper,
    )  # fmt: skip


def _body(document: Document, blocks: Blocks, headings: Headings, paper: bool) -> str:
    sections = "".join(
        _section(part, 1, blocks, headings, "<w:pageBreakBefore/>" if place == 0 and not paper else "")
        for place, part in enumerate(document.sections)
    )
    contents = "" if paper else headings.contents(document.words["Contents"])
    return _cover(document, blocks) + contents + sections


def _cover(document: Document, blocks: Blocks) -> str:
    about = "".join(para("About", blocks.line(line)) for line in document.about)
    head = para("HouseName", run(document.author)) + para("Title", run(document.title))
    return head + para("Subtitle", run(document.subtitle)) + blocks.terms(document.cover, "CoverTerm") + about


def _section(part: Section, level: int, blocks: Blocks, headings: Headings, properties: str = "") -> str:
    head = headings.draw(level, part.title, part.anchor, part.number, properties)
    body = "".join(blocks.draw(block, level + 1) for block in part.blocks)
    return head + body + "".join(_section(inner, level + 1, blocks, headings) for inner in part.sections)


def _prepare(file: WordFile, document: Document, paper: bool) -> None:
    """Styles, settings, page, what stands on every page, and the properties of the file."""
    language = language_tag(document.language)
    styles = STYLES.read_text(encoding="utf-8").replace('w:val="en-GB"', f'w:val="{language}"', 1)
    fill(file.styles.element, _inside(_resized(styles) if paper else styles))
    fill(file.settings.element, _SETTINGS.format(language=language))
    drop_relations(file.part.package.rels, file.part.rels)
    _page(file, document)
    _properties(file, document, language)


def _resized(styles: str) -> str:
    """The styles with the room and sizes of a paper of a few pages."""
    for name, before, size in _PAPER:
        place = _RESIZED.replace("NAME", name)
        styles = re.sub(place, rf"\g<1>{before}\g<2>{size}\g<3>{size}", styles, count=1)
    return styles


def _inside(styles: str) -> str:
    """The children of the one element of a file."""
    return re.sub(r"(?s)^.*?<w:styles[^>]*>|</w:styles>\s*$", "", styles)


def _page(file: WordFile, document: Document) -> None:
    from docx.shared import Mm

    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin, page.bottom_margin = Mm(27), Mm(25)
    page.header_distance = page.footer_distance = Mm(13)
    watermark = run(f"\t{document.watermark}", "Watermark") if document.watermark else ""
    fill(page.header.part.element, para("Header", run(document.id) + watermark))
    words = document.words
    count = run(f"\t{words['Page']} ") + field("PAGE", run("1")) + run(f" {words['of']} ") + field("NUMPAGES", run("1"))
    fill(page.footer.part.element, para("Footer", run(document.title) + count))


def _properties(file: WordFile, document: Document, language: str) -> None:
    moment = datetime.fromisoformat(document.day)
    known = file.core_properties
    known.title, known.subject, known.author = document.title, document.subtitle, document.author
    known.last_modified_by, known.identifier, known.keywords = document.author, document.id, document.id
    known.language, known.comments, known.category, known.revision = language, "", "", 1
    known.created = known.modified = moment
