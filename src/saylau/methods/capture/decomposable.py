"""Averaging over decomposable models: how likely each number of people is, over every way lists may go together.

D. Madigan and J. York 1997, *Biometrika* 84, 19-31. Within a graph the cells have a hyper-Dirichlet prior of weight
delta a cell, and the probability of the table is a product over its sets and separators; graphs are equally likely.
The number of people has the prior 1 / N, or a Poisson one whose mean is gamma.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from math import lgamma, log
from typing import TYPE_CHECKING

from saylau.methods.capture.graphs import Graph, decomposable
from saylau.methods.capture.histories import Histories
from saylau.methods.capture.models import Term

if TYPE_CHECKING:
    from saylau.methods.arrays import Floats

MOST = 64
"""Unseen people up to whom a grid goes at most, as a multiple of those seen."""
FEW = 200
"""Numbers at which it is looked first how far a grid has to go."""
FADED = 1e-7
"""Share of the highest probability at which a grid may end."""
NO_END = 1e-4
"""Share of the highest probability from which on a grid ends too early."""

Prior = Callable[["Floats"], "Floats"]
"""Logarithm of the prior of numbers of people in all, up to a constant."""


@dataclass(frozen=True)
class Averaged:
    """How likely each number of people is, over all graphs."""

    graphs: tuple[tuple[str, float], ...]
    """Each graph with its probability, the likeliest first."""
    mean: float
    relative: float
    """The number with the least expected relative squared error: sum p / N over sum p / N^2."""
    mode: int
    low: int
    """2.5 per cent point."""
    median: int
    high: int
    """97.5 per cent point."""
    at_the_end: bool
    """Whether probability is still high at the end of the grid: then nothing here can be believed."""


def reciprocal(people: Floats) -> Floats:
    """The prior 1 / N."""
    import numpy as np

    found: Floats = -np.log(people)
    return found


def gamma_poisson(shape: float, scale: float) -> Prior:
    """The prior of a Poisson number whose mean is gamma with this shape and scale."""

    def prior(people: Floats) -> Floats:
        from scipy.special import gammaln

        found: Floats = (
            gammaln(people + shape) - gammaln(people + 1) - lgamma(shape)
            + people * log(scale) - (people + shape) * log(1 + scale)
        )  # fmt: skip
        return found

    return prior


def averaged(histories: Histories, *, delta: float, prior: Prior = reciprocal, unseen: range | None = None) -> Averaged:
    """The average over all graphs, for three to five lists.

    `unseen` is the grid of people on no list; without it the grid goes to where probability has faded, at most to
    `MOST` times the people seen. Raises `ValueError` for another number of lists.
    """
    if not 3 <= histories.lists <= 5:
        raise ValueError(f"graphs are generated for three to five lists, not {histories.lists}")
    graphs = decomposable(histories.lists)
    grid = unseen if unseen is not None else _grid(histories, graphs, delta, prior)
    return _summary(*_posterior(histories, graphs, delta, prior, grid))


def _grid(histories: Histories, graphs: tuple[Graph, ...], delta: float, prior: Prior) -> range:
    """From nobody unseen to where probability has faded, by a first look at few numbers, denser where small."""
    most = MOST * histories.people
    few = sorted({*range(FEW), *(round(most ** (place / FEW)) for place in range(FEW + 1))})
    _, _, likely = _posterior(histories, graphs, delta, prior, few)
    last = max(place for place, value in enumerate(likely) if value > FADED * likely.max())
    return range(few[min(last + 1, len(few) - 1)] + 1)


def _posterior(
    histories: Histories, graphs: tuple[Graph, ...], delta: float, prior: Prior, unseen: Sequence[int]
) -> tuple[list[tuple[str, float]], Floats, Floats]:
    """Share of each graph, the numbers of people, and how likely each is; rows are added as they come."""
    import numpy as np
    from scipy.special import gammaln

    grid = np.array(unseen, dtype=float)
    people = histories.people + grid
    common = prior(people) + gammaln(people + 1) - gammaln(grid + 1)
    parts = {term: _part(histories, grid, delta, term) for term in _terms(graphs)}
    top, total, weights = -np.inf, np.zeros(len(grid)), []
    for graph in graphs:
        row = common + sum(parts[t] for t in graph.sets) - sum((parts[t] for t in graph.separators), np.zeros(1))
        highest = float(row.max())
        if highest > top:
            total, top = total * np.exp(top - highest), highest
        seen = np.exp(row - top)
        total = total + seen
        weights.append((graph.name, float(seen.sum()), top))
    whole = float(total.sum())
    return [(name, weight * float(np.exp(at - top)) / whole) for name, weight, at in weights], people, total / whole


def _terms(graphs: tuple[Graph, ...]) -> set[Term]:
    return {term for graph in graphs for term in (*graph.sets, *graph.separators)}


def _part(histories: Histories, grid: Floats, delta: float, term: Term) -> Floats:
    """Logarithm of h(A) for the lists A at each number unseen: the likelihood of their margin."""
    from scipy.special import gammaln

    whole, cell = delta * 2**histories.lists, delta * 2 ** (histories.lists - len(term))
    margin = _margin(histories, term)
    seen = sum(lgamma(number + cell) for number in margin[1:])
    constant = lgamma(whole) - 2 ** len(term) * lgamma(cell)
    found: Floats = gammaln(margin[0] + grid + cell) - gammaln(histories.people + grid + whole) + (constant + seen)
    return found


def _margin(histories: Histories, term: Term) -> tuple[int, ...]:
    """People seen by which of these lists they are on; the first are on none of these, but on another."""
    found = dict.fromkeys(product("01", repeat=len(term)), 0)
    for history, number in histories.counts.items():
        found[tuple(history[place] for place in term)] += number
    return tuple(found.values())


def _summary(shares: list[tuple[str, float]], people: Floats, likely: Floats) -> Averaged:
    import numpy as np

    below = np.cumsum(likely)
    low, median, high = (int(people[min(int(np.searchsorted(below, q)), len(people) - 1)]) for q in (0.025, 0.5, 0.975))
    return Averaged(
        tuple(sorted(shares, key=lambda s: (-s[1], s[0]))),
        float((people * likely).sum()),
        float((likely / people).sum() / (likely / people**2).sum()),
        int(people[int(likely.argmax())]),
        low,
        median,
        high,
        bool(likely[-1] > NO_END * likely.max()),
    )
