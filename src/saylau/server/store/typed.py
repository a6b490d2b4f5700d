"""What was typed, before anything of it is understood: what no database and no folder could hold is refused here."""

from __future__ import annotations

from collections.abc import Iterator

from saylau.errors import CaseRefused, Problem
from saylau.records.csvtext import CONTROL
from saylau.records.one_row import Cells
from saylau.server.store.models import SOURCE

LONGEST_ID = 180
"""Characters of an id; the name of a further claim about it is a little longer."""
LONGEST_CELL = 100_000
"""Characters of any cell; a spreadsheet holds no more than a third of it."""
_IDS = ("id", "fact", "source")


def check_typed(kind: str, cells: Cells) -> None:
    """Refuse control characters and texts that are too long, in drafts too. Raises `CaseRefused`."""
    if problems := list(_wrong("sources.csv" if kind == SOURCE else f"{kind}.csv", cells)):
        raise CaseRefused(problems)


def _wrong(file: str, cells: Cells) -> Iterator[Problem]:
    for column, text in cells.items():
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        if found := CONTROL.search(plain):
            name = "a NUL byte" if found[0] == "\0" else f"the control character U+{ord(found[0]):04X}"
            why, right = f"{name} in a text", "remove it; a text holds no control characters"
            yield Problem(file, 1, column, repr(found[0])[1:-1], why, right)
        most = LONGEST_ID if column in _IDS else LONGEST_CELL
        if len(plain) > most:
            why = f"{len(plain)} characters; there is room for {most}"
            yield Problem(
                file, 1, column, f"{plain[:40]}…", why, "shorten it; a long document is evidence, not a field"
            )
