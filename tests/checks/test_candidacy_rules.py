"""Plain conditions, nominators and withdrawal: ages by the calendar, branches by counting, complaints as told."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.checks import candidacy, candidacy_rules, candidacy_sheet
from saylau.checks.finding import Finding, Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import (
    Branches,
    Candidacy,
    CandidacyStep,
    Complaint,
    Condition,
    Organisation,
    OrganisationStatus,
    Person,
    Result,
)
from saylau.values import Truth, When
from saylau.values.message import Message, OutOf
from tests.cases import case_of, election
from tests.checks.english import all_english, english
from tests.checks.found import added, changed, found, made, measure, one, without

ELIGIBLE = (
    made(Condition, "birth", person="kosanov", sort="citizen by birth", met="yes"),
    made(Condition, "education", person="kosanov", sort="higher education", met="yes"),
)


def born(case: Case, day: str) -> Case:
    """The bundled case with a day of birth of one candidate."""
    return changed(added(case, *ELIGIBLE), "kosanov", born=When.parse(day))


def verdicts(finding: Finding) -> dict[str, str]:
    """The answers of a sheet by the name of the condition."""
    return {m.name: m.value.template for m in finding.measures if isinstance(m.value, Message)}


def complaint(about: str = "kosanov-2019", **more: Any) -> Fact[Record]:
    from_branch = {"complainant": "association", "about": about, "area": "CR", "request": "To exclude the candidate"}
    return made(Complaint, "complaint-x", **from_branch, **more)


def test_age_citizenship_and_education_of_all_seven_are_unknown_with_three_questions_each(kazakhstan: Case) -> None:
    findings = found(kazakhstan, candidacy_rules.basic_conditions)
    assert len(findings) == 7
    assert {f.outcome for f in findings.values()} == {Outcome.UNKNOWN}
    assert {len(f.questions) for f in findings.values()} == {3}


@pytest.mark.parametrize(("day", "outcome"), [("1979-06-09", Outcome.IN_LINE), ("1979-06-10", Outcome.CONCERN)])
def test_forty_years_on_voting_day_are_enough_and_a_day_less_is_not(
    kazakhstan: Case, day: str, outcome: Outcome
) -> None:
    assert one(born(kazakhstan, day), candidacy_rules.basic_conditions, "kosanov").outcome is outcome


def test_a_year_of_birth_that_leaves_it_open_is_unknown(kazakhstan: Case) -> None:
    assert one(born(kazakhstan, "1979"), candidacy_rules.basic_conditions, "kosanov").outcome is Outcome.UNKNOWN
    assert one(born(kazakhstan, "1978"), candidacy_rules.basic_conditions, "kosanov").outcome is Outcome.IN_LINE


def test_a_registered_party_may_nominate_and_of_other_bodies_it_is_unknown(kazakhstan: Case) -> None:
    findings = found(kazakhstan, candidacy_rules.nominator)
    assert findings["espayeva"].outcome is Outcome.IN_LINE
    assert {findings[p].outcome for p in ("tugel", "taspikhov", "tokayev")} == {Outcome.UNKNOWN}
    assert measure(findings["tugel"], "branches_required") == 9  # more than half of 17


@pytest.mark.parametrize(
    ("regions", "outcome"), [("9", Outcome.IN_LINE), ("8", Outcome.CONCERN), ("8..9", Outcome.UNKNOWN)]
)
def test_an_association_needs_branches_in_nine_of_seventeen_regions(
    kazakhstan: Case, regions: str, outcome: Outcome
) -> None:
    status = made(OrganisationStatus, "status-x", organisation="uly-dala-kyrandary", state="registered", during="2019")
    branches = made(Branches, "branches-x", organisation="uly-dala-kyrandary", regions=regions)
    assert one(added(kazakhstan, status, branches), candidacy_rules.nominator, "tugel").outcome is outcome


def test_a_body_banned_before_voting_day_may_not_nominate(kazakhstan: Case) -> None:
    banned = made(OrganisationStatus, "status-x", organisation="auyl", state="banned", during="2018/..")
    finding = one(added(kazakhstan, banned), candidacy_rules.nominator, "rakhimbekov")
    assert finding.would_be is Outcome.CONTRARY


def test_a_status_that_ended_before_voting_day_does_not_count(kazakhstan: Case) -> None:
    old = made(OrganisationStatus, "status-x", organisation="auyl", state="registered", during="2002/2010")
    assert one(added(kazakhstan, old), candidacy_rules.nominator, "rakhimbekov").outcome is Outcome.UNKNOWN


def test_a_complaint_against_the_nomination_stands_beside_the_rule_as_a_second_account(kazakhstan: Case) -> None:
    finding = one(added(kazakhstan, complaint("tugel-2019")), candidacy_rules.nominator, "tugel")
    assert finding.outcome is Outcome.DISPUTED
    assert "To exclude the candidate" in all_english([r.says for r in finding.readings], added(kazakhstan, complaint()))
    assert "not examined" in all_english(finding.limits, kazakhstan)
    assert any("answered to the complaint" in english(q.asks, kazakhstan) for q in finding.questions)


def test_a_complaint_that_was_answered_is_not_asked_about_again(kazakhstan: Case) -> None:
    finding = one(added(kazakhstan, complaint("tugel-2019", answer="rejected")), candidacy_rules.nominator, "tugel")
    assert not any("answered to the complaint" in english(q.asks, kazakhstan) for q in finding.questions)


def test_a_complaint_about_another_area_is_none_against_the_nomination(kazakhstan: Case) -> None:
    other = made(Complaint, "complaint-x", complainant="party", about="tugel-2019", area="ME")
    assert one(added(kazakhstan, other), candidacy_rules.nominator, "tugel").outcome is Outcome.UNKNOWN


def test_a_body_that_can_end_a_registered_candidacy_is_a_concern(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy_rules.withdrawal_by_nominator)
    assert finding.outcome is Outcome.CONCERN
    assert finding.provisional
    assert finding.facts == ("elections-55-withdrawal",)


def test_the_sheet_of_a_candidate_says_of_each_condition_what_its_check_came_to(kazakhstan: Case) -> None:
    sheets = found(kazakhstan, candidacy_sheet.conditions)
    assert len(sheets) == 7
    assert verdicts(sheets["tokayev"]) == {
        "basic": "not known", "residence": "readings or sources differ", "service": "not known",
        "language": "not known", "nominator": "not known", "deposit": "not known",
    }  # fmt: skip
    assert verdicts(sheets["espayeva"])["nominator"] == "met"
    assert sheets["akhmetbekov"].outcome is Outcome.UNKNOWN
    assert sheets["akhmetbekov"].questions


def test_the_sheet_changes_with_what_is_recorded(kazakhstan: Case) -> None:
    passed = made(CandidacyStep, "passed-x", candidacy="kosanov-2019", stage="examination passed")
    sheet = one(added(born(kazakhstan, "1960"), passed), candidacy_sheet.conditions, "kosanov")
    assert verdicts(sheet)["basic"] == "met"
    assert verdicts(sheet)["language"] == "met"
    young = one(born(kazakhstan, "1990"), candidacy_sheet.conditions, "kosanov")
    assert verdicts(young)["basic"] == "not met"


def test_an_incumbent_is_exempt_who_stands_again_and_one_who_came_to_the_office_otherwise_may_not_be(
    kazakhstan: Case,
) -> None:
    sheet = one(kazakhstan, candidacy_sheet.conditions, "tokayev")
    assert any("stand again as incumbent" in english(q.asks, kazakhstan) for q in sheet.questions)
    elected = made(Result, "earlier-x", election="past-2015", person="tokayev", votes="1000000")
    again = one(added(kazakhstan, elected), candidacy_sheet.conditions, "tokayev")
    assert verdicts(again)["language"] == "met"
    assert "earlier-x" in again.facts


def test_an_incumbent_is_no_longer_exempt_where_nobody_says_who_the_incumbent_was(kazakhstan: Case) -> None:
    elected = made(Result, "earlier-x", election="past-2015", person="tokayev", votes="1000000")
    case = changed(added(kazakhstan, elected), "tokayev-2019", incumbent=Truth.UNKNOWN)
    assert verdicts(one(case, candidacy_sheet.conditions, "tokayev"))["language"] == "not known"


def test_self_nomination_is_shown_for_each_earlier_election_and_decides_nothing(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy.independents)
    assert measure(finding, "allowed:2015") is Truth.YES
    assert measure(finding, "allowed:2011") is Truth.YES
    assert finding.would_be is Outcome.AT_ODDS
    assert [r.decides for r in finding.readings] == [True, False, False]
    assert (measure(finding, "by_party"), measure(finding, "by_organisation")) == (4, 5)


def test_an_election_in_a_year_in_which_the_rule_changed_is_left_open(kazakhstan: Case) -> None:
    finding = one(changed(kazakhstan, "past-2015", held=When.parse("2017")), candidacy.independents)
    assert measure(finding, "allowed:2017") is Truth.UNKNOWN


def test_who_was_put_forward_by_whom_follows_the_record(kazakhstan: Case) -> None:
    finding = one(changed(kazakhstan, "tugel-2019", nominator=None), candidacy.independents)
    assert (measure(finding, "by_organisation"), measure(finding, "by_nobody_stated")) == (4, 1)


def test_lists_of_parties_are_not_asked_for_age_residence_or_deposit() -> None:
    case = case_of(
        election(),
        made(Organisation, "green", name="Green", sort="party"),
        made(Candidacy, "green-2019", person="green", election="election-2019"),
    )
    for check in (candidacy_rules.basic_conditions, candidacy_sheet.conditions, candidacy.residence, candidacy.deposit,
                  candidacy.deposit_refund):  # fmt: skip
        finding = one(case, check)
        assert finding.outcome is Outcome.NOTED
        assert not finding.questions


def test_where_no_rule_on_nominators_is_known_one_question_is_asked_for_all() -> None:
    case = case_of(
        election(),
        *(made(Person, one, name=one.title(), public="yes") for one in ("ada", "ben")),
        *(made(Candidacy, f"{one}-2019", person=one, election="election-2019") for one in ("ada", "ben")),
    )
    finding = one(case, candidacy_rules.nominator)
    assert (finding.subject, finding.outcome) == ("case", Outcome.UNKNOWN)
    assert len(finding.questions) == 1


def test_without_status_and_branches_nothing_is_known_of_a_nominator(kazakhstan: Case) -> None:
    findings = found(without(kazakhstan, OrganisationStatus), candidacy_rules.nominator)
    assert {f.outcome for f in findings.values()} - {Outcome.DISPUTED} == {Outcome.UNKNOWN}


def test_the_complaint_of_a_branch_against_the_nomination_of_kosanov_makes_it_disputed(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy_rules.nominator, "kosanov")
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "complaints") == 1
    assert verdicts(one(kazakhstan, candidacy_sheet.conditions, "kosanov"))["nominator"] == "readings or sources differ"
    assert one(without(kazakhstan, Complaint), candidacy_rules.nominator, "kosanov").outcome is Outcome.UNKNOWN


def test_women_on_lists_are_counted_over_the_lists_that_state_both_numbers() -> None:
    def lists(*rows: tuple[str, str, str]) -> Case:
        return case_of(
            election(),
            *(made(Organisation, one, name=one.title(), sort="party") for one, _, _ in rows),
            *(made(Candidacy, f"{one}-2019", person=one, election="election-2019", candidates=all_, women=women or None)
              for one, all_, women in rows),
        )  # fmt: skip

    finding = one(lists(("green", "125", "35"), ("blue", "75", "25"), ("red", "100", "")), candidacy.women)
    assert measure(finding, "on_lists") == OutOf(60, 200)
    assert finding.questions
    assert one(lists(("red", "100", "")), candidacy.women).outcome is Outcome.UNKNOWN
