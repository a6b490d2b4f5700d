"""What PDF and Word file decide alike, so that both look as one report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from saylau.report.document import Inline, Line, Paragraph, Table, Text, plain

_SENTENCE = 50
_MARKED = 60
"""Letters of a name or a value that is marked; more bold text than that marks nothing."""
_WIDE = 300
"""Letters of an entry that needs the width of both columns."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a long table of short cells, as a line of a list."""

    anchor: str
    line: Line
    begins: bool
    """Whether it says what the entries after it share with it, and so begins a line of its own."""
    wide: bool


def entries(table: Table) -> Iterator[Entry]:
    """The rows of a table as entries, a name that several share said in the first of them.

    In the numbers behind a finding, which have no number of their own, the value is marked, elsewhere the name.
    """
    shares = table.entries - 1
    marked = table.entries if table.number is None else shares
    shared = [row.cells[:shares] for row in table.rows]
    for place, row in enumerate(table.rows):
        first = shares == 0 or place == 0 or shared[place - 1] != shared[place]
        shown = [(at, cell) for at, cell in enumerate(row.cells) if plain(cell) and (first or at >= shares)]
        lines = [_strong(cell) if at < shares or at == marked else cell for at, cell in shown]
        begins = shares > 0 and first and shared[place] in shared[place + 1 : place + 2]
        wide = sum(len(plain(cell)) for cell in row.cells) > _WIDE
        yield Entry(row.anchor, _joined(lines), begins, wide)


def _strong(line: Line) -> Line:
    if len(plain(line)) >= _MARKED:
        return line
    return tuple(replace(part, strong=True) if isinstance(part, Text) else part for part in line)


def _joined(lines: list[Line]) -> Line:
    parts: list[Inline] = []
    for line in lines:
        parts += [*((Text(" · "),) if parts else ()), *line]
    return tuple(parts)


def heads_of(table: Table) -> str:
    """What stands in an entry, in this order."""
    return " · ".join(head.title for head in table.heads)


def is_sentence(part: Text) -> bool:
    """Whether a whole sentence is a link: it keeps the colour of the text, or a page of them is nothing but colour."""
    return bool(part.target) and len(part.text) > _SENTENCE


def leads_on(block: Paragraph) -> bool:
    """Whether a paragraph stands as a head over what follows, and may not be parted from it by the end of a page."""
    texts = [part for part in block.line if isinstance(part, Text) and part.text.strip()]
    return plain(block.line).rstrip().endswith(":") or (bool(texts) and all(part.strong for part in texts))
