"""Merging two folders of one case: what is equal once, what only one has, and every difference listed for decision.

Nothing is lost in silence. Two tellings of one claim that differ both stay, the second under a name of its own, until
people decide; of anything that can stand only once (a source, a text, prose, a rule, a line of `case.toml`) the first
folder's stands, and the list of conflicts holds the other. Until it is decided the more careful of two displays and the
weaker of two grades holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from saylau.errors import WrongUse
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.columns import CLAIM_COLUMNS, cells
from saylau.records.declared import DeclaredRule
from saylau.records.fact import Display, Fact
from saylau.records.kinds import KINDS
from saylau.records.source import Source

SECOND = ".other"
"""Ending of the name under which the second folder's telling of a claim stays."""
_CAREFUL = tuple(Display)
"""From the most open display to the most careful one."""
_IN_PROSE = re.compile(r"\{fact:([^}\s]+)\}")


K = TypeVar("K", bound=tuple[str, ...])


class Choice(StrEnum):
    """What people decide on a difference."""

    OPEN = ""
    A = "a"
    B = "b"
    BOTH = "both"
    """Two claims: both stay. Only for claims."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one thing that the two folders give differently, as the texts of a cell."""

    kind: str
    """Kind of the claim; else source, text, prose, rule or case."""
    name: str
    """Name of the claim or source; the key of anything else, its parts joined by a dot."""
    field: str
    a: str
    b: str
    decision: Choice = Choice.OPEN
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What is decided on."""
        return self.kind, self.name, self.field


@dataclass(frozen=True)
class Merged:
    """The case of two folders, and everything in which they differ, decided or open."""

    case: Case
    differences: tuple[Difference, ...]
    only_a: int
    only_b: int
    equal: int
    """Claims that only one folder has, and those that both have alike."""

    @property
    def told_differently(self) -> int:
        """Claims that both have and tell differently in one field or more."""
        return len({d.name for d in self.differences if d.kind in KINDS})

    @property
    def open(self) -> tuple[Difference, ...]:
        """What is still to be decided."""
        return tuple(d for d in self.differences if d.decision is Choice.OPEN)


@dataclass
class _Decisions:
    """The decisions of an earlier list. One made on other values than those of today no longer counts."""

    made: Mapping[tuple[str, str, str], Difference]
    found: list[Difference] = field(default_factory=list)

    def on(self, kind: str, name: str, column: str, a: str, b: str) -> Choice:
        """The decision on a difference, which is put on the list."""
        before = self.made.get((kind, name, column))
        if before is None or before.decision is Choice.OPEN:
            self.found.append(Difference(kind, name, column, a, b, note=before.note if before else ""))
            return Choice.OPEN
        if (before.a, before.b) != (a, b):
            note = f"was decided as {before.decision} on other values; decide again"
            self.found.append(Difference(kind, name, column, a, b, note=note))
            return Choice.OPEN
        self.found.append(before)
        return before.decision


def merge(a: Case, b: Case, decided: Iterable[Difference] = ()) -> Merged:
    """One case of two folders that record the same election.

    Raises `WrongUse` where the two are not about one election, or give one id to things of different kinds.
    """
    _same_election(a, b)
    decisions = _Decisions({d.key: d for d in decided})
    facts, renamed, counts = _facts(a, b, decisions)
    case = Case(
        info=_model("case", "case", a.info, b.info, decisions),
        sources=_sources(a.sources, b.sources, decisions),
        facts=facts,
        texts=_texts("text", a.texts, b.texts, decisions),
        phrases=_texts("phrase", a.phrases, b.phrases, decisions),
        prose=_texts("prose", a.prose, _follow(a.prose, b.prose, renamed), decisions),
        reviews=tuple(dict.fromkeys((*a.reviews, *b.reviews))),
        declared=_rules(a.declared, b.declared, decisions),
        files={**b.files, **a.files},
    )
    return Merged(case, tuple(decisions.found), *counts)


def _same_election(a: Case, b: Case) -> None:
    one, other = a.info, b.info
    if (one.country, one.election, one.poll) != (other.country, other.election, other.poll):
        raise WrongUse(
            f"the folders are about two elections ({one.title}: {one.country}, {one.election}, {one.poll}; "
            f"{other.title}: {other.country}, {other.election}, {other.poll}); "
            "merge folders of one election, or compare two with `saylau followup`"
        )
    kinds = {f.id: f.kind for f in a.facts}
    twice = sorted({f.id for f in b.facts if kinds.get(f.id, f.kind) != f.kind})
    if twice:
        raise WrongUse(
            f"the folders use these ids for things of different kinds: {', '.join(twice)}; give one of them another id"
        )


def _claim(fact: Fact[Record]) -> dict[str, str]:
    """Everything that a claim says, as texts, without its name."""
    own = {c.name: str(getattr(fact, c.name)) for c in CLAIM_COLUMNS if c.name not in ("id", "fact")}
    return {**cells(fact.record), **{f"claim.{name}": text for name, text in own.items()}}


def _facts(
    a: Case, b: Case, decisions: _Decisions
) -> tuple[tuple[Fact[Record], ...], dict[str, str], tuple[int, int, int]]:
    """All claims, A's first within a kind; the names that B's claims have now; how many only A, only B, both have."""
    second = {f.fact: f for f in b.facts}
    same = {(f.id, *_claim(f).items()): f.fact for f in a.facts}
    merged: list[Fact[Record]] = []
    renamed: dict[str, str] = {}
    # A telling that stands in both folders word for word is one, whatever name each gave it.
    for fact in b.facts:
        if twin := same.get((fact.id, *_claim(fact).items())):
            renamed[fact.fact] = twin
    met, only_a = set(renamed.values()), 0
    taken = {f.fact for f in a.facts}
    for fact in a.facts:
        other = second.get(fact.fact)
        if fact.fact in met or other is None or other.fact in renamed:
            merged.append(fact)
            only_a += fact.fact not in met
            continue
        kept = _claims_of(fact, other, decisions, taken | set(second))
        merged.extend(kept)
        renamed[other.fact] = kept[-1].fact
    only_b = [f for f in b.facts if f.fact not in renamed]
    for fact in only_b:
        name = _free(fact.fact, taken) if fact.fact in taken else fact.fact
        renamed[fact.fact] = name
        merged.append(replace(fact, fact=name))
    return _in_order(merged), renamed, (only_a, len(only_b), len(met))


def _free(name: str, taken: Iterable[str]) -> str:
    """A name that no claim has."""
    known, found, number = set(taken), f"{name}{SECOND}", 2
    while found in known:
        found, number = f"{name}{SECOND}-{number}", number + 1
    return found


def _in_order(facts: list[Fact[Record]]) -> tuple[Fact[Record], ...]:
    """By kind and thing, each in the order in which it first stands, so that tellings of one thing stand together."""
    kinds = {kind: place for place, kind in enumerate(dict.fromkeys(f.kind for f in facts))}
    things = {thing: place for place, thing in enumerate(dict.fromkeys(f.id for f in facts))}
    return tuple(sorted(facts, key=lambda f: (kinds[f.kind], things[f.id])))


def _claims_of(
    a: Fact[Record], b: Fact[Record], decisions: _Decisions, taken: Iterable[str]
) -> tuple[Fact[Record], ...]:
    """One claim put together as decided, or both tellings while something is open or both are to stay."""
    one, other = _claim(a), _claim(b)
    if a.id != b.id:
        one, other = {**one, "claim.id": a.id}, {**other, "claim.id": b.id}
    chosen = {
        name: decisions.on(a.kind, a.fact, name.removeprefix("claim."), one[name], other[name])
        for name in one
        if one[name] != other[name]
    }
    if all(choice in (Choice.A, Choice.B) for choice in chosen.values()):
        return (_put_together(a, b, {name for name, choice in chosen.items() if choice is Choice.B}),)
    careful = max(a.display, b.display, key=_CAREFUL.index)
    if chosen.get("claim.display") in (Choice.A, Choice.B):
        careful = a.display if chosen["claim.display"] is Choice.A else b.display
    return replace(a, display=careful), replace(b, fact=_free(b.fact, taken), display=careful)


def _put_together(a: Fact[Record], b: Fact[Record], from_b: set[str]) -> Fact[Record]:
    own = {name: getattr(b.record, name) for name in from_b if not name.startswith("claim.")}
    claim: dict[str, Any] = {
        name.removeprefix("claim."): getattr(b, name.removeprefix("claim."))
        for name in from_b
        if name.startswith("claim.")
    }
    return replace(a, record=a.record.model_copy(update=own), **claim)


def _model(kind: str, name: str, a: Any, b: Any, decisions: _Decisions) -> Any:
    """The first model, with the fields for which people chose the second."""
    one, other = cells(a), cells(b)
    chosen = {
        column
        for column in one
        if one[column] != other[column] and decisions.on(kind, name, column, one[column], other[column]) is Choice.B
    }
    return a.model_copy(update={column: getattr(b, column) for column in chosen})


def _sources(a: Mapping[str, Source], b: Mapping[str, Source], decisions: _Decisions) -> dict[str, Source]:
    found = dict(a)
    for name, source in b.items():
        found[name] = _source(name, a[name], source, decisions) if name in a else source
    return found


def _source(name: str, a: Source, b: Source, decisions: _Decisions) -> Source:
    merged: Source = _model("source", name, a, b, decisions)
    graded = any(d.key == ("source", name, "grade") and d.decision is not Choice.OPEN for d in decisions.found)
    return merged if graded else merged.model_copy(update={"grade": max(a.grade, b.grade)})


def _texts(kind: str, a: Mapping[K, str], b: Mapping[K, str], decisions: _Decisions) -> dict[K, str]:
    found = dict(a)
    for key, text in b.items():
        if key not in a or (a[key] != text and decisions.on(kind, ".".join(key), "text", a[key], text) is Choice.B):
            found[key] = text
    return found


Prose = Mapping[tuple[str, str], str]


def _follow(first: Prose, second: Prose, renamed: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The second folder's prose, its citations led to the names that its claims have now; prose that both folders wrote
    alike stays as it is.
    """
    return {
        key: text
        if first.get(key) == text
        else _IN_PROSE.sub(lambda found: f"{{fact:{renamed.get(found[1], found[1])}}}", text)
        for key, text in second.items()
    }


def _rules(a: tuple[DeclaredRule, ...], b: tuple[DeclaredRule, ...], decisions: _Decisions) -> tuple[DeclaredRule, ...]:
    found = {rule.key: rule for rule in a}
    for rule in b:
        found[rule.key] = _model("rule", rule.key, found[rule.key], rule, decisions) if rule.key in found else rule
    return tuple(found.values())
