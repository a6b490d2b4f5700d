"""The list of conflicts of a merge as a file: written for people to decide in, and read back."""

from __future__ import annotations

from collections.abc import Iterable

from saylau.records.csvtext import csv_bytes, read_csv
from saylau.records.merge import Choice, Difference
from saylau.records.problems import Problems
from saylau.records.sheet import Sheet

COLUMNS = ("kind", "name", "field", "a", "b", "decision", "note")
_ONCE = ("source", "text", "prose", "rule", "case")
"""What can stand only once, so that `both` is no decision on it."""


def list_bytes(differences: Iterable[Difference]) -> bytes:
    """The list as a CSV file. It may hold what is withheld: it belongs to the team."""
    rows = [(d.kind, d.name, d.field, d.a, d.b, str(d.decision), d.note) for d in differences]
    return csv_bytes(COLUMNS, rows)


def read_list(file: str, data: bytes) -> tuple[Difference, ...]:
    """A list with decisions. Raises `CaseRefused` with everything that is wrong; no value of a row is repeated."""
    problems = Problems()
    sheet = read_csv(file, data, problems)
    found = _differences(sheet, problems) if sheet else []
    problems.refuse()
    return tuple(found)


def _differences(sheet: Sheet, problems: Problems) -> list[Difference]:
    if sheet.header != COLUMNS:
        right = f"the columns are {', '.join(COLUMNS)}: start from the list that `saylau merge` wrote"
        problems.add(sheet.file, 1, "", "", "not a list of conflicts", right)
        return []
    found: list[Difference] = []
    for line, row in sheet.rows:
        kind, name, column, a, b, decision, note = map(str, row)
        allowed = [c.value for c in Choice if c is not Choice.BOTH or kind not in _ONCE]
        if decision.strip() not in allowed:
            right = f"write one of: {', '.join(filter(None, allowed))}; or leave it empty"
            problems.add(sheet.file, line, "decision", decision, "unknown decision", right)
        else:
            found.append(Difference(kind, name, column, a, b, Choice(decision.strip()), note))
    return found
