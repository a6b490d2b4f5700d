"""Stepwise choice among models with interactions of two lists: for five lists or more, and for sparse tables.

L. Chan, B. Silverman and K. Vincent 2021, *Journal of the American Statistical Association* 116, 1297-1306: from
independence, the pair of lists whose overlap is least likely under the model so far is added, as long as that is under
`threshold` and the larger model has an estimate, and only one. Pairs that share nobody come in at minus infinity.
"""

from __future__ import annotations

from saylau.methods.capture.existence import asked_of
from saylau.methods.capture.histories import Histories, pairs
from saylau.methods.capture.loglinear import Fit, fit
from saylau.methods.capture.models import INDEPENDENCE, Term

THRESHOLD = 0.02


def stepwise(histories: Histories, threshold: float = THRESHOLD) -> tuple[Fit, ...]:
    """The models on the way, from independence to the one chosen, which stands last."""
    found = [fit(histories, INDEPENDENCE)]
    while True:
        model = found[-1].model
        likely = _overlaps(histories, found[-1])
        tried = sorted((p, pair) for pair, p in likely.items() if p < threshold)
        added = next((pair for _, pair in tried if asked_of(histories, model | {pair}).sound), None)
        if added is None:
            return tuple(found)
        found.append(fit(histories, model | {added}))


def _overlaps(histories: Histories, so_far: Fit) -> dict[Term, float]:
    """How likely an overlap as small, or as large, of two lists is under a model that does not let them go together."""
    import numpy as np
    from scipy.stats import poisson

    found: dict[Term, float] = {}
    for one, other in (pair for pair in pairs(histories.lists) if pair not in so_far.model):
        expected = sum(mean for h, mean in zip(histories.order, so_far.means, strict=True) if h[one] == h[other] == "1")
        shared = histories.on(one, other)
        found[one, other] = float(np.minimum(poisson.cdf(shared, expected), poisson.sf(shared - 1, expected)))
    return found
