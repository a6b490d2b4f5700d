"""The design of a log-linear model: a row a history, a column a parameter, one where all lists of it hold somebody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from saylau.methods.capture.models import Term

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def holds(history: str, term: Term) -> bool:
    """Whether somebody with this history is on all of these lists; true for no lists."""
    return all(history[place] == "1" for place in term)


def terms(lists: int, interactions: Iterable[Term]) -> tuple[Term, ...]:
    """The parameters in order: the first of all, one a list, the interactions by size."""
    return ((), *((place,) for place in range(lists)), *sorted(interactions, key=lambda t: (len(t), t)))


def matrix(histories: Sequence[str], of: Sequence[Term]) -> NDArray[np.float64]:
    """The design of these histories in these parameters."""
    import numpy as np

    return np.array([[float(holds(history, term)) for term in of] for history in histories])
