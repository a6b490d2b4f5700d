"""What the checks of a procedure print over one private person: bounds alone, whatever is told and whatever is not."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.assessment.small_counts import coarse_finding, counting_claims
from saylau.checks import (
    complaints_interventions,
    prosecutions_chain,
    prosecutions_custody,
    prosecutions_election,
    prosecutions_guarantees,
    prosecutions_remedies,
    prosecutions_twice,
)
from saylau.checks.run import run_check
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Act, Conduct, Intervention, Matter, Person, Remedy, StatedDuration, Step
from saylau.values import Count
from saylau.values.message import From, OutOf, Value
from tests.cases import case_of, election
from tests.checks.found import made
from tests.checks.ruled import ruled

CHECKS = (
    *prosecutions_chain.CHECKS, *prosecutions_custody.CHECKS, *prosecutions_guarantees.CHECKS,
    *prosecutions_twice.CHECKS, *prosecutions_election.CHECKS, *prosecutions_remedies.CHECKS,
    *complaints_interventions.CHECKS,
)  # fmt: skip
DAY = {"during": "2019-05-20"}


def private(kind: type[Record], thing: str, **more: Any) -> Fact[Record]:
    return made(kind, thing, display=Display.WITHHELD, **more)


def rows(matter: str | None) -> tuple[Fact[Record], ...]:
    """One of everything against one person, with or without the matter to which it belongs."""
    sorts = ("detention", "custody", "search", "hearing", "measure of restraint", "charge")
    steps = [private(Step, f"s{n}", person="p1", sort=sort, matter=matter, counsel="no", warrant="no", **DAY)
             for n, sort in enumerate(sorts)]  # fmt: skip
    return (
        made(Person, "p1", name="P-0001", display=Display.NUMBER),
        *([private(Matter, matter, person="p1", sort="administrative", conduct=("c1",))] if matter else []),
        private(Conduct, "c1", persons=("p1",), sort="taking part in an assembly", during="2019-05-19"),
        *steps,
        private(StatedDuration, "d1", what="custody", during="2019-05", hours="5"),
        private(Step, "timed", person="p1", sort="cell", clock="d1", matter=matter),
        private(Step, "arrest", person="p1", sort="administrative arrest", days="5", matter=matter, **DAY),
        private(Step, "fine", person="p1", sort="fine", fine="100 EUR", matter=matter, **DAY),
        private(Act, "a1", person="p1", sort="force.use", state="denies", step="s0", **DAY),
        private(Intervention, "i1", sort="appeal or letter", persons=("p1",), during="2019-05-21", answered="no"),
    )


def told(*more: Fact[Record], matter: str | None = "m1") -> Case:
    return ruled(*rows(matter), *more, rules=({"name": "detentions.custody", "form": "cap", "number": "3"},))


CASES = {
    "with a matter": told(private(Remedy, "r1", person="p1", matter="m1", sort="appeal", outcome="pending")),
    "without a matter": told(matter=None),
    "without remedies": told(),
    "alone": case_of(election(), *rows("m1")),
}


def numbers(value: Value) -> list[int]:
    """The exact numbers in a value, parts of a whole too."""
    match value:
        case From():
            return numbers(value.value)
        case tuple():
            return [number for item in value for number in numbers(item)]
        case int():
            return [value]
        case Count() if value.exact is not None:
            return [value.exact]
        case OutOf():
            return [value.part]
    return []


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_one_private_person_is_never_a_number(check: Any, name: str) -> None:
    case = CASES[name]
    claims = counting_claims(case)
    for finding in run_check(case, check):
        shown = coarse_finding(finding, claims, case.info.smallest)
        of_people = [
            m for m in shown.measures if m.unit not in ("hours", "days", "months", "minutes", "base units", "")
        ]
        small = {m.name: n for m in of_people for n in numbers(m.value) if 0 < n < 3}
        assert small == {}
        assert not [n for value in shown.message.values.values() for n in numbers(value) if 0 < n < 3]
        assert "p1" not in {finding.subject, *shown.message.values}
