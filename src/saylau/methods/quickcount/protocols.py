"""Protocols of stations as they are typed in: twice, by different people; differences and sums that do not add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Numbers = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One typing of one station's protocol."""

    station: str
    by: str
    """Who typed it."""
    numbers: Numbers


class State(StrEnum):
    """Where the entries of a station stand."""

    ACCEPTED = "accepted"
    WAITING = "waits for a second entry by somebody else"
    DIFFERENT = "the entries differ"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The entries of one station."""

    state: State
    numbers: Numbers
    """The accepted numbers; empty where there are none."""
    different: tuple[str, ...] = ()
    """Numbers on which entries differ, also where a third entry decided between them."""


def resolve(entries: Sequence[Entry], needed: int = 2) -> Resolved:
    """The numbers on which enough people agree. The order of entries changes nothing.

    With `needed` of two, the numbers that at least two people typed alike are accepted, if these are the only such
    numbers: a third entry decides between two. With one, a single entry is accepted, and several must all agree.
    """
    if not entries:
        return Resolved(State.WAITING, {})
    typed: dict[tuple[tuple[str, int], ...], set[str]] = {}
    for entry in entries:
        typed.setdefault(tuple(sorted(entry.numbers.items())), set()).add(entry.by)
    different = _different(list(typed))
    agreed = [numbers for numbers, people in typed.items() if len(people) >= needed]
    if len(agreed) == 1 and (needed > 1 or len(typed) == 1):
        return Resolved(State.ACCEPTED, dict(agreed[0]), different)
    return Resolved(State.DIFFERENT if len(typed) > 1 else State.WAITING, {}, different)


def _different(typed: Sequence[tuple[tuple[str, int], ...]]) -> tuple[str, ...]:
    names = sorted({name for numbers in typed for name, _ in numbers})
    return tuple(name for name in names if len({dict(numbers).get(name) for numbers in typed}) > 1)


class Sum(StrEnum):
    """A sum or an order of numbers that a protocol does not keep."""

    VALID = "votes of all contestants against valid votes"
    CAST = "valid and invalid votes against ballots in the box"
    ISSUED = "ballots in the box above ballots issued"
    REGISTERED = "ballots in the box above registered voters"


@dataclass(frozen=True, slots=True)
class Question:
    """Something in a protocol that does not add up. It is asked, not corrected."""

    sum: Sum
    one: int
    other: int


def questions(numbers: Numbers, contestants: Iterable[str], registered: int) -> tuple[Question, ...]:
    """What does not add up in a protocol; a number that it lacks is not asked about.

    Names beside the contestants: `valid`, `invalid`, `cast` (ballots in the box), `issued`, `registered`. The voters on
    the list are those of the protocol, else those of the frame; 0 means that they are not known.
    """
    votes = sum(numbers[name] for name in contestants)
    valid, invalid, cast = (numbers.get(name) for name in ("valid", "invalid", "cast"))
    issued, listed = numbers.get("issued"), numbers.get("registered", registered)
    found = []
    if valid is not None and votes != valid:
        found.append(Question(Sum.VALID, votes, valid))
    if valid is not None and invalid is not None and cast is not None and valid + invalid != cast:
        found.append(Question(Sum.CAST, valid + invalid, cast))
    if cast is not None and issued is not None and cast > issued:
        found.append(Question(Sum.ISSUED, cast, issued))
    if cast is not None and listed and cast > listed:
        found.append(Question(Sum.REGISTERED, cast, listed))
    return tuple(found)
