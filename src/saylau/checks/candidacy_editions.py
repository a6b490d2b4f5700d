"""Who could have stood under earlier editions: the rule on self-nomination at each election of the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from saylau.checks.ask import Answer, ask
from saylau.checks.candidacy_funnel import those_put_forward
from saylau.checks.finding import Measure, Outcome, ReadingOutcome
from saylau.checks.told import fit
from saylau.law.inputs import SelfNominationInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Election, Organisation, PastElection
from saylau.records.kinds.actors import OrganisationSort
from saylau.values import Truth, When
from saylau.values.message import Message

RULE = "candidacy.independents"


@dataclass(frozen=True)
class Edition:
    """The rule as it stood at an earlier election."""

    held: Fact[PastElection]
    answer: Answer
    verdict: Truth

    @property
    def measure(self) -> Measure:
        """Whether people could nominate themselves then, with how well the rule is known."""
        cite = self.answer.explanation.cite
        label = "people could nominate themselves, election of {day}"
        said = Message(label, day=self.held.record.held)
        if cite is not None:
            said = Message(
                "people could nominate themselves, election of {day} ({basis})",
                day=self.held.record.held, basis=Message(cite.basis.value),
            )  # fmt: skip
        return Measure(f"allowed:{self.held.record.held}", self.verdict, "", said, (self.held.fact,))

    @property
    def reading(self) -> ReadingOutcome:
        """The rule of that day in its own words; it decides nothing for the assessed election."""
        name = Message("in force at the election of {day}", day=self.held.record.held)
        outcome = Outcome.UNKNOWN if self.verdict is Truth.UNKNOWN else Outcome.NOTED
        explanation = self.answer.explanation
        return ReadingOutcome(name, self.answer.rule.whose, outcome, explanation.says, explanation, decides=False)


def editions(case: Case) -> tuple[Edition, ...]:
    """The rule at each earlier election of the same level, in order of time; elections without a known rule left out.

    Of an election known by its year alone the rule is told where it was the same on the first and the last day.
    """
    poll = When.on(case.info.poll)
    levels = {f.record.level for f in case.all(Election) if f.id == case.info.election}
    earlier = [
        f for f in case.all(PastElection) if f.record.level in levels and f.record.held.before(poll) is Truth.YES
    ]
    found: dict[str, Edition] = {}
    for fact in sorted(fit(case, earlier), key=lambda f: (f.record.held.sort_key(), f.fact)):
        edition = _edition(case, fact)
        if edition:
            found.setdefault(fact.id, edition)
    return tuple(found.values())


def _edition(case: Case, fact: Fact[PastElection]) -> Edition | None:
    first, last = fact.record.held.first, fact.record.held.last
    if first is None or last is None:
        return None
    answers = [*_on(case, first), *_on(case, last)]
    if not answers:
        return None
    verdicts = {a.explanation.verdict for a in answers}
    return Edition(fact, answers[-1], verdicts.pop() if len(verdicts) == 1 else Truth.UNKNOWN)


def _on(case: Case, day: date) -> tuple[Answer, ...]:
    return tuple(a for a in ask(case, RULE, SelfNominationInputs(), day) if a.rule.decides)


def nominated(case: Case) -> tuple[Measure, ...]:
    """By whom the candidates of this election were put forward: parties, other organisations, or nobody stated."""
    sorts: dict[str, OrganisationSort] = {}
    for fact in case.all(Organisation):
        sorts.setdefault(fact.id, fact.record.sort)
    people = those_put_forward(case)
    bodies = [(f, sorts.get(f.record.nominator) if f.record.nominator else None) for f in people]
    parties = names(f for f, sort in bodies if sort is OrganisationSort.PARTY)
    others = names(f for f, sort in bodies if sort is not None and sort is not OrganisationSort.PARTY)
    unstated = names(f for f, sort in bodies if sort is None)
    return (
        Measure("by_party", len(parties), "", "put forward by a party", parties),
        Measure("by_organisation", len(others), "", "put forward by another organisation", others),
        Measure("by_nobody_stated", len(unstated), "", "put forward by nobody that is stated", unstated),
    )
