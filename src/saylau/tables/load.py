"""The rows of a results file in a DuckDB table of whole numbers, and what could not be read as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saylau.tables.declared import Declared
from saylau.tables.headers import KIND, OPTION, PLACES, TOTALS
from saylau.tables.numbers import careful, fast, identifier, quoted, unknown, why_not
from saylau.tables.opened import Opened, refused
from saylau.tables.rejected import MOST_LISTED, Lines, Rejected, lines_of
from saylau.tables.roles import Roles

_LONGEST_LINE = 1 << 24
"""Bytes of a line; also what a thread takes at once, where several read."""
_STRUCTURE = {
    "MISSING COLUMNS": "has fewer cells than the header",
    "TOO MANY COLUMNS": "has more cells than the header",
    "UNQUOTED VALUE": "has a quotation mark that does not end",
    "LINE SIZE OVER MAXIMUM": "is longer than a line may be",
    "INVALID ENCODING": "is not text of the file's encoding",
}


@dataclass(frozen=True)
class Loaded:
    """A database with a table `rows`: the places and the option as text, each count column as a number.

    A number is -1 where the cell says that it is not known. Rows of `rejected` are not in the table; the number of a
    row is its `rowid` + 1, since DuckDB keeps the order of the file.
    """

    database: Any
    texts: tuple[str, ...]
    numbers: tuple[str, ...]
    """Columns of the file that hold counts; they keep their names."""
    rejected: tuple[Rejected, ...]
    rejected_rows: int
    lines: Any
    """From numbers of rows to their lines."""


def load(file: Opened, roles: Roles, declared: Declared) -> Loaded:
    """Read the file: at once where every cell is plain digits, else a second time with care."""
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    database = duckdb.connect(":memory:", config=settings)
    texts = {role: roles.columns[role][0] for role in (*PLACES, KIND, OPTION) if role in roles.columns}
    numbers = _numbers(roles)
    try:
        clean = _read_fast(database, file, texts, numbers)
        broken = _broken(database) if file.kind == "csv" else []
        bad: list[tuple[int, str, str]] = []
        bad_rows = 0
        if not clean:
            bad, bad_rows = _read_careful(database, file, texts, numbers, declared)
        totals = _totals(database, tuple(role for role in texts if role in PLACES))
    except duckdb.Error as error:
        right = "check the file, or save it again"
        raise refused(file.name, f"could not be read as a table ({_first_line(error)})", right) from None

    def lines(rows: list[int]) -> Lines:
        if file.kind != "csv":
            return Lines({row: row for row in rows}, {})
        return lines_of(file.path, file.delimiter, file.header_line, rows, [line for line, *_ in broken])

    wrong = [row for row, *_ in (*bad, *totals)]
    where = lines(wrong) if wrong or broken else Lines({}, {})
    rejected = [Rejected(where.of_record.get(line, line), column, value, why) for line, column, value, why in broken]
    rejected += [Rejected(where.of_row.get(row, row), column, value, *why_not(value)) for row, column, value in bad]
    rejected += [
        Rejected(where.of_row.get(row, row), texts[role], value, "is a total, not a station")
        for row, role, value in totals
    ]
    count = len({line for line, *_ in broken}) + bad_rows + len(totals)
    return Loaded(database, tuple(texts), numbers, tuple(rejected), count, lambda rows: lines(rows).of_row)


def _numbers(roles: Roles) -> tuple[str, ...]:
    """Columns of the file that are counts, each once."""
    texts = (*PLACES, KIND, OPTION)
    named = [column for role, columns in roles.columns.items() if role not in texts for column in columns]
    return tuple(dict.fromkeys(named))


def _source(file: Opened) -> str:
    """SQL: the rows of the file with all cells as text, under the names of the header."""
    if file.kind == "parquet":
        cast = ", ".join(f"CAST({identifier(name)} AS VARCHAR) AS {identifier(name)}" for name in file.header)
        return f"(SELECT {cast} FROM read_parquet({quoted(str(file.path))}))"
    # DuckDB knows no two columns whose names differ in case only, nor one without a name: they go by number.
    columns = ", ".join(f"{quoted(f'c{number}')}: 'VARCHAR'" for number in range(len(file.header)))
    # A thread that begins in the midst of a quoted cell with line ends takes them for ends of rows.
    threads = "parallel=false" if file.has_quotes else f"parallel=true, buffer_size={_LONGEST_LINE}"
    return (
        f"read_csv({quoted(str(file.path))}, delim={quoted(file.delimiter)}, quote='\"', escape='\"', header=true, "
        f"skip={file.header_line - 1}, auto_detect=false, columns={{{columns}}}, nullstr='', store_rejects=true, "
        f"rejects_limit=0, max_line_size={_LONGEST_LINE}, {threads})"
    )


def _cell(file: Opened, name: str) -> str:
    return identifier(name) if file.kind == "parquet" else f"c{file.header.index(name)}"


def _texts(file: Opened, texts: dict[str, str]) -> str:
    return ", ".join(f"coalesce(trim({_cell(file, column)}), '') AS {role}_" for role, column in texts.items())


def number_name(place: int) -> str:
    """Name in the database of the count column at this place of `Loaded.numbers`."""
    return f"n{place}"


def _read_fast(database: Any, file: Opened, texts: dict[str, str], numbers: tuple[str, ...]) -> bool:
    """Make the table of rows; False where a cell is neither empty nor plain digits."""
    cells = [_cell(file, column) for column in numbers]
    wanted = ", ".join(f"{fast(cell)} AS {number_name(i)}" for i, cell in enumerate(cells))
    stated = " + ".join(f"({cell} IS NOT NULL)::INTEGER" for cell in cells)
    chosen = ", ".join(filter(None, (_texts(file, texts), wanted)))
    database.execute(f"CREATE TABLE rows AS SELECT {chosen}, {stated} AS stated FROM {_source(file)}")
    read = " + ".join(f"count({number_name(i)})" for i in range(len(numbers)))
    found, expected = database.execute(f"SELECT {read}, coalesce(sum(stated), 0) FROM rows").fetchone()
    return bool(found == expected)


def _read_careful(
    database: Any, file: Opened, texts: dict[str, str], numbers: tuple[str, ...], declared: Declared
) -> tuple[list[tuple[int, str, str]], int]:
    """Make the table anew with every way of writing numbers; cells that are no counts, and how many rows hold one."""
    cells = ", ".join(f"{_cell(file, column)} AS t{i}" for i, column in enumerate(numbers))
    chosen = ", ".join(filter(None, (_texts(file, texts), cells)))
    database.execute(f"CREATE TABLE raw AS SELECT {chosen} FROM {_source(file)}")
    values = ", ".join(
        f"CASE WHEN {unknown(f't{i}', declared)} THEN -1 "
        f"ELSE coalesce({fast(f't{i}')}, {careful(f't{i}', declared)}) END AS {number_name(i)}"
        for i in range(len(numbers))
    )
    kept = "".join(f"{role}_, " for role in texts)
    database.execute(f"CREATE OR REPLACE TABLE rows AS SELECT {kept}{values} FROM raw")
    wrong = " OR ".join(_is_wrong(i) for i in range(len(numbers)))
    bad_rows = database.execute(f"SELECT count(*) FROM rows WHERE {wrong}").fetchone()[0]
    cells_of = " UNION ALL ".join(
        f"SELECT raw.rowid + 1 AS row, {i} AS place, t{i} AS text FROM raw JOIN rows ON raw.rowid = rows.rowid "
        f"WHERE {_is_wrong(i)}"
        for i in range(len(numbers))
    )
    found = database.execute(f"SELECT * FROM ({cells_of}) ORDER BY row, place LIMIT {MOST_LISTED}").fetchall()
    database.execute(f"DELETE FROM rows WHERE {wrong}")
    database.execute("DROP TABLE raw")
    return [(row, numbers[place], text) for row, place, text in found], bad_rows


def _is_wrong(place: int) -> str:
    name = number_name(place)
    return f"({name} IS NULL OR {name} < -1)"


def _broken(database: Any) -> list[tuple[int, str, str, str]]:
    """Records whose cells do not fit the header: number of the record, nothing, its text, why."""
    asked = "SELECT line, any_value(csv_line), min(error_type::VARCHAR) FROM reject_errors GROUP BY line ORDER BY line"
    return [
        (line, "", (text or "").strip()[:80], _STRUCTURE.get(kind, kind.lower()))
        for line, text, kind in database.execute(asked).fetchall()
    ]


def _totals(database: Any, places: tuple[str, ...]) -> list[tuple[int, str, str]]:
    """Rows whose region, district or station is called a total; they are taken out of the table."""
    if not places:
        return []
    written = {f"{way}{end}" for name in TOTALS for way in (name, name.capitalize(), name.upper()) for end in ("", ":")}
    known = ", ".join(map(quoted, sorted(written)))
    found: dict[int, tuple[int, str, str]] = {}
    for role in places:
        asked = f"SELECT rowid + 1, {role}_ FROM rows WHERE {role}_ IN ({known}) ORDER BY 1"
        for row, text in database.execute(asked).fetchall():
            found.setdefault(row, (row, role, text))
    if found:
        database.execute("DELETE FROM rows WHERE list_contains(?, rowid + 1)", [sorted(found)])
    return [found[row] for row in sorted(found)]


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:120]
