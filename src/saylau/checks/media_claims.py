"""What is stated about coverage, tested: the plan of a monitoring against what was done, and claims of equal shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from saylau.checks.ask import asked
from saylau.checks.contestants import contestants
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.media_airtime import NO_ROWS, ROWS_ASKED, WHO_MONITORS
from saylau.checks.media_rows import (
    STANDS_FOR_ALL,
    Table,
    amounts,
    field_of,
    main_format,
    monitorings,
    rows_of,
    runners,
    shares,
    stand_ins,
    tables,
)
from saylau.checks.registry import check
from saylau.checks.told import fit, speakers, unknown
from saylau.methods.polls import half_digit
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import MediaClaim, MediaMonitoring, Outlet
from saylau.records.kinds.media import CoverageMeasure, MonitoringDesign
from saylau.values import Truth
from saylau.values.message import From, Message, Name, Percent, Said, Value

CLAIM_ASKED = (
    "Which outlets, hours and formats were counted, how was coverage measured, and was coverage of contestants in "
    "office counted?"
)
CENSUS_ERROR = (
    "A margin of error belongs to a sample. A count of all coverage has none; what it may have are errors of coding."
)


@check(chapter="ME", standards=("GC25-25",), area="media")
def monitoring(case: Case) -> Iterator[Finding]:
    """Whether media monitoring was done as its design states.

    Hours coded against hours planned, days that are missing, actors outside the code list, and whether a margin of
    error is stated for a census, which has no sampling error.
    """
    held = monitorings(case)
    if not held:
        yield unknown(NO_ROWS, asked(case, ROWS_ASKED, WHO_MONITORS))
    for one in held:
        yield _done(case, one)


def _done(case: Case, one: Fact[MediaMonitoring]) -> Finding:
    record, rows = one.record, rows_of(case, one.id)
    planned, coded = record.hours_planned, record.hours_coded
    running = runners(case)
    listed = {running.get(actor, actor) for actor in record.actors}
    outside = [r for r in rows if listed and running.get(r.record.actor, r.record.actor) not in listed]
    elsewhere = [r for r in rows if r.record.outlet not in record.outlets]
    category = record.design is MonitoringDesign.CENSUS and record.margin_of_error is not None
    short = bool(planned and coded and coded.less_than(planned) is Truth.YES)
    facts = (one.fact, *stand_ins(rows))
    missing: Value = record.missing if record.missing else Message("none stated")
    says = Message(
        "{monitoring}: outlets {outlets}, appearances recorded {rows}; hours planned {planned}, coded {coded}; missing "
        "days: {missing}. Appearances of actors outside the code list: {outside}; of outlets outside the design: "
        "{elsewhere}.",
        monitoring=Name(one.id), outlets=len(record.outlets), rows=len(rows),
        planned=planned or Message("not stated"), coded=coded or Message("not stated"), missing=missing,
        outside=len(outside), elsewhere=len(elsewhere),
    )  # fmt: skip
    amiss = category or short or record.missing or outside or elsewhere
    known = planned is not None and coded is not None and rows
    limits: tuple[Said, ...] = ("Whether the outlets and days chosen stand for all others is not tested.",)
    return Finding(
        one.id,
        Outcome.CONCERN if amiss else Outcome.IN_LINE if known else Outcome.UNKNOWN,
        says,
        facts=facts,
        measures=(
            Measure("rows", len(rows), "", "appearances recorded", facts),
            Measure("outside", len(outside), "", "appearances of actors outside the code list", facts),
            Measure("missing", len(record.missing), "", "spans of missing days", (one.fact,)),
            *((Measure("planned", planned, "hours", "hours planned", (one.fact,)),) if planned else ()),
            *((Measure("coded", coded, "hours", "hours coded", (one.fact,)),) if coded else ()),
        ),
        limits=(*limits, *((CENSUS_ERROR,) if category else ()), STANDS_FOR_ALL),
        questions=() if known else (asked(case, ROWS_ASKED, WHO_MONITORS, Message("{name}", name=Name(one.id))),),
    )


@check(chapter="ME", standards=("VC-I.2.3", "MOS-1991-26"), area="media")
def claim(case: Case) -> Iterator[Finding]:
    """Whether what was stated about the division of coverage holds.

    A stated share, or range of shares, of each contestant is tested for itself (could shares within it add up to the
    whole, is it one over the number of contestants) and against monitoring of the same medium, averaged over its
    outlets: as candidates alone, and with coverage in office, as two readings. A margin of error said of a count of
    all coverage is a confusion of terms and is told.
    """
    shown = (f for f in case.all(MediaClaim) if f.display is Display.PUBLIC)
    stated = [f for f in shown if f.record.measure is CoverageMeasure.SHARE]
    if not stated:
        says = Message("The material records no claim on how coverage was divided between contestants.")
        asks = "Did anybody state how coverage was divided between contestants, in which media and over which days?"
        yield unknown(says, asked(case, asks, WHO_MONITORS))
    watched = tables(case)
    for thing in dict.fromkeys(f.id for f in stated):
        yield _tested(case, fit(case, [f for f in stated if f.id == thing]), watched)


@dataclass(frozen=True)
class Range:
    """A stated share with the half of its last printed digit on both sides, as fractions of one."""

    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, record: MediaClaim) -> Range:
        """The range that a claim allows."""
        high = record.low if record.high is None else record.high
        ends = ((record.low, -half_digit(record.low)), (high, half_digit(high)))
        return cls(*(max(Fraction(0), (Fraction(end) + off) / 100) for end, off in ends))

    def holds(self, share: Fraction) -> bool:
        """Whether a share lies within."""
        return self.low <= share <= self.high


def _tested(case: Case, claims: Sequence[Fact[MediaClaim]], watched: Sequence[Table]) -> Finding:
    first, record = claims[0], claims[0].record
    standing, matching = contestants(case), _matching(case, record, watched)
    held, number = Range.of(record), len(standing)
    facts = names(claims)
    possible = record.actor is not None or not number or held.low * number <= 1 <= held.high * number
    equal = bool(number) and record.actor is None and held.holds(Fraction(1, number))
    readings = _against(case, record, held, matching)
    category = record.margin_of_error is Truth.YES and record.design is not MonitoringDesign.SAMPLE
    outcome = _outcome(readings, possible, category)
    return Finding(
        first.id,
        outcome,
        _claim_says(case, first, number, possible, equal, readings),
        facts=(*facts, *(f for t in matching for f in (t.monitoring.fact, *stand_ins(t.rows)))),
        context=tuple(f for one in standing for f in one.facts),
        readings=readings,
        measures=(*_claim_measures(first, number, held), *_measured(case, matching)),
        limits=(
            "A claim that can be right is not thereby right.",
            "Monitoring of other outlets or days than those of the claim may differ without either being wrong.",
            *((CENSUS_ERROR,) if category else ()),
        ),
        questions=() if readings else (asked(case, CLAIM_ASKED, _speaker(case, first)),),
    )


def _speaker(case: Case, claim: Fact[MediaClaim]) -> Said:
    return Message("{who}", who=Name(claim.record.by)) if claim.record.by else WHO_MONITORS


def _outcome(readings: Sequence[ReadingOutcome], possible: bool, category: bool) -> Outcome:
    """Disputed where the claim cannot add up or monitoring differs; unknown without monitoring of the medium."""
    if not possible or any(r.outcome is Outcome.DISPUTED for r in readings):
        return Outcome.DISPUTED
    if category:
        return Outcome.CONCERN
    return Outcome.IN_LINE if readings else Outcome.UNKNOWN


def _matching(case: Case, record: MediaClaim, watched: Sequence[Table]) -> tuple[Table, ...]:
    """Monitoring of outlets of the medium that the claim is about."""
    medium = {f.id: f.record.medium for f in case.all(Outlet)}
    return tuple(t for t in watched if record.medium is None or medium.get(t.outlet) is record.medium)


def _average(case: Case, matching: Sequence[Table], *, office: bool) -> dict[str, Fraction]:
    """Shares of each contestant, averaged over outlets of the medium; empty where none was monitored."""
    found = []
    for table in matching:
        shown = main_format(table.rows)
        rows = [r for r in table.rows if r.record.format is shown]
        held = shares(amounts(case, rows, field_of(case, table.monitoring, table.rows), office=office))
        found.extend([held] if held else [])
    everyone = dict.fromkeys(actor for held in found for actor in held)
    return {a: sum((h.get(a, Fraction(0)) for h in found), Fraction(0)) / len(found) for a in everyone}


def _against(case: Case, record: MediaClaim, held: Range, matching: Sequence[Table]) -> tuple[ReadingOutcome, ...]:
    """The claim against monitoring, as candidates and with coverage in office."""
    readings = []
    for name, office in (("as candidates", False), ("with coverage in office", True)):
        measured = _average(case, matching, office=office)
        asked_of = {a: s for a, s in measured.items() if record.actor in (None, a)}
        if not asked_of:
            continue
        out = [a for a, share in asked_of.items() if not held.holds(share)]
        least, most = min(asked_of.values()), max(asked_of.values())
        says = Message(
            "Shares monitored: from {least} to {most}; contestants outside the stated range: {outside} of {all}.",
            least=Percent(least), most=Percent(most), outside=len(out), all=len(asked_of),
        )  # fmt: skip
        readings.append(ReadingOutcome(name, "monitoring", Outcome.DISPUTED if out else Outcome.IN_LINE, says))
    return tuple(readings)


def _claim_says(
    case: Case,
    first: Fact[MediaClaim],
    number: int,
    possible: bool,
    equal: bool,
    readings: Sequence[ReadingOutcome],
) -> Message:
    record = first.record
    stated: Value = From(record.low, (first.fact,))
    values: dict[str, Value] = {
        "who": speakers(case, (first.fact,)),
        "medium": Message(str(record.medium)) if record.medium else Message("all media"),
        "low": stated,
        "high": From(record.high if record.high is not None else record.low, (first.fact,)),
        "number": number,
    }
    if record.actor is not None:
        return Message(
            "{who} stated that {actor} had from {low} to {high} per cent of the coverage, {medium}. {tested}",
            **{k: v for k, v in values.items() if k != "number"}, actor=Name(record.actor),
            tested=_by_monitoring(readings),
        )  # fmt: skip
    if not number:
        return Message(
            "{who} stated that each contestant had from {low} to {high} per cent of the coverage, {medium}. The "
            "material does not say how many contestants there were. {tested}",
            **{k: v for k, v in values.items() if k != "number"}, tested=_by_monitoring(readings),
        )  # fmt: skip
    if not possible:
        return Message(
            "{who} stated that each of {number} contestants had from {low} to {high} per cent of the coverage, "
            "{medium}. No shares within that range add up to the whole. {tested}",
            **values, tested=_by_monitoring(readings),
        )  # fmt: skip
    if equal and record.high is None:
        return Message(
            "{who} stated that each of {number} contestants had {low} per cent of the coverage, {medium}. That is one "
            "over the number of contestants to the last printed digit: exactly equal shares, or an average over them, "
            "which is the same whatever the shares. {tested}",
            **{k: v for k, v in values.items() if k != "high"}, tested=_by_monitoring(readings),
        )  # fmt: skip
    return Message(
        "{who} stated that each of {number} contestants had from {low} to {high} per cent of the coverage, {medium}. "
        "Shares within that range can add up to the whole, which does not show that they did. {tested}",
        **values, tested=_by_monitoring(readings),
    )  # fmt: skip


def _by_monitoring(readings: Sequence[ReadingOutcome]) -> Message:
    if not readings:
        return Message("No monitoring of that medium is recorded, so the claim could not be tested against one.")
    if any(r.outcome is Outcome.DISPUTED for r in readings):
        return Message("Monitoring of that medium differs from it under at least one reading.")
    return Message("Monitoring of that medium agrees with it.")


def _claim_measures(first: Fact[MediaClaim], number: int, held: Range) -> tuple[Measure, ...]:
    if not number or first.record.actor is not None:
        return ()
    low, high = Percent(held.low * number), Percent(held.high * number)
    return (
        Measure("equal", Percent(Fraction(1, number), 2), "", "equal share", (), f"100 / {number}"),
        Measure("sum_low", low, "", "sum of lower ends, half a digit off", (first.fact,)),
        Measure("sum_high", high, "", "sum of upper ends, half a digit on", (first.fact,)),
    )


def _measured(case: Case, matching: Sequence[Table]) -> tuple[Measure, ...]:
    found = []
    for name, office in (("alone", False), ("with_office", True)):
        for actor, share in _average(case, matching, office=office).items():
            label = Message(
                "{who}: average share with coverage in office" if office else "{who}: average share as candidate",
                who=Name(actor),
            )
            found.append(Measure(f"{name}:{actor}", Percent(share), "", label))
    return tuple(found)
