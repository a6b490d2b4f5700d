"""Time limits that run back from voting day: the call, the end of nomination, the registration of candidates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from saylau.checks.addressees import commission
from saylau.checks.ask import ask, asked, which_provision
from saylau.checks.calendar_stages import election_claims, stage_claims, when_was
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import provisions, reading, together
from saylau.checks.registry import Check, check
from saylau.checks.told import Told, explanations, open_questions, told, unknown
from saylau.law.asked import Asked
from saylau.law.inputs import DeadlineInputs
from saylau.records.case import Case, names
from saylau.records.kinds.elections import Phase
from saylau.values import Truth, When
from saylau.values.message import From, Message

SUBJECT = {
    "calendar.call": "how long before voting day an election was called",
    "calendar.nomination_end": "how long before voting day nomination ended",
    "calendar.registration": "how long before voting day candidates were registered",
}
"""What each rule governs, for the question which provision it is."""

STEP = {
    "calendar.call": "Call of the election",
    "calendar.nomination_end": "End of nomination",
    "calendar.registration": "End of registration",
}
"""What was due, before the sentence that says by when."""

LIMITS = ("Whether what was due was done in full by that day is not part of the days stated.",)


@check(chapter="LF", standards=("CPH-7.1",), area="calendar")
def call_deadline(case: Case) -> Iterator[Finding]:
    """Whether the election was called as long before voting day as the law asked for.

    The day of the call against the last day that the rule leaves, counted back from voting day.
    """
    called = told(case, election_claims(case), lambda e: e.called)
    question = asked(case, "On which day was the election called, and by which act?", commission(case))
    yield _tested(case, "calendar.call", called, question)


@check(chapter="LF", standards=("CPH-7.5",), area="calendar")
def nomination_end(case: Case) -> Iterator[Finding]:
    """Whether nomination stayed open until the day that the law set, counted back from voting day.

    The last day of nomination as stated, against the last day of the rule. Where nomination ended before that day, it
    is a concern: the days left out may have been those on which somebody would have come.
    """
    ends = _ends(case, Phase.NOMINATION)
    finding = _tested(case, "calendar.nomination_end", ends, when_was(case, Phase.NOMINATION))
    last = next((m.value for m in finding.measures if m.name == "deadline"), None)
    if finding.outcome is Outcome.IN_LINE and isinstance(last, date):
        early = tuple(d for d in ends if d.value.before(When.on(last)) is Truth.YES)
        finding = _ended_early(case, finding, early, last) if early else finding
    yield finding


def _ended_early(case: Case, finding: Finding, early: tuple[Told[When], ...], last: date) -> Finding:
    """A concern instead of in line: no rule was broken, but days were left out."""
    says = Message(
        "Nomination ended on {days}, before the last day by the rule, {last}.",
        days=tuple(From(d.value, d.facts) for d in early),
        last=last,
    )
    asks = "Could candidates still be nominated after the day that is stated, until the last day by the rule?"
    questions = (*finding.questions, asked(case, asks, commission(case)))
    return replace(finding, outcome=Outcome.CONCERN, message=says, questions=questions)


@check(chapter="CR", standards=("CPH-7.5",), area="calendar")
def registration_deadline(case: Case) -> Iterator[Finding]:
    """Whether candidates were registered as long before voting day as the law asked for.

    The last day of registration as stated, against the last day of the rule.
    """
    found = _ends(case, Phase.REGISTRATION)
    yield _tested(case, "calendar.registration", found, when_was(case, Phase.REGISTRATION))


def _ends(case: Case, phase: Phase) -> tuple[Told[When], ...]:
    return told(case, stage_claims(case, phase), lambda s: s.during.end or s.during)


def _tested(case: Case, rule: str, days: tuple[Told[When], ...], question: Asked) -> Finding:
    """Every telling of a day against the rule."""
    polls = told(case, election_claims(case), lambda e: e.poll)
    known = ask(case, rule, DeadlineInputs())
    if not known or not days or not polls:
        says = Message(
            "The material does not give both a time limit of the law before voting day and what was due by it."
        )
        lacking = () if known else (which_provision(case, rule, SUBJECT[rule]),)
        return unknown(says, *lacking, *(() if days else (question,)), facts=names(election_claims(case)))
    pairs = [(day, poll) for day in days for poll in polls]
    answers = [
        a for day, poll in pairs
        for a in ask(case, rule, DeadlineInputs(begins=poll.value, happened=day.value, facts=(*day.facts, *poll.facts)))
    ]  # fmt: skip
    readings = tuple(reading(a) for a in answers)
    facts = tuple(dict.fromkeys(f for one in (*days, *polls) for f in one.facts))
    last = next((a.explanation.values["deadline"] for a in answers if "deadline" in a.explanation.values), None)
    return Finding(
        "case",
        together(readings) if readings else Outcome.UNKNOWN,
        Message("{step}. {says}", step=Message(STEP[rule]), says=answers[0].explanation.says)
        if len(days) == 1
        else Message("Sources gave several days: {days}.", days=tuple(From(d.value, d.facts) for d in days)),
        facts=facts,
        provisions=provisions(answers),
        readings=readings if len(readings) > 1 else (),
        measures=(Measure("deadline", last, "", "last day by the rule"),) if last else (),
        explanations=explanations(answers),
        method="The last day that the rule leaves, counted back from voting day.",
        assumptions=tuple(dict.fromkeys(text for a in answers for text in a.explanation.assumed)),
        limits=LIMITS,
        questions=open_questions(answers),
    )


CHECKS: tuple[Check, ...] = (call_deadline, nomination_end, registration_deadline)
