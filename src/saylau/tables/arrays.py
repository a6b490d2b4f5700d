"""From the database to arrays in the order of the stations' keys, long tables made wide on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from saylau.errors import CaseRefused, Problem
from saylau.methods.results.roles import Role
from saylau.tables.declared import Declared
from saylau.tables.headers import KIND, PLACES, VOTES, is_numbered
from saylau.tables.load import Loaded, number_name
from saylau.tables.numbers import quoted
from saylau.tables.rejected import MOST_LISTED, Rejected
from saylau.tables.roles import Roles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from saylau.methods.arrays import Counts

MOST_OPTIONS = 500
MOST_KINDS = 100


@dataclass(frozen=True, eq=False)
class Arrays:
    """Stations as arrays, in the order of region, district, station, section and numbers."""

    row: Counts
    counts: dict[Role, Counts]
    numbered: dict[str, Counts]
    """Voters by reports of the day and ballots of several contests, by their numbered roles."""
    options: dict[str, Counts]
    area: Counts
    areas: tuple[tuple[str, str], ...]
    station: NDArray[Any]
    section: NDArray[np.object_] | None
    kind: Counts | None
    """Place of the row's kind in `kinds`."""
    kinds: tuple[str, ...]
    rejected: tuple[Rejected, ...]
    rejected_rows: int


def arrays(loaded: Loaded, roles: Roles, declared: Declared) -> Arrays:
    """The rows of the database as arrays; a station that stands twice with the same numbers stands once."""
    database = loaded.database
    options, rejected, rejected_rows = list(roles.options), list(loaded.rejected), loaded.rejected_rows
    if roles.is_long:
        options = _widen(loaded, roles, declared)
        found = _contradicting(loaded, roles)
        rejected += found
        rejected_rows += len(found)
    kinds = _kinds(loaded, roles)
    held = _sorted(database, loaded, roles, len(options), kinds)
    keep = _first_of_twins(held, has_station="station_" in _places(loaded))
    rejected_rows += int((~keep).sum())
    rejected += _twins(loaded, held, keep, roles)
    if not keep.all():
        held = {name: values[keep] for name, values in held.items()}
    areas = tuple(
        (str(region), str(district))
        for region, district in database.execute("SELECT region_, district_ FROM areas ORDER BY code").fetchall()
    )
    read = {role: held[f"r{i}"] for i, role in enumerate(roles.counts)}
    counts = {Role(role): of for role, of in read.items() if not is_numbered(role)}
    numbered = {role: of for role, of in read.items() if is_numbered(role)}
    return Arrays(
        held["row"], counts, numbered, {name: held[f"o{i}"] for i, name in enumerate(options)}, held["code"], areas,
        held["station_"], held.get("section_"), held.get("kind"), kinds, tuple(sorted(rejected)), rejected_rows,
    )  # fmt: skip


def _kinds(loaded: Loaded, roles: Roles) -> tuple[str, ...]:
    """The kinds of station of the table, sorted; none without a column of them."""
    if KIND not in loaded.texts:
        return ()
    found = loaded.database.execute(f"SELECT DISTINCT {KIND}_ FROM rows ORDER BY 1").fetchall()
    if len(found) > MOST_KINDS:
        right = f"at most {MOST_KINDS}; is it the right column?"
        raise CaseRefused([Problem("", 0, roles.columns[KIND][0], "", f"{len(found)} kinds of station", right)])
    return tuple(str(name) for (name,) in found)


def _places(loaded: Loaded) -> list[str]:
    return [f"{role}_" for role in PLACES if role in loaded.texts]


def _role(loaded: Loaded, columns: tuple[str, ...]) -> str:
    """SQL: the number of a role: one column, or the sum of several where all are known."""
    names = [number_name(loaded.numbers.index(column)) for column in columns]
    if len(names) == 1:
        return f"coalesce({names[0]}, -1)"
    known = " AND ".join(f"{name} >= 0" for name in names)
    return f"CASE WHEN {known} THEN {' + '.join(names)} ELSE -1 END"


def _widen(loaded: Loaded, roles: Roles, declared: Declared) -> list[str]:
    """Make a table `wide`, a row a station, out of a long one; the options in the order of their names.

    A row that is not there is a zero only where the source declares that it leaves zeros out.
    """
    database = loaded.database
    options = [name for (name,) in database.execute("SELECT DISTINCT option_ FROM rows ORDER BY 1").fetchall()]
    if len(options) > MOST_OPTIONS:
        why = f"{len(options)} options in the column of options"
        raise CaseRefused(
            [Problem("", 0, roles.columns["option"][0], "", why, f"at most {MOST_OPTIONS}; is it the right one?")]
        )
    keys = _places(loaded)
    votes = number_name(loaded.numbers.index(roles.columns[VOTES][0]))
    nothing = 0 if declared.sparse else -1
    counts = [f"max({_role(loaded, roles.columns[role])}) AS r{i}" for i, role in enumerate(roles.counts)]
    spread = [f"count(DISTINCT {_role(loaded, roles.columns[role])}) > 1" for role in roles.counts]
    wide = [
        f"coalesce(max({votes}) FILTER (option_ = {quoted(name)}), {nothing}) AS o{i}" for i, name in enumerate(options)
    ]
    twice = "count(*) > count(DISTINCT option_)"
    kind = [f"min({KIND}_) AS {KIND}_"] if KIND in loaded.texts else []
    wrong = " OR ".join([twice, *spread])
    chosen = ", ".join(("min(rowid) + 1 AS row", *keys, *kind, *counts, *wide, f"({wrong}) AS wrong"))
    database.execute(f"CREATE TABLE wide AS SELECT {chosen} FROM rows GROUP BY {', '.join(keys) or '()'}")
    return options


def _contradicting(loaded: Loaded, roles: Roles) -> list[Rejected]:
    """Stations of a long table whose rows do not agree, or tell of one option twice; they leave the table."""
    database = loaded.database
    rows = [row for (row,) in database.execute("SELECT row FROM wide WHERE wrong ORDER BY row").fetchall()]
    if not rows:
        return []
    database.execute("DELETE FROM wide WHERE wrong")
    lines = loaded.lines(rows[:MOST_LISTED])
    why = "the rows of this station differ in its numbers, or tell of one option twice"
    return [Rejected(lines.get(row, row), roles.columns["option"][0], "", why) for row in rows]


def _sorted(
    database: Any, loaded: Loaded, roles: Roles, options: int, kinds: tuple[str, ...]
) -> dict[str, NDArray[Any]]:
    """All columns in the order of the keys, ties broken by the numbers: no result depends on the order of rows."""
    table = "wide" if roles.is_long else "rows"
    places = _places(loaded)
    region, district = ("region_" if "region_" in places else "''"), ("district_" if "district_" in places else "''")
    database.execute(
        f"CREATE TABLE areas AS SELECT row_number() OVER (ORDER BY region_, district_) - 1 AS code, region_, district_ "
        f"FROM (SELECT DISTINCT {region} AS region_, {district} AS district_ FROM {table})"
    )
    section = ["t.section_"] if "section_" in places else []
    numbers = _numbers(loaded, roles, options)
    if kinds:
        numbers["kind"] = f"list_position([{', '.join(map(quoted, kinds))}], t.{KIND}_)::BIGINT - 1"
    counted = [f"{sql} AS {name}" for name, sql in numbers.items()]
    columns = ", ".join((*section, *counted, "t.row" if roles.is_long else "t.rowid + 1 AS row"))
    source = f"FROM {table} t JOIN areas a ON a.region_ = {_of(region)} AND a.district_ = {_of(district)}"
    if "station_" in places and (found := _by_number(database, columns, source)):
        return found
    station = "t.station_" if "station_" in places else "''"
    # Stations of one district by their number where they have one, then by name; twins by what they count.
    by_station = (f"try_cast({station} AS BIGINT)", station) if "station_" in places else ()
    order = ("a.code", *by_station, *section, f"hash({', '.join(numbers.values())})")
    asked = f"SELECT a.code, {station} AS station_, {columns} {source} ORDER BY {', '.join(order)}"
    sorted_by_name: dict[str, NDArray[Any]] = database.execute(asked).fetchnumpy()
    return sorted_by_name


def _by_number(database: Any, columns: str, source: str) -> dict[str, NDArray[Any]] | None:
    """The same where every station is a plain number and none stands twice: numbers sort in a fraction of the time."""
    import numpy as np

    number = "TRY_CAST(t.station_ AS UINTEGER)"
    asked = f"SELECT count(*) FILTER (CAST({number} AS VARCHAR) = t.station_) = count(*) {source}"
    if not database.execute(asked).fetchone()[0]:
        return None
    found = database.execute(f"SELECT a.code, CAST({number} AS BIGINT) AS station_, {columns} {source}").fetchnumpy()
    key = (found["code"] << 32) | found["station_"]
    order = np.argsort(key)
    ranked = key[order]
    if (ranked[1:] == ranked[:-1]).any():
        return None
    return _ordered(found, order)


def _ordered(found: dict[str, NDArray[Any]], order: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    """The columns in an order; each takes the room of the one before it, since fresh memory costs more than copying."""
    import numpy as np

    spare, ordered = np.empty(len(order), np.int64), {}
    for name, values in found.items():
        if values.dtype == np.int64:
            ordered[name] = np.take(values, order, out=spare, mode="clip")
            spare = values
        else:
            ordered[name] = values[order]
    return ordered


def _numbers(loaded: Loaded, roles: Roles, options: int) -> dict[str, str]:
    """SQL of the counts `r0` ... and the options `o0` ... of a station."""
    if roles.is_long:
        names = (*(f"r{i}" for i in range(len(roles.counts))), *(f"o{i}" for i in range(options)))
        return {name: f"t.{name}" for name in names}
    counts = {f"r{i}": _role(loaded, roles.columns[role]) for i, role in enumerate(roles.counts)}
    return counts | {f"o{i}": _role(loaded, (column,)) for i, column in enumerate(roles.options)}


def _of(column: str) -> str:
    return column if column == "''" else f"t.{column}"


def _first_of_twins(held: dict[str, NDArray[Any]], *, has_station: bool) -> NDArray[np.bool_]:
    """False for a row that repeats, number by number, the row before it of the same named station."""
    import numpy as np

    keep = np.ones(len(held["row"]), np.bool_)
    if not has_station or len(keep) < 2:
        return keep
    same = held["code"][1:] == held["code"][:-1]
    for name, values in held.items():
        if name not in ("row", "code") and same.any():
            same &= (values[1:] == values[:-1]).astype(np.bool_)
    if same.any():
        keep[1:] = ~(same & (held["station_"][1:] != ""))
    return keep


def _twins(loaded: Loaded, held: dict[str, NDArray[Any]], keep: NDArray[np.bool_], roles: Roles) -> list[Rejected]:
    rows = [int(row) for row in held["row"][~keep]]
    if not rows:
        return []
    lines = loaded.lines(rows[:MOST_LISTED])
    names = held["station_"][~keep]
    column = roles.columns["station"][0]
    why = "the same station with the same numbers stands in another line"
    return [Rejected(lines.get(row, row), column, str(name), why) for row, name in zip(rows, names, strict=True)]
