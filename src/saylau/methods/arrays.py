"""What the arrays of a method hold: one entry a station, an area or whatever the method is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts: TypeAlias = NDArray[np.int64]
    """Whole numbers: voters, ballots, votes, codes of areas."""
    Floats: TypeAlias = NDArray[np.float64]
    Rates: TypeAlias = NDArray[np.float64]
    """Fractions of 1, unless the method says otherwise."""
    Mask: TypeAlias = NDArray[np.bool_]
    """Which entries are meant."""
