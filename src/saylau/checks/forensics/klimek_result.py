"""The mixture of Klimek and others as it is told: fractions beside what elections without anything moved give."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from saylau.checks.forensics.booths_result import correlations
from saylau.checks.forensics.klimek_null import QUANTILES, Analysis, Null, analyse, nulls
from saylau.checks.forensics.result import Control, Data, Effect, Result, Shelf, Table, Verdict, roles_of
from saylau.checks.forensics.usable import refused_for
from saylau.methods.results.excess import Deviation, Excess
from saylau.methods.results.integers import FEWEST_VOTERS
from saylau.methods.results.klimek import CleanPart, Fit, Model, fit, histogram
from saylau.methods.results.klimek_areas import FEWEST as FEWEST_AREAS
from saylau.methods.results.klimek_areas import LEAST, areas_of
from saylau.methods.results.klimek_draws import INDEPENDENT, MOST_STATIONS, SEED, Counted
from saylau.methods.results.stations import Stations, Used, Why, account, unusable
from saylau.values.message import Message, Percent, Said

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST = 500
LEVEL = 0.01
APART = 0.05
"""Difference of the two weightings in f_i from which on both are told."""

QUESTION = "Does the histogram of shares hold more than clean clusters of stations, and clean areas, would leave?"
NULL = (
    "If every voter had come and chosen at the rate of the station, and stations differed only as one cluster, or two, "
    "of ordinary places do, or as the areas of the table do, each around its own mode, the fit would find such a "
    "fraction by chance."
)
NO_AREAS = Message(
    "The table names fewer than {areas} areas of at least {stations} stations. Where regions differ and the table does "
    "not name them, a clean election reaches such a fraction too often for a verdict.",
    areas=FEWEST_AREAS, stations=LEAST,
)  # fmt: skip
INNOCENT: tuple[Said, ...] = (
    "Places that differ: towns and villages, languages, strongholds. They stretch the histogram as added votes would.",
    "A share that grows with turnout because supporters of the option live where more people vote.",
    "Special stations, postal or electronic voting that stand as stations in the file.",
    "A cluster that is not bell-shaped: the model knows no other.",
)
FOLLOW_UP: tuple[Said, ...] = (
    "Look at the fingerprint of the same table, by region, and at the same fit for an earlier election.",
    "The model names no station. What to ask for is told by the integer test and by the arithmetic of protocols.",
)
REFERENCE = (
    "P. Klimek, Y. Yegorov, R. Hanel, S. Thurner, Statistical detection of systematic election irregularities, PNAS "
    "109 (2012) 16469-16473; fitted here as a bounded linear mixture by quadrature, with nulls by cluster and by area."
)
CONTROLS = tuple(
    Control(election, stations, MappingProxyType({"incremental": one, "extreme": two}))
    for election, stations, one, two in (
        ("Mexico 2012, president", 141_415, 0.032, 0.000),
        ("Taiwan 2016, president", 15_579, 0.000, 0.000),
        ("Georgia 2016, parliament", 3_585, 0.118, 0.000),
    )
)
CONTROLS_NOTE = (
    "The fractions of the same fit on elections that nobody disputes (1 is all stations). They are differences between "
    "places, nothing else. Canada 2011 is refused: two clusters."
)


@dataclass(frozen=True, eq=False)
class MixtureTest:
    """The fit of one table and its nulls."""

    stations: int
    part: CleanPart
    chi_square: Fit
    published: Fit
    wider: Fit
    """Chi-square weights with the spread of the share multiplied by the square root of 2, as one implementation has."""
    nulls: tuple[Null, ...]
    """The first two without areas; those by area follow where the table names enough of them."""
    by_area: bool
    """Whether nulls by area are among them."""
    correlations: tuple[float, float] | None = None
    """Of the voters of a station in turnout and share, where booths of one section tell of it."""

    @property
    def above(self) -> bool:
        """Whether the incremental fraction lies above the 99 % quantile of every null."""
        return self.chi_square.incremental > self.limit

    @property
    def distinguishable(self) -> bool:
        """The verdict: above every null, and nulls by area are among them."""
        return self.above and self.by_area

    @property
    def untold(self) -> bool:
        """Above the nulls there are, but none of them knows how areas differ."""
        return self.above and not self.by_area

    @property
    def limit(self) -> float:
        """The largest 99 % quantile."""
        return max(null.quantile(QUANTILES[1]) for null in self.nulls)

    @property
    def p(self) -> float:
        """The largest chance among the nulls."""
        return max(null.p(self.chi_square.incremental) for null in self.nulls)


def used_by_klimek(stations: Stations, largest: int | None = None) -> Used:
    """Rows with N >= 100, G < N, C > 0, W <= C, as in the PLoS ONE paper of 2018."""
    n, g = stations.registered, stations.issued
    return account(
        stations,
        (
            *unusable(stations),
            *(((Why.PSEUDO, n > largest),) if largest else ()),
            (Why.SMALL, n < FEWEST_VOTERS),
            (Why.ALL_VOTED, g == n),
        ),
    )


def counted(stations: Stations, mask: NDArray[np.bool_]) -> Counted:
    """The counts of the rows in the mask, and their areas where the table names enough of them."""
    n, g, c, w = (of[mask] for of in (stations.registered, stations.issued, stations.base, stations.votes))
    return Counted(n, g, c, w, areas_of(stations.region[mask], stations.area[mask]))


def mixture_test(
    table: Counted, correlations: tuple[float, float] | None = None
) -> tuple[Analysis, MixtureTest | None]:
    """The fit, and the nulls where it is not refused; with `correlations` counts of the first two are beta-binomial."""
    found = analyse(table)
    if found.reasons or not (found.part and found.fit and found.published):
        return found, None
    wider = fit(histogram(table.votes, table.base), Model(replace(found.part, s_nu=found.part.s_nu * math.sqrt(2))))
    drawn = nulls(table, found.part, correlations=correlations or INDEPENDENT)
    by_area = table.area is not None
    stations = len(table.votes)
    return found, MixtureTest(
        stations, found.part, found.fit, found.published, wider, drawn, by_area, correlations
    )  # fmt: skip


def klimek(stations: Stations, largest: int | None = None) -> Result:
    """The result that is told; with `largest` rows of more registered voters are left out."""
    used = used_by_klimek(stations, largest)
    if refused := refused_for(stations, used, FEWEST):
        return _result(stations, used, refused)
    found, tested = mixture_test(counted(stations, used.mask), correlations(stations, largest))
    return _result(stations, used, (NO_AREAS,) if tested and tested.untold else found.reasons, tested)


def _result(stations: Stations, used: Used, refused: tuple[Said, ...], test: MixtureTest | None = None) -> Result:
    return Result(
        method="klimek",
        title="Mixture of clean and shifted stations",
        shelf=Shelf.MODEL,
        question=QUESTION,
        verdict=Verdict.UNKNOWN if refused else Verdict.NOTED if test and test.distinguishable else Verdict.IN_LINE,
        says=_says(test),
        data=Data(stations.about, used, roles_of(stations)),
        null=NULL,
        effects=_effects(test) if test and not refused else (),
        controls=CONTROLS,
        controls_note=CONTROLS_NOTE,
        smallest=_smallest(test),
        innocent=INNOCENT,
        follow_up=FOLLOW_UP,
        reference=REFERENCE,
        refused=refused,
        tables=(_fits(test), _nulls(test)) if test else (),
    )


def _percent(fraction: float) -> Percent:
    return Percent(Fraction(fraction).limit_denominator(10**6), 1)


def _says(test: MixtureTest | None) -> Message:
    if test is None:
        return Message("The mixture is not fitted to this table.")
    values = {"fraction": _percent(test.chi_square.incremental), "limit": _percent(test.limit)}
    if test.distinguishable:
        return Message(
            "The fit puts {fraction} of the histogram into its incremental part; simulated elections in which nothing "
            "was moved reach {limit} in one of a hundred: distinguishable from every null. The fraction describes the "
            "shape of a histogram; it is no share of votes.", **values,
        )  # fmt: skip
    if test.untold:
        return Message(
            "The fit puts {fraction} of the histogram into its incremental part; simulated elections of one or two "
            "clusters reach {limit} in one of a hundred, but differences between areas can do the same, and the table "
            "does not name them: whether it is distinguishable cannot be told.", **values,
        )  # fmt: skip
    return Message(
        "The fit puts {fraction} of the histogram into its incremental part; simulated elections in which nothing was "
        "moved reach {limit} in one of a hundred: not distinguishable from ordinary differences between places.",
        **values,
    )


def _smallest(test: MixtureTest | None) -> Message:
    if test is None:
        return Message("Nothing was fitted, so nothing is excluded.")
    return Message(
        "A fraction of up to {limit} would not have been told from the nulls; what follows the clean shape is not "
        "seen.",
        limit=_percent(test.limit),
    )


def _effects(test: MixtureTest) -> tuple[Effect, ...]:
    """The fractions in stations of the table, beside the null that reaches further."""
    null = max(test.nulls, key=lambda one: one.quantile(QUANTILES[1]))
    n = test.stations
    first, second = (_moments(values, n) for values in (null.incremental, null.extreme))
    return (
        Effect(
            "incremental", "incremental part f_i, as stations of the histogram", "stations",
            Excess(n, round(test.chi_square.incremental * n), *first, test.p), headline=True, level=LEVEL,
        ),
        Effect(
            "extreme", "extreme part f_e, as stations of the histogram", "stations",
            Deviation(n, round(test.chi_square.extreme * n), *second),
        ),
    )  # fmt: skip


def _moments(values: tuple[float, ...], stations: int) -> tuple[float, float]:
    mean = math.fsum(values) / len(values)
    variance = math.fsum((one - mean) ** 2 for one in values) / len(values)
    return mean * stations, variance * stations**2


def _fits(test: MixtureTest) -> Table:
    def row(name: str, found: Fit) -> tuple[str | float, ...]:
        edge = "not identified" if found.on_edge else ""
        return name, found.incremental, found.extreme, found.alpha, found.reduced, edge

    part = test.part
    note = Message(
        "Clean part: turnout {tau}, share {nu}; spreads {s_tau} and {s_nu}, theta {theta}. {weighting}",
        tau=_percent(part.tau), nu=_percent(part.nu), s_tau=_percent(part.s_tau), s_nu=_percent(part.s_nu),
        theta=_percent(part.theta), weighting=_weighting(test),
    )  # fmt: skip
    rows = (
        row("chi-square weights", test.chi_square), row("published weights", test.published),
        row("spread of the share times the square root of 2", test.wider),
    )  # fmt: skip
    heads = ("fit", "f_i", "f_e", "alpha", "criterion / 97", "alpha at its limit")
    return Table("fits", "Fits", heads, rows, note)


def _weighting(test: MixtureTest) -> str:
    if abs(test.chi_square.incremental - test.published.incremental) > APART:
        return "The result depends on the weighting."
    return "The two weightings agree."


def _counts(test: MixtureTest) -> str:
    if test.correlations is None:
        return "Counts are binomial: no booths of one section tell how much wider they are."
    turnout, share = test.correlations
    return (
        f"Counts are beta-binomial, as wide as booths of one section are: correlation of voters {turnout:.5f} in "
        f"turnout and {share:.5f} in share."
    )


def _areas(test: MixtureTest) -> str:
    if not test.by_area:
        return "Without areas in the table nothing is simulated that keeps their differences."
    return (
        "Clean areas keep the mode of each area, and the spread that its stations have on the left of it on both "
        "sides; in the last null stations deviate from these modes as two clusters do."
    )


def _nulls(test: MixtureTest) -> Table:
    heads = ("null", "f_i, 95 %", "f_i, 99 %", "f_e, 95 %", "f_e, 99 %", "simulated", "without a clean mode", "p")
    rows: tuple[tuple[str | int | float | None, ...], ...] = tuple(
        (
            null.name, *(null.quantile(q) for q in QUANTILES), *(null.quantile(q, extreme=True) for q in QUANTILES),
            len(null.incremental) + null.refused, null.refused, null.p(test.chi_square.incremental),
        )
        for null in test.nulls
    )  # fmt: skip
    note = Message(
        "Elections of the same lists, at most {most} of them, in which nothing was moved; generator PCG64, seed "
        "{seed}. {counts} {areas}",
        most=MOST_STATIONS, seed=str(SEED), counts=_counts(test), areas=_areas(test),
    )  # fmt: skip
    return Table("nulls", "What the fit finds where nothing was moved", heads, rows, note)
