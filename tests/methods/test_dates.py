"""First and last days as written, midnight, and the same day a year before."""

from __future__ import annotations

from datetime import date

import pytest

from saylau.methods.dates import first_day, last_day, year_before
from saylau.values import When


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019-05-11/2019-06-07", date(2019, 5, 11), date(2019, 6, 7)),
        ("2019-05-11T18:00+06:00/2019-06-08T00:00+06:00", date(2019, 5, 11), date(2019, 6, 7)),
        ("2019-06-08", date(2019, 6, 8), date(2019, 6, 8)),
        ("2019-06-08T00:00Z", date(2019, 6, 8), date(2019, 6, 8)),
        ("2019-05/2019-06-07", None, date(2019, 6, 7)),
        ("2019-05-11/..", date(2019, 5, 11), None),
        ("../2019-06", None, None),
        ("2019-06-07~", None, None),
    ],
)
def test_days_are_known_only_where_they_are_stated(text: str, first: date | None, last: date | None) -> None:
    assert first_day(When(text)) == first
    assert last_day(When(text)) == last


def test_a_year_before_a_leap_day_is_the_28th() -> None:
    assert year_before(date(2020, 2, 29)) == date(2019, 2, 28)
    assert year_before(date(2019, 6, 9)) == date(2018, 6, 9)
