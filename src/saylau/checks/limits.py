"""The limits of the law on the day of a step: asked once for each day, for the provision that was invoked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from saylau.checks.ask import Answer, ask
from saylau.checks.finding import Measure
from saylau.checks.from_law import deciding, integer, money
from saylau.checks.told import one_answer
from saylau.law.inputs import Inputs, SanctionInputs
from saylau.law.rule import Cite
from saylau.records.case import Case
from saylau.records.kinds import Provision
from saylau.records.kinds.law import TextRead
from saylau.values import Count, Truth, When
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
        found, last = (self._invoked(self.on(day), provision) for day in (during.first, during.last))
        return found if _same(found) == _same(last) else ()

    def _invoked(self, answers: tuple[Answer, ...], provision: str | None) -> tuple[Answer, ...]:
        """The answers for one provision: those that cite it by its id, else those that cite its article.

        A case may keep a provision under an id of its own, or the paragraph of an article which a rule cites whole.
        """
        if provision is None:
            return answers
        exact = tuple(a for a in answers if a.explanation.cite and a.explanation.cite.provision == provision)
        own = next((f.record for f in self.case.all(Provision) if f.id == provision), None)
        if exact or own is None or own.read is TextRead.OTHER_EDITION:
            return exact
        return tuple(a for a in answers if a.explanation.cite and self._is_of(own, a.explanation.cite))

    def _is_of(self, own: Provision, cite: Cite) -> bool:
        """Whether a provision is the article that a rule cites, or a paragraph of it."""
        if own.act.strip().casefold() != cite.act.casefold() or not cite.article:
            return False
        if own.article.strip() == cite.article:
            return not self.case.claims(cite.provision)  # the case holds what the rule cites: this is something else
        return re.match(rf"{re.escape(cite.article)}\s*[(,:]", own.article.strip()) is not None


def _same(answers: Iterable[Answer]) -> list[tuple[str, str, str]]:
    return [(a.rule.name, a.rule.reading, str(sorted(map(str, a.explanation.values.items())))) for a in answers]


def within(value: Count, answers: Sequence[Answer], name: str, times: int = 1) -> Truth:
    """Whether a number keeps to every limit; no where it is beyond each of them, unknown where they part or none is
    known. `times` turns the limit into the unit of the number.
    """
    limits = [limit * times for answer in answers if (limit := integer(answer.explanation, name)) is not None]
    return one_answer(value.at_most(limit) for limit in limits)


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
