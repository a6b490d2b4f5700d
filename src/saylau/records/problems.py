"""Problems: everything wrong that one reading of a case finds, and the nearest right word where there is one."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from saylau.errors import CaseRefused, Problem

WITHHELD = "(withheld)"
"""Printed in the place of a value that may not leave its row."""

_LONGEST_VALUE = 100
_MOST_GUESSES = 200
"""Comparing names is slow; a folder with more wrong names than this has another fault than spelling."""
_MOST_COMPARED = 2000


FILE_NAMES_ALIKE = 0.7
"""How like the name of a kind a file's name has to be: many files that are no kind at all have short names."""


class Problems:
    """Collects what is wrong, so that all of it is told in one run."""

    def __init__(self, guesses: int = _MOST_GUESSES) -> None:
        """`guesses` is how often the nearest known word is looked for."""
        self.found: list[Problem] = []
        self._guesses_left = guesses

    def add(self, file: str, row: int, column: str, value: str, why: str, right: str) -> None:
        """Note one problem; `row` 0 and `column` "" mean the whole file or row."""
        short = value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…"
        self.found.append(Problem(file, row, column, short, why, right))

    def nearest(self, word: str, known: Collection[str], alike: float = 0.6) -> str:
        """The known word most like this one, or nothing where none is `alike` (the ratio of `difflib`, 0 to 1)."""
        if self._guesses_left <= 0:
            return ""
        self._guesses_left -= 1
        if len(known) > _MOST_COMPARED:
            known = [name for name in known if name[:2] == word[:2]][:_MOST_COMPARED]
        close = get_close_matches(word, sorted(known), n=1, cutoff=alike)
        return close[0] if close else ""

    def refuse(self) -> None:
        """Raise `CaseRefused` with all that was found, if anything was."""
        if self.found:
            raise CaseRefused(dict.fromkeys(self.found))
