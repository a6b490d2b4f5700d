"""Which pairs of entries are looked at, and into which of three bands each falls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import combinations

from saylau.methods.linkage import (
    HAND,
    Bearers,
    Candidate,
    Caution,
    Item,
    Weights,
    sorted_items,
    weighed,
)
from saylau.methods.name_keys import is_initial

STRICT, MIDDLE, LOOSE = 24.0, 18.0, 13.0
"""Bits from which a linkage of that name takes two entries as one person."""
ASKED_FROM = 8.0
"""Bits from which people look at a pair."""


class Band(StrEnum):
    """What a score says of a pair."""

    SAME = "one person, by score"
    ASK = "for people to judge"
    APART = "left apart"


def blocks(item: Item) -> Iterator[tuple[str, ...]]:
    """The four keys under which an entry meets others: only entries that share one are compared.

    Family name; given name and place; any name and day of the act; year of birth and place.
    """
    names = {name for name in (item.family, item.given) if name and not is_initial(name)}
    families = names if not item.ordered else names & {item.family}
    givens = names if not item.ordered else names & {item.given}
    yield from (("family", name) for name in families)
    if item.place:
        yield from (("given", name, item.place) for name in givens)
        if (year := year_of(item)) is not None:
            yield ("year", str(year), item.place)
    if item.day and item.day[0] == item.day[1]:
        yield from (("day", name, str(item.day[0])) for name in names)


def year_of(item: Item) -> int | None:
    """The year of birth, where the bounds leave one."""
    if item.born is None:
        return None
    first, last = (date.fromordinal(day).year for day in item.born)
    return first if first == last else None


def pairs(items: Iterable[Item]) -> list[tuple[Item, Item]]:
    """Every two entries that share a key, each pair once, in the order of their keys.

    Two entries of one list are compared where their family names are the same and their given names begin alike.
    """
    found: dict[tuple[str, ...], list[Item]] = {}
    for item in sorted_items(items):
        for block in blocks(item):
            found.setdefault(block, []).append(item)
    met = {
        (one.key, other.key): (one, other)
        for (sort, *_), group in found.items()
        for one, other in combinations(group, 2)
        if one.of != other.of or (sort == "family" and one.given[:1] == other.given[:1])
    }
    return [met[key] for key in sorted(met)]


def candidates(items: Iterable[Item], weights: Weights = HAND) -> tuple[Candidate, ...]:
    """Pairs that are worth a look, best first: those that may be linked by a score, and those for people to judge."""
    known = sorted_items(items)
    bearers = Bearers(known)
    found = [
        pair
        for one, other in pairs(known)
        if (pair := weighed(one, other, bearers, weights, least=ASKED_FROM)) and band(pair) is not Band.APART
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.pair)))


def band(pair: Candidate, threshold: float | None = MIDDLE) -> Band:
    """Into which band a pair falls. A score alone never decides where it cannot tell (`Caution`).

    Two entries with one name against which nothing speaks are for people to judge, however many bear that name. Two
    entries of one list are asked about from `MIDDLE` bits, whatever the threshold: a list seldom has someone twice.
    """
    if Caution.SAME_LIST in pair.cautions:
        return Band.ASK if pair.score >= MIDDLE and not pair.opposed else Band.APART
    if threshold is not None and pair.score >= threshold and not pair.cautions:
        return Band.SAME
    if pair.score >= ASKED_FROM or (pair.names_agree and not pair.opposed):
        return Band.ASK
    return Band.APART
