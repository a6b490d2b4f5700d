"""Consents and powers of attorney that run out or are to be confirmed, by the ledger's own answers day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from saylau.casework.due import Due, DueSort
from saylau.values import When
from saylau.values.message import Message
from saylau.vault.entries import THROUGH_A_BODY, Authority, Consent, Entry, Purpose
from saylau.vault.ledger import MONTHS_UNCONFIRMED, SAYS, State, authority, months_later, named_bodies, stands


@dataclass(frozen=True)
class _Turn:
    """The last day on which something stood as granted, and how it stands after that."""

    day: date
    after: State


def consents_due(number: str, entries: Sequence[Entry], on: date, minor: bool) -> Iterator[Due]:
    """Consents that ran out or will, or are to be confirmed or will be; one line for all that turn on one day alike."""
    pairs = [(purpose, "") for purpose in Purpose if purpose not in THROUGH_A_BODY]
    pairs += [(purpose, body) for purpose in Purpose if purpose in THROUGH_A_BODY for body in named_bodies(entries)]
    days = _turning_days(entries)
    turns: dict[tuple[date, State], list[Message]] = {}
    for purpose, body in pairs:

        def state(day: date, purpose: Purpose = purpose, body: str = body) -> State:
            return stands(entries, purpose, body, day, number=number, minor=minor).state

        if turn := _turn(state, days, on):
            named = Message("{purpose} ({body})", purpose=Message(SAYS[purpose]), body=body) if body else None
            turns.setdefault((turn.day, turn.after), []).append(named or Message(SAYS[purpose]))
    for (day, after), what in turns.items():
        yield Due(DueSort.CONSENT, When.on(day), Message(_SAYS[after], what=tuple(what)), (number,))


def authorities_due(number: str, entries: Sequence[Entry], on: date) -> Iterator[Due]:
    """Powers of attorney that ran out or will, by attorney; bodies that turn on one day stand in one line."""
    attorneys = dict.fromkeys(entry.attorney for entry in entries if isinstance(entry, Authority))
    days = _turning_days(entries)
    for attorney in attorneys:
        turns: dict[date, list[str]] = {}
        for body in named_bodies(entries):

            def state(day: date, attorney: str = attorney, body: str = body) -> State:
                return authority(entries, attorney, body, day, number=number, as_it_was=True).state

            if turn := _turn(state, days, on):
                turns.setdefault(turn.day, []).append(body)
        for day, bodies in turns.items():
            says = "Power of attorney for {attorney} runs out after this day, before: {bodies}."
            told = Message(says, attorney=attorney, bodies=tuple(bodies))
            yield Due(DueSort.AUTHORITY, When.on(day), told, (number,))


def _turning_days(entries: Sequence[Entry]) -> tuple[date, ...]:
    """The days after which consent or a power of attorney may stand otherwise than on them, in order."""
    days = set()
    for entry in entries:
        days.add(entry.on - _DAY)
        if isinstance(entry, Consent):
            days.add(months_later(entry.on, MONTHS_UNCONFIRMED))
        if isinstance(entry, Consent | Authority) and entry.until:
            days.add(entry.until)
    return tuple(sorted(days))


def _turn(state: Callable[[date], State], days: Sequence[date], on: date) -> _Turn | None:
    """The last day on which something stood as granted before it runs out or is to be confirmed; None for neither."""
    now = state(on)
    if now is State.GRANTED:
        changes = (_Turn(day, state(day + _DAY)) for day in days if day >= on)
        turn = next((change for change in changes if change.after is not State.GRANTED), None)
        return turn if turn and turn.after in _RENEWED else None
    if now not in _RENEWED:
        return None
    before = max((day for day in days if day < on and state(day) is not now), default=on)
    return _Turn(before if state(before) is not State.NONE else before + _DAY, now)


_SAYS = {
    State.TO_CONFIRM: "Consent is to be confirmed after this day: {what}.",
    State.EXPIRED: "Consent runs out after this day: {what}.",
}
_RENEWED = frozenset(_SAYS)
"""How something stands that can be renewed by asking again."""
_DAY = timedelta(days=1)
