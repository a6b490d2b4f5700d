"""A result sheet on the screen, as Markdown and as JSON; and the takes of an evening as a table and a picture."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from saylau.cli.quickcount.compare import Compared, outcome
from saylau.cli.quickcount.response import arrivals, past_plain, responses
from saylau.cli.quickcount.sheet import Evening
from saylau.cli.quickcount.words import Section, said
from saylau.cli.screen import screen
from saylau.methods.quickcount.estimate import Estimate
from saylau.methods.quickcount.missing import tipping_point
from saylau.methods.quickcount.plan import Sort
from saylau.methods.quickcount.protocols import State
from saylau.methods.quickcount.publish import Item
from saylau.methods.quickcount.regions import Regional, level_together
from saylau.methods.quickcount.take import Told, take
from saylau.records.csvtext import csv_bytes
from saylau.report.charts.look import BLUE, FAINT, GRID, INK, MUTED, RUST, SCHEMA, theme
from saylau.values.truth import Truth

PLACES = 10
"""Digits of a number in JSON: more than the data tell, fewer than a processor could differ in."""


def show(sections: Iterable[Section]) -> None:
    """Print the parts of a sheet."""
    console = screen()
    for section in sections:
        console.print(Text(section.head, style="bold"))
        for line in section.lines:
            console.print(Text(line))
        if section.heads:
            table = Table(section.heads[0], box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
            for head in section.heads[1:]:
                table.add_column(head)
            for row in section.rows:
                table.add_row(*map(Text, row))
            console.print(table)
        for line in section.under:
            console.print(Text(line))
        typer.echo()


def markdown(sections: Iterable[Section]) -> str:
    """The parts of a sheet as Markdown."""
    return "\n".join(_markdown(sections))


def _markdown(sections: Iterable[Section]) -> Iterator[str]:
    for place, section in enumerate(sections):
        yield f"{'##' if place else '#'} {_escaped(section.head)}\n"
        yield from (f"{_escaped(line)}\n" for line in section.lines)
        if section.heads:
            yield _cells(section.heads)
            yield "|" + "---|" * len(section.heads)
            yield from map(_cells, section.rows)
            yield ""
        yield from (f"{_escaped(line)}\n" for line in section.under)


def _cells(row: Sequence[str]) -> str:
    return "| " + " | ".join(map(_escaped, row)) + " |"


def _escaped(text: str) -> str:
    for mark in "\\|<*_`#[":
        text = text.replace(mark, "\\" + mark)
    return text


def data(of: Evening, found: Compared | None) -> bytes:
    """Everything that the sheet tells, as JSON with sorted keys."""
    told = _plain(of) | ({"official": _official(of, found)} if found else {})
    return (json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _plain(of: Evening) -> dict[str, Any]:
    made, setup, at = of.judged.take, of.setup, of.until or of.got.last
    silent = [station for station in of.plan.drawn if station not in of.got.reports]
    return {
        "format": "saylau quick count sheet 1",
        "title": setup.design.title,
        "election": setup.design.election,
        "commissioned_by": setup.design.commissioned_by,
        "take": at.isoformat() if at else None,
        "may_be_published": not of.refused,
        "missing": of.refused,
        "frame": {"version": setup.design.frame.version, "sha256": setup.checksum, "stations": len(setup.frame),
                  "left_out": [list(one) for one in setup.left_out]},
        "draw": {"number": of.certificate.number, "from": of.certificate.number_from,
                 "witnesses": list(of.certificate.witnesses), "design_changed": of.changed},
        "stations": {"drawn": len(of.plan.drawn), "reported": made.reports, "silent": silent,
                     "entries_differ": list(of.got.in_state(State.DIFFERENT)),
                     "one_entry": list(of.got.in_state(State.WAITING)), "open_questions": list(of.got.questions),
                     "losses": {station: list(why) for station, why in of.losses.items()}},
        "strata": {"silent": list(made.collapsed.silent), "one_report": list(made.collapsed.lonely),
                   "joined": [list(group) for group in made.collapsed.joined]},
        "response": [one.plain for one in responses(of.plan, of.got)],
        "arrival": arrivals(of.plan, of.got),
        "past": past_plain(of.past),
        "level": float(setup.design.level),
        "level_of_each_together": None if made.quantile is not None else _number(made.joint_level),
        "standard_errors_together": None if made.quantile is None else _number(made.quantile),
        "degrees_of_freedom": made.freedom,
        "denominator": of.plan.base,
        "statements": [_statement(of, one) for one in made.told],
        "regions": [_region(of, one) for one in of.regions],
        "conditions": [_item(item) for item in of.judged.items],
        "sentences": [
            {"says": "unknown" if of.changed else said(one, of.plan.level, len(made.told)),
             "stands": Truth.NO.value if of.changed else one.stands.value,
             "conditions": [_item(item) for item in one.items]}
            for one in of.judged.sentences
        ],
    }  # fmt: skip


def _statement(of: Evening, one: Told) -> dict[str, Any]:
    made, estimate = of.judged.take, one.estimate
    return {
        "statement": one.statement.name,
        "sort": one.statement.sort.value,
        "estimate": _number(float(estimate.value)),
        "standard_error": _number(estimate.error),
        "margin": _number(estimate.margin(of.plan.level)),
        "interval": [_number(end) for end in one.alone],
        "margin_together": _number(made.margin(one, sides=1 if one.statement.threshold else 2)),
        "interval_together": [_number(end) for end in one.joint],
        "bounds": [_number(float(one.bounds.low)), _number(float(one.bounds.high))] if one.bounds else None,
        "likely_bounds": [_number(float(one.likely.low)), _number(float(one.likely.high))] if one.likely else None,
        "tipping_point": _tip(of, one),
        "deff_voters": _number(one.effects.voters) if one.effects and one.effects.voters else None,
        "deff_stations": _number(one.effects.stations) if one.effects and one.effects.stations else None,
    }


def _region(of: Evening, one: Regional) -> dict[str, Any]:
    level = level_together(of.plan)
    return {
        "region": one.region, "stations": one.stations, "drawn": one.drawn, "reported": one.reports,
        "not_estimated": one.why,
        "shares": [
            {"of": told.statement.name, "estimate": _number(float(told.estimate.value)),
             "standard_error": _number(told.estimate.error), "interval": [_number(end) for end in told.alone],
             "interval_of_all_regions_together": [_number(end) for end in told.estimate.interval(level)],
             "bounds": [_number(float(told.bounds.low)), _number(float(told.bounds.high))] if told.bounds else None}
            for told in one.told
        ],
    }  # fmt: skip


def _tip(of: Evening, one: Told) -> float | None:
    """Of a lead against 0 and of a threshold: by how much silent stations would have to differ."""
    threshold = one.statement.threshold
    if one.silence is None or one.statement.sort not in (Sort.LEAD, Sort.THRESHOLD):
        return None
    margin = of.judged.take.margin(one, sides=1 if threshold else 2)
    found = tipping_point(one.estimate.value, margin, threshold.at if threshold else Fraction(0), one.silence)
    return None if found is None else _number(found)


def _item(item: Item) -> dict[str, Any]:
    found = None if item.found is None or item.found == float("inf") else _number(item.found)
    return {"condition": item.condition.value, "holds": item.holds.value, "found": found, "asked": item.asked,
            "where": list(item.where)}  # fmt: skip


def _official(of: Evening, found: Compared) -> dict[str, Any]:
    def votes(one: Estimate) -> dict[str, float]:
        return {"votes": _number(float(one.value)), "margin": _number(one.margin(of.plan.level))}

    stations = found.stations
    return {
        "stations_compared": stations.compared,
        "stations_equal": stations.equal,
        "without_official": list(stations.without),
        "differences": [
            {"station": one.station, "number": one.number, "reported": one.reported, "official": one.official}
            for one in stations.differences
        ],
        "reported_less_official": dict(stations.sums),
        "outside_the_frame": {"stations": found.beyond[0], "votes": found.beyond[1]},
        "totals": [
            {"statement": one.statement.name, "official": _number(float(at.official)), "inside": at.inside,
             "score": None if at.score is None else _number(at.score), "outcome": outcome(of, at)}
            for one, at in found.totals
        ],
        "over_the_frame": {name: votes(one) for name, one in found.differences},
    }  # fmt: skip


def _number(value: float) -> float:
    return float(f"{value:.{PLACES}g}")


@dataclass(frozen=True, slots=True)
class Point:
    """A share at one moment of the evening."""

    reports: int
    received: float
    """Share of the sample."""
    name: str
    estimate: float
    low: float
    high: float
    least: float | None
    most: float | None


def evening_points(of: Evening) -> list[Point]:
    """The shares at every step of the rule in the order of arrival; empty where the order is not known."""
    arrived, drawn = of.got.arrived, len(of.plan.drawn)
    if arrived is None:
        return []
    step = max(1, ceil(drawn * of.plan.rule.step))
    places = [*range(step, len(arrived), step), len(arrived)]
    found = []
    for at in places:
        try:
            made = take(of.plan, {station: of.got.reports[station] for station in arrived[:at]})
        except ValueError:
            continue  # the first few reports estimate nothing yet
        for one in made.of(Sort.SHARE):
            bounds = (float(one.bounds.low), float(one.bounds.high)) if one.bounds else (None, None)
            found.append(Point(at, at / drawn, one.statement.name, float(one.estimate.value), *one.alone, *bounds))
    return found


def points_csv(points: Sequence[Point]) -> bytes:
    """The points as CSV."""
    heads = ("reports", "received", "share_of", "estimate", "low", "high", "bound_low", "bound_high")
    rows = (
        (str(p.reports), f"{p.received:.6f}", p.name,
         *("" if one is None else f"{one:.6f}" for one in (p.estimate, p.low, p.high, p.least, p.most)))
        for p in points
    )  # fmt: skip
    return csv_bytes(heads, rows)


def chart(of: Evening, points: Sequence[Point]) -> Mapping[str, Any]:
    """The takes of an evening as a Vega-Lite specification, a panel a contestant."""
    rows = [
        {"share": p.name, "x": 100 * p.received, "estimate": 100 * p.estimate, "low": 100 * p.low,
         "high": 100 * p.high, "least": None if p.least is None else 100 * p.least,
         "most": None if p.most is None else 100 * p.most}
        for p in points
    ]  # fmt: skip
    axis = {"gridColor": GRID, "domainColor": FAINT, "tickColor": FAINT, "labelColor": MUTED, "titleColor": INK}
    x = {"field": "x", "type": "quantitative", "title": "reports received, % of the sample",
         "scale": {"domain": [0, 100]}, "axis": axis}  # fmt: skip

    def y(name: str) -> dict[str, Any]:
        return {"field": name, "type": "quantitative", "title": "share, %", "scale": {"zero": False}, "axis": axis}

    dashed = {"type": "line", "color": RUST, "strokeDash": [4, 3]}
    layers = [
        {"mark": {"type": "area", "color": BLUE, "opacity": 0.25},
         "encoding": {"x": x, "y": y("low"), "y2": {"field": "high"}}},
        {"mark": dashed, "encoding": {"x": x, "y": y("least")}},
        {"mark": dashed, "encoding": {"x": x, "y": y("most")}},
        {"mark": {"type": "line", "color": BLUE, "point": {"color": BLUE, "size": 25}},
         "encoding": {"x": x, "y": y("estimate")}},
    ]  # fmt: skip
    base = f"interval of {100 * of.plan.level:g} %, each alone (band); bounds whatever silent stations hold (dashes)"
    status = "provisional, not for publication" if of.refused else "the publication rule lets the last take through"
    return {
        "$schema": SCHEMA,
        "config": theme(),
        "title": {"text": f"{of.setup.design.title}: estimates by reports received",
                  "subtitle": [f"Stratified estimate (line), {base};",
                               f"{of.judged.take.reports} of {len(of.plan.drawn)} stations; {status}."]},
        "data": {"values": rows},
        "facet": {"field": "share", "type": "nominal", "title": None, "sort": list(of.plan.contestants),
                  "header": {"labelColor": INK, "labelFontSize": 13}},
        "columns": 2,
        "resolve": {"axis": {"x": "independent"}},
        "spec": {"width": 280, "height": 180, "layer": layers},
    }  # fmt: skip
