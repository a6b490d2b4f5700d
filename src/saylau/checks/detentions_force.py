"""Preventive detention as a practice, and the use of force with what was sought against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.ask import asked
from saylau.checks.detentions_claims import POLICE
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.people import AGGREGATE, COUNSEL, FEW, counted, people, steps
from saylau.checks.registry import check
from saylau.checks.told import unknown
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Act, Consequence, Intervention, Practice, Step
from saylau.records.kinds.prosecutions import ActSort, ConsequenceSort, StepSort
from saylau.records.kinds.protests import PracticeSort
from saylau.records.kinds.reprisals import InterventionSort
from saylau.values import Truth
from saylau.values.message import From, Message, OutOf

BEFORE = (PracticeSort.PREVENTIVE_DETENTION, PracticeSort.SURVEILLANCE, PracticeSort.WARNINGS)


def practices_of(case: Case, *sorts: PracticeSort) -> tuple[Fact[Practice], ...]:
    """The public claims on some practices, in row order."""
    return tuple(f for f in case.all(Practice) if f.display is Display.PUBLIC and f.record.sort in sorts)


@check(chapter="FA", standards=("ICCPR-9", "ICCPR-21", "GC35-17"), area="detentions")
def preventive(case: Case) -> Iterator[Finding]:
    """What was done before assemblies to keep people from them.

    Practices told over many people stand with their number where one is stated. Detentions of single people that are
    told as preventive are counted over all of them.
    """
    told = practices_of(case, *BEFORE)
    held = [f for f in steps(case, StepSort.DETENTION) if f.record.preventive is Truth.YES]
    if not told and not held:
        asks = "Were people detained, warned or watched before the assemblies, how many, and where?"
        yield unknown(Message("The material tells of no measure before assemblies."), asked(case, asks, POLICE))
        return
    sorts = tuple(dict.fromkeys(f.record.sort for f in told))
    grave = bool(held) or any(f.record.sort is not PracticeSort.WARNINGS for f in told)
    yield Finding(
        "case",
        Outcome.CONCERN if grave else Outcome.NOTED,
        _before(sorts, told, held),
        facts=(*names(told), *names(held)),
        measures=(
            Measure("practices", len(sorts), "practices", "practices told before assemblies", names(told)),
            *(
                Measure(f"practice:{f.fact}", f.record.number, "people", _label(f), (f.fact,))
                for f in told
                if f.record.number
            ),
            counted("people_single", held, "people of whom a preventive detention is told one by one"),
        ),
        method="Practices are listed as told; people are counted once.",
        limits=(AGGREGATE, "A practice told without a number does not show how many people it concerned."),
        questions=(asked(case, HELD_BEFORE, POLICE),),
    )


HELD_BEFORE = "How many people were detained before each assembly, on what ground, and when were they released?"
LABELS = {
    True: "{practice}, told for all places of the assemblies",
    False: "{practice}",
}


def _label(claim: Fact[Practice]) -> Message:
    practice = Message(claim.record.sort.value)
    return Message(LABELS[claim.record.everywhere is Truth.YES], practice=practice)


def _before(sorts: tuple[PracticeSort, ...], told: Sequence[Fact[Practice]], held: Sequence[Fact[Step]]) -> Message:
    single = From(len(people(held)), names(held))
    if not sorts:
        return Message("Detentions of single people told as preventive, before assemblies: {single}.", single=single)
    return Message(
        "Before assemblies these practices are told: {practices}; accounts with a number of people: {numbered}; "
        "detentions of single people told as preventive: {single}.",
        practices=tuple(Message(sort.value) for sort in sorts),
        numbered=OutOf(sum(f.record.number is not None for f in told), len(told)),
        single=single,
    )


@check(chapter="FA", standards=("ICCPR-10", "ICCPR-2", "ICCPR-21"), area="detentions")
def force(case: Case) -> Iterator[Finding]:
    """Use of force and injuries told in connection with assemblies and detentions, and remedies sought.

    People are counted once, whether force, an injury or both are told. A remedy counts where a request for one is
    told.
    """
    acts = case.where(Act, sort=ActSort.FORCE)
    injuries = case.where(Consequence, sort=ConsequenceSort.INJURY)
    told = practices_of(case, PracticeSort.BATONS)
    hurt = people((*acts, *injuries))
    if not hurt and not told:
        asks = "Was force used at assemblies or detentions, against how many people, and was it looked into?"
        yield unknown(Message("The material tells of no use of force."), asked(case, asks, POLICE))
        return
    remedies = [f for f in case.where(Intervention, sort=InterventionSort.REMEDY) if people((f,)) & hurt]
    facts = names((*acts, *injuries, *told))
    yield Finding(
        "case",
        Outcome.CONCERN,
        Message(
            "People of whom force or an injury is told: {people}; an injury: {injured}; a request for a remedy: "
            "{remedies}; an answer to it: {answered}.",
            people=From(len(hurt), facts),
            injured=From(len(people(injuries)), names(injuries)),
            remedies=OutOf(len(people(remedies) & hurt), len(hurt)),
            answered=len(people(f for f in remedies if f.record.answered is Truth.YES)),
        ),
        facts=facts,
        context=names(remedies),
        measures=(
            Measure("people", len(hurt), "people", "people of whom force or an injury is told", facts),
            counted("force", acts, "people of whom the use of force is told"),
            counted("injured", injuries, "people of whom an injury is told"),
            counted(
                "certified",
                [f for f in injuries if f.record.certified is Truth.YES],
                "people whose injuries a doctor or another body certified",
            ),
            counted("remedies", remedies, "people of whom a request for a remedy is told"),
            Measure("practices", len(told), "accounts", "accounts of batons used at assemblies", names(told)),
        ),
        method="People are counted once over acts and injuries; remedies are those told.",
        limits=(AGGREGATE, FEW, "These are accounts; no finding of a body that looked into them is among them."),
        questions=(
            asked(case, "Was the use of force looked into, by which body, and with what result?", POLICE),
            asked(case, "Which injuries did a doctor certify, and which remedies were sought?", COUNSEL),
        ),
    )
