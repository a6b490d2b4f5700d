"""Polling-station results from a file to arrays: every row is a station, or is listed with the reason why it is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from saylau.errors import WrongUse
from saylau.methods.results.roles import MISSING, Role
from saylau.methods.results.stations import About, Day, Report, Stations
from saylau.tables.arrays import Arrays, arrays
from saylau.tables.declared import SHARE, TURNOUT, Declared
from saylau.tables.headers import CONTEST, REPORT, minute_of
from saylau.tables.load import load
from saylau.tables.opened import opened, refused
from saylau.tables.rejected import Rejected
from saylau.tables.roles import Roles, assign

if TYPE_CHECKING:
    from saylau.methods.arrays import Counts


@dataclass(frozen=True)
class SourceFile:
    """The file that was read."""

    name: str
    sha256: str
    kind: str
    encoding: str
    delimiter: str


@dataclass(frozen=True, eq=False)
class ResultsTable:
    """A results file: its stations, the roles of its columns, and the account of every row that is no station."""

    file: SourceFile
    roles: Roles
    derived: Mapping[str, str]
    """Counts that the file does not state, and what they were added up from."""
    stations: Stations
    rejected: tuple[Rejected, ...]
    """Cells and rows that were refused, by line; at most so many as are listed, see `rejected_rows`."""
    rejected_rows: int

    @property
    def rejected_by_reason(self) -> dict[str, int]:
        """How many of the listed refusals have which reason."""
        return dict(sorted(Counter(item.why for item in self.rejected).items()))


def read_results(
    path: str | Path,
    declared: Declared | None = None,
    *,
    leader: str = "",
    turnout: str = "",
    share: str = "",
    tell: Callable[[str], None] = lambda step: None,
    told_roles: Callable[[Roles], None] = lambda roles: None,
) -> ResultsTable:
    """The stations of a CSV, Parquet or XLSX file, wide or long, packed or not.

    `leader` names the option under study (a column, or a name in the column of options), the winner over all stations
    where it is empty. `turnout` is `issued`, `counted` or `valid`, `share` is `counted` or `valid`: by default what
    `declared` says, else the first of these that the file has. `told_roles` is told the roles before any row is read.
    Raises `CaseRefused` with all that is wrong with the file as a whole, `WrongUse` for a choice it does not allow.
    """
    path, declared = Path(path), declared or Declared()
    tell("opening the file")
    with opened(path, declared) as file:
        roles = assign(path.name, file.header, declared, leader)
        told_roles(roles)
        tell("reading rows")
        loaded = load(file, roles, declared)
        tell("putting stations in order")
        with loaded.database:
            held = arrays(loaded, roles, declared)
    counts, derived = _derived(dict(held.counts), held)
    name, votes = _leader(roles, held, leader)
    counts[Role.LEADER] = votes
    options = _with_leader(held.options, name, votes)
    if not len(held.row):
        raise refused(path.name, "no row could be read as a station", _first(held.rejected))
    about = About(declared.source or path.name, declared.date, declared.selection, held.rejected_rows)
    stations = Stations(
        counts=MappingProxyType(counts), options=MappingProxyType(options), area=held.area, areas=held.areas,
        station=held.station, section=held.section, leader=name, about=about, aggregate=declared.unit == "aggregate",
        turnout_role=_chosen("turnout", turnout, declared.turnout, TURNOUT, counts),
        share_role=_chosen("share", share, declared.share, SHARE, counts), derived=frozenset(derived),
        kind=held.kind, kinds=held.kinds, ordinary=declared.ordinary, special=declared.special,
        day=_day(path.name, declared, held), contests=_contests(roles, held), caps=declared.caps,
        equations=declared.equations,
    )  # fmt: skip
    _known(path.name, declared, stations)
    source = SourceFile(file.name, file.sha256, file.kind, file.encoding, file.delimiter)
    return ResultsTable(source, roles, derived, stations, held.rejected, held.rejected_rows)


def _day(file: str, declared: Declared, held: Arrays) -> Day:
    """The reports of the day in their order, and when the stations close. Refuses a close before the last report."""
    reports = tuple(
        Report(_hour(role), minute_of(role), of) for role, of in held.numbered.items() if role.startswith(REPORT)
    )
    close, zone = declared.closing or (None, "")
    last = max((report.minute for report in reports if report.minute is not None), default=None)
    if close is not None and last is not None and last >= close:
        raise refused(file, f"the last report is later than the close at {declared.close}", "check the declared hours")
    return Day(reports, close, zone)


def _hour(role: str) -> str:
    digits = role.removeprefix(REPORT)
    return f"{digits[:2]}:{digits[2:]}" if len(digits) == 4 else f"report {digits}"


def _contests(roles: Roles, held: Arrays) -> Mapping[str, Counts]:
    """Ballots counted in each contest, by the columns that state them."""
    named = {" + ".join(roles.columns[role]): of for role, of in held.numbered.items() if role.startswith(CONTEST)}
    return MappingProxyType(named)


def _known(file: str, declared: Declared, stations: Stations) -> None:
    """Refuse caps and equations of numbers that the table does not state, and kinds that no row has."""
    asked = {**{f"the cap of {role}": (role,) for role in declared.caps},
             **{f"the equation {name}": rule.roles for name, rule in declared.equations.items()}}  # fmt: skip
    for what, needs in asked.items():
        if missing := [role.value for role in needs if not stations.has(role)]:
            raise refused(file, f"{what} needs {', '.join(missing)}", "name the column of each role")
    if unknown := [kind for kind in declared.special if kind not in stations.kinds]:
        kinds = ", ".join(stations.kinds) or "not stated: name the column of station_kind"
        raise refused(file, f"no station is of the kind {unknown[0]!r}", f"kinds are {kinds}")


def _first(rejected: tuple[Rejected, ...]) -> str:
    return f"the first: {rejected[0]}" if rejected else "the file holds a header only"


def _derived(counts: dict[Role, Counts], held: Arrays) -> tuple[dict[Role, Counts], dict[str, str]]:
    """Counts of which the file states the parts: valid from the options, counted from valid and invalid."""
    import numpy as np

    derived: dict[str, str] = {}

    def summed(role: Role, parts: list[Counts], of: str) -> None:
        stated = np.logical_and.reduce([part != MISSING for part in parts])
        counts[role] = np.where(stated, np.sum(parts, axis=0), MISSING)
        derived[role] = of

    if Role.COUNTED not in counts and Role.VALID not in counts and len(held.options) > 1:
        summed(Role.VALID, list(held.options.values()), "sum of all options")
    if Role.COUNTED not in counts and Role.VALID in counts and Role.INVALID in counts:
        summed(Role.COUNTED, [counts[Role.VALID], counts[Role.INVALID]], "valid + invalid")
    return counts, derived


def _leader(roles: Roles, held: Arrays, wanted: str) -> tuple[str, Counts]:
    """Name and votes of the option under study: the one that is named, else the winner over all stations."""
    if Role.LEADER in roles.columns:
        return " + ".join(roles.columns[Role.LEADER]), held.counts[Role.LEADER]
    if wanted:
        if wanted not in held.options:
            raise WrongUse(f"--leader: no option {wanted!r}; options are {', '.join(list(held.options)[:20])}")
        return wanted, held.options[wanted]
    sums = {name: int(votes[votes != MISSING].sum()) for name, votes in held.options.items()}
    name = max(sorted(sums), key=lambda option: sums[option])
    return name, held.options[name]


def _with_leader(options: dict[str, Counts], name: str, votes: Counts) -> dict[str, Counts]:
    """The options with the one under study among them, where no column of the options holds its votes already."""
    import numpy as np

    if not options or any(np.array_equal(votes, column) for column in options.values()):
        return options
    return {name: votes, **options}


def _chosen(name: str, asked: str, told: str, roles: Mapping[str, Role], counts: Mapping[Role, Any]) -> Role:
    """The role that is asked for, else the one that the description tells, else the first that the table has."""
    wanted, option = asked or told, name if told and not asked else f"--{name}"
    if wanted and wanted not in roles:
        raise WrongUse(f"{option}: no {wanted!r}; choose {', '.join(roles)}")
    held = [role for name, role in roles.items() if role in counts and wanted in ("", name)]
    if not held:
        missing = wanted or " or ".join(roles)
        raise WrongUse(f"{option}: the table has no column of ballots {missing}; name it with --columns")
    return held[0]
