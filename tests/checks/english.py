"""What a finding says, in English, as the report would say it."""

from __future__ import annotations

from collections.abc import Iterable

from saylau.records.case import Case
from saylau.report.words import words_for
from saylau.values.message import Said


def english(case: Case, said: Said) -> str:
    """A text of the program in English."""
    return words_for("en", case).text(said)


def texts(case: Case, said: Iterable[Said]) -> list[str]:
    """Several texts of the program in English."""
    return [english(case, one) for one in said]
