"""What claims tell: the different values that they give, and those on which something can rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from saylau.checks.ask import Answer
from saylau.checks.finding import Finding, Outcome
from saylau.law.asked import Asked
from saylau.law.rule import Explanation
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.conflicts import confirms
from saylau.records.fact import Display, Fact, Heard
from saylau.records.source import Grade
from saylau.values import Count, Ends, Truth, When, days_between
from saylau.values.message import Message, Said

R = TypeVar("R", bound=Record)
V = TypeVar("V")


@dataclass(frozen=True)
class Told(Generic[V]):
    """A value, and the claims that give it."""

    value: V
    facts: tuple[str, ...]


def is_good(case: Case, claim: Fact[Record]) -> bool:
    """Whether something can rest on a claim: a source of grade A or B, and no hearsay in it."""
    return case.source_of(claim).grade is not Grade.C and claim.heard is not Heard.HEARSAY


def only_hearsay(case: Case, claim: Fact[Record]) -> bool:
    """Whether a claim is hearsay, and no good claim about the same thing confirms it."""
    if claim.heard is not Heard.HEARSAY:
        return False
    return not any(is_good(case, other) and confirms(claim.record, other.record) for other in case.claims(claim.id))


def fit(case: Case, claims: Iterable[Fact[R]]) -> tuple[Fact[R], ...]:
    """The claims on which something can rest: those of grade A or B that are no hearsay, or all where there is none."""
    everything = tuple(claims)
    good = tuple(c for c in everything if is_good(case, c))
    return good or everything


def shown(case: Case, kind: type[R]) -> tuple[Fact[R], ...]:
    """The claims of a kind that may be told one by one and on which something can rest, in row order."""
    return fit(case, [f for f in case.all(kind) if f.display is Display.PUBLIC])


def is_shown(case: Case, thing: str) -> bool:
    """Whether nothing that is told of a thing is withheld or under a number."""
    return all(f.display is Display.PUBLIC for f in case.claims(thing))


def one_each(facts: Iterable[Fact[R]]) -> tuple[Fact[R], ...]:
    """The first claim about each thing, in order."""
    found: dict[str, Fact[R]] = {}
    for fact in facts:
        found.setdefault(fact.id, fact)
    return tuple(found.values())


def may_hold(during: When | None, day: date) -> bool:
    """Whether something without dates, or with dates that may hold a day, is taken to have held on it."""
    return during is None or When.on(day).within(during) is not Truth.NO


def lies_in(during: When, time: When) -> Truth:
    """Whether something lies within a time; no only where the two surely have no day in common."""
    return Truth.NO if during.overlaps(time) is Truth.NO else during.within(time) | Truth.UNKNOWN


def one_answer(answers: Iterable[Truth]) -> Truth:
    """The answer that all give; unknown where they part, or where there is none."""
    found = set(answers)
    return found.pop() if len(found) == 1 else Truth.UNKNOWN


def told(case: Case, claims: Iterable[Fact[R]], value: Callable[[R], V | None]) -> tuple[Told[V], ...]:
    """The different values that claims give, each with its claims, in row order; `None` is no value.

    Claims of grade C are left out where better ones give a value.
    """
    found: dict[V, list[str]] = {}
    for claim in fit(case, [c for c in claims if value(c.record) is not None]):
        given = value(claim.record)
        if given is not None:
            found.setdefault(given, []).append(claim.fact)
    return tuple(Told(given, tuple(facts)) for given, facts in found.items())


def hull(counts: Sequence[Count]) -> Count | None:
    """The count that holds all of those given: the count itself where they are one; None where there is none."""
    if not counts or len(set(counts)) == 1:
        return counts[0] if counts else None
    highs = [count.high for count in counts if count.high is not None]
    return Count.between(min(count.low for count in counts), max(highs) if len(highs) == len(counts) else None)


def days_if_ordered(start: When | None, end: When | None, ends: Ends) -> Count | None:
    """Days from a start to an end; none where one is not known, or the claim has them the wrong way round."""
    if start is None or end is None or start.after(end) is Truth.YES:
        return None
    return days_between(start, end, ends)


def speakers(case: Case, facts: Iterable[str]) -> tuple[str, ...]:
    """Who states some claims, each once: whom the claim names, else the author of its source, else its title."""
    found = []
    for name in facts:
        source = case.source_of(name)
        found.append(case.fact(name).said_by or source.author or source.publisher or source.title)
    return tuple(dict.fromkeys(found))


def besides(claims: Iterable[Fact[R]], needed: Iterable[str]) -> tuple[str, ...]:
    """The claims that a finding does not need, to be shown beside it."""
    taken = set(needed)
    return tuple(dict.fromkeys(c.fact for c in claims if c.fact not in taken))


def explanations(answers: Iterable[Answer]) -> tuple[Explanation, ...]:
    """The explanations of the readings that may decide."""
    return tuple(a.explanation for a in answers if a.rule.decides)


def assumed(answers: Iterable[Answer]) -> tuple[Said, ...]:
    """What the readings that may decide assumed, each once."""
    return tuple(dict.fromkeys(text for e in explanations(answers) for text in e.assumed))


def open_questions(answers: Iterable[Answer]) -> tuple[Asked, ...]:
    """What would settle the readings that may decide, each once."""
    return tuple(dict.fromkeys(q for e in explanations(answers) for q in e.all_questions))


def unknown(message: Message, *questions: Asked, subject: str = "case", facts: tuple[str, ...] = ()) -> Finding:
    """The answer of a check that lacks an input: what is missing, and what would settle it."""
    return Finding(subject=subject, outcome=Outcome.UNKNOWN, message=message, context=facts, questions=questions)
