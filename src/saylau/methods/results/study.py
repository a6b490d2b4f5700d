"""A study of one table of results: every method that was asked, in order, each with all that has to be told with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from saylau.methods.results.integer_result import integers
from saylau.methods.results.result import Result
from saylau.methods.results.screens_result import screens
from saylau.methods.results.stations import Stations


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may set; nothing of it is chosen after the data were seen."""

    largest: int | None = None
    """Leave rows with more registered voters out of the tests on stations."""


@dataclass(frozen=True, eq=False)
class Study:
    """The results of one table of stations, in the order of `METHODS`."""

    stations: Stations
    results: tuple[Result, ...]

    def result(self, method: str) -> Result:
        """The result of one method. Raises `KeyError`."""
        return {r.method: r for r in self.results}[method]


Method = Callable[[Stations, Options], Result]

METHODS: tuple[tuple[str, Method], ...] = (
    ("screens", lambda stations, options: screens(stations)),
    ("integers", lambda stations, options: integers(stations, options.largest)),
)
"""Every method, the arithmetic first, then the primary test; a further one is a line here."""

NO_OPTIONS = Options()


def study(stations: Stations, options: Options = NO_OPTIONS, tell: Callable[[str], None] = lambda step: None) -> Study:
    """Run every method. `tell` is told the step that begins."""
    results = []
    for name, method in METHODS:
        tell(name)
        results.append(method(stations, options))
    return Study(stations, tuple(results))


def names(methods: Sequence[tuple[str, Method]] = METHODS) -> tuple[str, ...]:
    """Names of the methods in order."""
    return tuple(name for name, _ in methods)
