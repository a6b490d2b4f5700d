"""Units and scopes: what the source report says in numbers, sentence by sentence, as the record of 2019 holds it."""

from __future__ import annotations

from saylau.checks import (
    detentions,
    detentions_arrests,
    detentions_fines,
    detentions_lists,
    prosecutions_appeals,
    protests,
    reprisals,
)
from saylau.checks.detentions_claims import as_count
from saylau.checks.detentions_lists import PEOPLE_OR_DETENTIONS
from saylau.checks.finding import Finding, Outcome
from saylau.methods.reconcile import Comparison, compare
from saylau.records.case import Case
from saylau.records.kinds import Tally
from saylau.values import Count, Money
from saylau.values.message import Message
from tests.checks.found import changed, measure, one, template


def asks(finding: Finding) -> set[str]:
    return {template(q.asks) for q in finding.questions}


def test_more_than_140_minors_among_them_were_detained_in_two_cities_on_two_days(kazakhstan: Case) -> None:
    record = kazakhstan.claims("detained-2019-03")[0].record
    assert isinstance(record, Tally)
    assert (record.number, record.places, str(record.during)) == (
        Count(">140"), ("Nur-Sultan", "Almaty"), "2019-03-21/2019-03-22",
    )  # fmt: skip
    assert "minors" in record.definition


def test_one_to_three_thousand_took_part_over_six_cities_and_are_not_divided_among_them(kazakhstan: Case) -> None:
    finding = one(kazakhstan, protests.register, "protest-2019-05-01")
    assert measure(finding, "size:protest-2019-05-01") == Count("1000..3000")
    assert measure(finding, "places") == 6


def test_80_and_about_200_of_one_scope_and_two_definitions_are_disputed_and_not_averaged(kazakhstan: Case) -> None:
    finding = one(kazakhstan, detentions.tally, "detained-2019-05-01")
    assert finding.outcome is Outcome.DISPUTED
    assert Count("140") not in [m.value for m in finding.measures]
    two = kazakhstan.claims("detained-2019-05-01")
    assert compare(*(as_count(kazakhstan, c) for c in two)) is Comparison.DISPUTED  # type: ignore[arg-type]


def test_at_least_41_on_9_may_are_of_eight_cities(kazakhstan: Case) -> None:
    record = kazakhstan.claims("detained-2019-05-09")[0].record
    assert isinstance(record, Tally)
    assert (record.number, record.number_of_places) == (Count(">=41"), Count("8"))


def test_13_and_10_are_added_to_23_and_not_where_the_places_may_share_people(kazakhstan: Case) -> None:
    finding = one(kazakhstan, detentions_arrests.arrests, "arrested-2019-05-01")
    assert measure(finding, "sum") == Count("23")
    shared = changed(kazakhstan, "arrested-2019-05-01-almaty", places=("Nur-Sultan", "Almaty"))
    refused = one(shared, detentions_arrests.arrests, "arrested-2019-05-01")
    assert "sum" not in {m.name for m in refused.measures}
    assert detentions_arrests.APART in asks(refused)


def test_ten_fines_of_120_to_200_eur_have_a_rate_that_is_assumed_since_none_is_stated(kazakhstan: Case) -> None:
    finding = one(kazakhstan, detentions_fines.fines, "fined-2019-05-01")
    assert measure(finding, "people") == Count("10")
    assert Money.parse("120..200 EUR") in [m.value for m in finding.measures]
    assert any("rate" in template(text) for text in finding.assumptions)


def test_whether_more_than_1000_are_people_or_detentions_is_asked_and_30_and_4_are_people(kazakhstan: Case) -> None:
    finding = one(kazakhstan, detentions_lists.recorded)
    asked_of = [q.asks for q in finding.questions if template(q.asks) == PEOPLE_OR_DETENTIONS]
    assert Count(">1000") in [q.values["number"] for q in asked_of if isinstance(q, Message)]
    numbers = {f.id: f.record.number for f in kazakhstan.all(Tally)}
    assert (numbers["prosecuted-since-2018-03"], numbers["prison-since-2018-03"]) == (Count(">30"), Count("4"))


def test_129_complainants_and_more_than_80_senders_are_units_of_their_own_and_never_people_detained(
    kazakhstan: Case,
) -> None:
    senders = {"powers-of-attorney-2018", "documents-2019"}
    finding = one(kazakhstan, prosecutions_appeals.reports)
    assert measure(finding, "stated:powers-of-attorney-2018") == Count("129")
    assert measure(finding, "stated:documents-2019") == Count(">80")
    for check in detentions.CHECKS:
        assert all(not senders & {*f.facts, *f.context} for f in check.function(kazakhstan))


def test_six_people_called_up_in_four_cities_are_consistent(kazakhstan: Case) -> None:
    finding = one(kazakhstan, reprisals.draft)
    assert finding.outcome is Outcome.CONCERN
    assert (measure(finding, "people"), measure(finding, "stated"), measure(finding, "places")) == (
        6, Count("6"), Count("4"),
    )  # fmt: skip
