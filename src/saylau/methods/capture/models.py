"""Log-linear models of capture histories: which lists go together. Every model has an effect of each list.

A model is the set of its interactions, each the numbers of its lists; hierarchical means that with three lists
together also every two of them are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from saylau.methods.capture.histories import pairs

Term = tuple[int, ...]
"""Numbers of the lists that go together, rising, from 0."""
Model = frozenset[Term]
"""The interactions of a model, all of two lists or more; the empty one is independence."""

INDEPENDENCE: Model = frozenset()


def hierarchical(lists: int) -> tuple[Model, ...]:
    """Every hierarchical model without an interaction of all lists at once: 8 for three lists, 113 for four."""
    return tuple(_grown(INDEPENDENCE, 2, lists))


def of_pairs(lists: int) -> tuple[Model, ...]:
    """Every model with interactions of two lists only: 1,024 for five lists."""
    return tuple(frozenset(chosen) for chosen in _subsets(pairs(lists)))


def _grown(model: Model, size: int, lists: int) -> Iterator[Model]:
    """The model with every choice of interactions of `size` lists or more of which all parts are in it."""
    if size >= lists:
        yield model
        return
    known = set(model)
    free = [term for term in combinations(range(lists), size) if size == 2 or _parts(term) <= known]
    for chosen in _subsets(free):
        if chosen or not free:
            yield from _grown(model | frozenset(chosen), size + 1, lists)
        else:
            yield model


def _parts(term: Term) -> set[Term]:
    return set(combinations(term, len(term) - 1))


def _subsets(terms: Iterable[Term]) -> Iterator[tuple[Term, ...]]:
    known = tuple(terms)
    return (chosen for size in range(len(known) + 1) for chosen in combinations(known, size))


def name(model: Iterable[Term], lists: int) -> str:
    """A model as it is written: `[123,14,34]`, the largest sets of lists that go together, lists from 1."""
    terms = {*model, *((place,) for place in range(lists))}
    largest = [term for term in terms if not any(set(term) < set(other) for other in terms)]
    return f"[{','.join(''.join(str(p + 1) for p in term) for term in sorted(largest, key=lambda t: (-len(t), t)))}]"
