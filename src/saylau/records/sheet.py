"""Sheet: rows of cells with the line on which each stands, whether they come from a CSV file or from a workbook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A cell in which a spreadsheet put something else than the text that was typed."""

    value: str
    why: str
    right: str


Cell = str | Spoiled


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a case. `file` is how an error names it."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    """Line and cells; as many cells as the header has columns."""
    header_line: int = 1
    whole: bool = True
    """False where rows could not be read: what seems to be missing may stand in them."""
