"""Shortest ways through a small network of relations: walked both ways, or in their direction with weights."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

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

    A relation is walked in both directions and counts one step. Breadth-first search (E. F. Moore, *The Shortest Path
    Through a Maze*, 1959) gives a shortest way; of several, the one whose relations come first in the order given. The
    way to `start` itself is `(start,)`; a way of n nodes has n - 1 steps. Nodes out of reach are absent.
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


def along(way: Sequence[str], told: Iterable[tuple[Edge, str]]) -> tuple[str, ...]:
    """What is told of the relations on a way, in either direction: each text once, in the order given."""
    steps = {frozenset(pair) for pair in pairwise(way)}
    return tuple(dict.fromkeys(text for edge, text in told if frozenset(edge) in steps))


@dataclass(frozen=True)
class Step:
    """A directed relation that counts nothing (0) or one step (1)."""

    start: str
    end: str
    counts: int


@dataclass(frozen=True)
class Way:
    """A way from a node: how many steps it counts, and the places of its relations in the list given."""

    steps: int
    edges: tuple[int, ...]


def within_steps(steps: Sequence[Step], start: str, most: int) -> dict[str, Way]:
    """A way with fewest steps to each node within `most` steps of `start`, relations walked in their direction.

    Relations of weight nought and one are searched breadth first, those of weight nought before the others (0-1 search,
    after E. W. Dijkstra, *A Note on Two Problems in Connexion with Graphs*, 1959). Of several ways with equally few
    steps, the one found first in the order of the relations. The way to `start` is empty.
    """
    from_node: dict[str, list[int]] = {}
    for place, step in enumerate(steps):
        from_node.setdefault(step.start, []).append(place)
    found: dict[str, Way] = {start: Way(0, ())}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for place in from_node.get(here, ()):
            step, way = steps[place], found[here]
            total = way.steps + step.counts
            if total > most or (step.end in found and found[step.end].steps <= total):
                continue
            found[step.end] = Way(total, (*way.edges, place))
            if step.counts:
                waiting.append(step.end)
            else:
                waiting.appendleft(step.end)
    return found
