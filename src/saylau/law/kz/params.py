"""Base values of Kazakh law. Other years than 2019 are not entered."""

from __future__ import annotations

from datetime import date

from saylau.law.kz.acts import CHECKED_ON, STATE_FUNDS
from saylau.law.params import DatedValue, Entry
from saylau.law.rule import Basis, Cite
from saylau.values import Money

_YEAR_2019 = date(2019, 1, 1), date(2020, 1, 1)

MINIMUM_WAGE = DatedValue(
    "minimum wage",
    (
        Entry(
            *_YEAR_2019,
            Money.of(42_500, "KZT"),
            Cite("Minimum wage (MZP)", "", "2019", Basis.REPORTED, checked_on=CHECKED_ON),
        ),
    ),
)
"""MZP: caps of election funds and the deposit are multiples of it. Confirmed by 12,000 x 42,500 = 510,000,000."""

CALCULATION_INDEX = DatedValue(
    "monthly calculation index",
    (
        Entry(
            *_YEAR_2019,
            Money.of(2_525, "KZT"),
            Cite("Monthly calculation index (MCI)", "", "2019", Basis.REPORTED, checked_on=CHECKED_ON),
        ),
    ),
)
"""MCI: fines are multiples of it. Confirmed by 15 x 2,525 = 37,875, a fine that the source report states."""

STATE_FUNDS_ANNOUNCED = DatedValue(
    "public funds of a candidate, announced",
    (Entry(date(2019, 4, 10), date(2020, 1, 1), Money.of(7_500_000, "KZT"), STATE_FUNDS),),
)

STATE_FUNDS_ADOPTED = DatedValue(
    "public funds of a candidate, adopted",
    (Entry(date(2019, 6, 1), date(2020, 1, 1), Money.of(7_331_200, "KZT"), STATE_FUNDS),),
)
"""Set by a resolution of May 2019 whose day is not known: from 1 June on it surely applied."""
