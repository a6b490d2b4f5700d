"""What the state has promised: instruments, their paragraphs, general obligations and the areas of a report."""

from saylau.standards.areas import CHAPTERS, Chapter
from saylau.standards.instruments import INSTRUMENTS, Binding, Instrument
from saylau.standards.obligations import OBLIGATIONS
from saylau.standards.registry import STANDARDS, Standard

__all__ = ["CHAPTERS", "INSTRUMENTS", "OBLIGATIONS", "STANDARDS", "Binding", "Chapter", "Instrument", "Standard"]
