"""The campaign of 2019 counted on a calendar, and invented campaigns under declared and missing rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from saylau.checks import campaign
from saylau.checks.campaign_events import applications
from saylau.checks.finding import Outcome
from saylau.checks.registry import Check
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import EventApplication, Provision, Stage
from saylau.records.source import Grade
from saylau.standards import STANDARDS
from saylau.values import When
from saylau.values.message import OutOf
from tests.cases import case_of, election, fact, source
from tests.checks.english import all_english, english
from tests.checks.found import added, changed, made, measure, one, without
from tests.checks.ruled import ruled

TEN_DAYS: dict[str, Any] = {"name": "campaign.notice", "form": "notice", "days": 10}


def lasted(during: str, claim: str = "", **more: str) -> Fact[Record]:
    record = Stage.model_validate({"election": "election-2019", "phase": "campaign", "during": during})
    return fact(record, "stage-campaign", claim, **more)


def declared(*facts: Fact[Record], **rule: Any) -> Case:
    """A case whose rule on public events is declared and was read."""
    return ruled(*facts, rules=({**TEN_DAYS, **rule},))


# Days of the campaign


def test_of_28_days_of_the_campaign_18_were_left_for_an_event_filed_for_on_the_first(kazakhstan: Case) -> None:
    finding = one(kazakhstan, campaign.usable_days)
    assert finding.outcome is Outcome.NOTED
    # 11 to 31 May are 21 days, 1 to 7 June are 7
    assert measure(finding, "campaign") == 21 + 7
    # 11 May and ten days; 21 to 31 May are 11 days, and 7 in June
    assert measure(finding, "first_event") == date(2019, 5, 21)
    assert measure(finding, "usable") == OutOf(11 + 7, 28)
    assert finding.provisional
    assert finding.facts == ("stage-campaign", "stage-campaign.press")


def test_with_ten_clear_days_between_filing_and_event_17_days_were_left(kazakhstan: Case) -> None:
    finding = one(kazakhstan, campaign.usable_days)
    # 12 to 21 May lie between; 22 to 31 May are 10 days, and 7 in June
    assert measure(finding, "first_event_clear") == date(2019, 5, 22)
    assert measure(finding, "usable_clear") == OutOf(10 + 7, 28)
    assert "assumed" in all_english(finding.assumptions, case_of())


def test_the_finding_says_that_an_earlier_filing_may_have_been_accepted_and_asks(kazakhstan: Case) -> None:
    finding = one(kazakhstan, campaign.usable_days)
    assert "before the campaign" in all_english(finding.limits, case_of())
    assert [q for q in finding.questions if "before the first day of the campaign" in english(q.asks, case_of())]
    assert not [q for e in finding.explanations for q in e.all_questions]


@pytest.mark.parametrize(
    ("during", "usable", "clear"),
    [
        ("2019-05-28/2019-06-07", OutOf(1, 11), OutOf(0, 11)),  # the eleventh day is the first for an event
        ("2019-05-29/2019-06-07", OutOf(0, 10), OutOf(0, 10)),
        ("2019-05-11T18:00+06:00/2019-06-08T00:00+06:00", OutOf(18, 28), OutOf(17, 28)),  # until midnight of 7 June
    ],
)
def test_a_short_campaign_leaves_few_days_or_none(during: str, usable: OutOf, clear: OutOf) -> None:
    finding = one(declared(lasted(during)), campaign.usable_days)
    assert finding.outcome is Outcome.NOTED
    assert (measure(finding, "usable"), measure(finding, "usable_clear")) == (usable, clear)
    assert not finding.provisional


def test_two_accounts_of_the_campaign_that_leave_different_days_are_disputed() -> None:
    case = declared(lasted("2019-05-11/2019-06-07"), lasted("2019-05-11/2019-06-08", "other", source="s2"))
    finding = one(case, campaign.usable_days)
    assert finding.outcome is Outcome.DISPUTED
    assert (measure(finding, "usable"), measure(finding, "usable_2")) == (OutOf(18, 28), OutOf(19, 29))
    assert len(finding.readings) == 2


def test_accounts_that_end_before_the_other_begins_are_not_put_together() -> None:
    case = declared(lasted("2019-05-11/2019-05-31"), lasted("2019-06-01/2019-06-20", "other", source="s2"))
    finding = one(case, campaign.usable_days)
    # 11 to 31 May: from 21 May, 11 of 21; 11 May to 20 June: 31 of 41; 1 to 20 June: from 11 June, 10 of 20
    assert [measure(finding, name) for name in ("usable", "usable_2", "usable_3")] == [
        OutOf(11, 21), OutOf(31, 41), OutOf(10, 20)
    ]  # fmt: skip


def test_a_campaign_told_only_by_a_weak_source_decides_nothing(kazakhstan: Case) -> None:
    case = case_of(lasted("2019-05-11/2019-06-07"), sources=(source("s1", Grade.C),), country="kz")
    finding = one(case, campaign.usable_days)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.would_be is Outcome.NOTED


def test_without_the_days_of_the_campaign_they_are_asked_for(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, Stage), campaign.usable_days)
    assert finding.outcome is Outcome.UNKNOWN
    assert "campaign" in english(finding.questions[0].asks, case_of())
    months = changed(kazakhstan, "stage-campaign", during=When("2019-05/2019-06"))
    months = changed(months, "stage-campaign.press", during=When("2019-05-11/.."))
    assert one(months, campaign.usable_days).outcome is Outcome.UNKNOWN


def test_without_a_rule_on_notice_the_days_of_the_campaign_are_stated_and_the_provision_asked_for() -> None:
    finding = one(case_of(election(), lasted("2019-05-11/2019-06-07")), campaign.usable_days)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.message.values["days"] == 28
    assert "campaign.notice" in english(finding.questions[0].why, case_of())


def test_the_law_of_2020_whose_days_are_not_entered_leaves_the_count_unknown_and_asks_for_them() -> None:
    case = case_of(election("2022-11-20"), lasted("2022-10-21/2022-11-18"), country="kz")
    case = replace(case, info=case.info.model_copy(update={"poll": date(2022, 11, 20)}))
    finding = one(case, campaign.usable_days)
    assert finding.outcome is Outcome.UNKNOWN
    assert "How many days" in english(finding.questions[0].asks, case_of())


# Permission or notice


def test_permission_is_a_concern_while_the_act_is_only_reported_and_would_be_at_odds(kazakhstan: Case) -> None:
    finding = one(kazakhstan, campaign.permission_regime)
    assert finding.outcome is Outcome.CONCERN
    assert finding.would_be is Outcome.AT_ODDS
    assert finding.provisional
    assert finding.facts == ("assembly-law-1995",)
    says = "By the rule as reported: Public events needed the permission of the authorities, asked for 10 days ahead."
    assert english(finding.message, kazakhstan) == says
    assert not finding.questions


def test_permission_under_an_act_that_was_read_is_at_odds() -> None:
    finding = one(declared(what=["permission"]), campaign.permission_regime)
    assert finding.outcome is Outcome.AT_ODDS
    assert finding.facts == ("act-1",)


def test_a_notice_is_in_line() -> None:
    finding = one(declared(what=["notice"]), campaign.permission_regime)
    assert finding.outcome is Outcome.IN_LINE
    assert "not their permission" in finding.message.template


def test_the_notice_of_the_law_of_2020_is_in_line_though_its_days_are_not_entered() -> None:
    case = case_of(election("2022-11-20"), country="kz")
    later = replace(case, info=case.info.model_copy(update={"poll": date(2022, 11, 20)}))
    finding = one(later, campaign.permission_regime)
    assert finding.outcome is Outcome.IN_LINE
    assert not finding.message.values
    assert "later guidance" not in all_english(finding.limits, case_of())


def test_readings_that_part_on_permission_are_disputed() -> None:
    rules = ({**TEN_DAYS, "what": ["permission"]}, {**TEN_DAYS, "what": ["notice"], "reading": "lenient"})
    finding = one(ruled(rules=rules), campaign.permission_regime)
    assert finding.outcome is Outcome.DISPUTED
    assert [r.outcome for r in finding.readings] == [Outcome.IN_LINE, Outcome.AT_ODDS]


def test_without_a_rule_the_provision_is_asked_for_with_the_same_question_as_the_days(kazakhstan: Case) -> None:
    case = case_of(election(), lasted("2019-05-11/2019-06-07"))
    finding = one(case, campaign.permission_regime)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions == one(case, campaign.usable_days).questions


def test_a_provision_told_only_by_a_weak_source_decides_nothing(kazakhstan: Case) -> None:
    old = kazakhstan.sources["law-mirror"].model_copy(update={"grade": Grade.C})
    weak = replace(kazakhstan, sources={**kazakhstan.sources, "law-mirror": old})
    assert one(weak, campaign.permission_regime).outcome is Outcome.UNKNOWN
    assert one(without(kazakhstan, Provision), campaign.permission_regime).facts == ()


def test_general_comment_37_is_later_than_the_poll_of_2019_and_the_finding_says_so(kazakhstan: Case) -> None:
    finding = one(kazakhstan, campaign.permission_regime)
    later = [s for s in finding.standards if STANDARDS[s].is_later_guidance(kazakhstan.info.poll)]
    assert later == ["GC37-70..73"]
    assert "later guidance" in all_english(finding.limits, case_of())


# Applications


def filed(thing: str, answer: str = "", **fields: str) -> Fact[Record]:
    given = {"election": "election-2019", **({"answer": answer} if answer else {}), **fields}
    return made(EventApplication, thing, **given)


def test_no_application_is_in_the_material_and_they_are_asked_for(kazakhstan: Case) -> None:
    finding = one(kazakhstan, applications)
    assert finding.outcome is Outcome.UNKNOWN
    assert "filed for" in english(finding.questions[0].asks, kazakhstan)


def test_applications_are_counted_by_answer_and_by_candidate(kazakhstan: Case) -> None:
    case = added(
        kazakhstan,
        filed("e1", "allowed", candidacy="tokayev-2019"),
        filed("e2", "refused", candidacy="kosanov-2019", reason="The square was taken."),
        filed("e3", "allowed", candidacy="kosanov-2019"),
        filed("e4"),
    )
    finding = one(case, applications)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "filed") == 4
    assert measure(finding, "refused:kosanov-2019") == OutOf(1, 2)
    assert measure(finding, "refused:tokayev-2019") == OutOf(0, 1)
    assert measure(finding, "without_reason") == 0


def test_a_refusal_without_a_reason_and_silence_are_concerns() -> None:
    for answer, name in (("refused", "without_reason"), ("no answer", "not_answered")):
        finding = one(case_of(election(), filed("e1", "allowed"), filed("e2", answer)), applications)
        assert finding.outcome is Outcome.CONCERN
        assert measure(finding, name) == 1


@pytest.mark.parametrize(
    ("answered", "outcome"),
    [("2019-05-20", Outcome.IN_LINE), ("2019-05-21", Outcome.IN_LINE), ("2019-05-22", Outcome.CONCERN),
     ("2019-05", Outcome.IN_LINE)],
)  # fmt: skip
def test_an_answer_after_the_day_of_the_event_is_a_concern(answered: str, outcome: Outcome) -> None:
    finding = one(case_of(election(), filed("e1", "allowed", event="2019-05-21", answered=answered)), applications)
    assert finding.outcome is outcome


def test_two_tellings_of_one_application_count_once() -> None:
    again = made(EventApplication, "e1", "e1.2", election="election-2019", answer="refused")
    finding = one(case_of(election(), filed("e1", "allowed"), again), applications)
    assert measure(finding, "filed") == 1
    assert finding.context == ("e1.2",)


def test_applications_of_which_no_answer_is_known_decide_nothing() -> None:
    finding = one(case_of(election(), filed("e1"), filed("e2")), applications)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


@pytest.mark.parametrize("check", campaign.CHECKS, ids=lambda check: check.id)
def test_an_empty_case_is_unknown_with_a_question(check: Check) -> None:
    finding = one(case_of(), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions
