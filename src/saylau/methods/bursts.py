"""Bursts: days on which a series stands far above its own recent past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from saylau.methods.outliers import NORMAL, median

BEFORE = 28
"""Days whose values make the baseline of a day; the first days of a series have none."""
LEAST = 10
"""Fewer values are no baseline."""
THRESHOLD = 6
"""Scales above the baseline from which a day is a burst."""
RISE = 1
"""Least rise above the baseline, in units of the series."""
FLOOR = Fraction(1, 10)
"""Least scale, as a share of the baseline."""


@dataclass(frozen=True, slots=True)
class Burst:
    """A burst day: its place in the series, its value, and the baseline and scale it is measured by."""

    place: int
    value: Fraction
    baseline: Fraction
    scale: Fraction

    @property
    def score(self) -> Fraction:
        """Scales above the baseline."""
        return (self.value - self.baseline) / self.scale


def bursts(values: Sequence[Fraction | None]) -> tuple[Burst, ...]:
    """The burst days of a daily series; None is a missing value.

    The baseline is the median of the 28 days before, without zeros and earlier bursts; the scale is 1.4826 times their
    median absolute deviation, and at least a tenth of the baseline. All numbers are defaults chosen without proof.
    """
    found: dict[int, Burst] = {}
    for place in range(BEFORE, len(values)):
        value = values[place]
        past = [v for at in range(place - BEFORE, place) if (v := values[at]) and at not in found]
        if value is None or len(past) < LEAST:
            continue
        middle = median(past)
        scale = max(NORMAL * median([abs(v - middle) for v in past]), FLOOR * middle)
        burst = Burst(place, value, middle, scale)
        if value - middle >= RISE and burst.score >= THRESHOLD:
            found[place] = burst
    return tuple(found.values())


def runs(found: Sequence[Burst]) -> tuple[tuple[int, int], ...]:
    """First and last place of each run of burst days next to each other."""
    windows: list[tuple[int, int]] = []
    for burst in found:
        if windows and burst.place == windows[-1][1] + 1:
            windows[-1] = (windows[-1][0], burst.place)
        else:
            windows.append((burst.place, burst.place))
    return tuple(windows)
