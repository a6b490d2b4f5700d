"""Latent classes: people fall into kinds, and among one kind lists do not go together.

D. Manrique-Vallier 2016, *Biometrics* 72, 1246-1254: classes with stick-breaking weights, chances of each list uniform,
the number of people with the prior 1 / N, drawn by Gibbs sampling on the table of histories. Many chains run side by
side; where they do not agree there is no answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from saylau.methods.capture.chains import effective, split_r_hat
from saylau.methods.capture.histories import Histories

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from saylau.methods.arrays import Floats


CLASSES, SHAPE, RATE = 10, 0.25, 0.25
CHAINS, BURN_IN, DRAWS, SEED = 20, 10_000, 100_000, 20190609
LARGEST_R_HAT, FEWEST = 1.05, 400.0
TINY = 1e-300


@dataclass(frozen=True)
class LatentClasses:
    """What the chains say together of the number of people in all."""

    mean: float
    low: float
    """2.5 per cent point."""
    median: float
    high: float
    """97.5 per cent point."""
    r_hat: float
    effective: float
    """Independent draws that would tell as much."""
    chains: int

    @property
    def agreed(self) -> bool:
        """Whether enough chains ran and agreed: only then may the numbers be told."""
        return self.chains >= CHAINS and self.r_hat < LARGEST_R_HAT and self.effective > FEWEST


@dataclass
class _State:
    """Where the chains are: weights of classes, chances of lists by class, concentration."""

    weights: Floats
    """As logarithms."""
    chances: Floats
    alpha: Floats


def latent_classes(
    histories: Histories, *, chains: int = CHAINS, burn_in: int = BURN_IN, draws: int = DRAWS, seed: int = SEED
) -> LatentClasses:
    """Draw the number of people in all; the same seed gives the same numbers."""
    import numpy as np

    random = np.random.default_rng(seed)
    state = _start(random, chains, histories.lists)
    seen = np.array([[float(digit) for digit in h] for h in histories.order if histories.counts.get(h)])
    numbers = np.array([histories.counts[h] for h in histories.order if histories.counts.get(h)])
    kept = np.empty((chains, draws))
    for turn in range(burn_in + draws):
        unseen = _turn(random, state, seen, numbers)
        if turn >= burn_in:
            kept[:, turn - burn_in] = unseen
    people = kept + histories.people
    low, median, high = (float(q) for q in np.quantile(people, (0.025, 0.5, 0.975)))
    # People unseen lie on a ratio scale: chains are compared on its logarithm.
    scale = np.log(kept + 1)
    return LatentClasses(float(people.mean()), low, median, high, split_r_hat(scale), effective(scale), chains)


def _start(random: np.random.Generator, chains: int, lists: int) -> _State:
    import numpy as np

    weights = random.dirichlet(np.ones(CLASSES), size=chains)
    return _State(
        np.log(np.maximum(weights, TINY)), random.uniform(0.05, 0.95, size=(chains, lists, CLASSES)), np.ones(chains)
    )


def _turn(random: np.random.Generator, state: _State, seen: Floats, numbers: NDArray[np.int64]) -> Floats:
    """One draw of everything, in place; gives the people unseen by chain."""
    import numpy as np

    missed_all = np.exp(state.weights) * (1 - state.chances).prod(axis=1)
    chance = np.clip(missed_all.sum(axis=1), TINY, 1 - 1e-12)
    unseen = random.negative_binomial(int(numbers.sum()), 1 - chance)
    hidden = random.multinomial(unseen, _shares(missed_all))
    yes, no = np.log(np.maximum(state.chances, TINY)), np.log(np.maximum(1 - state.chances, TINY))
    likely = np.einsum("jl,clk->cjk", seen, yes - no) + no.sum(axis=1)[:, None, :]
    likely = likely + state.weights[:, None, :]
    shares = _shares(np.exp(likely - likely.max(axis=2, keepdims=True)))
    divided = random.multinomial(numbers, shares).astype(float)
    caught = np.einsum("cjk,jl->clk", divided, seen)
    members = divided.sum(axis=1) + hidden
    state.chances = random.beta(1 + caught, 1 + members[:, None, :] - caught)
    state.weights = _weights(random, members, state.alpha)
    state.alpha = np.maximum(random.gamma(SHAPE - 1 + CLASSES, 1 / (RATE - state.weights[:, -1])), TINY)
    found: Floats = unseen.astype(float)
    return found


def _shares(values: Floats) -> Floats:
    """Each row to a sum of one, a hair below, since the last share takes the rest."""
    found: Floats = values / values.sum(axis=-1, keepdims=True) * (1 - 1e-12)
    return found


def _weights(random: np.random.Generator, members: Floats, alpha: Floats) -> Floats:
    """Logarithms of the stick-breaking weights of the classes, given how many are in each.

    What a stick leaves is often too little to be told from nought beside one, and the concentration follows from its
    logarithm. So each stick is two gammas, that of a small shape from one of a shape larger by one (G. Marsaglia and
    W. W. Tsang 2000, *ACM Transactions on Mathematical Software* 26, 363-372), all as logarithms.
    """
    import numpy as np

    after = (members[:, ::-1].cumsum(axis=1)[:, ::-1] - members)[:, :-1]
    shape = alpha[:, None] + after
    taken = np.log(random.standard_gamma(1 + members[:, :-1]))
    rest = np.log(random.standard_gamma(shape + 1)) - random.standard_exponential(shape.shape) / shape
    both = np.logaddexp(taken, rest)
    none = np.zeros((len(members), 1))
    found: Floats = np.hstack([taken - both, none]) + np.hstack([none, (rest - both).cumsum(axis=1)])
    return found
