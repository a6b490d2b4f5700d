"""A study of one table of results: every method that was asked, in order, each with all that has to be told with it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction

from saylau.checks.forensics.booths_result import booths
from saylau.checks.forensics.changes_result import published_twice
from saylau.checks.forensics.concurrent_result import concurrents
from saylau.checks.forensics.described import bands, fingerprints, log_rates, slopes
from saylau.checks.forensics.digits_result import calibrated, digits
from saylau.checks.forensics.integer_result import integers
from saylau.checks.forensics.invalid_result import invalid_ballots
from saylau.checks.forensics.klimek_result import klimek
from saylau.checks.forensics.neighbours_result import neighbours
from saylau.checks.forensics.pace_result import paces
from saylau.checks.forensics.result import Result
from saylau.checks.forensics.screens_result import screens
from saylau.checks.forensics.spikes_both_result import spiked_both
from saylau.checks.forensics.spikes_result import spiked
from saylau.checks.forensics.zeros_result import zero_one_two
from saylau.methods.results.stations import Stations


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may set; nothing of it is chosen after the data were seen."""

    largest: int | None = None
    """Leave rows with more registered voters out of the tests on stations."""
    clean_to: int | None = None
    """Turnout in points up to which the user calls stations clean, for the band after Shpilkin."""
    minutes: int | None = None
    """Minutes between the last report of voters and the close of the stations, where the table states no hours."""
    earlier: Stations | None = None
    """An earlier publication of the same table."""
    disputed: bool = False
    """Compute the disputed shelf too."""
    fractions: tuple[Fraction, ...] = ()
    """Fractions of 0 .. 1 whose neighbourhood the test of spikes asks for, named before the table is seen."""
    both: bool = False
    """Test whole per cents of turnout and share together too."""
    models: bool = False
    """Fit the models too: seconds, not parts of one."""


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
    ("zero_one_two", lambda stations, options: zero_one_two(stations, options.largest)),
    ("booths", lambda stations, options: booths(stations, options.largest)),
    ("neighbours", lambda stations, options: neighbours(stations, options.largest)),
    ("invalid", lambda stations, options: invalid_ballots(stations, options.largest)),
    ("pace", lambda stations, options: paces(stations, options.minutes)),
    ("concurrent", lambda stations, options: concurrents(stations)),
    ("fingerprint", lambda stations, options: fingerprints(stations, options.largest)),
    ("band", lambda stations, options: bands(stations, options.largest, options.clean_to)),
    ("log_rate", lambda stations, options: log_rates(stations, options.largest)),
    ("slope", lambda stations, options: slopes(stations, options.largest)),
)
"""Every method, the arithmetic first, then the primary test; a further one is a line here."""
EARLIER: tuple[tuple[str, Method], ...] = (
    ("changes", lambda stations, options: published_twice(stations, options.earlier or stations)),
)  # fmt: skip
"""Methods that run only beside an earlier publication."""
MODELS: tuple[tuple[str, Method], ...] = (
    ("spikes", lambda stations, options: spiked(stations, options.largest, options.fractions)),
    ("klimek", lambda stations, options: klimek(stations, options.largest)),
)
"""Methods that take seconds; they run only where they are asked for."""
BOTH: tuple[tuple[str, Method], ...] = (
    ("spikes_both", lambda stations, options: spiked_both(stations, options.largest)),
)  # fmt: skip
"""The test of turnout and share together, which fits a model of turnout too."""
DISPUTED: tuple[tuple[str, Method], ...] = (
    ("digits", lambda stations, options: digits(stations, options.largest)),
    ("last_digits", lambda stations, options: calibrated(stations, options.largest)),
)
"""Methods that run only where they are asked for."""

NO_OPTIONS = Options()


def study(stations: Stations, options: Options = NO_OPTIONS, tell: Callable[[str], None] = lambda step: None) -> Study:
    """Run every method, two at a time: each answers from the stations alone. `tell` is told the step that begins."""

    def run(step: tuple[str, Method]) -> Result:
        name, method = step
        tell(name)
        return method(stations, options)

    with ThreadPoolExecutor(2) as pool:
        return Study(stations, tuple(pool.map(run, asked(options))))


def asked(options: Options) -> tuple[tuple[str, Method], ...]:
    """The methods that run under these options."""
    further = (
        (EARLIER, options.earlier is not None), (MODELS, options.models), (BOTH, options.both),
        (DISPUTED, options.disputed),
    )  # fmt: skip
    return (*METHODS, *(step for steps, wanted in further if wanted for step in steps))
