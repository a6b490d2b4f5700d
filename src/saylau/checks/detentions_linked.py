"""Lists of people that were linked: what each linkage gives as a table of how many stand on exactly which lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

from saylau.checks.told import fit, one_each
from saylau.methods.capture.histories import Histories
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds.lists import Linkage, Overlap, PeopleList
from saylau.values import Count

List = Fact[PeopleList]


@dataclass(frozen=True)
class Linked:
    """One linkage with its table."""

    claim: Fact[Linkage]
    histories: Histories | None
    """None where the overlaps are not stated exactly, or do not add up to the people that came out."""
    overlaps: tuple[Fact[Overlap], ...]

    @property
    def people(self) -> Count:
        """The documented count under this linkage."""
        return self.claim.record.people


@dataclass(frozen=True)
class Group:
    """Lists that were linked with each other, in one way or in several."""

    lists: tuple[List, ...]
    linked: tuple[Linked, ...]

    @property
    def subject(self) -> str:
        """The first linkage names what is asked about."""
        return self.linked[0].claim.id

    @property
    def facts(self) -> tuple[str, ...]:
        """Lists and linkages, with overlaps that stand in another source; overlaps count private people."""
        sources = {one.claim.source for one in self.linked}
        apart = [row for one in self.linked for row in one.overlaps if row.source not in sources]
        return (*names(self.lists), *(one.claim.fact for one in self.linked), *names(apart))

    @property
    def documented(self) -> Count:
        """People on at least one list, by all linkages: its lowest and its highest number."""
        highs = [one.people.high for one in self.linked]
        known = [high for high in highs if high is not None]
        return Count.between(
            min(one.people.low for one in self.linked), max(known) if len(known) == len(highs) else None
        )


def lists_of(case: Case) -> tuple[List, ...]:
    """The lists of people that the case tells of, each once."""
    return one_each(fit(case, case.all(PeopleList)))


def groups(case: Case) -> tuple[Group, ...]:
    """Linkages of the same lists together, in row order."""
    found: dict[frozenset[str], list[Fact[Linkage]]] = {}
    for claim in one_each(fit(case, case.all(Linkage))):
        found.setdefault(frozenset(claim.record.lists), []).append(claim)
    return tuple(
        Group(tuple(case.get(ref) for ref in claims[0].record.lists), tuple(_linked(case, c) for c in claims))
        for claims in found.values()
    )


def _linked(case: Case, claim: Fact[Linkage]) -> Linked:
    rows = fit(case, [row for row in case.all(Overlap) if row.record.linkage == claim.id])
    counts = _counts(claim.record, rows)
    if counts is None:
        return Linked(claim, None, rows)
    table = Histories(len(claim.record.lists), counts)
    adds_up = claim.record.people.exact == table.people and _fits_the_lists(case, claim.record, table)
    return Linked(claim, table if adds_up else None, rows)


def _counts(linkage: Linkage, rows: Iterable[Fact[Overlap]]) -> dict[str, int] | None:
    """People by history; None where a number is a bound, is told in two ways, or is of a list that was not linked."""
    found: dict[str, int] = {}
    for row in rows:
        history = "".join("1" if ref in row.record.lists else "0" for ref in linkage.lists)
        number = row.record.number.exact
        if number is None or "1" not in history or not set(row.record.lists) <= set(linkage.lists):
            return None
        if found.setdefault(history, number) != number:
            return None
    return found


def _fits_the_lists(case: Case, linkage: Linkage, table: Histories) -> bool:
    """Whether no list holds more people than entries."""
    entries = (case.get(ref).record.entries.high for ref in linkage.lists)
    return all(high is None or table.on(place) <= high for place, high in enumerate(entries))


# Copying


def copied(case: Case, lists: Iterable[List]) -> tuple[tuple[List, List], ...]:
    """Two lists of which one was made from the other, or both from a third: by themselves, or by their sources."""
    return tuple(
        (one, other)
        for one, other in combinations(lists, 2)
        if _lists_meet(case, one, other) or _sources_meet(case, one, other)
    )


def _lists_meet(case: Case, one: List, other: List) -> bool:
    origins = [{told.id} | _back(told.id, lambda ref: _derived(case, ref)) for told in (one, other)]
    return bool(origins[0] & origins[1])


def _sources_meet(case: Case, one: List, other: List) -> bool:
    """Whether one source repeats the other, or both a third; lists told of in one source are not copied by that."""
    if one.source == other.source:
        return False
    origins = [{told.source} | _back(told.source, lambda ref: case.sources[ref].based_on) for told in (one, other)]
    return bool(origins[0] & origins[1])


def _derived(case: Case, ref: str) -> tuple[str, ...]:
    return tuple(
        origin for f in case.claims(ref) if isinstance(f.record, PeopleList) for origin in f.record.derived_from
    )


def _back(start: str, before: Callable[[str], Iterable[str]]) -> set[str]:
    """Everything that comes before, step by step; a circle ends where it began."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        new = [origin for origin in before(ahead.pop()) if origin not in found]
        found.update(new)
        ahead.extend(new)
    return found
