"""One withheld row of each kind, filled with a telling word: the word is in nothing that leaves the house."""

from __future__ import annotations

from dataclasses import replace

import pytest

from saylau.assessment.assess import assess
from saylau.assessment.disclosure import publish
from saylau.assessment.leaks import guard_of
from saylau.assessment.spellings import folded
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.columns import record_columns
from saylau.records.fact import Display, Fact
from saylau.records.writing import case_files
from saylau.report.build import build_document
from saylau.report.json_writer import write_json

CANARY = "Zzqcanary"


def filled(fact: Fact[Record]) -> Fact[Record]:
    """The row with the word in each of its free texts, withheld."""
    texts = {
        column.name: (CANARY,) if column.many else CANARY
        for column in record_columns(type(fact.record))
        if column.type == "text" and getattr(fact.record, column.name) not in ("", ())
    }
    texts.pop("country", None)
    record = fact.record.model_copy(update=texts)
    return replace(fact, record=record, display=Display.WITHHELD, quote=CANARY, note=CANARY, said_by=CANARY)


@pytest.fixture(scope="module")
def canaries(kazakhstan: Case) -> Case:
    """The reference case in which the last row of each kind is withheld, where nothing in the case points at it."""
    pointed_at = {
        str(value)
        for fact in kazakhstan.facts
        for column in record_columns(type(fact.record))
        if column.type == "ref"
        for value in _many(getattr(fact.record, column.name))
    }
    last = {fact.kind: fact.fact for fact in kazakhstan.facts if fact.id not in pointed_at and fact.id == fact.fact}
    assert len(last) > 30
    chosen = set(last.values())
    # Prose of the case may cite a row that is withheld here; what prose cites is tested where prose is.
    return replace(kazakhstan, prose={}, facts=tuple(filled(f) if f.fact in chosen else f for f in kazakhstan.facts))


def _many(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def test_a_word_of_a_withheld_row_stands_in_no_report(canaries: Case) -> None:
    shown = publish(assess(canaries))
    document = build_document(shown, content="0" * 64)
    written = write_json(document, facts=shown.case.facts, sources=shown.case.sources.values())
    assert CANARY.casefold() not in written.casefold()


def test_a_word_of_a_withheld_row_stands_in_no_file_of_the_package(canaries: Case) -> None:
    shown = publish(assess(canaries))
    files = case_files(shown.case)
    assert len(files) > 30
    assert [name for name, data in files.items() if CANARY.casefold() in data.decode().casefold()] == []


def test_the_guard_knows_the_word_where_it_is_a_name(canaries: Case) -> None:
    guard = guard_of(canaries, publish(assess(canaries)).case)
    assert guard.pattern is not None
    assert guard.pattern.search(folded(CANARY))
