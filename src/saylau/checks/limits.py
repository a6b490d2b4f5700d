"""The limits of the law on the day of a step: asked once for each day, for the provision that was invoked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from saylau.checks.ask import Answer, ask
from saylau.checks.finding import Measure
from saylau.checks.from_law import deciding, integer, money
from saylau.law.inputs import Inputs, SanctionInputs
from saylau.records.case import Case
from saylau.values import Count, Truth, When, all_of, any_of
from saylau.values.message import Message


@dataclass
class Limits:
    """What the rules of some names say, by day; each day is asked once."""

    case: Case
    names: tuple[str, ...]
    given: Inputs = field(default_factory=SanctionInputs)
    _asked: dict[date, tuple[Answer, ...]] = field(default_factory=dict)

    def on(self, day: date) -> tuple[Answer, ...]:
        """The answers of the readings that may decide, in force on a day."""
        if day not in self._asked:
            answers = (answer for name in self.names for answer in ask(self.case, name, self.given, day))
            self._asked[day] = deciding(answers)
        return self._asked[day]

    def of(self, during: When | None, provision: str | None = None) -> tuple[Answer, ...]:
        """The answers that hold on each day that a time can mean, for one provision where it is given.

        Empty where no day is told, where an edition changed in between, or where no rule is known.
        """
        if during is None or during.first is None or during.last is None:
            return ()
        found = tuple(a for a in self.on(during.first) if provision is None or _provision(a) == provision)
        last = tuple(a for a in self.on(during.last) if provision is None or _provision(a) == provision)
        return found if _same(found) == _same(last) else ()


def _provision(answer: Answer) -> str:
    return answer.explanation.cite.provision if answer.explanation.cite else ""


def _same(answers: Iterable[Answer]) -> list[tuple[str, str, str]]:
    return [(a.rule.name, a.rule.reading, str(sorted(map(str, a.explanation.values.items())))) for a in answers]


def within(value: Count, answers: Sequence[Answer], name: str, times: int = 1) -> Truth:
    """Whether a number keeps to every limit; no where it is beyond each of them, unknown where they part or none is
    known. `times` turns the limit into the unit of the number.
    """
    limits = [limit * times for answer in answers if (limit := integer(answer.explanation, name)) is not None]
    held = [value.at_most(limit) for limit in limits]
    if not held or any_of(held) is not all_of(held):
        return Truth.UNKNOWN
    return held[0]


def limit_measures(answers: Iterable[Answer], name: str, unit: str, label: str) -> Iterator[Measure]:
    """Each limit of each reading once, as a number or an amount; `label` holds a place for the reading."""
    told: set[tuple[str, str, str]] = set()
    for answer in answers:
        limit = integer(answer.explanation, name)
        value = money(answer.explanation, name) if limit is None else limit
        key = (answer.rule.name, answer.rule.reading, str(value))
        if value is not None and key not in told:
            told.add(key)
            yield Measure(f"{name}:{len(told)}", value, unit, Message(label, reading=Message(answer.rule.reading)))
