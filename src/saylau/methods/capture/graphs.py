"""Decomposable graphs: every way in which lists can go together that can be taken apart into sets that all do.

A graph is decomposable if its lists can be taken away one by one, each time one whose neighbours all go together
(S. Lauritzen 1996, *Graphical Models*, 2.1.3). In that order its parts and what they share can be read off.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from saylau.methods.capture.histories import pairs
from saylau.methods.capture.models import Model, Term, name


@dataclass(frozen=True)
class Graph:
    """A decomposable graph. The probability of a table is that of the sets over that of the separators."""

    name: str
    sets: tuple[Term, ...]
    """Each list with its neighbours that were still there when it was taken away."""
    separators: tuple[Term, ...]
    """These neighbours alone; what stands in both cancels."""


def decomposable(lists: int) -> tuple[Graph, ...]:
    """Every decomposable graph: 8 for three lists, 61 for four, 822 for five."""
    edges = pairs(lists)
    chosen = (frozenset(e) for size in range(len(edges) + 1) for e in combinations(edges, size))
    return tuple(graph for graph in (_taken_apart(lists, e) for e in chosen) if graph is not None)


def _taken_apart(lists: int, edges: Model) -> Graph | None:
    """The graph with these edges; None where it is not decomposable."""
    left, sets, separators = set(range(lists)), [], []
    while left:
        for one in sorted(left):
            beside = tuple(other for other in sorted(left) if _joined(edges, one, other))
            if all(_joined(edges, a, b) for a, b in combinations(beside, 2)):
                break
        else:
            return None
        left.remove(one)
        sets.append(tuple(sorted((one, *beside))))
        separators.append(beside)
    cancelled = [term for term in sets if term in separators]
    for term in cancelled:
        sets.remove(term)
        separators.remove(term)
    return Graph(name(sets, lists), tuple(sets), tuple(s for s in separators if s))


def _joined(edges: Model, one: int, other: int) -> bool:
    return (min(one, other), max(one, other)) in edges
