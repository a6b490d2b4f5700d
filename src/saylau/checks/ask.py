"""How a check asks the law: every reading in force on voting day, or the question which provision applies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from saylau.law.declared import declared_rules
from saylau.law.inputs import Inputs
from saylau.law.rule import Explanation, Rule, rules
from saylau.records.case import Case
from saylau.records.kinds import Question


@dataclass(frozen=True)
class Answer:
    """One reading of a rule, and what it says of the facts given."""

    rule: Rule
    explanation: Explanation


def ask(case: Case, name: str, given: Inputs, on: date | None = None) -> tuple[Answer, ...]:
    """Every reading of a rule in force on a day, voting day unless told; empty if none is known."""
    day = on or case.info.poll
    found = rules(case.country, name, day, declared_rules(case))
    return tuple(Answer(rule, rule.apply(given, day)) for rule in found)


def which_provision(case: Case, name: str, about: str) -> Question:
    """The question to put where no rule of that name is known for the country."""
    return Question(
        asks=f"Which provision governed {about} on {case.info.poll.isoformat()}, and what does it say?",
        who=f"a lawyer for {case.country.upper()}; then enter it in rules.toml under the name {name}",
    )
