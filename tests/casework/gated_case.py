"""A small invented case: six private people, a telling word in each row of one; an official and a relative."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import (
    Act,
    Body,
    Conduct,
    Consequence,
    Designation,
    Intervention,
    Organisation,
    Person,
    Statement,
    Step,
    Tie,
)
from saylau.records.source import Source
from saylau.vault.entries import Consent, Contact, Entry, NamePart, NameWritten, Purpose, Situation, Withdrawal
from tests.cases import case_of, election, fact, source
from tests.casework.person import row

PEOPLE = tuple(f"P-000{n}" for n in range(1, 7))
DAY = date(2026, 6, 1)
GIVEN = date(2026, 3, 1)
INSIDE = (Purpose.STORE, Purpose.ANALYSE)


def thing(number: str) -> str:
    return number.lower()


def word(number: str) -> str:
    """A word that stands in the rows of one person and nowhere else."""
    return f"zzq{'abcdefghij'[int(number[-1])] * 5}mark"


def family(number: str) -> str:
    return f"Invented{'BCDFGHKLM'[int(number[-1])].lower()}ov"


def own_rows(number: str) -> list[Fact[Any]]:
    """What the case tells of one person."""
    who, telling = thing(number), word(number)
    about: dict[str, Any] = {"source": f"appeal-{number[-1]}"}
    rows = [
        row(Person, who, name=number, gender="woman", **about),
        row(Statement, f"said-{number[-1]}", stance="asserts", says=f"It was so, {telling}.", by=who, **about),
        row(Statement, f"paper-{number[-1]}", stance="asserts", says=f"The paper says {telling}.", **about),
        row(Conduct, f"conduct-{number[-1]}", persons=(who,), sort="other", **about),
        row(Act, f"act-{number[-1]}", person=who, sort="detention.short", during="2019-05-01", reason=telling,
            means=telling, after=f"conduct-{number[-1]}", state_record=f"paper-{number[-1]}", **about),
        row(Step, f"step-{number[-1]}", person=who, sort="fine", fine="4321 EUR", **about),
        row(Consequence, f"then-{number[-1]}", person=who, sort="injury", act=f"act-{number[-1]}", **about),
    ]  # fmt: skip
    marked = {"quote": f"quoted {telling}", "note": f"noted {telling}", "said_by": f"by {telling}"}
    return [Fact(**{**{n: getattr(f, n) for n in Fact.__slots__}, **marked}) for f in rows]


def facts() -> tuple[Fact[Any], ...]:
    shared = {"quote": "all of them", "note": "all of them"}
    return (
        election(),
        fact(Organisation.model_validate({"name": "Centre", "sort": "association"}), "centre"),
        fact(Body.model_validate({"name": "Police", "sort": "executive"}), "police"),
        row(Person, "minister", name="Invented Minister", public="yes"),
        row(Person, "p-0009", name="P-0009"),
        row(Tie, "tie", one="p-0009", other="minister", sort="kinship"),
        *(f for number in PEOPLE for f in own_rows(number)),
        fact(Conduct.model_validate({"persons": ("p-0001", "p-0002"), "sort": "other"}), "together", **shared),
        fact(Intervention.model_validate({"sort": "appeal or letter", "persons": tuple(map(thing, PEOPLE))}), "letter"),
        fact(
            Designation.model_validate(
                {"declared": "prisoner of conscience", "by": "centre", "persons": ("p-0003", "p-0004")}
            ),
            "declared",
        ),
    )


def sources() -> tuple[Source, ...]:
    own = (Source.model_validate({**source().model_dump(), "id": f"appeal-{n[-1]}", "title": f"Appeal {word(n)}"})
           for n in PEOPLE)  # fmt: skip
    return (source(), *own)


def small_case(**more: Any) -> Case:
    """The case."""
    texts = {(f"act-{n[-1]}", "reason", "ru"): word(n) for n in PEOPLE}
    phrases = {(word(n), "kk"): f"{word(n)} kk" for n in PEOPLE}
    return case_of(*facts(), sources=sources(), **{"texts": texts, "phrases": phrases, **more})


def identity(number: str) -> tuple[Entry, ...]:
    """Who the person is, in the vault."""
    return (
        NameWritten(on=GIVEN, text=family(number), part=NamePart.FAMILY, language="en"),
        NameWritten(on=GIVEN, text="Anna", part=NamePart.GIVEN, language="en"),
        Contact(on=GIVEN, way="telephone", address=f"+7 000 123 45 6{number[-1]}"),
    )


def agreed(*purposes: Purpose, **more: Any) -> Consent:
    return Consent(on=GIVEN, purposes=purposes, **more)


STATES: Mapping[str, tuple[Entry, ...]] = {
    "none": (),
    "stored only": (agreed(Purpose.STORE),),
    "counted": (agreed(*INSIDE),),
    "number": (agreed(*INSIDE, Purpose.PUBLISH_NUMBER),),
    "name": (agreed(*INSIDE, Purpose.PUBLISH_NUMBER, Purpose.PUBLISH_NAME),),
    "name without number": (agreed(*INSIDE, Purpose.PUBLISH_NAME),),
    "publication withdrawn": (
        agreed(*INSIDE, Purpose.PUBLISH_NUMBER, Purpose.PUBLISH_NAME),
        Withdrawal(on=DAY, purposes=(Purpose.PUBLISH_NUMBER, Purpose.PUBLISH_NAME)),
    ),
    "all withdrawn": (agreed(*Purpose, bodies=("centre",)), Withdrawal(on=DAY)),
    "withdrawn since": (agreed(*Purpose, bodies=("centre",)), Withdrawal(on=date(2026, 9, 1))),
    "expired": (agreed(*Purpose, bodies=("centre",), until=date(2026, 5, 31)),),
    "to be confirmed": (agreed(*Purpose, bodies=("centre",)), Situation(on=date(2026, 5, 1))),
    "in custody": (agreed(*Purpose, bodies=("centre",), in_custody=True),),
}
COUNTED = {
    "counted", "number", "name", "name without number", "publication withdrawn", "to be confirmed", "in custody",
}  # fmt: skip
NUMBERED = {"number", "name"}
NAMED = {"name"}


def vault_of(states: Mapping[str, str]) -> dict[str, tuple[Entry, ...]]:
    """The entries of people by the state in which each is."""
    return {number: (*identity(number), *STATES[state]) for number, state in states.items()}
