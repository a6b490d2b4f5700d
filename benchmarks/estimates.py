"""How often intervals of 95 per cent hold the truth, for lists that were simulated.

    python benchmarks/estimates.py           300 tables a world; some minutes
    python benchmarks/estimates.py 50        fewer, faster
    python benchmarks/estimates.py 300 five  only the worlds with this word in their name

Each world is a way in which people come onto lists. Of every table each method gives its interval; printed are the
share of intervals that hold the true number, the median estimate over the truth, and how many tables allowed an
estimate. The last lines are those of the check: what it would have told, and how often its whole range held the truth.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from random import Random
from statistics import median

from saylau.methods.capture.assess import Assessed, Refusal, assess, before
from saylau.methods.capture.histories import Histories

PEOPLE = 1000
TABLES = 300
SEED = 20190609

Draw = Callable[[Random], str]
"""Draws the history of one person, `000` for somebody on no list."""


def independent(*chances: float) -> Draw:
    """Lists that know nothing of each other."""
    return lambda random: "".join("1" if random.random() < p else "0" for p in chances)


def pulled(*chances: float, odds: float) -> Draw:
    """The second list holds those of the first more easily, by so many times the odds; odds under one: avoids them."""

    def draw(random: Random) -> str:
        first = random.random() < chances[0]
        other = chances[1] / (1 - chances[1]) * (odds if first else 1)
        rest = (random.random() < p for p in chances[2:])
        return "".join("1" if on else "0" for on in (first, random.random() < other / (1 + other), *rest))

    return draw


def kinds(*chances: float, share: float, factor: float) -> Draw:
    """A share of the people comes onto every list less easily, by a factor on the chances."""

    def draw(random: Random) -> str:
        times = factor if random.random() < share else 1.0
        return "".join("1" if random.random() < p * times else "0" for p in chances)

    return draw


WORLDS: dict[str, Draw] = {
    "three lists, independent": independent(0.3, 0.25, 0.2),
    "three lists, two share informants": pulled(0.3, 0.25, 0.2, odds=3),
    "three lists, two avoid each other": pulled(0.3, 0.25, 0.2, odds=0.4),
    "three lists, half are hard to list": kinds(0.4, 0.35, 0.3, share=0.5, factor=0.3),
    "four lists, independent": independent(0.3, 0.25, 0.2, 0.15),
    "four lists, two share informants": pulled(0.3, 0.25, 0.2, 0.15, odds=3),
    "four lists, half are hard to list": kinds(0.4, 0.35, 0.3, 0.25, share=0.5, factor=0.3),
    "five sparse lists, independent": independent(0.1, 0.1, 0.08, 0.06, 0.05),
    "five sparse lists, half are hard to list": kinds(0.15, 0.15, 0.12, 0.1, 0.08, share=0.5, factor=0.3),
}


@dataclass
class Score:
    """What one method did in one world."""

    held: int = 0
    tables: int = 0
    estimates: list[float] = field(default_factory=list)

    def add(self, people: float, low: float, high: float) -> None:
        """Count one interval."""
        self.held += low <= PEOPLE <= high
        self.tables += 1
        self.estimates.append(people)


def table(random: Random, draw: Draw) -> Histories:
    """A table of all people, those on no list left out."""
    counts: dict[str, int] = {}
    for _ in range(PEOPLE):
        history = draw(random)
        counts[history] = counts.get(history, 0) + 1
    lists = len(next(iter(counts)))
    return Histories(lists, {"".join(h): counts.get("".join(h), 0) for h in product("01", repeat=lists) if "1" in h})


def intervals(found: Assessed) -> Iterator[tuple[str, tuple[float, float, float]]]:
    """Each method's estimate and interval."""
    if found.chosen is not None:
        one = found.chosen.estimate
        yield "chosen model", (one.people, one.low, one.high)
    if found.profile is not None:
        yield "chosen model, profile", (found.profile.people, found.profile.low, found.profile.high)
    if found.averaged is not None:
        yield "models averaged", (found.averaged.people, found.averaged.low, found.averaged.high)
    for name, (_, graph) in zip(("graphs averaged", "graphs, second weight"), found.graphs, strict=False):
        yield name, (graph.median, graph.low, graph.high)
    for name, bound in (("lower bound", found.bound.people), ("closed form of it", found.closed_form.people)):
        yield f"{name} is below the truth", (bound, 0, PEOPLE if bound <= PEOPLE else 0)


def world(draw: Draw, tables: int) -> dict[str, Score]:
    """The scores of all methods, and of what the check would tell."""
    random, scores = Random(SEED), dict[str, Score]()
    for _ in range(tables):
        drawn = table(random, draw)
        if before(drawn):
            continue
        found = assess(drawn)
        for name, numbers in intervals(found):
            scores.setdefault(name, Score()).add(*numbers)
        decisive = set(found.refusals) - {Refusal.MODELS_DIFFER}
        if not decisive:
            middle = median(found.estimates)
            scores.setdefault("told: range of estimates", Score()).add(
                middle, min(found.estimates), max(found.estimates)
            )
            scores.setdefault("told: with their intervals", Score()).add(middle, min(found.ends), max(found.ends))
    return scores


def main() -> None:
    """Print a table a world; of five lists a fifth of the tables, since each takes a second or two."""
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else TABLES
    for name, draw in WORLDS.items():
        if len(sys.argv) > 2 and sys.argv[2] not in name:
            continue
        tables = asked // 5 if name.startswith("five") else asked
        print(f"\n{name}; {PEOPLE} people, {tables} tables")
        for method, score in world(draw, tables).items():
            share, middle = score.held / score.tables, median(score.estimates) / PEOPLE
            print(f"  {method:<32} holds {share:5.2f}   median / truth {middle:5.2f}   tables {score.tables}")


if __name__ == "__main__":
    main()
