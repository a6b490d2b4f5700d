"""A mixture of beta-binomial distributions fitted to counts k of n, by EM on the pairs (n, k) that occur.

sum_l w_l BB(k; n, alpha_l, beta_l), L = 1 .. 5 by BIC. Counts are whole numbers, so log Gamma(a + k) - log Gamma(a) is
a sum of logarithms: everything is looked up in tables as long as the largest n, and each step of Newton costs one pass
over such a table, whatever the number of stations.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from saylau.methods.compiled import compiled

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts, Floats

MOST_COMPONENTS = 5
_EM, _STEPS = 12, 500
_GAIN = 1e-7
"""Gain of log likelihood a station and step below which the fit has converged."""
_FLAT = 1e-5
_NEWTON = 3
_LEAST, _MOST = math.log(1e-2), math.log(1e6)


@dataclass(frozen=True, eq=False)
class Pairs:
    """The pairs (n, k) that occur and how often, in ascending order; and which pair each station has."""

    n: Counts
    k: Counts
    times: Counts
    of: Counts

    @property
    def largest(self) -> int:
        """Largest n."""
        return int(self.n.max(initial=0))


@dataclass(frozen=True)
class Mixture:
    """Weights and parameters by component, the largest weight first."""

    weights: tuple[float, ...]
    alphas: tuple[float, ...]
    betas: tuple[float, ...]
    log_likelihood: float
    """Without the binomial coefficients, which no parameter changes."""
    converged: bool

    def bic(self, stations: int) -> float:
        """(3 L - 1) log(stations) - 2 log likelihood."""
        return (3 * len(self.weights) - 1) * math.log(stations) - 2 * self.log_likelihood


def pairs(k: Counts, n: Counts) -> Pairs:
    """The pairs of counts that occur; arrays of one length, 0 <= k <= n, n > 0."""
    import numpy as np

    width = int(n.max(initial=0)) + 1
    found, of, times = np.unique(n * width + k, return_inverse=True, return_counts=True)
    return Pairs(found // width, found % width, times.astype(np.int64), of)


def mixture(table: Pairs, most: int = MOST_COMPONENTS) -> Mixture:
    """The mixture of one to `most` components with the smallest BIC; the smaller one where two are equal.

    Two are fitted at a time, the largest first; none knows of another.
    """
    stations = int(table.times.sum())
    with ThreadPoolExecutor(2) as pool:
        fits = list(pool.map(partial(fit, table), range(most, 0, -1)))
    return min(reversed(fits), key=lambda found: found.bic(stations))


def fit(table: Pairs, number: int) -> Mixture:
    """`number` components, started from the quantiles of k / n: EM, then all parameters together by their gradient.

    EM alone creeps where components overlap; L-BFGS climbs the same likelihood from where it stands. No random start.
    """
    import numpy as np
    from scipy.optimize import minimize

    alpha, beta = _start(table, number)
    weights = np.full(number, 1 / number)
    part = np.empty((number, len(table.n)))
    stations = int(table.times.sum())
    start = 0.0
    for _ in range(_EM):
        start = _expected(table, weights, alpha, beta, part)
        weights = np.maximum(part.sum(axis=1) / stations, 1e-9)
        alpha, beta = _newton(table, part, alpha, beta)

    def cost(at: Floats) -> tuple[float, Floats]:
        w, a, b = _parameters(at, number)
        total = _expected(table, w, a, b, part)
        return (start - total) / stations, -_gradient(table, part, w, a, b) / stations

    first = np.concatenate((np.log(weights), np.log(alpha), np.log(beta)))
    bounds = [(-25.0, 25.0)] * number + [(_LEAST, _MOST)] * (2 * number)
    found = minimize(
        cost, first, jac=True, method="L-BFGS-B", bounds=bounds,
        options={"maxiter": _STEPS, "ftol": _GAIN, "gtol": _GAIN, "maxcor": 20},
    )  # fmt: skip
    flat = float(np.abs(found.jac).max()) < _FLAT  # already at the top: the line search finds nothing better
    weights, alpha, beta = _parameters(found.x, number)
    order = sorted(range(number), key=lambda one: -weights[one])
    w, a, b = (tuple(float(of[one]) for one in order) for of in (weights, alpha, beta))
    return Mixture(w, a, b, start - float(found.fun) * stations, bool(found.success) or flat)


def _parameters(at: Floats, number: int) -> tuple[Floats, Floats, Floats]:
    """Weights, alphas and betas from the logarithms that are free; weights add up to 1."""
    import numpy as np

    heavy = np.exp(at[:number] - at[:number].max())
    return heavy / heavy.sum(), np.exp(at[number : 2 * number]), np.exp(at[2 * number :])


def _expected(table: Pairs, weights: Floats, alpha: Floats, beta: Floats, part: Floats) -> float:
    """Fill `part`; the log likelihood."""
    import numpy as np

    tables = log_tables(alpha, beta, table.largest)
    return float(compiled(_expect)(table.n, table.k, table.times, np.log(weights), *tables, part))


def _above(table: Pairs, part: Floats) -> tuple[Floats, Floats, Floats]:
    """R(j), the weight of the pairs with more than j: of k, of n - k and of n."""
    import numpy as np

    size = table.largest + 1
    counts = (np.bincount(of, part, size) for of in (table.k, table.n - table.k, table.n))
    one, two, three = (np.cumsum(of[::-1], dtype=np.float64)[::-1][1:] for of in counts)
    return one, two, three


def _gradient(table: Pairs, part: Floats, weights: Floats, alpha: Floats, beta: Floats) -> Floats:
    """Derivatives of the log likelihood by the free logarithms: digamma differences as sums of R(j) / (a + j)."""
    import numpy as np

    number, steps = len(weights), np.arange(table.largest)
    found = np.empty(3 * number)
    found[:number] = part.sum(axis=1) - part.sum() * weights
    for one in range(number):
        rise, fall, both = _above(table, part[one])
        shared = float((both / (alpha[one] + beta[one] + steps)).sum())
        found[number + one] = alpha[one] * (float((rise / (alpha[one] + steps)).sum()) - shared)
        found[2 * number + one] = beta[one] * (float((fall / (beta[one] + steps)).sum()) - shared)
    return found


def log_tables(alpha: Floats, beta: Floats, largest: int) -> tuple[Floats, Floats, Floats]:
    """Rows of log Gamma(a + j) - log Gamma(a), j = 0 .. largest, for alpha, beta and their sums."""
    import numpy as np

    steps = np.arange(largest)

    def rising(values: Floats) -> Floats:
        found = np.zeros((len(values), largest + 1))
        np.cumsum(np.log(values[:, None] + steps), axis=1, out=found[:, 1:])
        return found

    return rising(alpha), rising(beta), rising(alpha + beta)


def _start(table: Pairs, number: int) -> tuple[Floats, Floats]:
    """Means at the middle quantiles of equal parts of the stations, spread of a part; alpha + beta from both."""
    import numpy as np

    rates = table.k / table.n
    order = np.argsort(rates, kind="stable")
    reached = np.cumsum(table.times[order]) / table.times.sum()
    places = np.searchsorted(reached, (np.arange(number) + 0.5) / number)
    means = np.clip(rates[order][places], 0.01, 0.99)
    middle = float((rates * table.times).sum() / table.times.sum())
    variance = float(((rates - middle) ** 2 * table.times).sum() / table.times.sum()) / number
    size = np.clip(means * (1 - means) / max(variance, 1e-6) - 1, 2.0, 1e4)
    return means * size, (1 - means) * size


def _newton(table: Pairs, part: Floats, alpha: Floats, beta: Floats) -> tuple[Floats, Floats]:
    """Better alpha and beta of each component: Newton steps in their logarithms, halved until they do not lose.

    With R(j) the weight of the pairs with k > j, sum log Gamma(a + k) - log Gamma(a) = sum_j R(j) log(a + j), and its
    derivatives (digamma and trigamma differences) are sums of 1 / (a + j) and its square.
    """
    alpha, beta = alpha.copy(), beta.copy()
    for one in range(len(alpha)):
        above = _above(table, part[one])
        alpha[one], beta[one] = compiled(_climb)(*above, alpha[one], beta[one], _NEWTON, _LEAST, _MOST)
    return alpha, beta


def _expect(
    n: Counts, k: Counts, times: Counts, log_weights: Floats, rise: Floats, fall: Floats, both: Floats, part: Floats
) -> float:
    """Fill `part` with the weight of each pair in each component; the log likelihood. Plain loops, to be compiled."""
    total = 0.0
    for i in range(len(n)):
        top = -math.inf
        for c in range(len(log_weights)):
            part[c, i] = log_weights[c] + rise[c, k[i]] + fall[c, n[i] - k[i]] - both[c, n[i]]
            top = max(top, part[c, i])
        here = 0.0
        for c in range(len(log_weights)):
            part[c, i] = math.exp(part[c, i] - top)
            here += part[c, i]
        for c in range(len(log_weights)):
            part[c, i] *= times[i] / here
        total += times[i] * (top + math.log(here))
    return total


def _climb(
    rise: Floats, fall: Floats, both: Floats, alpha: float, beta: float, steps: int, least: float, most: float
) -> tuple[float, float]:
    """Newton steps in log alpha and log beta for one component. Plain loops, to be compiled."""
    x, y = math.log(alpha), math.log(beta)
    for _ in range(steps):
        a, b = math.exp(x), math.exp(y)
        value = ga = gb = gs = ha = hb = hs = 0.0
        for j in range(len(both)):
            value += rise[j] * math.log(a + j) + fall[j] * math.log(b + j) - both[j] * math.log(a + b + j)
            ra, rb, rs = 1 / (a + j), 1 / (b + j), 1 / (a + b + j)
            ga += rise[j] * ra
            gb += fall[j] * rb
            gs += both[j] * rs
            ha += rise[j] * ra * ra
            hb += fall[j] * rb * rb
            hs += both[j] * rs * rs
        da, db = a * (ga - gs), b * (gb - gs)
        haa, hbb, hab = da + a * a * (hs - ha), db + b * b * (hs - hb), a * b * hs
        inside = haa * hbb - hab * hab
        if inside > 0 and haa < 0:
            sx, sy = (hab * db - hbb * da) / inside, (hab * da - haa * db) / inside
        else:
            long = math.sqrt(da * da + db * db) + 1e-300
            sx, sy = 0.5 * da / long, 0.5 * db / long
        size = max(abs(sx), abs(sy))
        scale = 1.0 if size < 1 else 1.0 / size
        for _half in range(12):
            u, v = min(max(x + scale * sx, least), most), min(max(y + scale * sy, least), most)
            p, q = math.exp(u), math.exp(v)
            better = 0.0
            for j in range(len(both)):
                better += rise[j] * math.log(p + j) + fall[j] * math.log(q + j) - both[j] * math.log(p + q + j)
            if better >= value:
                x, y = u, v
                break
            scale /= 2
        if size < 1e-6:
            break
    return math.exp(x), math.exp(y)
