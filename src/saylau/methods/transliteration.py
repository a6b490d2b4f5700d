"""Names from one script into the other: Russian and Kazakh letters in Latin ones, and back as far as that is possible.

Into Latin letters: BGN/PCGN 1947 for Russian and BGN/PCGN 1979 for Kazakh, without apostrophes for the soft sign and
hard sign, and without the dot between letters. Back: the longest group of letters first; several Cyrillic spellings may
lie behind one Latin spelling, so that a name that matters is entered in its own script.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

_RUSSIAN = (
    "а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh "
    "щ shch ъ - ы y ь - э e ю yu я ya"
)
_KAZAKH = (
    "а a ә a б b в v г g ғ gh д d е e ё yo ж zh з z и i й y к k қ q л l м m н n ң ng о o ө o п p р r с s т t у u ұ u "
    "ү u ф f х kh һ h ц ts ч ch ш sh щ shch ъ - ы y і i ь - э e ю yu я ya"
)
_BOTH = (
    "shch щ zh ж kh х ts ц ch ч sh ш yu ю ya я yo ё ye е iya ия aye ае eye ее oye ое iy ий ay ай ey ей oy ой a а b б "
    "d д e е f ф g г l л m м n н o о p п r р s с t т u у v в w в x кс y ы z з"
)
_BACK = {
    "ru": f"{_BOTH} c к h х i и j дж k к q к",
    "kk": f"{_BOTH} gh ғ ng ң h һ i и j ж k к q қ",
}


@cache
def _table(pairs: str) -> Mapping[str, str]:
    parts = pairs.split()
    pairs_of = zip(parts[::2], parts[1::2], strict=True)
    return MappingProxyType({one: "" if other == "-" else other for one, other in pairs_of})


def small_letters(language: str = "ru") -> Mapping[str, str]:
    """The small letters of Russian or Kazakh (`ru` or `kk`) and what each is in Latin ones."""
    return _table(_KAZAKH if language == "kk" else _RUSSIAN)


def is_cyrillic(text: str) -> bool:
    """Whether the letters of a text are Cyrillic; a text with none is not."""
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and all("\u0400" <= sign <= "\u04ff" for sign in letters)


def is_latin(text: str) -> bool:
    """Whether the letters of a text are Latin ones; a text with none is not."""
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and all(sign < "\u0250" for sign in letters)


def to_latin(text: str, language: str = "ru") -> str:
    """A Russian or Kazakh name in Latin letters; `language` is `ru` or `kk`. Signs of no table stay."""
    table = small_letters(language)
    return _replaced(text, table, "|".join(map(re.escape, table)))


def to_cyrillic(text: str, language: str = "ru") -> str:
    """A name in Latin letters as Russian or Kazakh (`ru` or `kk`) would write it. Signs of no table stay."""
    table = _table(_BACK["kk" if language == "kk" else "ru"])
    return _replaced(text, table, "|".join(sorted(map(re.escape, table), key=len, reverse=True)))


def _replaced(text: str, table: Mapping[str, str], pattern: str) -> str:
    def one(found: re.Match[str]) -> str:
        said = table[found[0].lower()]
        if not found[0][0].isupper():
            return said
        return said.upper() if len(found[0]) > 1 and found[0].isupper() else said[:1].upper() + said[1:]

    return re.sub(pattern, one, text, flags=re.IGNORECASE)
