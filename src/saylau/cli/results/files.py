"""The files that `saylau results` writes. `FORMATS` is the one list."""

from __future__ import annotations

import importlib
import json
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import cast

from saylau.checks.forensics.study import Study
from saylau.methods.results.roles import MISSING, Role
from saylau.records.csvtext import list_bytes
from saylau.report.results.data import study_data
from saylau.report.words import Words
from saylau.tables.results import ResultsTable

_PAGE = "saylau.report.results.write"
"""Loaded only where a page is written: page and pictures take longer to load than a summary to print."""
_COUNTS = (Role.REGISTERED, Role.ISSUED, Role.COUNTED, Role.VALID, Role.INVALID, Role.LEADER)


def json_bytes(table: ResultsTable, study: Study, words: Words) -> bytes:
    """Everything that was found, as JSON."""
    text = json.dumps(study_data(table, study, words), ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def flagged_bytes(study: Study) -> bytes:
    """The stations that a rule names, with their numbers, in the order of rules and keys."""
    stations = study.stations
    roles = [role for role in _COUNTS if role in stations.counts]
    heads = ["method", "rule", "region", "district", "station", *(role.value for role in roles)]
    rows = []
    for result in study.results:
        for flag in result.flags:
            for row in flag.rows:
                counts = [stations.counts[role][row] for role in roles]
                numbers = ["" if count == MISSING else str(count) for count in counts]
                rows.append([result.method, flag.rule, *stations.key(row), *numbers])
    return BOM_UTF8 + list_bytes(heads, rows)  # the mark by which spreadsheets know the encoding


def rejected_bytes(table: ResultsTable) -> bytes:
    """The cells and rows that were refused, in the order of lines."""
    listed = [[str(item.line), item.column, item.value, item.why, item.right] for item in table.rejected]
    return BOM_UTF8 + list_bytes(["line", "column", "value", "why", "what would be right"], listed)


def _json(table: ResultsTable, study: Study, words: Words) -> dict[str, bytes]:
    return {"results.json": json_bytes(table, study, words)}


def _html(table: ResultsTable, study: Study, words: Words) -> dict[str, bytes]:
    page = cast("str", importlib.import_module(_PAGE).results_page(table, study))
    return {"results.html": page.encode()}


def _csv(table: ResultsTable, study: Study, words: Words) -> dict[str, bytes]:
    return {"flagged.csv": flagged_bytes(study), "rejected.csv": rejected_bytes(table)}


Writer = Callable[[ResultsTable, Study, Words], Mapping[str, bytes]]
FORMATS: Mapping[str, Writer] = MappingProxyType({"html": _html, "json": _json, "csv": _csv})
"""Format to the files that it makes, by name."""


def write_files(
    folder: Path, formats: tuple[str, ...], table: ResultsTable, study: Study, words: Words
) -> tuple[Path, ...]:
    """Write the files of the formats into a folder, which is made. Returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in formats:
        for file, data in FORMATS[name](table, study, words).items():
            (folder / file).write_bytes(data)
            written.append(folder / file)
    return tuple(written)
