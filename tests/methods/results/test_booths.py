"""Booths of one section: dispersion and distances by hand, and whose booths are compared at all."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np  # noqa: TID253
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray  # noqa: TID253

from saylau.checks.forensics.booths_result import booths as booths_told
from saylau.checks.forensics.result import Verdict
from saylau.methods.results.booths import booths, smallest_adjusted, standing_out, two_sided
from saylau.methods.results.excess import benjamini_hochberg
from saylau.methods.results.stations import Why
from tests.methods.results.elections import clean, stations_of

Ints = NDArray[np.int64]


def of(*numbers: int) -> Ints:
    return np.array(numbers, np.int64)


def test_dispersion_and_z_of_two_booths_by_hand() -> None:
    found = booths(of(60, 40, 7), of(100, 100, 9), of(0, 0, 1))
    assert (found.rows.tolist(), found.sections) == ([0, 1], 1)
    assert found.dispersion == pytest.approx(2 * 10**2 / 25 / 1)
    spread = found.trimmed * 0.25 * (100 + 100)
    assert found.z == pytest.approx([20 / math.sqrt(spread), -20 / math.sqrt(spread)])


def test_a_section_of_one_mind_says_nothing() -> None:
    assert len(booths(of(50, 60, 0, 0), of(50, 60, 20, 30), of(0, 0, 1, 1)).rows) == 0


def halves(seed: int, spread: float = 0.0) -> tuple[Ints, Ints, Ints]:
    draw = np.random.default_rng(seed)
    section = np.repeat(np.arange(2_000), 2)
    ballots = draw.integers(200, 600, 4_000)
    rate = draw.uniform(0.2, 0.7, 2_000)[section] + draw.normal(0, spread, 4_000)
    return draw.binomial(ballots, rate), ballots, section


def test_booths_that_are_draws_of_one_rate_have_dispersion_one_and_none_stands_out() -> None:
    found = booths(*halves(4))
    assert found.dispersion == pytest.approx(1, abs=0.08)
    assert found.trimmed == pytest.approx(1, abs=0.08)
    assert float(found.z.std()) == pytest.approx(1, abs=0.05)
    assert smallest_adjusted(two_sided(found.z)) > 0.05


def test_the_dispersion_of_the_data_keeps_spread_booths_from_standing_out() -> None:
    found = booths(*halves(4, 0.03))
    assert found.dispersion > 2
    assert standing_out(two_sided(found.z)).sum() == 0


def test_a_booth_far_from_its_section_stands_out() -> None:
    votes, ballots, section = halves(9)
    votes[100] = ballots[100] - 1
    found = booths(votes, ballots, section)
    named = found.rows[standing_out(two_sided(found.z))]
    assert set(named.tolist()) <= {100, 101}
    assert 100 in named


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_two_ways_to_hold_false_discoveries_agree(chances: list[float]) -> None:
    assert tuple(standing_out(np.array(chances)).tolist()) == benjamini_hochberg(chances)


def test_without_sections_or_with_few_of_them_booths_are_unknown() -> None:
    table = clean(3, 600)
    assert booths_told(table).verdict is Verdict.UNKNOWN
    few = replace(table, section=np.array([str(i // 2) for i in range(600)], np.object_)[np.arange(600) % 300])
    assert booths_told(few).verdict is Verdict.UNKNOWN


def test_booths_are_told_with_the_rows_that_have_no_partner_left_out() -> None:
    votes, ballots, section = halves(2)
    table = stations_of(ballots + 300, ballots, ballots, votes)
    names = section.astype(str).astype(object)
    names[0] = "alone"
    result = booths_told(replace(table, section=names))
    assert result.verdict is Verdict.NOTED
    assert result.data.used.number == 3_998
    assert sum(out.rows for out in result.data.used.excluded) == 2


def test_no_booth_is_named_where_booths_are_no_random_parts_of_their_sections() -> None:
    votes, ballots, section = halves(2)
    odd = np.arange(0, 4_000, 50)
    votes[odd] = ballots[odd] * 9 // 10
    table = stations_of(ballots + 300, ballots, ballots, votes)
    result = booths_told(replace(table, section=section.astype(str).astype(object)))
    assert result.verdict is Verdict.UNKNOWN
    assert result.flags == ()
    assert [row[0] for row in result.tables[0].rows] == ["dispersion of the share", "dispersion of turnout"]


def test_only_booths_of_ordinary_kinds_are_compared() -> None:
    votes, ballots, section = halves(2)
    odd = np.arange(0, 4_000, 50)
    votes[odd] = ballots[odd] * 9 // 10
    kind = np.zeros(4_000, np.int64)
    kind[odd] = 1
    table = replace(
        stations_of(ballots + 300, ballots, ballots, votes), section=section.astype(str).astype(object), kind=kind,
        kinds=("contigua", "extraordinaria"), ordinary=("contigua",),
    )  # fmt: skip
    result = booths_told(table)
    assert result.verdict is Verdict.NOTED
    assert [(out.why, out.rows) for out in result.data.used.excluded] == [
        (Why.NOT_ORDINARY, 80), (Why.NO_SECTION, 80),
    ]  # fmt: skip
    none = booths_told(replace(table, ordinary=("ordinary",)))
    assert none.verdict is Verdict.UNKNOWN
    assert getattr(none.refused[0], "values", {})["kinds"] == "contigua, extraordinaria"
