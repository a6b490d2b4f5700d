"""What the tests of this folder share: one row of the page on systems, what is looked at, and how the case is altered.

A row says: under this number of the page, this is looked at; it is so before, and so after one input is altered. The
figures before and after are those of the sources or of hand arithmetic, never copied from what a check found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, TypeVar

from saylau.checks.catalogue import CHECKS
from saylau.checks.finding import Finding
from saylau.records.case import Case
from saylau.values import Count, Money, Truth, When
from saylau.values.message import Message, Name, OutOf, Percent
from tests.checks.found import found

Look = Callable[[Case], object]
Alter = Callable[[Case], Case]
Test = TypeVar("Test", bound=Callable[..., None])
BY_ID = {check.id: check for check in CHECKS}


@dataclass(frozen=True)
class Row:
    """One row of a table of tests: numbers on the page, what is looked at, before and after an input is altered."""

    numbers: tuple[int, ...]
    says: str
    look: Look
    before: object
    alter: Alter
    after: object

    def __post_init__(self) -> None:
        if self.before == self.after:
            raise ValueError(f"row {self}: what does not change shows nothing of its input")

    def __str__(self) -> str:
        return f"{'-'.join(map(str, self.numbers))}: {self.says}"

    @property
    def expected(self) -> tuple[object, object]:
        """What is to be seen before and after; the two differ."""
        return self.before, self.after


def seen(row: Row, case: Case) -> tuple[object, object]:
    """What the row looks at, in the case as it is and with the input altered."""
    return row.look(case), row.look(row.alter(case))


def covers(*numbers: int) -> Callable[[Test], Test]:
    """Marks a test that stands alone with the numbers that it covers."""

    def mark(test: Test) -> Test:
        test.numbers = numbers  # type: ignore[attr-defined]
        return test

    return mark


# What is looked at


def simple(value: object) -> object:
    """A value as a person would write it down: 7, (7, 9), "2019-05", "yes"."""
    match value:
        case Count():
            return int(value.text) if value.text.isdigit() else value.text
        case OutOf():
            return (value.part, value.whole)
        case Percent():
            return value.share
        case Money() | When():
            return value.text
        case Truth():
            return value.value
        case Name():
            return value.thing
        case Message():
            return value.template
        case Fraction():
            return int(value) if value.denominator == 1 else value
    return value


def finding(case: Case, check: str, subject: str = "case") -> Finding:
    """What one check finds on one subject, capped by its weakest input."""
    return found(case, BY_ID[check])[subject]


def measures(check: str, subject: str = "case") -> Callable[[Case], Mapping[str, object]]:
    """All measures of a finding, by name."""
    return lambda case: {m.name: simple(m.value) for m in finding(case, check, subject).measures}


def value(check: str, name: str, subject: str = "case") -> Look:
    """One measure of a finding; None where the finding has none of that name."""
    return lambda case: measures(check, subject)(case).get(name)


def values(check: str, *names: str, subject: str = "case") -> Look:
    """Several measures of a finding."""
    return lambda case: tuple(measures(check, subject)(case).get(name) for name in names)


def outcome(check: str, subject: str = "case") -> Look:
    """What a finding comes to, capped by its weakest input."""
    return lambda case: finding(case, check, subject).outcome.value


def would_be(check: str, subject: str = "case") -> Look:
    """What a finding comes to, or would without the cap."""

    def look(case: Case) -> object:
        said = finding(case, check, subject)
        return (said.would_be or said.outcome).value

    return look


def both(*looks: Look) -> Look:
    """Several looks at once."""
    return lambda case: tuple(look(case) for look in looks)


def subjects(check: str) -> Look:
    """On how many subjects a check found something."""
    return lambda case: len(found(case, BY_ID[check]))


# How a case is altered


def tell(claims: str | tuple[str, ...], **fields: Any) -> Alter:
    """One claim, or several tellings of a thing, told otherwise: fields in their text form."""
    names = (claims,) if isinstance(claims, str) else claims

    def alter(case: Case) -> Case:
        facts = []
        for fact in case.facts:
            if fact.fact in names:
                told = type(fact.record).model_validate({**dict(fact.record), **fields})
                fact = replace(fact, record=told)
            facts.append(fact)
        assert set(names) <= {f.fact for f in facts}, names
        return replace(case, facts=tuple(facts))

    return alter


def withdraw(*claims: str) -> Alter:
    """The case without some claims."""

    def alter(case: Case) -> Case:
        assert set(claims) <= {f.fact for f in case.facts}, claims
        return replace(case, facts=tuple(f for f in case.facts if f.fact not in claims))

    return alter


def then(*alters: Alter) -> Alter:
    """One change after another."""

    def alter(case: Case) -> Case:
        for change in alters:
            case = change(case)
        return case

    return alter
