"""Stability of electoral law: days counted on a calendar, against one year before the poll."""

from __future__ import annotations

from typing import Any

from saylau.checks import law
from saylau.checks.ask import which_provision
from saylau.checks.finding import Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import LawChange
from saylau.records.kinds.law import Subject
from saylau.values import Count, Truth, When
from saylau.values.message import From
from tests.cases import case_of, election, fact, template
from tests.checks.english import english
from tests.checks.found import changed, measure, one, without


def change(on: str, core: str = "unknown", step: str = "adopted", **more: Any) -> Fact[Record]:
    row = {"act": "Electoral Law", "step": step, "on": on, "about": "other", "core": core, "says": "It changed"}
    return fact(LawChange.model_validate({"election_law": "yes", **row, **more}), f"change-{on}")


def test_constituencies_changed_345_days_and_the_edition_163_days_before_the_poll(kazakhstan: Case) -> None:
    finding = one(kazakhstan, law.stability)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "change-162-constituencies") == Count.of(345)
    assert measure(finding, "change-edition-2018-12-28") == Count.of(163)
    assert finding.facts == ("change-162-constituencies", "change-edition-2018-12-28")
    assert any("28 December 2018" in english(question.about, kazakhstan) for question in finding.questions)
    assert {english(question.who, kazakhstan) for question in finding.questions} == {
        "Ministry of Justice of Kazakhstan (register of legal acts, adilet)"
    }


def test_three_changes_under_one_number_and_an_edition_are_two_acts(kazakhstan: Case) -> None:
    finding = one(kazakhstan, law.stability)
    assert (measure(finding, "acts"), measure(finding, "changes")) == (2, 4)
    assert "classed here as core rules" in finding.message.template
    assert "what it changed was not read" in finding.message.template


def test_a_change_of_constituencies_may_not_have_borne_on_the_election_of_a_president(kazakhstan: Case) -> None:
    borne = [limit for limit in one(kazakhstan, law.stability).limits if "one constituency" in template(limit)]
    assert len(borne) == 1
    other = changed(kazakhstan, "change-162-constituencies", about=Subject.OTHER)
    assert not [limit for limit in one(other, law.stability).limits if "one constituency" in template(limit)]


def test_two_acts_without_a_number_on_one_day_stay_two() -> None:
    again = fact(change("2019-01-01", "no").record, "change-again")
    assert measure(one(case_of(change("2019-01-01", "no"), again), law.stability), "acts") == 2


def test_a_change_known_by_its_year_keeps_its_bounds(kazakhstan: Case) -> None:
    # 31 December and 1 January 2017 to 9 June 2019
    assert measure(one(kazakhstan, law.stability), "change-self-nomination") == Count.between(525, 889)


def test_without_a_change_of_core_rules_the_unread_edition_leaves_it_unknown(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, "change-162-constituencies"), law.stability)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_laws_that_are_not_electoral_do_not_count(kazakhstan: Case) -> None:
    measured = {m.name for m in one(kazakhstan, law.stability).measures}
    assert "change-security-council" not in measured


def test_a_change_of_core_rules_a_year_and_a_day_before_the_poll_is_in_line() -> None:
    assert one(case_of(change("2018-06-08", "yes")), law.stability).outcome is Outcome.IN_LINE


def test_a_change_of_core_rules_exactly_a_year_before_the_poll_is_in_line() -> None:
    assert one(case_of(change("2018-06-09", "yes")), law.stability).outcome is Outcome.IN_LINE


def test_a_change_of_core_rules_a_day_less_than_a_year_before_the_poll_is_a_concern() -> None:
    finding = one(case_of(change("2018-06-10", "yes")), law.stability)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "change-2018-06-10") == Count.of(364)


def test_a_change_of_which_only_the_year_of_the_poll_is_known_may_be_recent() -> None:
    assert one(case_of(change("2018", "yes")), law.stability).outcome is Outcome.CONCERN


def test_a_recent_change_that_touched_no_core_rule_is_in_line() -> None:
    finding = one(case_of(change("2019-01-01", "no")), law.stability)
    assert finding.outcome is Outcome.IN_LINE
    assert finding.message.values["unread"] == From(0, ("change-2019-01-01",))


def test_proposals_and_changes_after_the_poll_do_not_count() -> None:
    case = case_of(change("2019-01-01", "yes", step="proposed"), change("2019-06-10", "yes"))
    finding = one(case, law.stability)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_a_case_without_changes_of_law_is_asked_for_them() -> None:
    finding = one(case_of(election()), law.stability)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_the_outcome_follows_what_the_record_says_of_core_rules(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "change-162-constituencies", core=Truth.NO)
    case = changed(case, "change-162-article-10", core=Truth.NO)
    case = changed(case, "change-edition-2018-12-28", core=Truth.NO, on=When("2018-12-28"))
    assert one(case, law.stability).outcome is Outcome.IN_LINE


def test_two_rules_are_asked_for_in_two_questions_and_one_letter() -> None:
    case, about = case_of(election()), "limits on money in election funds"
    asked = [which_provision(case, f"finance.{name}", about) for name in ("own_nominator_cap", "donation_cap")]
    assert len({question.asks for question in asked}) == 2
    assert {english(question.who, case) for question in asked} == {"a lawyer for the law of XX"}
    why = [english(question.why, case) for question in asked]
    assert ["own_nominator_cap" in why[0], "donation_cap" in why[1]] == [True, True]
    assert not any("rules.toml" in english(q.who, case) or "2019-06-09" in english(q.asks, case) for q in asked)
