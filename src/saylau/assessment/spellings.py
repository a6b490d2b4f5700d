"""How a name may be written: case, marks and scripts differ from one text to another, and words take endings."""

from __future__ import annotations

import re
import unicodedata

from saylau.methods.transliteration import is_cyrillic, is_latin, to_cyrillic, to_latin

LONG_ENOUGH = 5
"""Letters from which a single word of a withheld name is looked for by itself, with up to two more as an ending."""

_APOSTROPHE = re.compile("[\u02bc\u2018\u2019]")
_FALLS_OFF = "\u0430\u044f\u044c\u0439"
"""Last letters of Russian names that give way to an ending."""


def folded(text: str) -> str:
    """A text without what differs from one way of writing to another: case, line breaks, soft hyphens, apostrophes."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\\n", " ").replace("\\'", "'")
    return " ".join(_APOSTROPHE.sub("'", plain).casefold().replace("\u0451", "\u0435").split())


def scripts(name: str) -> frozenset[str]:
    """A name as written, and as Russian and Kazakh would write it in the other script."""
    turn = to_cyrillic if is_latin(name) else to_latin if is_cyrillic(name) else None
    return frozenset({folded(name)} | ({folded(turn(name, language)) for language in ("ru", "kk")} if turn else set()))


def stem(word: str) -> tuple[str, int]:
    """What of a word of a name stays with another ending, of Cyrillic words without the last vowel or sign; and how
    many letters may follow it.
    """
    kept = word[:-1] if len(word) > LONG_ENOUGH and word[-1] in _FALLS_OFF else word
    return kept, 2 + len(word) - len(kept)
