"""How a check asks the law: every reading in force on voting day, or the question which provision applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from saylau.law.asked import Asked
from saylau.law.declared import cite_of, declared_rules
from saylau.law.declared_forms import FORMS
from saylau.law.inputs import Inputs
from saylau.law.rule import Basis, Explanation, Rule, rules
from saylau.records.case import Case
from saylau.records.kinds import Question
from saylau.values.message import Message, Said, Territory, Wording

SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "finance.own_nominator_cap": "how much of their own and their nominators' money candidates could use",
        "finance.donation_cap": "how much an election fund could receive in donations",
    }
)
"""What a rule governs, where checks ask for several rules about one subject: each is a question of its own."""


TO_ENTER = "entered in rules.toml under the name {name}, it lets the findings that wait for it be assessed"
LAW = "LF"
"""Code of the report area on the legal framework."""


@dataclass(frozen=True)
class Answer:
    """One reading of a rule, and what it says of the facts given."""

    rule: Rule
    explanation: Explanation


def ask(case: Case, name: str, given: Inputs, on: date | None = None, *, about: Said = "") -> tuple[Answer, ...]:
    """Every reading of a rule in force on a day, voting day unless told; empty if none is known.

    `about` names who or what is asked about, for the questions of the readings, which stand alone in letters.
    """
    day = on or case.info.poll
    found = rules(case.country, name, day, declared_rules(case))
    return tuple(Answer(rule, _told_of(_as_read(case, rule.apply(given, day)), about)) for rule in found)


def _as_read(case: Case, explanation: Explanation) -> Explanation:
    """The explanation, its provisions known as well as the case knows them: where people have read the official text of
    the edition since the rule was written, it no longer rests on a report of it.
    """
    cite, parts = explanation.cite, tuple(_as_read(case, part) for part in explanation.parts)
    if cite and cite.basis is Basis.REPORTED and case.claims(cite.provision):
        own = cite_of(case, cite.provision)
        if own.basis is Basis.TEXT and own.edition == cite.edition:
            cite = replace(cite, basis=Basis.TEXT)
    return replace(explanation, cite=cite, parts=parts)


def _told_of(explanation: Explanation, about: Said) -> Explanation:
    """The explanation, its questions and those of its parts told of whom they ask."""
    if not about:
        return explanation
    questions = tuple(replace(q, about=q.about or about) for q in explanation.questions)
    return replace(explanation, questions=questions, parts=tuple(_told_of(part, about) for part in explanation.parts))


def asked(case: Case, asks: Said, who: Said, about: Said = "", why: Said = "") -> Asked:
    """A question put to somebody; the report and the letters say which election it is about."""
    return Asked(asks, who, about, why=why)


def which_provision(case: Case, name: str, about: str) -> Asked:
    """The question to put where no rule of that name is known for the country.

    Two rules never share a question. Where the answer is to be entered stands under `why`, so that all that one lawyer
    can answer makes one letter.
    """
    return Asked(
        Message(
            "Which provision governed {subject} on {day}, and what does it say?",
            subject=Message(SUBJECTS.get(name, about)), day=case.info.poll,
        ),
        lawyer(case),
        why=Message(TO_ENTER, name=name) if name in FORMS else "",
    )  # fmt: skip


def register(case: Case) -> Said:
    """Who can give the words of a law: whom the case's own questions on provisions ask; else a lawyer."""
    asked_of_law = (f for f in case.all(Question) if f.record.provision and LAW in f.record.areas)
    return next((addressee(f.fact) for f in asked_of_law), lawyer(case))


def addressee(question: str) -> Said:
    """Whom a question of the case asks, in the words of the case. `question` is the name of the claim."""
    return Message("{who}", who=Wording(question, "who"))


def lawyer(case: Case) -> Said:
    """Who can answer what the law of the country says."""
    return Message("a lawyer for the law of {country}", country=Territory(case.country))
