"""How a name may be written: case, marks and scripts differ from one text to another, and words take endings."""

from __future__ import annotations

import re
import unicodedata

from saylau.methods.transliteration import is_cyrillic, is_latin, to_cyrillic, to_latin

LONG_ENOUGH = 5
"""Letters from which a single word of a withheld name is looked for by itself, with up to two more as an ending."""

ENDING = 2
"""Letters by which a word may be longer with another ending."""
LONGEST_ENDING = 4
"""Letters that may stand after what stays of a word."""

_APOSTROPHE = re.compile("[\u02bc\u2018\u2019]")
_FALLS_OFF = re.compile("(\u0438\u0439|\u044b\u0439|\u0430\u044f|[\u0430\u044f\u044c\u0439])$")
"""Last letters of Russian names that give way to an ending: of -skiy and -skaya both vowels do."""


def folded(text: str) -> str:
    """A text without what differs from one way of writing to another: case, line breaks, soft hyphens, apostrophes."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\\n", " ").replace("\\'", "'")
    return " ".join(_APOSTROPHE.sub("'", plain).casefold().replace("\u0451", "\u0435").split())


def scripts(name: str) -> frozenset[str]:
    """A name as written, and as Russian and Kazakh would write it in the other script."""
    turn = to_cyrillic if is_latin(name) else to_latin if is_cyrillic(name) else None
    return frozenset({folded(name)} | ({folded(turn(name, language)) for language in ("ru", "kk")} if turn else set()))


def stem(word: str) -> tuple[str, int]:
    """What of a word of a name stays with another ending, of Cyrillic words without the last vowels or sign; and how
    many letters may follow it.
    """
    kept = _FALLS_OFF.sub("", word) if len(word) > LONG_ENOUGH else word
    return kept, ENDING + len(word) - len(kept)
