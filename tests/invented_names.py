"""Names of invented people, and how three keepers of lists would write them: in Kazakh, in Russian, in Latin letters.

Every family name is made from a Kazakh word for something made up (imagination, example, fable, trial ...), so that no
name here is anybody's. Nothing of `saylau` is used: what is written here tests its tables, and must not come from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STEMS = _words(
    "қиял мысал ертегі сынақ үлгі елес аңыз жаңылтпаш болжам өтірік жұмбақ ойын сурет дерек бояу көлеңке жобалау "
    "ұқсас түсінік нобай сағым өлең әңгіме һикая"
)
"""Words for what is made up: imagination, example, fable, trial, pattern, ghost, legend ..."""
MEN = _words(
    "Нұрлан Серік Асқар Ғалым Қанат Жандос Ерлан Дәурен Мұрат Төлеген Бауыржан Өмірзақ Жасұлан Қайрат Үмбет Ілияс "
    "Рүстем Абзал Ержан Мақсат Шыңғыс Данияр Олжас Әділет Сәкен Жомарт Болат Тимур Арман Марат"
)
WOMEN = _words(
    "Айгүл Гүлнәр Жанар Әсел Динара Қарлығаш Сәуле Мәдина Ұлжан Меруерт Назым Өрік Жұлдыз Алтын Айнұр Раушан Зәуре "
    "Шолпан Баян Ләззат Индира Толқын Әйгерім Камила"
)
EITHER = _words("Сағат Тұрсын Жеңіс")
"""Given names of women and men alike."""

_TO_RUSSIAN = str.maketrans(dict(zip("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ", strict=True)))
_LATIN = _words(
    "щ shch ш sh ч ch ж zh х kh ц ts ю yu я ya ё yo а a ә a б b в v г g ғ gh д d е e з z и i й y к k қ q л l м m н n "
    "ң n о o ө o п p р r с s т t у u ұ u ү u ф f һ h ъ - ы y і i ь - э e"
)
_LETTERS = {one: "" if other == "-" else other for one, other in zip(_LATIN[::2], _LATIN[1::2], strict=True)}
_HABITS = (
    (("zh", "j"), 0.4), (("kh", "h"), 0.5), (("gh", "g"), 0.6), (("q", "k"), 0.5), (("ay", "ai"), 0.4),
    (("ey", "ei"), 0.4), (("yev", "ev"), 0.5), (("ya", "ia"), 0.2), (("iia", "iya"), 0.8), (("dzh", "j"), 0.5),
    (("asy", "assy"), 0.1),
)  # fmt: skip
"""How writers of Latin letters differ, and how often."""


@dataclass(frozen=True)
class Written:
    """A name as one list has it."""

    family: str
    given: str
    patronymic: str


@dataclass(frozen=True)
class Called:
    """A name in Kazakh: family name of men and women alike without its ending, given name, given name of the father."""

    root: str
    given: str
    father: str
    woman: bool

    def family(self) -> str:
        return (self.root + ("а" if self.woman and self.root.endswith(("ов", "ев", "ин")) else "")).capitalize()


def roots() -> tuple[str, ...]:
    """Family names in the men's form, most frequent first, in small letters."""
    found = []
    for stem in STEMS:
        soft = any(sign in "әөүіе" for sign in stem)
        found += [stem + "баев", stem + ("беков" if soft else "ханов")]
        if stem[-1] not in "аеіуыя":
            found.append(stem + ("ев" if soft else "ов"))
    return tuple(found)


def in_kazakh(called: Called, rng: Random) -> Written:
    patronymic = called.father + ("қызы" if called.woman else "ұлы")
    return Written(_slip(called.family(), rng), called.given, _sometimes(patronymic, 0.85, rng))


def in_russian(called: Called, rng: Random) -> Written:
    """Russian letters; some roots as clerks heard them; the Russian patronymic more often than the Kazakh."""
    family = called.family().translate(_TO_RUSSIAN)
    if family.startswith("Ж") and rng.random() < 0.15:
        family = "Дж" + family[1:]
    father = called.father.translate(_TO_RUSSIAN)
    kazakh, russian = ("кызы", "овна") if called.woman else ("улы", "ович")
    patronymic = father + (kazakh if rng.random() < 0.3 else russian)
    return Written(_slip(family, rng), called.given.translate(_TO_RUSSIAN), _sometimes(patronymic, 0.8, rng))


def in_latin(called: Called, rng: Random) -> Written:
    """Latin letters, from the Kazakh or the Russian spelling, after the habits of one writer; few patronymics."""
    first = (in_kazakh if rng.random() < 0.5 else in_russian)(called, rng)
    habits = [pair for pair, often in _HABITS if rng.random() < often]
    family, given, patronymic = (_latin(part, habits) for part in (first.family, first.given, first.patronymic))
    return Written(family, given, _sometimes(patronymic, 0.25, rng))


def _latin(text: str, habits: Sequence[tuple[str, str]]) -> str:
    found = "".join(_LETTERS.get(sign, sign) for sign in text.lower())
    for one, other in habits:
        found = found.replace(one, other)
    return found.capitalize()


def _sometimes(text: str, often: float, rng: Random) -> str:
    return text if rng.random() < often else ""


def _slip(text: str, rng: Random) -> str:
    """Once in fifty a slip of the pen: a letter left out past the first two."""
    if rng.random() >= 0.02 or len(text) < 6:
        return text
    place = 2 + int(rng.random() * (len(text) - 4))
    return text[:place] + text[place + 1 :]
