"""Open questions: what would settle a finding, who can answer, and the letters that ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from saylau.checks.finding import Finding
from saylau.law.asked import Asked
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Question
from saylau.values.message import Message, Said, Wording


@dataclass(frozen=True)
class OpenQuestion:
    """A question with the findings that wait for its answer."""

    question: Asked
    findings: tuple[str, ...]
    """Ids of findings; empty for a question that people entered in the case."""


def questions_of(finding: Finding) -> tuple[Asked, ...]:
    """Everything that would settle a finding: its own questions, those of its explanations and readings, each once."""
    explanations = [*finding.explanations, *(r.explanation for r in finding.readings if r.explanation)]
    return tuple(dict.fromkeys([*finding.questions, *(q for e in explanations for q in e.all_questions)]))


def entered(fact: Fact[Question]) -> Asked:
    """A question that people entered in the case, in its own words."""
    why = Message("{why}", why=Wording(fact.fact, "why")) if fact.record.why else ""
    return Asked(
        Message("{asks}", asks=Wording(fact.fact, "asks")),
        Message("{who}", who=Wording(fact.fact, "who")),
        provision=fact.record.provision or "",
        why=why,
        areas=fact.record.areas,
    )


def open_questions(case: Case, findings: Iterable[Finding]) -> tuple[OpenQuestion, ...]:
    """All questions, each once: those that people entered first, then those of findings in order."""
    found = [OpenQuestion(entered(fact), ()) for fact in case.all(Question)]
    asked: dict[tuple[Said, Said, Said], tuple[Asked, list[str]]] = {}
    for finding in findings:
        for question in questions_of(finding):
            key = (question.asks, question.who, question.about)
            _, waiting = asked.setdefault(key, (question, []))
            waiting.append(finding.id)
    return (*found, *(OpenQuestion(question, tuple(waiting)) for question, waiting in asked.values()))


def by_addressee(
    questions: Iterable[OpenQuestion], say: Callable[[Said], str], order: Callable[[str], Any] = str
) -> dict[str, tuple[OpenQuestion, ...]]:
    """Questions grouped by who can answer, as the language says it, in alphabetical order; each question once.

    `order` gives the place of a name in the alphabet of the language.
    """
    groups: dict[str, dict[tuple[str, str], OpenQuestion]] = {}
    for asked in questions:
        group = groups.setdefault(say(asked.question.who), {})
        key = (say(asked.question.asks), say(asked.question.about))
        same = group.get(key)
        group[key] = OpenQuestion(asked.question, (*same.findings, *asked.findings)) if same else asked
    return {who: tuple(groups[who].values()) for who in sorted(groups, key=order)}
