"""How a check asks the law: every reading in force on voting day, or the question which provision applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from babel import Locale

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


LAW = "LF"
"""Code of the report area on the legal framework."""


@dataclass(frozen=True)
class Answer:
    """One reading of a rule, and what it says of the facts given."""

    rule: Rule
    explanation: Explanation


def ask(case: Case, name: str, given: Inputs, on: date | None = None, *, about: str = "") -> tuple[Answer, ...]:
    """Every reading of a rule in force on a day, voting day unless told; empty if none is known.

    `about` names who or what is asked about, for the questions of the readings, which stand alone in letters.
    """
    day = on or case.info.poll
    found = rules(case.country, name, day, declared_rules(case))
    return tuple(Answer(rule, _standing_alone(case, rule.apply(given, day), about)) for rule in found)


def _standing_alone(case: Case, explanation: Explanation, about: str) -> Explanation:
    """The explanation, its questions and those of its parts told of which election and of whom they ask."""
    questions = (q.model_copy(update={"asks": alone(case, q.asks, about)}) for q in explanation.questions)
    parts = tuple(_standing_alone(case, part, about) for part in explanation.parts)
    return replace(explanation, questions=tuple(questions), parts=parts)


def country(case: Case) -> str:
    """The English name of the country; its code in capitals where it has none."""
    code = case.country.upper()
    return str(Locale("en").territories.get(code, code))


def election(case: Case) -> str:
    """The assessed election as a letter names it, with its country and, where its name has no year, its day."""
    poll = case.info.poll
    named = case.name(case.info.election) if case.claims(case.info.election) else case.info.title
    where = "" if country(case) in named else f", {country(case)}"
    return f"{named}{where}" if str(poll.year) in named else f"{named}{where}, {day_in_words(poll)}"


def alone(case: Case, asks: str, about: str = "") -> str:
    """A question that stands alone: the election, and who or what is asked about, go before it."""
    return f"{election(case)}{f', {about}' if about else ''}: {asks}"


def within(case: Case, asks: str) -> str:
    """A question without the election before it, for a text about this election alone; whom it asks about stays."""
    named = election(case)
    for before in (f"{named}: ", f"{named}, "):
        if asks.startswith(before):
            rest = asks.removeprefix(before)
            return rest[:1].upper() + rest[1:]
    return asks


def asked(case: Case, asks: str, who: str, about: str = "") -> Question:
    """A question that stands alone, put to somebody."""
    return Question(asks=alone(case, asks, about), who=who)


def which_provision(case: Case, name: str, about: str) -> Question:
    """The question to put where no rule of that name is known for the country.

    Two rules never share a question. Where the answer is to be entered stands under `why`, so that all that one lawyer
    can answer makes one letter.
    """
    subject, day = SUBJECTS.get(name, about), day_in_words(case.info.poll)
    return Question(
        asks=alone(case, f"Which provision governed {subject} on {day}, and what does it say?"),
        who=lawyer(case),
        why=f"entered in rules.toml under the name {name}, it lets the findings that wait for it be assessed",
    )


def register(case: Case) -> str:
    """Who can give the words of a law: whom the case's own questions on provisions ask; else a lawyer."""
    asked_of_law = (f.record for f in case.all(Question) if f.record.provision and LAW in f.record.areas)
    return next((record.who for record in asked_of_law), lawyer(case))


def lawyer(case: Case) -> str:
    """Who can answer what the law of the country says."""
    return f"a lawyer for the law of {country(case)}"
