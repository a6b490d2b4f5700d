"""Dated legal values."""

from __future__ import annotations

from datetime import date

import pytest

from saylau.errors import LawError, NotInForce
from saylau.law.kz.params import MINIMUM_WAGE
from saylau.law.params import DatedValue, Entry
from saylau.law.rule import Basis, Cite
from saylau.values import Money

CITE = Cite("Invented act", "1", "", Basis.TEXT, checked_on=date(2020, 5, 1))


def _entry(since: date, until: date) -> Entry:
    return Entry(since, until, Money("100 KZT"), CITE)


@pytest.mark.parametrize("day", [date(2018, 12, 31), date(2020, 1, 1)])
def test_a_day_without_a_value_is_refused_and_no_neighbour_taken(day: date) -> None:
    with pytest.raises(NotInForce, match=f"no value of the minimum wage is known for {day}; known for 2019-01-01"):
        MINIMUM_WAGE.on(day)


def test_a_value_without_entries_is_known_for_no_day() -> None:
    with pytest.raises(NotInForce, match="known for no day"):
        DatedValue("invented value", ()).on(date(2019, 1, 1))


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2019, 6, 9), date(2019, 12, 31)])
def test_the_minimum_wage_of_2019_gives_the_amounts_of_the_law(day: date) -> None:
    wage = MINIMUM_WAGE.on(day)
    assert [str(wage.times(n)) for n in (50, 12_000, 15_000, 27_000)] == [
        "2125000 KZT", "510000000 KZT", "637500000 KZT", "1147500000 KZT",
    ]  # fmt: skip


def test_the_minimum_wage_says_when_it_was_last_confirmed() -> None:
    assert [entry.cite.checked_on is not None for entry in MINIMUM_WAGE.entries] == [True]


def test_entries_that_overlap_are_refused() -> None:
    with pytest.raises(LawError, match="from 2019-01-01 and from 2019-12-31 overlap"):
        DatedValue("value", (_entry(date(2019, 1, 1), date(2020, 1, 1)), _entry(date(2019, 12, 31), date(2021, 1, 1))))


def test_an_entry_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(LawError, match="from 2019-01-01 ends before it begins"):
        DatedValue("value", (_entry(date(2019, 1, 1), date(2019, 1, 1)),))
