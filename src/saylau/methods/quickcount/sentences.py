"""The sentences of a take: who is first, which thresholds are passed; each with the conditions that it meets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from saylau.methods.quickcount.missing import tipping_point
from saylau.methods.quickcount.plan import EACH, Plan, Sort, Threshold
from saylau.methods.quickcount.publish import Item, Received, cuts, general, of_sentence, swings
from saylau.methods.quickcount.statements import Side, side_at
from saylau.methods.quickcount.take import Report, Take, Told, estimates, take
from saylau.values.truth import Truth, all_of


class Says(StrEnum):
    """What a sentence says."""

    FIRST = "first"
    ABOVE = "above"
    BELOW = "below"
    NONE_ABOVE = "none above"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or the question that it would answer, with the conditions of the publication rule."""

    says: Says
    of: str
    """The contestant, `each` or `turnout`."""
    threshold: Threshold | None
    items: tuple[Item, ...]

    @property
    def stands(self) -> Truth:
        """Whether every condition holds. Anything but yes means: unknown, and no other sentence in its place."""
        return all_of(item.holds for item in self.items)

    @property
    def key(self) -> tuple[Says, str, Threshold | None]:
        """What is compared between two takes."""
        return self.says, self.of, self.threshold


@dataclass(frozen=True, slots=True)
class Judged:
    """A take with what the publication rule makes of it."""

    take: Take
    items: tuple[Item, ...]
    """The conditions on the sample as a whole."""
    sentences: tuple[Sentence, ...]

    @property
    def may_be_published(self) -> bool:
        """Whether the conditions on the sample as a whole hold; sentences need more."""
        return all_of(item.holds for item in self.items) is Truth.YES


def judged(
    plan: Plan, reports: Mapping[str, Report], *, unusable: int = 0, arrived: Sequence[str] | None = None
) -> Judged:
    """A take under the publication rule.

    `unusable`: drawn stations whose report cannot be used, since its entries differ. `arrived`: the stations of
    `reports` in the order of arrival; None where it is not known, and then stability is unknown.
    """
    made = take(plan, reports)
    items = general(plan.rule, _received(plan, reports, made, unusable, _swings(plan, reports, made, arrived)))
    sure = {station: report for station, report in reports.items() if not report.open}
    without = _told_without(plan, reports, sure)
    said = tuple(_first(made)) + tuple(_thresholds(plan, made))
    sentences = tuple(
        Sentence(
            one.says, one.of, one.threshold,
            (*items, *of_sentence(plan.rule, one.says is not Says.UNTOLD, without is None or one.key in without,
                                  _tips(one.rests, made))),
        )
        for one in said
    )  # fmt: skip
    return Judged(made, items, sentences)


@dataclass(frozen=True, slots=True)
class _Said:
    says: Says
    of: str
    threshold: Threshold | None
    rests: tuple[tuple[Told, int, Fraction, int], ...]
    """Comparisons it rests on: statement, sign it is read with, threshold, sides of the margin."""

    @property
    def key(self) -> tuple[Says, str, Threshold | None]:
        """What is compared between two takes."""
        return self.says, self.of, self.threshold


def _told_without(plan: Plan, reports: Mapping[str, Report], sure: Mapping[str, Report]) -> set[object] | None:
    """What is said without the reports that have open questions; None where there are none of them."""
    if len(sure) == len(reports):
        return None
    try:
        made = take(plan, sure)
    except ValueError:
        return set()
    return {one.key for one in (*_first(made), *_thresholds(plan, made))}


def _first(made: Take) -> Sequence[_Said]:
    """Who is first, if the intervals of all leads together exclude 0."""
    shares, leads = made.of(Sort.SHARE), made.of(Sort.LEAD)
    if not leads:
        return ()
    ahead = max(shares, key=lambda one: (one.estimate.value, one.statement.top)).statement.top[0]
    rests = tuple((one, 1 if one.statement.top[0] == ahead else -1, Fraction(0), 2) for one in leads
                  if ahead in one.statement.top)  # fmt: skip
    clear = all(sign * one.estimate.value > Fraction(made.margin(one)) for one, sign, _, _ in rests)
    return (_Said(Says.FIRST if clear else Says.UNTOLD, ahead if clear else "", None, rests),)


def _thresholds(plan: Plan, made: Take) -> Sequence[_Said]:
    """Of each threshold what can be said; of one that concerns each contestant, who is above, or that none is."""
    found = []
    for threshold in plan.thresholds:
        own = [one for one in made.of(Sort.THRESHOLD) if one.statement.threshold == threshold]
        sides = [(one, side_at(one.estimate.value, made.margin(one, sides=1), threshold.at)) for one in own]
        above = [one for one, where in sides if where is Side.ABOVE]
        below = all(where is Side.BELOW for _, where in sides)
        if threshold.of == EACH and above:
            found += [_Said(Says.ABOVE, one.statement.top[0], threshold, _rests([one], threshold)) for one in above]
        elif below:
            says = Says.NONE_ABOVE if threshold.of == EACH else Says.BELOW
            found.append(_Said(says, threshold.of, threshold, _rests(own, threshold)))
        else:
            says = Says.ABOVE if above else Says.UNTOLD
            found.append(_Said(says, threshold.of, threshold, _rests(own, threshold)))
    return found


def _rests(own: Sequence[Told], threshold: Threshold) -> tuple[tuple[Told, int, Fraction, int], ...]:
    return tuple((one, 1, threshold.at, 1) for one in own)


def _tips(rests: Sequence[tuple[Told, int, Fraction, int]], made: Take) -> list[float | None] | None:
    found: list[float | None] = []
    for one, sign, threshold, sides in rests:
        if one.silence is None:
            return None
        margin = made.margin(one, sides=sides)
        found.append(tipping_point(sign * one.estimate.value, margin, threshold, one.silence))
    return found


def _received(plan: Plan, reports: Mapping[str, Report], made: Take, unusable: int, moved: float | None) -> Received:
    region = {one.name: one.region for one in plan.strata}
    registered = {one.name: one.registered for one in plan.strata}
    drawn = dict.fromkeys(dict.fromkeys(region.values()), 0)
    reported = dict(drawn)
    for station, one in plan.drawn.items():
        drawn[region[one.stratum]] += 1
        reported[region[one.stratum]] += station in reports
    return Received(
        {name: n for name, n in drawn.items() if n}, reported,
        {name: registered[name] for name in made.collapsed.silent}, sum(registered.values()),
        unusable + sum(report.open for report in reports.values()), moved,
    )  # fmt: skip


def _swings(plan: Plan, reports: Mapping[str, Report], made: Take, arrived: Sequence[str] | None) -> float | None:
    """How far the last takes lie apart, in margins of the last; None where they cannot be made."""
    places = cuts(len(reports), len(plan.drawn), plan.rule) if arrived is not None else ()
    if not places or arrived is None:
        return None
    moving = (Sort.SHARE, Sort.LEAD, Sort.TURNOUT)
    try:
        takes = [estimates(plan, {station: reports[station] for station in arrived[:at]}) for at in places[:-1]]
    except ValueError:
        return None
    now = [(one.statement, one.estimate) for one in made.told]
    values = [[found.value for one, found in each if one.sort in moving] for each in (*takes, now)]
    last = [found for one, found in now if one.sort in moving]
    return swings(values, [one.margin(plan.level) for one in last])
