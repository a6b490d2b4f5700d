"""What somebody brings: a folder in a zip, a case package, a workbook, or the table of one kind; as tables of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from saylau.errors import CaseRefused, Problem, WrongUse
from saylau.records.archive import open_archive, read_entry
from saylau.records.assemble import SHEETS, Material
from saylau.records.datapackage import SUMS_FILE
from saylau.records.folder import belongs, files_material
from saylau.records.package import read_package
from saylau.records.problems import Problems
from saylau.records.settings import CASE_FILE
from saylau.records.workbook import workbook_material
from saylau.server.exchange.for_people import without_marks

MOST_UNPACKED = 200 << 20
"""A case of 100,000 facts unpacks to some 30 MB."""
MOST_BROUGHT = 50 << 20
"""Bytes of a file that is brought; a case of 100,000 facts packs to some 5 MB."""
MOST_ROWS = 300_000
"""Rows of one table, as in a workbook; larger tables are bulk tables, which are not read row by row."""
_WRITE = "bring a case package or folder (.zip), a workbook (.xlsx), or the table of one kind, named after it (.csv)"


@dataclass
class Incoming:
    """A file that was brought, as far as it could be read."""

    material: Material
    files: dict[str, bytes] = field(default_factory=dict)
    """The files that it is made of; empty for a workbook."""


def incoming(path: Path, name: str, problems: Problems) -> Incoming:
    """Read what was brought. `name` is how its bearer called it. Raises `CaseRefused` where nothing can be read."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".xlsx":
        return Incoming(workbook_material(path, problems))
    if suffix == ".csv":
        table = _table(PurePosixPath(name).name)
        data = without_marks(path.read_bytes())
        _check_rows({f"{table}.csv": data})
        return Incoming(files_material({f"{table}.csv": data}, problems))
    if suffix == ".zip":
        files = _unpacked(path, name)
        if SUMS_FILE in files:
            read_package(path)  # compares every hash first, and refuses a package that was changed
        kept = {inside: data for inside, data in files.items() if belongs(inside)}
        _check_rows(kept)
        return Incoming(files_material(kept, problems), files)
    raise CaseRefused([Problem(name, 0, "", suffix or name, "is no form that can be read", _WRITE)])


def measured(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same chunks, as long as they make no file larger than is read. Raises `WrongUse`."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_BROUGHT:
            raise WrongUse(
                f"the file is larger than {MOST_BROUGHT >> 20} MiB; nothing of it was kept: bring it in parts"
            )
        yield chunk


def _check_rows(files: Mapping[str, bytes]) -> None:
    """Raise `CaseRefused` for a table of more rows than are read one by one."""
    for name, data in files.items():
        if name.endswith(".csv") and "/" not in name and data.count(b"\n") > MOST_ROWS:
            right = "bring it in parts; a table of stations or measurements belongs into the folder tables"
            raise CaseRefused([Problem(name, 0, "", "", f"has more than {MOST_ROWS:,} lines", right)])


def _table(name: str) -> str:
    """The table that a CSV file holds, by its name: `detention.csv`, also `detention (2).csv`."""
    stem = name.removesuffix(".csv").removesuffix(".CSV").split(" ")[0].split("(")[0].lower()
    if stem not in SHEETS:
        right = "name it after the kind of facts that it holds, such as detention.csv"
        raise CaseRefused([Problem(name, 0, "", stem, "no kind of that name", right)])
    return stem


def _unpacked(path: Path, name: str) -> dict[str, bytes]:
    """The files of an archive by their path from the folder in which `case.toml` stands."""
    with open_archive(name, path.read_bytes(), MOST_UNPACKED) as archive:
        names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
        homes = sorted((PurePosixPath(one).parent for one in names if PurePosixPath(one).name == CASE_FILE), key=str)
        home = homes[0] if homes else PurePosixPath()
        inside = [one for one in names if PurePosixPath(one).is_relative_to(home)]
        return {str(PurePosixPath(one).relative_to(home)): read_entry(name, archive, one) for one in inside}
