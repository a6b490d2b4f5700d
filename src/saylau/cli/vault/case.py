"""What the parts of `saylau vault` share: a case's folder, its open vault, the row that a case number has in it."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from saylau import bundled
from saylau.errors import WrongUse
from saylau.records.csvtext import read_csv
from saylau.records.entering import replace_file
from saylau.records.locate import find_case
from saylau.records.problems import Problems
from saylau.records.settings import CASE_FILE
from saylau.vault import session
from saylau.vault.vault import Vault, vault_path

PERSONS, SOURCES = "person.csv", "sources.csv"
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


def mark(folder: Path) -> None:
    """Say in `case.toml` that the case has a vault, so that a copy without it lets nobody out."""
    path = folder / CASE_FILE
    old = path.read_text(encoding="utf-8")
    kept = [line for line in old.splitlines(keepends=True) if not _VAULT_KEY.match(line)]
    place = next((n for n, line in enumerate(kept, 1) if line.startswith("id")), 0)
    kept.insert(place, 'vault = "yes"\n')
    replace_file(path, "".join(kept).encode())


_VAULT_KEY = re.compile(r"vault\s*=")


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


# The rows of case numbers in the case folder


def rows_of(path: Path) -> tuple[Mapping[str, str], ...]:
    """The rows of a CSV file of a case that may hold problems elsewhere; of one that is not there, none.

    Raises `WrongUse` where it cannot be read.
    """
    if not path.is_file():
        return ()
    sheet = read_csv(path.name, path.read_bytes(), Problems())
    if sheet is None:
        raise WrongUse(f"{path.name} cannot be read; `saylau validate CASE` says what is wrong in it")
    return tuple(
        dict(zip(sheet.header, (str(cell).strip() for cell in cells), strict=False)) for _, cells in sheet.rows
    )


def ids_of(path: Path) -> frozenset[str]:
    """The ids that stand in a CSV file of a case."""
    return frozenset(row.get("id", "") for row in rows_of(path)) - {""}


def numbers_in(folder: Path) -> frozenset[str]:
    """Ids of the case's persons in capital letters: case numbers that may not be given to anybody else."""
    return frozenset(each.upper() for each in ids_of(folder / PERSONS))


def rows_for(folder: Path, numbers: Iterable[str], source: str) -> tuple[Mapping[str, str], ...]:
    """A row of `person.csv` for each case number that has none there.

    Raises `WrongUse` where `source` is none of the case's sources.
    """
    known = ids_of(folder / PERSONS)
    missing = [number for number in numbers if number.lower() not in known]
    sources = ids_of(folder / SOURCES)
    if missing and source not in sources:
        what = f"{source!r} is no source of the case" if source else "a person of the case needs a source"
        there = ", ".join(sorted(sources)) or f"none yet, so add a row to {SOURCES} first: your own interviews, perhaps"
        raise WrongUse(
            f"{what}: nothing was added. Say with --source ID from which source the case knows of them, or --no-row to "
            f"leave {PERSONS} as it is. Sources of the case: {there}"
        )
    return tuple({"id": number.lower(), "name": number, "source": source, "locator": LOCATOR} for number in missing)
