"""Open questions: what would settle a finding, who can answer, and the letters that ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from saylau.checks.finding import Finding
from saylau.records.case import Case
from saylau.records.kinds import Question


@dataclass(frozen=True)
class OpenQuestion:
    """A question with the findings that wait for its answer."""

    question: Question
    findings: tuple[str, ...]
    """Ids of findings; empty for a question that people entered in the case."""


def questions_of(finding: Finding) -> tuple[Question, ...]:
    """Everything that would settle a finding: its own questions, those of its explanations and readings, each once."""
    explanations = [*finding.explanations, *(r.explanation for r in finding.readings if r.explanation)]
    return tuple(dict.fromkeys([*finding.questions, *(q for e in explanations for q in e.all_questions)]))


def open_questions(case: Case, findings: Iterable[Finding]) -> tuple[OpenQuestion, ...]:
    """All questions, each once: those that people entered first, then those of findings in order."""
    asked: dict[tuple[str, str], tuple[Question, list[str]]] = {}
    for fact in case.all(Question):
        asked.setdefault((fact.record.asks, fact.record.who), (fact.record, []))
    for finding in findings:
        for question in questions_of(finding):
            _, waiting = asked.setdefault((question.asks, question.who), (question, []))
            waiting.append(finding.id)
    return tuple(OpenQuestion(question, tuple(waiting)) for question, waiting in asked.values())


def by_addressee(questions: Iterable[OpenQuestion]) -> dict[str, tuple[OpenQuestion, ...]]:
    """Questions grouped by who can answer, in alphabetical order of the addressee."""
    groups: dict[str, list[OpenQuestion]] = {}
    for asked in questions:
        groups.setdefault(asked.question.who, []).append(asked)
    return {who: tuple(groups[who]) for who in sorted(groups)}
