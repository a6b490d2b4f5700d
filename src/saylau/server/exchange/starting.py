"""Cases that are new to the server: begun on its page, or brought in a file."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from saylau.records.assemble import assemble
from saylau.records.case import Case
from saylau.records.csvtext import csv_bytes
from saylau.records.files import with_files
from saylau.records.folder import read_files
from saylau.records.problems import Problems
from saylau.records.settings import CASE_FILE, info_bytes
from saylau.records.source import CaseInfo
from saylau.server.exchange.incoming import incoming, measured
from saylau.server.exchange.trial import try_reading

_SOURCE, _ELECTION = "first-source", "election"


def begun(told: Mapping[str, Any]) -> Case:
    """A case with an election and the source that says that it is held. Raises `CaseRefused`."""
    info = CaseInfo(
        id=told["id"], title=told["title"], country=told["country"].lower(), election=_ELECTION, poll=told["poll"],
        assessed=told["assessed"],
    )  # fmt: skip
    source = {"id": _SOURCE, "title": told["source"], "grade": told["grade"], "interest": told["interest"]}
    election = {
        "id": _ELECTION, "name": told["election"], "level": told["level"], "early": told["early"],
        "poll": told["poll"].isoformat(), "source": _SOURCE, "locator": "",
    }  # fmt: skip
    tables = {"sources.csv": source, "election.csv": election}
    rows = {name: csv_bytes(tuple(row), [tuple(row.values())]) for name, row in tables.items()}
    return read_files({CASE_FILE: info_bytes(info)} | rows)


def brought(told: Mapping[str, Any]) -> Case:
    """The case in a file that was brought. Raises `CaseRefused` with everything wrong, `WrongUse` for a large file."""
    file, problems = told["file"], Problems()
    with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
        kept = Path(folder) / f"brought{Path(file.name).suffix.lower()}"
        with kept.open("wb") as out:
            out.writelines(measured(file.chunks()))
        try_reading(kept, file.name)
        read = incoming(kept, file.name, problems)
    return with_files(assemble(read.material, problems), read.files.get)
