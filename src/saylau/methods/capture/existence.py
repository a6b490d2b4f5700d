"""Whether a log-linear model has an estimate at all, and only one: to be asked before any sparse table is believed.

Where lists that a model lets go together share nobody, their interaction is minus infinity: the cells that hold them
all are left out and the rest is fitted. L. Chan, B. Silverman and K. Vincent 2021, *Journal of the American
Statistical Association* 116, 1297-1306; S. Fienberg and A. Rinaldo 2012, *Annals of Statistics* 40, 996-1023, for the
linear programme.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.capture.design import holds, matrix, terms
from saylau.methods.capture.histories import Histories
from saylau.methods.capture.models import Model, Term

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOTHING = 1e-7
"""What the linear programme returns for nought, in people."""


@dataclass(frozen=True)
class Answer:
    """Both have to hold."""

    exists: bool
    identified: bool

    @property
    def sound(self) -> bool:
        """Whether there is one estimate."""
        return self.exists and self.identified


def infinite(histories: Histories, model: Model) -> frozenset[Term]:
    """The interactions of a model whose lists share nobody: they are minus infinity."""
    return frozenset(term for term in model if not histories.on(*term))


def kept(histories: Histories, model: Model) -> tuple[str, ...]:
    """The histories that a model does not rule out."""
    gone = infinite(histories, model)
    return tuple(h for h in histories.order if not any(holds(h, term) for term in gone))


def asked_of(histories: Histories, model: Model) -> Answer:
    """Whether the estimate of a model exists for these histories, and whether it is the only one.

    It exists if the sums of the table that the model keeps also belong to a table without a nought (linear programme);
    it is identified if no column of the design follows from the others (rank).
    """
    import numpy as np

    cells = kept(histories, model)
    design = matrix(cells, terms(histories.lists, model - infinite(histories, model)))
    counts = np.array([float(histories.counts.get(h, 0)) for h in cells])
    identified = int(np.linalg.matrix_rank(design)) == design.shape[1]
    return Answer(bool(counts.all()) or _has_a_table_without_noughts(design, counts), identified)


def _has_a_table_without_noughts(design: NDArray[np.float64], counts: NDArray[np.float64]) -> bool:
    import numpy as np
    from scipy.optimize import linprog

    number = len(counts)
    goal = np.append(np.zeros(number), -1.0)
    sums = np.hstack([design.T, np.zeros((design.shape[1], 1))])
    least = np.hstack([-np.eye(number), np.ones((number, 1))])
    found = linprog(goal, A_ub=least, b_ub=np.zeros(number), A_eq=sums, b_eq=design.T @ counts, bounds=(0, None))
    return found.fun is not None and float(found.fun) < -NOTHING
