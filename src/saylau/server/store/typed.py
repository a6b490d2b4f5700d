"""What was typed, before anything of it is understood: what no database and no folder could hold is refused here."""

from __future__ import annotations

from saylau.records.base import LONGEST_ID, LONGEST_NAME, not_an_id
from saylau.records.columns import record_columns
from saylau.records.csvtext import CONTROL
from saylau.records.one_row import ROW, Cells
from saylau.records.problems import Problems
from saylau.records.rows import split
from saylau.server.store.context import kind_of
from saylau.server.store.models import SOURCE

LONGEST_CELL = 100_000
"""Characters of any cell; a spreadsheet holds no more than a third of it."""
_IDS = {"id": LONGEST_ID, "fact": LONGEST_NAME, "source": LONGEST_ID}


def check_typed(kind: str, cells: Cells) -> None:
    """Refuse control characters and texts that are too long, in drafts too. Raises `CaseRefused`."""
    problems = Problems()
    file = "sources.csv" if kind == SOURCE else f"{kind}.csv"
    refs = {column.name: column.many for column in record_columns(kind_of(kind)) if column.type == "ref"}
    for column, text in cells.items():
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        if found := CONTROL.search(plain):
            name = "a NUL byte" if found[0] == "\0" else f"the control character U+{ord(found[0]):04X}"
            why, right = f"{name} in a text", "remove it; a text holds no control characters"
            problems.add(file, ROW, column, repr(found[0])[1:-1], why, right)
        if len(plain) > LONGEST_CELL:
            why = f"{len(plain)} characters; there is room for {LONGEST_CELL}"
            problems.add(file, ROW, column, plain, why, "shorten it; a long document is evidence, not a field")
        elif column in _IDS or column in refs:
            most = _IDS.get(column, LONGEST_ID)
            for named in split(plain) if refs.get(column) else (plain.strip(),):
                if len(named) > most:
                    wrong = not_an_id(named, most)
                    problems.add(file, ROW, column, named, wrong.why, wrong.right)
    problems.refuse()
