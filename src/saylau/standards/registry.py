"""STANDARDS: every paragraph that a finding may cite, in our own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from saylau.records.source import Grade
from saylau.standards.instruments import INSTRUMENTS, Binding, Instrument
from saylau.standards.paragraphs import PARAGRAPHS
from saylau.values import When


@dataclass(frozen=True, slots=True)
class Standard:
    """A paragraph of an instrument."""

    id: str
    instrument: Instrument
    pin: str
    """Place in the instrument: article or paragraph; a range is cited as a whole; empty for the whole instrument."""
    paraphrase: str
    """Our words, never the text."""
    areas: tuple[str, ...]
    """Codes of the chapters in which it is usually cited."""
    grade: Grade
    """How well we know it: A or B read, C known but not read. `at odds` needs at least one that was read."""

    @property
    def binding(self) -> Binding:
        """The kind of promise."""
        return self.instrument.binding

    @property
    def since(self) -> When:
        """From when it may be cited."""
        return self.instrument.since

    @property
    def name(self) -> str:
        """Short name with its place, e.g. `1990 OSCE Copenhagen Document, 7.5`."""
        return f"{self.instrument.short}, {self.pin}" if self.pin else self.instrument.short

    def is_later_guidance(self, on: date) -> bool:
        """Whether it may postdate a day. Of one known by its year alone, that whole year counts as too early."""
        return self.since.last is None or self.since.last > on


_ALL = tuple(
    Standard(
        id=f"{instrument}-{pin}" if pin else instrument,
        instrument=INSTRUMENTS[instrument],
        pin=pin,
        paraphrase=paraphrase,
        areas=tuple(areas.split()),
        grade=Grade(grade),
    )
    for instrument, pin, grade, areas, paraphrase in PARAGRAPHS
)

STANDARDS: Mapping[str, Standard] = MappingProxyType({one.id: one for one in _ALL})
