"""A passage about one person by case number: how many people of the case fit the places that it tells."""

from __future__ import annotations

from saylau.checks.data_rarity import rarity
from saylau.checks.finding import Finding, Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Act, Person, Region, Statement
from tests.cases import case_of, election, fact
from tests.checks.found import one


def case_with(people: int, prose: str, *more: Fact[Record]) -> Case:
    """Invented people with an act in the north each, and a passage of the analyst."""
    facts: list[Fact[Record]] = [
        election(),
        fact(Region(name="North", sort="region"), "north"),
        fact(Region(name="South", sort="region"), "south"),
    ]
    for n in range(1, people + 1):
        facts.append(fact(Person(name=f"P-{n:04}"), f"p-{n:04}"))
        facts.append(fact(Act(person=f"p-{n:04}", sort="force.use", region="north"), f"act-{n}"))
    return case_of(*facts, *more, prose={("protests", "en"): prose})


def found(case: Case) -> Finding:
    return one(case, rarity)


def test_a_passage_that_few_people_fit_asks_for_less() -> None:
    finding = found(case_with(2, "P-0001 was held in North."))
    assert finding.outcome is Outcome.CONCERN
    assert finding.message.values["few"] == 1
    assert len(finding.questions) == 1


def test_a_passage_that_three_people_fit_is_in_line_where_three_are_enough() -> None:
    assert found(case_with(3, "P-0001 was held in North.")).outcome is Outcome.IN_LINE


def test_nobody_fits_a_place_at_which_the_case_tells_of_nobody() -> None:
    assert found(case_with(9, "P-0001 was held in South.")).message.values["few"] == 1


def test_a_text_without_a_case_number_is_no_such_passage() -> None:
    assert found(case_with(1, "Someone was held in North.")).message.values["all"] == 0


def test_free_texts_of_public_rows_are_read_and_those_of_withheld_ones_are_not() -> None:
    says = Statement(says="P-0001 was held in North.", stance="asserts")
    assert found(case_with(1, "", fact(says, "s-1"))).message.values["all"] == 1
    assert found(case_with(1, "", fact(says, "s-1", display="withheld"))).message.values["all"] == 0
