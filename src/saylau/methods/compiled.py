"""Plain loops as machine code."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def compiled(loop: Callable[..., Any]) -> Any:
    """A loop over arrays as machine code, kept between runs where there is a place to keep it.

    The loop holds no lock while it runs, so that several threads may run it at once on arrays of their own.
    """
    import numba

    try:
        return numba.njit(cache=True, nogil=True)(loop)
    except RuntimeError:  # neither the package's folder nor the user's may be written
        return numba.njit(nogil=True)(loop)
