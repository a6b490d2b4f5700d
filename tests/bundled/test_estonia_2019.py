"""The second case: a parliamentary election of lists, with rules as data, against hand arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from saylau.checks.finding import Finding, Outcome
from saylau.checks.run import run_checks
from saylau.law.declared import own_results
from saylau.law.rule import countries
from saylau.records.case import Case
from saylau.records.folder import read_folder, write_folder
from saylau.records.kinds import Candidacy, Person, Result, ResultTotal, Statement
from saylau.records.locate import bundled_names, find_case
from saylau.records.source import Grade
from saylau.values import Count
from saylau.values.message import Percent


@pytest.fixture(scope="module")
def estonia() -> Case:
    return read_folder(find_case("estonia-2019"))


@pytest.fixture(scope="module")
def found(estonia: Case) -> dict[str, Finding]:
    return {finding.id: finding for finding in run_checks(estonia)}


def test_it_comes_with_saylau_beside_the_first_case() -> None:
    assert {"estonia-2019", "kazakhstan-2019"} <= set(bundled_names())


def test_no_law_module_stands_behind_it(estonia: Case) -> None:
    assert estonia.country not in countries()
    assert len(estonia.declared) == 11


def test_written_again_the_case_has_the_same_bytes(tmp_path: Path) -> None:
    folder = find_case("estonia-2019")
    write_folder(read_folder(folder), tmp_path / "again")
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "README.md"):
        assert (tmp_path / "again" / path.relative_to(folder)).read_bytes() == path.read_bytes(), path.name


def test_every_claim_stands_in_a_named_source_with_a_place(estonia: Case) -> None:
    assert [f.fact for f in estonia.facts if not f.locator] == []
    assert {f.source for f in estonia.facts} | {"mfa-copenhagen"} == set(estonia.sources)
    own = {s.id for s in estonia.sources.values() if not s.url}
    assert own == {"case-record"}
    assert all(s.grade in (Grade.A, Grade.B) for s in estonia.sources.values())
    assert all(s.retrieved for s in estonia.sources.values() if s.url)


def test_nobody_stands_in_it_by_name(estonia: Case) -> None:
    assert estonia.all(Person) == ()


def test_lists_stand_and_not_single_people(estonia: Case) -> None:
    lists = estonia.all(Candidacy)
    assert len(lists) == 10
    assert estonia.name("ekre-2019") == "Conservative People's Party of Estonia"
    on_lists = sum(f.record.candidates.exact or 0 for f in lists if f.record.candidates)
    assert on_lists + 15 == 1099  # fifteen independents, as the commission counted


def test_votes_add_up_and_so_do_seats(estonia: Case) -> None:
    votes = {f.id: f.record.votes.exact or 0 for f in estonia.all(Result) if f.record.votes}
    assert sum(votes.values()) == 561_141
    seats = {f.id: f.record.seats.exact or 0 for f in estonia.all(Result) if f.record.seats}
    assert sum(seats.values()) == 101
    assert [str(f.record.valid) for f in estonia.all(ResultTotal) if f.record.valid] == ["561141"]


def test_deposits_that_were_not_returned_are_those_of_lists_below_five_per_cent(estonia: Case) -> None:
    """A test from outside: 500 euros for each who stood on such a list, or alone, make the sum that was stated."""
    below = {f.record.candidacy for f in estonia.all(Result) if f.record.seats == Count.of(0) and f.record.candidacy}
    people = sum(
        f.record.candidates.exact or 0 for f in estonia.all(Candidacy) if f.id in below and f.record.candidates
    )
    assert (len(below), people) == (5, 459)
    assert (people + 15) * 500 == 237_000
    (stated,) = [f for f in estonia.all(Statement) if f.id == "deposits-kept"]
    assert "237,000 euros" in stated.record.says


def test_the_test_cases_beside_its_rules_pass(estonia: Case) -> None:
    results = own_results(estonia)
    assert len(results) == 8
    assert all(result.passed for result in results)


IN_LINE = (
    "calendar.call_deadline:case", "calendar.nomination_end:case", "calendar.registration_deadline:case",
    "calendar.phases:case", "commissions.cec_composition:case", "candidacy.independents:case",
    "signatures.ceiling_standard:case", "signatures.checks_before_campaign:case", "results.arithmetic:case",
    "results.seat_threshold:case", "results.seats_total:case", "power.majilis_seats:case",
)  # fmt: skip


@pytest.mark.parametrize("finding", IN_LINE)
def test_what_kept_to_the_law_or_to_a_standard_is_found_in_line(found: dict[str, Finding], finding: str) -> None:
    assert found[finding].outcome is Outcome.IN_LINE


def test_nothing_is_found_contrary_to_a_rule_or_at_odds_with_a_standard(found: dict[str, Finding]) -> None:
    assert [f.id for f in found.values() if f.outcome in (Outcome.CONTRARY, Outcome.AT_ODDS)] == []


def test_what_sources_tell_differently_is_disputed_or_shown(found: dict[str, Finding]) -> None:
    assert found["voters.totals:case"].outcome is Outcome.DISPUTED  # 887,420 and 887,419
    assert found["data.parts_sum:case"].outcome is Outcome.CONCERN  # 274,232 and 99,163 are not 346,395


def test_shares_of_the_lists_by_hand(found: dict[str, Finding]) -> None:
    measures = {m.name: m.value for m in found["results.seat_threshold:case"].measures}
    assert measures["share:sde-2019"] == Percent(Fraction(55_175, 561_141), 2)
    assert measures["share:estonia-200-2019"] == Percent(Fraction(24_448, 561_141), 2)
    assert Fraction(24_448, 561_141) < Fraction(1, 20) < Fraction(55_175, 561_141)


def test_disproportionality_by_a_second_method(found: dict[str, Finding]) -> None:
    votes = [162363, 129618, 99671, 64219, 55175, 24448, 10227, 6858, 6461, 511, 1590]
    seats = [34, 26, 19, 12, 10, 0, 0, 0, 0, 0, 0]
    squares = sum((100 * v / 561_141 - 100 * s / 101) ** 2 for v, s in zip(votes, seats, strict=True))
    (index,) = [m.value for m in found["results.proportionality:case"].measures if m.name == "index"]
    assert isinstance(index, Fraction)
    assert 0 <= (squares / 2) ** 0.5 - float(index) < 0.01


def test_the_commission_is_filled_by_six_and_no_office_fills_more_than_two(found: dict[str, Finding]) -> None:
    measures = {m.name: str(m.value) for m in found["commissions.cec_composition:case"].measures}
    assert measures["within_two_steps"] == "OutOf(part=2, whole=7)"


def _changed(case: Case, name: str, **fields: object) -> Case:
    facts = tuple(replace(f, record=f.record.model_copy(update=fields)) if f.fact == name else f for f in case.facts)
    return Case(info=case.info, sources=case.sources, facts=facts, declared=case.declared)


@pytest.mark.parametrize(
    ("fact", "field", "value", "finding", "outcome"),
    [
        ("estonia-200-result", "seats", Count.of(1), "results.seat_threshold:case", Outcome.CONTRARY),
        ("estonia-200-result", "seats", Count.of(1), "results.seats_total:case", Outcome.CONCERN),
        ("greens-result", "votes", Count.of(10_228), "results.arithmetic:case", Outcome.CONCERN),
        ("appoint-auditor-general", "seats", Count.of(2), "commissions.cec_composition:case", Outcome.DISPUTED),
    ],
)
def test_a_defect_that_is_planted_is_found(
    estonia: Case, fact: str, field: str, value: object, finding: str, outcome: Outcome
) -> None:
    findings = {f.id: f for f in run_checks(_changed(estonia, fact, **{field: value}))}
    assert findings[finding].outcome is outcome


def _text(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".csv", ".toml", ".md"):
            yield path.read_text(encoding="utf-8")


def test_it_holds_no_loaded_word() -> None:
    loaded = re.compile(r"\b(rigged|sham|regime|massive|obviously|proves|fraud)\b", re.IGNORECASE)
    assert [match for text in _text(find_case("estonia-2019")) for match in loaded.findall(text)] == []
