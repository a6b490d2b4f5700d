"""Whether a court had to decide before networks and sites were blocked."""

from __future__ import annotations

from collections.abc import Iterator

from saylau.checks.ask import Answer, ask, which_provision
from saylau.checks.finding import Finding, Outcome, ReadingOutcome
from saylau.checks.from_law import as_known, deciding, provisions, together
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, explanations, fit, open_questions, unknown
from saylau.law.inputs import NoInputs
from saylau.records.case import Case, names
from saylau.records.kinds import LawChange, Provision
from saylau.records.kinds.law import Subject
from saylau.values import Truth
from saylau.values.message import Message

RULE = "internet.court_order"
OUTCOMES = {Truth.YES: Outcome.IN_LINE, Truth.NO: Outcome.AT_ODDS, Truth.UNKNOWN: Outcome.UNKNOWN}
PRACTICE = "How the rule was applied, and who ordered which interruption, is not assessed."
REMEDY = "Whether a court could review an interruption afterwards is another question."


@check(area="internet", chapter="IR", standards=("ICCPR-19", "GC34-43"))
def court_order(case: Case) -> Iterator[Finding]:
    """Whether blocking networks and sites needed a decision of a court.

    The rule in force on voting day, as it is recorded; changes of law about the Internet are shown beside it.
    """
    answers = tuple(a for a in deciding(ask(case, RULE, NoInputs())) if _needed(a) is not Truth.UNKNOWN)
    changes = case.where(LawChange, about=Subject.INTERNET)
    if not answers:
        says = Message("Whether blocking networks and sites needed a decision of a court is not known.")
        provision = which_provision(case, RULE, "who could block networks and sites, and whether a court had to decide")
        yield unknown(says, provision, facts=names(changes))
        return
    readings = tuple(_reading(a) for a in answers)
    outcome = together(readings)
    cited = provisions(answers)
    claims = tuple(f for f in case.all(Provision) if f.id in {cite.provision for cite in cited})
    facts = names(fit(case, claims))
    yield Finding(
        "case",
        outcome,
        Message("By one reading blocking networks and sites needed a decision of a court, by another it did not.")
        if outcome is Outcome.DISPUTED
        else as_known(_order_says(_needed(answers[0])), answers),
        facts=facts,
        context=besides((*claims, *changes), facts),
        provisions=cited,
        readings=readings if outcome is Outcome.DISPUTED else (),
        explanations=explanations(answers),
        method="The rule in force on voting day.",
        limits=(PRACTICE, REMEDY),
        questions=open_questions(answers),
    )


def _needed(answer: Answer) -> Truth:
    """Whether a court order is needed, as the rule states; unknown where it does not."""
    value = answer.explanation.values.get("court_order")
    return value if isinstance(value, Truth) else Truth.UNKNOWN


def _reading(answer: Answer) -> ReadingOutcome:
    needed = _needed(answer)
    says = _order_says(needed)
    return ReadingOutcome(answer.rule.reading, answer.rule.whose, OUTCOMES[needed], says, answer.explanation)


def _order_says(needed: Truth) -> Message:
    if needed is Truth.YES:
        return Message("Blocking networks and sites needed a decision of a court.")
    return Message("Blocking networks and sites needed no decision of a court.")


CHECKS: tuple[Check, ...] = (court_order,)
