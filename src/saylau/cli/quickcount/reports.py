"""reports.csv, losses.csv, official.csv and observations.csv: what came from the stations, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from saylau.cli.quickcount.design import OTHER_NUMBERS, Setup
from saylau.cli.quickcount.files import Line, Rows, once, read_rows
from saylau.methods.quickcount.plan import CAST, REGISTERED, VALID, Plan, columns
from saylau.methods.quickcount.protocols import Entry, Question, Resolved, State, questions, resolve
from saylau.methods.quickcount.take import Report
from saylau.records.problems import Problems

REPORTS, LOSSES, OFFICIAL, OBSERVATIONS = "reports.csv", "losses.csv", "official.csv", "observations.csv"
KEYS = ("station", "by", "at")
REASONS = ("refused", "expelled", "no signal", "moved", "not posted", "no observer", "other")
"""Why a station is silent. Nothing takes its place in the sample."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The entry of a protocol with the moment when it came."""

    entry: Entry
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Received:
    """All entries, station by station."""

    entries: Mapping[str, tuple[Typed, ...]]
    resolved: Mapping[str, Resolved]
    questions: Mapping[str, tuple[Question, ...]]
    """Of accepted protocols, what does not add up."""
    reports: Mapping[str, Report]
    """Accepted protocols with the numbers that the plan needs."""
    arrived: tuple[str, ...] | None
    """Accepted stations in the order of arrival; None where the moment of one is not known."""
    hours: Mapping[str, tuple[str, ...]]
    """Accepted stations by the hour in which they came, as its first entry writes it; empty where it is not known."""
    last: datetime | None
    derived: tuple[str, ...]
    """Numbers that were summed since no column holds them."""

    def in_state(self, state: State) -> tuple[str, ...]:
        """Stations whose entries stand there."""
        return tuple(name for name, one in self.resolved.items() if one.state is state)


def number_columns(setup: Setup) -> tuple[str, ...]:
    """All numbers that a protocol can hold."""
    return (*setup.design.contestants, *OTHER_NUMBERS)


def read_entries(setup: Setup, path: Path, drawn: Sequence[str], *, by: str = "") -> list[Typed]:
    """The entries of a file of protocols; `by` is who typed rows that do not say it.

    Raises `CaseRefused` with every cell that is wrong, stations among them that were not drawn.
    """
    problems = Problems()
    required = ("station", *(() if by else ("by",)), *setup.design.contestants)
    found = read_rows(path, required, problems, optional=(*KEYS, *OTHER_NUMBERS))
    typed = typed_in(setup, found, drawn, problems, by=by)
    problems.refuse()
    return typed


def typed_in(setup: Setup, found: Rows, drawn: Collection[str], problems: Problems, *, by: str = "") -> list[Typed]:
    """The entries of rows; what is wrong with them is noted."""
    known, typed = frozenset(drawn), []
    for line in found.lines:
        station, who = line.cells.get("station", ""), line.cells.get("by", "") or by
        if station not in known:
            why = "is in the frame but was not drawn" if station in setup.frame else "is no station of the frame"
            line.tell(
                problems, "station", why, "nothing takes the place of a drawn station; look the id up in sample.csv"
            )
        if not who:
            line.tell(problems, "by", "is empty", "write who typed the row")
        numbers = {name: line.whole(name, problems) for name in number_columns(setup)
                   if name in setup.design.contestants or line.cells.get(name)}  # fmt: skip
        typed.append(Typed(Entry(station, who, numbers), line.time("at", problems)))
    return typed


def received(setup: Setup, plan: Plan, *, until: datetime | None = None) -> Received:
    """What has come so far, or by a moment; entries without a moment are left out then."""
    path = setup.folder / REPORTS
    typed: list[Typed] = []
    if path.is_file():
        typed = read_entries(setup, path, tuple(plan.drawn))
    if until is not None:
        typed = [one for one in typed if one.at is not None and one.at <= until]
    entries: dict[str, tuple[Typed, ...]] = {}
    for one in sorted(typed, key=lambda one: one.entry.station.encode()):
        entries[one.entry.station] = (*entries.get(one.entry.station, ()), one)
    return _settled(setup, plan, entries)


def _settled(setup: Setup, plan: Plan, entries: Mapping[str, tuple[Typed, ...]]) -> Received:
    resolved = {
        station: resolve([one.entry for one in held], setup.design.entries) for station, held in entries.items()
    }
    accepted = {station: one.numbers for station, one in resolved.items() if one.state is State.ACCEPTED}
    asked = {
        station: found
        for station, numbers in accepted.items()
        if (found := questions(numbers, plan.contestants, plan.drawn[station].registered))
    }
    needed, derived, reports = columns(plan), set[str](), {}
    problems = Problems()
    for station, numbers in accepted.items():
        full = _derived(numbers, plan.contestants)
        for name in needed:
            if name not in full:
                right = f"write {name} for every station" + ("" if name == VALID else ", or valid and invalid")
                problems.add(REPORTS, 0, name, "", f"station {station} lacks a number that the estimate needs", right)
        derived |= {name for name in needed if name in full and name not in numbers}
        reports[station] = Report({name: full[name] for name in needed if name in full}, station in asked)
    problems.refuse()
    came = {station: min((one.at for one in entries[station] if one.at), default=None) for station in reports}
    times = [(at, station.encode(), station) for station, at in came.items() if at is not None]
    arrived = tuple(station for _, _, station in sorted(times)) if len(times) == len(reports) else None
    hours: dict[str, tuple[str, ...]] = {}
    for at, _, station in sorted(times) if arrived is not None else ():
        hour = at.strftime("%Y-%m-%d %H:00")
        hours[hour] = (*hours.get(hour, ()), station)
    last = max((one.at for held in entries.values() for one in held if one.at), default=None)
    return Received(entries, resolved, asked, reports, arrived, hours, last, tuple(sorted(derived)))


def _derived(numbers: Mapping[str, int], contestants: Sequence[str]) -> dict[str, int]:
    """The numbers of a protocol with valid votes and ballots in the box summed where it does not hold them."""
    full = dict(numbers)
    full.setdefault(VALID, sum(numbers[name] for name in contestants))
    if CAST not in full and "invalid" in full:
        full[CAST] = full[VALID] + full["invalid"]
    return full


def read_losses(setup: Setup, plan: Plan) -> dict[str, tuple[str, str]]:
    """Silent stations, why each is silent, and what else was noted."""
    path = setup.folder / LOSSES
    if not path.is_file():
        return {}
    problems = Problems()
    found = read_rows(path, ("station", "reason"), problems, optional=("at", "note"))
    once(found.lines, "station", problems)
    for line in found.lines:
        _test_loss(line, plan, problems)
    problems.refuse()
    return {line.cells["station"]: (line.cells["reason"], line.cells.get("note", "")) for line in found.lines}


def _test_loss(line: Line, plan: Plan, problems: Problems) -> None:
    if line.cells.get("station", "") not in plan.drawn:
        line.tell(problems, "station", "was not drawn", "look the id up in sample.csv")
    if line.cells.get("reason", "") not in REASONS:
        line.tell(problems, "reason", "unknown category", f"write one of: {', '.join(REASONS)}")


def read_official(setup: Setup, path: Path) -> dict[str, dict[str, int]]:
    """The official numbers of stations. Columns that no protocol has are not read."""
    problems = Problems()
    found = read_rows(path, ("station", *setup.design.contestants), problems, others=True)
    once(found.lines, "station", problems)
    numbers = {
        line.cells.get("station", ""): {
            name: line.whole(name, problems)
            for name in number_columns(setup)
            if name in found.columns and (name in setup.design.contestants or line.cells.get(name))
        }
        for line in found.lines
    }
    problems.refuse()
    return {
        station: {k: v for k, v in _derived(one, setup.design.contestants).items() if k != REGISTERED or k in one}
        for station, one in numbers.items()
    }


def read_observations(setup: Setup, plan: Plan) -> dict[str, dict[str, bool]]:
    """Questions that observers answered with yes or no: question to the answer of each station that gave one."""
    problems = Problems()
    found = read_rows(setup.folder / OBSERVATIONS, ("station",), problems, others=True)
    once(found.lines, "station", problems)
    answers: dict[str, dict[str, bool]] = {name: {} for name in found.columns if name != "station"}
    for line, name, answer in _answers(found, problems):
        if line.cells.get("station", "") not in plan.drawn:
            line.tell(problems, "station", "was not drawn", "look the id up in sample.csv")
        answers[name][line.cells.get("station", "")] = answer
    problems.refuse()
    return answers


def _answers(found: Rows, problems: Problems) -> Iterator[tuple[Line, str, bool]]:
    for line in found.lines:
        for name in found.columns:
            answer = None if name == "station" else line.yes(name, problems)
            if answer is not None:
                yield line, name, answer
