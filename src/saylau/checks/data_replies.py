"""How the material holds together: the right of reply, what recommendations rest on, and open election data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from saylau.checks.ask import asked
from saylau.checks.data_asked import authors_asked, maker, public
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, CheckOfFindings, check, check_of_findings
from saylau.checks.told import unknown
from saylau.records.base import Record
from saylau.records.case import Case, names
from saylau.records.columns import record_columns
from saylau.records.fact import Fact
from saylau.records.kinds import (
    Body,
    Candidacy,
    FollowUp,
    Office,
    OpenData,
    Organisation,
    Person,
    Recommendation,
    Reply,
)
from saylau.records.kinds.statements import DataCategory, DataPrinciple, Openness, RecommendationStatus
from saylau.values import Truth
from saylau.values.message import From, Message, Name, OutOf, Value

CRITICAL = (Outcome.CONTRARY, Outcome.AT_ODDS, Outcome.CONCERN)
"""Outcomes on which those concerned are to be heard."""

BASIS_ASKED = "On which findings does this recommendation rest? {text}"


@check_of_findings(chapter="DM", area="data")
def right_of_reply(case: Case, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """Whether findings that are critical of a body or public figure were put to those concerned.

    Findings that are contrary, at odds or a concern and name a body, an organisation or a public figure, against the
    replies recorded for them.
    """
    concerning = [f for f in found if f.outcome in CRITICAL and _names_somebody(case, f)]
    replies = case.all(Reply)
    known = {f.id for f in found} | {f.check for f in found}
    astray = [r for r in replies if r.record.finding not in known]
    if not concerning and not replies:
        question = asked(
            case, "Which findings were put to those concerned, when, and what did they reply?", maker(case)
        )
        yield unknown(Message("No finding names a body or public figure critically; nothing was tested."), question)
        return
    answered = {r.record.finding for r in replies}
    open_ones = [f for f in concerning if f.id not in answered and f.check not in answered]
    came = [r for r in replies if r.record.says]
    none = [r for r in replies if not r.record.says and r.record.none_by]
    yield Finding(
        subject="case",
        outcome=Outcome.CONCERN if open_ones or astray else Outcome.IN_LINE,
        message=Message(
            "Findings critical of a body or public figure that they name: {all}; put to nobody: {open}. Replies "
            "recorded: {came}; requests without a reply by the day recorded: {none}; awaited: {awaited}. Replies to a "
            "finding that is not there: {astray}.",
            all=len(concerning),
            open=OutOf(len(open_ones), len(concerning)) if concerning else 0,
            came=From(len(came), names(came)) if came else 0,
            none=len(none),
            awaited=len(replies) - len(came) - len(none),
            astray=len(astray),
        ),
        facts=names(replies),
        measures=(
            Measure("concerning", len(concerning), "", "critical findings that name a body or public figure"),
            Measure("open", len(open_ones), "", "of these, put to nobody"),
            Measure("replies", len(came), "", "replies recorded", names(came)),
            Measure("none", len(none), "", "requests without a reply", names(none)),
            *((Measure("which_open", tuple(f.id for f in open_ones), "", "put to nobody"),) if open_ones else ()),
            *((Measure("astray", names(astray), "", "replies to a finding that is not there"),) if astray else ()),
        ),
        method="Bodies, organisations and public figures that stand in a finding's subject, sentences or numbers, or "
        "in the claims on which it rests, beside the replies recorded.",
        limits=("Whether a finding is fair to those named cannot be told by counting; a reply changes no outcome.",),
        questions=(asked(case, PUT, maker(case)),) if open_ones else (),
    )


PUT = "To whom were the findings named here put, when and by when, and what was replied?"


def _names_somebody(case: Case, finding: Finding) -> bool:
    """Whether a finding names somebody who is to be heard: in its subject, sentences, numbers, or in its claims."""
    values: list[Value] = [*finding.message.values.values(), *(m.value for m in finding.measures)]
    values += [v for r in finding.readings for v in r.says.values.values()]
    things = {finding.subject, *(name for value in values for name in _things(value))}
    things |= {name for fact in finding.facts for name in _pointed_at(case.fact(fact))}
    return any(_to_be_heard(case, thing) for thing in things)


def _things(value: Value) -> Iterator[str]:
    match value:
        case From():
            yield from _things(value.value)
        case Name():
            yield value.thing
        case tuple():
            yield from (thing for item in value for thing in _things(item))
        case Message():
            for item in value.values.values():
                yield from _things(item)


def _pointed_at(fact: Fact[Record]) -> Iterator[str]:
    for column in record_columns(type(fact.record)):
        if column.type == "ref":
            value = getattr(fact.record, column.name)
            yield from (str(v) for v in (value if isinstance(value, tuple) else (value,)) if v is not None)


def _to_be_heard(case: Case, thing: str) -> bool:
    for claim in case.claims(thing)[:1]:
        if isinstance(claim.record, Person):
            return claim.record.public is Truth.YES
        return isinstance(claim.record, Body | Office | Organisation | Candidacy)
    return False


@check(chapter="DM", area="data", standards=("IST-25",))
def recommendations(case: Case) -> Iterator[Finding]:
    """Whether each recommendation says whom it asks and on what it rests, and what became of it.

    Recommendations by addressee, basis and action, and the latest status that a later observation gives each.
    """
    told = case.all(Recommendation)
    if not told:
        question = asked(case, "Which recommendations were made, to whom, on which findings?", maker(case))
        yield unknown(Message("The material holds no recommendation; nothing was tested."), question)
        return
    bare = [f for f in told if not f.record.basis]
    nobody = [f for f in told if not f.record.addressees]
    later = [status_of(case, f) for f in told]
    assessed = [s for s in later if s is not RecommendationStatus.NOT_ASSESSED]
    counted = Counter(later)
    yield Finding(
        subject="case",
        outcome=Outcome.CONCERN if nobody or bare else Outcome.NOTED,
        message=Message(
            "Recommendations: {all}. Without an addressee: {nobody}; without a finding or standard on which they rest: "
            "{bare}. Those whose status at a later election was assessed: {assessed}.",
            all=len(told),
            nobody=len(nobody),
            bare=OutOf(len(bare), len(told)),
            assessed=OutOf(len(assessed), len(told)),
        ),
        facts=names(told),
        context=names(case.all(FollowUp)),
        measures=(
            Measure("all", len(told), "", "recommendations", names(told)),
            Measure("bare", len(bare), "", "without a basis", names(bare)),
            Measure("priority", sum(f.record.priority is Truth.YES for f in told), "", "of priority"),
            *(Measure(f"status:{s.name.lower()}", counted[s], "", s.value) for s in RecommendationStatus if counted[s]),
        ),
        method="The fields of each recommendation; of several statuses the one assessed last.",
        limits=("A status is the judgement of who assessed it; no status is derived from findings.",),
        questions=tuple(
            q for f in bare for q in authors_asked(case, (f.fact,), Message(BASIS_ASKED, text=public([f], "text")))
        ),
    )


def status_of(case: Case, recommendation: Fact[Recommendation]) -> RecommendationStatus:
    """The status assessed last, by day; a status without a day counts as the earliest."""
    later = [f.record for f in case.all(FollowUp) if f.record.recommendation == recommendation.id]
    dated = sorted(later, key=lambda r: r.on.sort_key() if r.on else ())
    return dated[-1].implementation if dated else recommendation.record.implementation


@check(chapter="DM", area="data")
def open_data(case: Case) -> Iterator[Finding]:
    """Which election data were open, by kind of data and by principle.

    Cells of the transparency checklist: sixteen kinds of data by nine principles (Open Election Data Initiative,
    National Democratic Institute). A cell that nobody looked at is unknown.
    """
    told = case.all(OpenData)
    if not told:
        question = asked(
            case, "Which election data were published, in which form, and what was looked for in vain?", maker(case)
        )
        yield unknown(Message("The material does not say which election data were open; nothing was tested."), question)
        return
    cells = _cells(told)
    all_cells = len(DataCategory) * len(DataPrinciple)
    counted = Counter(answer for answers in cells.values() for answer in answers if len(answers) == 1)
    apart = sum(len(answers) > 1 for answers in cells.values())
    yield Finding(
        subject="case",
        outcome=Outcome.DISPUTED if apart else Outcome.NOTED,
        message=Message(
            "Cells of the checklist that were looked at: {seen}. Principle met: {yes}; partly: {partly}; not met: "
            "{no}; looked at and unknown: {unknown}; told in different ways: {apart}.",
            seen=OutOf(len(cells), all_cells),
            yes=counted[Openness.YES],
            partly=counted[Openness.PARTLY],
            no=counted[Openness.NO],
            unknown=counted[Openness.UNKNOWN],
            apart=apart,
        ),
        facts=names(told),
        measures=(
            Measure("seen", len(cells), "", "cells looked at", names(told)),
            *(
                Measure(
                    f"{category.name.lower()}:{principle.name.lower()}",
                    tuple(Message(a.value) for a in answers),
                    "",
                    Message(
                        "{category}: {principle}", category=Message(category.value), principle=Message(principle.value)
                    ),
                    names(f for f in told if (f.record.category, f.record.principle) == (category, principle)),
                )
                for (category, principle), answers in cells.items()
            ),
        ),
        method="One cell for one kind of data and one principle; tellings of one cell that differ stand side by side.",
        limits=("Most cells were not looked at; a missing cell says nothing about the data.",),
    )


def _cells(told: tuple[Fact[OpenData], ...]) -> dict[tuple[DataCategory, DataPrinciple], tuple[Openness, ...]]:
    """Kind and principle to the answers told, in the order of the checklist."""
    found: dict[tuple[DataCategory, DataPrinciple], dict[Openness, None]] = {}
    for category in DataCategory:
        for principle in DataPrinciple:
            answers = [f.record.met for f in told if (f.record.category, f.record.principle) == (category, principle)]
            if answers:
                found[category, principle] = dict.fromkeys(answers)
    return {key: tuple(answers) for key, answers in found.items()}


OF_CASE: tuple[Check, ...] = (recommendations, open_data)
OF_FINDINGS: tuple[CheckOfFindings, ...] = (right_of_reply,)
