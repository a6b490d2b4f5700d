"""What a text of the program says in English, with the names and wordings of a case."""

from __future__ import annotations

from collections.abc import Iterable

from saylau.records.case import Case
from saylau.report.words import Words
from saylau.values.message import Said


def english(said: Said, case: Case) -> str:
    """One text."""
    return Words("en", case.name, {}, case.wording).text(said)


def all_english(said: Iterable[Said], case: Case) -> str:
    """Several texts as one, to look for words in."""
    return " ".join(english(text, case) for text in said)
