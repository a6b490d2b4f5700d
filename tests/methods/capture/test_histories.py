"""What a table of capture histories knows, and what it refuses."""

from __future__ import annotations

import pytest

from saylau.methods.capture.chao import of_entries, of_lists
from saylau.methods.capture.histories import Histories
from saylau.methods.capture.two_lists import chapman, lincoln_petersen, odds_ratio_band
from tests.methods.capture.published import KOSOVO

TABLE = Histories(3, {"100": 4, "110": 2, "011": 3, "111": 1})


def test_people_frequencies_and_overlaps_are_counted() -> None:
    assert TABLE.people == 10
    assert TABLE.frequencies() == (4, 5, 1)
    assert TABLE.overlapping() == 6
    assert (TABLE.on(0), TABLE.on(1, 2), TABLE.on(0, 1, 2)) == (7, 4, 1)
    assert TABLE.vector() == (0, 0, 3, 4, 0, 2, 1)


def test_lists_hang_together_over_people_they_share() -> None:
    assert not Histories(3, {"100": 4, "110": 2, "001": 9}).hang_together((0, 1, 2))
    assert Histories(3, {"100": 4, "110": 2, "001": 9}).hang_together((0, 1))
    assert not Histories(4, {"1100": 30, "0011": 25}).hang_together((0, 1, 2, 3))
    assert Histories(4, {"1100": 30, "0011": 25, "0110": 1}).hang_together((0, 1, 2, 3))
    assert KOSOVO.hang_together(range(4))


def test_relabelled_twice_is_the_table_itself() -> None:
    assert TABLE.relabelled((2, 0, 1)).relabelled((1, 2, 0)).vector() == TABLE.vector()


@pytest.mark.parametrize(("history", "number"), [("000", 1), ("10", 1), ("1x0", 1), ("100", -1)])
def test_what_is_no_history_of_somebody_seen_is_refused(history: str, number: int) -> None:
    with pytest.raises(ValueError, match="histor"):
        Histories(3, {history: number})


def test_numbers_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="on both"):
        chapman(5, 9, 6)
    with pytest.raises(ValueError, match="nobody"):
        lincoln_petersen(5, 9, 0)
    with pytest.raises(ValueError, match="nobody"):
        odds_ratio_band(5, 9, 0)
    with pytest.raises(ValueError, match="no lower bound"):
        of_entries((5,))
    with pytest.raises(ValueError, match="no lower bound"):
        of_lists(Histories(3, {"100": 5, "111": 2}))
