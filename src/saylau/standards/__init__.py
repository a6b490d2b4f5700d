"""What the state has promised: instruments, their paragraphs, general obligations and the areas of a report."""

from saylau.standards.areas import AREAS, Area
from saylau.standards.instruments import INSTRUMENTS, Binding, Instrument
from saylau.standards.obligations import OBLIGATIONS
from saylau.standards.registry import STANDARDS, Standard

__all__ = ["AREAS", "INSTRUMENTS", "OBLIGATIONS", "STANDARDS", "Area", "Binding", "Instrument", "Standard"]
