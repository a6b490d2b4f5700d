"""A study of invented elections: clean ones stay in line, written numbers are found, limits are always told."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np  # noqa: TID253
import pytest

from saylau.checks.forensics.integer_result import integer_test, integers
from saylau.checks.forensics.result import NOT_PROOF, SHELVES, Result, Shelf, Verdict
from saylau.checks.forensics.study import METHODS, Options, study
from saylau.methods.results.roles import MISSING, Role
from saylau.methods.results.stations import About, Day, Report, Stations, Why, used_by_integers
from tests.methods.results.elections import clean, stations_of, with_round_turnout


@pytest.fixture(scope="module")
def honest() -> Stations:
    return clean(1, 4_000, regions=4, districts=2)


def test_clean_elections_are_flagged_no_more_often_than_the_level_says() -> None:
    found = [integer_test(s, used_by_integers(s)).headline.z for s in (clean(seed, 1_000) for seed in range(40))]
    assert max(found) < 3.09
    assert abs(float(np.mean(found))) < 0.5
    assert sum(z > 1.645 for z in found) <= 6


def test_written_turnout_is_a_concern_and_its_region_stands_out(honest: Stations) -> None:
    forged = with_round_turnout(honest, 0.5, 2, region=2)
    result = integers(forged)
    assert result.verdict is Verdict.CONCERN
    (regions, districts) = result.tables
    assert [row[0] for row in regions.rows if row[2] == "yes"] == ["R02"]
    assert {row[0] for row in districts.rows} == {"R02"}


def test_power_grows_with_the_share_of_written_stations(honest: Stations) -> None:
    z = [
        integer_test(s, used_by_integers(s)).tests["turnout"].z
        for s in (with_round_turnout(honest, q, 5) for q in (0, 0.1, 0.3))
    ]
    assert z == sorted(z)
    assert z[-1] > 5


@cache
def walk() -> list[Result]:
    """Every result of a clean election, of one with written numbers, and of one too small to be tested."""
    tables = (
        clean(1, 1_500, regions=2, districts=2),
        with_round_turnout(clean(1, 1_500, regions=2), 0.6, 1),
        clean(1, 50),
    )
    found = [result for table in tables for result in study(table).results]
    return [*found, *_of_further_numbers()]


def _of_further_numbers() -> list[Result]:
    """Results that need more than plain counts: reports with hours, several contests, an earlier publication."""
    table = clean(3, 600, districts=3)
    near, half = table.issued - table.issued // 40, table.issued // 2
    day = Day((Report("12:00", 720, half), Report("17:00", 1020, near)), 1200, "+04:00")
    spoilt = np.minimum(table.issued, 2)
    counts = {**table.counts, Role.BOOTHS: np.full(len(table), 2), Role.INVALID: spoilt}
    full = replace(table, counts=counts, day=day, contests={"council": near}, caps={Role.REGISTERED: 3_000})
    changed = replace(full, counts={**counts, Role.LEADER: table.votes + (np.arange(len(table)) % 7 == 0)})
    options = Options(earlier=full, disputed=True, both=True, models=True, fractions=(Fraction(1, 2),))
    return list(study(changed, options).results)


@pytest.mark.parametrize("result", walk(), ids=lambda r: f"{r.method}-{r.verdict}")
def test_every_result_is_told_with_all_that_belongs_to_it(result: Result) -> None:
    assert result.data.used.rows
    assert set(result.data.roles) == {"turnout", "share", "option under study"}
    assert result.null
    assert result.controls or "none is published" in str(getattr(result.controls_note, "template", ""))
    assert result.controls_note
    assert result.smallest.template
    assert result.innocent
    assert result.follow_up
    assert result.reference
    assert SHELVES[result.shelf]
    assert result.caution == NOT_PROOF
    assert bool(result.refused) == (result.verdict is Verdict.UNKNOWN)
    if result.shelf is Shelf.PRIMARY and not result.refused:
        (headline,) = [effect for effect in result.effects if effect.headline]
        assert headline.level == 0.001
        assert headline.p is not None
        assert headline.band[0] < headline.deviation.expected < headline.band[1]


def test_no_result_says_that_something_is_proved() -> None:
    for result in walk():
        said = " ".join(map(str, (result.title, result.question, result.says.template, result.null, *result.innocent)))
        assert "fraud" not in said.lower()
        assert "proves" not in said.lower()


def test_the_methods_stand_in_one_list_arithmetic_first() -> None:
    assert [name for name, _ in METHODS][:2] == ["screens", "integers"]


def test_too_few_stations_are_unknown_not_in_line() -> None:
    result = integers(clean(1, 499))
    assert result.verdict is Verdict.UNKNOWN
    assert "Too few" in str(getattr(result.refused[0], "template", result.refused[0]))
    assert result.effects == ()


def test_aggregates_are_refused(honest: Stations) -> None:
    assert integers(replace(honest, aggregate=True)).verdict is Verdict.UNKNOWN


def test_counts_that_were_rounded_are_refused() -> None:
    one = clean(4, 800)
    tens = {role: of // 10 * 10 for role, of in one.counts.items()}
    assert integers(replace(one, counts=tens)).verdict is Verdict.UNKNOWN


def test_a_table_of_which_a_fifth_cannot_be_used_is_refused(honest: Stations) -> None:
    lacking = np.array(honest.votes)
    lacking[::3] = MISSING
    assert integers(replace(honest, counts={**honest.counts, Role.LEADER: lacking})).verdict is Verdict.UNKNOWN
    many_rejected = replace(honest, about=About("a", rejected=len(honest)))
    assert integers(many_rejected).verdict is Verdict.UNKNOWN


def test_every_row_is_used_or_left_out_for_one_reason() -> None:
    n = np.array([MISSING, 0, 200, 200, 200, 90, 200, 200, 20_000, 200])
    g = np.array([50, 0, 0, 201, 100, 50, 199, 100, 9_000, 100])
    c = np.array([50, 0, 0, 100, 100, 50, 150, 100, 9_000, 100])
    w = np.array([20, 0, 0, 50, 101, 20, 50, 100, 4_000, 60])
    used = used_by_integers(stations_of(n, g, c, w), largest=10_000)
    assert [(out.why, out.rows) for out in used.excluded] == [
        (Why.MISSING, 1), (Why.NO_VOTERS, 1), (Why.NO_BALLOTS, 1), (Why.TURNOUT, 1), (Why.SHARE, 1), (Why.PSEUDO, 1),
        (Why.SMALL, 1), (Why.FULL_TURNOUT, 1), (Why.FULL_SHARE, 1),
    ]  # fmt: skip
    assert used.number == 1
    assert (used.registered, used.registered_of_all) == (200, 200 * 6 + 90 + 20_000)


def test_a_row_as_large_as_a_country_is_left_out_without_an_error(honest: Stations) -> None:
    counts = {role: np.array(of) for role, of in honest.counts.items()}
    for role in counts:
        counts[role][0] = 10**12
    assert Why.PSEUDO in [out.why for out in used_by_integers(replace(honest, counts=counts)).excluded]
    assert integers(replace(honest, counts=counts)).verdict is Verdict.UNKNOWN


def test_pseudo_stations_are_told_apart_and_can_be_left_out(honest: Stations) -> None:
    counts = {role: np.array(of) for role, of in honest.counts.items()}
    for role, number in ((Role.REGISTERED, 20_000), (Role.ISSUED, 9_000), (Role.COUNTED, 9_000), (Role.LEADER, 4_321)):
        counts[role][0] = number
    table = replace(honest, counts=counts)
    assert [e.name for e in integers(table).effects][-1] == "without_pseudo"
    without = study(table, Options(largest=10_000)).result("integers")
    assert without.data.used.number == used_by_integers(table).number - 1
    assert "pseudo" in {flag.rule for flag in study(table).result("screens").flags}


def test_the_stations_of_a_list_are_told_apart_from_all_others() -> None:
    honest = clean(5, 2_000)
    forged = with_round_turnout(honest, 0.5, 6)
    mixed = {role: np.where(np.arange(2_000) % 2, forged.counts[role], of) for role, of in honest.counts.items()}
    table = replace(honest, counts={**mixed, Role.LISTED: np.arange(2_000) % 2})
    lines = {effect.name: effect for effect in integers(table).effects}
    assert lines["listed"].deviation.z > 5 > 3 > lines["not_listed"].deviation.z
    whole = lines["any"].deviation
    parts = [lines[name].deviation for name in ("listed", "not_listed")]
    assert sum(part.observed for part in parts) == whole.observed
    assert sum(part.expected for part in parts) == pytest.approx(whole.expected)
    assert lines["listed"].level is None
    assert "listed" not in {effect.name for effect in integers(honest).effects}
