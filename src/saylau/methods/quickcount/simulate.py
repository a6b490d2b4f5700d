"""A design tried on a past result: draw it many times, and see how often its intervals hold the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

from saylau.methods.quickcount.collapse import collapse
from saylau.methods.quickcount.estimate import Contrast, Totals, ratio, totals
from saylau.methods.quickcount.quantiles import together

if TYPE_CHECKING:
    import numpy as np

    Integers = np.ndarray[Any, np.dtype[np.int64]]
    Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Tried:
    """One statement over all draws."""

    top: tuple[int, ...]
    """Place of the contestant; of a lead, of the one it is ahead of too."""
    truth: float
    coverage: float
    """How often its interval held the truth."""
    bias: float
    """Mean estimate less the truth, as a fraction of 1."""
    margin: float
    """Mean margin."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """What a design did on a past result."""

    draws: int
    reports: float
    """Mean number of reports."""
    collapsed: int
    """Draws in which strata had to be collapsed."""
    tried: tuple[Tried, ...]
    together: float
    """How often the simultaneous intervals held all truths at once."""
    named: int
    """Draws in which somebody was named first by the simultaneous intervals."""
    wrong: int
    """Draws in which somebody else was first."""


@dataclass(frozen=True, slots=True)
class Population:
    """All stations of a past election: stratum (a place), votes of contestants, denominator, region of each stratum."""

    strata: Integers
    votes: Integers
    base: Integers
    regions: tuple[str, ...]

    @property
    def numbers(self) -> Integers:
        """Votes and denominator, a row a station."""
        import numpy as np

        return np.column_stack([self.votes, self.base])


def simulate(
    of: Population, sample: Sequence[int], *, draws: int, seed: int, level: float = 0.95,
    response: Sequence[float] | None = None, tell: Callable[[int], None] | None = None,
) -> Simulated:  # fmt: skip
    """Draw `sample` stations of each stratum, `draws` times; shares of all contestants and leads of every two.

    `response`: chance that a station of each stratum reports, by itself; all report unless told. `tell` is told how
    many draws are done. The same seed and version of numpy give the same draws. Raises `ValueError` where a draw has
    fewer than two reports.
    """
    asked = [(one,) for one in range(of.votes.shape[1])] + list(combinations(range(of.votes.shape[1]), 2))
    sums = of.numbers.sum(axis=0)
    truths = [Fraction(int(sums[top[0]]) - sum(int(sums[j]) for j in top[1:]), int(sums[-1])) for top in asked]
    score = _Score(asked, truths, level)
    joined = 0
    for done, (found, collapsed) in enumerate(_draws(of, sample, draws, seed, response), start=1):
        joined += collapsed
        score.add(found)
        if tell is not None:
            tell(done)
    return score.told(draws, joined)


def _draws(
    of: Population, sample: Sequence[int], draws: int, seed: int, response: Sequence[float] | None
) -> Iterator[tuple[Totals, bool]]:
    import numpy as np

    random = np.random.Generator(np.random.PCG64(seed))
    stations = np.bincount(of.strata, minlength=len(sample))
    starts = np.concatenate(([0], np.cumsum(stations)[:-1]))
    numbers, ranks = of.numbers, np.arange(len(of.strata))
    by_stratum = np.sort(of.strata)
    chosen_ranks = ranks[(ranks - starts[by_stratum]) < np.asarray(sample)[by_stratum]]
    for _ in range(draws):
        # Strata stay in their order, stations within them come in a random one; the first of each stratum are drawn.
        order = np.argsort(of.strata + random.random(len(of.strata)) / 2)
        chosen = order[chosen_ranks]
        if response is not None:
            chosen = chosen[random.random(len(chosen)) < np.asarray(response)[of.strata[chosen]]]
        yield _estimated(of.strata[chosen], numbers[chosen], stations, of.regions)


def _estimated(strata: Integers, numbers: Integers, stations: Integers, regions: Sequence[str]) -> tuple[Totals, bool]:
    import numpy as np

    reports = np.bincount(strata, minlength=len(stations))
    if bool(((reports >= 2) | (reports == stations)).all()):
        return totals(strata, numbers, stations.tolist()), False
    names = [str(place) for place in range(len(stations))]
    used = collapse(
        names, dict(zip(names, regions, strict=True)), dict(zip(names, stations.tolist(), strict=True)),
        dict(zip(names, reports.tolist(), strict=True)),
    )  # fmt: skip
    place = np.array([used.place()[name] for name in names])
    return totals(place[strata], numbers, np.bincount(place, stations).astype(int).tolist()), True


class _Score:
    """Adds up what the draws did."""

    def __init__(self, asked: Sequence[tuple[int, ...]], truths: Sequence[Fraction], level: float) -> None:
        self._asked, self._truths = asked, truths
        self._level, self._joint = level, together(level, len(asked))
        self._held, self._bias, self._margins = ([0.0] * len(asked) for _ in range(3))
        self._all = self._named = self._wrong = self._reports = 0
        self._first = max((top for top in asked if len(top) == 1), key=lambda top: truths[top[0]])[0]

    def add(self, found: Totals) -> None:
        """Count one draw."""
        self._reports += found.reports
        base: Contrast = {len(found.total) - 1: 1}
        every = True
        ahead: dict[tuple[int, ...], int] = {}
        for place, (top, truth) in enumerate(zip(self._asked, self._truths, strict=True)):
            made = ratio(found, dict(zip(top, (1, -1), strict=False)), base)
            apart, joint = made.value - truth, made.margin(self._joint)
            margin = made.margin(self._level)
            self._held[place] += abs(apart) <= Fraction(margin)
            self._bias[place] += float(apart)
            self._margins[place] += margin
            every &= abs(apart) <= Fraction(joint)
            if len(top) == 2:
                ahead[top] = 1 if made.value > Fraction(joint) else -1 if -made.value > Fraction(joint) else 0
        self._all += every
        first = _first(ahead, sum(len(top) == 1 for top in self._asked))
        self._named += first is not None
        self._wrong += first not in (None, self._first)

    def told(self, draws: int, collapsed: int) -> Simulated:
        """The means over all draws."""
        tried = tuple(
            Tried(top, float(truth), held / draws, bias / draws, margin / draws)
            for top, truth, held, bias, margin in zip(
                self._asked, self._truths, self._held, self._bias, self._margins, strict=True
            )
        )
        return Simulated(draws, self._reports / draws, collapsed, tried, self._all / draws, self._named, self._wrong)


def _first(ahead: Mapping[tuple[int, ...], int], contestants: int) -> int | None:
    """Who is ahead of all others, if anybody is."""
    for one in range(contestants):
        signs = [sign if top[0] == one else -sign for top, sign in ahead.items() if one in top]
        if signs and min(signs) == 1:
            return one
    return None
