"""How a name may be written: case, marks and scripts differ from one text to another, and words take endings."""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from urllib.parse import unquote

from saylau.methods.transliteration import is_cyrillic, is_latin, to_cyrillic, to_latin

LONG_ENOUGH = 5
"""Letters from which a single word of a withheld name is looked for by itself, with up to two more as an ending."""

ENDING = 2
"""Letters by which a word may be longer with another ending."""
LONGEST_ENDING = 4
"""Letters that may stand after what stays of a word."""

_APOSTROPHE = re.compile("[\u02bc\u2018\u2019]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u0300-\u0308]"
)
"""Soft hyphens, joiners, marks of direction; stress marks that belong to no letter of their own."""
_RUSSIAN_FOR = str.maketrans(
    "\u0451\u04d9\u0493\u049b\u04a3\u04e9\u04b1\u04af\u04bb\u0456",
    "\u0435\u0430\u0433\u043a\u043d\u043e\u0443\u0443\u0445\u0438",
)
_ALIKE = ("aceopxykmthb", "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u043a\u043c\u0442\u043d\u0432")
_AS_CYRILLIC, _AS_LATIN = str.maketrans(*_ALIKE), str.maketrans(*reversed(_ALIKE))
_MIXED = re.compile(r"(?<![^\W\d_])[^\W\d_]*(?:[a-z][\u0400-\u04ff]|[\u0400-\u04ff][a-z])[^\W\d_]*")
_LATIN = MappingProxyType({"q": "k", "gh": "g", "dzh": "j", "zh": "j", "kh": "h", "ye": "e"})
"""Ways in which one Kazakh or Russian name is written in Latin letters."""
_LATIN_WAYS = re.compile(r"q|gh|d?zh|kh|(?<=[aeiou])ye|\bye")
_PLAIN_LATIN = str.maketrans(
    dict(
        zip(
            "\u00e4\u00e1\u011f\u01f5\u0131\u00ef\u00f1\u0144\u00f6\u00f3\u00fc\u00fa\u016b\u00fd",
            "aaggiinnoouuuy",
            strict=True,
        )
    )
    | {"\u017e": "j", "\u0161": "sh", "\u015f": "sh", "\u010d": "ch", "\u00e7": "ch"}
)
"""Letters with marks of the Kazakh Latin alphabets of 2018 and 2021 and of scholars, without the marks."""
_HOST = re.compile(r"xn--[a-z0-9-]+", re.IGNORECASE)
"""Part of the name of a host in letters other than Latin ones."""
_PARTED = re.compile(r"(?<=\w)[-\u2010\u2011\u00ad]\s*\n\s*(?=\w)")
_FALLS_OFF = re.compile("(\u0438\u0439|\u044b\u0439|\u0430\u044f|[\u0430\u044f\u044c\u0439])$")
"""Last letters of Russian names that give way to an ending: of -skiy and -skaya both vowels do."""
_KAZAKH_ENDING = re.compile(
    "(?:[\u043b\u0434\u0442][\u0430\u0435]\u0440)?"
    "(?:[\u043d\u0434\u0442][\u044b\u0438]\u043d|[\u043d\u0434\u0442][\u0430\u0435]\u043d|[\u043c\u0431\u043f]\u0435\u043d"
    "|[\u0433\u043a\u0434\u0442][\u0430\u0435]|[\u043d\u0434\u0442][\u044b\u0438])?$"
)
"""Plural, then case, as `folded` writes them: -lar, -nyng, -dan, -men, -gha, -da, -ny and the like."""


def folded(text: str) -> str:
    """A text without what differs from one way of writing to another: case, line breaks, signs not seen, stress
    marks, apostrophes, Kazakh letters that a Russian text lacks, letters of the other script that look alike.

    It is for comparing only, both sides alike.
    """
    plain = unicodedata.normalize("NFKC", text).replace("\\n", " ").replace("\\'", "'")
    if not plain.isascii():
        plain = _UNSEEN.sub("", plain)
    plain = _APOSTROPHE.sub("'", plain).casefold().translate(_RUSSIAN_FOR).translate(_PLAIN_LATIN)
    return " ".join(_LATIN_WAYS.sub(_one_way, _MIXED.sub(_in_one_script, plain)).split())


def as_read(text: str) -> str:
    """A text, and after it the same as a reader takes it: letters in place of the codes in addresses, and words whole
    that the end of a line parts.
    """
    read = _PARTED.sub("", text)
    if "%" in read or "xn--" in read.casefold():
        read = _HOST.sub(_host, unquote(read))
    return text if read == text else f"{text}\n{read}"


def _host(found: re.Match[str]) -> str:
    try:
        return found[0].encode().decode("idna")
    except UnicodeError:
        return found[0]


def _in_one_script(found: re.Match[str]) -> str:
    """A word of letters of both scripts in the one to which all of them can belong; else as it is."""
    ways = (found[0].translate(_AS_CYRILLIC), found[0].translate(_AS_LATIN))
    return next((way for way in ways if is_cyrillic(way) or is_latin(way)), found[0])


def _one_way(found: re.Match[str]) -> str:
    return _LATIN[found[0]]


def scripts(name: str) -> frozenset[str]:
    """A name as written, and as Russian and Kazakh would write it in the other script."""
    turn = to_cyrillic if is_latin(name) else to_latin if is_cyrillic(name) else None
    return frozenset({folded(name)} | ({folded(turn(name, language)) for language in ("ru", "kk")} if turn else set()))


def without_ending(word: str) -> str:
    """A word without the endings of a Kazakh case and plural, which are longer than Russian ones."""
    return _KAZAKH_ENDING.sub("", word)


def stem(word: str) -> tuple[str, int]:
    """What of a word of a name stays with another ending, of Cyrillic words without the last vowels or sign; and how
    many letters may follow it.
    """
    kept = _FALLS_OFF.sub("", word) if len(word) > LONG_ENOUGH else word
    return kept, ENDING + len(word) - len(kept)
