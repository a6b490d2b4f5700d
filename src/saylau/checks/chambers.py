"""Seats of chambers: numbers that sources give, and totals that follow from the regions of voting day."""

from __future__ import annotations

from collections.abc import Sequence

from saylau.checks.told import Told, fit, may_hold, one_each, told
from saylau.methods.seats import equal_seats_total
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import ChamberSeats, Region
from saylau.records.kinds.power import SeatWay


def exact(case: Case, claims: Sequence[Fact[ChamberSeats]], way: SeatWay) -> tuple[Told[int], ...]:
    """The exact numbers of seats that claims give for one way of filling them."""
    return told(case, [f for f in claims if f.record.way is way], lambda s: s.seats.exact)


def regions_of_the_day(case: Case) -> tuple[Fact[Region], ...]:
    """One claim for each region that was one on voting day, in row order."""
    return one_each(f for f in fit(case, case.all(Region)) if may_hold(f.record.during, case.info.poll))


def by_regions(case: Case, total: int, appointed: int) -> Told[int] | None:
    """The seats that an upper chamber has with equal numbers for each region, where that is not the total as stated."""
    regions = regions_of_the_day(case)
    derived = equal_seats_total(total, appointed, len(regions))
    return None if derived is None or derived == total else Told(derived, names(regions))
