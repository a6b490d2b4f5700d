"""Opinion polls that were published: when, with what disclosed, and whether their numbers can be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from saylau.checks.addressees import commission
from saylau.checks.ask import Answer, ask, asked, which_provision
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import deciding, reading, together
from saylau.checks.registry import Check, check
from saylau.checks.told import fit, one_each, unknown
from saylau.law.inputs import PublicationInputs
from saylau.methods import polls as methods
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Poll, PollShare
from saylau.records.kinds.polls import PollSelection, PollSort
from saylau.values import Truth, When
from saylau.values.message import Message, OutOf, Said

BLACKOUT = "polls.blackout"
ABOUT = "the days on which no results of opinion polls could be published"
WHICH_POLLS = "Which opinion polls on the election were published, on which days, by whom, and with which particulars?"
NO_POLLS = "No published opinion poll is in the material."
POLL_AND_COUNT = "Agreement of a poll with the official result is no evidence for or against the count."


def _polls(case: Case) -> tuple[Fact[Poll], ...]:
    """The first claim on which something can rest, of each poll."""
    return one_each(fit(case, case.where(Poll, election=case.info.election)))


def _none(case: Case) -> Finding:
    return unknown(Message(NO_POLLS), asked(case, WHICH_POLLS, commission(case)))


def _days(answers: Sequence[Answer]) -> tuple[date, date] | None:
    for answer in answers:
        first, last = (answer.explanation.values.get(name) for name in ("first", "last"))
        if isinstance(first, date) and isinstance(last, date):
            return first, last
    return None


@check(chapter="PO", standards=("VC-I.3.1", "ICCPR-19"), area="polls")
def blackout(case: Case) -> Iterator[Finding]:
    """Whether results of opinion polls were published on days on which none could be.

    The day of each publication beside the last days before voting and voting day. Exit polls are left out.
    """
    published = [claim for claim in _polls(case) if claim.record.sort is PollSort.OPINION]
    poll = When.on(case.info.poll)
    days = _days(deciding(ask(case, BLACKOUT, PublicationInputs(poll=poll))))
    if not published:
        yield _none_published(case, days)
        return
    for claim in published:
        given = PublicationInputs(poll=poll, published=claim.record.published, facts=(claim.fact,))
        yield _blackout(case, claim, ask(case, BLACKOUT, given))


def _none_published(case: Case, days: tuple[date, date] | None) -> Finding:
    which = asked(case, WHICH_POLLS, commission(case))
    if days is None:
        return unknown(Message(NO_POLLS), which, which_provision(case, BLACKOUT, ABOUT))
    says = Message(
        "No published opinion poll is in the material; none could be published from {first} to {last}.",
        first=days[0], last=days[1],
    )  # fmt: skip
    return unknown(says, which)


def _blackout(case: Case, claim: Fact[Poll], answers: tuple[Answer, ...]) -> Finding:
    if not deciding(answers):
        says = Message("On which days no results of opinion polls could be published is not known.")
        return unknown(says, which_provision(case, BLACKOUT, ABOUT), subject=claim.id, facts=(claim.fact,))
    readings = tuple(reading(a) for a in answers)
    return Finding(
        claim.id,
        together(readings),
        readings[0].says,
        facts=(claim.fact,),
        readings=readings if len(readings) > 1 else (),
        explanations=tuple(a.explanation for a in deciding(answers)),
        limits=("The day of publication is that which sources state; later repetitions are not among them.",),
    )


@dataclass(frozen=True)
class Element:
    """Something that a publication of a poll states or leaves out."""

    label: str
    stated: Callable[[Poll], bool]
    core: bool = False
    """Without it a poll cannot be judged at all."""


ELEMENTS: tuple[Element, ...] = (
    Element("who ordered it and paid for it", lambda p: bool(p.sponsor)),
    Element("who conducted it", lambda p: p.conductor is not None, core=True),
    Element("exact wording of the question", lambda p: bool(p.wording)),
    Element("population", lambda p: bool(p.population), core=True),
    Element("list or procedure from which respondents were drawn", lambda p: bool(p.frame)),
    Element("how respondents were selected", lambda p: p.selection is not PollSelection.NOT_STATED, core=True),
    Element("number of respondents", lambda p: p.respondents is not None, core=True),
    Element("how people were asked", lambda p: bool(p.mode)),
    Element("days of the fieldwork", lambda p: p.fieldwork is not None, core=True),
    Element("place", lambda p: bool(p.place)),
    Element("margin of error", lambda p: p.declared_error is not None),
    Element("weighting", lambda p: bool(p.weighting) or p.weighted is Truth.NO),
    Element("sizes of subgroups", lambda p: p.subgroups is Truth.YES),
)
"""The thirteen elements whose disclosure is counted."""


@check(chapter="PO", standards=("VC-I.3.1",), area="polls")
def disclosure(case: Case) -> Iterator[Finding]:
    """What the publication of each opinion poll disclosed.

    Thirteen elements, stated or not; five of them are needed to judge a poll at all.
    """
    published = _polls(case)
    if not published:
        yield _none(case)
        return
    for claim in published:
        yield _disclosure(case, claim)


def _disclosure(case: Case, claim: Fact[Poll]) -> Finding:
    missing = [element for element in ELEMENTS if not element.stated(claim.record)]
    if len(missing) == len(ELEMENTS):
        nothing = Message("Nothing of what the publication of the poll disclosed is in the material.")
        return unknown(nothing, asked(case, WHICH_POLLS, commission(case)), subject=claim.id, facts=(claim.fact,))
    stated = OutOf(len(ELEMENTS) - len(missing), len(ELEMENTS))
    if not missing:
        outcome, says = Outcome.IN_LINE, Message("The publication of the poll stated all {elements} elements.",
                                                 elements=len(ELEMENTS))  # fmt: skip
    else:
        outcome = Outcome.CONCERN if any(element.core for element in missing) else Outcome.NOTED
        says = Message(
            "Elements stated by the publication of the poll: {stated}. Not stated: {missing}.",
            stated=stated, missing=tuple(Message(element.label) for element in missing),
        )  # fmt: skip
    return Finding(
        claim.id,
        outcome,
        says,
        facts=(claim.fact,),
        measures=(Measure("stated", stated, "", "elements stated", (claim.fact,)),),
        assumptions=("Which elements a poll cannot be judged without is a judgement of ours.",),
        limits=(
            "What a publication does not state may stand elsewhere, for example with the pollster.",
            POLL_AND_COUNT,
        ),
    )


TOLERANCE = Decimal("0.1")
"""Points by which a declared margin may lie below the least one before it is told."""


@check(chapter="PO", area="polls")
def arithmetic(case: Case) -> Iterator[Finding]:
    """Whether the numbers of each opinion poll can be right.

    Declared margin of error beside 1.96 times the root of a quarter over the respondents (Cochran 1977); a sum of 100
    within half a digit for each share; whether a whole number of respondents gives each unweighted share.
    """
    published = _polls(case)
    if not published:
        yield _none(case)
        return
    for claim in published:
        yield _arithmetic(case, claim, case.where(PollShare, poll=claim.id))


@dataclass(frozen=True)
class _Test:
    """One test of a poll's numbers: whether it holds, and what is said where it does not."""

    holds: bool
    says: Said


def _arithmetic(case: Case, claim: Fact[Poll], shares: Sequence[Fact[PollShare]]) -> Finding:
    poll, facts = claim.record, (claim.fact, *names(shares))
    tests = [*_margin(poll), *_sum(shares), *_whole_numbers(poll, shares)]
    measures = (*_margin_measures(claim), *_lead_measures(poll, shares, facts))
    if not tests:
        says = Message("The publication of the poll states too little for its numbers to be tested.")
        return Finding(
            claim.id, Outcome.UNKNOWN, says, facts=(claim.fact,), measures=measures, limits=(POLL_AND_COUNT,),
            questions=(asked(case, WHICH_POLLS, commission(case)),),
        )  # fmt: skip
    failed = [test.says for test in tests if not test.holds]
    says = Message("Tests of the numbers of the poll: {tests}; all passed.", tests=len(tests))
    if failed:
        says = Message(
            "Tests of the numbers of the poll: {tests}; not passed: {failed}.",
            tests=len(tests), failed=tuple(text if isinstance(text, Message) else Message(text) for text in failed),
        )  # fmt: skip
    return Finding(
        claim.id,
        Outcome.CONCERN if failed else Outcome.IN_LINE,
        says,
        facts=facts,
        measures=measures,
        limits=(
            "A margin of error holds for a probability sample alone.",
            *(() if poll.weighted is Truth.NO else (WEIGHTED,)),
            POLL_AND_COUNT,
        ),
    )


WEIGHTED = "Weighted answers need not be whole numbers of respondents; that test was left out."


def _most_respondents(poll: Poll) -> int | None:
    """As many respondents as there can have been; None where their number has no upper bound or is not stated."""
    return poll.respondents.high or None if poll.respondents else None


def _points(number: float) -> Decimal:
    """Percentage points, to the hundredth."""
    return Decimal(str(round(number, 2)))


def _margin(poll: Poll) -> Iterator[_Test]:
    if poll.declared_error is None:
        return
    if poll.selection is PollSelection.VOLUNTEER:
        yield _Test(False, "a margin of error was stated for people who chose to answer, of whom it says nothing")
        return
    respondents = _most_respondents(poll)
    if respondents is not None:
        least = _points(methods.margin_of_error(respondents))
        says = Message(
            "the stated margin of error, {stated} points, lies below that of a simple random sample, {least} points",
            stated=poll.declared_error, least=least,
        )  # fmt: skip
        yield _Test(poll.declared_error >= least - TOLERANCE, says)


def _sum(shares: Sequence[Fact[PollShare]]) -> Iterator[_Test]:
    printed = [f.record.share for f in shares]
    if len(printed) > 1:
        says = Message("the shares add up to {total} per cent", total=sum(printed, Decimal(0)))
        yield _Test(methods.sum_fits(printed), says)


def _whole_numbers(poll: Poll, shares: Sequence[Fact[PollShare]]) -> Iterator[_Test]:
    respondents = poll.respondents.exact if poll.respondents else None
    if not respondents or poll.weighted is not Truth.NO:
        return
    for share in (f.record.share for f in shares):
        if methods.informative(share, respondents):
            says = Message(
                "no whole number of {respondents} respondents gives {share} per cent",
                respondents=respondents, share=share,
            )  # fmt: skip
            yield _Test(methods.attainable(share, respondents) is not None, says)


def _margin_measures(claim: Fact[Poll]) -> Iterator[Measure]:
    poll = claim.record
    respondents = _most_respondents(poll)
    if respondents is None or poll.selection is PollSelection.VOLUNTEER:
        return
    least, how = methods.margin_of_error(respondents), f"1.96 * sqrt(0.25 / {respondents})"
    yield Measure("margin", _points(least), "percentage points", "margin of error of a simple random sample",
                  (claim.fact,), how)  # fmt: skip
    if poll.design_effect is not None:
        wide = methods.margin_of_error(respondents, design_effect=float(poll.design_effect))
        yield Measure("margin_design", _points(wide), "percentage points",
                      "margin of error with the stated design effect", (claim.fact,))  # fmt: skip


def _lead_measures(poll: Poll, shares: Sequence[Fact[PollShare]], facts: tuple[str, ...]) -> Iterator[Measure]:
    """The lead of the first over the second, and its margin: wider than that of a share."""
    first_two = sorted((f.record.share for f in shares if f.record.candidacy), reverse=True)[:2]
    respondents = _most_respondents(poll)
    if len(first_two) < 2 or respondents is None or poll.selection is PollSelection.VOLUNTEER:
        return
    one, other = first_two
    effect = float(poll.design_effect or 1)
    margin = methods.margin_of_lead(float(one) / 100, float(other) / 100, respondents, effect)
    yield Measure("lead", one - other, "percentage points", "lead of the first over the second", facts)
    yield Measure("lead_margin", _points(margin), "percentage points", "margin of that lead", facts)


PUBLISHED: tuple[Check, ...] = (blackout, disclosure, arithmetic)
