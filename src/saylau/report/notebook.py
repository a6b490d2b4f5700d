"""For notebooks: what the test of a results file says, as text, as plain data and as pictures; one function a job.

docs/how-to/notebooks.md shows them at work, with the functions that read a file and run the methods.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saylau.checks.forensics.study import Study
from saylau.errors import WrongUse
from saylau.report.charts.render import png, svg
from saylau.report.document import plain
from saylau.report.results.data import study_data
from saylau.report.results.pictures import drawn
from saylau.report.words import Words, words_for
from saylau.tables.results import ResultsTable
from saylau.values.message import Said


@dataclass(frozen=True)
class Drawing:
    """A picture that a notebook shows by itself, with its caption, a text for those who do not see it, its numbers."""

    caption: str
    alt: str
    svg: str
    table: tuple[tuple[str, ...], ...]
    """The numbers as they are printed, the heads first."""

    def _repr_svg_(self) -> str:
        return self.svg

    def png(self, scale: float = 2) -> bytes:
        """The picture as PNG, with so many dots a px."""
        return png(self.svg, scale)


def text(said: Said) -> str:
    """A sentence of a result in English."""
    return _english().text(said)


def data(table: ResultsTable, study: Study) -> dict[str, Any]:
    """Everything that a study says, as `results.json` holds it: dictionaries, lists, texts and numbers."""
    return study_data(table, study, _english())


def draw(table: ResultsTable, name: str) -> Drawing:
    """A picture of a results file: fingerprint, votes, regions, arrival or saw.

    Raises `WrongUse` for an unknown name, or where the table has not what the picture shows.
    """
    words = _english()
    made = drawn(table, name, words)
    if made is None:
        raise WrongUse(f"the table has not what the picture {name} shows; docs/how-to/results.md says what it needs")
    heads = tuple(head.title for head in made.heads)
    rows = (tuple(plain(cell) for cell in row.cells) for row in made.rows)
    return Drawing(made.caption, made.alt, svg(made.spec), (heads, *rows))


def _english() -> Words:
    return words_for("en", lambda thing, language: thing)
