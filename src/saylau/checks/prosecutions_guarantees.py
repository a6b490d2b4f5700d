"""Guarantees at each step: counsel, papers and witnesses of searches, public hearings, grounds of restraint.

Counted over all people. What is not told is never taken as absent: it is counted apart and asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from saylau.checks.ask import asked, which_provision
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import provisions
from saylau.checks.limits import Limits, limit_measures, within
from saylau.checks.people import AGGREGATE, COUNSEL, FEW, chosen, counted, people, steps
from saylau.checks.procedure import HELD
from saylau.checks.registry import Check, check
from saylau.checks.told import fit, hull, one_each, unknown
from saylau.records.base import Record
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Act, Step
from saylau.records.kinds.prosecutions import ActSort, StepSort
from saylau.values import Count, Truth
from saylau.values.message import From, Message, OutOf

NOT_TOLD = "What is not told is counted apart: it shows neither that a guarantee was kept nor that it was not."
DEFENDED = (*HELD, StepSort.PROTOCOL, StepSort.SUSPICION, StepSort.SEARCH, StepSort.CHARGE, StepSort.HEARING,
            StepSort.MEASURE)  # fmt: skip
"""Steps at which counsel is asked about."""
SEARCHES = (ActSort.SEARCH, ActSort.SEARCH_PERSON)

Steps = tuple[Fact[Step], ...]


def _told(case: Case, *sorts: StepSort) -> Steps:
    return one_each(fit(case, steps(case, *sorts)))


def _acts(case: Case, *sorts: ActSort) -> tuple[Fact[Act], ...]:
    """Acts of some sorts that are not a step told anyway."""
    return one_each(fit(case, [f for f in case.all(Act) if f.record.sort in sorts and not f.record.step]))


def _outcome(against: Iterable[Fact[Record]], told: Iterable[Fact[Record]]) -> Outcome:
    """A concern where a guarantee is told as not kept; unknown where nothing is told of it."""
    if any(True for _ in against):
        return Outcome.CONCERN
    return Outcome.NOTED if any(True for _ in told) else Outcome.UNKNOWN


# Counsel


@check(chapter="RP", standards=("ICCPR-14", "ICCPR-9", "GC32"), area="prosecutions")
def counsel(case: Case) -> Iterator[Finding]:
    """Whether counsel was present at the steps of a procedure, of the person's own choice, and after how long.

    Over all people: those with counsel at each step of which it is told, those without counsel at some step, those
    whose counsel was not of their choice, and the minutes from detention until counsel was there.
    """
    told = _told(case, *DEFENDED)
    denied = _acts(case, ActSort.NO_COUNSEL)
    asks = "At which steps was counsel present, of whose choice, and how long after the detention?"
    if not told and not denied:
        says = Message("The material tells of no step at which counsel could have been present.")
        yield unknown(says, asked(case, asks, COUNSEL))
        return
    present, absent = (chosen(told, lambda s: s.counsel, answer) for answer in (Truth.YES, Truth.NO))
    imposed = chosen(told, lambda s: s.counsel_chosen, Truth.NO)
    without = (*absent, *denied)
    silent = people(told) - people((*present, *without))
    timed = tuple(f for f in told if f.record.counsel_after)
    yield Finding(
        "case",
        _outcome((*without, *imposed), (*present, *timed)),
        Message(
            "People against whom steps were taken: {people}. Without counsel at some step, as told: {absent}; with "
            "counsel not of their choice: {imposed}; with counsel at each step of which it is told: {present}; of "
            "whom nothing is told: {silent}.",
            people=From(len(people((*told, *denied))), names((*told, *denied))),
            absent=len(people(without)),
            imposed=len(people(imposed)),
            present=len(people(present) - people(without)),
            silent=len(silent),
        ),
        facts=names((*present, *without, *imposed, *timed)) or names(told),
        measures=(
            counted("people", (*told, *denied), "people against whom steps were taken"),
            counted("absent", without, "people without counsel at some step"),
            counted("imposed", imposed, "people whose counsel was not of their choice"),
            counted("present", present, "people with counsel at some step"),
            Measure("silent", len(silent), "people", "people of whom nothing is told", names(told)),
            *_minutes(timed),
        ),
        method="People are counted once over all steps of which the presence of counsel is told.",
        limits=(AGGREGATE, FEW, NOT_TOLD),
        questions=(asked(case, asks, COUNSEL),),
    )


def _minutes(timed: Steps) -> Iterator[Measure]:
    minutes = hull([f.record.counsel_after for f in timed if f.record.counsel_after])
    if minutes is not None:
        yield Measure("minutes", minutes, "minutes", "from detention until counsel was there", names(timed))


# Searches


@check(chapter="RP", standards=("ICCPR-17",), area="prosecutions")
def searches(case: Case) -> Iterator[Finding]:
    """Searches without a warrant, without witnesses, or without counsel.

    Over all people searched: of how many each of the three is told as absent, of how many as present, and of how many
    not told.
    """
    told = _told(case, StepSort.SEARCH)
    loose = _acts(case, *SEARCHES)
    asks = "Was a warrant shown at each search, were witnesses and counsel present, and what was taken?"
    if not told and not loose:
        yield unknown(Message("The material tells of no search."), asked(case, asks, COUNSEL))
        return
    everyone = (*told, *loose)
    no_warrant, no_witness, no_counsel = (_no(told, get) for get in SEARCHED)
    known = tuple(f for f in told if any(get(f.record) is not Truth.UNKNOWN for get in SEARCHED))
    against = tuple(dict.fromkeys((*no_warrant, *no_witness, *no_counsel)))
    yield Finding(
        "case",
        _outcome(against, known),
        Message(
            "People searched or whose homes were searched: {people}. As told, without a warrant shown: {warrant}; "
            "without witnesses: {witnesses}; without counsel: {counsel}; of whom none of the three is told: {silent}.",
            people=From(len(people(everyone)), names(everyone)),
            warrant=len(people(no_warrant)),
            witnesses=len(people(no_witness)),
            counsel=len(people(no_counsel)),
            silent=len(people(everyone) - people(known)),
        ),
        facts=names(known) or names(everyone),
        measures=(
            counted("people", everyone, "people searched or whose homes were searched"),
            counted("no_warrant", no_warrant, "people searched without a warrant shown"),
            counted("no_witnesses", no_witness, "people searched without witnesses"),
            counted("no_counsel", no_counsel, "people searched without counsel"),
            counted("known", known, "people of whom any of the three is told"),
        ),
        method="Each search by what is told of its warrant, witnesses and counsel; people are counted once.",
        limits=(AGGREGATE, FEW, NOT_TOLD, "Whether the law allowed a search without a warrant is not tested here."),
        questions=(asked(case, asks, COUNSEL),),
    )


Get = Callable[[Step], Truth]
SEARCHED: tuple[Get, ...] = (lambda s: s.warrant, lambda s: s.witnesses, lambda s: s.counsel)


def _no(told: Sequence[Fact[Step]], get: Get) -> Steps:
    return chosen(told, get, Truth.NO)


# Hearings


@check(chapter="RP", standards=("ICCPR-14", "CPH-5.16"), area="prosecutions")
def hearings(case: Case) -> Iterator[Finding]:
    """Whether hearings were open to the public, with counsel, and with an interpreter where one was needed.

    Over all hearings told: those closed to the public, those without counsel, those without an interpreter, and those
    of which that is not told.
    """
    told = _told(case, StepSort.HEARING)
    closed_acts = _acts(case, ActSort.CLOSED_HEARING)
    asks = "Was each hearing open to the public, in which language was it held, and was an interpreter there?"
    if not told and not closed_acts:
        yield unknown(Message("The material tells of no hearing."), asked(case, asks, COUNSEL))
        return
    closed = (*_no(told, lambda s: s.open_to_public), *closed_acts)
    alone, unheard = _no(told, lambda s: s.counsel), _no(told, lambda s: s.interpreter)
    known = tuple(f for f in told if any(get(f.record) is not Truth.UNKNOWN for get in HEARD))
    yield Finding(
        "case",
        _outcome((*closed, *alone, *unheard), known),
        Message(
            "Hearings told of: {hearings}. Closed to the public: {closed}; without counsel: {alone}; without an "
            "interpreter where one was needed: {unheard}; of which none of this is told: {silent}.",
            hearings=From(len(told), names(told)) if told else 0,
            closed=len(closed),
            alone=len(alone),
            unheard=len(unheard),
            silent=len(told) - len(known),
        ),
        facts=names((*known, *closed_acts)) or names(told),
        measures=(
            Measure("hearings", len(told), "hearings", "hearings told of", names(told)),
            Measure("closed", len(closed), "hearings", "hearings closed to the public", names(closed)),
            Measure("no_counsel", len(alone), "hearings", "hearings without counsel", names(alone)),
            Measure("no_interpreter", len(unheard), "hearings", "hearings without an interpreter", names(unheard)),
            counted("people", (*told, *closed_acts), "people whose hearings they were"),
        ),
        method="Each hearing once, by what is told of it.",
        limits=(AGGREGATE, FEW, NOT_TOLD, "A court may close a hearing for grounds that are not told here."),
        questions=(asked(case, asks, "the courts concerned"),),
    )


HEARD: tuple[Get, ...] = (lambda s: s.open_to_public, lambda s: s.counsel, lambda s: s.interpreter)


# Measures of restraint


@check(chapter="RP", standards=("ICCPR-9", "ICCPR-24"), area="prosecutions")
def restraint(case: Case) -> Iterator[Finding]:
    """Measures of restraint: whether the paper states ground and length and considers the care of children.

    Over all people under a measure: of how many each is told as absent. The length is held against the longest that
    the law allowed on the day of the measure.
    """
    told = _told(case, StepSort.MEASURE)
    asks = "What ground and length does the paper of each measure state, and does it consider the care of children?"
    if not told:
        yield unknown(Message("The material tells of no measure of restraint."), asked(case, asks, COUNSEL))
        return
    bare, endless = _no(told, lambda s: s.ground_stated), _no(told, lambda s: s.length_stated)
    carers = chosen(told, lambda s: s.cares_for_child, Truth.YES)
    unasked = _no(carers, lambda s: s.care_considered)
    limits = Limits(case, ("prosecutions.measure",))
    answers = {f.fact: limits.of(f.record.during) for f in told if f.record.months}
    above = tuple(f for f in told if f.record.months and _above(f.record.months, limits, f))
    known = tuple(a for own in answers.values() for a in own)
    papers = tuple(f for f in told if any(get(f.record) is not Truth.UNKNOWN for get in PAPERS))
    outcome = Outcome.CONTRARY if above else _outcome((*bare, *endless, *unasked), papers)
    months = hull([f.record.months for f in told if f.record.months])
    yield Finding(
        "case",
        outcome,
        Message(
            "People under a measure of restraint: {people}. As told, with no ground stated: {bare}; with no length "
            "stated: {endless}; for longer than the law allowed: {above}; who cared for a child, with that not "
            "considered: {unasked}; of whom the paper is not told: {silent}.",
            people=From(len(people(told)), names(told)),
            bare=len(people(bare)),
            endless=len(people(endless)),
            above=len(people(above)),
            unasked=OutOf(len(people(unasked)), len(people(carers))) if carers else 0,
            silent=len(people(told) - people(papers)),
        ),
        facts=names(told),
        provisions=provisions(known) if above else (),
        measures=(
            counted("people", told, "people under a measure of restraint"),
            counted("no_ground", bare, "people with no ground stated"),
            counted("no_length", endless, "people with no length stated"),
            counted("above", above, "people for longer than the law allowed"),
            counted("carers", carers, "people who cared for a child"),
            counted("care_not_considered", unasked, "people whose care of a child was not considered"),
            *(
                (Measure("months", months, "months", "from the shortest to the longest", names(told)),)
                if months
                else ()
            ),
            *limit_measures(known, "limit_months", "months", "longest measure that the law allowed: {reading}"),
        ),
        method="Each measure by what its paper states, as told; its months against the limit of the law on its day.",
        limits=(AGGREGATE, FEW, NOT_TOLD, "Whether a ground that is stated was a good one is not tested here."),
        questions=(
            *(() if known else (which_provision(case, "prosecutions.measure", MEASURE_ABOUT),)),
            asked(case, asks, COUNSEL),
        ),
    )


MEASURE_ABOUT = "how long a measure of restraint could last"
PAPERS: tuple[Get, ...] = (lambda s: s.ground_stated, lambda s: s.length_stated, lambda s: s.care_considered)


def _above(months: Count, limits: Limits, step: Fact[Step]) -> bool:
    return within(months, limits.of(step.record.during), "limit_months") is Truth.NO


CHECKS: tuple[Check, ...] = (counsel, searches, hearings, restraint)
