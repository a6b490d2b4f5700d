"""Maximum likelihood of Poisson log-linear models, many of one table at once, by Newton's method.

For this link Newton's method and iteratively reweighted least squares are the same (P. McCullagh and J. A. Nelder 1989,
*Generalized Linear Models*, 2.5). A step that would lower the likelihood is halved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from saylau.methods.arrays import Floats

    Bools = NDArray[np.bool_]

ROUNDS, HALVINGS = 100, 30
CLOSE = 1e-13
"""Relative change of the log-likelihood at which a fit has settled."""
RIDGE = 1e-13
"""Added to the information, relative to its size, so that a model without a maximum is left where it drifts."""
HIGHEST = 60.0
"""Largest logarithm of a mean; a table never comes near it."""


@dataclass(frozen=True)
class Maxima:
    """The fits of several models: the first axis of each array is the model."""

    coefficients: Floats
    """By column of the design; nought for a column that a model does not use."""
    variance: Floats
    """Variance of the first coefficient, the logarithm of the mean of the cell that is not seen."""
    means: Floats
    log_likelihood: Floats
    deviance: Floats


def maximise(design: Floats, counts: Floats, used: Bools, kept: Bools) -> Maxima:
    """Fit each model to the same counts.

    `design` has a row a cell and a column a parameter, `used` a row a model and a column a parameter, `kept` a row a
    model and a column a cell: a cell that is not kept has mean nought, and must hold nobody.
    """
    import numpy as np

    x = design * used[:, None, :] * kept[:, :, None]
    y = counts * kept
    idle = np.eye(design.shape[1]) * ~used[:, None, :]
    start = np.where(kept, counts + 0.1, 1.0)
    beta = _solved(x, np.where(kept, start, 0.0), idle, np.log(start) * np.where(kept, start, 0.0) + (y - start) * kept)
    means = _means(x, kept, beta)
    likelihood = _likelihood(y, means)
    for _ in range(ROUNDS):
        step = _solved(x, means, idle, y - means)
        beta, means, now = _stepped(x, y, kept, (beta, step, likelihood))
        settled = np.abs(now - likelihood) <= CLOSE * (np.abs(now) + 1)
        likelihood = now
        if settled.all():
            break
    inverse = np.linalg.inv(_information(x, means, idle)).astype(np.float64)
    return Maxima(beta, inverse[:, 0, 0], means, likelihood - _factorials(counts), 2 * (_full(counts) - likelihood))


def _means(x: Floats, kept: Bools, beta: Floats) -> Floats:
    import numpy as np

    means: Floats = np.exp(np.minimum(np.einsum("bcp,bp->bc", x, beta), HIGHEST)) * kept
    return means


def _information(x: Floats, weights: Floats, idle: Floats) -> Floats:
    import numpy as np

    found = np.matmul((x * weights[:, :, None]).transpose(0, 2, 1), x) + idle
    size = np.trace(found, axis1=1, axis2=2)[:, None, None]
    ridged: Floats = found + RIDGE * size * np.eye(x.shape[2])
    return ridged


def _solved(x: Floats, weights: Floats, idle: Floats, residuals: Floats) -> Floats:
    import numpy as np

    score = np.einsum("bcp,bc->bp", x, residuals)
    solution: Floats = np.linalg.solve(_information(x, weights, idle), score[:, :, None])[:, :, 0]
    return solution


def _stepped(x: Floats, y: Floats, kept: Bools, at: tuple[Floats, Floats, Floats]) -> tuple[Floats, Floats, Floats]:
    """Coefficients, means and likelihoods after a step that lowers no likelihood."""
    import numpy as np

    beta, step, likelihood = at
    size = np.ones(len(beta))
    for _ in range(HALVINGS):
        ahead = beta + size[:, None] * step
        means = _means(x, kept, ahead)
        now = _likelihood(y, means)
        worse = now < likelihood - CLOSE * (np.abs(likelihood) + 1)
        if not worse.any():
            return ahead, means, now
        size = np.where(worse, size / 2, size)
    means = _means(x, kept, beta)
    return beta, means, _likelihood(y, means)


def _likelihood(y: Floats, means: Floats) -> Floats:
    """The log-likelihood without the factorials of the counts."""
    import numpy as np

    found: Floats = (y * np.log(np.where(means > 0, means, 1.0)) - means).sum(axis=1)
    return found


def _factorials(counts: Floats) -> float:
    from scipy.special import gammaln

    return float(gammaln(counts + 1).sum())


def _full(counts: Floats) -> float:
    """The log-likelihood of the counts themselves as means."""
    import numpy as np

    return float((counts * np.log(np.where(counts > 0, counts, 1.0)) - counts).sum())
