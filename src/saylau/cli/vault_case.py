"""What the parts of `saylau vault` share: a case's folder, its open vault, the row that a case number has in it."""

from __future__ import annotations

import csv
import io
import os
import secrets
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from saylau import bundled
from saylau.errors import WrongUse
from saylau.records.locate import find_case
from saylau.records.settings import CASE_FILE
from saylau.vault import session
from saylau.vault.vault import Vault, vault_path

PERSONS, SOURCES = "person.csv", "sources.csv"
_HEADER = ("id", "name", "source", "locator")
LOCATOR = "kept in the vault"
"""Locator of a row that was written for a person of the vault."""


def folder_of(case: str) -> Path:
    """The folder of a case that may have a vault. Raises `WrongUse`, and `NotFound` where there is none."""
    folder = find_case(case).resolve()
    if not (folder / CASE_FILE).is_file():
        raise WrongUse(
            f"{case}: a vault stands beside a case folder, and this is none; name the folder with {CASE_FILE}"
        )
    if folder.is_relative_to(Path(str(bundled.__file__)).resolve().parent):
        raise WrongUse(f"{case} comes with saylau and has no vault; make a case of your own: saylau new FOLDER")
    return folder


def opened_case(case: str) -> tuple[Path, Vault]:
    """The folder of a case and its open vault."""
    folder = folder_of(case)
    return folder, session.opened(vault_path(folder))


def lines(prompt: str) -> str:
    """One line that may be seen: from the terminal, or the next one of standard input. Raises `WrongUse` at its end."""
    print(f"{prompt}: " if sys.stdin.isatty() else "", end="", file=sys.stderr, flush=True)
    typed = sys.stdin.readline()
    if not typed:
        raise WrongUse(f"{prompt}: standard input ended; write one line for it, or run the command in a terminal")
    return typed.strip()


def rest_of_input() -> bytes:
    """What is left of standard input, as UTF-8; lines of it may have been read before."""
    return sys.stdin.read().encode("utf-8", "surrogateescape")


def input_is_utf8() -> None:
    """Read standard input as UTF-8, whatever the system's own encoding; before its first line."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")


def day_of(text: str) -> date:
    """The day of the option --on; today for an empty one. Raises `WrongUse`."""
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse("--on: write a day as year-month-day, e.g. 2026-11-22") from None


# The rows of case numbers in the case folder


@dataclass(frozen=True)
class Sheet:
    """A CSV file of the case as it is used here: lines are added at its end, and nothing of it is written anew."""

    path: Path
    data: bytes
    header: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    delimiter: str

    def ids(self) -> frozenset[str]:
        """The ids that stand in it."""
        return frozenset(row.get("id", "").strip() for row in self.rows)


def sheet_of(path: Path) -> Sheet:
    """Read a CSV file of a case; one that is not there is empty. Raises `WrongUse` where it cannot be read."""
    data = path.read_bytes() if path.is_file() else b""
    try:
        text = data.decode("utf-8-sig")
        delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except (UnicodeDecodeError, csv.Error):
        raise WrongUse(f"{path.name} cannot be read; `saylau validate CASE` says what is wrong in it") from None
    header = tuple(cell.strip() for cell in records[0]) if records else ()
    rows = tuple(dict(zip(header, record, strict=False)) for record in records[1:])
    return Sheet(path, data, header, rows, delimiter)


def numbers_in(folder: Path) -> frozenset[str]:
    """Ids of the case's persons in capital letters: case numbers that may not be given to anybody else."""
    return frozenset(each.upper() for each in sheet_of(folder / PERSONS).ids())


def rows_for(folder: Path, numbers: Iterable[str], source: str) -> bytes | None:
    """`person.csv` with a row for each case number that has none; None where all have one.

    Raises `WrongUse` where `source` is none of the case's sources.
    """
    persons = sheet_of(folder / PERSONS)
    known = persons.ids()
    missing = [number for number in numbers if number.lower() not in known]
    if not missing:
        return None
    sources = sheet_of(folder / SOURCES).ids() - {""}
    if source not in sources:
        there = (
            ", ".join(sorted(sources)) or f"none yet; add a row to {SOURCES} first, of your own interviews for example"
        )
        what = f"{source!r} is no source of the case" if source else "a person of the case needs a source"
        raise WrongUse(
            f"{what}: nothing was added. Say with --source ID from which source the case knows of them, or --no-row to "
            f"leave {PERSONS} as it is. Sources of the case: {there}"
        )
    header = persons.header or _HEADER
    lacking = {"id", "name", "source"} - set(header)
    if lacking:
        raise WrongUse(
            f"{PERSONS} has no column {sorted(lacking)[0]}; nothing was added. Add the column, or use --no-row"
        )
    out = io.StringIO()
    writer = csv.writer(out, delimiter=persons.delimiter, lineterminator="\n")
    if not persons.header:
        writer.writerow(header)
    for number in missing:
        cells = {"id": number.lower(), "name": number, "source": source, "locator": LOCATOR}
        writer.writerow([cells.get(column, "") for column in header])
    before = persons.data if persons.data.endswith(b"\n") or not persons.data else persons.data + b"\n"
    return before + out.getvalue().encode()


def write_persons(folder: Path, data: bytes) -> None:
    """Put `person.csv` in its place in one step. It holds case numbers only."""
    beside = folder / f".{PERSONS}.{secrets.token_hex(4)}"
    try:
        beside.write_bytes(data)
        os.replace(beside, folder / PERSONS)
    finally:
        beside.unlink(missing_ok=True)
