"""Due: one thing that is due, how it stands on a day, and who is concerned, by case number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from saylau.values import When
from saylau.values.message import Said


class DueSort(StrEnum):
    """What is due."""

    REMEDY = "remedy at home"
    STEP = "step of a procedure"
    REPLY = "reply to us"
    OURS = "our next step"
    CONSENT = "consent"
    AUTHORITY = "power of attorney"
    FORM = "time limit of a form"


class Urgency(StrEnum):
    """How a deadline stands on the day asked about."""

    OVERDUE = "overdue"
    PERHAPS = "perhaps overdue"
    OPEN = "open"
    NO_DAY = "no day stated"


@dataclass(frozen=True)
class Due:
    """One thing that is due."""

    sort: DueSort
    when: When | None
    """Last day on which it is in time; None where no day is stated."""
    says: Said
    persons: tuple[str, ...]
    """Case numbers of the people concerned."""
    about: str = ""
    """Claim of the case from which it follows; empty for what stands in the vault."""
    rule: str = ""
    """Rule or practice from which the day follows, as the case states it."""

    def urgency(self, on: date) -> Urgency:
        """How it stands on a day. The last day itself is still in time."""
        if self.when is None or (self.when.first is None and self.when.last is None):
            return Urgency.NO_DAY
        if self.when.last is not None and self.when.last < on:
            return Urgency.OVERDUE
        return Urgency.PERHAPS if self.when.first is None or self.when.first < on else Urgency.OPEN

    def days_left(self, on: date) -> tuple[int | None, int | None]:
        """Calendar days from a day to the earliest and to the latest last day; 0 is that day, below 0 is past.

        Equal where the day is exact; None on a side without bound.
        """
        if self.when is None:
            return None, None
        first, last = self.when.first, self.when.last
        return (first - on).days if first else None, (last - on).days if last else None
