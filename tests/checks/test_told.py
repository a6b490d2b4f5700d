"""What claims tell together: numbers that hold several, one claim for each thing, what may have held on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saylau.checks.told import fit, hull, may_hold, one_each
from saylau.records.fact import Heard
from saylau.records.kinds import PastElection, Person
from saylau.records.source import Grade
from saylau.values import Count, When
from tests.cases import case_of, source
from tests.checks.found import made


@pytest.mark.parametrize(
    ("counts", "holds"),
    [
        ((), None),
        (("~200",), "~200"),  # the source's own words stay where there is one number
        (("7", "7"), "7"),
        (("2", "3..5"), "2..5"),
        (("1..9", "3"), "1..9"),
        (("7", ">=3"), ">=3"),
    ],
)
def test_one_count_holds_all_that_are_given(counts: tuple[str, ...], holds: str | None) -> None:
    assert hull([Count(text) for text in counts]) == (Count(holds) if holds else None)


def test_the_first_claim_about_each_thing_stands_for_it() -> None:
    told = {"name": "A", "level": "presidential", "early": "no"}
    claims = [made(PastElection, thing, claim, held="2015", **told) for thing, claim in (("b", "b"), ("a", "a.2"))]
    again = made(PastElection, "b", "b.press", held="2016", **told)
    assert [f.fact for f in one_each([*claims, again])] == ["b", "a.2"]


@pytest.mark.parametrize(
    ("during", "held"),
    [
        (None, True),
        ("2019-06-09/..", True),
        ("2019-06-10/..", False),
        ("../2019-06-08", False),
        ("2010/2019-06", True),  # may have ended before or after the day
    ],
)
def test_what_has_no_dates_or_may_hold_the_day_is_taken_to_have_held(during: str | None, held: bool) -> None:
    assert may_hold(When(during) if during else None, date(2019, 6, 9)) is held


def test_nothing_rests_on_grade_c_or_on_hearsay_where_better_is_told() -> None:
    good, weak, rumour = (
        made(Person, f"p{n}", source_id=name, name="Invented") for n, name in enumerate(("s1", "s2", "s1"))
    )
    rumour = replace(rumour, heard=Heard.HEARSAY)
    case = case_of(good, weak, rumour, sources=(source("s1"), source("s2", Grade.C)))
    assert fit(case, (good, weak, rumour)) == (good,)
    assert fit(case, (weak, rumour)) == (weak, rumour)
