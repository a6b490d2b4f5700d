"""Cormack's interval: every number of people that the likelihood, with all else at its best, does not speak against.

R. Cormack 1992, *Biometrics* 48, 567-576. For each number unseen the model is fitted to the whole table; the interval
holds the numbers whose multinomial log-likelihood is within half the 95 per cent point of chi squared of the highest.
"""

from __future__ import annotations

from collections.abc import Callable

from saylau.methods.capture.design import matrix, terms
from saylau.methods.capture.existence import infinite, kept
from saylau.methods.capture.histories import Histories
from saylau.methods.capture.interval import Estimate
from saylau.methods.capture.loglinear import fit
from saylau.methods.capture.models import Model
from saylau.methods.capture.poisson import maximise

HALF_CHI_SQUARED = 3.841458820694124 / 2
FARTHEST = 1e9
"""People beyond whom no end is looked for."""


def profile_interval(histories: Histories, model: Model) -> Estimate | None:
    """The multinomial estimate and its profile interval; None where the interval has no upper end."""
    from scipy.optimize import brentq, minimize_scalar

    likelihood = _profile(histories, model)
    first = fit(histories, model)
    top = minimize_scalar(
        lambda n0: -likelihood(n0), bounds=(0.0, 2 * first.unseen + 10), method="bounded", options={"xatol": 1e-3}
    )
    best, unseen = -float(top.fun), float(top.x)

    def short(n0: float) -> float:
        return likelihood(n0) - best + HALF_CHI_SQUARED

    low = 0.0 if short(0.0) >= 0 else float(brentq(short, 0.0, unseen, xtol=1e-3))
    far = unseen + first.unseen + 10
    while short(far) > 0:
        far *= 2
        if far > FARTHEST:
            return None
    high = float(brentq(short, unseen, far, xtol=1e-3))
    seen = histories.people
    return Estimate(seen + unseen, first.estimate.standard_error, seen + low, seen + high)


def _profile(histories: Histories, model: Model) -> Callable[[float], float]:
    """The multinomial log-likelihood of a number unseen, all else at its best."""
    import numpy as np
    from scipy.special import gammaln

    whole = ("0" * histories.lists, *histories.order)
    design = matrix(whole, terms(histories.lists, model - infinite(histories, model)))
    left = {whole[0], *kept(histories, model)}
    cells, used = np.array([[h in left for h in whole]]), np.ones((1, design.shape[1]), dtype=bool)
    seen = np.array(histories.vector(), dtype=float)

    def likelihood(unseen: float) -> float:
        counts = np.concatenate([[unseen], seen])
        people = float(counts.sum())
        means = maximise(design, counts, used, cells).means[0]
        said = counts * np.log(np.where(means > 0, means, people) / people)
        return float(gammaln(people + 1) - gammaln(unseen + 1) + said.sum())

    return likelihood
