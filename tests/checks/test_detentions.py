"""People detained: the numbers of 2019 as their sources state them, and invented ones that differ or say less."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.checks import detentions
from saylau.checks.finding import Finding, Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Tally
from saylau.records.source import Grade
from saylau.values import Count, When
from saylau.values.message import From, Message, Value, Wording
from tests.cases import case_of, election, fact, source
from tests.checks.found import changed, found, measure, one, template, without

DAY, CITY = "2019-05-01", "City"


def counted(
    number: str, thing: str = "d", claim: str = "", by: str = "police", place: str = CITY, day: str | None = DAY,
    unit: str = "people detained", of: str = "people detained", definition: str = "", **more: Any,
) -> Fact[Record]:  # fmt: skip
    given = {"of": of, "number": number, "unit": unit, "scope": place, "definition": definition, "during": day}
    return fact(Tally.model_validate(given), thing, claim, said_by=by, **more)


def stated(finding: Finding) -> dict[str, Value]:
    """The numbers of an event by claim."""
    return {m.name: m.value for m in finding.measures}


# The case of 2019


def test_each_event_of_2019_is_a_finding_of_its_own(kazakhstan: Case) -> None:
    outcomes = {subject: f.outcome for subject, f in found(kazakhstan, detentions.tally).items()}
    assert outcomes == {
        "detained-2019-03": Outcome.NOTED,
        "detained-2019-05-01": Outcome.DISPUTED,
        "detained-2019-05-01-karaganda": Outcome.NOTED,
        "detained-2019-05-09": Outcome.NOTED,
        "detained-since-2018-03": Outcome.NOTED,
        "detained-since-resignation": Outcome.NOTED,
        "detained-2019-06-09": Outcome.NOTED,
        "detained-2019-06-09-10": Outcome.NOTED,
        "detained-2019-06-minister": Outcome.NOTED,
    }


def test_80_brought_to_stations_and_about_200_detained_on_1_may_stand_side_by_side(kazakhstan: Case) -> None:
    finding = one(kazakhstan, detentions.tally, "detained-2019-05-01")
    assert measure(finding, "stated:detained-2019-05-01.ministry") == Count("80")
    assert measure(finding, "stated:detained-2019-05-01.journalists") == Count("~200")
    units = {m.name: m.unit for m in finding.measures}
    assert units["stated:detained-2019-05-01.ministry"] == Message(
        "{unit}", unit=Wording("detained-2019-05-01.ministry", "unit")
    )
    assert [(r.name.values["who"], r.outcome) for r in finding.readings if isinstance(r.name, Message)] == [
        (Wording("detained-2019-05-01.ministry", "said_by"), Outcome.NOTED),
        (Wording("detained-2019-05-01.journalists", "said_by"), Outcome.NOTED),
    ]
    assert any("no ratio" in template(limit) for limit in finding.limits)
    assert finding.questions


def test_arrests_and_fines_of_the_same_day_and_place_stand_beside_and_are_not_among_the_facts(kazakhstan: Case) -> None:
    finding = one(kazakhstan, detentions.tally, "detained-2019-05-01")
    assert measure(finding, "beside:arrested-2019-05-01") == Count("23")
    assert measure(finding, "beside:fined-2019-05-01") == Count("10")
    assert finding.context == ("arrested-2019-05-01", "fined-2019-05-01")


@pytest.mark.parametrize(
    ("subject", "number"),
    [("detained-2019-03", ">140"), ("detained-2019-05-01-karaganda", "several"), ("detained-2019-05-09", ">=41")],
)
def test_a_number_keeps_its_words(kazakhstan: Case, subject: str, number: str) -> None:
    finding = one(kazakhstan, detentions.tally, subject)
    assert finding.message.values["number"] == From(Count(number), (subject,))
    assert measure(finding, f"stated:{subject}") == Count(number)


def test_no_number_of_2019_is_a_sum_of_others(kazakhstan: Case) -> None:
    numbers = {f"{kind}:{f.fact}": f.record.number for f in kazakhstan.all(Tally) for kind in ("stated", "beside")}
    findings = found(kazakhstan, detentions.tally)
    assert findings
    for finding in findings.values():
        assert all(numbers[m.name] == m.value for m in finding.measures)
        assert any("are not added" in template(limit) for limit in finding.limits)


def test_numbers_of_june_without_days_and_places_are_not_compared(kazakhstan: Case) -> None:
    finding = one(kazakhstan, detentions.tally, "detained-2019-06-minister")
    assert finding.outcome is Outcome.NOTED
    assert set(stated(finding)) == {
        "stated:detained-2019-06-minister",
        "stated:detained-2019-06-defenders",
        "beside:arrested-2019-06-minister",  # the same minister of the same month
        "beside:fined-2019-06-minister",
    }
    assert any("not compared" in template(limit) for limit in finding.limits)
    assert finding.questions


# Invented events


@pytest.mark.parametrize(
    ("other", "outcome"),
    [
        ({"number": "200"}, Outcome.DISPUTED),
        ({"number": "~80"}, Outcome.NOTED),
        ({"number": "several"}, Outcome.NOTED),
        ({"number": "200", "unit": "people brought to stations"}, Outcome.DISPUTED),
        ({"number": "200", "by": "police", "unit": "people brought to stations"}, Outcome.NOTED),
        ({"number": "200", "by": "police"}, Outcome.DISPUTED),
        ({"number": "200", "thing": "e"}, Outcome.DISPUTED),
        ({"number": "20", "thing": "e", "unit": "minors detained"}, Outcome.NOTED),
    ],
)
def test_two_numbers_of_one_event_are_disputed_where_they_cannot_both_be_right(
    other: dict[str, str], outcome: Outcome
) -> None:
    case = case_of(election(), counted("80"), counted(**{"by": "witnesses", "claim": "d.2", **other}))
    finding = one(case, detentions.tally, "d")
    assert finding.outcome is outcome
    assert set(stated(finding)) == {"stated:d", "stated:d.2"}
    assert bool(finding.readings) is (outcome is Outcome.DISPUTED)


@pytest.mark.parametrize("other", [{"day": "2019-05-02"}, {"place": "Town"}, {"day": "2019-05-01/2019-05-02"}])
def test_another_day_or_place_is_another_event(other: dict[str, str]) -> None:
    case = case_of(election(), counted("80"), counted("200", "e", **other))
    outcomes = {subject: f.outcome for subject, f in found(case, detentions.tally).items()}
    assert outcomes == {"d": Outcome.NOTED, "e": Outcome.NOTED}


def test_two_claims_on_one_thing_of_different_days_are_two_events() -> None:
    case = case_of(election(), counted("80"), counted("200", claim="d.2", day="2019-05-02"))
    assert set(found(case, detentions.tally)) == {"d", "d.2"}


@pytest.mark.parametrize("unsure", [{"day": "2019-05"}, {"day": "2019-05-01~"}, {"place": ""}])
def test_numbers_of_two_things_are_not_compared_where_day_or_place_is_not_the_same_for_sure(
    unsure: dict[str, str],
) -> None:
    case = case_of(election(), counted("80", **unsure), counted("200", "e", by="witnesses", **unsure))
    finding = one(case, detentions.tally, "d")
    assert finding.outcome is Outcome.NOTED
    assert any("not compared" in template(limit) for limit in finding.limits)


def test_three_accounts_are_listed_in_one_order() -> None:
    case = case_of(
        election(), counted("80"), counted("200", claim="d.2", by="witnesses"), counted("90", claim="d.3", by="court")
    )
    finding = one(case, detentions.tally, "d")
    assert finding.outcome is Outcome.DISPUTED
    assert finding.message.values["who"] == tuple(Wording(claim, "said_by") for claim in ("d", "d.2", "d.3"))
    assert finding.message.values["numbers"] == (
        From(Count("80"), ("d",)),
        From(Count("200"), ("d.2",)),
        From(Count("90"), ("d.3",)),
    )


@pytest.mark.parametrize("place", [CITY, ""])
@pytest.mark.parametrize("definition", ["brought in and registered", "detained", ""])
def test_a_definition_and_a_place_stand_in_the_sentence_where_they_add_something(place: str, definition: str) -> None:
    finding = one(case_of(election(), counted("5", place=place, definition=definition)), detentions.tally, "d")
    assert ("scope" in finding.message.values) is bool(place)
    assert ("definition" in finding.message.values) is (definition == "brought in and registered")


def test_a_number_without_a_day_is_noted_and_its_day_asked_for() -> None:
    case = case_of(election(), counted("5", day=None), counted("9", "e", day=None, by="court"))
    findings = found(case, detentions.tally)
    assert set(findings) == {"d", "e"}
    assert "On which day" in template(findings["d"].questions[0].asks)


def test_who_is_silent_is_told_by_the_author_of_the_source() -> None:
    finding = one(case_of(election(), counted("5", by="")), detentions.tally, "d")
    assert finding.message.values["who"] == "Invented"


def test_a_number_of_another_kind_without_a_place_stands_beside_only_by_the_same_claimant() -> None:
    mine = counted("3", "fined", of="other", unit="people fined", place="")
    theirs = counted("4", "seen", of="other", unit="observers", place="", by="court")
    finding = one(case_of(election(), counted("5", place=""), mine, theirs), detentions.tally, "d")
    assert set(stated(finding)) == {"stated:d", "beside:fined"}


def test_a_weak_account_beside_a_good_one_is_shown_and_decides_nothing() -> None:
    weak = counted("200", claim="d.2", by="witnesses", source="s2")
    case = case_of(election(), counted("80"), weak, sources=(source(), source("s2", Grade.C)))
    finding = one(case, detentions.tally, "d")
    assert finding.outcome is Outcome.NOTED
    assert finding.context == ("d.2",)


def test_a_number_known_only_from_a_weak_source_is_unknown_and_says_what_it_would_be() -> None:
    finding = one(case_of(counted("5"), sources=(source("s1", Grade.C),)), detentions.tally, "d")
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.would_be is Outcome.NOTED


def test_what_is_not_public_is_left_out_of_sentence_and_numbers_and_counted() -> None:
    hidden = counted("3", "h", place="a village", display=Display.WITHHELD)
    findings = found(case_of(election(), counted("80"), hidden), detentions.tally)
    assert set(findings) == {"d"}
    assert Message("Claims that are not public were left out: {hidden}.", hidden=1) in findings["d"].limits
    assert one(case_of(election(), hidden), detentions.tally).outcome is Outcome.UNKNOWN


def test_one_changed_number_settles_or_opens_the_dispute_of_1_may(kazakhstan: Case) -> None:
    agreed = changed(kazakhstan, "detained-2019-05-01.ministry", number=Count("190"))
    assert one(agreed, detentions.tally, "detained-2019-05-01").outcome is Outcome.NOTED
    alone = without(kazakhstan, "detained-2019-05-01.journalists")
    assert one(alone, detentions.tally, "detained-2019-05-01").outcome is Outcome.NOTED
    moved = changed(kazakhstan, "detained-2019-05-01.journalists", during=When("2019-05-02"))
    assert one(moved, detentions.tally, "detained-2019-05-01.journalists").outcome is Outcome.NOTED


def test_without_any_number_the_question_is_put(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, Tally), detentions.tally)
    assert finding.outcome is Outcome.UNKNOWN
    assert "How many people were detained" in template(finding.questions[0].asks)
