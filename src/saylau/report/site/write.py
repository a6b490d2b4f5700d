"""One site written whole: its pages drawn, looked over for withheld names, put on the disk beside other languages."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel import Locale

from saylau.assessment.assess import Assessment
from saylau.assessment.leaks import Guard
from saylau.errors import ReportRefused
from saylau.report.anchors import paragraph_anchor, parts
from saylau.report.document import Document, FindingItem, Note, Paragraph, Table
from saylau.report.fonts import face_files
from saylau.report.html import TEMPLATES, environment, figure_names
from saylau.report.pen import Pen
from saylau.report.site.data import table_csv
from saylau.report.site.files import replace_files
from saylau.report.site.findings import Findings, chapter_address
from saylau.report.site.lists import (
    chapter_pages,
    cover,
    facts_list,
    figures_list,
    findings_list,
    kinds,
    law_list,
    search_page,
    sources_list,
)
from saylau.report.site.names import file_name
from saylau.report.site.page import Link, Page, Places
from saylau.report.site.render import Drawing, style_sheet
from saylau.report.site.search import search_script
from saylau.report.site.things import Claims, Things
from saylau.report.words import words_for

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Pictures:
    """The finished figures by anchor."""

    svgs: Mapping[str, str]
    pngs: Mapping[str, bytes]


def write_site(
    document: Document,
    shown: Assessment,
    pictures: Pictures,
    folder: Path,
    *,
    report: str = "",
    guard: Guard | None = None,
    embed_fonts: bool = True,
    tell: Tell = lambda step: None,
) -> Path:
    """Write the site of one language into a folder, and the list of languages beside it; the path of its first page.

    `shown` is the copy that may be shown and `document` the report made of it; nothing else is read. `report` is the
    address of the report in one file from the folder of the language. Files of an earlier site in the folder that this
    one does not hold are removed. Raises `ReportRefused` for a link that leads nowhere, for a name that is withheld,
    and for a folder with files that no site put there.
    """
    files = site_files(document, shown, pictures, report=report, embed_fonts=embed_fonts, tell=tell)
    tell("looking over the site")
    if guard is not None and guard.knows_names:
        _look_over(guard, files)
    tell("writing the site")
    replace_files(folder / document.language, files)
    return _write_languages(folder)


def _look_over(guard: Guard, files: Mapping[str, bytes]) -> None:
    """Every text of the site, its addresses too; a picture of dots shows what its SVG says."""
    for address, data in files.items():
        if not address.endswith((".png", ".ttf")):
            guard.refuse(f"{address} of the site", html.unescape(f"{address} {data.decode('utf-8')}"))


def site_files(
    document: Document,
    shown: Assessment,
    pictures: Pictures,
    *,
    report: str = "",
    embed_fonts: bool = True,
    tell: Tell = lambda step: None,
) -> dict[str, bytes]:
    """Address and bytes of every file of the site of one language, in the order of addresses."""
    site = _Site(document, shown, pictures, report, embed_fonts)
    tell("laying out the pages of the site")
    pages = site.pages()
    for number, (page, before, after) in enumerate(_beside(pages)):
        if number % 100 == 0:
            tell(f"drawing page {number + 1} of {len(pages)} of the site")
        site.draw(page, before, after)
    site.add_assets(pages)
    site.places.check(site.files)
    return dict(sorted(site.files.items()))


def _beside(pages: list[Page]) -> Iterator[tuple[Page, Page | None, Page | None]]:
    """Each page with the one before and the one after it of the same kind."""
    for place, page in enumerate(pages):
        before = pages[place - 1] if place else None
        after = pages[place + 1] if place + 1 < len(pages) else None
        paired = page.kind not in ("cover", "list", "search")
        yield (
            page,
            before if paired and before and before.kind == page.kind else None,
            after if paired and after and after.kind == page.kind else None,
        )


class _Site:
    """One site in the making: its files by address, and what its pages share."""

    def __init__(
        self, document: Document, shown: Assessment, pictures: Pictures, report: str, embed_fonts: bool
    ) -> None:
        self.files: dict[str, bytes] = {}
        self.document, self._pictures = document, pictures
        self._words = words_for(document.language, shown.case)
        self._pen = Pen(shown, self._words)
        self._claims = Claims(self._pen)
        self._findings = Findings(shown, self._words, document, self._claims)
        self._notes: dict[str, list[Note]] = {}
        self._faces = face_files() if embed_fonts else ()
        self.places = Places({})
        self._kinds = kinds(self._pen)
        self._stands = {a: chapter_address(c) for c in document.sections for a in _anchors(c)}
        self._drawing = Drawing(
            document, self._words, self.places, pictures.svgs, figure_names(document), self._figure_files(),
            dict(self._table_files()), (), report, frozenset(self._stands),
        )  # fmt: skip

    def pages(self) -> list[Page]:
        """All pages before they are drawn; every anchor of the report then has its place."""
        things, pen = Things(self._pen, self._claims), self._pen
        findings = []
        for page, own in self._findings.pages(self.files):
            self._notes[page.address] = own.notes
            findings.append(page)
        figures = list(self._findings.figure_pages(self._drawing.figure_files))
        provisions, standards = list(things.provisions()), list(things.standards())
        facts, sources = list(things.facts()), list(things.sources())
        lists = [
            findings_list(pen, self._findings.items, {page.name: page for page in findings}),
            facts_list(pen), sources_list(pen), figures_list(pen, figures), law_list(pen, provisions, standards),
        ]  # fmt: skip
        chapters = list(chapter_pages(pen, self.document))
        found = [*chapters, *findings, *figures, *provisions, *standards, *sources, *facts, *lists]
        search = search_page(pen, found, self._kinds)
        self._drawing.main = (*lists, search)
        pages = [cover(pen, self.document, (*lists, search)), *found, search]
        self._refuse_two(pages)
        self.places.where = self._where(found)
        return pages

    def draw(self, page: Page, before: Page | None, after: Page | None) -> None:
        """Draw a page into the files."""
        notes = self._notes.get(page.address, self.document.notes)
        self.files[page.address] = self._drawing.page(page, before, after, notes).encode()

    def add_assets(self, pages: list[Page]) -> None:
        """The style sheet, the scripts, the fonts, and what the list of languages needs to know."""
        fonts = {f"fonts/{face.name}": face.read_bytes() for face in self._faces}
        language = self.document.language
        edition = {
            "language": language,
            "name": Locale.parse(language).get_language_name(language) or language,
            "title": self.document.title,
        }
        found = [page for page in pages if page.kind in self._kinds]
        self.files |= fonts | {
            "assets/site.css": style_sheet(tuple(fonts)).encode(),
            "assets/site.js": (TEMPLATES / "site.js").read_bytes(),
            "assets/index.js": search_script(found, self._kinds).encode(),
            "assets/edition.json": json.dumps(edition, ensure_ascii=False, sort_keys=True).encode(),
        }

    def _figure_files(self) -> dict[str, tuple[Link, ...]]:
        """The files of each figure by its anchor: its table, its picture in two forms, its specification with data."""
        found: dict[str, tuple[Link, ...]] = {}
        for figure, name, _, _ in self._findings.figures:
            stem = f"figure/{file_name(name)}"
            self.files[f"{stem}.csv"] = table_csv(figure.table)
            self.files[f"{stem}.svg"] = self._pictures.svgs[figure.anchor].encode()
            self.files[f"{stem}.png"] = self._pictures.pngs[figure.anchor]
            spec = json.dumps(dict(figure.spec), ensure_ascii=False, sort_keys=True, indent=1)
            self.files[f"{stem}.vl.json"] = f"{spec}\n".encode()
            found[figure.anchor] = (
                Link("CSV", f"{stem}.csv"), Link("SVG", f"{stem}.svg"), Link("PNG", f"{stem}.png"),
                Link("Vega-Lite", f"{stem}.vl.json"),
            )  # fmt: skip
        return found

    def _table_files(self) -> Iterator[tuple[int, str]]:
        """The file of each numbered table: named by its chapter and its place in it, which move less than numbers."""
        for chapter in self.document.sections:
            tables = [t for t in parts(chapter) if isinstance(t, Table) and t.number is not None]
            for place, table in enumerate(tables, 1):
                address = f"chapter/{file_name(chapter.anchor)}.table-{place}.csv"
                self.files[address] = table_csv(table)
                if table.number is not None:
                    yield table.number, address

    def _where(self, pages: list[Page]) -> dict[str, tuple[str, str]]:
        """Where each anchor of the report stands: on a page of its own, else on that of its chapter."""
        where = {anchor: (address, anchor) for anchor, address in self._stands.items()}
        for page in pages:
            if page.anchor:
                where[page.anchor] = (page.address, "")
            if page.kind == "finding":
                where[f"numbers-{page.name}"] = (page.address, f"numbers-{page.name}")
        return where

    @staticmethod
    def _refuse_two(pages: list[Page]) -> None:
        """Raise `ReportRefused` where two pages would stand at one address."""
        held: dict[str, Page] = {}
        for page in pages:
            other = held.setdefault(page.address.casefold(), page)
            if other is not page:
                raise ReportRefused(f"{page.name} and {other.name} would both stand at {page.address}; rename one")


def _anchors(part: object) -> Iterator[str]:
    """The anchors that the report in one file places for a part of the document."""
    for inner in parts(part):
        if isinstance(inner, Paragraph | FindingItem) and inner.number is not None:
            yield paragraph_anchor(inner.number)
        if anchor := getattr(inner, "anchor", ""):
            yield anchor


def _write_languages(folder: Path) -> Path:
    """The list of the languages in the folder, as a page and as a script; the path of the page."""
    editions = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*/assets/edition.json"))]
    editions.sort(key=lambda edition: (edition["language"] != "en", edition["language"]))
    page = environment({}).get_template("site_languages.html.j2").render(editions=editions)
    held = json.dumps(editions, ensure_ascii=False, sort_keys=True)
    (folder / "languages.js").write_bytes(f"window.saylauLanguages={held};\n".encode())
    first = folder / "index.html"
    first.write_bytes(page.encode())
    return first
