"""rules.toml: base values by day, test cases beside a rule, and what is said where something is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from saylau.errors import CaseRefused
from saylau.law.cases import run_cases
from saylau.law.declared import declared_rules, own_results, wrong_rules
from saylau.law.inputs import (
    CompositionInputs,
    DeadlineInputs,
    DepositInputs,
    DonorInputs,
    DonorSumInputs,
    FundInputs,
    NoInputs,
    SanctionInputs,
    SeatInputs,
    SelfNominationInputs,
    ServiceInputs,
    SignatureInputs,
)
from saylau.law.rule import Explanation, rules
from saylau.records.case import Case
from saylau.records.declared import DeclaredRule
from saylau.records.kinds.elections import DayOff
from saylau.records.kinds.law import Provision, TextRead
from saylau.records.kinds.power import Body, BodySort
from saylau.records.problems import Problems
from saylau.records.settings import read_rule, rule_tables, rules_bytes
from saylau.values import Count, Money, Truth, When
from saylau.values.message import Message, Name
from tests.cases import case_of, election, fact

POLL = date(2019, 6, 9)
PROVISIONS = tuple(
    fact(Provision(act="Electoral Act", article=a, read=TextRead.OFFICIAL, says="A rule."), f"act-{a}") for a in "12"
)

BASE = '[[base]]\nname = "wage"\nvalue = "500 EUR"\nsince = 2018-01-01\nuntil = 2019-01-01\nprovision = "act-2"\n\n'
BASE_2019 = BASE.replace("500", "540").replace("2019-01-01", "2020-01-01").replace("2018-01-01", "2019-01-01")
DEPOSIT = '[[rule]]\nname = "candidacy.deposit"\nform = "threshold"\nprovision = "act-1"\ntimes = 2\nbase = "wage"\n'
OWN = '\n[[rule.case]]\nname = "two wages of 2019"\non = 2019-06-09\ngiven = {paid = "1080 EUR"}\nexpect = "yes"\n'


def _read(text: str) -> tuple[DeclaredRule, ...]:
    problems = Problems()
    found = [read_rule(table, problems) for table in rule_tables(text.encode(), problems)]
    assert not problems.found, problems.found
    return tuple(rule for rule in found if rule)


def _case(text: str, *more: Any) -> Case:
    return case_of(election(), *PROVISIONS, *more, declared=_read(text))


def _problems(text: str) -> list[tuple[int, str, str]]:
    problems = Problems()
    for table in rule_tables(text.encode(), problems):
        read_rule(table, problems)
    return [(problem.row, problem.column, problem.why) for problem in problems.found]


def _answer(text: str, given: Any, on: date = POLL, *more: Any) -> Explanation:
    (rule,) = declared_rules(_case(text, *more))
    (found,) = rules("xx", rule.name, on, (rule,))
    return found.apply(given, on)


def test_a_sum_is_so_many_times_the_base_value_of_its_day() -> None:
    text = BASE + BASE_2019 + DEPOSIT
    paid = DepositInputs(paid=Money("1000 EUR"))
    before, after = (_answer(text, paid, day) for day in (date(2018, 12, 31), date(2019, 1, 1)))
    assert (before.verdict, before.values["deposit"]) == (Truth.YES, Money("1000 EUR"))
    assert (after.verdict, after.values["deposit"]) == (Truth.NO, Money("1080 EUR"))
    assert after.values["wages"] == 2


def test_a_day_without_a_base_value_is_unknown_and_asks_for_it() -> None:
    answer = _answer(BASE + DEPOSIT, DepositInputs(paid=Money("1000 EUR")))
    assert answer.verdict is Truth.UNKNOWN
    assert [q.provision for q in answer.questions] == ["act-1"]


def test_a_rule_with_its_base_values_and_test_cases_is_written_as_it_was_read() -> None:
    read = _read(BASE + BASE_2019 + DEPOSIT + OWN)
    assert _read(rules_bytes(read).decode()) == read
    assert rules_bytes(read).decode().count("[[base]]") == 2


def test_a_rule_is_run_against_its_own_test_cases() -> None:
    (result,) = own_results(_case(BASE + BASE_2019 + DEPOSIT + OWN))
    assert (result.passed, result.name) == (True, "two wages of 2019")


def test_a_rule_that_fails_its_own_test_case_is_refused() -> None:
    case = _case(BASE + BASE_2019 + DEPOSIT.replace("2\n", "3\n") + OWN)
    assert not own_results(case)[0].passed
    ((number, problem),) = wrong_rules(case)
    assert (number, problem.column, problem.value) == (0, "case", "two wages of 2019")
    assert "expects yes, and it answers no" in problem.why
    with pytest.raises(CaseRefused, match="correct the rule or the test case"):
        declared_rules(case)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ('values = {deposit = "1000 EUR"}\n', "expects deposit 1000 EUR, and it answers 1080 EUR"),
        ('values = {cap = "1 EUR"}\n', "expects cap 1 EUR, and it answers absent"),
    ],
)
def test_a_number_that_a_rule_yields_is_tested_too(change: str, says: str) -> None:
    ((_, problem),) = wrong_rules(_case(BASE + BASE_2019 + DEPOSIT + OWN + change))
    assert says in problem.why


def test_a_test_case_can_expect_that_the_rule_was_not_in_force() -> None:
    text = (
        BASE_2019
        + DEPOSIT
        + "since = 2019-01-01\n"
        + OWN.replace('"yes"', '"not in force"').replace("2019-06", "2018-06")
    )
    assert own_results(_case(text))[0].passed


@pytest.mark.parametrize("expected", ['"absent"', '{text = "not in force"}'])
def test_a_file_of_legal_cases_can_expect_that_a_declared_rule_was_not_in_force(tmp_path: Path, expected: str) -> None:
    declared = declared_rules(_case(BASE_2019 + DEPOSIT + "since = 2019-01-01\n"))
    file = tmp_path / "cases.toml"
    file.write_text(f'[[case]]\nname = "Before"\non = 2018-12-31\nexpect = {{"candidacy.deposit" = {expected}}}')
    assert [result.passed for result in run_cases(file, "xx", declared)] == [True]
    file.write_text(file.read_text().replace("2018-12-31", "2019-01-01"))
    assert [result.passed for result in run_cases(file, "xx", declared)] == [False]


def test_a_fact_that_the_rule_does_not_take_is_told_with_those_that_it_takes() -> None:
    ((_, problem),) = wrong_rules(_case(BASE_2019 + DEPOSIT + OWN.replace("paid", "payed")))
    assert "no such field; it has: paid, votes" in problem.why


@pytest.mark.parametrize(
    ("text", "row", "column", "why"),
    [
        (BASE.replace('"500 EUR"', '"500"') + DEPOSIT, 1, "value", "500"),
        (BASE.replace('value = "500 EUR"\n', "") + DEPOSIT, 1, "value", "is missing"),
        (BASE.replace("name", "named") + DEPOSIT, 1, "name", "is missing"),
        (BASE + DEPOSIT.replace('base = "wage"\n', "") + OWN, 0, "base", "no rule counts in it"),
        (BASE + DEPOSIT + OWN.replace('"yes"', '"perhaps"'), 15, "expect", "is not what belongs here"),
        (BASE + DEPOSIT + "case = 3\n", 0, "rule.case", "is not a list of tables"),
        ("base = 3\n" + DEPOSIT, 0, "base", "is not a list of tables"),
        (BASE + DEPOSIT + 'parts = "two thirds"\n', 14, "parts", "parts"),
    ],
)
def test_a_mistake_in_a_table_of_rules_toml_is_told_at_its_line(text: str, row: int, column: str, why: str) -> None:
    found = _problems(text)
    assert (row, column) in [(line, name) for line, name, _ in found]
    assert any(why in said or column == why for _, _, said in found)


@pytest.mark.parametrize(
    ("text", "column", "why", "right"),
    [
        (BASE + DEPOSIT.replace('base = "wage"\n', ""), "base", "says how many times, not of what", "[[base]]"),
        (BASE + DEPOSIT.replace("times = 2\n", 'amount = "5 EUR"\n'), "times", "not how many times", "leave base out"),
        (DEPOSIT, "base", "no base value of that name", 'name = "wage"'),
        (BASE + BASE.replace("500", "540") + DEPOSIT, "base", "overlap", "days of its own"),
        (BASE.replace("act-2", "act-9") + DEPOSIT, "base", "no provision 'act-9'", "provision.csv"),
        (BASE.replace("2018-01-01", '"2018-01"') + DEPOSIT, "base", "two exact days", "first and last"),
    ],
)
def test_a_base_value_that_lacks_something_is_refused(text: str, column: str, why: str, right: str) -> None:
    problems = Problems()
    tables = rule_tables(text.encode(), problems)
    rule = read_rule(tables[-1], problems)
    assert rule
    ((_, problem),) = wrong_rules(case_of(election(), *PROVISIONS, declared=(rule,)))
    assert problem.column == column
    assert why in problem.why
    assert right in problem.right


def _rule(name: str, form: str, *lines: str) -> str:
    return f'[[rule]]\nname = "{name}"\nform = "{form}"\nprovision = "act-1"\n' + "".join(line + "\n" for line in lines)


@pytest.mark.parametrize(
    ("text", "column", "why"),
    [
        (_rule("signatures.spread", "threshold", 'parts = "3/2"'), "parts", "is more than the whole"),
        (_rule("commissions.cec", "quota", 'seats = ["three"]'), "seats", "does not say who fills how many"),
        (_rule("candidacy.basic", "threshold", "number = 40", 'needs = ["height"]'), "needs", "is not known here"),
        (_rule("candidacy.residence", "threshold", "number = 5", 'exempt = ["envoys"]'), "exempt", "is not known here"),
        (_rule("calendar.results", "deadline", "months = 1", 'working = "yes"'), "working", "calendar months"),
        (_rule("finance.donation_cap", "permission", 'amount = "5 EUR"'), "amount", "states no limit"),
        (_rule("finance.bans", "permission", 'what = ["foreign"]'), "form", "is not the form of this rule"),
        (_rule("candidacy.service", "threshold", "number = 5", 'untranslatable = "Why."'), "number", "states nothing"),
    ],
)
def test_a_field_that_makes_no_sense_is_refused(text: str, column: str, why: str) -> None:
    found = [(problem.column, problem.why) for _, problem in wrong_rules(_case(text))]
    assert len(found) == 1
    assert found[0][0] == column
    assert why in found[0][1]


def test_three_months_before_voting_day_with_clear_days_and_without() -> None:
    """Three months before 3 March is 3 December; with clear days the last day is 2 December."""
    asked = DeadlineInputs(begins=When("2019-03-03"), happened=When("2018-12-03"))
    plain = _rule("calendar.call", "deadline", "months = 3", 'before = "yes"')
    assert _answer(plain, asked).verdict is Truth.YES
    assert _answer(plain + 'ends = "neither"\n', asked).verdict is Truth.NO
    assert _answer(plain + 'ends = "neither"\n', asked).values["deadline"] == date(2018, 12, 2)


@pytest.mark.parametrize(("happened", "verdict"), [("2019-01-17", "yes"), ("2019-01-18", "no"), ("2019-01", "unknown")])
def test_so_many_days_before_voting_day(happened: str, verdict: str) -> None:
    given = DeadlineInputs(begins=When("2019-03-03"), happened=When(happened))
    text = _rule("calendar.nomination_end", "deadline", "days = 45", 'before = "yes"')
    answer = _answer(text, given)
    assert str(answer.verdict) == verdict
    assert bool(answer.questions) is (verdict == "unknown")


def test_a_day_before_which_something_is_due_has_to_be_known() -> None:
    text = _rule("calendar.registration", "deadline", "days = 40", 'before = "yes"')
    assert _answer(text, DeadlineInputs()).verdict is Truth.UNKNOWN
    assert _answer(text, DeadlineInputs(begins=When("2019-03-03"))).values["deadline"] == date(2019, 1, 22)


def test_working_days_leave_out_the_days_off_of_the_case() -> None:
    """Friday 7 June 2019 and three working days: 10, 11 and 12 June, or 13 June where the 11th is off."""
    text = _rule("calendar.results", "deadline", "days = 3", 'working = "yes"')
    off = fact(DayOff(day=When("2019-06-11"), name="Day off"), "off-1")
    given = DeadlineInputs(begins=When("2019-06-07"), happened=When("2019-06-13"))
    assert _answer(text, given).values["deadline"] == date(2019, 6, 12)
    assert _answer(text, given, POLL, off).values["deadline"] == date(2019, 6, 13)


def test_seats_of_a_commission_by_who_fills_them() -> None:
    text = _rule("commissions.cec", "quota", 'seats = ["court 2", "parliament 1"]')

    def seats(**by: int) -> CompositionInputs:
        return CompositionInputs(by_appointer=tuple((who, Count.of(n)) for who, n in by.items()))

    given = [seats(court=2, parliament=1), seats(court=1, parliament=2), seats(court=2), seats(court=2, mayor=1)]
    assert [str(_answer(text, one).verdict) for one in given] == ["yes", "no", "unknown", "no"]
    assert _answer(text, given[0]).values == {"members": 3, "court": 2, "parliament": 1}


@pytest.mark.parametrize(
    ("votes", "seats", "verdict"),
    [("50", "1", "yes"), ("49", "0", "yes"), ("49", "1", "no"), ("50", "0", "yes"), ("40..60", "1", "unknown")],
)
def test_a_threshold_for_seats(votes: str, seats: str, verdict: str) -> None:
    text = _rule("results.seat_threshold", "threshold", "share = 0.05")
    given = SeatInputs(votes=Count(votes), base=Count("1000"), seats=Count(seats))
    assert str(_answer(text, given).verdict) == verdict


def test_a_threshold_for_seats_asks_what_is_missing() -> None:
    answer = _answer(_rule("results.seat_threshold", "threshold", "share = 0.05"), SeatInputs())
    assert (answer.verdict, len(answer.questions)) == (Truth.UNKNOWN, 2)


def test_a_permission_and_a_ban_of_one_rule() -> None:
    given = SelfNominationInputs()
    assert _answer(_rule("candidacy.independents", "permission"), given).verdict is Truth.YES
    assert _answer(_rule("candidacy.independents", "ban"), given).verdict is Truth.NO


def test_a_rule_that_only_states_something_says_it_in_the_words_of_its_provision() -> None:
    answer = _answer(_rule("candidacy.withdrawal", "ban"), NoInputs())
    assert (answer.verdict, str(answer.says.values["words"])) == (Truth.NO, "Wording(fact='act-1', field='says')")


def test_only_listed_origins_may_give_under_a_permission() -> None:
    text = _rule("finance.sources", "permission", 'what = ["citizen"]')
    given = [DonorInputs(donor=donor) for donor in ("citizen", "company", "")]
    assert [str(_answer(text, one).verdict) for one in given] == ["yes", "no", "unknown"]


def test_a_kind_of_donor_is_translated_and_one_of_the_case_is_said_in_its_words() -> None:
    text = _rule("finance.bans", "ban", 'what = ["foreign", "a {guild}"]')
    said = [_answer(text, DonorInputs(donor=donor)).says.values["donor"] for donor in ("foreign", "a {guild}")]
    assert said == [Message("foreign"), "a {guild}"]


def test_no_limit_is_a_permission_and_yields_no_cap() -> None:
    answer = _answer(_rule("finance.donation_cap", "permission"), FundInputs(donations=Money("9 EUR")))
    assert (answer.verdict, dict(answer.values)) == (Truth.YES, {})


def test_a_limit_for_one_kind_of_donor() -> None:
    text = _rule("finance.donor_cap", "cap", 'amount = "100 EUR"', 'what = ["citizen"]')
    given = [DonorSumInputs(donor=d, given=Money(m)) for d, m in (("citizen", "100 EUR"), ("citizen", "101 EUR"))]
    other, unknown = DonorSumInputs(donor="company", given=Money("500 EUR")), DonorSumInputs(given=Money("500 EUR"))
    assert [str(_answer(text, one).verdict) for one in (*given, other, unknown)] == ["yes", "no", "yes", "unknown"]


def test_limits_of_sanctions() -> None:
    assert _answer(_rule("protests.arrest", "cap", "days = 15"), SanctionInputs(days=Count("16"))).verdict is Truth.NO
    assert (
        _answer(_rule("prosecutions.term", "cap", "months = 24"), SanctionInputs(months=Count("24"))).verdict
        is Truth.YES
    )
    fine = _answer(
        BASE_2019 + _rule("protests.fine", "cap", "times = 2", 'base = "wage"'), SanctionInputs(fine=Money("1081 EUR"))
    )
    assert (fine.verdict, fine.values["limit"], fine.values["limit_units"]) == (Truth.NO, Money("1080 EUR"), 2)


def test_a_provision_that_cannot_be_expressed_answers_unknown_and_asks_for_its_words() -> None:
    text = _rule("candidacy.service", "threshold", 'untranslatable = "Service counts by a list that was not read."')
    (rule,) = declared_rules(_case(text))
    answer = rule.apply(ServiceInputs(), POLL)
    assert (answer.verdict, rule.untranslatable[:7], len(answer.questions)) == (Truth.UNKNOWN, "Service", 1)


def test_questions_go_to_whom_the_rule_names() -> None:
    office = fact(Body(name="Register", sort=BodySort.OTHER), "register")
    text = _rule("signatures.total", "threshold", "number = 5")
    asked = [
        _answer(text + line, SignatureInputs(), POLL, office).questions[0].who for line in ("", 'who = "register"\n')
    ]
    assert asked[0] == "the election commission"
    assert not isinstance(asked[1], str)
    assert asked[1].values["who"] == Name("register")


def test_a_reading_can_be_shown_without_deciding_and_say_whose_it_is() -> None:
    (rule,) = declared_rules(
        _case(_rule("signatures.total", "threshold", "number = 5", 'decides = "no"', 'whose = "court"'))
    )
    assert (rule.decides, rule.whose) == (False, "court")
