"""Case numbers of people, by the ids that they have in a case."""

from __future__ import annotations

import re

from saylau.records.case import Case
from saylau.records.kinds import Person
from saylau.vault.entries import NUMBER

_NUMBER = re.compile(NUMBER)


def number_of(case: Case, person: str) -> str:
    """Case number of a person: their name in the case where it is a number, else their id in capitals; never a name."""
    told = next((fact.record for fact in case.claims(person)), None)
    return told.name if isinstance(told, Person) and _NUMBER.match(told.name) else person.upper()
