"""Which column of a results file has which role: as declared, else as the header's known names say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from saylau.errors import CaseRefused, Problem
from saylau.methods.results.roles import Role
from saylau.tables.declared import Declared
from saylau.tables.headers import (
    CONTEST,
    KIND,
    OPTION,
    OPTIONS,
    PLACES,
    REPORT,
    VOTES,
    is_numbered,
    minute_of,
    recognised,
)  # fmt: skip

COUNTS = tuple(role.value for role in Role)
_ISSUED_PARTS = (Role.EARLY, Role.INSIDE, Role.OUTSIDE)
_TELL = "say it with --columns role=column (join by + what is to be summed), or in a TOML file"


@dataclass(frozen=True)
class Roles:
    """Roles to columns, in the order of the list of roles; several columns of a count are summed."""

    columns: Mapping[str, tuple[str, ...]]
    declared: frozenset[str]
    """Roles that the user declared; the others stand in the table of known names."""
    unused: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        """A row for each option and station."""
        return OPTION in self.columns

    @property
    def options(self) -> tuple[str, ...]:
        """Columns of the options of a wide table."""
        return self.columns.get(OPTIONS, ())

    @property
    def counts(self) -> tuple[str, ...]:
        """Roles that are counts of a station."""
        return tuple(role for role in self.columns if role in COUNTS or is_numbered(role))


def assign(file: str, header: Sequence[str], declared: Declared, leader: str = "") -> Roles:
    """Roles of the columns of a file. Raises `CaseRefused` where one is missing or could be either of two."""
    given = {role: tuple(columns) for role, columns in declared.columns.items()}
    problems = [
        Problem(file, declared.header_line, column, "", f"no such column for {role}", f"there are {', '.join(header)}")
        for role, columns in given.items()
        for column in columns
        if column not in header
    ]
    taken = {column for columns in given.values() for column in columns}
    for role, columns in recognised(column for column in header if column not in taken).items():
        if role in given:
            continue
        if len(columns) > 1 and role != OPTIONS:
            problems.append(
                Problem(
                    file,
                    declared.header_line,
                    columns[1],
                    "",
                    f"by its name it is {role}, and so is {columns[0]}",
                    _TELL,
                )
            )
        given[role] = tuple(columns)
    _long_or_wide(given, declared)
    if leader and OPTION not in given:
        if leader not in header:
            problems.append(Problem(file, declared.header_line, leader, "", "no such column", _among(header)))
        given[Role.LEADER] = (leader,)
    problems += _missing(file, given, declared)
    if problems:
        raise CaseRefused(problems)
    used = {column for columns in given.values() for column in columns}
    numbered = sorted((role for role in given if is_numbered(role)), key=_place)
    order = (*PLACES, KIND, *COUNTS, *numbered, OPTION, VOTES, OPTIONS)
    assigned = {role: given[role] for role in order if role in given}
    unused = tuple(column for column in header if column not in used)
    return Roles(MappingProxyType(assigned), frozenset(declared.columns), unused)


def _long_or_wide(given: dict[str, tuple[str, ...]], declared: Declared) -> None:
    """A column of options without one of votes is no long table; ballots issued in parts are summed."""
    if VOTES not in given or OPTION not in given:
        for role in (VOTES, OPTION):
            if role not in declared.columns:
                given.pop(role, None)
    if Role.ISSUED not in given and all(part in given for part in _ISSUED_PARTS):
        given[Role.ISSUED] = tuple(column for part in _ISSUED_PARTS for column in given[part])


def _missing(file: str, given: Mapping[str, tuple[str, ...]], declared: Declared) -> list[Problem]:
    line, found = declared.header_line, []
    if Role.REGISTERED not in given:
        found.append(Problem(file, line, "registered", "", "no column of registered voters is known", _TELL))
    if (OPTION in given) != (VOTES in given):
        found.append(Problem(file, line, "votes", "", "a long table has a column of options and one of votes", _TELL))
    if not {Role.LEADER.value, OPTION, OPTIONS} & set(given):
        found.append(Problem(file, line, "leader", "", "no column of the option under study is known", _TELL))
    single = (*PLACES, KIND, OPTION, VOTES)
    for role in (role for role in single if len(given.get(role, ())) > 1):
        found.append(Problem(file, line, given[role][1], "", f"{role} is one column", "name one"))
    reports = [role for role in given if role.startswith(REPORT)]
    if len({minute_of(role) is None for role in reports}) > 1:
        why = "some reports have an hour and some a number"
        found.append(Problem(file, line, given[reports[0]][0], "", why, f"name all by hour, as in {REPORT}1200"))
    return found


def _place(role: str) -> tuple[bool, int]:
    """Reports in the order of hours, then contests in that of their numbers."""
    return role.startswith(CONTEST), int(role.rpartition("_")[2])


def _among(header: Sequence[str]) -> str:
    return f"columns are {', '.join(header)}"
