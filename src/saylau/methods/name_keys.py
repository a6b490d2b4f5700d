"""Keys of names: one spelling for the many in which a Kazakh or Russian name is written, in Cyrillic or Latin letters.

A key says that two spellings may be of one name. It never says that two people are one: namesakes, a father and his
son, twins, a maiden and a married name, women's and men's forms of one surname are not told apart, or are told apart
wrongly. Who is who is for people and for what else is known (`saylau.methods.linkage`).

The tables and the order of the rules were chosen on 35 members of parliament, written officially in English, Russian
and Kazakh (105 true pairs across languages), as the reference page of this project reports: 95 of the 105 had equal
keys, against 59 equal transliterations; the lowest Jaro-Winkler score of a true pair was 0.933, the highest of a false
one 0.903. That sample is small and formal and served for the choice itself; it is not shipped and was not measured
anew.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from saylau.methods.transliteration import small_letters

_DROPPED = re.compile("['’‘ʼʹ`´‐‑–-]")
_SOFT_E = re.compile("(?:^|(?<=[аәеёиоөуұүыіэюяъь]))е")
"""The letter that is read with a glide: at the beginning of a word, after a vowel, after ъ and ь."""
_LETTERS = str.maketrans({**small_letters("kk"), "ң": "n"})
"""As Kazakh names are written in Latin letters, save that ң loses its second letter, as it does in many papers."""
_LATIN = str.maketrans({"ə": "a", "ı": "i"})
_ALIKE = dict(zip("ABCEHIKMOPTXYacehikopxy", "АВСЕНІКМОРТХУасеһікорху", strict=True))
"""Latin letters that look like Cyrillic ones, with those."""
_TO_CYRILLIC, _TO_LATIN = str.maketrans(_ALIKE), str.maketrans({other: one for one, other in _ALIKE.items()})
_CYRILLIC_LETTER, _LATIN_LETTER = re.compile("[\u0400-\u052f]"), re.compile("[A-Za-z]")
_FOLDED = (
    ("ng", "n"), ("shch", "sh"), ("dzh", "zh"), ("j", "zh"), ("kh", "h"), ("gh", "g"), ("ye", "e"), ("yo", "e"),
    ("ya", "a"), ("ia", "a"), ("yu", "u"), ("iu", "u"), ("iy", "i"), ("yi", "i"), ("y", "i"), ("q", "k"), ("x", "h"),
    ("ss", "s"),
)  # fmt: skip
"""What spellings in Latin letters differ in, in this order."""
_TWICE = re.compile(r"(.)\1+")
_NO_WORD = re.compile(r"[^\w\s]|_")
_BETWEEN = re.compile(r"[.,;()\"«»]")
"""What stands between parts of a name without being one."""
_PATRONYMIC = re.compile(
    "(?<=..)[ -]?(?:ович|евич|овна|евна|ұлы|улы|қызы|кызы|ovich|evich|ovna|evna|ul[yıi]|[kq][yıi]z[yıi])$"
)
_FORMS = (("skaia", "ski"), ("skaa", "ski"), ("ska", "ski"), ("ova", "ov"), ("eva", "ev"), ("ina", "in"))
"""Endings of women's surnames, as keys have them, and those of men."""


@lru_cache(maxsize=100_000)
def name_key(word: str) -> str:
    """The key of one part of a name; a hyphen joins. Empty where it holds no letter.

    In this order: NFC, one script and small letters, apostrophes and hyphens dropped; Cyrillic letters into Latin ones
    by one table for Russian and Kazakh; marks taken off Latin letters; the rules of folding; doubled letters collapsed.
    """
    text = _DROPPED.sub("", _plain(word))
    text = _SOFT_E.sub("ye", text).translate(_LETTERS).translate(_LATIN)
    text = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    for one, other in _FOLDED:
        text = text.replace(one, other)
    return _TWICE.sub(r"\1", _NO_WORD.sub("", text)).strip()


def _plain(word: str) -> str:
    """The word in NFC and small letters; letters of the other script as those of its own that look like them."""
    text = unicodedata.normalize("NFC", word)
    if _CYRILLIC_LETTER.search(text) and _LATIN_LETTER.search(text):
        for table, others in ((_TO_CYRILLIC, _LATIN_LETTER), (_TO_LATIN, _CYRILLIC_LETTER)):
            if not others.search(turned := text.translate(table)):
                return turned.casefold()
    return text.casefold()


def name_keys(name: str) -> tuple[str, ...]:
    """The keys of the parts of a name, in its order; parts without a letter are left out."""
    return tuple(key for key in map(name_key, _BETWEEN.sub(" ", name).split()) if key)


def is_patronymic(word: str) -> bool:
    """Whether a part of a name has the ending of a patronymic."""
    return _PATRONYMIC.search(_plain(word).strip()) is not None


def patronymic_stem(patronymic: str) -> str:
    """The key of the father's name in a patronymic: `Маратұлы`, `Маратович` and `Maratovna` give the same.

    Without a known ending, the key of the whole.
    """
    return name_key(_PATRONYMIC.sub("", _plain(patronymic).strip()).replace(" ", ""))


_TWO_LETTERS = frozenset({"zh", "sh", "ch", "ts"})
"""Keys of one Cyrillic letter: Ж, Ш and Щ, Ч, Ц."""


def is_initial(key: str) -> bool:
    """Whether a key is of one letter of a name, as written in Cyrillic or in Latin letters."""
    return len(key) == 1 or key in _TWO_LETTERS


def common_form(key: str) -> str:
    """The men's form of a surname, from its key: of `testova` and `testov` the same."""
    for woman, man in _FORMS:
        if key.endswith(woman) and len(key) > len(woman) + 1:
            return key.removesuffix(woman) + man
    return key


def is_family_like(key: str) -> bool:
    """Whether the key of a part of a name has an ending that surnames have and given names hardly."""
    return common_form(key).endswith(("ov", "ev", "ski", "enko")) and len(key) > 4
