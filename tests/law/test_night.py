"""Night in law, and hours in custody to the minute: before, at and after each limit."""

from __future__ import annotations

import pytest

from saylau.errors import LawError
from saylau.law.answers import Asking
from saylau.law.inputs import ClockInputs, SanctionInputs
from saylau.law.night import by_day, is_night, night_of
from saylau.law.rule import Basis, Cite
from saylau.law.sanctions import hours_within
from saylau.values import Count, Truth, When

ASKING = Asking("a lawyer", Cite("Act", "1", "2019", Basis.TEXT), "RP")
NIGHT = ("22:00", "06:00")


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        ("2019-05-31T21:59+05:00", Truth.YES),
        ("2019-05-31T22:00+05:00", Truth.NO),
        ("2019-06-01T00:00+05:00", Truth.NO),
        ("2019-06-01T05:59+05:00", Truth.NO),
        ("2019-06-01T06:00+05:00", Truth.YES),
        ("2019-06-01", Truth.UNKNOWN),
        ("2019-05-31T20:00+05:00/2019-05-31T23:00+05:00", Truth.NO),
    ],
)
def test_the_first_minute_of_the_night_lies_in_it_and_its_end_does_not(at: str, verdict: Truth) -> None:
    answer = by_day(ClockInputs(at=When(at)), NIGHT, ASKING)
    assert answer.verdict is verdict
    assert answer.values == {"night_from": 1320, "night_until": 360}
    assert bool(answer.questions) is (verdict is Truth.UNKNOWN)


def test_a_night_within_one_day_does_not_go_round_midnight() -> None:
    night = night_of(("00:00", "05:30"))
    assert night == (0, 330)
    assert [is_night(minute, night) for minute in (0, 329, 330, 1439)] == [True, True, False, False]


@pytest.mark.parametrize("what", [(), ("22:00",), ("22:00", "22:00"), ("24:00", "06:00"), ("10 p.m.", "06:00")])
def test_what_is_no_night_is_refused(what: tuple[str, ...]) -> None:
    assert night_of(what) is None
    with pytest.raises(LawError, match="states no two clock times"):
        by_day(ClockInputs(), what, ASKING)


@pytest.mark.parametrize(
    ("minutes", "verdict"),
    [("179", Truth.YES), ("180", Truth.YES), ("181", Truth.NO), ("170..190", Truth.UNKNOWN), (None, Truth.UNKNOWN)],
)
def test_custody_is_held_against_its_hours_to_the_minute(minutes: str | None, verdict: Truth) -> None:
    answer = hours_within(SanctionInputs(minutes=Count(minutes) if minutes else None), 3, ASKING)
    assert answer.verdict is verdict
    assert answer.values == {"limit_hours": 3}
    assert bool(answer.questions) is (verdict is Truth.UNKNOWN)
