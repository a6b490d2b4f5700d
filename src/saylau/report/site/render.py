"""Drawing of the pages of the site: the templates, the frame that all pages share, what stands beside a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from saylau.report.citation import CITE, citation
from saylau.report.document import Document, Figure, Note, Table
from saylau.report.html import TEMPLATES, environment, face_rule
from saylau.report.html_lines import Lines
from saylau.report.site.lists import up_to
from saylau.report.site.names import way
from saylau.report.site.page import REPORT, SEARCH, Link, Page, PageAnchors, Places
from saylau.report.words import Words

LABELS = (
    "Search", "Search and index", "Search in this report", "Results: {n}", "Nothing was found.", "More results",
    "Previous", "Next", "Downloads", "In the report in one file", "Languages", "Other languages", "You are here",
    "Neighbouring pages", "Main pages", "Table as CSV", "Page of this figure", "Contents", "Chapters",
    "Index by letter", "Report",
    "Type a word, a name or an id; letters with and without marks are found alike.",
    "Without a script the search does not work; the index below leads to every page.", "Notes", "Back to text",
)  # fmt: skip
"""Words of the frame; templates ask for them by these keys."""
STYLES = ("report.css", "site.css")


def style_sheet(faces: Sequence[str]) -> str:
    """The style sheet of all pages: faces, the report's own, the site's, and the widths of columns."""
    fonts = [face_rule(Path(file), f"../{file}", "font-display:swap;") for file in faces]
    sheets = [(TEMPLATES / name).read_text(encoding="utf-8").strip() for name in STYLES]
    return "\n".join([*fonts, *sheets, *(f".w{share}{{width:{share}%}}" for share in range(1, 101))]) + "\n"


@dataclass(frozen=True)
class Beside:
    """What stands beside a table or a figure on a page of the site: its files, and the way to its own page."""

    drawing: Drawing
    anchors: PageAnchors
    folded: bool
    stacked: bool

    def name(self, figure: Figure) -> str:
        """The anchor of a figure that does not change with its number."""
        return f"figure:{self.drawing.figure_names[figure.anchor]}"

    def figure(self, figure: Figure) -> Markup:
        """The files of a figure; in a chapter also the way to its page, where they stand on the figure's own."""
        if not self.folded:
            return Markup("")
        own = Link(self.drawing.labels["Page of this figure"], self.drawing.places.where[figure.anchor][0])
        return self.drawing.links((own, *self.drawing.figure_files[figure.anchor]), self.anchors)

    def table(self, table: Table) -> Markup:
        """The table as a file, where it has a number of its own."""
        address = self.drawing.table_files.get(table.number or 0, "")
        if table.number is None or not address:
            return Markup("")
        return self.drawing.links((Link(self.drawing.labels["Table as CSV"], address),), self.anchors)


@dataclass
class Drawing:
    """Everything that the pages of one site share while they are drawn."""

    document: Document
    words: Words
    places: Places
    svgs: Mapping[str, str]
    figure_names: Mapping[str, str]
    figure_files: Mapping[str, tuple[Link, ...]]
    table_files: Mapping[int, str]
    main: Sequence[Page]
    """The pages to which each page leads in its head, the search last."""
    report: str
    """Address of the report in one file from the folder of the site; empty where there is none."""
    report_anchors: frozenset[str]
    _frames: dict[bool, str] = field(default_factory=dict)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The words of the frame in the language of the report."""
        return {label: self.words.template(label) for label in LABELS}

    @cached_property
    def _environment(self) -> Environment:
        return environment(self.svgs)

    def page(self, page: Page, before: Page | None, after: Page | None, notes: Sequence[Note]) -> str:
        """A whole page. Raises `ReportRefused` where it leads to what the site does not hold."""
        anchors = PageAnchors(self.places, page.address)
        lines = Lines(anchors)
        return self._environment.get_template("site_page.html.j2").render(
            page=page, document=self.document, words=self.document.words, labels=self.labels, anchors=anchors,
            line=lines, beside=self._beside(page, anchors), frame=self._frame(page),
            root=way(page.address, ""), up=up_to(page, self.labels["Report"]), before=before, after=after,
            called=_Called(lines, notes), cite_label=self.words.say(CITE), cited=self._cited(page),
            in_report=self._in_report(page), search=SEARCH, home=REPORT,
        )  # fmt: skip

    def _beside(self, page: Page, anchors: PageAnchors) -> Beside:
        """On a page of its own a table of claims is text, which a phone shows below each other; a chapter is as it is
        in the report in one file."""
        return Beside(self, anchors, folded=page.kind != "figure", stacked=page.kind not in ("chapter", "figure"))

    def links(self, links: Iterable[Link], anchors: PageAnchors) -> Markup:
        """A row of links to files."""
        items = (Markup('<a href="{}">{}</a>').format(anchors.file(link.address), link.label) for link in links)
        return Markup('<p class="files">{}</p>').format(Markup(" ").join(items))

    def _frame(self, page: Page) -> Markup:
        """The head and the contents, drawn once for each depth of folders; the entry of the page itself is marked."""
        deep = "/" in page.address
        if deep not in self._frames:
            template = self._environment.get_template("site_frame.html.j2")
            anchors = PageAnchors(self.places, "fact/x" if deep else "x")
            self._frames[deep] = template.render(
                document=self.document, labels=self.labels, anchors=anchors, main=self.main, home=REPORT,
                root="../" if deep else "", search=SEARCH,
            )  # fmt: skip
        own = f'href="{way(page.address, page.address)}"'
        return Markup(self._frames[deep].replace(own, own + ' aria-current="page"'))

    def _cited(self, page: Page) -> str:
        return citation(self.document, self.words, page.cited, page.address)

    def _in_report(self, page: Page) -> str:
        """The same thing in the report in one file, from the page."""
        if not self.report or (page.anchor and page.anchor not in self.report_anchors):
            return ""
        fragment = f"#{page.anchor}" if page.anchor else ""
        return way(page.address, self.report) + fragment if page.anchor or page.kind == "cover" else ""


class _Called:
    """The notes that a page called, known only once all of it is drawn."""

    def __init__(self, lines: Lines, notes: Sequence[Note]) -> None:
        self._lines, self._notes = lines, notes

    def __call__(self) -> list[Note]:
        return [note for note in self._notes if note.number in self._lines.notes]
