"""Chains of procedure: who is counted how often, which steps are missing, and which order cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.people import AGGREGATE, COUNSEL, counted
from saylau.checks.procedure import SANCTIONS, Chain, all_chains, detentions, persons, sentences
from saylau.checks.registry import Check, check
from saylau.checks.told import unknown
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Step
from saylau.records.kinds.prosecutions import StepSort
from saylau.values.message import From, Message, Value

NONE_TOLD = Message("The material tells of no step of a procedure.")
STEPS_ASKED = "Which steps were taken against each person, when, in which matter and by which body?"
ONE_CLAIM_EACH = "A step told several times is one step; people are those behind different case numbers."


@check(chapter="RP", standards=("ICCPR-9", "ICCPR-14"), area="prosecutions")
def counts(case: Case) -> Iterator[Finding]:
    """How many people, detentions and sentences the steps tell of: three numbers that are never one.

    People are distinct persons. Detentions are steps of that sort; bringing to a station and custody belong to one.
    Sentences are outcomes of hearings: fines, arrests and verdicts. One person can stand behind several of them.
    """
    told = case.all(Step)
    if not told:
        yield unknown(NONE_TOLD, asked(case, STEPS_ASKED, COUNSEL))
        return
    held = tuple(f for f in told if f.record.sort is StepSort.DETENTION)
    sentenced = tuple(f for f in told if f.record.sort in SANCTIONS)
    yield Finding(
        "case",
        Outcome.NOTED,
        Message(
            "People of whom a step of a procedure is told: {people}. Detentions: {detentions}, of people: {held}. "
            "Sentences: {sentences}, of people: {sentenced}.",
            people=From(persons(told), names(told)),
            detentions=detentions(held),
            held=persons(held),
            sentences=sentences(sentenced),
            sentenced=persons(sentenced),
        ),
        facts=names(told),
        measures=(
            counted("people", told, "people of whom a step is told"),
            Measure("detentions", detentions(held), "detentions", "detentions", names(held)),
            counted("people_detained", held, "people detained"),
            Measure("sentences", sentences(sentenced), "sentences", "fines, arrests and verdicts", names(sentenced)),
            counted("people_sentenced", sentenced, "people sentenced"),
        ),
        method="Distinct persons, and distinct steps of each sort.",
        limits=(AGGREGATE, ONE_CLAIM_EACH, "Steps that nobody told of are not counted."),
        questions=(asked(case, "Do two of the case numbers stand for one person?", "the documenters of the case"),),
    )


@check(chapter="RP", standards=("ICCPR-14", "CPH-5.16"), area="prosecutions")
def chain(case: Case) -> Iterator[Finding]:
    """Whether the steps of each matter are told in an order that can be, and which steps are missing.

    Stop, station, protocol, release or hearing, sanction, served; suspicion, measure, charge, verdict, appeal,
    cassation. A step that comes before one that is told, and is not told itself, is asked for. A step told on a day
    surely before every step that it must follow is told as an order that cannot be.
    """
    chains = [c for c in all_chains(case) if c.steps]
    if not chains:
        yield unknown(NONE_TOLD, asked(case, STEPS_ASKED, COUNSEL))
        return
    whole = [c for c in chains if c.matter]
    wrong = [c for c in chains if c.impossible]
    gaps = [c for c in whole if c.missing]
    loose = [c for c in chains if not c.matter]
    if not whole and not wrong:
        yield _loose(case, loose)
        return
    yield Finding(
        "case",
        Outcome.CONCERN if wrong else Outcome.NOTED,
        Message(
            "Matters with their steps: {matters}, of people: {people}. With a step missing: {gaps}; with steps in an "
            "order that cannot be: {wrong}; steps of which no matter is told: {loose}.",
            matters=len(whole),
            people=len({c.person for c in whole}),
            gaps=len(gaps),
            wrong=len(wrong),
            loose=sum(len(c.steps) for c in loose),
        ),
        facts=_facts((*whole, *wrong)),
        context=_facts(c for c in loose if c not in wrong),
        measures=(
            Measure("matters", len(whole), "matters", "matters of which steps are told", _facts(whole)),
            Measure("people", len({c.person for c in whole}), "people", "people whose matters they are", _facts(whole)),
            Measure("gaps", len(gaps), "matters", "matters with a step missing", _facts(gaps)),
            Measure("wrong_order", len(wrong), "matters", "matters with an order that cannot be", _pairs(wrong)),
            Measure("loose", sum(len(c.steps) for c in loose), "steps", "steps without a matter", _facts(loose)),
        ),
        method="The steps of a matter by their days, against the order of the procedure; only what is certain counts.",
        limits=(
            AGGREGATE,
            "An order that cannot be is a slip in the source or the record, or a step that is not told, before it is "
            "anything else.",
            "Steps known by their day alone are not put in order within that day.",
        ),
        questions=tuple(_asked(case, whole, wrong, loose)),
    )


def _loose(case: Case, loose: Sequence[Chain]) -> Finding:
    """Steps of which no matter is told: nothing says which of them belong together."""
    number = sum(len(c.steps) for c in loose)
    says = Message(
        "Steps told without the matter to which they belong: {steps}, of people: {people}; no order was tested.",
        steps=number,
        people=len({c.person for c in loose}),
    )
    told = [f for c in loose for f in c.steps]
    measures = (
        Measure("loose", number, "steps", "steps without a matter", names(told)),
        counted("people", told, "people of whom they are told"),
    )
    return replace(unknown(says, asked(case, MATTER_ASKED, COUNSEL), facts=names(told)), measures=measures)


MATTER_ASKED = "To which matter does each step belong, under which number is it kept, and on which day was each?"
ORDER_ASKED = "On which day was each of the steps whose order cannot be, by the papers of the matter?"


def _facts(chains: Sequence[Chain] | Iterator[Chain]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for c in chains for name in names(c.steps)))


def _pairs(chains: Sequence[Chain]) -> tuple[str, ...]:
    found: list[Fact[Step]] = [f for c in chains for pair in c.impossible for f in pair]
    return tuple(dict.fromkeys(names(found)))


def _asked(case: Case, whole: Sequence[Chain], wrong: Sequence[Chain], loose: Sequence[Chain]) -> Iterator[Asked]:
    sorts = tuple(dict.fromkeys(sort for c in whole for sort, _ in c.missing))
    if sorts:
        said: Value = tuple(Message(sort.value) for sort in sorts)
        yield asked(case, Message("When, by whom and with which paper was each of these steps: {steps}?", steps=said),
                    COUNSEL)  # fmt: skip
    if wrong:
        yield asked(case, ORDER_ASKED, COUNSEL)
    if loose:
        yield asked(case, MATTER_ASKED, COUNSEL)


CHECKS: tuple[Check, ...] = (counts, chain)
