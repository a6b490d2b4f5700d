"""Entering rows into a case folder from the command line: read strictly first, written in one step, nothing lost.

What stands in a file stays as it is, cell by cell; columns that the file lacks are added to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from filelock import FileLock, Timeout

from saylau.errors import CaseRefused, WrongUse
from saylau.records.case import Case
from saylau.records.columns import file_columns, record_columns
from saylau.records.csvtext import csv_bytes, read_csv, written
from saylau.records.folder import read_folder, with_changes
from saylau.records.in_one_step import write_in_one_step
from saylau.records.kinds import KINDS
from saylau.records.problems import Problems
from saylau.records.source import Source

Row = Mapping[str, str]
"""Cells by column; columns that are left out stay empty."""
SECONDS_TO_WAIT = 10.0
"""How long an entry waits for another one into the same folder."""
_NEW = ".entering"


def enter(
    path: Path,
    rows: Mapping[str, Sequence[Row]],
    before: Callable[[], object] = lambda: None,
    *,
    instead: Mapping[str, Callable[[Row], bool]] = MappingProxyType({}),
) -> Case:
    """Add rows to tables of a case folder, by table (`sources`, or the name of a kind), and return the case with them.

    `instead` says by table which rows leave it in the same step, for rows that the program makes anew.
    `before` is done once the rows are known to be right, and before anything is written: if it raises, nothing is.
    Raises `CaseRefused` for a row that is wrong, and then no file is touched; `WrongUse` while somebody else writes.
    """
    with only_writer(path):
        changed = {
            f"{table}.csv": _with_rows(path, table, rows.get(table, ()), instead.get(table, lambda row: False))
            for table in dict.fromkeys((*rows, *instead))
            if rows.get(table) or (table in instead and (path / f"{table}.csv").is_file())
        }
        case = with_changes(path, changed)
        before()
        for name, data in changed.items():
            replace_file(path / name, data)
    return case


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Hold a case folder against another command that enters rows. The lock is a file beside the folder's files."""
    if not path.is_dir():
        raise WrongUse(f"{path} is not a case folder; rows are entered into a folder, not into a workbook or package")
    try:
        with FileLock(path / f".lock{_NEW}", timeout=SECONDS_TO_WAIT):
            yield
    except Timeout:
        raise WrongUse(f"somebody else is entering rows into {path.name}; nothing was written, try again") from None


def free_id(case: Case, stem: str) -> str:
    """The first of `stem-1`, `stem-2` ... that names no thing and no claim of a case, not even a withdrawn one."""
    taken = {name for fact in case.facts for name in (fact.id, fact.fact)}
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def case_folder(name: str) -> tuple[Path, Case]:
    """A case folder by its path, and the case. Raises `WrongUse` where it is none to which rows can be added."""
    path = Path(name)
    if not path.is_dir():
        raise WrongUse(f"{name} is not a case folder; rows are entered into a folder, not into a workbook or package")
    return path, read_folder(path)


def _with_rows(path: Path, table: str, added: Sequence[Row], gone: Callable[[Row], bool]) -> bytes:
    """The file of a table with rows at its end, and without those that are to go."""
    name = f"{table}.csv"
    known = [c.name for c in (record_columns(Source) if table == "sources" else file_columns(KINDS[table]))]
    header: list[str] = []
    rows: list[list[str]] = []
    if (path / name).is_file():
        problems = Problems()
        sheet = read_csv(name, (path / name).read_bytes(), problems)
        if sheet is None or not sheet.whole:
            raise CaseRefused(problems.found)
        header = list(sheet.header)
        rows = [[str(cell) for cell in cells] for _, cells in sheet.rows]
        rows = [cells for cells in rows if not gone(dict(zip(header, cells, strict=False)))]
    width = len(header)
    header += [column for column in known if column not in header and (not width or any(r.get(column) for r in added))]
    rows = [cells + [""] * (len(header) - width) for cells in rows]
    rows += [[written(row.get(column, ""), name) for column in header] for row in added]
    return csv_bytes(header, rows)


def replace_file(path: Path, data: bytes) -> None:
    """Put bytes in the place of a file in one step: it is the old one or the new one, whatever happens."""
    write_in_one_step(path, data, _NEW)
