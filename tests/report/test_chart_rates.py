"""The chart of exchange rates: each amount is a span, and the rates that fit all are marked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from saylau.checks.finance_disclosure import conversion
from saylau.checks.run import run_check
from saylau.records.case import Case
from saylau.report.charts import CHARTS
from saylau.report.document import plain
from saylau.report.words import Words

from .pictures import SOURCE, rates, words

DRAW = CHARTS["finance.conversion"]


def test_each_amount_is_a_row_with_its_rates() -> None:
    made = DRAW(rates(), words(), SOURCE)
    assert made is not None
    rows = [[plain(cell) for cell in row.cells] for row in made.rows]
    assert [row[1] for row in rows] == ["2 to 4", "3 to 5", "2.50 to 6"]
    assert "3 to 4" in made.alt


@pytest.mark.parametrize("number", [0, 1])
def test_fewer_than_two_amounts_are_not_drawn(number: int) -> None:
    (finding,) = rates()
    few = tuple(m for m in finding.measures if ":one:" in m.name)[: 2 * number]
    assert DRAW((replace(finding, measures=few),), words(), SOURCE) is None
    assert DRAW((), words(), SOURCE) is None


def test_the_amount_of_a_private_person_is_not_in_the_picture(kazakhstan: Case) -> None:
    said = Words("en", kazakhstan.name, {}, kazakhstan.wording)
    made = DRAW(run_check(kazakhstan, conversion), said, SOURCE)
    assert made is not None
    # 17 amounts are printed in two currencies, one of them the fine of one person
    assert len(made.rows) == 17 - 1
    assert "fine" not in " ".join(plain(row.cells[0]) for row in made.rows)
