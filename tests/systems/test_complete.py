"""Every row of the page on systems is covered by a test of this folder, save those of a later issue."""

from __future__ import annotations

from types import ModuleType

import pytest

from tests.systems import test_candidates, test_cases, test_media, test_money, test_power, test_report
from tests.systems.rows import Row

MODULES = (test_power, test_candidates, test_money, test_media, test_cases, test_report)
LATER = {63, 64}
"""Powers of attorney and collective complaint: casework with its vault, see tests/casework."""


def numbers(module: ModuleType) -> set[int]:
    """The rows that a module covers, by its table and by its marked tests."""
    rows: tuple[Row, ...] = module.ROWS
    tests = [test for name, test in vars(module).items() if name.startswith("test_")]
    return {n for row in rows for n in row.numbers} | {n for test in tests for n in getattr(test, "numbers", ())}


def test_every_row_of_the_page_is_covered_save_those_of_a_later_issue() -> None:
    covered = set().union(*(numbers(module) for module in MODULES))
    assert covered == set(range(1, 81)) - LATER


def test_no_two_rows_say_the_same() -> None:
    said = [str(row) for module in MODULES for row in module.ROWS]
    assert len(set(said)) == len(said)


def test_a_row_that_expects_no_change_is_refused() -> None:
    with pytest.raises(ValueError, match="shows nothing of its input"):
        Row((1,), "a number that stays", lambda case: 1, 1, lambda case: case, 1)
