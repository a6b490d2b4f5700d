"""Small counts of private people are printed as bounds, in rows and findings, and not told by what stands beside."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from saylau.assessment.assess import Assessment
from saylau.assessment.disclosure import publish
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Person, StatedSum, Step, Tally
from saylau.values import Count, Money, Truth
from saylau.values.message import From, Message, OutOf, Value
from tests.cases import case_of, election, fact
from tests.checks.found import measure

PEOPLE = tuple(
    replace(fact(Person(name=f"P{n:02}", public=Truth.NO), f"p{n}"), display=Display.WITHHELD) for n in range(1, 8)
)
NAMES = tuple(f"p{n}" for n in range(1, 8))


def tally(thing: str, number: str, **fields: Any) -> Fact[Record]:
    record = {"of": "people detained", "unit": "people detained", "number": number, **fields}
    return fact(Tally.model_validate(record), thing)


def published(case: Case, *findings: Finding, earlier: Assessment | None = None) -> Assessment:
    return publish(Assessment(case, findings, {}, ()), earlier)


def numbers(case: Case, *things: str) -> list[str]:
    return [str(published(case).case.claims(t)[0].record.number) for t in things]  # type: ignore[attr-defined]


def finding(*measures: Measure, **values: Value) -> Finding:
    template = " ".join(f"{{{name}}}" for name in values)
    facts = tuple(dict.fromkeys(n for m in measures for n in m.facts))
    return Finding("case", Outcome.NOTED, Message(template, **values), facts=facts, measures=measures)


def of_people(name: str, value: Value, number: int) -> Measure:
    return Measure(name, value, "people", "people concerned", NAMES[:number])


def test_a_stated_number_of_one_or_two_people_is_printed_as_fewer_than_three() -> None:
    case = case_of(election(), tally("a", "2"), tally("b", "3"), tally("c", "0"), tally("d", ">=2"))
    assert numbers(case, "a", "b", "c", "d") == ["<3", "3", "0", ">=2"]


def test_the_smallest_count_is_a_setting_of_the_case() -> None:
    case = case_of(election(), tally("a", "4"))
    case = replace(case, info=case.info.model_copy(update={"smallest": 5}))
    assert numbers(case, "a") == ["<5"]


def test_numbers_of_candidates_and_of_parties_stay() -> None:
    rows = (
        tally("w", "1", of="candidates who withdrew", unit="people"),
        tally("p", "2", of="other", unit="parties"),
    )
    assert numbers(case_of(election(), *rows), "w", "p") == ["1", "2"]


def test_a_part_beside_a_small_one_is_a_bound_where_their_whole_is_printed() -> None:
    rows = (tally("whole", "12"), *(tally(t, n, whole="whole") for t, n in (("one", "1"), ("rest", "11"))))
    assert numbers(case_of(election(), *rows), "whole", "one", "rest") == ["12", "<3", ">=3"]


def test_a_quotation_of_a_small_number_goes_with_it() -> None:
    row = replace(tally("a", "1"), quote="one man was detained")
    assert published(case_of(election(), row)).case.claims("a")[0].quote == ""


@pytest.mark.parametrize(("private", "parts"), [("yes", "<3; >=3; 9"), ("no", "2; 4; 9")])
def test_parts_of_a_stated_sum_of_private_people_are_bounds(private: str, parts: str) -> None:
    fields = {"what": "x", "unit": "people", "whole": "15", "parts": ("2", "4", "9"), "private": private}
    shown = published(case_of(election(), fact(StatedSum.model_validate(fields), "sum"))).case.claims("sum")[0]
    assert "; ".join(map(str, shown.record.parts)) == parts  # type: ignore[attr-defined]


def test_a_small_count_over_private_people_is_a_bound_in_number_sentence_and_arithmetic() -> None:
    measured = replace(of_people("held", 2, 2), how="1 + 1")
    (found,) = published(case_of(election(), *PEOPLE), finding(measured, held=From(2, NAMES[:2]), all=2)).findings
    assert measure(found, "held") == Count.parse("<3")
    assert found.message.values == {"held": Count.parse("<3"), "all": Count.parse("<3")}
    assert found.measures[0].how == ""


def test_how_many_claims_stand_behind_a_small_count_is_not_told_either() -> None:
    (found,) = published(case_of(election(), *PEOPLE), finding(of_people("held", 2, 2))).findings
    assert found.measures[0].facts == ()
    assert len(found.facts) == 1
    assert any("bounds" in limit for limit in found.limits if isinstance(limit, str))


def test_what_would_give_a_small_count_by_subtracting_is_a_bound_too() -> None:
    given = finding(of_people("held", 5, 5), of_people("all", 7, 7))
    (plain,) = published(case_of(election(), *PEOPLE), given).findings
    assert (measure(plain, "held"), measure(plain, "all")) == (5, 7)
    rest = Measure("rest", 2, "people", "people concerned", NAMES[5:])
    given = finding(of_people("held", 5, 5), rest, of_people("all", 7, 7))
    (found,) = published(case_of(election(), *PEOPLE), given).findings
    assert [str(measure(found, n)) for n in ("held", "rest", "all")] == [">=3", "<3", "7"]
    apart = finding(of_people("held", 5, 5), of_people("also", 2, 2), of_people("all", 7, 7))
    (found,) = published(case_of(election(), *PEOPLE), apart).findings
    assert [str(measure(found, n)) for n in ("held", "also", "all")] == ["5", "<3", "7"]


def test_of_a_fraction_the_small_rest_is_not_told() -> None:
    (found,) = published(case_of(election(), *PEOPLE), finding(of_people("held", OutOf(6, 7), 7))).findings
    assert measure(found, "held") == Message("{part} of {whole}", part=Count.parse(">=5"), whole=7)


def test_a_number_that_counts_no_people_or_rests_on_public_claims_stays() -> None:
    days = Measure("days", 2, "days", "from the act to the summons", NAMES[:2])
    open_ones = Measure("n", 2, "people", "people", ("election-2019",))
    (found,) = published(case_of(election(), *PEOPLE), finding(days, open_ones, days=2, n=2)).findings
    assert (measure(found, "days"), measure(found, "n"), found.message.values["days"]) == (2, 2, 2)


@pytest.mark.parametrize(("now", "printed"), [("12", ">=11"), ("10", "<=11"), ("14", "14"), ("11", "11")])
def test_a_stated_number_that_moved_by_one_or_two_since_the_earlier_version_is_a_bound(now: str, printed: str) -> None:
    earlier = Assessment(case_of(election(), tally("a", "11")), (), {}, ())
    later = published(case_of(election(), tally("a", now)), earlier=earlier)
    assert str(later.case.claims("a")[0].record.number) == printed  # type: ignore[attr-defined]


def test_a_count_of_a_finding_that_moved_by_one_since_the_earlier_version_is_a_bound() -> None:
    case = case_of(election(), *PEOPLE)
    earlier = Assessment(case, (finding(of_people("held", 5, 5), held=5),), {}, ())
    (found,) = published(case, finding(of_people("held", 6, 6), held=6), earlier=earlier).findings
    assert (measure(found, "held"), found.message.values["held"]) == (Count.parse(">=5"), Count.parse(">=5"))


def test_a_number_of_a_finding_that_only_repeats_a_stated_count_is_a_bound_whatever_its_unit_is_called() -> None:
    case = case_of(election(), tally("a", "1"))
    (found,) = published(case, finding(Measure("stated", 1, "", "as stated", ("a",)), stated=1)).findings
    assert (measure(found, "stated"), found.message.values["stated"]) == (Count.parse("<3"), Count.parse("<3"))


def test_of_two_small_numbers_and_a_third_that_make_up_a_whole_the_third_is_a_bound() -> None:
    """Of 6, with 4 told, two numbers from 1 to 2 would be 1 and 1."""
    six = tuple(fact(Person(name=f"P{n:02}", public=Truth.NO), f"p{n}") for n in range(1, 7))
    named = tuple(f.fact for f in six)
    parts = {"one": named[:1], "other": named[1:2], "rest": named[2:], "all": named}
    measures = tuple(Measure(name, len(facts), "people", "people", facts) for name, facts in parts.items())
    (shown,) = published(case_of(election(), *six), finding(*measures)).findings
    assert [str(m.value) for m in shown.measures] == ["<3", "<3", ">=3", "6"]


def test_so_many_fines_of_private_people_are_so_many_people() -> None:
    case = case_of(election(), fact(Person(name="P01", public=Truth.NO), "p1"))
    fines = Measure("fines", 1, "", "fines of which the amount is stated", ("p1",))
    (shown,) = published(case, finding(fines)).findings
    assert str(shown.measures[0].value) == "<3"


@pytest.mark.parametrize(
    ("fines", "printed"),
    [
        ((851, 149), False),  # 85.1 % belong to one
        ((500, 401, 99), False),  # 90.1 % belong to two
        ((500, 400, 100), True),
        ((1000,), True),  # no sum
    ],
)
def test_a_sum_of_money_of_which_one_or_two_people_hold_nearly_all_is_not_printed(
    fines: tuple[int, ...], printed: bool
) -> None:
    people = [fact(Person(name=f"P{n:02}", public=Truth.NO), f"p{n}") for n in range(len(fines))]
    steps = [
        fact(Step(person=f"p{n}", sort="fine", fine=Money(f"{amount} KZT")), f"s{n}") for n, amount in enumerate(fines)
    ]
    total = Money(f"{sum(fines)} KZT")
    told = Measure("sum", total, "", "all fines", tuple(f.fact for f in steps))
    (shown,) = published(case_of(election(), *people, *steps), finding(told, sum=total)).findings
    assert (measure(shown, "sum") == total, shown.message.values["sum"] == total) == (printed, printed)


def days_of(people: int, **info: object) -> tuple[Any, Finding]:
    """A finding on the longest of as many arrests, each of another person, as it may be shown."""
    rows = [fact(Person(name=f"P{n:02}", public=Truth.NO), f"p{n}") for n in range(people)]
    steps = [
        fact(Step(person=f"p{n}", sort="administrative arrest", days=Count(f"{9 + n}")), f"s{n}") for n in range(people)
    ]
    longest = Count(f"{8 + people}")
    case = case_of(election(), *rows, *steps)
    case = replace(case, info=case.info.model_copy(update=info))
    told = Measure("longest", longest, "days", "", tuple(f.fact for f in steps))
    (shown,) = published(case, finding(told, days=longest)).findings
    return longest, shown


def test_a_length_or_amount_of_few_people_is_not_printed_and_of_enough_it_is() -> None:
    few, shown = days_of(4, smallest=5, smallest_reason="")
    assert measure(shown, "longest") != few
    assert shown.message.values["days"] != few
    enough, shown = days_of(5, smallest=5, smallest_reason="")
    assert (measure(shown, "longest"), shown.message.values["days"]) == (enough, enough)


def test_where_the_case_gives_its_reason_a_length_of_few_people_is_printed() -> None:
    few, shown = days_of(1, smallest=5, smallest_reason="each stands in a published report")
    assert (measure(shown, "longest"), shown.message.values["days"]) == (few, few)
