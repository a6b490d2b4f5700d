"""Shortest ways through a small network of relations.

A relation is walked in both directions and counts one step. Breadth-first search (E. F. Moore, *The Shortest Path
Through a Maze*, 1959) gives a shortest way; of several, the one whose relations come first in the order given.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

Edge = tuple[str, str]


def neighbours(edges: Iterable[Edge]) -> Mapping[str, tuple[str, ...]]:
    """Who stands in a relation with whom, each once, in the order of the relations."""
    found: dict[str, dict[str, None]] = {}
    for one, other in edges:
        found.setdefault(one, {})[other] = None
        found.setdefault(other, {})[one] = None
    return {node: tuple(others) for node, others in found.items()}


def shortest_paths(edges: Iterable[Edge], start: str) -> dict[str, tuple[str, ...]]:
    """A shortest way from `start` to each node that can be reached, both ends in it; the nearest nodes first.

    The way to `start` itself is `(start,)`; a way of n nodes has n - 1 steps. Nodes out of reach are absent.
    """
    near = neighbours(edges)
    found: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there in near.get(here, ()):
            if there not in found:
                found[there] = (*found[here], there)
                waiting.append(there)
    return found
