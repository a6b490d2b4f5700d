"""People who differ in how easily they come onto a list: Chao's bound in log-linear form, and Darroch's model.

L.-P. Rivest and S. Baillargeon 2007, *Biometrics* 63, 999-1006: extra effects of being on three lists or more,
non-negative, leave a lower bound; J. Darroch and others 1993, *Journal of the American Statistical Association* 88,
1137-1148: one effect of half the square of the number of lists. Either with one effect of all lists, or one of each.
"""

from __future__ import annotations

from itertools import combinations
from math import exp
from typing import TYPE_CHECKING

from saylau.methods.capture.design import matrix
from saylau.methods.capture.histories import Histories
from saylau.methods.capture.interval import Estimate, log_normal
from saylau.methods.capture.models import Term
from saylau.methods.capture.poisson import Maxima, maximise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def lower_bound(histories: Histories, *, each_list: bool = False) -> Estimate:
    """At least so many, with non-negative extra effects of being on three lists or more."""
    import numpy as np

    extra = [[float(max(h.count("1") - k + 1, 0)) for k in range(3, histories.lists + 1)] for h in histories.order]
    base = _base(histories, each_list)
    design = np.hstack([base, np.array(extra).reshape(len(base), -1)])
    width, effects = base.shape[1], range(design.shape[1] - base.shape[1])
    chosen = [c for size in range(len(effects) + 1) for c in combinations(effects, size)]
    used = np.array([[True] * width + [place in c for place in effects] for c in chosen])
    found = _fitted(histories, design, used)
    # The likelihood has one maximum, so the best of all choices of effects that come out non-negative is that maximum.
    allowed = [p for p, c in enumerate(chosen) if all(found.coefficients[p, width + place] >= 0 for place in c)]
    best = max(allowed, key=lambda place: float(found.log_likelihood[place]))
    return _estimate(histories, found, best)


def darroch(histories: Histories, *, each_list: bool = True, interactions: tuple[Term, ...] = ()) -> Estimate:
    """Darroch's model: everybody has a normal tendency of their own to be on lists, among the people unseen."""
    import numpy as np

    squares = [[h.count("1") ** 2 / 2] for h in histories.order]
    together = matrix(histories.order, interactions)
    design = np.hstack([_base(histories, each_list), np.array(squares), together])
    return _estimate(histories, _fitted(histories, design, np.ones((1, design.shape[1]), dtype=bool)), 0)


def _base(histories: Histories, each_list: bool) -> NDArray[np.float64]:
    import numpy as np

    lists = [[float(digit) for digit in h] if each_list else [float(h.count("1"))] for h in histories.order]
    return np.hstack([np.ones((len(lists), 1)), np.array(lists)])


def _fitted(histories: Histories, design: NDArray[np.float64], used: NDArray[np.bool_]) -> Maxima:
    import numpy as np

    counts = np.array(histories.vector(), dtype=float)
    return maximise(design, counts, used, np.ones((len(used), len(counts)), dtype=bool))


def _estimate(histories: Histories, found: Maxima, place: int) -> Estimate:
    unseen = exp(float(found.coefficients[place, 0]))
    return log_normal(histories.people, unseen, unseen + unseen**2 * float(found.variance[place]))
