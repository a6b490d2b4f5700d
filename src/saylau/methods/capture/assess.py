"""Everything that one table of histories allows to be said, or why nothing is.

What refuses an estimate is decided here as far as the table itself decides it. A refusal is no warning beside a
number: where there is one, no number may be told beyond the people seen and what the refusal names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from saylau.methods.capture.chao import of_lists
from saylau.methods.capture.decomposable import Averaged, averaged
from saylau.methods.capture.heterogeneity import lower_bound
from saylau.methods.capture.histories import Histories
from saylau.methods.capture.interval import Estimate
from saylau.methods.capture.latent import LatentClasses
from saylau.methods.capture.loglinear import AS_GOOD, Fit, fit_all, sound
from saylau.methods.capture.loglinear import averaged as weighed
from saylau.methods.capture.models import hierarchical, of_pairs
from saylau.methods.capture.profile import profile_interval
from saylau.methods.capture.stepwise import stepwise

FEWEST_LISTS, FEWEST_PEOPLE, FEWEST_SHARED = 3, 30, 10
MOST_FOR_GRAPHS = 5
WINDOW = 10.0
"""Models within so many BIC units of the best are averaged; the others would weigh less than a hundredth."""
FACTOR = 1.5
"""Models that fit equally well and differ by more are not told one by one."""
SECOND = 4
"""The second weight of the prior over graphs, as a multiple of the first."""


class Refusal(Enum):
    """Why a table allows no estimate."""

    TWO_LISTS = "two lists"
    """Only the band over the odds ratio may be told."""
    FEW_LISTS = "fewer than two lists with a person"
    APART = "a list, or several together, that share nobody with the others"
    FEW_PEOPLE = "too few people"
    FEW_SHARED = "too few people on two lists or more, or nobody on exactly two"
    NO_ESTIMATE = "no estimate exists, the posterior has no end, or chains do not agree"
    BELOW_THE_BOUND = "the lower bound exceeds the estimate"
    MODELS_DIFFER = "models that fit equally well differ too far"
    """Only the range may be told."""


@dataclass(frozen=True)
class Assessed:
    """What one table says."""

    bound: Estimate
    """The lowest of the lower bounds."""
    closed_form: Estimate
    """Chao's bound for t lists alike in size; above the truth where lists differ in size."""
    table: tuple[Fit, ...]
    """Every model that was fitted, whatever became of it."""
    best: tuple[Fit, ...]
    """Models with an estimate within `AS_GOOD` BIC units of the best, the best first."""
    chosen: Fit | None
    """The best by BIC; for five lists or more the stepwise one. None where it has no estimate."""
    averaged: Estimate | None
    profile: Estimate | None
    """Cormack's interval of the chosen model; None where it has no upper end."""
    graphs: tuple[tuple[float, Averaged], ...]
    """Weight of the prior and average over decomposable graphs; empty for more than five lists."""
    refusals: tuple[Refusal, ...]

    @property
    def estimates(self) -> tuple[float, ...]:
        """Every number of people that a model or an average gives: what the range is made of."""
        fits = (*self.best, *([self.chosen] if self.chosen else []))
        found = [f.estimate.people for f in fits] + [float(graph.median) for _, graph in self.graphs]
        return (*found, *([self.averaged.people] if self.averaged else []))

    @property
    def ends(self) -> tuple[float, ...]:
        """The ends of all their intervals."""
        fits = (*self.best, *([self.chosen] if self.chosen else []))
        whole = [f.estimate for f in fits] + [e for e in (self.averaged, self.profile) if e]
        found = [end for e in whole for end in (e.low, e.high)]
        return (*found, *(float(end) for _, graph in self.graphs for end in (graph.low, graph.high)))


def before(histories: Histories) -> tuple[Refusal, ...]:
    """What refuses an estimate before anything is computed."""
    held = [place for place in range(histories.lists) if histories.on(place)]
    found = []
    if len(held) < FEWEST_LISTS:
        found.append(Refusal.TWO_LISTS if len(held) == 2 else Refusal.FEW_LISTS)
    if not histories.hang_together(held):
        found.append(Refusal.APART)
    if histories.people < FEWEST_PEOPLE:
        found.append(Refusal.FEW_PEOPLE)
    # Without anybody on exactly two lists there is no lower bound, and nothing to tell a model by.
    if histories.overlapping() < FEWEST_SHARED or not sum(histories.frequencies()[1:2]):
        found.append(Refusal.FEW_SHARED)
    return tuple(found)


def held_lists(histories: Histories) -> Histories:
    """The table without lists on which nobody stands."""
    held = [place for place in range(histories.lists) if histories.on(place)]
    counts = {"".join(h[place] for place in held): number for h, number in histories.counts.items() if number}
    return Histories(len(held), counts)


def assess(histories: Histories, latent: LatentClasses | None = None) -> Assessed:
    """All methods on one table that `before` does not refuse; latent classes only where their chains are given."""
    table, way = _fitted(histories)
    window = sound(histories, table, WINDOW)
    best = tuple(f for f in window if f.bic <= window[0].bic + AS_GOOD)
    chosen = next(iter(sound(histories, way[-1:]) if way else best), None)
    closed = of_lists(histories)
    bound = min(closed, lower_bound(histories, each_list=True), key=lambda b: b.people)
    found = Assessed(
        bound,
        closed,
        table,
        best,
        chosen,
        weighed(window) if window else None,
        profile_interval(histories, chosen.model) if chosen else None,
        _graphs(histories),
        (),
    )
    return Assessed(**{**vars(found), "refusals": tuple(_refusals(found, latent))})


def _fitted(histories: Histories) -> tuple[tuple[Fit, ...], tuple[Fit, ...]]:
    """The whole table of models, and for five lists or more the stepwise way."""
    if histories.lists < MOST_FOR_GRAPHS:
        return fit_all(histories, hierarchical(histories.lists)), ()
    way = stepwise(histories)
    return (fit_all(histories, of_pairs(histories.lists)) if histories.lists == MOST_FOR_GRAPHS else way), way


def _graphs(histories: Histories) -> tuple[tuple[float, Averaged], ...]:
    if histories.lists > MOST_FOR_GRAPHS:
        return ()
    delta = 2.0**-histories.lists
    return tuple((weight, averaged(histories, delta=weight)) for weight in (delta, SECOND * delta))


def _refusals(found: Assessed, latent: LatentClasses | None) -> Iterable[Refusal]:
    no_end = any(graph.at_the_end for _, graph in found.graphs)
    if found.chosen is None or no_end or found.profile is None or (latent is not None and not latent.agreed):
        yield Refusal.NO_ESTIMATE
    points = [found.chosen.estimate.people] if found.chosen else []
    points += [float(graph.median) for _, graph in found.graphs[:1]]
    # To the person: for independent lists the two are often one number, but for what a computer rounds.
    if any(round(found.bound.people) > round(point) for point in points):
        yield Refusal.BELOW_THE_BOUND
    rivals = [f.estimate.people for f in found.best]
    rivals += [found.chosen.estimate.people] if found.chosen else []
    if rivals and max(rivals) > FACTOR * min(rivals):
        yield Refusal.MODELS_DIFFER
