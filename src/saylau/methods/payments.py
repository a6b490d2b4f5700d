"""Patterns in payments: sums just below a threshold, split payments, equal payments on one day.

They describe and explain nothing. A pile just below a legal threshold is told from the ordinary piles below round
numbers by a placebo scan: the same test at every round number of a grid (as placebo cut-offs in regression
discontinuity designs: Imbens and Lemieux, *Journal of Econometrics* 142, 2008). Equal payments and split ones are held
against the same payments with their days shuffled.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

SHARE_LOW, SHARE_HIGH = 0.20, 0.99
"""Percentiles of the amounts between which the grid lies."""
LEAST_POINTS = 20
SEED, DRAWS = 20190609, 500


@dataclass(frozen=True, slots=True)
class Window:
    """Payments around one sum: below it, exactly it, above it, within two per cent."""

    at_sum: int
    below: int
    exactly: int
    above: int
    p: float
    """Chance of so many below, or more, if a payment of the two windows lay in either alike (one-sided)."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A threshold beside its placebos."""

    window: Window
    placebos: int
    rank: float
    """Share of placebos, itself counted, whose window is as extreme."""
    modal: int
    """The most frequent amount just below the threshold; 0 where there is none."""
    modal_count: int

    @property
    def just_below(self) -> bool:
        """Whether payments pile up below and not at the threshold; a pile at it is a limit that is kept."""
        return self.window.below > self.window.exactly


def window(ordered: Sequence[int], at_sum: int, unit: int) -> Window | None:
    """Payments around a sum, from amounts in rising order; None where two per cent hold no whole rounding unit.

    The two windows are as wide as the largest whole number of rounding units within two per cent, so that each holds
    as many round sums as the other.
    """
    width = at_sum // 50 // unit * unit
    if width < unit:
        return None
    first, last = bisect_left(ordered, at_sum), bisect_right(ordered, at_sum)
    below = first - bisect_left(ordered, at_sum - width)
    above = bisect_right(ordered, at_sum + width) - last
    return Window(at_sum, below, last - first, above, _tail(below, below + above))


def _tail(least: int, of: int) -> float:
    """Chance that at least so many of a number of fair coins fall heads, in whole numbers; 1 for none."""
    ways, term = 0, 1
    for heads in range(of, least - 1, -1):
        ways += term
        term = term * heads // (of - heads + 1)
    return float(Fraction(ways, 2**of))


def grid(ordered: Sequence[int]) -> tuple[int, ...]:
    """Round sums between the 20th and the 99th percentile, at least twenty of them, by the largest such step.

    The step is a power of ten or five times one. Empty where amounts are too few or too alike.
    """
    if not ordered:
        return ()
    low, high = (ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (SHARE_LOW, SHARE_HIGH))
    step = 10 ** len(str(high))
    steps = (s for power in range(len(str(step)), -1, -1) for s in (5 * 10**power, 10**power))
    for found in steps:
        points = tuple(range(-(-max(low, 1) // found) * found, high + 1, found))
        if len(points) >= LEAST_POINTS:
            return points
    return ()


def scan(amounts: Sequence[int], threshold: int, unit: int, others: Sequence[int] = ()) -> Scan | None:
    """A threshold beside its placebos: the grid without legal thresholds and their multiples.

    `unit` is the common rounding unit of the amounts, `others` are further thresholds of the law. None where the
    amounts allow no grid, or two per cent of the threshold hold no rounding unit.
    """
    ordered = sorted(amount for amount in amounts if amount > 0)
    own = window(ordered, threshold, unit)
    legal = (threshold, *others)
    points = (point for point in grid(ordered) if all(point % one for one in legal))
    placebos = [w for point in points if (w := window(ordered, point, unit)) is not None]
    if own is None or not placebos:
        return None
    extreme = sum(w.p <= own.p for w in placebos)
    near = ordered[bisect_left(ordered, threshold - threshold // 50) : bisect_left(ordered, threshold)]
    modal, count = max(Counter(near).items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return Scan(own, len(placebos), (1 + extreme) / (1 + len(placebos)), modal, count)


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment: who gave it as judged, its day as a number, and its amount in minor units of a currency."""

    payer: str
    day: int
    amount: int
    currency: str


def split(payments: Sequence[Payment], threshold: int, days: int) -> int:
    """Payers of whom at least two payments below a threshold, within so many days, both ends counted, reach it.

    All payments are in the currency of the threshold.
    """
    by_payer: dict[str, list[Payment]] = defaultdict(list)
    for payment in payments:
        if payment.amount < threshold:
            by_payer[payment.payer].append(payment)
    return sum(_reaches(sorted(own, key=lambda p: p.day), threshold, days) for own in by_payer.values())


def _reaches(own: Sequence[Payment], threshold: int, days: int) -> bool:
    start = held = 0
    for end, payment in enumerate(own):
        held += payment.amount
        while payment.day - own[start].day >= days:
            held -= own[start].amount
            start += 1
        if end > start and held >= threshold:
            return True
    return False


def clusters(payments: Sequence[Payment], size: int) -> int:
    """Days and amounts that at least so many different payers share."""
    payers: dict[tuple[int, int, str], set[str]] = defaultdict(set)
    for payment in payments:
        payers[payment.day, payment.amount, payment.currency].add(payment.payer)
    return sum(len(same) >= size for same in payers.values())


@dataclass(frozen=True, slots=True)
class Shuffled:
    """A number beside what it comes to with the days of the payments shuffled."""

    observed: int
    mean: float
    most: int
    p: float


def shuffled(payments: Sequence[Payment], statistic: Callable[[Sequence[Payment]], int]) -> Shuffled:
    """A statistic beside 500 shuffles of the days among the payments of one recipient, by a fixed generator."""
    observed = statistic(payments)
    chance = Random(SEED)
    days = [payment.day for payment in payments]
    drawn = []
    for _ in range(DRAWS):
        chance.shuffle(days)
        drawn.append(statistic([replace(p, day=day) for p, day in zip(payments, days, strict=True)]))
    as_extreme = sum(value >= observed for value in drawn)
    return Shuffled(observed, sum(drawn) / DRAWS, max(drawn), (1 + as_extreme) / (1 + DRAWS))
