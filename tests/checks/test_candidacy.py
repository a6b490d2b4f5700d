"""Candidacy: days abroad by counting on a calendar, shares of votes by division, counts of the candidates named."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from saylau.checks import candidacy, candidacy_dossier, candidacy_funnel, candidacy_rules
from saylau.checks.finding import Outcome
from saylau.checks.registry import Check
from saylau.checks.told import speakers
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import (
    Candidacy,
    CandidacyStep,
    Deposit,
    Exam,
    LawChange,
    OrganisationStatus,
    PastElection,
    Person,
    Residence,
    Result,
    ResultTotal,
    Service,
)
from saylau.records.kinds.candidacy import PostSort
from saylau.records.source import Grade
from saylau.values import Count, Money, Truth, When
from saylau.values.message import From, Message, OutOf, Percent
from tests.cases import case_of, election, fact
from tests.checks.english import english
from tests.checks.found import added, changed, found, measure, one, regraded, without


def row(kind: type[Record], thing: str, claim: str = "", **fields: Any) -> Fact[Record]:
    return fact(kind.model_validate(fields), thing, claim)


def person(name: str, gender: str | None = None) -> tuple[Fact[Record], ...]:
    """A person, her or his candidacy and registration."""
    return (
        row(Person, name, name=name.upper(), gender=gender, public="yes"),
        row(Candidacy, f"{name}-2019", person=name, election="election-2019"),
        row(CandidacyStep, f"{name}-registered", candidacy=f"{name}-2019", stage="registered"),
    )


def stay(during: str, post: str = "private", claim: str = "") -> Fact[Record]:
    return row(Residence, "stay", claim, person="a", country="ch", during=during, post=post)


def test_tokayev_lived_abroad_for_935_to_965_days_and_the_readings_differ(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy.residence, "tokayev")
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "days_abroad") == Count.between(935, 965)
    assert measure(finding, "share_low") == Percent(Fraction(935, 5478))
    assert measure(finding, "share_high") == Percent(Fraction(965, 5478))
    assert {r.name: r.outcome for r in finding.readings} == {
        "council": Outcome.IN_LINE,
        "habitual": Outcome.UNKNOWN,
        "strict": Outcome.CONCERN,
    }


def test_by_the_day_on_which_office_was_taken_it_was_882_to_912_days(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy.residence, "tokayev")
    assert measure(finding, "days_abroad_2") == Count.between(882, 912)
    assert finding.facts == ("tokayev-abroad", "tokayev-abroad.press")
    assert "Time in an office abroad is not the same as residence." in finding.limits
    assert finding.message.template.startswith("The claims give the time abroad")


def test_the_return_lay_five_and_a_half_to_six_years_before_the_poll(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy.residence, "tokayev")
    # 31 and 1 October 2013 to 9 June 2019: 2047 and 2077 days
    assert measure(finding, "years_since_return_low") == Fraction(2047 * 4, 1461)
    assert measure(finding, "years_since_return_high") == Fraction(2077 * 4, 1461)
    how = [m.how for m in finding.measures if m.name in ("years_since_return_low", "years_since_return_high")]
    assert how == ["2047 / 365.25 = 5.60", "2077 / 365.25 = 5.69"]


def test_where_the_six_others_lived_is_unknown(kazakhstan: Case) -> None:
    findings = found(kazakhstan, candidacy.residence)
    unknown = [subject for subject, finding in findings.items() if finding.outcome is Outcome.UNKNOWN]
    assert len(findings) == 7
    assert sorted(findings) == sorted([*unknown, "tokayev"])
    assert all(findings[subject].questions for subject in unknown)


def test_a_private_post_is_not_exempt_under_any_deciding_reading(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "tokayev-abroad", post=PostSort.PRIVATE, habitual=Truth.YES)
    case = changed(case, "tokayev-abroad.press", post=PostSort.PRIVATE, habitual=Truth.YES)
    finding = one(case, candidacy.residence, "tokayev")
    assert finding.would_be is Outcome.CONTRARY
    assert finding.outcome is Outcome.CONCERN


def test_a_stay_that_ended_before_the_window_is_no_stay_in_it() -> None:
    finding = one(case_of(*person("a"), stay("2001/2003"), country="kz"), candidacy.residence, "a")
    assert measure(finding, "days_abroad") == Count.of(0)
    assert finding.outcome is Outcome.UNKNOWN


def test_stays_in_a_country_whose_rule_is_not_known_are_stated_and_asked_about() -> None:
    case = case_of(*person("a"), stay("2015/2016"))
    finding = one(case, candidacy.residence, "a")
    assert finding.outcome is Outcome.UNKNOWN
    assert "candidacy.residence" in english(finding.questions[0].why, case)
    assert "times" in finding.message.values


def test_a_telling_of_the_same_stay_by_a_weak_source_is_only_shown() -> None:
    case = case_of(*person("a"), stay("2015-01-01/2015-12-31"), country="kz")
    case = added(case, *(stay("2010-01-01/2015-12-31", claim="stay.2"),))
    assert len(one(case, candidacy.residence, "a").facts) == 2
    source = case.sources["s1"].model_copy(update={"id": "weak", "grade": Grade.C})
    old = case.fact("stay.2")
    weak = Fact(old.record, old.id, old.fact, "weak")
    facts = (*(f for f in case.facts if f.fact != "stay.2"), weak)
    case = Case(info=case.info, sources={**case.sources, "weak": source}, facts=facts)
    finding = one(case, candidacy.residence, "a")
    assert finding.facts == ("stay",)
    assert "stay.2" in finding.context


def test_years_of_service_of_all_seven_are_unknown(kazakhstan: Case) -> None:
    findings = found(kazakhstan, candidacy.service)
    assert len(findings) == 7
    assert {f.outcome for f in findings.values()} == {Outcome.UNKNOWN}


@pytest.mark.parametrize(
    ("during", "counts", "outcome"),
    [
        ("2010-01-01/2016-01-01", "yes", Outcome.IN_LINE),
        ("2010-01-01/2012-01-01", "yes", Outcome.UNKNOWN),
        ("2010-01-01/2016-01-01", "unknown", Outcome.UNKNOWN),
        ("2010-01-01/2016-01-01", "no", Outcome.UNKNOWN),
    ],
)
def test_six_years_in_office_that_counts_are_enough(during: str, counts: str, outcome: Outcome) -> None:
    post = row(Service, "post", person="a", post="member of parliament", during=during, counts=counts)
    assert one(case_of(*person("a"), post, country="kz"), candidacy.service, "a").outcome is outcome


def test_the_examination_exempted_an_incumbent_and_one_of_nine_failed(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy.language_exam)
    assert finding.would_be is Outcome.AT_ODDS
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "failed") == OutOf(1, 9)
    assert finding.provisional
    assert finding.message.values["who"] == ("Open Dialogue Foundation",)


def test_an_equal_examination_with_criteria_but_behind_closed_doors_is_a_concern(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "exam-kazakh", incumbent_exempt=Truth.NO, criteria_published=Truth.YES)
    finding = one(case, candidacy.language_exam)
    assert (finding.outcome, finding.would_be) == (Outcome.CONCERN, None)


def test_an_equal_and_open_examination_is_in_line(kazakhstan: Case) -> None:
    open_exam = {"public": Truth.YES, "criteria_published": Truth.YES, "secret_vote": Truth.YES}
    case = changed(kazakhstan, "exam-kazakh", incumbent_exempt=Truth.NO, **open_exam)
    assert one(case, candidacy.language_exam).outcome is Outcome.IN_LINE
    half = changed(case, "exam-kazakh", secret_vote=Truth.UNKNOWN)
    assert one(half, candidacy.language_exam).outcome is Outcome.UNKNOWN


def test_an_examination_under_a_rule_that_is_not_known_is_asked_about() -> None:
    exam = {"public": "no", "criteria_published": "no", "secret_vote": "no", "incumbent_exempt": "yes"}
    case = case_of(*person("a"), row(Exam, "exam", election="election-2019", name="Language", **exam))
    finding = one(case, candidacy.language_exam)
    assert finding.outcome is Outcome.UNKNOWN
    assert len(finding.questions) == 1


def test_the_deposit_was_fifty_minimum_wages_and_its_payment_is_unknown(kazakhstan: Case) -> None:
    findings = found(kazakhstan, candidacy.deposit)
    assert len(findings) == 7
    assert {f.outcome for f in findings.values()} == {Outcome.UNKNOWN}
    assert measure(findings["kosanov"], "deposit") == Money.of(2_125_000, "KZT")  # 50 x 42,500
    assert findings["kosanov"].message.template.startswith("By the rule as reported, ")
    (question,) = (q for e in findings["kosanov"].explanations for q in e.questions)
    assert english(question.about, kazakhstan) == "Amirzhan Kosanov"


@pytest.mark.parametrize(("amount", "outcome"), [("2125000 KZT", Outcome.IN_LINE), ("2124999 KZT", Outcome.CONCERN)])
def test_a_deposit_paid_is_compared_with_the_rule(kazakhstan: Case, amount: str, outcome: Outcome) -> None:
    paid = row(Deposit, "paid", candidacy="kosanov-2019", amount=amount, paid="yes")
    assert one(added(kazakhstan, paid), candidacy.deposit, "kosanov").outcome is outcome


@pytest.mark.parametrize(
    ("who", "back", "votes"),
    [
        ("tokayev", True, 6_539_715),
        ("kosanov", True, 1_495_401),
        ("espayeva", True, 465_714),
        ("rakhimbekov", False, 280_451),
        ("taspikhov", False, 182_898),
        ("akhmetbekov", False, 167_649),
        ("tugel", False, 84_582),
    ],
)
def test_the_deposit_went_back_from_five_per_cent_of_those_who_took_part(
    kazakhstan: Case, who: str, back: bool, votes: int
) -> None:
    finding = one(kazakhstan, candidacy.deposit_refund, who)
    assert finding.outcome is Outcome.NOTED
    (explanation,) = finding.explanations
    assert explanation.verdict is Truth.of(back)
    assert measure(finding, "share_participants") == Percent(Fraction(votes, 9_274_110), 2)
    assert measure(finding, "share_valid") == Percent(Fraction(votes, 9_216_410), 2)


def test_espayeva_reached_five_per_cent_on_either_base_by_a_little(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy.deposit_refund, "espayeva")
    shares = [m.value for m in finding.measures]
    assert all(isinstance(s, Percent) and Fraction(5, 100) < s.share < Fraction(51, 1000) for s in shares)
    said = finding.message.values["participants"], finding.message.values["valid"]
    assert [value.value for value in said if isinstance(value, From)] == shares
    assert finding.message.template.startswith("By the rule as reported, ")


def test_a_claim_says_who_states_it_before_the_author_of_its_source() -> None:
    own = fact(Person(name="A"), "a")
    case = case_of(own, fact(Person(name="B"), "b", said_by="a witness"))
    assert speakers(case, ("a", "b", "a")) == ("Invented", "a witness")


@pytest.mark.parametrize(("votes", "verdict"), [(4_999, Truth.NO), (5_000, Truth.YES)])
def test_five_per_cent_exactly_is_enough(votes: int, verdict: Truth) -> None:
    case = case_of(
        *person("a"),
        *person("b"),
        row(Result, "ra", election="election-2019", candidacy="a-2019", votes=str(votes)),
        row(Result, "rb", election="election-2019", candidacy="b-2019", votes="90000"),
        row(ResultTotal, "all", election="election-2019", cast="100000", valid="99000"),
        country="kz",
    )
    assert one(case, candidacy.deposit_refund, "a").explanations[0].verdict is verdict


def test_totals_that_two_sources_give_differently_can_make_it_disputed() -> None:
    total = {"election": "election-2019", "cast": "100000"}
    case = case_of(
        *person("a"),
        *person("b"),
        row(Result, "ra", election="election-2019", candidacy="a-2019", votes="5000"),
        row(Result, "rb", election="election-2019", candidacy="b-2019", votes="90000"),
        row(ResultTotal, "all", **total),
        row(ResultTotal, "all", "all.2", **{**total, "cast": "101000"}),
        country="kz",
    )
    assert one(case, candidacy.deposit_refund, "a").outcome is Outcome.DISPUTED


def test_self_nomination_had_ended_which_is_at_odds_as_far_as_known(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy.independents)
    assert finding.would_be is Outcome.AT_ODDS
    assert finding.outcome is Outcome.CONCERN
    assert finding.facts == ("change-self-nomination",)


def test_before_june_2017_people_could_nominate_themselves(kazakhstan: Case) -> None:
    poll = When("2015-04-26").exact_day
    info = kazakhstan.info.model_copy(update={"poll": poll})
    finding = one(Case(info=info, sources=kazakhstan.sources, facts=kazakhstan.facts), candidacy.independents)
    assert finding.would_be is Outcome.IN_LINE
    assert finding.outcome is Outcome.UNKNOWN


def test_the_end_of_self_nomination_told_by_a_weak_source_alone_decides_nothing(kazakhstan: Case) -> None:
    finding = one(regraded(kazakhstan, "change-self-nomination", Grade.C), candidacy.independents)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.would_be is Outcome.AT_ODDS


def test_seven_of_nine_put_forward_were_registered_and_three_of_27_in_2015(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy_funnel.funnel)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "registered") == OutOf(7, 9)
    assert measure(finding, "registered_2015") == OutOf(3, 27)
    told = {name: getattr(finding.message.values[name], "value", None) for name in ("withdrew", "failed", "refused")}
    assert told == {"withdrew": 1, "failed": 1, "refused": 0}


def test_each_way_of_leaving_has_a_number_of_its_own_beside_those_put_forward(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy_funnel.funnel)
    ways = {name: measure(finding, name) for name in ("put_forward", "withdrew", "failed_exam", "refused", "removed")}
    assert ways == {"put_forward": 9, "withdrew": 1, "failed_exam": 1, "refused": 0, "removed": 0}


def test_no_examination_is_spoken_of_where_none_was_held(kazakhstan: Case) -> None:
    none_held = one(case_of(*person("a")), candidacy_funnel.funnel)
    assert "examination" not in none_held.message.template
    held_and_passed = without(kazakhstan, "aliyev-exam-failed")
    assert "examination" in one(held_and_passed, candidacy_funnel.funnel).message.template


def test_an_earlier_election_with_rough_totals_keeps_its_bounds(kazakhstan: Case) -> None:
    rough = changed(kazakhstan, "past-2015", put_forward=Count("~27"))
    told = measure(one(rough, candidacy_funnel.funnel), "registered_2015")
    assert isinstance(told, Message)
    assert english(told, rough) == "3 of about 27"


def test_one_of_seven_registered_candidates_was_a_woman(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy.women)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "registered") == OutOf(1, 7)
    assert measure(finding, "put_forward") == Count.between(1, 2)
    assert "first" in finding.message.values
    assert len(finding.questions) == 1


def test_a_candidate_whose_gender_nobody_states_leaves_bounds() -> None:
    finding = one(case_of(*person("a", "woman"), *person("b")), candidacy.women)
    assert measure(finding, "registered") == Count.between(1, 2)


BARE = (Candidacy, CandidacyStep, Exam, LawChange, OrganisationStatus, PastElection)


@pytest.mark.parametrize("check", candidacy.CHECKS, ids=lambda check: check.id)
def test_a_case_without_candidates_leaves_it_unknown_with_a_question(check: Check) -> None:
    finding = one(case_of(election()), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


@pytest.mark.parametrize(
    "check",
    [c for c in candidacy.CHECKS if c not in (candidacy.independents, candidacy_rules.withdrawal_by_nominator)],
    ids=lambda check: check.id,
)
def test_the_bundled_case_without_its_records_is_unknown_too(kazakhstan: Case, check: Check) -> None:
    assert one(without(kazakhstan, *BARE), check).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "check", [c for c in candidacy.CHECKS if c is not candidacy_funnel.funnel], ids=lambda check: check.id
)
def test_candidates_alone_in_a_country_without_rules_leave_questions(check: Check) -> None:
    case = case_of(election(), *person("a"))
    of_the_case = (
        candidacy.language_exam,
        candidacy.independents,
        candidacy.women,
        candidacy_dossier.dossier,
        candidacy_rules.nominator,
        candidacy_rules.withdrawal_by_nominator,
    )
    subject = "case" if check in of_the_case or check.id == "candidacy.bans" else "a"
    finding = one(case, check, subject)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions
