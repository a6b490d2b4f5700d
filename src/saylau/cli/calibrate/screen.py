"""What `saylau calibrate` prints: the answer, rates with bounds, the whole, what forging would be seen, cautions."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from saylau.checks.forensics.calibration import SHARES
from saylau.checks.forensics.error_rates import Group, Report
from saylau.methods.results.trial import STATISTICS
from saylau.report.results.calibration_charts import counted, percent
from saylau.report.results.calibration_page import CAUTIONS, SEEN, model_verdict, verdict
from saylau.report.words import Words


def print_report(console: Console, report: Report, words: Words) -> None:
    """The whole summary."""
    for group in report.judged:
        console.print(Text.assemble((f"{group.name}: ", "bold"), verdict(group, words)))
    for model in report.models:
        console.print(Text(model_verdict(model, words)))
    console.print()
    _print(console, "False positives by block", ("elections", "event", "at 5 %", "bound", "at 0.1 %", "bound"), [
        (group.name if name == "any" else "", name, *_rates(group, name, words))
        for group in report.groups for name in STATISTICS
    ])  # fmt: skip
    _print(console, "Elections rejected as a whole, and by a region",
           ("elections", "number", "at 5 %", "at 0.1 %", "largest z", "some region rejected", "named"),
           [_whole(group, words) for group in report.groups])  # fmt: skip
    _print(console, "Forged elections that are flagged, by share of forged stations; mean z of the headline",
           ("elections", *(f"{share / 100:g} %" for share in SHARES)),
           [row for group in report.groups if group.power for row in _power(group, words)])  # fmt: skip
    for text in (*CAUTIONS, *SEEN):
        console.print(Text(f"  - {words.say(text)}"))


def _print(console: Console, title: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    grid = Grid(*heads, box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for row in rows:
        grid.add_row(*map(Text, row))
    for column in grid.columns[1:]:
        column.justify = "right"
    console.print(f"[bold]{title}[/bold]")
    console.print(grid)
    console.print()


def _rates(group: Group, name: str, words: Words) -> tuple[str, ...]:
    often, rarely = group.blocks[name]
    rare = counted(rarely, words, digits=2), percent(rarely.upper, 2)
    return counted(often, words), percent(often.upper), *rare


def _whole(group: Group, words: Words) -> tuple[str, ...]:
    several = (counted(rate, words) if rate.of else "" for rate in (group.region, group.region_told))
    whole = (counted(rate, words) for rate in group.whole)
    return group.name, f"{group.elections:,}", *whole, f"{group.largest_z:.2f}", *several


def _power(group: Group, words: Words) -> list[tuple[str, ...]]:
    flagged = tuple(f"{one.flagged.rejected} of {one.flagged.of}" for one in group.power)
    return [(group.name, *flagged), ("  mean z", *(f"{one.z:.2f}" for one in group.power))]
