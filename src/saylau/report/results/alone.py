"""A document as one HTML file that belongs to no case: it works offline, without a script, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from saylau.report.charts.render import svg
from saylau.report.document import Document, Figure, Table, walk
from saylau.report.fonts import face_files
from saylau.report.html import figure_names, write_html

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
        """Nothing: the JSON file beside the page holds the numbers."""
        return Markup("")


def page_alone(document: Document) -> str:
    """The page with its pictures drawn and its faces in it."""
    figures = [block for _, part in walk(document.sections) for block in part.blocks if isinstance(block, Figure)]
    svgs = {figure.anchor: svg(figure.spec) for figure in figures}
    svgs |= {f"{figure.anchor}.narrow": svg(figure.narrow) for figure in figures if figure.narrow is not None}
    names = figure_names(document)
    faces = tuple(file for file in face_files() if file.stem in FACES)
    beside = _Nothing(lambda figure: f"figure:{names[figure.anchor]}")
    return write_html(document, svgs=svgs, embed_fonts=True, font_files=faces, beside=beside)
