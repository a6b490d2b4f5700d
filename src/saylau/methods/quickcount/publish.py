"""Whether the sample that has arrived carries a sentence: the publication rule, condition by condition.

The rule is fixed in writing before election day. Its numbers here are defaults that nobody has proved: *assumed*. A
condition that fails makes the answer unknown; it is never replaced by a weaker sentence. Many takes of one evening are
many looks: the level is spent once, at the take that this rule lets through.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from saylau.values.truth import Truth


class Condition(StrEnum):
    """What the rule asks, in the order in which it is printed."""

    RESPONSE = "response of the whole sample"
    REGIONS = "response of each region"
    SILENT_STRATA = "registered voters in strata without a report"
    STABILITY = "how far the last takes lie apart, in margins"
    QUALITY = "reports with open questions"
    SAME_WITHOUT = "the sentence stands without reports that have open questions"
    SEPARATION = "the simultaneous interval excludes the alternative"
    ROBUSTNESS = "how far silent stations would have to differ, in percentage points"


@dataclass(frozen=True, slots=True)
class Rule:
    """The numbers of the rule. Shares are fractions of 1."""

    response: Fraction = Fraction(9, 10)
    region_response: Fraction = Fraction(3, 4)
    silent_strata: Fraction = Fraction(1, 50)
    """Registered voters in strata without a report must stay below this."""
    takes: int = 3
    step: Fraction = Fraction(1, 20)
    """By how much of the sample each take has to exceed the one before."""
    stability: Fraction = Fraction(1, 2)
    """The takes must differ by less than so many margins."""
    open: Fraction = Fraction(1, 50)
    tipping: Fraction = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Item:
    """A condition with what was found. `where` lists what fails it."""

    condition: Condition
    holds: Truth
    found: float | None = None
    asked: float | None = None
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """What arrived, for the conditions that hold for every sentence of a take."""

    drawn: Mapping[str, int]
    """Region to stations drawn."""
    reported: Mapping[str, int]
    """Region to stations that reported."""
    silent_strata: Mapping[str, int]
    """Strata without a report, to their registered voters."""
    registered: int
    """Registered voters of the frame."""
    open: int
    """Drawn stations whose report has open questions, used or not."""
    swings: float | None
    """Greatest difference between the last takes, in margins; None where they cannot be made."""


def general(rule: Rule, of: Received) -> tuple[Item, ...]:
    """The conditions on the sample as a whole."""
    drawn, reported = sum(of.drawn.values()), sum(of.reported.values())
    share = Fraction(reported, drawn) if drawn else Fraction(0)
    return (
        Item(Condition.RESPONSE, Truth.of(share >= rule.response), float(share), float(rule.response)),
        _regions(rule, of),
        _silent(rule, of),
        _stability(rule, of.swings),
        _quality(rule, of.open, reported),
    )


def _regions(rule: Rule, of: Received) -> Item:
    shares = {region: Fraction(of.reported.get(region, 0), n) for region, n in of.drawn.items()}
    low = tuple(
        f"{region}: {of.reported.get(region, 0)} of {of.drawn[region]}"
        for region, share in shares.items()
        if share < rule.region_response
    )
    worst = min(shares.values(), default=Fraction(0))
    return Item(Condition.REGIONS, Truth.of(not low), float(worst), float(rule.region_response), low)


def _silent(rule: Rule, of: Received) -> Item:
    """Strata without a report: none, or few registered voters stand in them; unknown where these are not known."""
    asked, where = float(rule.silent_strata), tuple(of.silent_strata)
    if not where:
        return Item(Condition.SILENT_STRATA, Truth.YES, 0.0, asked)
    if not of.registered:
        return Item(Condition.SILENT_STRATA, Truth.UNKNOWN, None, asked, where)
    share = Fraction(sum(of.silent_strata.values()), of.registered)
    return Item(Condition.SILENT_STRATA, Truth.of(share < rule.silent_strata), float(share), asked, where)


def _stability(rule: Rule, swings: float | None) -> Item:
    holds = None if swings is None else swings < rule.stability
    return Item(Condition.STABILITY, Truth.of(holds), swings, float(rule.stability))


def _quality(rule: Rule, doubtful: int, reported: int) -> Item:
    share = Fraction(doubtful, max(reported, doubtful, 1))
    return Item(Condition.QUALITY, Truth.of(share < rule.open), float(share), float(rule.open))


def of_sentence(rule: Rule, told: bool, same_without: bool, tips: Sequence[float | None] | None) -> tuple[Item, ...]:
    """The conditions on one sentence.

    `tips`: tipping point of each comparison it rests on, as fractions of 1, None where nothing is silent; None instead
    of all where they cannot be told. A sentence that the sample does not tell has none: only that is said of it.
    """
    separation = Item(Condition.SEPARATION, Truth.of(told))
    if not told:
        return (separation,)
    nearest = None if tips is None else min((abs(tip) for tip in tips if tip is not None), default=None)
    holds = None if tips is None else nearest is None or nearest >= rule.tipping
    return (
        separation,
        Item(Condition.SAME_WITHOUT, Truth.of(same_without)),
        Item(Condition.ROBUSTNESS, Truth.of(holds), nearest, float(rule.tipping)),
    )


def cuts(reports: int, drawn: int, rule: Rule) -> tuple[int, ...]:
    """Numbers of reports at which the last takes are made, the earliest first; empty where too few have arrived."""
    step = max(1, ceil(drawn * rule.step))
    found = tuple(reports - step * back for back in reversed(range(rule.takes)))
    return found if found and found[0] > 0 else ()


def swings(takes: Sequence[Sequence[Fraction]], margins: Sequence[float]) -> float:
    """The greatest difference between takes, in margins of the last one; a row a take, a column a statement."""
    worst = 0.0
    for values, margin in zip(zip(*takes, strict=True), margins, strict=True):
        apart = float(max(values) - min(values))
        if apart:
            worst = max(worst, apart / margin if margin else float("inf"))
    return worst
