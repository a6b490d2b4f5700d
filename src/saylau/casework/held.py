"""Until when a person is told to be held: by the days of each measure, where no release is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from saylau.casework.found import Given
from saylau.casework.from_facts import HELD, KEPT, acts, steps
from saylau.records.kinds import Act, Step
from saylau.records.kinds.prosecutions import ActSort, StepSort
from saylau.vault.ledger import months_later

HOURS = 24
LASTING = frozenset({StepSort.MEASURE, ActSort.DETENTION_PRETRIAL, ActSort.HOUSE_ARREST})
"""What goes on until it is ended."""


@dataclass(frozen=True)
class LastHeld:
    """What the record tells of the end of a person's custody."""

    ended: date | None
    """The day by which all that is told had ended; None where it may go on, or nothing is told."""
    told: date | None
    """The last day on which the person is told to be held."""
    facts: tuple[str, ...] = ()


def last_held(given: Given) -> LastHeld:
    """Until when the person is told to be held, as known on the day of the paper.

    A measure ends with its last day, or when its length is over. What tells of a day and of no end may go on, unless a
    measure of a later day, or of the same, has an end; one that is made to last goes on until its own end is told.
    """
    told: list[tuple[Act | Step, tuple[str, ...]]] = [(a.record, a.facts) for a in acts(given, *HELD).tellings]
    told += [(s.record, s.facts) for s in steps(given, *KEPT, StepSort.SERVED).tellings]
    facts = tuple(dict.fromkeys(f for _, of in told for f in of))
    days = [record.during.last for record, _ in told if record.during and record.during.last]
    if not days:
        return LastHeld(None, None, facts)
    ends = [_end(record) for record, _ in told]
    lasting = any(end is None and record.sort in LASTING for end, (record, _) in zip(ends, told, strict=True))
    ended = max((end for end in ends if end is not None), default=None)
    if len(days) < len(told) or lasting or ended is None or ended < max(days) or ended >= given.day:
        return LastHeld(None, min(max(days), given.day), facts)
    return LastHeld(ended, ended, facts)


def _end(record: Act | Step) -> date | None:
    """The last day that a step can have had; None where it has no end that is told, and of an act, which tells none."""
    during = record.during
    if isinstance(record, Act) or during is None or during.last is None:
        return None
    if during.is_interval:
        return during.last
    if record.months is not None:
        return None if record.months.high is None else months_later(during.last, record.months.high)
    length = record.days
    if length is None and record.hours is not None:
        return None if record.hours.high is None else during.last + timedelta(days=1 + record.hours.high // HOURS)
    return None if length is None or length.high is None else during.last + timedelta(days=length.high)
