"""What `saylau results` prints: roles first, then rejected rows, then each result with all that is told with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from saylau.checks.forensics.result import SHELVES, Result, Table, tail
from saylau.cli.screen import number
from saylau.report.words import Words
from saylau.tables.results import ResultsTable
from saylau.tables.roles import Roles

MOST_ROWS = 20
"""Rows of a table that are printed; all stand in the files."""
MOST_REJECTED = 10


def clean(text: str) -> str:
    """A text out of the file without what would steer a terminal."""
    return "".join("\ufffd" if unicodedata.category(sign) in ("Cc", "Cf", "Cs") else sign for sign in text)


def print_roles(console: Console, roles: Roles) -> None:
    """Which column has which role, before any row is read."""
    grid = Grid("role", "column", "known by", box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for role, columns in roles.columns.items():
        shown = columns if len(columns) <= 6 else (*columns[:3], "...", columns[-1])
        joined = (" + " if role != "options" else ", ").join(shown)
        grid.add_row(role, Text(clean(joined)), "declaration" if role in roles.declared else "its name")
    console.print(grid)
    if roles.unused:
        console.print(Text(f"not used: {clean(', '.join(roles.unused))}"))
    console.print()


def print_rows(console: Console, table: ResultsTable) -> None:
    """What was read and what was not."""
    stations = table.stations
    said = f"{len(stations):,} rows read as stations, {table.rejected_rows:,} rejected"
    console.print(Text(f"{clean(stations.about.source)}: {said}"))
    if stations.about.selection:
        console.print(Text(f"Not a full count: {clean(stations.about.selection)}"))
    for role, parts in table.derived.items():
        console.print(f"{role} is not stated and was added up: {parts}")
    console.print(Text(f"option under study: {clean(stations.leader)}, the same in all stations"))
    for item in table.rejected[:MOST_REJECTED]:
        console.print(Text(f"  {clean(str(item))}"))
    if len(table.rejected) > MOST_REJECTED:
        console.print(f"  and {number(len(table.rejected) - MOST_REJECTED, 'more')}; --out lists them in rejected.csv")
    console.print()


def print_result(console: Console, result: Result, words: Words) -> None:
    """One result: question, data, null, effect, controls, power, innocent explanations, caution, reference."""
    console.print(f"[bold]{words.text(result.title)}[/bold] · [bold]{result.verdict}[/bold] · not reviewed")
    console.print(words.text(SHELVES[result.shelf]))
    _print_pairs(console, [
        ("question", words.text(result.question)), ("answer", words.text(result.says)),
        *(("why not", words.text(why)) for why in result.refused), ("null", words.text(result.null)),
    ])  # fmt: skip
    _print_data(console, result, words)
    _print_effects(console, result)
    _print_controls(console, result, words)
    for table in result.tables:
        _print_table(console, table, words)
    if result.flags:
        console.print("--out lists the stations behind each line in flagged.csv")
    _print_pairs(console, [("smallest seen", words.text(result.smallest))])
    _print_list(console, "innocent explanations", (words.text(text) for text in result.innocent))
    _print_list(console, "what to look at", (words.text(text) for text in result.follow_up))
    console.print(f"[bold]{words.text(result.caution)}[/bold]")
    _print_pairs(console, [("reference", result.reference)])
    console.print()


def _print_pairs(console: Console, pairs: list[tuple[str, str]]) -> None:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, text in pairs:
        grid.add_row(f"{name}:" if name else "", Text(clean(text)))
    console.print(grid)


def _print_data(console: Console, result: Result, words: Words) -> None:
    used, roles = result.data.used, result.data.roles
    said = ", ".join(f"{name} = {of}" for name, of in roles.items())
    parts = [f"{used.rows:,} rows, {used.number:,} used with {result.data.covered:.2%} of registered voters; {said}"]
    for out in used.excluded:
        rows = f"{out.rows:,} {'row' if out.rows == 1 else 'rows'}"
        held = f"{out.registered:,} registered, {out.ballots:,} ballots, {out.votes:,} votes of the option"
        parts.append(f"left out: {rows} ({held}): {out.why}")
    _print_pairs(console, [("data" if place == 0 else "", part) for place, part in enumerate(parts)])


def _print_effects(console: Console, result: Result) -> None:
    if not result.effects:
        return
    grid = Grid("", "observed", "null, 95 % band", "excess", "z", "p", box=SIMPLE_HEAD, pad_edge=False)
    for effect in result.effects:
        found, (low, high) = effect.deviation, effect.band
        label = effect.label if effect.unit == "stations" else f"{effect.label} ({effect.unit})"
        numbers = (
            f"{found.observed:,}", f"{low:,.0f} to {high:,.0f}", f"{found.excess:,.0f}" if abs(found.excess) >= 1000
            else f"{found.excess:,.2f}", f"{found.z:.3f}", "" if effect.p is None else tail(effect.p),
        )  # fmt: skip
        grid.add_row(label, *numbers, style="bold" if effect.headline else "")
    for column in grid.columns[1:]:
        column.justify = "right"
        column.no_wrap = True
    console.print(grid)
    for effect in result.effects:
        if effect.level:
            said = "it is the one line that is tested, the others are details"
            console.print(f"Level of {effect.label}, fixed in advance: one-sided {effect.level:.1%}; {said}.")


def _print_controls(console: Console, result: Result, words: Words) -> None:
    if not result.controls:
        console.print(words.text(result.controls_note))
        return
    heads = list(dict.fromkeys(name for control in result.controls for name in control.figures))
    labels = {effect.name: effect.label for effect in result.effects}
    grid = Grid("clean elections", "stations", *(labels.get(h, h) for h in heads), box=SIMPLE_HEAD, pad_edge=False)
    for control in result.controls:
        figures = (f"{control.figures[h]:g}" if h in control.figures else "" for h in heads)
        grid.add_row(control.election, f"{control.stations:,}", *figures)
    for column in grid.columns[1:]:
        column.justify = "right"
    console.print(words.text(result.controls_note))
    console.print(grid)


def _print_table(console: Console, table: Table, words: Words) -> None:
    """A table: the rows that say something, the others as a number."""
    console.print(f"[bold]{words.text(table.title)}[/bold]. {words.text(table.note)}".strip())
    chosen = [row for row in table.rows if _says_something(table, row)]
    rows = chosen[:MOST_ROWS]
    if rows:
        hidden = {table.heads.index(head) for head in _HIDDEN if head in table.heads}
        used = [p for p in range(len(table.heads)) if p not in hidden and any(row[p] not in ("", None) for row in rows)]
        grid = Grid(*(table.heads[place] for place in used), box=SIMPLE_HEAD, pad_edge=False)
        for row in rows:
            grid.add_row(*(_cell(table.heads[place], row[place]) for place in used))
        for place, column in zip(used, grid.columns, strict=True):
            if not isinstance(rows[0][place], str):
                column.justify = "right"
                column.no_wrap = True
        console.print(grid)
    if len(chosen) > len(rows):
        console.print(f"and {len(chosen) - len(rows):,} more that stand out; --out lists them in results.json")
    if len(table.rows) > len(chosen):
        console.print(f"{len(table.rows) - len(chosen):,} more {_OTHERS.get(table.name, 'do not stand out')}")


_HIDDEN = ("screen", "stands out", "rows asked")
_OTHERS = {"screens": "hold in every station"}
_TELLING = ("stands out", "stations")


def _says_something(table: Table, row: tuple[str | int | float | None, ...]) -> bool:
    """Whether a row is printed: a unit that stands out, a screen that names a station."""
    head = next((head for head in _TELLING if head in table.heads), None)
    return head is None or row[table.heads.index(head)] not in ("no", 0)


def _cell(head: str, cell: str | int | float | None) -> Text:
    if isinstance(cell, float):
        return Text(tail(cell) if head == "p" else f"{cell:,.2f}")
    return Text(f"{cell:,}" if isinstance(cell, int) else clean(cell or ""))


def _print_list(console: Console, title: str, texts: Iterable[str]) -> None:
    console.print(f"[dim]{title}:[/dim]")
    for text in texts:
        console.print(Text(f"  - {clean(text)}"))
