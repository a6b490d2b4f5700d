"""Who is whom over all lists, from pairs: groups of entries, conflicts of decisions, groups that stop for review.

A group is everything that hangs together by decisions "same" and by scores above a threshold, without the pairs that
people judged "different" or could not decide. What people decided wins over any score. Two decisions "same" and one
"different" in a ring contradict each other: that is told, and resolved by people only.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

Pair = tuple[str, str]
Group = tuple[str, ...]
LARGE = 10
"""Entries past which a group is improbably large."""


class Verdict(StrEnum):
    """What people decided on a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Stop(StrEnum):
    """Why a group stops for review."""

    ONE_LIST_TWICE = "two entries of one list"
    MORE_THAN_LISTS = "more entries than lists"
    LARGE = "improbably large"
    CONFLICT = "decisions that contradict each other"


@dataclass(frozen=True)
class Conflict:
    """Two entries that people judged different, and the chain of pairs that joins them all the same."""

    different: Pair
    chain: Group
    """From one to the other."""
    judged: bool
    """Whether every link of the chain is a decision of people; else some are scores."""


@dataclass(frozen=True)
class Linked:
    """Groups of entries, one a person, with everything that people have to look at."""

    groups: tuple[Group, ...]
    """Entries in order, groups by their first entry; one entry alone is a group too."""
    conflicts: tuple[Conflict, ...]
    stopped: Mapping[Group, tuple[Stop, ...]]
    """Groups for review, with the reasons."""
    parts: Mapping[Group, tuple[Group, ...]]
    """Of a group for review: what people joined in it, or each entry alone where their decisions contradict."""

    @property
    def people(self) -> tuple[int, int]:
        """How many people, at least and at most: a group for review is one person, or as many as it has parts."""
        return len(self.groups), len(self.groups) + sum(len(parts) - 1 for parts in self.parts.values())


def linked(
    lists: Mapping[str, str], scored: Iterable[Pair], judged: Mapping[Pair, Verdict], same: Iterable[Pair] = ()
) -> Linked:
    """Groups of entries. `lists` gives the list of each entry; `scored` are pairs taken as one person by their score.

    `judged` are decisions of people, which win; `same` are pairs known to be one person otherwise, such as by one case
    number. Pairs with an entry that is not in `lists` count for nothing.
    """
    decided = {pair_of(*pair): verdict for pair, verdict in judged.items() if _known(pair, lists)}
    known = {pair_of(*pair) for pair in same if _known(pair, lists)}
    firm = {pair for pair, verdict in decided.items() if verdict is Verdict.SAME} | known - decided.keys()
    by_score = {pair_of(*pair) for pair in scored if _known(pair, lists)} - decided.keys()
    groups = _components(lists, firm | by_score)
    joined = {entry: group for group in _components(lists, firm) for entry in group}
    different = sorted(pair for pair, verdict in decided.items() if verdict is Verdict.DIFFERENT)
    conflicts = tuple(_conflicts(different, firm, firm | by_score))
    contradicted = {entry for conflict in conflicts for entry in conflict.different}
    stopped = {group: stops for group in groups if (stops := tuple(_stops(group, lists, contradicted, joined)))}
    parts = {
        group: tuple((entry,) for entry in group)
        if Stop.CONFLICT in stops
        else tuple(sorted({joined[entry] for entry in group}))
        for group, stops in stopped.items()
    }
    return Linked(groups, conflicts, stopped, parts)


def pair_of(one: str, other: str) -> Pair:
    """Two entries in order."""
    return (one, other) if one < other else (other, one)


def _known(pair: Pair, lists: Collection[str]) -> bool:
    return pair[0] in lists and pair[1] in lists


def _components(entries: Iterable[str], pairs: Iterable[Pair]) -> tuple[Group, ...]:
    """What hangs together by pairs; entries in none stand alone."""
    leads: dict[str, str] = {entry: entry for entry in entries}

    def lead(entry: str) -> str:
        while leads[entry] != entry:
            leads[entry] = leads[leads[entry]]
            entry = leads[entry]
        return entry

    for one, other in pairs:
        first, second = sorted((lead(one), lead(other)))
        leads[second] = first
    found: dict[str, list[str]] = {}
    for entry in sorted(leads):
        found.setdefault(lead(entry), []).append(entry)
    return tuple(sorted(tuple(group) for group in found.values()))


def _conflicts(different: Iterable[Pair], firm: Collection[Pair], every: Collection[Pair]) -> Iterator[Conflict]:
    """Pairs judged different that hang together all the same, by decisions alone where they do."""
    by_people, by_all = _neighbours(firm), _neighbours(every)
    for pair in different:
        if chain := _chain(pair, by_people):
            yield Conflict(pair, chain, judged=True)
        elif chain := _chain(pair, by_all):
            yield Conflict(pair, chain, judged=False)


def _neighbours(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, other in sorted(pairs):
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found


def _chain(pair: Pair, neighbours: Mapping[str, list[str]]) -> Group:
    """The shortest chain from one entry to the other, first in order among equals; empty where there is none."""
    begin, end = pair
    came_from = {begin: ""}
    waiting = deque([begin])
    while waiting:
        here = waiting.popleft()
        if here == end:
            chain = [end]
            while chain[-1] != begin:
                chain.append(came_from[chain[-1]])
            return tuple(reversed(chain))
        for there in sorted(neighbours.get(here, ())):
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    return ()


def _stops(
    group: Group, lists: Mapping[str, str], contradicted: Collection[str], joined: Mapping[str, Group]
) -> Iterator[Stop]:
    """Why a group stops for review. One that people alone joined, without a contradiction, was looked at already."""
    if any(entry in contradicted for entry in group) and len(group) > 1:
        yield Stop.CONFLICT
    elif joined[group[0]] == group:
        return
    counted = Counter(lists[entry] for entry in group)
    if max(counted.values()) > 1:
        yield Stop.ONE_LIST_TWICE
    if len(group) > len(set(lists.values())):
        yield Stop.MORE_THAN_LISTS
    if len(group) > LARGE:
        yield Stop.LARGE


def overlaps(found: Linked, lists: Mapping[str, str]) -> dict[tuple[str, ...], tuple[int, int]]:
    """How many people stood on exactly these lists, at least and at most, for every combination that may have any.

    A group for review may hold no person of a combination, or as many as its parts can make.
    """
    counted: dict[tuple[str, ...], tuple[int, int]] = {}

    def add(on: tuple[str, ...], low: int, high: int) -> None:
        before = counted.get(on, (0, 0))
        counted[on] = before[0] + low, before[1] + high

    for group in found.groups:
        if group not in found.parts:
            add(_lists_of(group, lists), 1, 1)
            continue
        parts = [frozenset(lists[entry] for entry in part) for part in found.parts[group]]
        every = sorted(frozenset().union(*parts))
        for size in range(1, len(every) + 1):
            for on in combinations(every, size):
                within = [part for part in parts if part <= set(on)]
                high = min(sum(name in part for part in within) for name in on)
                low = 1 if len(parts) == 1 and high else 0
                if high:
                    add(on, low, high)
    return dict(sorted(counted.items()))


def _lists_of(group: Group, lists: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({lists[entry] for entry in group}))
