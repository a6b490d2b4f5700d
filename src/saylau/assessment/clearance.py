"""What the ledger of consent lets out, as a report needs it: made where the vault is open, without any entry of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType

from saylau.assessment.spellings import LONG_ENOUGH, LONGEST_ENDING, folded, scripts, stem, without_ending

_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d[\d\s().+\-]{7,}\d")
_OWN_DIGITS = 10
"""Digits of a telephone without the code of the country, which is written as +7 or 8 or not at all."""
FEWEST_DIGITS = 9
"""Digits from which a number is told from the amounts and days of a report: telephones and identity numbers."""


@dataclass(frozen=True)
class Secrets:
    """What may stand in no text. It knows names and never gives one out."""

    phrases: frozenset[tuple[str, ...]] = field(default=frozenset(), repr=False)
    """Words that may not follow each other; a single one by itself."""
    stems: Mapping[str, int] = field(default_factory=dict, repr=False)
    """Beginnings of words, with how many letters may follow."""
    digits: frozenset[str] = field(default=frozenset(), repr=False)

    said: frozenset[str] = field(default=frozenset(), repr=False)
    """Words of names that are printed anyway."""

    @classmethod
    def of(cls, names: Iterable[str], words: Iterable[str], exact: Iterable[str], digits: Iterable[str]) -> Secrets:
        """`names` are looked for whole and `words` with endings, both in either script; `exact` as written."""
        own = {form for word in words for form in scripts(word)}
        forms = {form for name in names for form in scripts(name)} | {folded(text) for text in exact}
        phrases = {found for form in forms | {w for w in own if not _WORD.fullmatch(w)} if (found := _words(form))}
        stems: dict[str, int] = {}
        for form in sorted(own):
            if len(form) >= LONG_ENOUGH and _WORD.fullmatch(form):
                kept, more = stem(form)
                stems[kept] = max(more, stems.get(kept, 0))
        plain = {"".join(filter(str.isdigit, text))[-_OWN_DIGITS:] for text in digits}
        return cls(frozenset(phrases), MappingProxyType(stems), frozenset(d for d in plain if len(d) >= FEWEST_DIGITS))

    def beside(self, printed: Iterable[str]) -> Secrets:
        """The same where some names are printed: these, and words of them, may stand."""
        known = {_words(folded(name)) for name in printed}
        said = frozenset(word for name in known for word in name)
        return replace(self, phrases=self.phrases - known - {(word,) for word in said}, said=said)

    def whole_names(self) -> Secrets:
        """Names of several words alone."""
        return Secrets(frozenset(phrase for phrase in self.phrases if len(phrase) > 1))

    def stand_in(self, text: str) -> bool:
        """Whether any of it stands in a text."""
        if not (self.phrases or self.stems or self.digits):
            return False
        words = _words(folded(text))
        return any(map(self._is_name, set(words))) or self._in_row(words) or self._in_digits(text)

    @cached_property
    def _lengths(self) -> Mapping[str, frozenset[int]]:
        """First word of a phrase to how many words such phrases have."""
        found: dict[str, set[int]] = {}
        for phrase in self.phrases:
            found.setdefault(phrase[0], set()).add(len(phrase))
        return {word: frozenset(lengths) for word, lengths in found.items()}

    def _in_row(self, words: tuple[str, ...]) -> bool:
        none: frozenset[int] = frozenset()
        return any(
            words[at : at + length] in self.phrases
            for at, word in enumerate(words)
            for length in self._lengths.get(word, none)
        )

    def _is_name(self, word: str) -> bool:
        return word not in self.said and any(map(self._begins, {word, without_ending(word)} - self.said))

    def _begins(self, word: str) -> bool:
        ends = (len(word) - more for more in range(LONGEST_ENDING + 1))
        return any(self.stems.get(word[:end], -1) >= len(word) - end for end in ends if end > 0)

    def _in_digits(self, text: str) -> bool:
        sizes = {len(number) for number in self.digits}
        runs = ["".join(filter(str.isdigit, found)) for found in _DIGITS.findall(text)] if sizes else []
        return any(
            run[at : at + size] in self.digits for run in runs for size in sizes for at in range(len(run) - size + 1)
        )


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


@dataclass(frozen=True)
class Clearance:
    """Whom of the private people of a case a report may count, show under a number, or name, on a day."""

    day: date | None
    """The day of which the ledger was asked; None where nobody was asked and all private people were left out."""
    left_out: int
    """People whose rows were taken out before anything was counted."""
    closed: frozenset[str] = field(repr=False)
    """Ids of people who may not be shown, not even under a number: those left out and those only counted."""
    named: frozenset[str] = frozenset()
    """Ids of people who stand in the case under their names, as they agreed."""
    secrets: Secrets = field(default_factory=Secrets, repr=False)
    """Names, addresses and numbers of everybody else."""
