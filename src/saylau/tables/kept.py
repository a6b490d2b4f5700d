"""A results file that is held in memory, as a case holds the files that its records name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from saylau.tables.declared import Declared, from_toml
from saylau.tables.results import ResultsTable, read_results


@lru_cache(1)
def read_kept(name: str, data: bytes, roles: bytes = b"", leader: str = "") -> ResultsTable:
    """The stations of a file, given as its name and bytes, with the TOML of its roles where there is one.

    The last one read is kept: several checks ask for it.

    Raises what `read_results` and `from_toml` raise: `CaseRefused` and `WrongUse`.
    """
    with TemporaryDirectory(prefix="saylau-") as folder:
        table = Path(folder) / PurePosixPath(name).name
        table.write_bytes(data)
        declared = Declared()
        if roles:
            described = Path(folder) / "roles.toml"
            described.write_bytes(roles)
            declared = from_toml(described)
        return read_results(table, declared, leader=leader)
