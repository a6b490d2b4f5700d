"""Who held an office on a day, and which powers were in force on it, as far as their dates tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from saylau.checks.told import fit, is_shown, may_hold, shown
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Power, Tenure, Tie
from saylau.records.kinds.actors import TieSort
from saylau.values import Truth, When, any_of


def held(tenure: Tenure, day: date) -> Truth:
    """Whether a tenure ran on a day. One without an end goes on from a day on which a source says it was held."""
    by_dates = When.on(day).within(tenure.during)
    if by_dates is not Truth.UNKNOWN or tenure.held_on is None or tenure.during.end is not None:
        return by_dates
    known = tenure.held_on.last
    return Truth.YES if known is not None and known <= day else by_dates


def in_force(power: Power, day: date) -> Truth:
    """Whether a power was in force on a day; unknown where it has no dates."""
    return Truth.UNKNOWN if power.during is None else When.on(day).within(power.during)


def public_tenures(case: Case) -> tuple[Fact[Tenure], ...]:
    """Every tenure that may be told by name, on which something can rest, in row order."""
    return tuple(f for f in shown(case, Tenure) if is_shown(case, f.record.person))


def by_thing(facts: Sequence[Fact[Tenure]]) -> dict[str, tuple[Fact[Tenure], ...]]:
    """The claims about each tenure."""
    found: dict[str, list[Fact[Tenure]]] = {}
    for fact in facts:
        found.setdefault(fact.id, []).append(fact)
    return {thing: tuple(claims) for thing, claims in found.items()}


def held_on(case: Case, day: date) -> tuple[Fact[Tenure], ...]:
    """The tenures that ran on a day for sure, one claim each, in row order."""
    groups = by_thing(public_tenures(case)).values()
    running = [group for group in groups if any_of(held(f.record, day) for f in group) is Truth.YES]
    return tuple(next(f for f in group if held(f.record, day) is Truth.YES) for group in running)


LEADS = ("", "leader", "chair")
"""Roles of a tie of leadership that stand at the head; a head of a branch leads a part only."""


def organisations_led(case: Case, day: date) -> tuple[Fact[Tie], ...]:
    """The ties by which people stood at the head of an organisation on a day; one without dates is taken to hold."""
    ties = [f for f in case.where(Tie, sort=TieSort.LEADERSHIP) if f.display is Display.PUBLIC]
    return tuple(
        f
        for f in fit(case, ties)
        if f.record.role in LEADS
        and is_shown(case, f.record.one)
        and is_shown(case, f.record.other)
        and may_hold(f.record.during, day)
    )
