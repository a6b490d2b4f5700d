"""Causes, comparisons, reactions and court orders: the statements of 2019, and invented ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from saylau.checks import internet_causes, internet_orders
from saylau.checks.finding import Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import BlockingComparison, BlockingReport, CauseClaim, Reaction
from saylau.records.source import Grade
from saylau.values import Count, Truth, When
from saylau.values.message import Wording
from tests.cases import case_of, election
from tests.checks.found import changed, made, measure, one, regraded, without
from tests.checks.ruled import ruled

CAUSES, COMPARISON, REACTIONS = internet_causes.CHECKS
MAY, YOUTUBE = "blocking-2019-05-09", "blocking-2019-02-youtube"


def report(window: str = "2019-05-09") -> Fact[Record]:
    return made(BlockingReport, "cut", services=["video"], place="Country", window=window)


def said(thing: str, cause: str, holds: str = "yes", **more: Any) -> Fact[Record]:
    given = {"interruption": "cut", "cause": cause, "holds": holds, "by": thing.upper()} | more
    return made(CauseClaim, thing, **given)


def compared(**fields: Any) -> Case:
    given = {"interruption": "cut", "other_place": "Elsewhere", "on": "2019-05-09", "claimed": "more"} | fields
    return case_of(election(), report(), made(BlockingComparison, "comparison", **given))


# Causes


def test_the_minister_and_netblocks_contradicted_each_other_on_9_may(kazakhstan: Case) -> None:
    finding = one(kazakhstan, CAUSES, MAY)
    assert finding.outcome is Outcome.DISPUTED
    deciding = [r for r in finding.readings if r.decides]
    assert [r.name.values["who"] for r in deciding if not isinstance(r.name, str)] == [
        Wording("cause-netblocks-assembly", "by"),
        Wording("cause-minister-technical", "by"),
    ]


def test_the_operator_of_february_stands_beside_9_may_and_decides_nothing(kazakhstan: Case) -> None:
    finding = one(kazakhstan, CAUSES, MAY)
    beside = [r for r in finding.readings if not r.decides]
    names = [r.name.template for r in beside if not isinstance(r.name, str)]
    assert "{who}, on another interruption" in names
    assert "cause-operator-group" in finding.context


def test_not_confirming_is_not_denying(kazakhstan: Case) -> None:
    finding = one(kazakhstan, CAUSES, YOUTUBE)
    assert finding.outcome is Outcome.NOTED
    assert "Not confirming a cause is not denying it." in finding.limits
    denied = changed(kazakhstan, "cause-authorities-group", holds=Truth.NO)
    assert one(denied, CAUSES, YOUTUBE).outcome is Outcome.DISPUTED


@pytest.mark.parametrize(
    ("cause", "holds", "outcome"),
    [
        ("technical problems of providers", "yes", Outcome.DISPUTED),
        ("live broadcasts", "yes", Outcome.NOTED),
        ("an order of an authority", "no", Outcome.DISPUTED),
        ("technical problems of providers", "no", Outcome.NOTED),
        ("another cause", "yes", Outcome.NOTED),
    ],
)
def test_intent_beside_accident_or_a_denial_contradicts(cause: str, holds: str, outcome: Outcome) -> None:
    case = case_of(election(), report(), said("one", "an order of an authority"), said("other", cause, holds))
    assert one(case, CAUSES, "cut").outcome is outcome


def test_what_one_weak_source_says_contradicts_nothing(kazakhstan: Case) -> None:
    weak = regraded(kazakhstan, "cause-minister-technical", Grade.C)
    assert one(weak, CAUSES, MAY).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("display", [Display.WITHHELD, None])
def test_without_a_public_claim_on_an_interruption_the_cause_is_asked(display: Display | None) -> None:
    hidden = (said("one", "a power cut", display=display),) if display else ()
    finding = one(case_of(election(), report(), *hidden), CAUSES)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_a_claim_on_interruptions_in_general_is_of_none() -> None:
    general = said("one", "live broadcasts", interruption=None)
    assert one(case_of(election(), report(), general), CAUSES).context == ("one",)


# Comparisons


def test_the_comparison_with_venezuela_has_no_measure(kazakhstan: Case) -> None:
    finding = one(kazakhstan, COMPARISON, "comparison-venezuela")
    assert finding.outcome is Outcome.UNKNOWN
    assert "A comparison without a measure cannot be tested." in finding.limits
    assert finding.questions


@pytest.mark.parametrize(
    ("claimed", "value", "other", "outcome"),
    [
        ("more", "40", "30", Outcome.IN_LINE),
        ("more", "30", "30", Outcome.DISPUTED),
        ("less", "29.9", "30", Outcome.IN_LINE),
        ("equal", "30", "30.0", Outcome.IN_LINE),
        ("equal", "30", "31", Outcome.DISPUTED),
        ("more", "40", None, Outcome.UNKNOWN),
    ],
)
def test_a_measure_of_both_decides(claimed: str, value: str, other: str | None, outcome: Outcome) -> None:
    case = compared(claimed=claimed, value=value, other_value=other, measure="networks not reached, per cent")
    assert one(case, COMPARISON, "comparison").outcome is outcome


def test_without_a_comparison_one_is_asked_for(kazakhstan: Case) -> None:
    assert one(without(kazakhstan, BlockingComparison), COMPARISON).questions


# Reactions


def test_the_rapporteur_reacted_eight_days_after_9_may_and_no_answer_is_recorded(kazakhstan: Case) -> None:
    finding = one(kazakhstan, REACTIONS, "reaction-rapporteur")
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "days") == Count.of(8)
    assert "No answer" in finding.message.template
    assert finding.questions


def test_a_recorded_answer_ends_the_question(kazakhstan: Case) -> None:
    finding = one(changed(kazakhstan, "reaction-rapporteur", answered=Truth.YES), REACTIONS, "reaction-rapporteur")
    assert not finding.questions
    later = changed(kazakhstan, "reaction-rapporteur", on=When("2019-05-20"))
    assert measure(one(later, REACTIONS, "reaction-rapporteur"), "days") == Count.of(11)


@pytest.mark.parametrize("on", [None, When("2019-05"), When("2019-05-01")])
def test_a_day_that_is_unknown_or_earlier_gives_no_number_of_days(on: When | None, kazakhstan: Case) -> None:
    finding = one(changed(kazakhstan, "reaction-rapporteur", on=on), REACTIONS, "reaction-rapporteur")
    assert not finding.measures


def test_without_a_reaction_one_is_asked_for(kazakhstan: Case) -> None:
    assert one(without(kazakhstan, Reaction), REACTIONS).outcome is Outcome.UNKNOWN


# Court orders


def test_since_2017_no_court_had_to_decide_as_reported(kazakhstan: Case) -> None:
    finding = one(kazakhstan, internet_orders.court_order)
    assert finding.outcome is Outcome.CONCERN
    assert finding.would_be is Outcome.AT_ODDS
    assert finding.provisional
    assert "change-communications-2017" in finding.context


def test_before_the_change_the_rule_is_not_known(kazakhstan: Case) -> None:
    early = replace(kazakhstan, info=kazakhstan.info.model_copy(update={"poll": date(2016, 12, 31)}))
    finding = one(early, internet_orders.court_order)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_in_a_country_without_a_rule_the_provision_is_asked() -> None:
    assert one(case_of(election()), internet_orders.court_order).questions


@pytest.mark.parametrize(("form", "outcome"), [("ban", Outcome.IN_LINE), ("permission", Outcome.AT_ODDS)])
def test_a_rule_that_a_lawyer_entered_decides(form: str, outcome: Outcome) -> None:
    case = ruled(election(), rules=({"name": "internet.court_order", "form": form},))
    assert one(case, internet_orders.court_order).outcome is outcome
