"""The rows of media monitoring, gathered once for all checks on them: by monitoring, outlet and unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from saylau.checks.contestants import contestants
from saylau.checks.told import one_each
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import MediaItem, MediaMonitoring
from saylau.records.kinds.media import Amount, Format, MediaRole

Row = Fact[MediaItem]

IN_OFFICE = (MediaRole.OFFICE_HOLDER, MediaRole.GOVERNMENT)
"""Roles in which a contestant appears for an office, not for the candidacy."""

STANDS_FOR_ALL = (
    "Where the claims are listed, one row of each source stands for all rows from it; the rows themselves are those of "
    "the monitoring in the record media_item."
)


@dataclass(frozen=True)
class Table:
    """The rows of one monitoring of one outlet in one unit."""

    monitoring: Fact[MediaMonitoring]
    outlet: str
    unit: Amount
    rows: tuple[Row, ...]
    subject: str
    """The outlet; where several monitorings or units are recorded of it, those too."""


def first_codings(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Of the codings of one appearance by several coders the first in row order; every other row as it stands."""
    found: dict[tuple[str, str, str], str] = {}
    kept = []
    for row in rows:
        record = row.record
        key = (record.monitoring, record.item or row.id, record.actor)
        if found.setdefault(key, record.coder) == record.coder:
            kept.append(row)
    return tuple(kept)


def rows_of(case: Case, monitoring: str) -> tuple[Row, ...]:
    """Every row of a monitoring, all coders; of several claims about one row the first."""
    return one_each(case.where(MediaItem, monitoring=monitoring))


def monitorings(case: Case) -> tuple[Fact[MediaMonitoring], ...]:
    """The monitorings of the case, one claim each, in row order."""
    return one_each(f for f in case.all(MediaMonitoring) if f.display is Display.PUBLIC)


def tables(case: Case) -> tuple[Table, ...]:
    """The rows by monitoring, outlet and unit, in row order, each appearance once."""
    held: dict[tuple[str, str, Amount], list[Row]] = {}
    design = {f.id: f for f in monitorings(case)}
    for monitoring in design:
        for row in first_codings(rows_of(case, monitoring)):
            held.setdefault((monitoring, row.record.outlet, row.record.unit), []).append(row)
    of_outlet = [outlet for _, outlet, _ in held]
    return tuple(
        Table(design[m], o, unit, tuple(rows), o if of_outlet.count(o) == 1 else f"{o}.{m}.{unit}")
        for (m, o, unit), rows in held.items()
    )


def main_format(rows: Sequence[Row]) -> Format:
    """News where there is any, else the format with most coverage."""
    amounts: dict[Format, Decimal] = {}
    for row in rows:
        amounts[row.record.format] = amounts.get(row.record.format, Decimal(0)) + row.record.amount
    return Format.NEWS if amounts.get(Format.NEWS) else max(amounts, key=lambda f: amounts[f])


def runners(case: Case) -> Mapping[str, str]:
    """Every id under which a contestant may be coded, the candidacy and the person, to the candidacy."""
    standing = contestants(case)
    return {one.person: one.candidacy for one in standing} | {one.candidacy: one.candidacy for one in standing}


def field_of(case: Case, monitoring: Fact[MediaMonitoring], rows: Iterable[Row]) -> tuple[str, ...]:
    """The contestants over whom shares are formed, those with no coverage included.

    Those of the code list; where it names none, all contestants of the case; where none is known, the actors coded.
    """
    running = runners(case)
    listed = tuple(dict.fromkeys(running[a] for a in monitoring.record.actors if a in running))
    return listed or tuple(dict.fromkeys(running.values())) or tuple(dict.fromkeys(r.record.actor for r in rows))


def amounts(case: Case, rows: Iterable[Row], field: Sequence[str], *, office: bool) -> dict[str, Decimal]:
    """How much coverage each contestant had, in the unit of the rows; `office` counts what they had in office too."""
    running = runners(case)
    found = dict.fromkeys(field, Decimal(0))
    for row in rows:
        actor = running.get(row.record.actor, row.record.actor)
        if actor in found and (office or row.record.role not in IN_OFFICE):
            found[actor] += row.record.amount
    return found


def shares(found: Mapping[str, Decimal]) -> dict[str, Fraction]:
    """The share of each in the whole; empty where there is none."""
    whole = Fraction(sum(found.values(), Decimal(0)))
    return {actor: Fraction(amount) / whole for actor, amount in found.items()} if whole else {}


def stand_ins(rows: Iterable[Row]) -> tuple[str, ...]:
    """One row of each source and sort of display, which stand for all rows from it."""
    found: dict[tuple[str, Display], str] = {}
    for row in rows:
        found.setdefault((row.source, row.display), row.fact)
    return tuple(found.values())
