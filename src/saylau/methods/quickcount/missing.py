"""Stations that were drawn and did not report: what the result would be whatever they hold, and where a sentence tips.

The bounds assume nothing of the silent stations but that their votes cannot exceed a number known beforehand (C.
Manski, *American Economic Review, Papers and Proceedings* 80 (1990) 319-323). With design weights
`d = N_h / n_h`, sums over reports, and the greatest possible denominator `m` of each silent station:

    R_L = sum d y / (sum d x + sum d m)          R_U = (sum d y + sum d m) / (sum d x + sum d m)

For a lead the silent stations may all be against it: `R_L = (sum d y - sum d m) / (...)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Silence:
    """The sums that bounds and tipping points need, expanded with design weights."""

    base: Fraction
    """Denominator of the stations that reported."""
    most: Fraction
    """Greatest denominator of the silent ones: their registered voters, or another cap."""
    likely: Fraction
    """The same with the highest turnout that was seen in the stratum."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and greatest value, whatever the silent stations hold."""

    low: Fraction
    high: Fraction

    def band(self, margin: float) -> tuple[float, float]:
        """The bounds with the margin of the sample around them, as it is printed."""
        return float(self.low) - margin, float(self.high) + margin


def expanded(strata: Iterable[int], numbers: Iterable[int], stations: Sequence[int], drawn: Sequence[int]) -> Fraction:
    """The sum of numbers with the design weights of their strata, `N_h / n_h`. Strata are places."""
    sums: dict[int, int] = {}
    for stratum, number in zip(strata, numbers, strict=True):
        sums[stratum] = sums.get(stratum, 0) + int(number)
    return sum((Fraction(stations[h] * found, drawn[h]) for h, found in sums.items()), Fraction(0))


def bounds(top: Fraction, base: Fraction, most: Fraction, *, lead: bool = False) -> Bounds:
    """Bounds of a ratio from the expanded sums of the reports and the cap of the silent stations.

    Raises `ValueError` where neither holds a vote.
    """
    whole = base + most
    if whole <= 0:
        raise ValueError("neither reports nor silent stations hold a vote")
    return Bounds((top - most if lead else top) / whole, (top + most) / whole)


def likely_caps(
    silent: Sequence[tuple[int, int]], seen: Sequence[tuple[int, int, int]], least: Fraction = Fraction(1)
) -> tuple[Fraction, ...]:
    """For each silent station its registered voters times the highest turnout of a report of its stratum.

    `silent`: stratum and registered voters; `seen`: stratum, registered voters and denominator of each report. Turnout
    above 1 counts as 1. In a stratum without a report, or without registered voters, `least` takes its place.
    """
    highest: dict[int, Fraction] = {}
    for stratum, registered, base in seen:
        if registered > 0:
            turnout = min(Fraction(1), Fraction(int(base), int(registered)))
            highest[stratum] = max(highest.get(stratum, Fraction(0)), turnout)
    return tuple(int(registered) * highest.get(stratum, least) for stratum, registered in silent)


def tipping_point(value: Fraction, margin: float, threshold: Fraction, silence: Silence) -> float | None:
    """By how much the silent stations would have to differ from reporting ones of their stratum for a sentence to fall.

    As a fraction of 1, silent less reporting: negative for a share above its threshold. `R + delta W = c + margin` (or
    less the margin, for a share below) with `W` the silent part of the likely denominator. None where no station is
    silent: nothing can tip then.
    """
    whole = silence.base + silence.likely
    weight = float(silence.likely / whole) if whole else 0.0
    if not weight:
        return None
    gap = float(threshold - value)
    return (gap + margin if value > threshold else gap - margin) / weight
