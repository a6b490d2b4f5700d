"""Complaints, observers, voters, women and languages: what the bundled case holds, and small cases by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from saylau.checks import commissions_levels, complaints, media, minorities, observers, voters
from saylau.checks.finding import Outcome
from saylau.checks.registry import Check
from saylau.records.case import Case
from saylau.records.kinds import (
    Accreditation,
    Candidacy,
    CommissionMember,
    Complaint,
    LanguageUse,
    MediaPower,
    ObserverNumber,
    ObserverRestriction,
    Outlet,
    OutletStatus,
    PastElection,
    Person,
    Representation,
    VoterExclusion,
    VoterList,
    VoterTotal,
)
from saylau.records.source import Grade
from saylau.values import Count, Truth, When
from saylau.values.message import OutOf, Percent
from tests.cases import case_of, election
from tests.checks.found import added, changed, made, measure, one, regraded, without

# Commissions by level


def test_two_numbers_of_precinct_commissions_are_disputed_and_both_stand(kazakhstan: Case) -> None:
    finding = one(kazakhstan, commissions_levels.levels)
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "number:precinct") == Count.of(9970)
    assert measure(finding, "number:precinct_2") == Count.of(9968)
    assert measure(finding, "number:territorial") == Count.of(232)
    assert "commission-territorial.odihr" in finding.facts


def test_without_the_second_number_the_levels_are_noted(kazakhstan: Case) -> None:
    assert one(without(kazakhstan, "commission-precinct.press"), commissions_levels.levels).outcome is Outcome.NOTED


# Powers over media and the register of outlets


def test_three_powers_over_media_came_one_after_another(kazakhstan: Case) -> None:
    finding = one(kazakhstan, media.environment)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "in_force") == 3
    assert measure(finding, "since:power-relocate-2016") == When("2016-01-01/..")
    assert [measure(finding, f"cumulative:power-{p}") for p in ("relocate-2016", "block-2017", "emergency-2018")] == [
        1, 2, 3,
    ]  # fmt: skip
    assert len(finding.questions) == 1


def test_a_power_after_voting_day_was_not_in_force(kazakhstan: Case) -> None:
    later = changed(kazakhstan, "power-emergency-2018", during=When("2019-10-25/.."))
    assert measure(one(later, media.environment), "in_force") == 2


def test_powers_known_from_a_weak_source_alone_leave_it_unknown(kazakhstan: Case) -> None:
    assert one(regraded(kazakhstan, "power-block-2017", Grade.C), media.environment).outcome is Outcome.UNKNOWN


def test_concentration_of_owners_by_number_and_by_reach() -> None:
    two = made(Outlet, "b", name="B", medium="television", ownership="private", owner="firm", reach="25")
    rows = (
        made(Outlet, "a", name="A", medium="television", ownership="private", owner="firm", reach="25"),
        two,
        made(Outlet, "c", name="C", medium="television", ownership="state", reach="50"),
    )
    finding = one(case_of(election(), *rows), media.outlets)
    # by reach the firm and the state have a half each
    assert measure(finding, "index:television") == Fraction(1, 2)
    unreached = one(changed(case_of(election(), *rows), "c", reach=None), media.outlets)
    # by number two thirds and one third: 4/9 + 1/9
    assert measure(unreached, "index:television") == Fraction(5, 9)
    assert measure(finding, "owned:state") == OutOf(1, 3)


def test_a_closure_before_voting_day_is_a_concern_and_one_after_it_is_not() -> None:
    base = (election(), made(Outlet, "a", name="A", medium="print"))
    closed = made(OutletStatus, "s", outlet="a", state="closed by court", during="2018-05", court="yes")
    assert one(case_of(*base, closed), media.outlets).outcome is Outcome.CONCERN
    after = made(OutletStatus, "s", outlet="a", state="closed by court", during="2019-07")
    assert one(case_of(*base, after), media.outlets).outcome is Outcome.NOTED


# Complaints


def filed(name: str = "c1", **more: str) -> Case:
    return case_of(election(), made(Complaint, name, complainant="voters", filed="2019-05-01", **more))


def test_complaints_of_the_case_have_no_known_answer(kazakhstan: Case) -> None:
    finding = one(kazakhstan, complaints.register)
    assert finding.outcome is Outcome.UNKNOWN
    assert measure(finding, "all") == Count.of(2)
    assert finding.questions


def test_an_answer_after_its_day_is_late() -> None:
    late = one(filed(due="2019-05-06", answer="rejected", answered="2019-05-09"), complaints.register)
    assert late.outcome is Outcome.CONCERN
    assert measure(late, "late") == OutOf(1, 1)
    in_time = one(filed(due="2019-05-06", answer="rejected", answered="2019-05-06"), complaints.register)
    assert in_time.outcome is Outcome.NOTED


def test_an_answer_that_never_came_is_overdue_past_its_day_only() -> None:
    # the case was assessed on 9 June 2019
    past = one(filed(due="2019-05-06", answer="no answer"), complaints.register)
    assert measure(past, "overdue") == OutOf(1, 1)
    ahead = one(filed(due="2019-06-20", answer="no answer"), complaints.register)
    assert measure(ahead, "overdue") == OutOf(0, 1)


def test_rows_that_stand_for_many_count_as_many() -> None:
    case = added(
        filed(answer="granted"), made(Complaint, "many", complainant="party", number="174", answer="no answer")
    )
    finding = one(case, complaints.register)
    assert measure(finding, "all") == Count.of(175)
    assert measure(finding, "without_answer") == OutOf(174, 175)


def test_days_to_an_answer_are_counted() -> None:
    finding = one(filed(answer="granted", answered="2019-05-04"), complaints.remedy)
    assert measure(finding, "days:c1") == Count.of(3)


def test_an_answer_before_its_complaint_gives_no_days() -> None:
    finding = one(filed(answer="granted", answered="2019-04-30"), complaints.remedy)
    assert finding.outcome is Outcome.UNKNOWN


# Observers


def test_the_mission_opened_32_days_before_voting_day(kazakhstan: Case) -> None:
    # 8 May to 9 June, both included: 33
    finding = one(kazakhstan, observers.missions, "odihr-mission")
    assert measure(finding, "days") == Count.of(33)
    numbers = {m.name: m.value for m in finding.measures}
    assert numbers["number:odihr-mission-core"] == Count.of(11)
    assert numbers["number:odihr-mission-short-term"] == Count.of(300)


def test_a_mission_with_another_number_is_told_so(kazakhstan: Case) -> None:
    fewer = changed(kazakhstan, "odihr-mission-core", number=Count.of(9))
    assert measure(one(fewer, observers.missions, "odihr-mission"), "number:odihr-mission-core") == Count.of(9)
    assert one(without(kazakhstan, ObserverNumber), observers.missions, "odihr-mission").questions


def test_a_mission_that_opened_after_voting_day_has_no_days_before_it(kazakhstan: Case) -> None:
    late = changed(kazakhstan, "odihr-mission", during=When("2019-06-10/.."))
    finding = one(late, observers.missions, "odihr-mission")
    assert "days" not in [m.name for m in finding.measures]


def test_the_latest_number_accredited_stands_in_the_sentence(kazakhstan: Case) -> None:
    finding = one(kazakhstan, observers.accreditation)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "accredited:accredited-2019-06-03") == Count.of(1013)
    parts = [measure(finding, f"accredited:accredited-2019-06-03-{p}") for p in ("organisations", "states")]
    assert parts == [Count.of(866), Count.of(147)]


def test_refusals_are_a_concern_and_numbers_that_do_not_add_up_disputed() -> None:
    given = {"election": "election-2019", "sort": "citizen", "applied": "100", "accredited": "90", "refused": "10"}
    finding = one(case_of(election(), made(Accreditation, "a", **given)), observers.accreditation)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "share:a") == OutOf(10, 100)
    odd = case_of(election(), made(Accreditation, "a", **{**given, "accredited": "95"}))
    assert one(odd, observers.accreditation).outcome is Outcome.DISPUTED


def test_a_restriction_is_told_with_how_many_stations_it_touched() -> None:
    row = made(
        ObserverRestriction, "r", election="election-2019", limit="no copy of protocols", in_law="no", number="12",
        of="60", says="No copy was given",
    )  # fmt: skip
    finding = one(case_of(election(), row), observers.restrictions)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "touched:r") == OutOf(12, 60)


# Voters


def test_two_totals_of_voting_day_differ_by_12369(kazakhstan: Case) -> None:
    finding = one(kazakhstan, voters.totals)
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "gap:voters-2019-06-09") == 12_369
    # (11,960,364 - 11,814,019) / 11,814,019
    assert measure(finding, "growth_within") == Percent(Fraction(146_345, 11_814_019), 2)


def test_totals_that_agree_are_in_line(kazakhstan: Case) -> None:
    same = changed(kazakhstan, "voters-2019-06-09.second", voters=Count.of(11_960_364))
    assert one(same, voters.totals).outcome is Outcome.IN_LINE
    assert one(without(kazakhstan, "voters-2019-06-09.second"), voters.totals).outcome is Outcome.NOTED


def test_growth_since_the_election_before() -> None:
    case = case_of(
        election(),
        made(PastElection, "past-2015", name="Before", level="presidential", held="2015", early="no"),
        made(VoterTotal, "old", election="past-2015", voters="200"),
        made(VoterTotal, "new", election="election-2019", voters="210"),
    )
    assert measure(one(case, voters.growth), "growth") == Percent(Fraction(1, 20), 2)


@pytest.mark.parametrize(
    ("published", "own", "outcome"),
    [("yes", "yes", Outcome.IN_LINE), ("no", "yes", Outcome.CONCERN), ("unknown", "yes", Outcome.UNKNOWN)],
)
def test_lists_that_are_published_and_open_to_a_check_are_in_line(published: str, own: str, outcome: Outcome) -> None:
    row = made(VoterList, "v", election="election-2019", published=published, own_entry=own)
    assert one(case_of(election(), row), voters.lists).outcome is outcome


def test_a_blanket_exclusion_is_a_concern_and_an_individual_one_is_noted(kazakhstan: Case) -> None:
    assert one(kazakhstan, voters.exclusions).outcome is Outcome.NOTED
    blanket = changed(kazakhstan, "exclusion-prisoners", blanket=Truth.YES)
    assert one(blanket, voters.exclusions).outcome is Outcome.CONCERN


# Women and languages


def test_one_of_seven_candidates_was_a_woman(kazakhstan: Case) -> None:
    finding = one(kazakhstan, minorities.women)
    assert measure(finding, "women:registered candidates") == OutOf(1, 7)
    assert measure(finding, "women:people elected:2") == OutOf(0, 1)
    assert finding.questions


def test_nobodys_gender_is_guessed() -> None:
    people = (
        made(Person, "one", name="One", public="yes", gender="woman"),
        made(Person, "two", name="Two", public="yes"),
        made(Candidacy, "c1", person="one", election="election-2019"),
        made(Candidacy, "c2", person="two", election="election-2019"),
    )
    finding = one(case_of(election(), *people), minorities.women)
    assert measure(finding, "women:registered candidates") == Count.between(1, 2)


def test_numbers_that_a_source_states_stand_as_fractions() -> None:
    row = made(
        Representation, "w", election="election-2019", group="women", among="members of precinct commissions",
        number="46000", of="70000",
    )  # fmt: skip
    finding = one(case_of(election(), row), minorities.women)
    assert measure(finding, "women:members of precinct commissions") == OutOf(46_000, 70_000)


def test_a_language_asked_beside_another_official_one_is_a_concern(kazakhstan: Case) -> None:
    assert one(kazakhstan, minorities.languages).outcome is Outcome.CONCERN
    both = changed(kazakhstan, "language-candidacy", languages=("kk", "ru"))
    assert one(both, minorities.languages).outcome is Outcome.NOTED


ALL = (
    commissions_levels.levels, media.environment, media.outlets, *complaints.CHECKS, *observers.CHECKS, *voters.CHECKS,
    *minorities.CHECKS,
)  # fmt: skip


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.id)
def test_without_rows_a_check_is_unknown_with_a_question(check: Check) -> None:
    finding = one(case_of(election()), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


@pytest.mark.parametrize(
    "kind", [Complaint, VoterExclusion, LanguageUse, MediaPower, CommissionMember], ids=lambda k: k.kind
)
def test_the_bundled_case_holds_rows_of_the_kind(kazakhstan: Case, kind: type) -> None:
    assert kazakhstan.all(kind)
