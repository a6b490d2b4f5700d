"""A country's own control equations over the numbers of one protocol, as a user writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.results.stations import MISSING, Role, Stations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_SIGNS = re.compile(r"(<=|>=|=)")


@dataclass(frozen=True, slots=True)
class Equation:
    """Two sums of roles that one protocol has to make equal, or the first at most or at least the second."""

    text: str
    left: tuple[Role, ...]
    sign: str
    """`=`, `<=` or `>=`."""
    right: tuple[Role, ...]

    @property
    def roles(self) -> tuple[Role, ...]:
        """Roles of both sides; a row is asked where all of them are stated."""
        return (*self.left, *self.right)

    def broken(self, stations: Stations) -> Mask:
        """Rows that state all numbers and do not obey."""
        import numpy as np

        stated = np.logical_and.reduce([stations.count(role) != MISSING for role in self.roles])
        left, right = (np.sum([stations.count(role) for role in side], axis=0) for side in (self.left, self.right))
        holds: Mask = {"=": left == right, "<=": left <= right, ">=": left >= right}[self.sign]
        return np.asarray(stated & ~holds)


def equation(text: str) -> Equation:
    """From `ballots_received = ballots_issued + ballots_cancelled`, a `<=` or a `>=`. Raises `ValueError`."""
    sides = _SIGNS.split(text)
    if len(sides) != 3:
        raise ValueError("two sums with one of =, <= and >= between them are an equation")
    left, right = (tuple(_role(part.strip()) for part in side.split("+")) for side in (sides[0], sides[2]))
    return Equation(text.strip(), left, sides[1], right)


def _role(name: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        raise ValueError(f"{name!r} is no role of a count") from None
