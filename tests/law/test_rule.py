"""The rule layer: readings, dates, contradictions, explanations."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from saylau.errors import ContradictingRules, LawError, NotInForce
from saylau.law.answers import Asking, Rounding, together
from saylau.law.inputs import DonorInputs, FundInputs, Inputs, NoInputs
from saylau.law.rule import Basis, Cite, Explanation, Rule, countries, registered, rules
from saylau.values import Truth
from saylau.values.message import Message

POLL = date(2019, 6, 9)
CITE = Cite("Invented act", "1", "2019", Basis.TEXT, "act-1")
ASKING = Asking("a clerk", CITE, "CF")


def _says_yes(given: DonorInputs, on: date) -> Explanation:
    return Explanation(Truth.YES, Message("So it was."))


def _rule(reading: str = "text", untranslatable: str = "", article: str = "1", country: str = "xx") -> Rule:
    cite = Cite("Invented act", article, "2019", Basis.TEXT)
    return Rule(
        country, "finance.bans", cite, date(2019, 1, 1), date(2020, 1, 1), reading, "", True, untranslatable, _says_yes
    )


def test_a_rule_answers_from_its_first_day_to_the_day_before_its_end() -> None:
    rule = _rule()
    assert [rule.in_force(date(*day)) for day in ((2018, 12, 31), (2019, 1, 1), (2019, 12, 31), (2020, 1, 1))] == [
        False, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("day", [date(2018, 12, 31), date(2020, 1, 1)])
def test_asking_outside_the_dates_is_refused(day: date) -> None:
    with pytest.raises(NotInForce, match=r"xx\.finance\.bans \(text\) was not in force"):
        _rule().apply(DonorInputs(), day)


def test_inputs_of_another_rule_are_refused_by_name() -> None:
    with pytest.raises(LawError, match="takes DonorInputs, not FundInputs"):
        _rule().apply(FundInputs(), POLL)


def test_an_answer_carries_citation_reading_and_facts() -> None:
    answer = _rule("strict").apply(DonorInputs(facts=("donation-1",)), POLL)
    assert (answer.reading, answer.facts, str(answer.cite)) == (
        "strict", ("donation-1",), "Invented act, article 1 (edition of 2019)",
    )  # fmt: skip


def test_an_untranslatable_rule_never_answers_more_than_unknown() -> None:
    assert _rule(untranslatable="it cannot be said").apply(DonorInputs(), POLL).verdict is Truth.UNKNOWN


def test_a_country_without_a_module_has_no_rules() -> None:
    assert countries() == ("kz",)
    assert registered("xx") == ()
    assert rules("xx", "finance.bans", POLL) == ()


def test_readings_stand_side_by_side_in_order_of_their_names() -> None:
    found = rules("xx", "finance.bans", POLL, (_rule("strict"), _rule("lenient")))
    assert [rule.reading for rule in found] == ["lenient", "strict"]


def test_two_rules_with_one_reading_are_an_error_that_names_both() -> None:
    with pytest.raises(ContradictingRules, match=r"article 1 .* and .*article 2 .* both answer as reading 'text'"):
        rules("xx", "finance.bans", POLL, (_rule(), _rule(article="2")))


def test_a_declared_rule_with_the_reading_of_one_in_code_is_an_error_that_names_both() -> None:
    declared = _rule("practice-2019", country="kz")
    with pytest.raises(ContradictingRules, match=r"Constitutional law On Elections, article 34 .*Invented act"):
        rules("kz", "finance.bans", POLL, (declared,))


def test_a_declared_rule_with_a_reading_of_its_own_stands_beside_those_in_code() -> None:
    found = rules("kz", "finance.bans", POLL, (_rule("ours", country="kz"),))
    assert [rule.reading for rule in found] == ["ours", "practice-2019", "report"]


def _part(verdict: Truth, asks: str = "") -> Explanation:
    return Explanation(verdict, Message("A part."), questions=(ASKING(asks),) if asks else ())


def test_the_whole_is_unknown_while_a_part_is() -> None:
    whole = together((_part(Truth.YES), _part(Truth.UNKNOWN, "Which?")), Message("The whole."))
    assert whole.verdict is Truth.UNKNOWN
    assert [q.asks for q in whole.all_questions] == ["Which?"]


def test_a_known_no_settles_the_whole_and_nothing_is_asked() -> None:
    whole = together((_part(Truth.NO), _part(Truth.UNKNOWN, "Which?")), Message("The whole."))
    assert whole.verdict is Truth.NO
    assert whole.all_questions == ()


def test_an_untranslatable_part_leaves_no_yes() -> None:
    unexpressed = _rule(untranslatable="it cannot be said").apply(DonorInputs(), POLL)
    assert together((_part(Truth.YES), unexpressed), Message("The whole.")).verdict is Truth.UNKNOWN


def test_a_question_asked_twice_in_a_tree_is_listed_once() -> None:
    whole = together((_part(Truth.UNKNOWN, "Which?"), _part(Truth.UNKNOWN, "Which?")), Message("The whole."))
    assert len(whole.all_questions) == 1


def test_a_question_says_who_can_answer_and_under_which_provision() -> None:
    question = ASKING("Who gave?")
    assert (question.who, question.provision, question.areas) == ("a clerk", "act-1", ("CF",))


def test_a_question_under_a_provision_that_the_case_lacks_names_none() -> None:
    assert Asking("a clerk", Cite("Act", "1", "", Basis.GENERAL), "CF")("Who?").provision == ""


@pytest.mark.parametrize(
    ("exact", "up", "nearest", "down"),
    [
        (Fraction(11814019, 100), 118141, 118140, 118140),
        (Fraction(11827277, 100), 118273, 118273, 118272),
        (Fraction(5, 2), 3, 3, 2),
        (Fraction(7), 7, 7, 7),
    ],
)
def test_the_three_ways_of_rounding(exact: Fraction, up: int, nearest: int, down: int) -> None:
    assert [Rounding(name).apply(exact) for name in ("up", "nearest", "down")] == [up, nearest, down]


def test_a_rule_tells_which_inputs_it_takes() -> None:
    assert _rule().inputs is DonorInputs
    assert all(issubclass(rule.inputs, Inputs) for rule in registered("kz"))
    (sanction,) = rules("kz", "finance.sanction", POLL)
    assert sanction.inputs is NoInputs
