"""Observers: missions and their numbers, accreditation, and what they were kept from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.addressees import commission
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, check
from saylau.checks.told import days_if_ordered, fit, one_each, speakers, unknown
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Accreditation, ObserverMission, ObserverNumber, ObserverRestriction
from saylau.records.kinds.observers import NumberState
from saylau.values import Ends, Truth, When
from saylau.values.count import Count
from saylau.values.message import From, Message, Name, OutOf, Said, Value

MISSIONS_ASKED = "Which missions and groups observed, from when to when, and with how many observers?"
ACCREDITATION_ASKED = (
    "How many observers of each sort applied, how many were accredited and how many refused, and on what ground?"
)
LIMITS_ASKED = "What were observers not allowed to see, record or receive, by law or in practice, and how often?"


@check(chapter="EO", standards=("CPH-8", "VC-II.3.2"))
def missions(case: Case) -> Iterator[Finding]:
    """Which missions observed, since when, and with how many observers.

    One finding a mission: the days between its opening and voting day, and its numbers by part, those asked for and
    those deployed apart. Numbers of different days stand side by side and are never added.
    """
    held = one_each(fit(case, case.where(ObserverMission, election=case.info.election)))
    if not held:
        says = Message("The material records no mission or group of observers.")
        yield unknown(says, asked(case, MISSIONS_ASKED, commission(case)))
    for mission in held:
        yield _mission(case, mission)


def _mission(case: Case, mission: Fact[ObserverMission]) -> Finding:
    numbers = fit(case, case.where(ObserverNumber, mission=mission.id))
    opened = mission.record.during.start if mission.record.during else None
    days = days_if_ordered(opened, When.on(case.info.poll), Ends.BOTH)
    about = Message("{mission}", mission=Name(mission.id))
    return Finding(
        mission.id,
        Outcome.NOTED,
        Message(
            "{mission}, as {who} stated: opened {opened}; days from the opening to voting day, both included: {days}. "
            "Observers by part: {parts}; their numbers: {numbers}.",
            mission=Name(mission.id),
            who=speakers(case, (mission.fact, *names(numbers))),
            opened=From(opened, (mission.fact,)) if opened else Message("on a day not stated"),
            days=days if days is not None else Message("not known"),
            parts=tuple(_part(f) for f in numbers) or Message("none stated"),
            numbers=tuple(From(f.record.number, (f.fact,)) for f in numbers) or Message("none stated"),
        ),
        facts=(mission.fact, *names(numbers)),
        measures=(
            *((Measure("days", days, "days", "days from opening to voting day", (mission.fact,)),) if days else ()),
            *(Measure(f"number:{f.fact}", f.record.number, "observers", _part(f), (f.fact,)) for f in numbers),
        ),
        limits=("Numbers of observers say nothing of where they were.", "Numbers of one mission are not added up."),
        questions=() if numbers and opened else (asked(case, MISSIONS_ASKED, commission(case), about),),
    )


def _part(fact: Fact[ObserverNumber]) -> Message:
    """The part of the mission and whether the number was asked for or deployed, with its day."""
    part = Message(fact.record.part.value)
    templates = {
        NumberState.REQUESTED: "{part}, asked for ({on})",
        NumberState.DEPLOYED: "{part}, deployed ({on})",
    }
    return Message(templates[fact.record.state], part=part, on=fact.record.as_of or Message("day not stated"))


@check(chapter="EO", standards=("CPH-8", "VC-II.3.2"))
def accreditation(case: Case) -> Iterator[Finding]:
    """How many observers were accredited, and how many were refused.

    Numbers as stated, day by day; the latest stands in the sentence. Refused over applied where both are stated; where
    applied is not accredited and refused together, the numbers disagree. Numbers of two days are never added.
    """
    rows = fit(case, case.where(Accreditation, election=case.info.election))
    if not rows:
        says = Message("The material does not say how many observers were accredited or refused.")
        yield unknown(says, asked(case, ACCREDITATION_ASKED, commission(case)))
        return
    ordered = sorted(rows, key=lambda f: f.record.as_of.sort_key() if f.record.as_of else When("1000").sort_key())
    refused = [f for f in ordered if f.record.refused and f.record.refused.more_than(0) is Truth.YES]
    odd = [f for f in ordered if _disagrees(f.record)]
    whole = [f for f in ordered if f.record.accredited and f.record.mission is None]
    last = (whole or ordered)[-1]
    yield Finding(
        "case",
        Outcome.DISPUTED if odd else Outcome.CONCERN if refused else Outcome.NOTED,
        _accredited(case, last, refused),
        facts=names(ordered),
        measures=tuple(m for f in ordered for m in _accreditation_measures(f)),
        limits=(
            "Numbers are those stated on their days; observers of one day stand in the number of a later day.",
            "Who was refused, or did not apply, is not in numbers of those accredited.",
        ),
        questions=()
        if all(f.record.refused is not None for f in whole or ordered)
        else (asked(case, ACCREDITATION_ASKED, commission(case)),),
    )


def _disagrees(record: Accreditation) -> bool:
    """Whether applied is not accredited and refused together."""
    if record.applied is None or record.accredited is None or record.refused is None:
        return False
    return (record.accredited + record.refused).equals(record.applied) is Truth.NO


def _accredited(case: Case, last: Fact[Accreditation], refused: Sequence[Fact[Accreditation]]) -> Message:
    record = last.record
    values: dict[str, Value] = {
        "who": speakers(case, (last.fact,)),
        "on": record.as_of or Message("a day not stated"),
        "sort": Message(record.sort.value) if record.sort else Message("all"),
        "number": From(record.accredited, (last.fact,)) if record.accredited else Message("not stated"),
        "organisations": record.organisations or Message("not stated"),
        "states": record.states or Message("not stated"),
    }
    if refused:
        return Message(
            "As {who} stated by {on}, observers accredited ({sort}): {number}; organisations: {organisations}; foreign "
            "states: {states}. Refused, as far as stated: {refused}.",
            **values,
            refused=tuple(From(f.record.refused or Count.of(0), (f.fact,)) for f in refused),
        )
    return Message(
        "As {who} stated by {on}, observers accredited ({sort}): {number}; organisations: {organisations}; foreign "
        "states: {states}. Of refusals nothing is stated.",
        **values,
    )


def _accreditation_measures(fact: Fact[Accreditation]) -> tuple[Measure, ...]:
    record, found = fact.record, []
    on = record.as_of or Message("day not stated")
    of = Message(record.sort.value) if record.sort else Message("all")
    if record.mission:
        of = Message("{mission}", mission=Name(record.mission))
    for name, value, template in (
        ("applied", record.applied, "applied: {of}, {on}"),
        ("accredited", record.accredited, "accredited: {of}, {on}"),
        ("refused", record.refused, "refused: {of}, {on}"),
    ):
        if value is not None:
            label = Message(template, of=of, on=on)
            found.append(Measure(f"{name}:{fact.fact}", value, "observers", label, (fact.fact,)))
    applied, refused = record.applied, record.refused
    if applied and refused and applied.exact and refused.exact is not None:
        label = Message("refused of those who applied: {of}, {on}", of=of, on=on)
        found.append(Measure(f"share:{fact.fact}", OutOf(refused.exact, applied.exact), "", label, (fact.fact,)))
    return tuple(found)


@check(chapter="EO", standards=("CPH-8", "VC-II.3.2"))
def restrictions(case: Case) -> Iterator[Finding]:
    """What observers were kept from, by law and in practice.

    Restrictions recorded, by sort, those of law and those of practice apart; how many stations or events each touched,
    out of how many observed where that is stated.
    """
    rows = fit(case, case.where(ObserverRestriction, election=case.info.election))
    if not rows:
        says = Message("The material records no restriction of observers. That does not show that there was none.")
        yield unknown(says, asked(case, LIMITS_ASKED, commission(case)))
        return
    in_law = [f for f in rows if f.record.in_law is Truth.YES]
    yield Finding(
        "case",
        Outcome.CONCERN,
        Message(
            "Restrictions of observers recorded: {number}, of these rules of law: {law}. They were on: {sorts}.",
            number=From(len(rows), names(rows)),
            law=From(len(in_law), names(in_law) or names(rows)),
            sorts=tuple(Message(limit.value) for limit in dict.fromkeys(f.record.limit for f in rows)),
        ),
        facts=names(rows),
        measures=tuple(
            Measure(f"touched:{f.fact}", _share(f.record), "", Message(f.record.limit.value), (f.fact,))
            for f in rows
            if f.record.number is not None
        ),
        limits=_restriction_limits(rows),
    )


def _share(record: ObserverRestriction) -> Value:
    number = record.number or Count.of(0)
    if record.of and record.of.exact and number.exact is not None and number.exact <= record.of.exact:
        return OutOf(number.exact, record.of.exact)
    return number


def _restriction_limits(rows: Sequence[Fact[ObserverRestriction]]) -> tuple[Said, ...]:
    found: list[Said] = ["What observers reported of where they were does not stand for all stations."]
    if any(f.record.in_law is Truth.UNKNOWN for f in rows):
        found.append("Of some restrictions the material does not say whether they were a rule or an event.")
    return tuple(found)


CHECKS: tuple[Check, ...] = (missions, accreditation, restrictions)
