"""A quick count beside the official result: the same stations, the total, and the difference estimator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from saylau.cli.quickcount.sheet import Evening
from saylau.cli.quickcount.words import Figures, Section, name_of, part
from saylau.methods.quickcount.compare import Against, Stations, against, by_station, difference, difference_total
from saylau.methods.quickcount.estimate import Estimate
from saylau.methods.quickcount.plan import CAST, REGISTERED, Sort, Statement
from saylau.methods.quickcount.proportions import FEW
from saylau.methods.quickcount.take import Told, grouped

Official = Mapping[str, Mapping[str, int]]
SHOWN = 40
QUESTION = (
    "A difference is a question to the commission and to the observer; both records are kept. If ballots were added "
    "before the count, both agree: no comparison here sees it."
)


@dataclass(frozen=True)
class Compared:
    """What the official figures say beside the sample."""

    stations: Stations
    totals: tuple[tuple[Told, Against], ...]
    why_no_totals: str
    differences: tuple[tuple[str, Estimate], ...]
    """Of each contestant and denominator, reported less official over the frame, in votes."""
    beyond: tuple[int, int]
    """Official stations outside the frame, and their votes in the denominator."""


def compared(of: Evening, official: Official) -> Compared:
    """All comparisons that the official figures allow."""
    names = of.plan.contestants
    reports = {
        station: {**of.got.resolved[station].numbers, **report.numbers} for station, report in of.got.reports.items()
    }
    stations = by_station(reports, official, names, of.plan.base)
    totals, why = _official_totals(of, official)
    shares = [one for one in of.judged.take.told if one.statement.sort is not Sort.THRESHOLD]
    level = of.judged.take.joint_level
    found = tuple(
        (one, against(one.estimate, share, level))
        for one in shares
        if (share := _share(one.statement, totals)) is not None
    )
    beyond = [numbers for station, numbers in official.items() if station not in of.setup.frame]
    votes = sum(numbers.get(of.plan.base, 0) for numbers in beyond)
    return Compared(stations, found, why, tuple(_differences(of, official)), (len(beyond), votes))


def _official_totals(of: Evening, official: Official) -> tuple[dict[str, int], str]:
    """Official totals over the frame, or what they are missing for."""
    told = of.setup.design.official
    if told:
        return {REGISTERED: sum(one.registered for one in of.setup.strata), **told}, ""
    lacking = [station for station in of.setup.frame if station not in official]
    if lacking:
        return {}, (
            f"Official figures are there for {part(len(of.setup.frame) - len(lacking), len(of.setup.frame))} stations "
            "of the frame: no total to compare with. Where only a total is published, write it in [official] of "
            "design.toml."
        )
    sums: dict[str, int] = {}
    for station in of.setup.frame:
        for name, number in official[station].items():
            sums[name] = sums.get(name, 0) + number
    # A number that some stations lack is no total.
    whole = {name: n for name, n in sums.items() if all(name in official[s] for s in of.setup.frame)}
    return {REGISTERED: sum(one.registered for one in of.setup.strata), **whole}, ""


def _share(statement: Statement, totals: Mapping[str, int]) -> Fraction | None:
    needed = (*statement.top, statement.base)
    if any(name not in totals for name in needed) or not totals[statement.base]:
        return None
    return Fraction(totals[statement.top[0]] - sum(totals[n] for n in statement.top[1:]), totals[statement.base])


def _differences(of: Evening, official: Official) -> Iterator[tuple[str, Estimate]]:
    """The difference estimator, over the reports that have official figures of these numbers."""
    names = (*of.plan.contestants, of.plan.base)
    if not all(station in official and all(n in official[station] for n in names) for station in of.got.reports):
        return
    strata, stations = grouped(of.plan, of.got.reports, of.judged.take.collapsed)
    rows = [[report.numbers[n] - official[station][n] for n in names] for station, report in of.got.reports.items()]
    found = difference_total(strata, rows, stations)
    yield from ((name, difference(found, column)) for column, name in enumerate(names))


def outcome(of: Evening, one: Against) -> str:
    """in line, concern or unknown; the sample alone never says more."""
    if of.refused:
        return "unknown"
    return "in line" if one.inside else "concern"


def compare_sections(of: Evening, found: Compared) -> Iterator[Section]:
    """The comparisons as parts of a sheet."""
    yield _same_stations(found.stations, of.figures)
    figures = of.figures
    rows = [
        (
            name_of(one.statement), figures.share(one.estimate.value, lead=one.statement.sort is Sort.LEAD),
            figures.share(at.official, lead=one.statement.sort is Sort.LEAD),
            figures.margin(float(at.apart)), "" if at.score is None else f"{at.score:.1f}",
            "inside" if at.inside else "outside", outcome(of, at),
        )
        for one, at in found.totals
    ]  # fmt: skip
    heads = ("", "estimate", "official", "apart", "T", "interval together", "outcome") if rows else ()
    lines = [found.why_no_totals] if found.why_no_totals else []
    if of.refused:
        lines.append("Unknown, since the publication rule does not hold.")
    if found.beyond[0]:
        lines.append(
            f"{found.beyond[0]} official stations with {found.beyond[1]:,} votes stand outside the frame; no number "
            "here holds them."
        )
    if of.plan.turnout and CAST not in found.stations.sums:
        lines.append(f"Turnout is not compared: the official figures hold no {CAST}.")
    yield Section("Estimate against the official total", lines, heads, rows)
    yield _difference_section(of, found)


def _same_stations(found: Stations, figures: Figures) -> Section:
    lines = [
        f"Compared: {found.compared:,}. Every number agrees in {part(found.equal, found.compared)}."
        if found.compared
        else "No station that reported has official figures.",
    ]
    if found.without:
        lines.append(f"Reported and without official figures: {len(found.without)}.")
    if found.largest is not None:
        station, share = found.largest
        change = f"{float(share):.2f}" if figures.few else f"{100 * float(share):.1f} %"
        lines.append(f"Largest change: station {station}, {change} of its official denominator.")
    apart = {name: n for name, n in found.sums.items() if n}
    if apart:
        lines.append("Reported less official, summed: " + ", ".join(f"{k} {n:+,}" for k, n in apart.items()) + ".")
    rows = [(d.station, d.number, f"{d.reported:,}", f"{d.official:,}", f"{d.apart:+,}")
            for d in found.differences[:SHOWN]]  # fmt: skip
    left = len(found.differences) - len(rows)
    under = [*([f"{left} more differences stand in the JSON file."] if left > 0 else []), QUESTION]
    heads = ("station", "number", "reported", "official", "apart") if rows else ()
    return Section("The same stations, number by number", lines, heads, rows, under)


def _difference_section(of: Evening, found: Compared) -> Section:
    head = "Differences over the whole frame"
    if not found.differences:
        lines = ["Not estimated: some report has no official figure of each contestant and the denominator."]
        return Section(head, lines)
    lines = ["Reported less official, expanded to the frame: 0 with margin 0 where the stations agree."]
    if of.judged.take.reports < FEW:
        lines.append(f"Fewer than {FEW} stations: read it as a count of these stations.")
    rows = [(name, f"{float(one.value):+,.0f}", f"{one.margin(of.plan.level):,.0f}") for name, one in found.differences]
    return Section(head, lines, ("number", "votes", "margin"), rows)
