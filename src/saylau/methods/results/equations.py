"""A country's own control equations over the numbers of one protocol, as a user writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from saylau.methods.results.roles import Role

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
