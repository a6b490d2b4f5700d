"""From values to pixels, and the round numbers of an axis."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Scale:
    """A linear scale from zero: `top` lies `length` px from `start`."""

    start: float
    length: float
    top: Decimal

    def at(self, value: Decimal) -> float:
        """Pixels from the left of the drawing."""
        return self.start + float(value / self.top) * self.length

    def ticks(self, most: int) -> tuple[Decimal, ...]:
        """Round numbers from zero to the top, at most so many: steps of 1, 2 or 5 times a power of ten."""
        step = Decimal(1)
        while self.top / step >= 10 * most:
            step *= 10
        while True:
            for factor in (1, 2, 5):
                if self.top / (step * factor) < most:
                    size = step * factor
                    return tuple(size * place for place in range(int(self.top / size) + 1))
            step *= 10


def room_for(value: Decimal, length: float, beside: float) -> Decimal:
    """The least top of a scale of so many px at which `beside` px are free to the right of a value."""
    return value * Decimal(length) / Decimal(length - beside)
