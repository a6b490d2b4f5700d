"""How a check asks the law: every reading in force on voting day, or the question which provision applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from saylau.law.declared import declared_rules
from saylau.law.inputs import Inputs
from saylau.law.rule import Explanation, Rule, rules
from saylau.methods.dates import day_in_words
from saylau.records.case import Case
from saylau.records.kinds import Question

SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "finance.own_nominator_cap": "how much of their own and their nominators' money candidates could use",
        "finance.donation_cap": "how much an election fund could receive in donations",
    }
)
"""What a rule governs, where checks ask for several rules about one subject: each is a question of its own."""


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
    """The question to put where no rule of that name is known for the country.

    Two rules never share a question. Where the answer is to be entered stands under `why`, so that all that one lawyer
    can answer makes one letter.
    """
    subject = SUBJECTS.get(name, about)
    return Question(
        asks=f"Which provision governed {subject} on {day_in_words(case.info.poll)}, and what does it say?",
        who=lawyer(case),
        why=f"entered in rules.toml under the name {name}, it lets the findings that wait for it be assessed",
    )


def lawyer(case: Case) -> str:
    """Who can answer what the law of the country says."""
    return f"a lawyer for the law of {case.country.upper()}"
