"""Folding text for search: one form for the letters and spellings in which the same word is written.

A word is folded twice. `fold` keeps its alphabet: composed (NFC), small letters, Kazakh letters as the Russian ones
that stand for them where a keyboard lacks them, look-alikes of the other alphabet as letters of its own. `name_key` of
`saylau.methods.name_keys` turns both alphabets into one, so that Қосанов, Косанов, Qosanov and Kosanov meet.
"""

from __future__ import annotations

import re
import unicodedata

from saylau.methods.name_keys import name_key

_KAZAKH = str.maketrans("қғңұүөәіһё", "кгнууоаихе")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff'’‘ʼʹ`´]")
"""Soft hyphens, joiners, marks of direction, apostrophes: what readers do not see as a part of a word."""
_BETWEEN = re.compile(r"[^\w]+|_+")
_ALIKE = dict(zip("aceiopxyhəkmtb", "асеіорхуһәкмтв", strict=True))
_TO_CYRILLIC, _TO_LATIN = str.maketrans(_ALIKE), str.maketrans({other: one for one, other in _ALIKE.items()})
_CYRILLIC, _LATIN = re.compile("[\u0400-\u052f]"), re.compile("[a-z]")


def fold(text: str) -> str:
    """The words of a text in folded form, one blank between them."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).casefold()
    return [_folded(word) for word in _BETWEEN.split(plain) if word]


def _folded(word: str) -> str:
    """A word in one alphabet, its Kazakh letters as Russian ones."""
    if _CYRILLIC.search(word) and _LATIN.search(word):
        turned = word.translate(_TO_CYRILLIC)
        other = word.translate(_TO_LATIN)
        word = turned if not _LATIN.search(turned) else other if not _CYRILLIC.search(other) else word
    return word.translate(_KAZAKH)


def keys(text: str) -> list[str]:
    """The keys of the words of a text, by which spellings in two alphabets meet; numbers and short words have none."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    found = (name_key(word) for word in _BETWEEN.split(plain) if word and not word.isdecimal())
    return [key for key in found if len(key) > 1]
