"""Rules with a citation and dates, their readings, and the explanation that each answer carries.

    @rule("kz", "signatures.total", Cite("Elections", "56(2)", ...), since=date(1995, 9, 28), reading="at-least")
    def enough_signatures(given: SignatureInputs, on: date) -> Explanation: ...

A check never names a country. It asks `rules(case, name, on)` and gets every reading in force on that day, from the
country's law module or from the rules that the case declares; none in force gives an empty tuple.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

from saylau.errors import ContradictingRules, LawError, NotInForce
from saylau.law.asked import Asked
from saylau.law.inputs import Inputs
from saylau.values import Truth
from saylau.values.message import Message, Said, Value


class Basis(StrEnum):
    """On what our knowledge of a provision rests; it caps what a finding may say."""

    TEXT = "text read"
    REPORTED = "known through a source of grade B"
    GENERAL = "general knowledge, not confirmed"


@dataclass(frozen=True, slots=True)
class Cite:
    """A provision: act, article, edition, and how well it is known."""

    act: str
    article: str
    edition: str
    basis: Basis
    provision: str = ""
    """Id of the provision in the case, where it stands with its source."""
    checked_on: date | None = None
    """Day on which someone last confirmed it."""

    def __str__(self) -> str:
        edition = f" (edition of {self.edition})" if self.edition else ""
        return f"{self.act}, article {self.article}{edition}" if self.article else f"{self.act}{edition}"

    @property
    def said(self) -> Message:
        """The provision as a text that can be translated: act, article, edition."""
        act, article, edition = Message(self.act), Message(self.article), Message(self.edition)
        if self.article and self.edition:
            says = "{act}, article {article} (edition of {edition})"
            return Message(says, act=act, article=article, edition=edition)
        if self.article:
            return Message("{act}, article {article}", act=act, article=article)
        return Message("{act} (edition of {edition})", act=act, edition=edition) if self.edition else act


@dataclass(frozen=True)
class Explanation:
    """An answer as a tree: verdict, reason, citation, facts and numbers used, and what would settle an unknown."""

    verdict: Truth
    """Yes: what was recorded keeps to the rule, or, of a rule that only states something, it is so."""
    says: Message
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)
    """Numbers that the rule yields, by name: `required`, `cap`, `deadline`, `days_low` ..."""
    cite: Cite | None = None
    reading: str = ""
    facts: tuple[str, ...] = ()
    assumed: tuple[Said, ...] = ()
    questions: tuple[Asked, ...] = ()
    parts: tuple[Explanation, ...] = ()

    @property
    def all_questions(self) -> tuple[Asked, ...]:
        """Its own questions and those of its parts, each once, in order."""
        found = [*self.questions, *(q for part in self.parts for q in part.all_questions)]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Rule:
    """One reading of one rule, with the days between which it may be asked."""

    country: str
    name: str
    cite: Cite
    since: date | None
    until: date | None
    """First day on which it no longer applied, or for which nobody confirmed that it still did."""
    reading: str
    whose: str
    """Whose reading it is; `assumed` marks one of ours."""
    decides: bool
    """Whether the reading may decide an outcome; one that is kept only as an old or unconfirmed edition may not."""
    untranslatable: str
    """Why the provision cannot be expressed; empty where it can. An untranslatable rule always answers unknown."""
    function: Callable[[Any, date], Explanation]

    def in_force(self, on: date) -> bool:
        """Whether the rule applies on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    @property
    def inputs(self) -> type[Inputs]:
        """The record that it takes, from the annotation of its function."""
        return _inputs_of(self.function)

    def apply(self, given: Inputs, on: date) -> Explanation:
        """Answer for recorded facts on a day.

        Raises `NotInForce` outside the rule's dates, and `LawError` for inputs of another rule.
        """
        if not self.in_force(on):
            raise NotInForce(f"{self.country}.{self.name} ({self.reading}) was not in force on {on}")
        if not isinstance(given, self.inputs):
            raise LawError(f"{self.country}.{self.name} takes {self.inputs.__name__}, not {type(given).__name__}")
        answer = self.function(given, on)
        return replace(
            answer,
            verdict=Truth.UNKNOWN if self.untranslatable else answer.verdict,
            cite=answer.cite or self.cite,
            reading=self.reading,
            facts=answer.facts or given.facts,
        )


_RULES: dict[tuple[str, str], list[Rule]] = {}

RuleFunction = Callable[[Any, date], Explanation]


@cache
def _inputs_of(function: RuleFunction) -> type[Inputs]:
    written = function.func if isinstance(function, partial) else function
    given: type[Inputs] = get_type_hints(written).get("given", Inputs)
    return given


def rule(
    country: str,
    name: str,
    cite: Cite,
    *,
    since: date | None = None,
    until: date | None = None,
    reading: str = "text",
    whose: str = "text of the law",
    decides: bool = True,
    untranslatable: str = "",
) -> Callable[[RuleFunction], RuleFunction]:
    """Register a function as one reading of a rule of a country."""

    def register(function: RuleFunction) -> RuleFunction:
        made = Rule(country, name, cite, since, until, reading, whose, decides, untranslatable, function)
        _RULES.setdefault((country, name), []).append(made)
        return function

    return register


@cache
def _load(country: str) -> None:
    """Import every module of a country's law, where there is one."""
    try:
        package = importlib.import_module(f"saylau.law.{country}")
    except ModuleNotFoundError as error:
        if error.name != f"saylau.law.{country}":
            raise
        return
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"saylau.law.{country}.{module.name}")


def countries() -> tuple[str, ...]:
    """Codes of the countries whose rules come with saylau."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]) if module.ispkg))


def registered(country: str) -> tuple[Rule, ...]:
    """Every rule of a country's module, old editions too, by name and reading."""
    _load(country)
    found = [r for (where, _), group in _RULES.items() if where == country for r in group]
    return tuple(sorted(found, key=lambda r: (r.name, r.reading, r.since or date.min)))


def rules(country: str, name: str, on: date, declared: tuple[Rule, ...] = ()) -> tuple[Rule, ...]:
    """The readings of a rule in force on a day, ordered by name of the reading; empty where none is known.

    `declared` are the rules of a case (see `saylau.law.declared`). Raises `ContradictingRules` where two rules in
    force bear the same reading.
    """
    _load(country)
    candidates = [*_RULES.get((country, name), ()), *(r for r in declared if r.name == name)]
    found = sorted((r for r in candidates if r.in_force(on)), key=lambda r: r.reading)
    for one, other in pairwise(found):
        if one.reading == other.reading:
            raise ContradictingRules(
                f"{country}.{name} on {on}: {one.cite} and {other.cite} both answer as reading {one.reading!r}; "
                "name them as two readings or end one of them"
            )
    return tuple(found)
