"""What is told with every statistical result: its data, null, effect, controls, power, innocent explanations, shelf."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from saylau.methods.results.excess import Deviation, Excess
from saylau.methods.results.roles import Role
from saylau.methods.results.stations import About, Stations, Used
from saylau.values.message import Message, Said

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOT_PROOF = (
    "A statistical anomaly is not proof of fraud. It shows where the protocol, the recount and the witnesses deserve a "
    "look."
)
_BAND = 1.959964
"""Half-width of the central 95 % of the null, in standard deviations."""


class Shelf(StrEnum):
    """What a method is good for."""

    PRIMARY = "primary"
    ARITHMETIC = "arithmetic"
    LOCAL = "local"
    DESCRIPTIVE = "descriptive"
    MODEL = "model"
    DISPUTED = "disputed"


SHELVES: Mapping[Shelf, str] = MappingProxyType({
    Shelf.PRIMARY: "Primary: it keeps its stated error rate on elections that nobody disputes.",
    Shelf.ARITHMETIC: "Arithmetic: each line is a fact about the numbers of one protocol; no statistics.",
    Shelf.LOCAL: "Local: the spread it is judged by is estimated from the same data.",
    Shelf.DESCRIPTIVE: "Descriptive: no error rate is known; read it beside the same number of clean elections.",
    Shelf.MODEL: "Model: it holds as far as the model describes the data.",
    Shelf.DISPUTED: (
        "Disputed: these numbers deviate in elections that nobody disputes, and can fit in elections that are "
        "disputed. They are not evidence."
    ),
})  # fmt: skip


class Verdict(StrEnum):
    """What a result amounts to, before a person has looked at it."""

    CONCERN = "concern"
    UNKNOWN = "unknown"
    NOTED = "noted"
    IN_LINE = "in line"


@dataclass(frozen=True)
class Effect:
    """One line of numbers: what was observed, what the null expects and how far it lets the number vary."""

    name: str
    """Stable name, for programs."""
    label: str
    unit: str
    deviation: Deviation
    headline: bool = False
    level: float | None = None
    """One-sided level fixed in advance; None where the line is a detail that is not tested."""

    @property
    def band(self) -> tuple[float, float]:
        """Where the null puts the number in 95 of 100 elections."""
        half = _BAND * self.deviation.sd
        return self.deviation.expected - half, self.deviation.expected + half

    @property
    def p(self) -> float | None:
        """One-sided chance of the null; None for weighted lines."""
        return self.deviation.p if isinstance(self.deviation, Excess) else None


@dataclass(frozen=True)
class Control:
    """The same statistic on an election that nobody disputes."""

    election: str
    stations: int
    figures: Mapping[str, float]
    """By the names of the effects."""


@dataclass(frozen=True)
class Data:
    """The rows behind a result and the account of all others."""

    about: About
    used: Used
    roles: Mapping[str, str]
    """What each symbol of the method stood for in this table: turnout, share, option under study."""

    @property
    def covered(self) -> float:
        """Share of all registered voters of the table who are on the lists of the rows used."""
        return self.used.registered / self.used.registered_of_all if self.used.registered_of_all else 0.0


@dataclass(frozen=True)
class Table:
    """Numbers that stand beside a result, as rows under named heads."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    note: Said = ""


@dataclass(frozen=True, eq=False)
class Flag:
    """Stations that one rule names, by row, in the order of their keys."""

    rule: str
    rows: NDArray[np.int64]


@dataclass(frozen=True)
class Result:
    """What one method says of one table of stations. None of its parts may be missing from any output."""

    method: str
    """Stable name, for programs."""
    title: str
    shelf: Shelf
    question: Said
    verdict: Verdict
    says: Message
    """The outcome in a sentence."""
    data: Data
    null: Said
    """What would be so if nothing but the votes were at work."""
    effects: tuple[Effect, ...]
    controls: tuple[Control, ...]
    controls_note: Said
    smallest: Message
    """The smallest effect that would have been seen, so that silence is not read as clearance."""
    innocent: tuple[Said, ...]
    follow_up: tuple[Said, ...]
    reference: str
    refused: tuple[Said, ...] = ()
    """Why the method does not answer; the verdict is then `unknown` and there are no effects."""
    tables: tuple[Table, ...] = ()
    flags: tuple[Flag, ...] = ()
    caution: str = NOT_PROOF


def roles_of(stations: Stations) -> Mapping[str, str]:
    """What turnout, the share and the option under study were computed from."""
    return MappingProxyType({
        "turnout": f"{stations.turnout_role} / {Role.REGISTERED}",
        "share": f"{Role.LEADER} / {stations.share_role}",
        "option under study": stations.leader,
    })  # fmt: skip


def rounded(number: float, digits: int = 2) -> Decimal:
    """A number for a sentence, with so many digits after the point."""
    return Decimal(f"{number:.{digits}f}")


def tail(p: float) -> str:
    """A chance in words of digits: small ones as a power of ten, none as zero."""
    if p >= 0.001:
        return f"{p:.3f}"
    return f"{p:.1e}" if p >= 1e-15 else "< 1e-15"
