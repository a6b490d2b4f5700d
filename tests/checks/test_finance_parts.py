"""Money known only in part: which part of a fund, or of its limits, is missing, and what the known part still says."""

from __future__ import annotations

import pytest

from saylau.checks import finance
from saylau.checks.finance_caps import cap_use
from saylau.checks.finding import Finding, Outcome
from saylau.checks.registry import Check
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.values import Money
from saylau.values.message import Message, Name
from tests.cases import case_of
from tests.checks.english import all_english
from tests.checks.found import measure, one
from tests.checks.ruled import DONATION_LIMIT, ONE_PER_CENT, OWN_LIMIT, received, ruled, stood

COMPARED = (finance.shares, finance.concentration, finance.cap_distance)
ANN, BOB = stood("ann"), stood("bob")


def eur(text: str) -> Money:
    return Money.parse(f"{text} EUR")


def asked(finding: Finding) -> str:
    return all_english((question.asks for question in finding.questions), case_of())


def funds(*receipts: Fact[Record], rules: tuple[dict[str, str], ...] = (OWN_LIMIT, DONATION_LIMIT)) -> Case:
    return ruled(*ANN, *BOB, *receipts, rules=rules)


def whole(name: str, own: str = "9000", donations: str = "40000") -> tuple[Fact[Record], ...]:
    return received(name, "own and nominator", f"{own} EUR"), received(name, "donations", f"{donations} EUR")


# A part of a fund is missing


@pytest.mark.parametrize(
    ("origins", "missing", "question"),
    [
        (("own", "donations"), "nominator", "the nominator's money"),
        (("nominator", "donations"), "own", "the candidate's own money"),
        (("own and nominator",), "donations", "in donations"),
    ],
)
def test_the_missing_part_is_named_with_whose_it_is(origins: tuple[str, ...], missing: str, question: str) -> None:
    case = funds(*whole("bob"), *(received("ann", origin, "6000 EUR") for origin in origins))
    for check in COMPARED:
        finding = one(case, check)
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.message.values[missing] == (Name("ann"),)
        assert not {"own", "nominator", "donations"} - {missing} & finding.message.values.keys()
        assert question in asked(finding)
        assert len(finding.questions) == 1


def test_what_is_known_of_a_half_stated_fund_is_a_lower_bound() -> None:
    case = funds(*whole("bob"), received("ann", "own", "6000 EUR"), received("ann", "donations", "1000.50 EUR"))
    finding = one(case, finance.shares)
    assert measure(finding, "total:ann") == eur(">=7000.50")
    assert measure(finding, "total:bob") == eur("49000")
    assert measure(finding, "total") == eur(">=56000.50")


def test_parts_missing_of_different_candidates_are_told_apart() -> None:
    case = funds(received("ann", "own", "6000 EUR"), received("ann", "donations", "5 EUR"),
                 received("bob", "own and nominator", "9 EUR"))  # fmt: skip
    values = one(case, finance.shares).message.values
    assert (values["nominator"], values["donations"]) == ((Name("ann"),), (Name("bob"),))


def test_money_in_one_row_and_apart_is_not_added_up() -> None:
    case = funds(*whole("bob"), *whole("ann"), received("ann", "own", "400 EUR"))
    finding = one(case, finance.shares)
    assert (finding.outcome, finding.message.values["both"]) == (Outcome.UNKNOWN, (Name("ann"),))
    assert measure(finding, "total:ann") == eur(">=49000")
    assert one(case, cap_use, "ann").outcome is Outcome.UNKNOWN


def test_where_nothing_is_stated_everything_is_asked_for() -> None:
    finding = one(funds(), finance.shares)
    assert "any of" in finding.message.template
    assert "by origin" in asked(finding)


@pytest.mark.parametrize(("own", "outcome"), [("10001", Outcome.CONTRARY), ("9000", Outcome.UNKNOWN)])
def test_a_lower_bound_can_be_above_a_limit_and_never_within_it(own: str, outcome: Outcome) -> None:
    case = funds(received("ann", "own", f"{own} EUR"), received("ann", "donations", "5 EUR"), *whole("bob"))
    finding = one(case, cap_use, "ann")
    assert finding.outcome is outcome
    assert measure(finding, "own_and_nominator") == eur(f">={own}")
    assert "nominator's money is not stated" in all_english(finding.limits, case_of())
    assert "the nominator's money" in asked(finding)


# A limit is missing


@pytest.mark.parametrize(
    ("rule", "known", "lacking"),
    [(DONATION_LIMIT, "50000", "own and nominator"), (OWN_LIMIT, "10000", "donations")],
)
def test_of_two_limits_the_one_that_is_declared_is_stated(rule: dict[str, str], known: str, lacking: str) -> None:
    case = funds(*whole("ann"), *whole("bob"), rules=(rule,))
    for check in (cap_use, finance.cap_distance):
        finding = one(case, check)
        assert finding.outcome is Outcome.UNKNOWN
        assert eur(known) in finding.message.values.values()
        assert len(finding.questions) == 1
        assert "Which provision" in asked(finding)
    finding = one(case, cap_use, "ann")
    assert f"no limit on {lacking}" in finding.message.template
    assert "not stated" not in finding.message.template


def test_without_limits_the_money_is_still_said() -> None:
    finding = one(funds(*whole("ann"), *whole("bob"), rules=(ONE_PER_CENT,)), cap_use, "ann")
    assert "no limit on either is known" in finding.message.template
    assert measure(finding, "donations") == eur("40000")
    assert len(finding.questions) == 2


def test_without_money_the_limits_are_still_said() -> None:
    finding = one(funds(), cap_use, "ann")
    values = finding.message.values
    assert (values["own_cap"], values["donation_cap"]) == (eur("10000"), eur("50000"))


def test_donations_that_are_not_stated_are_not_confused_with_their_limit() -> None:
    rules = (OWN_LIMIT, DONATION_LIMIT)
    finding = one(funds(received("ann", "own and nominator", "9 EUR"), *whole("bob"), rules=rules), cap_use, "ann")
    assert "donations, on which the limit was {donation_cap}, are not stated" in finding.message.template
    without_limit = funds(received("ann", "own and nominator", "9 EUR"), *whole("bob"), rules=rules[:1])
    assert "no limit on them is known" in one(without_limit, cap_use, "ann").message.template


def test_a_limit_in_another_currency_leaves_no_share_and_no_distance() -> None:
    rules = (OWN_LIMIT, {**DONATION_LIMIT, "amount": "50000 USD"})
    case = funds(*whole("ann"), *whole("bob"), rules=rules)
    assert "another currency" in one(case, cap_use, "ann").message.template
    distance = one(case, finance.cap_distance)
    assert (distance.outcome, distance.message.values["currency"]) == (Outcome.UNKNOWN, "EUR")
    assert distance.questions


# Whose a number is


def test_each_number_names_whose_it_is_and_rests_on_that_persons_claims() -> None:
    finding = one(funds(*whole("ann"), *whole("bob")), finance.shares)
    by_name = {m.name: m for m in finding.measures}
    labels = [by_name[name].label for name in ("total:ann", "total:bob")]
    assert labels == [
        Message("receipts of {person}", person=Message("{person}", person=Name(w))) for w in ("ann", "bob")
    ]
    assert by_name["total:ann"].facts == ("ann-own-and-nominator", "ann-donations")
    assert by_name["donations"].facts == ("ann-donations", "bob-donations")
    assert by_name["own_and_nominator"].facts == ("ann-own-and-nominator", "bob-own-and-nominator")


def test_a_label_never_holds_a_name_that_is_not_public() -> None:
    case = ruled(*stood("ann", display=Display.NUMBER), *BOB, *whole("ann"), *whole("bob"))
    labels = all_english((m.label for m in one(case, finance.shares).measures), case)
    assert "Ann" not in labels
    assert "Bob" in labels


@pytest.mark.parametrize("check", finance.CHECKS, ids=lambda c: c.id)
def test_an_amount_carries_its_currency_once(check: Check, kazakhstan: Case) -> None:
    for finding in check.function(kazakhstan):
        assert all(m.unit == "" for m in finding.measures if isinstance(m.value, Money))


# Words


def test_equal_receipts_are_not_said_to_be_as_if_all_funds_were_some_of_them() -> None:
    equal = one(funds(*whole("ann"), *whole("bob")), finance.concentration)
    assert "as if" not in equal.message.template
    apart = one(funds(*whole("ann"), *whole("bob", donations="400000")), finance.concentration)
    assert "as if" in apart.message.template


@pytest.mark.parametrize(("others", "places"), [(("42000",), {"ratio", "other"}), (("42000", "42000"), {"ratio"}),
                                                (("42000", "80000"), {"low", "high"})])  # fmt: skip
def test_bounds_that_print_alike_are_said_once(others: tuple[str, ...], places: set[str]) -> None:
    names = ("bob", "cem")[: len(others)]
    rivals = [f for name, given in zip(names, others, strict=True) for f in (*stood(name), *whole(name, "1", given))]
    finding = one(ruled(*ANN, *whole("ann"), *rivals), finance.donations_comparison)
    assert finding.message.values.keys() - {"day", "person"} == places


def test_donations_to_one_fund_alone_or_of_nothing_are_not_compared() -> None:
    alone = one(ruled(*ANN, *whole("ann")), finance.donations_comparison)
    nothing = one(funds(*whole("ann", donations="0"), *whole("bob")), finance.donations_comparison)
    assert "only one" in alone.message.template
    assert "zero" in nothing.message.template
    assert {alone.outcome, nothing.outcome} == {Outcome.UNKNOWN}


def test_that_readings_differ_is_said_only_where_there_are_several(kazakhstan: Case) -> None:
    limits = one(funds(*whole("ann"), *whole("bob")), cap_use, "ann").limits
    assert "between readings" not in all_english(limits, case_of())
    assert "between readings" in all_english(one(kazakhstan, cap_use, "tokayev").limits, case_of())
