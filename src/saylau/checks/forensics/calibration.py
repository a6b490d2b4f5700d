"""Calibration: how often the methods reject elections that are clean, and what share of forged stations they see.

Everything is cut into jobs that need nothing of each other, each with a seed of its own, so that they may run anywhere
(`saylau.methods.spread`); what they answer is added up in the order of the jobs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from saylau.checks.forensics.klimek_null import analyse, beyond
from saylau.checks.forensics.spikes_result import spike_test
from saylau.methods.results.betabinomial import pairs
from saylau.methods.results.integers import FEWEST_VOTERS
from saylau.methods.results.klimek_areas import areas_of
from saylau.methods.results.klimek_draws import Counted
from saylau.methods.results.spikes import LEVEL as SPIKES_LEVEL
from saylau.methods.results.synthetic import Population, drawn
from saylau.methods.results.trial import Clean, Election, Forged, clean_run, forged_run, usable
from saylau.methods.spread import spread

if TYPE_CHECKING:
    import numpy as np

SHARES = (0, 25, 50, 100, 200, 400, 800)
"""Forged stations of 10,000."""
SEED = 20_121_130
"""Any fixed number would do."""
SYNTHETIC = 200
FORGERIES = 10


@dataclass(frozen=True)
class Plan:
    """What is calibrated on what."""

    given: tuple[Election, ...] = ()
    """Real elections that nobody disputes; whether they are such, no program can say."""
    synthetic: int = 0
    forgeries: int = FORGERIES
    """Of each given election and share; each synthetic election is forged once a share."""
    spikes: int = 0
    """Synthetic elections through the spike test."""
    models: int = 0
    """Synthetic elections through the mixture after Klimek and its nulls."""
    seed: int = SEED
    population: Population = field(default_factory=Population)


@dataclass(frozen=True)
class Calibrated:
    """What the jobs answered, in their order."""

    plan: Plan
    given: tuple[tuple[Clean, tuple[Forged, ...]], ...]
    synthetic: tuple[tuple[Clean, tuple[Forged, ...]], ...]
    spikes: tuple[bool | None, ...]
    """Whether some bin stands out; None where the test refuses."""
    models: tuple[bool | None, ...]
    """Whether the mixture is distinguishable from its nulls; None where the fit is refused."""


@dataclass(frozen=True, eq=False)
class Job:
    """One piece of work: an election, or the population to draw it from, and what is asked of it."""

    of: Election | Population
    seed: np.random.SeedSequence
    ask: str
    """`integers`, `spikes` or `models`."""
    clean: bool = True
    shares: tuple[int, ...] = ()
    times: int = 1


Answer = tuple[Clean | None, tuple[Forged, ...]] | bool | None


def run(job: Job) -> Answer:
    """What one job asks; the same wherever it runs."""
    table = drawn(job.of, _child(job.seed, 0)) if isinstance(job.of, Population) else job.of
    if job.ask == "spikes":
        return _spike(table)
    if job.ask == "models":
        return _mixture(table)
    table = usable(table)
    asked = [(share, once) for share in job.shares for once in range(job.times)]
    return (
        clean_run(table) if job.clean else None,
        tuple(forged_run(table, share, _child(job.seed, 1 + share, once)) for share, once in asked),
    )


def _child(seed: np.random.SeedSequence, *key: int) -> np.random.SeedSequence:
    """A seed below another, by its key; unlike `spawn` it does not count how often it was asked."""
    import numpy as np

    return np.random.SeedSequence(entropy=seed.entropy, spawn_key=(*seed.spawn_key, *key))


def _spike(table: Election) -> bool | None:
    """Whether some bin stands out; None where the test refuses."""
    _, _, base, votes = table.counts
    cast = base > 0
    _, found, _ = spike_test(pairs(votes[cast], base[cast]))
    return None if found is None else found.smallest <= SPIKES_LEVEL


def _mixture(table: Election) -> bool | None:
    """Whether the mixture is distinguishable from every null, those by area among them; None where it is refused."""
    import numpy as np

    n, g, c, w = table.counts
    kept = (n >= FEWEST_VOTERS) & (g < n) & (c > 0)
    area = areas_of(*(of[kept].astype(np.int64) for of in (table.region, table.district)))
    made = Counted(n[kept], g[kept], c[kept], w[kept], area)
    found = analyse(made)
    if found.reasons or not (found.part and found.fit):
        return None
    return area is not None and beyond(made, found.part, found.fit.incremental)


def jobs(plan: Plan) -> list[Job]:
    """The jobs of a plan, in a fixed order: of each election given, then of the synthetic ones, spikes and models."""
    import numpy as np

    roots = np.random.SeedSequence(plan.seed).spawn(4)
    found = []
    for one, seed in zip(plan.given, roots[0].spawn(len(plan.given)), strict=True):
        found.append(Job(one, seed, "integers"))
        found += [Job(one, seed, "integers", False, (share,), plan.forgeries) for share in SHARES]
    parts = (("integers", plan.synthetic, SHARES), ("spikes", plan.spikes, ()), ("models", plan.models, ()))
    for root, (ask, number, shares) in zip(roots[1:], parts, strict=True):
        found += [Job(plan.population, seed, ask, shares=shares) for seed in root.spawn(number)]
    return found


def calibrate(plan: Plan, executor: Executor, tell: Callable[[int], None] = lambda done: None) -> Calibrated:
    """Run all jobs of a plan; `tell` is told how many are done."""
    answers = iter(spread(run, jobs(plan), executor, tell))
    given = tuple(_joined([next(answers) for _ in range(1 + len(SHARES))]) for _ in plan.given)
    synthetic = tuple(_joined([next(answers)]) for _ in range(plan.synthetic))
    rest = [answer if isinstance(answer, bool) else None for answer in answers]
    return Calibrated(plan, given, synthetic, tuple(rest[: plan.spikes]), tuple(rest[plan.spikes :]))


def _joined(answers: Sequence[Answer]) -> tuple[Clean, tuple[Forged, ...]]:
    """What several jobs of one election answered, as one answer."""
    parts = [answer for answer in answers if isinstance(answer, tuple)]
    (clean,) = [part[0] for part in parts if part[0] is not None]
    return clean, tuple(one for part in parts for one in part[1])
