"""In a case that keeps who its people are in a vault, no private person's name stands in the open."""

from __future__ import annotations

import re

from saylau.records.claims import Claims
from saylau.records.kinds.actors import Person
from saylau.records.problems import WITHHELD, Problems
from saylau.values import Truth

CASE_NUMBER = re.compile("[A-Z]{1,3}-?[0-9]{1,6}")


def check_private_names(claims: Claims, problems: Problems) -> None:
    """Note each name and other spelling of somebody who is not marked as a public figure; none of them is repeated."""
    for fact, place in zip(claims.facts, claims.places, strict=True):
        person = fact.record
        if not isinstance(person, Person) or person.public is Truth.YES:
            continue
        for column, names in (("name", (person.name,)), ("aliases", person.aliases)):
            if any(not CASE_NUMBER.fullmatch(name) for name in names):
                problems.add(
                    place.file, place.line, column, WITHHELD,
                    "is no case number, and this case keeps the names of private people in its vault",
                    "write the case number here and the name into the vault (saylau vault add), or public = yes for "
                    "who acted in office or as a candidate",
                )  # fmt: skip
