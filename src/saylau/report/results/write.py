"""The page of a study as one HTML file: it works offline, without a script, on a phone and on paper."""

from __future__ import annotations

from saylau.checks.forensics.study import Study
from saylau.report.results.alone import page_alone
from saylau.report.results.page import Drawn, build
from saylau.report.results.pictures import PICTURES, drawn
from saylau.report.words import words_for
from saylau.tables.results import ResultsTable


def results_page(table: ResultsTable, study: Study) -> str:
    """The page, in English, in which its texts are."""
    words = words_for("en", lambda thing, language: thing)
    return page_alone(build(table, study, _drawn(table, study), words))


def _drawn(table: ResultsTable, study: Study) -> tuple[Drawn, ...]:
    words, used = words_for("en", lambda thing, language: thing), study.result("integers").data.used
    found = ((name, drawn(table, name, words, used)) for name in PICTURES)
    return tuple(Drawn("integers" if name == "saw" else "", one) for name, one in found if one is not None)
