"""The primary question of a table of results: are integer percentages more frequent than ballots make them?"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from saylau.checks.forensics.controls import INTEGERS, INTEGERS_NOTE
from saylau.checks.forensics.result import Data, Effect, Result, Shelf, Table, Verdict, roles_of, rounded, tail
from saylau.methods.results.areas import Level, by_area
from saylau.methods.results.excess import FLAGGED, LEVEL, Deviation, Excess, excess, weighted_excess
from saylau.methods.results.integers import either, integer_chances, is_integer
from saylau.methods.results.roles import Role
from saylau.methods.results.stations import PSEUDO, Stations, Used, used_by_integers
from saylau.values.message import Message, Percent, Said, Value

if TYPE_CHECKING:
    from saylau.methods.arrays import Mask, Rates

FEWEST = 500
MOST_EXCLUDED = Fraction(1, 5)
MOST_ROUND = Fraction(3, 10)

QUESTION = "Are percentages without a fraction more frequent than ballots cast one by one would make them?"
NULL = (
    "If each ballot had been cast independently at the station's own observed turnout and share, so many stations "
    "would show an integer percentage by chance alone."
)
INNOCENT: tuple[Said, ...] = (
    "Percentages were computed first, and the counts were derived from them by whoever published the file.",
    "Small stations whose numbers were rounded by rule, or many stations whose lists are a multiple of 100.",
    "Special stations, postal or electronic voting that stand as stations in the file.",
    "Blocks of rows that an importer copied.",
)
FOLLOW_UP: tuple[Said, ...] = (
    "Ask for the signed protocols of the commissions that stand out, and compare them with the published numbers.",
    "No single station is named for an integer percentage: about one in five shows one by chance.",
    "What the test does not see: added ballots without round numbers, changed totals, anything before the count.",
)
REFERENCE = (
    "D. Kobak, S. Shpilkin, M. S. Pshenichnikov, Integer percentages as electoral falsification fingerprints, Annals "
    "of Applied Statistics 10 (2016) 54-73; null computed exactly."
)


@dataclass(frozen=True, eq=False)
class Events:
    """Events and their chances over the stations used, for one period."""

    share: tuple[Mask, Rates]
    turnout: tuple[Mask, Rates]

    @property
    def any(self) -> tuple[Mask, Rates]:
        """Share or turnout integer: the headline event."""
        return self.share[0] | self.turnout[0], either(self.share[1], self.turnout[1])


@dataclass(frozen=True, eq=False)
class IntegerTest:
    """All numbers of the test; `tests` and `weighted` by name."""

    used: Used
    tests: dict[str, Excess]
    weighted: dict[str, Deviation]
    regions: Level | None
    """None where the table has fewer than two."""
    districts: Level | None
    """Of regions that stand out; None where there is none, or no district below."""
    without_pseudo: Excess | None
    """The headline without rows of more than 10,000 registered voters, where there are such rows among those used."""
    listed: tuple[Excess, Excess] | None
    """The headline of the stations of the user's list, and of all others; None where the table marks none, or all."""

    @property
    def headline(self) -> Excess:
        """Share or turnout integer, all stations, period 1."""
        return self.tests["any"]


def events(stations: Stations, mask: Mask) -> tuple[Events, Events]:
    """Events and exact chances of the rows in `mask`, for every point and for multiples of five."""
    n, g, c, w = (a[mask] for a in (stations.registered, stations.issued, stations.base, stations.votes))
    share, turnout = integer_chances(w, c), integer_chances(g, n)
    every, fifth = (
        Events((is_integer(w, c, period), share[i]), (is_integer(g, n, period), turnout[i]))
        for i, period in enumerate((1, 5))
    )
    return every, fifth


def integer_test(stations: Stations, used: Used) -> IntegerTest:
    """The test on the rows used: headline, components, multiples of five, weights, regions and districts."""
    every, fifth = events(stations, used.mask)
    tests = {
        "any": excess(*every.any), "share": excess(*every.share), "turnout": excess(*every.turnout),
        "any_5": excess(*fifth.any), "share_5": excess(*fifth.share), "turnout_5": excess(*fifth.turnout),
    }  # fmt: skip
    weights = {"registered": stations.registered, "issued": stations.issued, "votes": stations.votes}
    happened, chances = every.any
    weighted = {name: weighted_excess(happened, chances, of[used.mask]) for name, of in weights.items()}
    regions, districts = _levels(stations, used, happened, chances, concern=tests["any"].z > FLAGGED)
    small = stations.registered[used.mask] <= PSEUDO
    without_pseudo = None if small.all() else excess(happened[small], chances[small])
    listed = stations.count(Role.LISTED)[used.mask] > 0
    parts = (excess(happened[listed], chances[listed]), excess(happened[~listed], chances[~listed]))
    apart = parts if listed.any() and not listed.all() else None
    return IntegerTest(used, tests, weighted, regions, districts, without_pseudo, apart)


def _levels(
    stations: Stations, used: Used, happened: Mask, chances: Rates, *, concern: bool
) -> tuple[Level | None, Level | None]:
    """Regions, and districts of regions that stand out; districts alone where there is one region."""
    import numpy as np

    region, area = stations.region[used.mask], stations.area[used.mask]
    if len(stations.regions) < 2:
        alone = len(stations.areas) > 1
        return None, by_area(happened, chances, area, parent_rejected=concern) if alone else None
    regions = by_area(happened, chances, region, parent_rejected=concern)
    if len(stations.areas) == len(stations.regions):
        return regions, None
    inside = np.isin(region, [unit.code for unit in regions.standing_out])
    return regions, by_area(happened[inside], chances[inside], area[inside]) if inside.any() else None


def refusals(stations: Stations, used: Used) -> tuple[Said, ...]:
    """Why the test does not answer for this table; empty where it does."""
    found: list[Said] = []
    if stations.aggregate:
        found.append("The rows are aggregates, not polling stations: integers of sums say nothing of protocols.")
    if used.number < FEWEST:
        found.append(
            Message("Too few stations: {used} can be used, and the test needs {least}.", used=used.number, least=FEWEST)
        )
    left_out = used.registered_of_all - used.registered
    if used.registered_of_all and Fraction(left_out, used.registered_of_all) > MOST_EXCLUDED:
        share = Percent(Fraction(left_out, used.registered_of_all))
        found.append(
            Message(
                "Rows with {share} of all registered voters cannot be used; at most 20 % may be left out.", share=share
            )
        )
    rows = len(stations) + stations.about.rejected
    if rows and Fraction(stations.about.rejected, rows) > MOST_EXCLUDED:
        share = Percent(Fraction(stations.about.rejected, rows))
        found.append(Message("{share} of the rows could not be read; at most 20 % may be left out.", share=share))
    if used.number and (rounded_ones := _rounded(stations, used)):
        found.append(
            Message("Counts look rounded: {share} of them end in 0, and at most 30 % may.", share=Percent(rounded_ones))
        )
    return tuple(found)


def _rounded(stations: Stations, used: Used) -> Fraction | None:
    """Share of counts that end in 0, of the role that has most of them, where it is above 30 %."""
    counts = (stations.issued, stations.base, stations.votes)
    ends = [Fraction(int((of[used.mask] % 10 == 0).sum()), used.number) for of in counts]
    return max(ends) if max(ends) > MOST_ROUND else None


def integers(stations: Stations, largest: int | None = None) -> Result:
    """The result that is told; with `largest` rows of more registered voters are left out."""
    used = used_by_integers(stations, largest)
    refused = refusals(stations, used)
    if refused:
        return _result(stations, used, refused=refused)
    return _result(stations, used, test=integer_test(stations, used))


def _result(
    stations: Stations, used: Used, *, test: IntegerTest | None = None, refused: tuple[Said, ...] = ()
) -> Result:
    return Result(
        method="integers",
        title="Integer percentages",
        shelf=Shelf.PRIMARY,
        question=QUESTION,
        verdict=_verdict(test),
        says=_says(test),
        data=Data(stations.about, used, roles_of(stations)),
        null=NULL,
        effects=_effects(test) if test else (),
        controls=INTEGERS,
        controls_note=INTEGERS_NOTE,
        smallest=_smallest(test, used),
        innocent=INNOCENT,
        follow_up=FOLLOW_UP,
        reference=REFERENCE,
        refused=refused,
        tables=_tables(stations, test) if test else (),
    )


def _verdict(test: IntegerTest | None) -> Verdict:
    if test is None:
        return Verdict.UNKNOWN
    return Verdict.CONCERN if test.headline.z > FLAGGED else Verdict.IN_LINE


def _says(test: IntegerTest | None) -> Message:
    if test is None:
        return Message("The integer test does not answer for this table.")
    found = test.headline
    values: dict[str, Value] = {
        "observed": found.observed,
        "expected": rounded(found.expected),
        "z": rounded(found.z),
        "p": tail(found.p),
    }
    if found.z > FLAGGED:
        return Message(
            "Integer percentages of turnout or share stood in {observed} stations where the null expects {expected} "
            "(z {z}, p {p}): votes inconsistent with the null.", **values,
        )  # fmt: skip
    return Message(
        "Integer percentages of turnout or share stood in {observed} stations, and the null expects {expected} "
        "(z {z}, p {p}): in line with it.", **values,
    )  # fmt: skip


def _smallest(test: IntegerTest | None, used: Used) -> Message:
    if test is None:
        return Message("Nothing was tested, so nothing is excluded.")
    least = test.headline.smallest
    return Message(
        "The smallest excess that would have been flagged is {stations} stations, {share} of those used; a smaller one "
        "would not have been seen.",
        stations=rounded(least, 0), share=Percent(Fraction(least).limit_denominator(10**6) / used.number, 2),
    )  # fmt: skip


_LINES = (
    ("any", "share or turnout", True),
    ("share", "share", False),
    ("turnout", "turnout", False),
    ("any_5", "either, multiples of 5", False),
    ("share_5", "share, multiples of 5", False),
    ("turnout_5", "turnout, multiples of 5", False),
)
_WEIGHTS = (
    ("registered", "weighted", "registered voters"),
    ("issued", "weighted", "ballots"),
    ("votes", "weighted", "votes of the option"),
)


def _effects(test: IntegerTest) -> tuple[Effect, ...]:
    lines = [
        Effect(name, label, "stations", test.tests[name], headline=first, level=LEVEL if first else None)
        for name, label, first in _LINES
    ]
    lines += [Effect(f"weight_{name}", label, unit, test.weighted[name]) for name, label, unit in _WEIGHTS]
    if test.without_pseudo:
        label = "share or turnout, rows up to 10,000 voters"
        lines.append(Effect("without_pseudo", label, "stations", test.without_pseudo))
    if test.listed:
        on, off = test.listed
        lines.append(Effect("listed", "share or turnout, stations of the list", "stations", on))
        lines.append(Effect("not_listed", "share or turnout, all other stations", "stations", off))
    return tuple(lines)


HEADS = ("region", "district", "stands out", "stations", "observed", "expected", "excess", "z", "p")


def _tables(stations: Stations, test: IntegerTest) -> tuple[Table, ...]:
    found = []
    if test.regions:
        found.append(_table("regions", "Regions", test.regions, [(name, "") for name in stations.regions]))
    if test.districts:
        title = "Districts of the regions that stand out" if test.regions else "Districts"
        found.append(_table("districts", title, test.districts, list(stations.areas)))
    return tuple(found)


def _table(name: str, title: str, level: Level, names: list[tuple[str, str]]) -> Table:
    """The units of a level, those that stand out first, then the largest z."""
    ranked = sorted(level.areas, key=lambda unit: (not unit.stands_out, -unit.result.z, unit.code))
    rows = tuple((*names[u.code], "yes" if u.stands_out else "no", *_numbers(u.result)) for u in ranked)
    return Table(name, title, HEADS, rows, _note(level))


def _numbers(found: Excess) -> tuple[int, int, float, float, float, float]:
    return found.stations, found.observed, found.expected, found.excess, found.z, found.p


def _note(level: Level) -> Message:
    if level.chance_of_largest is None:
        return Message("None of {small} was large enough to be tested.", small=level.too_small)
    values: dict[str, Value] = {
        "tested": len(level.areas), "small": level.too_small, "p": tail(level.chance_of_largest)
    }  # fmt: skip
    if not level.parent_rejected:
        return Message(
            "The table as a whole is in line with the null, so none is said to stand out: {tested} were computed, "
            "{small} were too small. The largest z of so many would be reached by chance with probability {p}.",
            **values,
        )
    return Message(
        "{tested} were tested with the share of false discoveries held at 5 %; {small} were too small. The largest z "
        "of so many would be reached by chance with probability {p}.",
        **values,
    )
