"""What followed protest and cooperation: call-ups to military service, and pressure. Sequence is not cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.ask import asked
from saylau.checks.detentions_claims import Claim, public
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.people import AGGREGATE, COUNSEL, FEW, SEQUENCE, chosen, conduct_of, counted, people, steps
from saylau.checks.registry import Check, check
from saylau.checks.told import days_if_ordered, hull, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Act, Conduct, Consequence, Intervention, Step
from saylau.records.kinds.prosecutions import ActSort, ConductSort, ConsequenceSort, Exemption, StepSort
from saylau.records.kinds.protests import TallySubject
from saylau.records.kinds.reprisals import InterventionSort
from saylau.values import Count, Ends, Truth
from saylau.values.message import From, Message, OutOf, Value

CALLED = (StepSort.SUMMONS, StepSort.CALL_UP)
PRESSURE_STEPS = (StepSort.SUMMONS, StepSort.CALL_UP, StepSort.CHARGE, StepSort.DETENTION, StepSort.ARREST)
PRESSURE_ACTS = (ActSort.THREAT, ActSort.THREAT_FAMILY, ActSort.PRESSURE, ActSort.SEARCH, ActSort.SEIZURE)
LOSSES = (ConsequenceSort.LOST_STUDY, ConsequenceSort.LOST_WORK)
OFFICE = "the ministry of defence"


def days_after(case: Case, step: Fact[Step]) -> Count | None:
    """Days from the conduct before a step to the step: as recorded, else between the two days where both are exact."""
    if step.record.days_after is not None:
        return step.record.days_after
    before, during = conduct_of(case, step), step.record.during
    if before is None or during is None or before.record.during is None:
        return None
    if before.record.during.exact_day is None or during.exact_day is None:
        return None
    return days_if_ordered(before.record.during, during, Ends.ONE)


@check(chapter="RP", standards=("CPH-7.7", "ICCPR-19", "ICCPR-21"))
def draft(case: Case) -> Iterator[Finding]:
    """Summonses and call-ups to military service after protest or expression.

    Over all people: the days from what they did to the summons or call-up, from the shortest to the longest; of how
    many an exemption was on file; how many were taken back. The number of places is that which is stated.
    """
    called = steps(case, *CALLED)
    if not called:
        asks = "Were people summoned or called up to military service after protest or expression, and when?"
        yield unknown(Message("The material tells of no summons or call-up."), asked(case, asks, COUNSEL))
        return
    timed = [(f, d) for f in called if (d := days_after(case, f)) is not None]
    exempt = chosen(called, lambda s: s.exemption, Truth.YES)
    stated = next(iter(public(case, TallySubject.PEOPLE_CALLED_UP)), None)
    publicity = _publicity(case, called)
    number = len(people(called))
    differs = stated is not None and stated.record.number.equals(number) is Truth.NO
    yield Finding(
        "case",
        Outcome.DISPUTED if differs else Outcome.CONCERN,
        _called(called, timed, exempt),
        facts=(*names(called), *((stated.fact,) if stated else ())),
        context=names(publicity),
        measures=(
            counted("people", called, "people summoned or called up after protest or expression"),
            *_days(timed),
            Measure(
                "exempt",
                OutOf(len(people(exempt)), number),
                "people",
                "of whom an exemption was on file",
                names(exempt),
            ),
            *_grounds(exempt),
            counted("reversed", chosen(called, lambda s: s.reversed, Truth.YES), "of whom it was taken back later"),
            counted("after_publicity", publicity, "whose case had been made public"),
            *_stated(stated),
        ),
        method="Days from the recorded conduct to the summons or call-up, over all people of whom both are known.",
        limits=(
            AGGREGATE,
            FEW,
            SEQUENCE,
            "Most people of that age can be called up; the number of all who were is not known here.",
            COINCIDENCE,
        ),
        questions=(
            asked(
                case, "On which day was each summons or call-up decided, by whom, and was an exemption on file?", OFFICE
            ),
            asked(case, "How many people were called up in the same places and weeks in all?", OFFICE),
        ),
    )


COINCIDENCE = (
    "No chance of a coincidence is computed: people are told of because a summons followed, so that short times in "
    "between are to be expected. Only a list of all who were summoned would show how often it came so by chance."
)


def _grounds(exempt: Sequence[Fact[Step]]) -> Iterator[Measure]:
    """How many had each ground of exemption on file, where it is told."""
    for ground in Exemption:
        own = [f for f in exempt if f.record.exempt_as is ground]
        if own:
            label = Message("with an exemption on this ground: {ground}", ground=Message(ground.value))
            yield counted(f"exempt:{ground.name.lower()}", own, label)


Timed = tuple[Fact[Step], Count]


def _called(called: Sequence[Fact[Step]], timed: Sequence[Timed], exempt: Sequence[Fact[Step]]) -> Message:
    number = len(people(called))
    given: dict[str, Value] = {
        "people": From(number, names(called)),
        "exempt": OutOf(len(people(exempt)), number),
    }
    days = hull([d for _, d in timed])
    if days is None:
        return Message(
            "People summoned or called up to military service after protest or expression: {people}; an exemption was "
            "on file for {exempt}; for none of them the days in between are known.",
            **given,
        )
    return Message(
        "People summoned or called up to military service after protest or expression: {people}; an exemption was on "
        "file for {exempt}; days in between, known for {timed}: {days}.",
        timed=len(people(f for f, _ in timed)),
        days=From(days, names(f for f, _ in timed)),
        **given,
    )


def _days(timed: Sequence[Timed]) -> Iterator[Measure]:
    facts = names(f for f, _ in timed)
    days = hull([d for _, d in timed])
    yield Measure(
        "people_with_days", len(people(f for f, _ in timed)), "people", "of whom the days in between are known", facts
    )
    if days is not None:
        yield Measure("days", days, "days", "from the shortest to the longest time in between", facts)


def _stated(stated: Claim | None) -> Iterator[Measure]:
    if stated is None:
        return
    yield Measure("stated", stated.record.number, "people", "people, as a number stated by the source", (stated.fact,))
    if stated.record.number_of_places:
        yield Measure("places", stated.record.number_of_places, "places", "places, as stated", (stated.fact,))


def _publicity(case: Case, called: Sequence[Fact[Step]]) -> tuple[Fact[Intervention], ...]:
    told = case.where(Intervention, sort=InterventionSort.PUBLICITY)
    return tuple(f for f in told if people((f,)) & people(called))


@check(chapter="RP", standards=("CPH-10", "CPH-10.4", "CPH-24"))
def cooperation(case: Case) -> Iterator[Finding]:
    """Pressure after cooperation with international bodies or the observation of trials or elections.

    Of people who cooperated or observed, of how many pressure, a charge or a loss is told; how many kinds of it there
    were is counted, not which of them concerned whom.
    """
    acted = case.where(Conduct, sort=ConductSort.COOPERATION)
    if not acted:
        asks = "Did pressure follow on people who observed trials or elections or wrote to international bodies?"
        yield unknown(
            Message("The material tells of no cooperation that pressure followed."), asked(case, asks, COUNSEL)
        )
        return
    who = people(acted)
    after = [f for f in _pressure(case) if people((f,)) & who]
    kinds = {str(getattr(f.record, "sort", "")) for f in after}
    pressed = people(after) & who
    yield Finding(
        "case",
        Outcome.CONCERN if pressed else Outcome.NOTED,
        Message(
            "People who observed trials or elections or turned to international bodies: {people}; of whom pressure, a "
            "charge or a loss is told: {pressed}; kinds of it: {kinds}.",
            people=From(len(who), names(acted)),
            pressed=From(len(pressed), names(after)),
            kinds=len(kinds),
        ),
        facts=(*names(acted), *names(after)),
        measures=(
            counted("people", acted, "people who observed or cooperated"),
            Measure("pressed", len(pressed), "people", "of whom pressure, a charge or a loss is told", names(after)),
            Measure("kinds", len(kinds), "kinds", "kinds of pressure, charge or loss told", names(after)),
        ),
        method="People who observed or cooperated are looked for among those of whom pressure is told.",
        limits=(AGGREGATE, FEW, SEQUENCE),
        questions=(
            asked(
                case,
                "What followed for people who observed trials or turned to international bodies, and on what ground?",
                COUNSEL,
            ),
        ),
    )


def _pressure(case: Case) -> tuple[Fact[Step] | Fact[Act] | Fact[Consequence], ...]:
    acts = tuple(f for f in case.all(Act) if f.record.sort in PRESSURE_ACTS)
    losses = tuple(f for f in case.all(Consequence) if f.record.sort in LOSSES)
    return (*steps(case, *PRESSURE_STEPS), *acts, *losses)


CHECKS: tuple[Check, ...] = (draft, cooperation)
