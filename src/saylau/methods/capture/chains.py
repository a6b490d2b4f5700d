"""Whether chains of draws agree: split R-hat and the effective number of draws.

A. Gelman and others 2013, *Bayesian Data Analysis*, third edition, 11.4 and 11.5: each chain is cut into halves, and
autocorrelations are added in pairs as long as a pair is positive (C. Geyer 1992, *Statistical Science* 7, 473-483).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def split_r_hat(draws: NDArray[np.float64]) -> float:
    """How much wider all draws lie than those of one half chain; 1 for chains that agree. A row a chain."""
    import numpy as np

    halves = _halves(draws)
    within = float(halves.var(axis=1, ddof=1).mean())
    return float(np.sqrt(_pooled(halves) / within)) if within > 0 else 1.0


def effective(draws: NDArray[np.float64]) -> float:
    """How many independent draws tell as much about the mean. A row a chain."""
    halves = _halves(draws)
    chains, length = int(halves.shape[0]), int(halves.shape[1])
    pooled = _pooled(halves)
    if pooled <= 0:
        return float(chains * length)
    within = float(halves.var(axis=1, ddof=1).mean())
    covariances = _covariances(halves)
    correlations = [1 - (within - float(c)) / pooled for c in covariances]
    total, last = 0.0, float("inf")
    for lag in range(0, length - 1, 2):
        pair = correlations[lag] + correlations[lag + 1]
        if pair <= 0:
            break
        last = min(last, pair)
        total += last
    return min(float(chains * length), float(chains * length) / max(2 * total - 1, 1e-9))


def _halves(draws: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, half : 2 * half]])


def _pooled(halves: NDArray[np.float64]) -> float:
    """The variance of all draws, that between chains included."""
    length = int(halves.shape[1])
    within = float(halves.var(axis=1, ddof=1).mean())
    return (length - 1) / length * within + float(halves.mean(axis=1).var(ddof=1))


def _covariances(halves: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean over the chains of the covariance of draws so many apart, by fast Fourier transform."""
    import numpy as np

    length = halves.shape[1]
    centred = halves - halves.mean(axis=1, keepdims=True)
    waves = np.fft.rfft(centred, 2 * length, axis=1)
    found: NDArray[np.float64] = (
        np.fft.irfft(waves * waves.conj(), 2 * length, axis=1)[:, :length].mean(axis=0) / length
    )
    return found
