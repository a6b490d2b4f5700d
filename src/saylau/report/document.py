"""The document tree: everything that a report says, in reading order, already in words, without any format.

No writer computes anything. All texts arrive formatted for the language; all numbers (of paragraphs, tables, figures,
notes) are given here, so that every format shows the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

WORDS = (
    "Contents", "Figure", "Table", "Notes", "Data", "Numbers behind this", "Skip to the report", "Page", "of",
    "Annex", "Finding", "Back to text",
)  # fmt: skip
"""Words that the writers need."""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text; with a target it leads to an anchor of the document, or to an outside address."""

    text: str
    strong: bool = False
    target: str = ""
    """Anchor id within the document; empty for none."""
    url: str = ""
    """Outside address; empty for none."""
    language: str = ""
    """Language code where it differs from the document's."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark. Marks that follow each other are parted by a superscript comma."""

    note: int
    """Number of the note."""


Inline = Text | Mark
Line = tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; numbered ones carry the number by which the report is cited."""

    line: Line
    number: int | None = None
    anchor: str = ""
    small: bool = False
    """Set smaller: remarks, provenance."""


@dataclass(frozen=True)
class Bullets:
    """An unordered list."""

    items: tuple[Line, ...]
    small: bool = False
    """Set smaller: a long list in an annex."""


@dataclass(frozen=True)
class Term:
    """A label and what belongs to it: `Standards`, `Limits`, `Confidence`."""

    label: str
    line: Line


@dataclass(frozen=True)
class Terms:
    """A list of labels with their texts."""

    items: tuple[Term, ...]


@dataclass(frozen=True)
class Head:
    """A column head of a table."""

    title: str
    numeric: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a table; with an anchor it can be led to. The first cell is the row's head."""

    cells: tuple[Line, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Table:
    """A table with caption and number; no merged cells."""

    number: int | None
    """Number in the report; `None` for a table that belongs to a figure or finding."""
    caption: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    source: Line = ()
    """What stands below it."""
    anchor: str = ""
    widths: tuple[int, ...] = ()
    """Relative widths of the columns; empty means equal weight by content."""
    entries: int = 0
    """For a long table of short cells: how many of its columns name a row. On paper each row is then an entry of a list
    in two columns, its name before what is said of it, and a name that several rows share stands once. 0: a table."""


@dataclass(frozen=True)
class Figure:
    """A chart: a Vega-Lite specification with its data table and alternative text."""

    number: int
    anchor: str
    caption: str
    alt: str
    spec: Mapping[str, Any] = field(hash=False)
    """Vega-Lite specification as a plain dictionary, 680 px wide."""
    table: Table = field(default_factory=lambda: Table(None, "", (), ()))
    narrow: Mapping[str, Any] | None = field(default=None, hash=False)
    """Variant for 360 px, where there is one."""


@dataclass(frozen=True)
class FindingItem:
    """One finding: a numbered paragraph with its outcome, and the lines that belong to it."""

    anchor: str
    """The finding's id, e.g. `finance.cap_use:tokayev`; the anchor in every format."""
    number: int
    outcome: str
    """Key of the outcome, e.g. `at odds`: chooses mark and tint."""
    outcome_label: str
    """The outcome in the language of the report."""
    mark: str
    """The sign that stands for the outcome beside its colour: ✓ • ! × ≠ ?"""
    state: str
    """Review state in words: `Indication, not reviewed` until a person signs."""
    signed: bool
    sentence: Line
    terms: tuple[Term, ...] = ()
    """Readings, confidence with its reason, the cap, questions, a signed conclusion, a reply."""


@dataclass(frozen=True)
class FindingBox:
    """The findings of one check: its title, the findings, what is common to them, and the numbers they rest on."""

    check: str
    title: str
    items: tuple[FindingItem, ...]
    terms: tuple[Term, ...] = ()
    """Provisions, standards, method, assumptions, limits."""
    measures: Table | None = None
    """Each number with its unit, arithmetic and facts; HTML folds it away until asked for."""


@dataclass(frozen=True)
class Callout:
    """A framed remark: priority recommendations, a draft notice."""

    title: str
    blocks: tuple[Block, ...]


Block = Paragraph | Bullets | Terms | Table | Figure | FindingBox | Callout


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it."""

    anchor: str
    number: str
    """`3`, `3.1`, `A`; empty for unnumbered."""
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Note:
    """A footnote: source and locator, nothing that the argument needs."""

    number: int
    line: Line


@dataclass(frozen=True)
class Document:
    """A whole report."""

    id: str
    """e.g. `kazakhstan-2019-v1`."""
    language: str
    """`en`, `ru`, `kk` ..."""
    title: str
    subtitle: str
    author: str
    """The organisation, never a person."""
    day: str
    """Date of assessment, ISO 8601: the only clock that a writer knows."""
    cover: tuple[Term, ...]
    """Facts on the cover: election, kind, version, date of assessment, review state, identity of the case."""
    about: tuple[Line, ...]
    """What this is and is not."""
    watermark: str
    """Stands on every page while a finding is unsigned; empty where all are signed."""
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    words: Mapping[str, str] = field(hash=False)
    """Words that writers need in the language: contents, figure, table, notes, data, numbers behind, skip, page, of."""


def walk(sections: tuple[Section, ...], depth: int = 1) -> Iterator[tuple[int, Section]]:
    """Every section with its depth (1 for chapters), in reading order."""
    for section in sections:
        yield depth, section
        yield from walk(section.sections, depth + 1)


def plain(line: Line) -> str:
    """A line as bare text, without marks."""
    return "".join(part.text for part in line if isinstance(part, Text))
