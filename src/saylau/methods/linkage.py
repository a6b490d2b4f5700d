"""Whether two entries of lists may be about one person: fields compared, weights, score, and what a score cannot tell.

Method: Fellegi and Sunter 1969. Each field of a pair stands at a level (the same, close, differs ...); a level adds
log2(m / u) bits, m being how often it is found among pairs of one person, u among pairs of two. A missing field adds
nothing. A name that many bear adds less: each doubling of its bearers on one list takes one bit off (term frequency;
Winkler 1989). Nothing here decides: a score sorts pairs into those that a linkage may take as one person, those that
people look at, and those that it leaves apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property, lru_cache
from math import inf, log2
from types import MappingProxyType

from saylau.methods.name_keys import common_form, is_initial
from saylau.methods.name_scores import CLOSE, NEAR, key_score

Span = tuple[int, int]
"""First and last day that a date may mean, as ordinals of the calendar; both counted."""
_YEAR = 366


class Field(IntEnum):
    """What is compared, in the order of `Candidate.levels`."""

    FAMILY = 0
    GIVEN = 1
    PATRONYMIC = 2
    BORN = 3
    GENDER = 4
    PLACE = 5
    DAY = 6
    ACT = 7
    MATTER = 8


class Level(IntEnum):
    """How a field of two entries compares, from the most alike to the least; numbers, since millions are compared."""

    SAME = 0
    CLOSE = 1
    INITIAL = 2
    """One of the two is an initial that fits the other."""
    NEAR = 3
    DIFFERS = 4
    MISSING = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of one list, ready for comparison. Empty and None say nothing."""

    key: str
    """What tells it from every other entry."""
    of: str
    """The list on which it stands."""
    family: str = ""
    given: str = ""
    """Keys of names (`saylau.methods.name_keys`)."""
    ordered: bool = True
    """Whether it is known which of the two is the family name."""
    patronymic: str = ""
    """Stem of the patronymic."""
    born: Span | None = None
    gender: str = ""
    place: str = ""
    """Key of the place."""
    day: Span | None = None
    act: str = ""
    """Dotted code of what was done."""
    matter: str = ""
    person: str = ""
    """Case number, where the entry is known to be about someone who has one."""


Key = tuple[Field, Level]

PRIOR: Mapping[Key, tuple[float, float]] = MappingProxyType({
    (Field.FAMILY, Level.SAME): (0.80, 1 / 300), (Field.FAMILY, Level.CLOSE): (0.14, 0.004),
    (Field.FAMILY, Level.INITIAL): (0.01, 0.05),
    (Field.FAMILY, Level.NEAR): (0.02, 0.02), (Field.FAMILY, Level.DIFFERS): (0.03, 0.92),
    (Field.GIVEN, Level.SAME): (0.80, 1 / 100), (Field.GIVEN, Level.CLOSE): (0.12, 0.01),
    (Field.GIVEN, Level.INITIAL): (0.03, 0.05),
    (Field.GIVEN, Level.NEAR): (0.02, 0.03), (Field.GIVEN, Level.DIFFERS): (0.03, 0.90),
    (Field.PATRONYMIC, Level.SAME): (0.85, 1 / 50), (Field.PATRONYMIC, Level.CLOSE): (0.10, 0.02),
    (Field.PATRONYMIC, Level.INITIAL): (0.01, 0.05),
    (Field.PATRONYMIC, Level.NEAR): (0.02, 0.03), (Field.PATRONYMIC, Level.DIFFERS): (0.02, 0.88),
    (Field.BORN, Level.SAME): (0.90, 1 / 1000), (Field.BORN, Level.CLOSE): (0.90, 1 / 40),
    (Field.BORN, Level.NEAR): (0.06, 0.05), (Field.BORN, Level.DIFFERS): (0.03, 0.92),
    (Field.GENDER, Level.SAME): (0.98, 0.55), (Field.GENDER, Level.DIFFERS): (0.02, 0.45),
    (Field.PLACE, Level.SAME): (0.85, 0.20), (Field.PLACE, Level.DIFFERS): (0.15, 0.80),
    (Field.DAY, Level.SAME): (0.80, 0.30), (Field.DAY, Level.CLOSE): (0.80, 0.50),
    (Field.DAY, Level.NEAR): (0.10, 0.15), (Field.DAY, Level.DIFFERS): (0.15, 0.50),
    (Field.ACT, Level.SAME): (0.60, 0.30), (Field.ACT, Level.CLOSE): (0.20, 0.15),
    (Field.ACT, Level.DIFFERS): (0.20, 0.55),
    (Field.MATTER, Level.SAME): (0.80, 0.0005), (Field.MATTER, Level.DIFFERS): (0.30, 0.999),
})  # fmt: skip
"""m and u of each level, set by hand for lists of tens to hundreds of people: likely values, not a measurement.

Of a birth, `same` is one day, `close` bounds that meet within a year: the two are shares of dates of either precision.
One person may have two matters and be held on two days, so that those differ often. The u of a name is that of one
bearer in a list of 300 (family names) or 100 (given names), and rises with its bearers.
"""


@dataclass(frozen=True)
class Weights:
    """What each level is worth, how that was had, and which levels were never seen and so kept their prior weight."""

    m_u: Mapping[Key, tuple[float, float]] = field(default_factory=lambda: PRIOR)
    estimated: bool = False
    kept: tuple[Key, ...] = ()

    @cached_property
    def bits(self) -> tuple[tuple[float, ...], ...]:
        """log2(m / u) by field and level, to a tenth of a bit, so that one entry more seldom moves an estimated one.

        Missing, and levels that a field does not have, are 0.
        """
        rows = [[0.0] * len(Level) for _ in Field]
        for (which, level), (m, u) in self.m_u.items():
            rows[which][level] = round(log2(m / u), 1)
        return tuple(map(tuple, rows))

    @cached_property
    def least(self) -> tuple[float, ...]:
        """By field, the least that a name that is the same adds, however many bear it: log2(m)."""
        return tuple(round(log2(self.m_u[which, Level.SAME][0]), 1) for which in Field)


HAND = Weights()
"""The weights set by hand."""


class Caution(StrEnum):
    """What a score cannot tell: such a pair is never taken as one person by its score."""

    NAMES_ONLY = "names only"
    """Little but the names agrees: they may be namesakes."""
    PATRONYMICS = "patronymics differ"
    FATHER_AND_CHILD = "father and child"
    """The given name of one is the father's name of the other."""
    GIVEN_NAMES = "given names"
    """The given names are not known to agree: twins, or others of one family."""
    FAMILY_NAMES = "family names"
    """The family names are not known to agree: a maiden and a married name, or two people."""
    FORMS = "forms"
    """Women's and men's form of one surname."""
    SAME_LIST = "one list"
    NUMBERS = "case numbers differ"


_BESIDE_NAMES = tuple(which for which in Field if which not in (Field.FAMILY, Field.GIVEN, Field.PATRONYMIC))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of entries in the order of their keys, how each field compares, and what that is worth."""

    one: Item
    other: Item
    levels: tuple[Level, ...]
    """In the order of `Field`."""
    score: float
    """Bits."""
    bearers: tuple[int, int]
    """How many bear the family name and the given name, on the list where most do."""
    cautions: tuple[Caution, ...]

    @property
    def pair(self) -> tuple[str, str]:
        """The keys of the two entries, in order."""
        return self.one.key, self.other.key

    @property
    def names_agree(self) -> bool:
        """Whether family and given name pass as spellings of the same."""
        return max(self.levels[Field.FAMILY], self.levels[Field.GIVEN]) <= Level.CLOSE

    @property
    def opposed(self) -> bool:
        """Whether birth, sex or patronymic speak against the two entries being about one person."""
        return Level.DIFFERS in (self.levels[which] for which in (Field.BORN, Field.GENDER, Field.PATRONYMIC))


BITS_BESIDE_NAMES = 3.0
"""What everything but names must add before a score may take two entries as one person."""


class Bearers:
    """How many entries bear a name, on the list where most do: so people, not entries, where nobody is listed twice."""

    def __init__(self, items: Iterable[Item]) -> None:
        lists: dict[str, Counter[str]] = {}
        for item in items:
            lists.setdefault(item.of, Counter()).update({key for key in (item.family, item.given) if key})
        self._most: dict[str, int] = {}
        for counted in lists.values():
            for key, number in counted.items():
                self._most[key] = max(number, self._most.get(key, 0))

    def of(self, one: str, other: str) -> int:
        """Bearers of the more common of two spellings; at least one."""
        return max(self._most.get(one, 1), self._most.get(other, 1))


def weighed(
    one: Item, other: Item, bearers: Bearers, weights: Weights = HAND, *, least: float = -inf
) -> Candidate | None:
    """A pair with its levels, score in bits and cautions. Which of the two comes first changes nothing.

    None where it scores less than `least` and its names do not agree.
    """
    if other.key < one.key:
        one, other = other, one
    levels, turned = compared(one, other)
    far_family, far_given = (other.given, other.family) if turned else (other.family, other.given)
    borne = (bearers.of(one.family, far_family), bearers.of(one.given, far_given))
    score = round(sum(bits_of(levels, borne, weights)), 1)
    if score < least and max(levels[Field.FAMILY], levels[Field.GIVEN]) > Level.CLOSE:
        return None
    return Candidate(one, other, levels, score, borne, _cautions(one, other, levels, far_family, weights))


def bits_of(levels: Sequence[Level], bearers: tuple[int, int], weights: Weights = HAND) -> list[float]:
    """What each field adds to the score, in bits. A name adds less, the more bear it, but never less than log2(m)."""
    found = [row[level] for row, level in zip(weights.bits, levels, strict=True)]
    for which, number in zip((Field.FAMILY, Field.GIVEN), bearers, strict=True):
        if number > 1 and levels[which] <= Level.CLOSE:
            same = max(weights.bits[which][Level.SAME] - log2(number), weights.least[which])
            found[which] = min(found[which], round(same, 1))
    return found


def compared(one: Item, other: Item) -> tuple[tuple[Level, ...], bool]:
    """The level of each field, and whether the other's family and given name were exchanged.

    They are where it is not known which is which on either side, and where the names fit better so.
    """
    family, given = name_level(one.family, other.family), name_level(one.given, other.given)
    turned = not (one.ordered and other.ordered) and _likeness(one, other, turned=True) > _likeness(one, other)
    if turned:
        family, given = name_level(one.family, other.given), name_level(one.given, other.family)
    return (
        family,
        given,
        name_level(one.patronymic, other.patronymic),
        date_level(one.born, other.born, near=_YEAR),
        _equal(one.gender, other.gender),
        _place_level(one.place, other.place),
        date_level(one.day, other.day, near=3),
        _act_level(one.act, other.act),
        _equal(one.matter, other.matter),
    ), turned


def _likeness(one: Item, other: Item, *, turned: bool = False) -> float:
    family, given = (other.given, other.family) if turned else (other.family, other.given)
    return key_score(one.family, family) + key_score(one.given, given)


@lru_cache(maxsize=500_000)
def name_level(one: str, other: str) -> Level:
    """How two keys of a name compare; an initial fits where the letters do."""
    if not one or not other:
        return Level.MISSING
    if is_initial(one) or is_initial(other):
        fits = one.startswith(other) or other.startswith(one)
        return Level.INITIAL if fits else Level.DIFFERS
    score = key_score(one, other)
    if one == other or score >= CLOSE:
        return Level.SAME if one == other else Level.CLOSE
    return Level.NEAR if score >= NEAR else Level.DIFFERS


def _equal(one: str, other: str) -> Level:
    if not one or not other:
        return Level.MISSING
    return Level.SAME if one == other else Level.DIFFERS


def _place_level(one: str, other: str) -> Level:
    """Two spellings of a place are the same place."""
    return Level.SAME if name_level(one, other) is Level.CLOSE else _equal(one, other)


def _act_level(one: str, other: str) -> Level:
    """A code of the same stem (`detention.short`, `detention.preventive`) is close."""
    level = _equal(one, other)
    return Level.CLOSE if level is Level.DIFFERS and one.split(".")[0] == other.split(".")[0] else level


def date_level(one: Span | None, other: Span | None, *, near: int) -> Level:
    """How two dates with bounds compare: one day; bounds that meet within a year; at most `near` days apart; apart.

    Bounds that meet where both are wider than a year say nothing, and count as missing.
    """
    if one is None or other is None:
        return Level.MISSING
    if one == other and one[0] == one[1]:
        return Level.SAME
    gap = max(one[0], other[0]) - min(one[1], other[1])
    if gap <= 0:
        return Level.CLOSE if min(one[1] - one[0], other[1] - other[0]) <= _YEAR else Level.MISSING
    return Level.NEAR if gap <= near else Level.DIFFERS


def _cautions(
    one: Item, other: Item, levels: Sequence[Level], far_family: str, weights: Weights
) -> tuple[Caution, ...]:
    family, given = levels[Field.FAMILY] <= Level.CLOSE, levels[Field.GIVEN] <= Level.CLOSE
    known = {
        Caution.NAMES_ONLY: sum(weights.bits[which][levels[which]] for which in _BESIDE_NAMES) < BITS_BESIDE_NAMES,
        Caution.PATRONYMICS: levels[Field.PATRONYMIC] is Level.DIFFERS,
        Caution.FATHER_AND_CHILD: family and (_fathers(one, other) or _fathers(other, one)),
        Caution.GIVEN_NAMES: not given,
        Caution.FAMILY_NAMES: not family,
        Caution.FORMS: one.family != far_family and common_form(one.family) == common_form(far_family),
        Caution.SAME_LIST: one.of == other.of,
        Caution.NUMBERS: bool(one.person and other.person and one.person != other.person),
    }
    return tuple(caution for caution, holds in known.items() if holds)


def _fathers(father: Item, child: Item) -> bool:
    """Whether the given name of one is the name of the other's father, and not of its own."""
    own = name_level(father.given, father.patronymic) <= Level.CLOSE
    return not own and name_level(father.given, child.patronymic) <= Level.CLOSE


def sorted_items(items: Iterable[Item]) -> list[Item]:
    """Items in the order of their keys, so that the order in which they came changes nothing."""
    return sorted(items, key=lambda item: item.key)
