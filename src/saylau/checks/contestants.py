"""Who stood: the candidacies that the checks of signatures and funds go through, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from saylau.checks.addressees import commission
from saylau.checks.ask import Answer, ask
from saylau.checks.finding import Finding, Outcome
from saylau.checks.told import is_shown, one_each
from saylau.law.asked import Asked
from saylau.law.inputs import SignatureInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Candidacy, CandidacyStep, Organisation, SignatureStatement
from saylau.records.kinds.candidacy import CandidacyStage
from saylau.values.message import Message, Name, Said

WITHHELD = "a candidate whose name is withheld"


@dataclass(frozen=True)
class Contestant:
    """A candidate in the assessed election."""

    candidacy: str
    person: str
    facts: tuple[str, ...]
    """The claims on its stage; where none is known, the claim that the candidate was put forward."""
    name: str
    """What labels of numbers call the candidate; never the name of a person whose row is not public."""
    stage: CandidacyStage | None
    """Registered or refused; None where neither is known."""
    shown: bool = True
    """Whether the row of the person is public."""

    @property
    def called(self) -> Said:
        """The candidate as whom a question is about; never the name of a person whose row is not public."""
        return Message("{person}", person=Name(self.person)) if self.shown else WITHHELD


def contestants(case: Case) -> tuple[Contestant, ...]:
    """The registered candidates in row order; where none is known, everyone put forward who was not refused."""
    everyone = _put_forward(case)
    registered = tuple(one for one in everyone if one.stage is CandidacyStage.REGISTERED)
    return registered or tuple(one for one in everyone if one.stage is None)


def each_person(case: Case, find: Callable[[Case, Contestant], Finding]) -> Iterator[Finding]:
    """One finding for each person who stood; of lists of parties, that conditions on one person do not touch them."""
    standing = contestants(case)
    lists = {f.id for f in case.all(Organisation)}
    people = tuple(one for one in standing if one.person not in lists)
    for one in people:
        yield find(case, one)
    if not standing:
        yield no_contestants(case)
    elif not people:
        yield Finding(
            subject="case",
            outcome=Outcome.NOTED,
            message=Message("Lists stood, not single people; conditions on one person were not examined: {number}.",
                            number=len(standing)),
            facts=tuple(dict.fromkeys(f for one in standing for f in one.facts)),
            method="Candidacies whose candidate is an organisation were taken as lists.",
            limits=("Conditions on the people on a list need their names.",),
        )  # fmt: skip


def signatories(case: Case) -> tuple[Contestant, ...]:
    """The contestants, and everyone else of whose signatures something is stated, in row order.

    None at all where the law asked for no signatures.
    """
    if no_signatures(case):
        return ()
    standing = {one.candidacy for one in contestants(case)}
    handed_in = {f.record.candidacy for f in case.all(SignatureStatement)}
    return tuple(one for one in _put_forward(case) if one.candidacy in standing | handed_in)


def no_signatures(case: Case) -> tuple[Answer, ...]:
    """The readings of the law that ask for no signature, where all that decide do; empty where some are needed."""
    answers = tuple(a for a in ask(case, "signatures.total", SignatureInputs()) if a.rule.decides)
    return answers if all(a.explanation.values.get("required") == 0 for a in answers) else ()


def no_signatories(case: Case) -> Finding:
    """What a check of signatures answers for a case without them: none were needed, or no candidate is named."""
    answers = no_signatures(case)
    if not answers:
        return no_contestants(case)
    cites = tuple(a.explanation.cite for a in answers if a.explanation.cite)
    return Finding(
        subject="case",
        outcome=Outcome.NOTED,
        message=Message("The law asked for no signatures in support of those who stood."),
        facts=tuple(f for cite in cites for f in names(case.claims(cite.provision))),
        provisions=cites,
        explanations=tuple(a.explanation for a in answers),
        limits=("Signatures that parties need to be registered as parties are another matter.",),
    )


def _put_forward(case: Case) -> tuple[Contestant, ...]:
    return tuple(_contestant(case, f) for f in one_each(case.where(Candidacy, election=case.info.election)))


def _contestant(case: Case, fact: Fact[Candidacy]) -> Contestant:
    """A candidacy with where it ended: registration goes before a refusal, which may have come first."""
    person = fact.record.person
    shown = is_shown(case, person)
    name = case.name(person) if shown else WITHHELD
    for stage in (CandidacyStage.REGISTERED, CandidacyStage.REFUSED):
        steps = case.where(CandidacyStep, candidacy=fact.id, stage=stage)
        if steps:
            return Contestant(fact.id, person, names(steps), name, stage, shown)
    return Contestant(fact.id, person, (fact.fact,), name, None, shown)


def no_contestants(case: Case) -> Finding:
    """What a check answers for a case that names no candidate; its question goes to the commission of the case."""
    return Finding(
        subject="case",
        outcome=Outcome.UNKNOWN,
        message=Message("The material names no candidate; no assessment was made."),
        questions=(Asked("Who was registered as a candidate, and when?", commission(case)),),
    )
