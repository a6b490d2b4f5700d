"""Finding: what was found, on which facts, under which provision and standard, with which limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from saylau.law.asked import Asked
from saylau.law.rule import Cite, Explanation
from saylau.values.message import Message, Said, Value


class Outcome(Enum):
    """What a finding comes to, strongest first for summaries."""

    CONTRARY = "contrary"
    """Contrary to an explicit rule."""
    AT_ODDS = "at odds"
    """At odds with a standard."""
    DISPUTED = "disputed"
    """Readings or sources lead to different outcomes."""
    CONCERN = "concern"
    """Worth a look."""
    UNKNOWN = "unknown"
    """What is missing is listed."""
    NOTED = "noted"
    """A fact worth stating, no assessment."""
    IN_LINE = "in line"

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return list(Outcome).index(self)


@dataclass(frozen=True)
class ReadingOutcome:
    """The outcome under one reading of the provision, or by one source."""

    name: Said
    whose: Said
    outcome: Outcome
    says: Message
    explanation: Explanation | None = None
    decides: bool = True
    """False for a reading that is shown beside the others and never decides."""


@dataclass(frozen=True)
class Measure:
    """A number that the finding rests on, with its bounds and unit."""

    name: str
    """Stable name within the check, e.g. `own_and_nominator`: charts and tests ask for it."""
    value: Value
    unit: Said
    label: Said
    """What it is, in a few words, for tables."""
    facts: tuple[str, ...] = ()
    how: str = ""
    """The arithmetic with its numbers, e.g. `624824570 / 637500000`."""
    tile: tuple[int, int] | None = None
    """Column and row of the place that it is of, on a map of equal tiles, where the case gives them."""


class Level(Enum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Confidence:
    """Evidence times agreement, with the reason that is printed beside it."""

    level: Level
    reason: Message


@dataclass(frozen=True)
class Finding:
    """One finding for one check, one subject and one question."""

    subject: str
    """The thing or `case`; with the check it makes the id."""
    outcome: Outcome
    message: Message
    facts: tuple[str, ...] = ()
    """Claims that it needs: the weakest of them caps the outcome."""
    context: tuple[str, ...] = ()
    """Claims shown beside it that it does not need."""
    provisions: tuple[Cite, ...] = ()
    standards: tuple[str, ...] = ()
    """Ids of the registry; empty means those of the check."""
    readings: tuple[ReadingOutcome, ...] = ()
    measures: tuple[Measure, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    method: Said = ""
    """How it was computed, with the reference of the method."""
    assumptions: tuple[Said, ...] = ()
    limits: tuple[Said, ...] = ()
    questions: tuple[Asked, ...] = ()
    # Filled by the run, never by a check:
    check: str = ""
    area: str = ""
    title: str = ""
    would_be: Outcome | None = None
    """What it would have been without the cap by its weakest input."""
    cap_reason: Message | None = None
    provisional: bool = False
    """Rests on a provision whose text was not read."""
    confidence: Confidence | None = field(default=None)

    @property
    def id(self) -> str:
        """`check:subject`, stable between runs and languages."""
        return f"{self.check}:{self.subject}"
