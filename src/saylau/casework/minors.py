"""Which people of a vault are, or then were, children."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from saylau.casework.found import Given
from saylau.records.case import Case
from saylau.vault.entries import Entry


def minors_of(case: Case, people: Mapping[str, Sequence[Entry]], day: date) -> frozenset[str]:
    """Case numbers of those of whom the case says so, or who by the birth in the vault are children on the day."""
    return frozenset(number for number, entries in people.items() if Given(case, number, entries, day).minor)
