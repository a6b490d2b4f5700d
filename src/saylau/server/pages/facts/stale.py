"""Two people changed one fact at once: both versions field by field, and what is kept of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from saylau.records.one_row import Cells
from saylau.report.words import Words
from saylau.server.pages.facts.shown import columns_of, label_of, told

KEEP = "_keep-"
THEIRS, MINE = "theirs", "mine"
_NOT_COMPARED = ("id", "fact", "status")


@dataclass(frozen=True)
class Side:
    """One field in which the two versions differ."""

    name: str
    label: str
    before: str
    theirs: str
    mine: str
    keep: str
    """Which of the two is taken unless somebody says otherwise: the one that was changed."""


def sides(kind: str, before: Cells, theirs: Cells, mine: Cells, words: Words) -> list[Side]:
    """The fields that differ, with what stood there when the form was opened."""
    found = []
    for column in columns_of(kind):
        name = column.name
        was, now, own = (cells.get(name, "").strip() for cells in (before, theirs, mine))
        if name in _NOT_COMPARED or now == own:
            continue
        keep = THEIRS if own == was else MINE
        was, now, own = told(column, was, words), told(column, now, words), told(column, own, words)
        found.append(Side(name, label_of(name, words), was, now, own, keep))
    return found


def merged_cells(kind: str, post: QueryDict, mine: Mapping[str, str], theirs: Cells) -> dict[str, str]:
    """The cells with what was chosen of each version."""
    cells = dict(mine)
    for column in columns_of(kind):
        if post.get(KEEP + column.name) == THEIRS:
            cells[column.name] = theirs.get(column.name, "")
    return {name: text for name, text in cells.items() if text}
