"""A mixture of three kinds of station fitted to the histogram of the option's share, by quadrature and closed form.

P. Klimek, Y. Yegorov, R. Hanel, S. Thurner, "Statistical detection of systematic election irregularities", PNAS 109
(2012) 16469-16473; P. Klimek, R. Jimenez, M. Hidalgo, A. Hinteregger, S. Thurner, PLoS ONE 13(10) (2018) e0204975.
The published fit simulates elections and searches; for one alpha the expected histogram is linear in the two
fractions, so it is solved here without random numbers. Rates are fractions of 1, never points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.compiled import compiled

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Floats

BINS = 100
MARGIN = 0.15
"""Share of the stations that must lie below, and above, a mode."""
EXTREME = 0.075
"""Spread of the extreme kind, as published."""
ALPHAS = (50, 400)
"""Range of alpha in hundredths."""
PARAMETERS = 3
SMOOTHED = 10_000
"""Most stations that narrow the bandwidth: in larger tables it would let bumps of a few stations through as modes."""
_GRID = 1000
_SHIFTS = 500
_TURNOUTS, _MOVED = 50, 512


@dataclass(frozen=True)
class CleanPart:
    """Modes and spreads of turnout (tau) and share (nu), and theta, the spread of what is moved."""

    tau: float
    nu: float
    s_tau: float
    s_nu: float
    theta: float
    behind: int
    """Stations below both modes, from which the spread of turnout is computed."""


@dataclass(frozen=True)
class Fit:
    """The best bounded fit under one weighting."""

    incremental: float
    extreme: float
    criterion: float
    """Weighted sum of squares; with chi-square weights divided by the degrees of freedom it is `reduced`."""
    alpha: float

    @property
    def reduced(self) -> float:
        """The criterion divided by bins minus parameters."""
        return self.criterion / (BINS - PARAMETERS)

    @property
    def on_edge(self) -> bool:
        """Whether alpha stopped at the end of its range: it is then not identified."""
        return round(100 * self.alpha) in ALPHAS


def first_mode(rates: Floats) -> float | None:
    """First local maximum from the left of the smoothed density that has 15 % of the rates below it and above it.

    Gaussian kernel with Scott's bandwidth (sd n^-1/5, n at most 10,000) on a grid of 0.001, the rates split linearly
    between grid points. Without the 15 % the published wording picks bumps of a few stations. None where there is no
    such maximum.
    """
    import numpy as np

    found = float(modes(np.sort(rates), np.array([0], np.int64), np.array([len(rates)], np.int64))[0])
    return found if found >= 0 else None


def modes(rates: Floats, first: Counts, sizes: Counts) -> Floats:
    """The first mode of each run of ascending rates, `sizes[i]` of them from `first[i]`; -1 where it has none."""
    import numpy as np

    found = np.empty(len(first))
    compiled(_modes)(rates, first, sizes, *np.zeros((3, _GRID + 1)), found)
    return found


def _modes(
    rates: Floats, first: Counts, sizes: Counts, counts: Floats, kernel: Floats, density: Floats, found: Floats
) -> None:
    """Fill `found`; `counts`, `kernel` and `density` are room for the grid. Plain loops, to be compiled."""
    for run in range(len(first)):
        found[run] = -1.0
        start, number = first[run], sizes[run]
        mean = off = 0.0
        for i in range(start, start + number):
            mean += rates[i] / number
        for i in range(start, start + number):
            off += (rates[i] - mean) ** 2
        if number < 2 or off <= 0:
            continue
        width = math.sqrt(off / (number - 1)) * min(number, SMOOTHED) ** -0.2 * _GRID
        reach = min(math.ceil(5 * width), _GRID)
        for step in range(reach + 1):
            kernel[step] = math.exp(-0.5 * (step / width) ** 2)
        counts[:] = 0.0
        density[:] = 0.0
        for i in range(start, start + number):
            place = min(max(rates[i], 0.0), 1.0) * _GRID
            low = min(int(place), _GRID - 1)
            counts[low] += 1 - (place - low)
            counts[low + 1] += place - low
        for low in range(_GRID + 1):
            if counts[low] > 0:
                for at in range(max(low - reach, 0), min(low + reach, _GRID) + 1):
                    density[at] += counts[low] * kernel[abs(at - low)]
        below = start
        for at in range(1, _GRID):
            while below < start + number and rates[below] < at / _GRID:
                below += 1
            if density[at] > density[at - 1] and density[at] >= density[at + 1]:
                share = (below - start) / number
                if MARGIN <= share <= 1 - MARGIN:
                    found[run] = at / _GRID
                    break


def clean_part(turnout: Floats, share: Floats) -> CleanPart | None:
    """The parameters of the clean kind, read off the left side of the modes; None without a mode or a spread.

    s_tau^2 = mean (t - tau)^2 over t < tau, v < nu; s_nu^2 = mean (v - nu)^2 over v < nu;
    theta = (mean (v - nu)^2 over v > nu)^(1/4). Arrays of one length, rates in 0 .. 1.
    """
    tau, nu = first_mode(turnout), first_mode(share)
    if tau is None or nu is None:
        return None
    left, right = share < nu, share > nu
    behind = left & (turnout < tau)
    if not behind.any() or not right.any():
        return None
    s_tau = math.sqrt(float(((turnout[behind] - tau) ** 2).mean()))
    s_nu = math.sqrt(float(((share[left] - nu) ** 2).mean()))
    theta = float(((share[right] - nu) ** 2).mean()) ** 0.25
    return CleanPart(tau, nu, s_tau, s_nu, theta, int(behind.sum()))


def histogram(votes: Counts, base: Counts) -> Counts:
    """Stations by share in bins of one point, in whole numbers; the upper edge belongs to the last bin."""
    import numpy as np

    return np.bincount(np.minimum(100 * votes // base, BINS - 1), minlength=BINS).astype(np.int64)


class Model:
    """The histograms of the three kinds of station for one clean part; each sums to 1.

    Turnout a and share s are truncated normals. A fraction x of those who did not vote and x^alpha of the other votes
    go to the option, so the share is c + (1 - c) s with c = (x (1 - a) + x^alpha a) / (a + x (1 - a)): a shift towards
    1 that does not depend on s. c is tabulated by quadrature (50 points of equal probability for a, 512 for x); the
    distribution of s enters exactly.
    """

    def __init__(self, part: CleanPart, turnouts: int = _TURNOUTS, moved: int = _MOVED) -> None:
        import numpy as np
        from scipy.special import ndtr

        self.turnouts = _truncated_points(part.tau, part.s_tau, turnouts)
        self.moved = _truncated_points(0.0, part.theta, 2 * moved, -1.0)[moved:]
        self.nearly_all = 1 - _truncated_points(0.0, EXTREME, 2 * moved, -1.0)[moved:]
        shift = (1 - (1 - np.arange(_SHIFTS) / _SHIFTS) ** 2)[:, None]
        edges = np.arange(BINS + 1) / BINS
        low, high = ndtr(-part.nu / part.s_nu), ndtr((1 - part.nu) / part.s_nu)
        at = np.clip((edges - shift) / (1 - shift), 0, 1)
        self.table = np.diff((ndtr((at - part.nu) / part.s_nu) - low) / (high - low), axis=1)
        self.clean: Floats = self.table[0]
        self.mean_share = float(_truncated_points(part.nu, part.s_nu, turnouts).mean())

    def kinds(self, alphas: Floats) -> tuple[Floats, Floats]:
        """Histograms of the incremental and of the extreme kind, a row for each alpha.

        Incremental: x = |N(0, theta)| on (0, 1); extreme: x = 1 - |N(0, 0.075)| on (0, 1).
        """
        import numpy as np

        found = np.zeros((2, len(alphas), BINS))
        weights = np.empty(_SHIFTS)
        turnouts = self.turnouts[:, None]
        for kind, moved in enumerate((self.moved, self.nearly_all)):
            roots = np.sqrt(turnouts / (turnouts + moved * (1 - turnouts)))
            for row, alpha in enumerate(alphas):
                kept = np.sqrt(np.maximum(1 - moved**alpha, 0.0))
                compiled(_shifts)(roots, kept, self.table, weights, found[kind, row])
        return found[0], found[1]


def _truncated_points(mean: float, sd: float, number: int, low: float = 0.0) -> Floats:
    """Middle points of `number` parts of equal probability of a normal distribution cut to `low` .. 1."""
    import numpy as np
    from scipy.special import ndtr, ndtri

    first, last = ndtr((low - mean) / sd), ndtr((1 - mean) / sd)
    points: Floats = np.clip(mean + sd * ndtri(first + (last - first) * (np.arange(number) + 0.5) / number), low, 1)
    return points


def _shifts(roots: Floats, kept: Floats, table: Floats, weights: Floats, into: Floats) -> None:
    """Fill `into` with the mean of the rows of `table` over the shifts of all pairs of points; to be compiled.

    1 - c = (1 - x^alpha) a / (a + x (1 - a)): `kept` is the root of the first factor for each x, `roots` that of the
    second for each a and x. `weights` is room for the weight of each shift 1 - (1 - j / size)^2, closer together
    towards 1, where the share changes fastest; a shift between two is split linearly.
    """
    size = len(weights)
    each = 1.0 / roots.size
    weights[:] = 0.0
    for a in range(len(roots)):
        for i in range(len(kept)):
            place = (1.0 - kept[i] * roots[a, i]) * size
            low = min(int(place), size - 2)
            part = min(place - low, 1.0)
            weights[low] += each * (1 - part)
            weights[low + 1] += each * part
    for c in range(size):
        if weights[c] > 0:
            for b in range(len(into)):
                into[b] += weights[c] * table[c, b]


def fit(observed: Counts, model: Model, *, published: bool = False, refined: bool = True) -> Fit:
    """The fractions and alpha that minimise sum (h - o)^2 w, w = 1 / (o + 1), or its square with `published`.

    alpha on 0.5 .. 4.0 by 0.1, then, if `refined`, by 0.01 between the neighbours of the best.
    """
    import numpy as np

    weights: Floats = np.power(1.0 / (observed + 1.0), 2.0 if published else 1.0)

    def best(hundredths: range) -> Fit:
        alphas = np.array(hundredths) / 100
        rows = zip(alphas, *model.kinds(alphas), strict=True)
        fits = [Fit(*bounded(observed, weights, model.clean, one, two), float(alpha)) for alpha, one, two in rows]
        return min(fits, key=lambda found: found.criterion)

    coarse = best(range(ALPHAS[0], ALPHAS[1] + 1, 10))
    if not refined:
        return coarse
    middle = round(100 * coarse.alpha)
    return best(range(max(middle - 9, ALPHAS[0]), min(middle + 9, ALPHAS[1]) + 1))


def bounded(
    observed: Counts, weights: Floats, clean: Floats, incremental: Floats, extreme: Floats
) -> tuple[float, float, float]:
    """Fractions (f_i, f_e) with f_i, f_e >= 0 and f_i + f_e <= 1 that fit best, and their weighted sum of squares.

    Convex in two unknowns: the 2 x 2 system where it lies inside, otherwise the best point of the three edges.
    """
    import numpy as np

    total = int(observed.sum())
    one, two, rest = total * (incremental - clean), total * (extreme - clean), observed - total * clean
    aa, bb, ab = (float((weights * x * y).sum()) for x, y in ((one, one), (two, two), (one, two)))
    ra, rb, rr = (float((weights * x * rest).sum()) for x in (one, two, rest))

    def cost(f: float, g: float) -> float:
        return rr - 2 * (f * ra + g * rb) + f * f * aa + 2 * f * g * ab + g * g * bb

    inside = aa * bb - ab * ab
    if inside > 1e-12 * aa * bb:
        f, g = (ra * bb - rb * ab) / inside, (rb * aa - ra * ab) / inside
        if f >= 0 and g >= 0 and f + g <= 1:
            return f, g, max(cost(f, g), 0.0)
    across = aa + bb - 2 * ab
    edges = (
        (float(np.clip(ra / aa, 0, 1)) if aa > 0 else 0.0, 0.0),
        (0.0, float(np.clip(rb / bb, 0, 1)) if bb > 0 else 0.0),
        (along := float(np.clip((ra - rb + bb - ab) / across, 0, 1)) if across > 0 else 0.0, 1 - along),
    )
    f, g = min(edges, key=lambda point: cost(*point))
    return f, g, max(cost(f, g), 0.0)
