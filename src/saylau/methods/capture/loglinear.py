"""Log-linear models: how far lists go together, and how many people that leaves on none of them.

Means are Poisson on the 2^t - 1 cells that are seen, log mu = b0 + effects of lists + interactions; the people unseen
are exp(b0). S. Fienberg 1972, *Biometrika* 59, 591-603; R. Cormack 1989, *Biometrics* 45, 395-413. Standard error
sqrt(n0 + n0^2 Var b0), as L.-P. Rivest and S. Baillargeon 2007, *Journal of Statistical Software* 19(5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from saylau.methods.capture.design import matrix, terms
from saylau.methods.capture.existence import asked_of, infinite, kept
from saylau.methods.capture.histories import Histories
from saylau.methods.capture.interval import NORMAL, Estimate, log_normal
from saylau.methods.capture.models import Model, name
from saylau.methods.capture.poisson import Maxima, maximise

AS_GOOD = 2.0
"""Models whose BIC differs by no more than this fit equally well."""


@dataclass(frozen=True)
class Fit:
    """One model fitted to one table."""

    model: Model
    name: str
    seen: int
    unseen: float
    """People on no list: n0."""
    log_error: float
    """Standard error of the logarithm of the people unseen."""
    deviance: float
    freedom: int
    aic: float
    bic: float
    """-2 log L + k log n, n the people seen."""
    means: tuple[float, ...]
    """Expected people by history, in the order of the histories."""

    @property
    def estimate(self) -> Estimate:
        """People in all; the interval is normal on the logarithm of the people unseen."""
        wide = exp(NORMAL * self.log_error)
        error = sqrt(self.unseen + self.unseen**2 * self.log_error**2)
        return Estimate(self.seen + self.unseen, error, self.seen + self.unseen / wide, self.seen + self.unseen * wide)


def fit_all(histories: Histories, models: Sequence[Model]) -> tuple[Fit, ...]:
    """Each model fitted, in the order given. Whether an estimate exists is not asked: see `sound`."""
    import numpy as np

    parameters = terms(histories.lists, {term for model in models for term in model})
    gone = [infinite(histories, model) for model in models]
    used = [[len(t) < 2 or (t in m and t not in g) for t in parameters] for m, g in zip(models, gone, strict=True)]
    cells = [set(kept(histories, model)) for model in models]
    found = maximise(
        matrix(histories.order, parameters),
        np.array(histories.vector(), dtype=float),
        np.array(used),
        np.array([[h in those for h in histories.order] for those in cells]),
    )
    return tuple(_fit(histories, model, found, place) for place, model in enumerate(models))


def fit(histories: Histories, model: Model) -> Fit:
    """One model fitted."""
    return fit_all(histories, [model])[0]


def _fit(histories: Histories, model: Model, found: Maxima, place: int) -> Fit:
    parameters = 1 + histories.lists + len(model)
    likelihood = float(found.log_likelihood[place])
    return Fit(
        model,
        name(model, histories.lists),
        histories.people,
        exp(float(found.coefficients[place, 0])),
        sqrt(float(found.variance[place])),
        float(found.deviance[place]),
        len(histories.order) - parameters,
        2 * parameters - 2 * likelihood,
        log(histories.people) * parameters - 2 * likelihood,
        tuple(float(mean) for mean in found.means[place]),
    )


def sound(histories: Histories, fits: Sequence[Fit], within: float = AS_GOOD) -> tuple[Fit, ...]:
    """The fits whose estimate exists and is identified, from the best BIC to those within so many units of it.

    Only as many are asked as are needed.
    """
    found: list[Fit] = []
    for one in sorted(fits, key=lambda f: f.bic):
        if found and one.bic > found[0].bic + within:
            break
        if asked_of(histories, one.model).sound:
            found.append(one)
    return tuple(found)


def averaged(fits: Sequence[Fit]) -> Estimate:
    """The estimates weighed by exp(-BIC / 2), the error with what the models differ by.

    S. Buckland, K. Burnham and N. Augustin 1997, *Biometrics* 53, 603-618, formula 9. The interval is log-normal.
    """
    best = min(f.bic for f in fits)
    weights = [exp((best - f.bic) / 2) for f in fits]
    whole = sum(weights)
    unseen = sum(w * f.unseen for w, f in zip(weights, fits, strict=True)) / whole
    spread = [sqrt(f.estimate.standard_error**2 + (f.unseen - unseen) ** 2) for f in fits]
    error = sum(w * s for w, s in zip(weights, spread, strict=True)) / whole
    return log_normal(fits[0].seen, unseen, error**2)
