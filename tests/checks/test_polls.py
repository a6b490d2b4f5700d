"""Opinion polls: cases against those who polled under two readings, fines in base units, and published polls."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from saylau.assessment.assess import assess
from saylau.assessment.disclosure import publish
from saylau.checks import polls
from saylau.checks.finding import Finding, Outcome
from saylau.checks.polls_published import arithmetic, blackout, disclosure
from saylau.checks.registry import Check
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Organisation, Poll, PollEnforcement, PollShare, Pollster
from saylau.records.source import Grade
from saylau.values import Count, Money, Truth
from saylau.values.message import Message, OutOf, Value
from tests.cases import case_of, election
from tests.checks.english import english
from tests.checks.found import added, changed, found, made, measure, one, regraded, without

OF_2019 = {"election": "election-2019"}


def poll(thing: str = "poll-1", **fields: str) -> Fact[Record]:
    return made(Poll, thing, **{**OF_2019, **fields})


def share(answer: str, of: str, poll: str = "poll-1", **fields: str) -> Fact[Record]:
    return made(PollShare, f"share-{answer}", poll=poll, answer=answer, share=of, **fields)


def sanctioned(thing: str, sort: str = "individual", **fields: str) -> Fact[Record]:
    return made(PollEnforcement, thing, **{**OF_2019, "sort": sort, "outcome": "fined", **fields})


def _rule_asked(finding: Finding) -> Value:
    """The rule of which the first question asks the provision."""
    why = finding.questions[0].why
    assert isinstance(why, Message)
    return why.values["name"]


# Who may poll


def test_of_four_cases_over_polls_both_readings_stand_side_by_side(kazakhstan: Case) -> None:
    finding = one(kazakhstan, polls.pollster_readings)
    assert finding.outcome is Outcome.DISPUTED
    assert [measure(finding, name) for name in ("cases", "individuals", "organisations")] == [4, 3, 1]
    by_name = {r.name: r for r in finding.readings}
    assert by_name["text"].says.values == {"barred": 0, "allowed": 3, "unsure": 1}
    assert by_name["prosecutor"].says.values == {"barred": 3, "allowed": 0, "unsure": 1}
    assert finding.provisional


def test_of_one_case_no_outcome_is_stated_and_it_is_asked_for(kazakhstan: Case) -> None:
    finding = one(kazakhstan, polls.pollster_readings)
    assert measure(finding, "outcome_unknown") == 1
    assert any("no outcome" in english(q.asks, case_of()) for q in finding.questions)
    settled = changed(kazakhstan, "poll-case-p23", outcome="acquitted")
    assert measure(one(settled, polls.pollster_readings), "outcome_unknown") == 0


def test_what_prosecutors_and_the_report_said_of_the_rule_stands_beside(kazakhstan: Case) -> None:
    finding = one(kazakhstan, polls.pollster_readings)
    assert finding.context == ("statement-prosecutor-polls", "statement-report-polls")


def test_without_cases_against_individuals_the_readings_no_longer_part(kazakhstan: Case) -> None:
    people = [f.fact for f in kazakhstan.all(PollEnforcement) if f.record.sort == "individual"]
    case = changed(without(kazakhstan, *people), "poll-case-organisation", years=Count.of(3), notified=Truth.YES)
    finding = one(case, polls.pollster_readings)
    assert finding.outcome is Outcome.NOTED
    assert {r.says.values["barred"] for r in finding.readings} == {1}


def test_an_organisation_that_met_the_conditions_was_sanctioned_without_clear_basis(kazakhstan: Case) -> None:
    people = [f.fact for f in kazakhstan.all(PollEnforcement) if f.record.sort == "individual"]
    case = changed(without(kazakhstan, *people), "poll-case-organisation", years=Count.of(5), notified=Truth.YES)
    assert one(case, polls.pollster_readings).outcome is Outcome.CONCERN


def test_an_organisation_of_which_nothing_is_stated_leaves_the_readings_unanswered(kazakhstan: Case) -> None:
    people = [f.fact for f in kazakhstan.all(PollEnforcement) if f.record.sort == "individual"]
    assert one(without(kazakhstan, *people), polls.pollster_readings).outcome is Outcome.UNKNOWN


def test_two_tellings_of_one_case_count_once(kazakhstan: Case) -> None:
    again = sanctioned("poll-case-p22", display=Display.NUMBER)
    again = type(again)(again.record, "poll-case-p22", "poll-case-p22.2", "s1", display=Display.NUMBER)
    assert measure(one(added(kazakhstan, again), polls.pollster_readings), "cases") == 4


def test_cases_in_a_country_without_a_rule_ask_for_the_provision() -> None:
    finding = one(case_of(election(), sanctioned("c1")), polls.pollster_readings)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.message.values["cases"] == 1
    assert _rule_asked(finding) == "polls.pollster"


def test_cases_told_only_by_a_weak_source_decide_nothing(kazakhstan: Case) -> None:
    told_once = without(kazakhstan, "poll-case-p21.press")
    finding = one(regraded(told_once, "poll-case-p22", Grade.C), polls.pollster_readings)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.would_be is Outcome.DISPUTED


def test_no_row_on_a_private_person_is_in_the_public_copy_and_the_numbers_stay(kazakhstan: Case) -> None:
    shown = publish(assess(kazakhstan))
    assert [f.fact for f in shown.case.all(PollEnforcement)] == ["poll-case-organisation"]
    (finding,) = (f for f in shown.findings if f.id == "polls.pollster_readings:case")
    assert measure(finding, "cases") == 4
    assert not any("p2" in name for name in finding.facts)


# Fines


def test_the_fine_is_fifteen_monthly_indices(kazakhstan: Case) -> None:
    finding = one(kazakhstan, polls.fine_amount)
    assert finding.outcome is Outcome.IN_LINE
    assert measure(finding, "fine_individual") == Money.of(15 * 2_525, "KZT") == Money.of(37_875, "KZT")
    assert measure(finding, "fine_organisation") == Money.of(75_750, "KZT")
    assert measure(finding, "units_least") == Fraction(15)


@pytest.mark.parametrize(
    ("fine", "outcome"),
    [("37876 KZT", Outcome.CONCERN), ("37874 KZT", Outcome.CONCERN), ("37875..40000 KZT", Outcome.UNKNOWN)],
)
def test_another_fine_is_not_in_line(kazakhstan: Case, fine: str, outcome: Outcome) -> None:
    finding = one(changed(kazakhstan, "poll-case-p22", fine=Money(fine)), polls.fine_amount)
    assert finding.outcome is outcome
    assert measure(finding, "equal") == 0


def test_a_fine_above_the_provision_would_be_contrary_and_one_below_a_concern(kazakhstan: Case) -> None:
    above = one(changed(kazakhstan, "poll-case-p22", fine=Money("50000 KZT")), polls.fine_amount)
    below = one(changed(kazakhstan, "poll-case-p22", fine=Money("20000 KZT")), polls.fine_amount)
    assert above.would_be is Outcome.CONTRARY
    assert below.would_be is None


def test_a_fine_of_an_organisation_is_held_against_thirty_indices(kazakhstan: Case) -> None:
    case = changed(without(kazakhstan, "poll-case-p22"), "poll-case-organisation", fine=Money("75750 KZT"))
    assert one(case, polls.fine_amount).outcome is Outcome.IN_LINE
    halved = changed(case, "poll-case-organisation", fine=Money("37875 KZT"))
    assert one(halved, polls.fine_amount).outcome is Outcome.CONCERN


def test_without_a_stated_amount_the_fine_of_the_law_is_stated_and_amounts_are_asked_for(kazakhstan: Case) -> None:
    finding = one(changed(kazakhstan, "poll-case-p22", fine=None), polls.fine_amount)
    assert finding.outcome is Outcome.UNKNOWN
    assert measure(finding, "fine_individual") == Money.of(37_875, "KZT")
    assert finding.questions


# Days without publication


def test_the_days_without_publication_were_4_to_9_june_and_no_publication_is_recorded(kazakhstan: Case) -> None:
    finding = one(kazakhstan, blackout)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.message.values == {"first": date(2019, 6, 4), "last": date(2019, 6, 9)}
    assert finding.questions


@pytest.mark.parametrize(
    ("published", "outcome"),
    [
        ("2019-06-03", Outcome.IN_LINE),
        ("2019-06-04", Outcome.CONCERN),
        ("2019-06-09", Outcome.CONCERN),
        ("2019-06-10", Outcome.IN_LINE),
        ("2019-06", Outcome.UNKNOWN),
        ("2019-05", Outcome.IN_LINE),
        ("", Outcome.UNKNOWN),
    ],
)
def test_each_publication_is_held_against_these_days(kazakhstan: Case, published: str, outcome: Outcome) -> None:
    fields = {"published": published} if published else {}
    finding = one(added(kazakhstan, poll(**fields)), blackout, "poll-1")
    assert finding.outcome is outcome


def test_an_exit_poll_is_no_publication_of_an_opinion_poll(kazakhstan: Case) -> None:
    case = added(kazakhstan, poll(sort="exit poll", published="2019-06-09"))
    assert list(found(case, blackout)) == ["case"]


def test_publications_without_a_rule_ask_for_the_provision() -> None:
    finding = one(case_of(election(), poll(published="2019-06-05")), blackout, "poll-1")
    assert finding.outcome is Outcome.UNKNOWN
    assert _rule_asked(finding) == "polls.blackout"


# Admission


def pollster(**fields: str) -> tuple[Fact[Record], ...]:
    firm = made(Organisation, "firm", name="Invented firm", sort="company")
    return firm, made(Pollster, "pollster-firm", organisation="firm", **OF_2019, **fields)


@pytest.mark.parametrize(
    ("years", "notified", "outcome"),
    [("5", "2019-05-02", Outcome.IN_LINE), ("4", "2019-05-02", Outcome.CONCERN), ("9", "", Outcome.UNKNOWN)],
)
def test_a_pollster_needs_five_years_and_a_notice(
    kazakhstan: Case, years: str, notified: str, outcome: Outcome
) -> None:
    notice = {"notified": notified} if notified else {}
    case = added(kazakhstan, *pollster(legal_entity="yes", years=years, **notice))
    assert one(case, polls.admission, "pollster-firm").outcome is outcome


def test_without_a_register_of_pollsters_it_is_asked_for(kazakhstan: Case) -> None:
    finding = one(kazakhstan, polls.admission)
    assert finding.outcome is Outcome.UNKNOWN
    assert "notice" in english(finding.questions[0].asks, case_of())


# What was disclosed, and whether the numbers can be right


FULL = {
    "conductor": "firm", "sponsor": "Invented paper", "wording": "Invented question?", "population": "adults",
    "frame": "random numbers", "selection": "probability", "respondents": "1000", "mode": "telephone",
    "place": "the country", "fieldwork": "2019-05-01/2019-05-05", "declared_error": "3.1", "weighted": "no",
    "subgroups": "yes",
}  # fmt: skip


def test_a_poll_that_states_all_thirteen_elements_is_in_line() -> None:
    case = case_of(election(), *pollster()[:1], poll(**FULL))
    assert one(case, disclosure, "poll-1").outcome is Outcome.IN_LINE


@pytest.mark.parametrize(
    ("left_out", "outcome"), [("mode", Outcome.NOTED), ("respondents", Outcome.CONCERN), ("selection", Outcome.CONCERN)]
)
def test_what_a_poll_leaves_out_is_listed(left_out: str, outcome: Outcome) -> None:
    stated = {name: value for name, value in FULL.items() if name != left_out}
    finding = one(case_of(election(), *pollster()[:1], poll(**stated)), disclosure, "poll-1")
    assert finding.outcome is outcome
    assert measure(finding, "stated") == OutOf(12, 13)


def test_a_margin_below_that_of_a_simple_random_sample_is_a_concern() -> None:
    for stated, outcome in (("3.1", Outcome.IN_LINE), ("3.0", Outcome.IN_LINE), ("2.9", Outcome.CONCERN)):
        case = case_of(election(), poll(respondents="1000", declared_error=stated, selection="probability"))
        finding = one(case, arithmetic, "poll-1")
        assert finding.outcome is outcome
        assert measure(finding, "margin") == Decimal("3.1")


def test_a_margin_of_error_of_people_who_chose_to_answer_is_a_concern() -> None:
    case = case_of(election(), poll(respondents="1000", declared_error="3.1", selection="volunteer"))
    finding = one(case, arithmetic, "poll-1")
    assert finding.outcome is Outcome.CONCERN
    assert not finding.measures


def test_shares_that_add_up_to_more_than_rounding_allows_are_a_concern() -> None:
    for other, outcome in (("41", Outcome.IN_LINE), ("42", Outcome.CONCERN)):
        case = case_of(election(), poll(), share("a", "60"), share("b", other))
        assert one(case, arithmetic, "poll-1").outcome is outcome


def test_a_share_that_no_number_of_respondents_gives_is_a_concern_unless_answers_may_be_weighted() -> None:
    shares = share("a", "18"), share("b", "82")
    counted = case_of(election(), poll(respondents="30", weighted="no"), *shares)
    assert one(counted, arithmetic, "poll-1").outcome is Outcome.CONCERN
    weighted = case_of(election(), poll(respondents="30"), *shares)
    assert one(weighted, arithmetic, "poll-1").outcome is Outcome.IN_LINE


def test_the_margin_of_a_lead_is_that_of_two_shares_of_one_sample(kazakhstan: Case) -> None:
    shares = share("a", "45", candidacy="tokayev-2019"), share("b", "40", candidacy="kosanov-2019")
    case = added(kazakhstan, poll(respondents="1000", selection="probability"), *shares, share("c", "15"))
    finding = one(case, arithmetic, "poll-1")
    assert (measure(finding, "lead"), measure(finding, "lead_margin")) == (Decimal(5), Decimal("5.71"))


def test_a_poll_that_states_no_numbers_is_unknown() -> None:
    assert one(case_of(election(), poll()), arithmetic, "poll-1").outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("check", polls.CHECKS, ids=lambda check: check.id)
def test_an_empty_case_is_unknown_with_a_question(check: Check) -> None:
    finding = one(case_of(), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_a_poll_of_which_only_the_result_is_recorded_is_asked_about() -> None:
    for check in (disclosure, arithmetic):
        finding = one(case_of(election(), poll(), share("a", "70.13")), check, "poll-1")
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.questions
