"""Itemised reports on election funds: an invented candidate whose reports hold planted defects, and a clean twin."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.checks.finance_lines import LINES, arithmetic, donor_cap, origin_ban
from saylau.checks.finance_spending import SPENDING, contracts, observed_spending, report_days, sanction_weight
from saylau.checks.finding import Outcome
from saylau.checks.registry import Check
from saylau.errors import SaylauError
from saylau.law.inputs import DonorSumInputs
from saylau.law.rule import Basis, Cite, Explanation, rule
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Contract, FundLine, FundReport, ObservedActivity, PriceReference, Provision
from saylau.values import Money, Truth
from saylau.values.message import Message, OutOf
from tests.cases import case_of, election
from tests.checks.found import added, made, measure, one, without
from tests.checks.ruled import stood

LIMIT = 1_000
COUNTRY = "xd"
"""An invented country with one rule: a donor gives a fund at most 1,000 euros."""


@rule(COUNTRY, "finance.donor_cap", Cite("Invented Act", "2", "", Basis.TEXT))
def at_most_a_thousand(given: DonorSumInputs, on: date) -> Explanation:
    says = Message("One donor could give {limit}.", limit=eur(LIMIT))
    return Explanation(Truth.UNKNOWN if given.given is None else given.given.at_most(eur(LIMIT)), says)


def eur(amount: int) -> Money:
    return Money.of(amount, "EUR")


def report(thing: str = "r1", **fields: str) -> Fact[Record]:
    return made(FundReport, thing, candidacy="ann-2019", sort="final", **fields)


def line(thing: str, amount: str, side: str = "in", level: str = "itemised", **fields: Any) -> Fact[Record]:
    return made(FundLine, thing, **{"report": "r1", "side": side, "level": level, "amount": f"{amount} EUR", **fields})


def filed(*facts: Fact[Record], country: str = "kz", **fields: str) -> Case:
    return case_of(election(), *stood("ann"), report(**fields), *facts, country=country)


# Barred origins


def test_no_donor_is_listed_in_the_material_and_the_search_for_a_list_stands_beside(kazakhstan: Case) -> None:
    finding = one(kazakhstan, origin_ban)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.context == ("search-donors",)
    assert finding.questions


def test_a_donation_of_a_state_body_is_barred_under_every_reading() -> None:
    case = filed(line("a", "100", payer="D-1", payer_kind="citizen"), line("b", "50", payer_kind="state body"))
    finding = one(case, origin_ban, "ann")
    assert finding.outcome is Outcome.CONCERN  # the provision is known through a source of grade B
    assert finding.would_be is Outcome.CONTRARY
    assert (measure(finding, "listed"), measure(finding, "barred")) == (2, 1)
    assert measure(finding, "barred_sum") == eur(50)


def test_a_foreign_donor_is_barred_by_one_reading_alone() -> None:
    assert one(filed(line("a", "100", payer_kind="foreign")), origin_ban, "ann").outcome is Outcome.DISPUTED


def test_a_donor_of_a_kind_not_known_is_counted_and_never_taken_as_allowed() -> None:
    finding = one(filed(line("a", "1", payer_kind="citizen"), line("b", "1")), origin_ban, "ann")
    assert finding.outcome is Outcome.UNKNOWN
    assert measure(finding, "kind_unknown") == 1


def test_the_clean_twin_is_in_line() -> None:
    case = filed(line("a", "1", payer_kind="citizen"), line("b", "1", payer_kind="company"))
    assert one(case, origin_ban, "ann").outcome is Outcome.IN_LINE


def test_what_was_given_back_and_what_a_memo_line_repeats_is_left_out() -> None:
    case = filed(
        line("a", "1", payer_kind="citizen"),
        line("b", "1", payer_kind="state body", refund="yes"),
        line("c", "1", level="memo", payer_kind="state body"),
    )
    assert one(case, origin_ban, "ann").outcome is Outcome.IN_LINE


def test_a_report_whose_place_another_takes_is_not_read() -> None:
    amended = report("r2", supersedes="r1")
    barred, clean = line("a", "1", payer_kind="charity"), line("b", "1", report="r2", payer_kind="citizen")
    finding = one(filed(barred, amended, clean), origin_ban, "ann")
    assert finding.outcome is Outcome.IN_LINE
    assert measure(finding, "listed") == 1


def test_donations_in_a_country_without_a_rule_ask_for_the_provision() -> None:
    finding = one(filed(line("a", "1", payer_kind="citizen"), country="xx"), origin_ban, "ann")
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_the_key_of_a_payer_can_never_be_a_name() -> None:
    with pytest.raises((SaylauError, ValueError)):
        line("a", "1", payer="Invented Name")


# One donor


@pytest.mark.parametrize(
    ("payments", "outcome"),
    [(("600", "400"), Outcome.IN_LINE), (("600", "401"), Outcome.CONTRARY), (("1001",), Outcome.CONTRARY)],
)
def test_the_payments_of_one_donor_are_added(payments: tuple[str, ...], outcome: Outcome) -> None:
    lines = [line(f"a{n}", amount, payer="D-1") for n, amount in enumerate(payments)]
    assert one(filed(*lines, country=COUNTRY), donor_cap, "ann").outcome is outcome


def test_payments_that_may_be_of_one_donor_leave_the_limit_disputed() -> None:
    case = filed(line("a", "600", payer="D-1"), line("b", "600", payer="D-2", may_be=["D-1"]), country=COUNTRY)
    finding = one(case, donor_cap, "ann")
    assert finding.outcome is Outcome.DISPUTED
    assert finding.message.values == {"above": 0, "within": 0, "unsure": 2}


def test_without_a_limit_for_one_donor_the_provision_is_asked_for() -> None:
    finding = one(filed(line("a", "600", payer="D-1")), donor_cap, "ann")
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


@given(st.permutations(["100", "900", "300", "5"]))
def test_the_order_of_lines_changes_nothing(order: list[str]) -> None:
    payers = {"100": "D-1", "900": "D-1", "300": "D-2", "5": "D-3"}
    case = filed(*(line(f"l{amount}", amount, payer=payers[amount]) for amount in order), country=COUNTRY)
    finding = one(case, donor_cap, "ann")
    assert finding.outcome is Outcome.IN_LINE
    assert (measure(finding, "donors"), measure(finding, "payments")) == (3, 4)


# Sums


def test_listed_and_unlisted_payments_make_the_total() -> None:
    parts = line("a", "70"), line("b", "20", level="unitemised")
    assert one(filed(*parts, line("t", "90", level="total")), arithmetic, "ann").outcome is Outcome.IN_LINE
    off = one(filed(*parts, line("t", "91", level="total")), arithmetic, "ann")
    assert off.outcome is Outcome.CONCERN
    assert (measure(off, "stated:r1:in"), measure(off, "worked_out:r1:in")) == (eur(91), eur(90))


def test_splitting_a_payment_in_two_changes_no_sum() -> None:
    split = filed(line("a", "30"), line("b", "40"), line("c", "20"), line("t", "90", level="total"))
    assert one(split, arithmetic, "ann").outcome is Outcome.IN_LINE


@pytest.mark.parametrize(("closing", "outcome"), [("15 EUR", Outcome.IN_LINE), ("14 EUR", Outcome.CONCERN)])
def test_what_came_in_is_what_went_out_and_what_is_left(closing: str, outcome: Outcome) -> None:
    lines = line("i", "90", level="total"), line("o", "80", side="out", level="total")
    assert one(filed(*lines, opening="5 EUR", closing=closing), arithmetic, "ann").outcome is outcome


def test_a_report_with_one_number_has_nothing_to_compare() -> None:
    assert one(filed(line("t", "90", level="total")), arithmetic, "ann").outcome is Outcome.UNKNOWN


# Reports and their days


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"due": "2019-06-16", "filed": "2019-06-16"}, Outcome.IN_LINE),
        ({"due": "2019-06-16", "filed": "2019-06-17"}, Outcome.CONCERN),
        ({"due": "2019-06-16"}, Outcome.UNKNOWN),
        ({"due": "2019-06-16", "filed": "2019-06"}, Outcome.UNKNOWN),
    ],
)
def test_a_report_is_filed_by_the_day_on_which_it_is_due(fields: dict[str, str], outcome: Outcome) -> None:
    case = filed(line("a", "1"), complete="yes", published="2019-06-20", **fields)
    assert one(case, report_days, "r1").outcome is outcome


def test_a_report_that_lists_no_payments_is_a_concern() -> None:
    case = filed(line("t", "9", level="total"), due="2019-06-16", filed="2019-06-16", complete="yes")
    assert one(case, report_days, "r1").outcome is Outcome.CONCERN


# What was seen, and what was declared


def seen(thing: str, item: str, quantity: str, **fields: str) -> Fact[Record]:
    return made(ObservedActivity, thing, candidacy="ann-2019", item=item, unit="one", quantity=quantity, **fields)


def price(item: str, price: str, **fields: str) -> Fact[Record]:
    return made(PriceReference, f"price-{item}", item=item, unit="one", price=f"{price} EUR", **fields)


@pytest.mark.parametrize(
    ("declared", "outcome"), [("199", Outcome.CONCERN), ("200", Outcome.NOTED), ("250", Outcome.NOTED)]
)
def test_only_the_low_bound_of_what_was_seen_is_held_against_what_was_declared(declared: str, outcome: Outcome) -> None:
    case = filed(
        line("o", declared, side="out", level="total"), seen("s1", "billboard", "4"), price("billboard", "50..80")
    )
    finding = one(case, observed_spending, "ann")
    assert finding.outcome is outcome
    assert measure(finding, "observed") == Money.parse("200..320 EUR")


def test_at_least_so_many_leaves_the_cost_open_above() -> None:
    case = filed(line("o", "1", side="out", level="total"), seen("s1", "banner", ">=41"), price("banner", "10"))
    finding = one(case, observed_spending, "ann")
    assert measure(finding, "observed") == Money.parse(">=410 EUR")
    assert finding.message.values["gap"] == eur(409)


def test_an_item_without_a_price_stands_apart_and_the_low_bound_holds() -> None:
    case = filed(
        line("o", "90", side="out", level="total"), seen("s1", "banner", "10"), seen("s2", "concert", "1"),
        price("banner", "10"),
    )  # fmt: skip
    finding = one(case, observed_spending, "ann")
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "not_priced") == 1
    assert measure(finding, "observed") == Money.parse(">=100 EUR")


def test_a_price_of_another_place_or_time_is_no_price() -> None:
    out = line("o", "1", side="out", level="total")
    act = seen("s1", "banner", "10", place="Capital", on="2019-05-20")
    for other in ({"place": "Elsewhere"}, {"during": "2018"}):
        assert one(filed(out, act, price("banner", "10", **other)), observed_spending, "ann").outcome is Outcome.UNKNOWN
    fitting = filed(out, act, price("banner", "10", place="Capital", during="2019-05"))
    assert one(fitting, observed_spending, "ann").outcome is Outcome.CONCERN


# Donors who won contracts


def contract(supplier: str, signed: str = "2019-02-01", **fields: str) -> Fact[Record]:
    return made(Contract, f"c-{supplier}-{signed}", supplier=supplier, amount="900 EUR", signed=signed, **fields)


@pytest.mark.parametrize(
    ("signed", "number"), [("2019-02-01", 1), ("2016-05-21", 1), ("2015-12-31", 0), ("2022-06-01", 0)]
)
def test_contracts_within_three_years_of_a_payment_count(signed: str, number: int) -> None:
    case = filed(line("a", "5", payer="D-1", on="2019-05-20"), contract("D-1", signed, competitive="no"))
    finding = one(case, contracts, "ann")
    assert finding.outcome is (Outcome.CONCERN if number else Outcome.NOTED)
    assert (measure(finding, "contracts"), finding.message.values["bare"]) == (number, number)


def test_other_suppliers_are_no_donors_and_shares_are_fractions() -> None:
    case = filed(
        line("a", "5", payer="D-1"), line("b", "7", payer="D-1"), contract("D-1", competitive="yes"), contract("S-9")
    )
    finding = one(case, contracts, "ann")
    assert measure(finding, "donated") == eur(12)
    assert measure(finding, "competitive") == OutOf(1, 1)
    assert measure(finding, "worth") == eur(900)


def test_without_contracts_they_are_asked_for() -> None:
    finding = one(filed(line("a", "5", payer="D-1")), contracts)
    assert "contract" in finding.message.template
    assert finding.outcome is Outcome.UNKNOWN


# What a breach led to


def test_a_breach_cancels_the_registration_and_the_result(kazakhstan: Case) -> None:
    finding = one(kazakhstan, sanction_weight)
    assert finding.outcome is Outcome.NOTED
    assert "registration" in finding.message.template
    assert "result" in finding.message.template
    assert finding.facts == ("elections-34",)
    assert one(without(kazakhstan, Provision), sanction_weight).facts == ()


@pytest.mark.parametrize("check", [*LINES, *SPENDING], ids=lambda check: check.id)
def test_an_empty_case_is_unknown_with_a_question(check: Check) -> None:
    finding = one(case_of(), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


@pytest.mark.parametrize("check", LINES, ids=lambda check: check.id)
def test_a_list_changes_the_answer_of_the_reference_case(check: Check, kazakhstan: Case) -> None:
    given = made(FundReport, "r1", candidacy="kosanov-2019", sort="final")
    lines = line("a", "100", payer="D-1", payer_kind="anonymous"), line("t", "90", level="total")
    assert "kosanov" in {f.subject for f in check.function(added(kazakhstan, given, *lines))}
