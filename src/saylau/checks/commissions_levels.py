"""The tree of election commissions: how many on each level, who forms them, and whom parties may propose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from saylau.checks.addressees import commission
from saylau.checks.ask import Answer, ask, asked, which_provision
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import beside, provisions
from saylau.checks.registry import check
from saylau.checks.told import Told, besides, fit, hull, speakers, told, unknown
from saylau.law.asked import Asked
from saylau.law.inputs import NoInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Appointment, Commission
from saylau.records.kinds.commissions import CommissionLevel
from saylau.values import Count, Truth
from saylau.values.message import From, Message, Name, Value

LEVELS_ASKED = "How many election commissions worked on each level, and who appointed the members of each?"


@dataclass(frozen=True)
class Level:
    """The commissions of one level: the numbers told, and who fills their seats."""

    level: CommissionLevel
    numbers: tuple[Told[Count], ...]
    by: tuple[str, ...]
    appointments: tuple[str, ...]
    """The claims on who fills the seats."""
    outsiders: tuple[str, ...]
    """The claims that parties may propose people who are not their members."""


@check(chapter="EA", standards=("VC-II.3.1", "GC25-20"), area="commissions")
def levels(case: Case) -> Iterator[Finding]:
    """How many election commissions worked on each level, and who formed them.

    Commissions by level as each source counts them; who fills their seats, by the appointments recorded; and whether
    parties may propose people who are not their members, which leaves the balance of parties on a commission untold.
    """
    commissions = fit(case, case.where(Commission, election=case.info.election))
    if not commissions:
        says = Message("The material does not say how many election commissions there were.")
        yield unknown(says, asked(case, LEVELS_ASKED, commission(case)))
        return
    found = tuple(_level(case, level, commissions) for level in CommissionLevel)
    found = tuple(one for one in found if one.numbers)
    answers = ask(case, "commissions.lower", NoInputs())
    differ = [one for one in found if len(one.numbers) > 1]
    outsiders = [f for one in found for f in one.outsiders]
    facts = tuple(dict.fromkeys(f for one in found for t in one.numbers for f in t.facts))
    needed = tuple(dict.fromkeys((*facts, *(f for one in found for f in one.appointments))))
    yield Finding(
        "case",
        Outcome.DISPUTED if differ else Outcome.NOTED,
        _says(case, found, bool(outsiders)),
        facts=needed,
        context=besides(commissions, needed),
        provisions=provisions(answers),
        readings=beside(answers),
        measures=tuple(m for one in found for m in _measures(one)),
        limits=(
            "Numbers of commissions say nothing of how they worked.",
            "Sources may count commissions of different days or with those abroad.",
        ),
        questions=_open(case, found, answers),
    )


def _level(case: Case, level: CommissionLevel, commissions: Sequence[Fact[Commission]]) -> Level:
    own = [f for f in commissions if f.record.level is level]
    bodies = {f.record.body for f in own if f.record.body}
    fills = fit(case, [f for body in sorted(bodies) for f in case.where(Appointment, fills=body)])
    return Level(
        level,
        told(case, own, lambda record: record.number),
        tuple(dict.fromkeys(f.record.by for f in fills)),
        names(fills),
        names(f for f in own if f.record.non_members_allowed is Truth.YES),
    )


def _says(case: Case, found: Sequence[Level], outsiders: bool) -> Message:
    spans = [(hull([t.value for t in one.numbers]), tuple(f for t in one.numbers for f in t.facts)) for one in found]
    values: dict[str, Value] = {
        "who": speakers(case, [f for _, facts in spans for f in facts]),
        "levels": tuple(Message(str(one.level)) for one in found),
        "numbers": tuple(From(span, facts) for span, facts in spans if span is not None),
        "by": tuple(Name(who) for who in dict.fromkeys(who for one in found for who in one.by))
        or Message("not stated"),
    }
    if outsiders:
        return Message(
            "Election commissions as {who} stated, by level, {levels}: {numbers}. Their seats were filled by: {by}. "
            "Parties could propose people who were not their members, so who sat for which party cannot be told from "
            "membership.",
            **values,
        )
    return Message(
        "Election commissions as {who} stated, by level, {levels}: {numbers}. Their seats were filled by: {by}.",
        **values,
    )


def _measures(one: Level) -> tuple[Measure, ...]:
    level = Message(str(one.level))
    numbers = [
        Measure(
            f"number:{one.level}" if place == 1 else f"number:{one.level}_{place}",
            given.value,
            "commissions",
            Message("commissions: {level}", level=level),
            given.facts,
        )
        for place, given in enumerate(one.numbers, 1)
    ]
    by = [
        Measure(
            f"by:{one.level}:{who}", Name(who), "", Message("seats filled by: {level}", level=level), one.appointments
        )
        for who in one.by
    ]
    return (*numbers, *by)


def _open(case: Case, found: Sequence[Level], answers: tuple[Answer, ...]) -> tuple[Asked, ...]:
    asks = [asked(case, LEVELS_ASKED, commission(case))] if any(not one.by for one in found) else []
    if not answers:
        asks.append(which_provision(case, "commissions.lower", "who forms the commissions below the central one"))
    return tuple(asks)
