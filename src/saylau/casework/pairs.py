"""Entries of lists as a linkage compares them, and the reasons of a score in words, for whoever judges a pair.

Everything here stands in the vault and stays inside: names are compared and shown to those who opened it, and no field
of an entry goes into the case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from saylau.methods.linkage import HAND, Candidate, Caution, Field, Item, Level, Span, Weights, bits_of
from saylau.methods.name_keys import is_family_like, is_patronymic, name_key, patronymic_stem
from saylau.methods.transliteration import is_cyrillic, is_latin
from saylau.values import When
from saylau.values.message import Message, Said, sentence
from saylau.vault.entries import ListEntry

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True)
class Names:
    """The parts of a name as an entry has them."""

    family: str
    given: str
    patronymic: str
    ordered: bool
    """Whether it is known which is the family name."""


def names_of(entry: ListEntry) -> Names:
    """The parts of the name of an entry; of one written as a whole, as far as its endings tell them apart.

    Where they do not, the first part stands for the family name, and the two may change places in a comparison. Of two
    initials the second is the patronymic's.
    """
    found = _as_written(entry)
    initials = _INITIALS.fullmatch(found.given.strip())
    if not initials:
        return found
    return replace(found, given=initials[1], patronymic=found.patronymic or initials[2])


_INITIALS = re.compile(r"(\w{1,2})\.\s*(\w{1,2})\.?")
"""Of a given name and a patronymic; one letter may be two in another script."""


def _as_written(entry: ListEntry) -> Names:
    if entry.family or entry.given:
        return Names(entry.family, entry.given, entry.patronymic, ordered=True)
    parts = _glued(entry.name.replace(",", " ").split())
    patronymic = entry.patronymic or next((part for part in parts[1:] if is_patronymic(part)), "")
    rest = [part for part in parts if part != patronymic]
    if not rest:
        return Names("", "", patronymic, ordered=False)
    families = [part for part in rest if is_family_like(name_key(part))]
    family = families[0] if len(families) == 1 else rest[0]
    rest.remove(family)
    return Names(family, " ".join(rest), patronymic, ordered=len(families) == 1)


def _glued(parts: Sequence[str]) -> list[str]:
    """The parts of a name, with the ending of a patronymic that stands apart (`… ұлы`) put to the part before it."""
    found: list[str] = []
    for part in parts:
        if len(found) > 1 and is_patronymic(f"xx{part}") and not is_patronymic(part):
            found[-1] += part
        else:
            found.append(part)
    return found


def item_of(handle: str, entry: ListEntry) -> Item:
    """An entry ready for comparison: keys of names and place, dates as bounds."""
    names = names_of(entry)
    return Item(
        key=handle,
        of=entry.list,
        family=name_key(names.family.replace(" ", "")),
        given=name_key(names.given.replace(" ", "")),
        ordered=names.ordered,
        patronymic=patronymic_stem(names.patronymic) if names.patronymic else "",
        born=_span(entry.born),
        gender=str(entry.gender or ""),
        place=name_key(entry.place.replace(" ", "")),
        day=_span(entry.day),
        act=entry.act,
        matter="".join(sign for sign in entry.matter.casefold() if sign.isalnum()),
        person=entry.person,
    )


def _span(when: When | None) -> Span | None:
    """First and last day that a date may mean; one that is only about right is a tenth wider, at least a month."""
    if when is None:
        return None
    first = when.first.toordinal() if when.first else _FIRST
    last = when.last.toordinal() if when.last else _LAST
    if when.approximate:
        more = max(31, (last - first) // 10)
        first, last = max(_FIRST, first - more), min(_LAST, last + more)
    return first, last


CYRILLIC, LATIN, MIXED = "Cyrillic", "Latin", "mixed"


def script_of(entry: ListEntry) -> str:
    """The script in which the name of an entry is written; empty where it has none."""
    text = "".join((entry.name, entry.family, entry.given, entry.patronymic))
    if not text:
        return ""
    return CYRILLIC if is_cyrillic(text) else LATIN if is_latin(text) else MIXED


# Words

FIELDS: Mapping[Field, Said] = MappingProxyType({
    Field.FAMILY: "family name",
    Field.GIVEN: "given name",
    Field.PATRONYMIC: "patronymic",
    Field.BORN: "birth",
    Field.GENDER: "sex",
    Field.PLACE: "place",
    Field.DAY: "day",
    Field.ACT: "what was done",
    Field.MATTER: "number of the matter",
})  # fmt: skip

LEVELS: Mapping[Level, Said] = MappingProxyType({
    Level.SAME: "the same",
    Level.CLOSE: "close",
    Level.INITIAL: "one is an initial that fits",
    Level.NEAR: "somewhat alike",
    Level.DIFFERS: "differs",
    Level.MISSING: "not on both",
})  # fmt: skip

_OF_NAMES: Mapping[Level, Said] = MappingProxyType({
    Level.SAME: "the same by its key",
    Level.CLOSE: "a spelling apart",
})  # fmt: skip
_OF_DATES: Mapping[Level, Said] = MappingProxyType({
    Level.SAME: "the same day",
    Level.CLOSE: "the bounds agree",
    Level.NEAR: "close by",
})  # fmt: skip

CAUTIONS: Mapping[Caution, Said] = MappingProxyType({
    Caution.NAMES_ONLY: "Little but the names agrees: they may be namesakes.",
    Caution.PATRONYMICS: "The patronymics differ: they may be namesakes.",
    Caution.FATHER_AND_CHILD: "The given name of one is the father's name of the other: father and child?",
    Caution.GIVEN_NAMES: "The given names are not known to agree: they may be twins, or of one family.",
    Caution.FAMILY_NAMES: (
        "The family names are not known to agree: a maiden and a married name of one person, or two people."
    ),
    Caution.FORMS: "Women's and men's form of one surname: two of one family, or a list that writes one form for all.",
    Caution.SAME_LIST: "Both stand on one list: someone who is on it twice, or two people.",
    Caution.NUMBERS: "The two entries carry different case numbers.",
})  # fmt: skip
"""Why a score does not decide a pair, whatever it is."""


@dataclass(frozen=True)
class Reason:
    """What one field says of a pair."""

    field: Field
    level: Level
    bits: float
    says: Said


def reasons(pair: Candidate, weights: Weights = HAND) -> tuple[Reason, ...]:
    """Field by field what a score is made of; its sum is the score. Fields that say nothing come last."""
    found = [
        Reason(which, level, bits, _says(pair, which, level))
        for which, level, bits in zip(Field, pair.levels, bits_of(pair.levels, pair.bearers, weights), strict=True)
    ]
    return tuple(sorted(found, key=lambda reason: (reason.level is Level.MISSING, reason.field)))


def _says(pair: Candidate, which: Field, level: Level) -> Said:
    words = {Field.FAMILY: _OF_NAMES, Field.GIVEN: _OF_NAMES, Field.PATRONYMIC: _OF_NAMES, Field.BORN: _OF_DATES,
             Field.DAY: _OF_DATES}.get(which, {})  # fmt: skip
    compares = words.get(level, LEVELS[level])
    field, said = sentence(FIELDS[which]), sentence(compares)
    number = {Field.FAMILY: pair.bearers[0], Field.GIVEN: pair.bearers[1]}.get(which, 0)
    if number > 1 and level <= Level.CLOSE:
        template = "{field}: {compares}; {number} entries of one list bear it"
        return Message(template, field=field, compares=said, number=number)
    return Message("{field}: {compares}", field=field, compares=said)


Sight = Callable[[ListEntry], str]
ASIDE: Mapping[Said, Sight] = MappingProxyType({
    "list": lambda entry: entry.list,
    "name as written": lambda entry: entry.name,
    "family name": lambda entry: entry.family,
    "given name": lambda entry: entry.given,
    "patronymic": lambda entry: entry.patronymic,
    "script": script_of,
    "language": lambda entry: entry.language,
    "sex": lambda entry: str(entry.gender or ""),
    "born": lambda entry: str(entry.born.text) if entry.born else "",
    "place": lambda entry: entry.place,
    "day": lambda entry: str(entry.day.text) if entry.day else "",
    "what was done": lambda entry: entry.act,
    "number of the matter": lambda entry: entry.matter,
    "case number": lambda entry: entry.person,
    "note": lambda entry: entry.note,
})  # fmt: skip
"""What of an entry is shown beside another one, as its keeper wrote it."""
