"""How much coverage contestants had: shares, roles, distance from equal shares, and what a sample leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from saylau.checks.ask import ask, asked, which_provision
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import beside
from saylau.checks.media_rows import (
    IN_OFFICE,
    STANDS_FOR_ALL,
    Row,
    Table,
    amounts,
    field_of,
    main_format,
    monitorings,
    runners,
    shares,
    stand_ins,
    tables,
)
from saylau.checks.registry import check
from saylau.checks.told import unknown
from saylau.law.inputs import NoInputs
from saylau.methods.bootstrap import share_intervals
from saylau.methods.concentration import sum_of_squares
from saylau.records.case import Case, names
from saylau.records.kinds.media import MonitoringDesign, Speech
from saylau.values.message import From, Message, Name, Percent, Said

ENOUGH_DAYS = 10
"""Outlet-days below which no interval is formed for a sample."""

WHO_MONITORS = "those who monitored the media"
NO_ROWS = Message("The material holds no rows of media monitoring; no shares of coverage were formed.")
ROWS_ASKED = (
    "Which outlets were monitored on which days and hours, and how much coverage did each contestant have in each, as "
    "a candidate and in office?"
)


@check(chapter="ME", standards=("MOS-1991-26", "VC-I.2.3", "GC25-25"), area="media")
def airtime(case: Case) -> Iterator[Finding]:
    """How much coverage each contestant had in the outlets monitored.

    Coverage of each contestant in one outlet over that of all contestants, those with none included, in news where
    there is any. It is shown twice: as candidate alone, and with coverage in office; the first of several codings of an
    appearance counts. The effective number of contestants is one over the sum of squared shares; the distance from
    equal shares is half the sum of the differences from them. Where days were sampled, intervals are drawn over whole
    outlet-days (cluster bootstrap, 2,000 draws, fixed seed); a census has no sampling error.
    """
    found = tables(case)
    if not found:
        yield unknown(NO_ROWS, asked(case, ROWS_ASKED, WHO_MONITORS), facts=names(monitorings(case)))
    for table in found:
        yield _of_outlet(case, table)


def _of_outlet(case: Case, table: Table) -> Finding:
    shown = main_format(table.rows)
    rows = [r for r in table.rows if r.record.format is shown]
    field = field_of(case, table.monitoring, table.rows)
    alone, both = (amounts(case, rows, field, office=office) for office in (False, True))
    facts = (table.monitoring.fact, *stand_ins(table.rows))
    if not sum(both.values()):
        says = Message(
            "In the rows recorded of {outlet} no contestant had any coverage; no shares were formed.",
            outlet=Name(table.outlet),
        )
        return unknown(says, asked(case, ROWS_ASKED, WHO_MONITORS), subject=table.subject, facts=facts)
    benchmark = ask(case, "media.equal_coverage", NoInputs())
    return Finding(
        table.subject,
        Outcome.NOTED,
        _says(table, shares(alone), shares(both), len(field), facts),
        facts=facts,
        readings=beside(benchmark),
        measures=(
            *_share_measures(case, table, rows, alone, both, facts),
            *_other_measures(case, table, rows, field, facts),
        ),
        assumptions=("A contestant of the code list with no row had no coverage.",),
        limits=_limits(table, rows),
        questions=() if benchmark else (which_provision(case, "media.equal_coverage", BENCHMARK),),
    )


BENCHMARK = "how media had to divide coverage between contestants"


def _says(
    table: Table,
    alone: Mapping[str, Fraction],
    both: Mapping[str, Fraction],
    contestants: int,
    facts: tuple[str, ...],
) -> Message:
    held = alone or both
    first = max(held, key=lambda actor: held[actor])
    least = min(held, key=lambda actor: held[actor])
    if not alone:
        return Message(
            "In {outlet}, contestants: {contestants}. All coverage of them was coverage in office; the largest share "
            "of it, {share}, was that of {first}.",
            outlet=Name(table.outlet), contestants=contestants, first=Name(first),
            share=From(Percent(both[first]), facts),
        )  # fmt: skip
    return Message(
        "In {outlet}, contestants: {contestants}. As candidates, the largest share of their coverage, {share}, was "
        "that of {first}, and the smallest, {small}, that of {least}; with coverage in office the share of {first} was "
        "{with_office}. Effective number of contestants: {effective}; distance from equal shares: {distance}.",
        outlet=Name(table.outlet), contestants=contestants, first=Name(first), least=Name(least),
        share=From(Percent(held[first]), facts), small=From(Percent(held[least]), facts),
        with_office=From(Percent(both[first]), facts), effective=From(effective(held), facts),
        distance=From(Percent(distance(held)), facts),
    )  # fmt: skip


def effective(held: Mapping[str, Fraction]) -> Fraction:
    """How many contestants with equal shares would be as concentrated: one over the sum of squared shares.

    M. Laakso and R. Taagepera, Effective number of parties, 1979.
    """
    return 1 / sum_of_squares(held.values())


def distance(held: Mapping[str, Fraction]) -> Fraction:
    """How much of all coverage would have to change hands for equal shares: 0 for equal ones, below 1."""
    equal = Fraction(1, len(held))
    return sum((abs(share - equal) for share in held.values()), Fraction(0)) / 2


def _share_measures(
    case: Case,
    table: Table,
    rows: Sequence[Row],
    alone: Mapping[str, Decimal],
    both: Mapping[str, Decimal],
    facts: tuple[str, ...],
) -> tuple[Measure, ...]:
    found = []
    as_candidate, with_office = shares(alone), shares(both)
    spread = _intervals(case, table, rows, tuple(alone))
    for actor in both:
        who = Name(actor)
        how = f"{alone[actor]} / {sum(alone.values())}"
        if as_candidate:
            label: Said = Message("{who}: share as candidate", who=who)
            found.append(Measure(f"share:{actor}", Percent(as_candidate[actor]), "", label, facts, how))
        label = Message("{who}: share with coverage in office", who=who)
        how = f"{both[actor]} / {sum(both.values())}"
        found.append(Measure(f"with_office:{actor}", Percent(with_office[actor]), "", label, facts, how))
        if actor in spread:
            label = Message("{who}: share as candidate, interval of 95 per cent, its ends", who=who)
            found.append(Measure(f"interval:{actor}", tuple(map(Percent, spread[actor])), "", label, facts))
    for name, held, words in (
        ("", as_candidate, "as candidates"),
        ("_with_office", with_office, "with coverage in office"),
    ):
        if held:
            of = Message(words)
            number, far = effective(held), Percent(distance(held))
            label = Message("effective number of contestants, {of}", of=of)
            found.append(Measure(f"effective{name}", number, "", label, facts))
            found.append(Measure(f"distance{name}", far, "", Message("distance from equal shares, {of}", of=of), facts))
    return tuple(found)


def _other_measures(
    case: Case, table: Table, rows: Sequence[Row], field: Sequence[str], facts: tuple[str, ...]
) -> tuple[Measure, ...]:
    """How much was coded, in which formats, and of whom beside the contestants."""
    unit, running = Message(str(table.unit)), runners(case)
    found = [Measure("rows", len(table.rows), "", "appearances coded", facts)]
    others = [r for r in rows if running.get(r.record.actor, r.record.actor) not in field]
    found.append(Measure("others", _sum(others), unit, "coverage of actors other than contestants", facts))
    unsplit = [r for r in rows if r.record.role is None]
    found.append(Measure("role_not_coded", len(unsplit), "", "appearances without a role", facts))
    formats = dict.fromkeys(r.record.format for r in table.rows)
    for kind in formats:
        of_format = [r for r in table.rows if r.record.format is kind]
        label = Message("coverage of all actors, {format}", format=Message(str(kind)))
        found.append(Measure(f"format:{kind}", _sum(of_format), unit, label, facts))
    spoken = [r for r in rows if r.record.speech]
    for actor in field:
        own = [r for r in spoken if running.get(r.record.actor, r.record.actor) == actor]
        direct, whole = _sum([r for r in own if r.record.speech is Speech.DIRECT]), _sum(own)
        if whole:
            share = Percent(Fraction(direct) / Fraction(whole))
            label = Message("{who}: direct speech in own coverage", who=Name(actor))
            found.append(Measure(f"direct:{actor}", share, "", label, facts, f"{direct} / {whole}"))
    return tuple(found)


def _sum(rows: Sequence[Row]) -> Decimal:
    return sum((r.record.amount for r in rows), Decimal(0))


def _days(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(r.record.aired)[:10] for r in rows))


def _intervals(
    case: Case, table: Table, rows: Sequence[Row], field: Sequence[str]
) -> Mapping[str, tuple[Fraction, Fraction]]:
    """95 % intervals of the shares as candidate; empty for a census, or with too few days."""
    if table.monitoring.record.design is MonitoringDesign.CENSUS or len(_days(table.rows)) < ENOUGH_DAYS:
        return {}
    running, held = runners(case), [r for r in rows if r.record.role not in IN_OFFICE]
    scale = 10 ** max(0, *(-int(r.record.amount.as_tuple().exponent) for r in rows))
    place = {actor: column for column, actor in enumerate(field)}
    days = {day: [0] * len(field) for day in _days(table.rows)}
    for row in held:
        actor = running.get(row.record.actor, row.record.actor)
        if actor in place:
            days[str(row.record.aired)[:10]][place[actor]] += int(row.record.amount * scale)
    clusters = tuple(map(tuple, days.values()))
    if not any(map(any, clusters)):
        return {}
    return dict(zip(field, share_intervals((clusters,)), strict=True))


def _limits(table: Table, rows: Sequence[Row]) -> tuple[Said, ...]:
    """What the shares leave open, by the design of the monitoring."""
    said: list[Said] = ["Time says nothing of tone, and shares are not votes or support."]
    if table.monitoring.record.design is MonitoringDesign.CENSUS:
        said.append("A census has no sampling error; errors of coding remain, and no interval is formed for them.")
    elif len(_days(table.rows)) < ENOUGH_DAYS:
        few = Message(
            "Days of this outlet in the rows: {days}; below {least} no interval is formed, so what the sample leaves "
            "open is not known.",
            days=len(_days(table.rows)), least=ENOUGH_DAYS,
        )  # fmt: skip
        said.append(few)
    else:
        said.append("Intervals rest on the days with rows; days on which no actor appeared stand in none.")
    if any(r.record.role is None for r in rows):
        said.append("Appearances without a role count as those of a candidate.")
    return (*said, STANDS_FOR_ALL)
