"""The page of a study as one HTML file: it works offline, without a script, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from saylau.methods.results.study import Study
from saylau.report.charts.render import svg
from saylau.report.document import Figure, Table, walk
from saylau.report.fonts import face_files
from saylau.report.html import figure_names, write_html
from saylau.report.results.page import Drawn, build
from saylau.report.results.pictures import PICTURES, drawn
from saylau.report.words import words_for
from saylau.tables.results import ResultsTable

FACES = ("SourceSansPro-Regular", "SourceSansPro-Semibold")
"""Faces that travel in the page: those of the pictures, whose lines were broken by their widths."""


class _Nothing:
    """Beside a figure stands nothing: what it rests on is burnt into it."""

    folded, stacked = True, False
    report = Markup("")

    def __init__(self, names: Callable[[Figure], str]) -> None:
        self.name = names

    def figure(self, figure: Figure) -> Markup:
        """Nothing."""
        return Markup("")

    def table(self, table: Table) -> Markup:
        """Nothing: `results.json` holds the numbers."""
        return Markup("")


def results_page(table: ResultsTable, study: Study) -> str:
    """The page, in English, in which its texts are."""
    words = words_for("en", lambda thing, language: thing)
    document = build(table, study, _drawn(table, study), words)
    figures = [block for _, part in walk(document.sections) for block in part.blocks if isinstance(block, Figure)]
    svgs = {figure.anchor: svg(figure.spec) for figure in figures}
    svgs |= {f"{figure.anchor}.narrow": svg(figure.narrow) for figure in figures if figure.narrow is not None}
    names = figure_names(document)
    faces = tuple(file for file in face_files() if file.stem in FACES)
    beside = _Nothing(lambda figure: f"figure:{names[figure.anchor]}")
    return write_html(document, svgs=svgs, embed_fonts=True, font_files=faces, beside=beside)


def _drawn(table: ResultsTable, study: Study) -> tuple[Drawn, ...]:
    words, used = words_for("en", lambda thing, language: thing), study.result("integers").data.used
    found = ((name, drawn(table, name, words, used)) for name in PICTURES)
    return tuple(Drawn("integers" if name == "saw" else "", one) for name, one in found if one is not None)
