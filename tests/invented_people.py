"""600 invented people: who they are in truth, three lists that hold some of them, what they agreed to, what was done.

The truth is the oracle for linkage, consent, dossiers, counts, estimates and tables. Every name and day is invented;
nobody is meant. Same arguments, same people: no clock, and randomness from the seed only.

    invented = people()                 # 600 people; people(60) for few, people(seed=2) for others
    invented.persons                    # tuple of Someone, the truth, P-0001 first
    invented.by_number["P-0042"]        # one of them
    invented.entries                    # "E-0001" -> ListEntry, as a vault holds list entries (series "E")
    invented.truth                      # "E-0001" -> "P-0042": who the entry is about
    invented.on_list("list-kk")         # numbers of the people on a list; lists are LISTS
    invented.traps                      # pairs of people that a name alone confuses, by sort
    invented.detained, .detentions, .sentences   # true counts of people and of steps
    invented_papers.vault_people(invented)   # "P-0042" -> entries of the vault: names, identity, consents, mandates
    invented_papers.case_facts(invented)     # the case: Person, PeopleList, Matter, Step (chains), Act, Consequence

`Someone.consent` says in which of eight states consent stood on `TODAY`: the ledger must find the same. Entries of
`list-kk` name the case number of people who have one there (every second); the other lists know no case numbers.
Capture is unequal between lists (0.55, 0.45, 0.35), and independent unless `uneven=True`, when people outside the
capital were caught half as often by every list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from random import Random
from typing import TypeVar

from saylau.records.kinds.actors import Gender
from saylau.values import When
from saylau.vault.entries import ListEntry
from tests.invented_names import EITHER, MEN, WOMEN, Called, in_kazakh, in_latin, in_russian, roots

T = TypeVar("T")

TODAY = date(2031, 6, 1)
"""The day on which consent stands as `Someone.consent` says."""
BODIES = ("body-one", "body-two")
LISTS = ("list-kk", "list-ru", "list-en")
"""A rights group's list in Kazakh, a paper's in Russian, an international body's in Latin letters."""
CAPTURE = (0.55, 0.45, 0.35)
EVENT_DAYS = (date(2031, 3, 21), date(2031, 3, 22), date(2031, 5, 1), date(2031, 5, 4), date(2031, 5, 9))
PLACES = (("Орталық", 0.4), ("Жаңакент", 0.3), ("Көктау", 0.1), ("Қарасай", 0.1), ("Теңіз", 0.06), ("Жазық", 0.04))
"""Invented cities and the share of people in each; the first is the capital."""
_RUSSIAN = ("Орталык", "Жанакент", "Коктау", "Карасай", "Тениз", "Жазык")
_LATIN = ("Ortalyk", "Zhanakent", "Koktau", "Karasai", "Teniz", "Zhazyq")


class ConsentState(StrEnum):
    """How all purposes stood on `TODAY`, for a person of age unless it says otherwise."""

    GRANTED = "granted, written, two months old"
    NONE = "nothing was ever asked"
    INSIDE_ONLY = "store and analyse inside only"
    EXPIRED = "ran out yesterday"
    WITHDRAWN = "withdrawn"
    OLD = "older than twelve months: to be confirmed"
    IN_CUSTODY = "given while held: to be confirmed"
    CHANGED = "given before a change of situation: to be confirmed"


class Chain(StrEnum):
    RELEASED = "stopped, released without protocol"
    FINED = "fined"
    ARRESTED = "administrative arrest"
    CRIMINAL = "criminal matter"


class Trap(StrEnum):
    """Two people whom a name alone confuses; MARRIED is one person under two family names."""

    NAMESAKES = "namesakes"
    FATHER_AND_SON = "father and son"
    TWINS = "twins"
    FORMS = "women's and men's form of one surname"
    MARRIED = "maiden and married name"


@dataclass(frozen=True)
class Someone:
    """One invented person, as in truth."""

    number: str
    called: Called
    married: str
    """Men's form of the family name after marriage, used by the lists other than the Kazakh one; empty for none."""
    born: date
    place: str
    stopped: tuple[date, ...]
    """Days of detention, first to last."""
    chain: Chain
    matter: str
    """Number of the matter; empty where there is none."""
    consent: ConsentState
    mandate: bool
    """Whether a power of attorney for `counsel-one` before both bodies was in force on `TODAY`."""

    @property
    def id(self) -> str:
        return self.number.lower()

    @property
    def gender(self) -> Gender:
        return Gender.WOMAN if self.called.woman else Gender.MAN

    @property
    def minor(self) -> bool:
        """Whether under 18 on the first day of detention."""
        day = self.stopped[0]
        return (day.year - self.born.year) - ((day.month, day.day) < (self.born.month, self.born.day)) < 18

    @property
    def act(self) -> str:
        sorts = {Chain.RELEASED: "detention.short", Chain.FINED: "fine.administrative",
                 Chain.ARRESTED: "arrest.administrative", Chain.CRIMINAL: "prosecution.criminal"}  # fmt: skip
        return sorts[self.chain]


@dataclass(frozen=True)
class Invented:
    """The people, and everything that was written of them."""

    persons: tuple[Someone, ...]
    entries: Mapping[str, ListEntry]
    truth: Mapping[str, str]
    traps: Mapping[Trap, tuple[tuple[str, str], ...]]
    by_number: Mapping[str, Someone] = field(repr=False)

    def on_list(self, name: str) -> frozenset[str]:
        return frozenset(self.truth[handle] for handle, entry in self.entries.items() if entry.list == name)

    @property
    def detained(self) -> int:
        """People detained at least once: everybody here."""
        return len(self.persons)

    @property
    def detentions(self) -> int:
        return sum(len(someone.stopped) for someone in self.persons)

    @property
    def sentences(self) -> int:
        """Fines and administrative arrests: one for each day of detention of those who had them."""
        return sum(len(p.stopped) for p in self.persons if p.chain in (Chain.FINED, Chain.ARRESTED))


@cache
def people(count: int = 600, seed: int = 1, *, uneven: bool = False) -> Invented:
    """So many invented people on three lists."""
    rng = Random(seed)
    persons = [_someone(number, rng) for number in range(1, count + 1)]
    traps = _traps(persons, rng)
    entries: dict[str, ListEntry] = {}
    truth: dict[str, str] = {}
    for name, share in zip(LISTS, CAPTURE, strict=True):
        for someone in persons:
            odds = share / 2 if uneven and someone.place != PLACES[0][0] else share
            if rng.random() < odds:
                handle = f"E-{len(entries) + 1:04}"
                entries[handle], truth[handle] = _entry(name, someone, rng), someone.number
    return Invented(tuple(persons), entries, truth, traps, {p.number: p for p in persons})


def _pick(choices: Sequence[T], rng: Random) -> T:
    return choices[int(rng.random() * len(choices))]


def _weighed(choices: Sequence[tuple[T, float]], rng: Random) -> T:
    left = rng.random() * sum(share for _, share in choices)
    for choice, share in choices:
        left -= share
        if left < 0:
            return choice
    return choices[-1][0]


_ROOTS = tuple((root, 1 / (place + 5)) for place, root in enumerate(roots()))
_CHAINS = ((Chain.RELEASED, 0.4), (Chain.FINED, 0.25), (Chain.ARRESTED, 0.25), (Chain.CRIMINAL, 0.1))
_STATES = tuple((state, 5.0 if state is ConsentState.GRANTED else 1.0) for state in ConsentState)


def _someone(number: int, rng: Random) -> Someone:
    woman = rng.random() < 0.4
    given = _pick([*(WOMEN if woman else MEN), *EITHER], rng)
    called = Called(_weighed(_ROOTS, rng), given, _pick(MEN, rng), woman)
    married = _weighed(_ROOTS, rng) if woman and rng.random() < 0.02 else ""
    born = date(1952, 1, 1) + timedelta(days=int(rng.random() * 365.25 * 63))
    stopped = sorted({_pick(EVENT_DAYS, rng) for _ in range(1 + (rng.random() < 0.15))})
    chain = _weighed(_CHAINS, rng)
    matter = "" if chain is Chain.RELEASED else f"{stopped[0]:%y}-{5000 + number * 7}"
    return Someone(
        f"P-{number:04}", called, "" if married == called.root else married, born, _weighed(PLACES, rng),
        tuple(stopped), chain, matter, _weighed(_STATES, rng), rng.random() < 0.7,
    )  # fmt: skip


def _traps(persons: list[Someone], rng: Random) -> dict[Trap, tuple[tuple[str, str], ...]]:
    """Every tenth of the first people is made to resemble the next one; the pairs by sort."""
    found: dict[Trap, list[tuple[str, str]]] = {trap: [] for trap in Trap}
    sorts = (Trap.NAMESAKES, Trap.FATHER_AND_SON, Trap.TWINS, Trap.FORMS)
    for turn, place in enumerate(range(0, len(persons) - 1, 15)):
        trap = sorts[turn % len(sorts)]
        one = persons[place]
        if trap is Trap.FATHER_AND_SON:
            father = Called(one.called.root, _pick(MEN, rng), one.called.father, False)
            one = _with(one, called=father, married="", born=one.born.replace(year=1964, day=min(one.born.day, 28)))
        persons[place + 1] = _resembling(one, persons[place + 1], trap, rng)
        if trap is Trap.FORMS:
            persons[place] = _with(one, called=Called(one.called.root, EITHER[0], one.called.father, True), married="")
        elif trap is Trap.FATHER_AND_SON:
            persons[place] = one
        found[trap].append((one.number, persons[place + 1].number))
    found[Trap.MARRIED] = [(p.number, p.number) for p in persons if p.married]
    return {trap: tuple(pairs) for trap, pairs in found.items()}


def _resembling(one: Someone, other: Someone, trap: Trap, rng: Random) -> Someone:
    root, given, father, woman = one.called.root, one.called.given, one.called.father, one.called.woman
    if trap is Trap.NAMESAKES:
        return _with(other, called=Called(root, given, other.called.father, woman), married="", place=one.place)
    if trap is Trap.FATHER_AND_SON:
        child = Called(root, other.called.given, given, other.called.woman)
        return _with(
            other,
            called=child,
            married="",
            place=one.place,
            born=other.born.replace(year=1994, day=min(other.born.day, 28)),
        )
    if trap is Trap.TWINS:
        twin = _pick([name for name in (WOMEN if woman else MEN) if name != given], rng)
        return _with(other, called=Called(root, twin, father, woman), married="", place=one.place, born=one.born)
    return _with(other, called=Called(root, EITHER[0], father, False), married="", place=one.place)


def _with(someone: Someone, **fields: object) -> Someone:
    values = {name: getattr(someone, name) for name in Someone.__dataclass_fields__}
    return Someone(**{**values, **fields})


_WRITES = {"list-kk": (in_kazakh, "kk"), "list-ru": (in_russian, "ru"), "list-en": (in_latin, "en")}


def _entry(name: str, someone: Someone, rng: Random) -> ListEntry:
    """A person as one list has them: spelled its way, with what its keeper did not know left out."""
    write, language = _WRITES[name]
    called = someone.called
    if someone.married and name != "list-kk":
        called = Called(someone.married, called.given, called.father, called.woman)
    written = write(called, rng)
    places = {"list-kk": [name for name, _ in PLACES], "list-ru": _RUSSIAN, "list-en": _LATIN}[name]
    place = places[[name for name, _ in PLACES].index(someone.place)]
    fields: dict[str, object] = {"family": written.family, "given": written.given, "patronymic": written.patronymic}
    if name == "list-en" and rng.random() < 0.5:  # the whole name in one cell, given name first
        fields = {"name": " ".join(part for part in (written.given, written.patronymic, written.family) if part)}
    return ListEntry(
        on=TODAY, list=name, language=language, **fields,
        gender=someone.gender if rng.random() < 0.9 else None,
        born=_birth(someone.born, rng),
        place=place if rng.random() < 0.95 else "",
        day=When.on(_pick(someone.stopped, rng)) if rng.random() < 0.8 else None,
        act=someone.act if rng.random() < 0.7 else "",
        matter=someone.matter if rng.random() < 0.3 else "",
        person=someone.number if name == "list-kk" and int(someone.number[2:]) % 2 == 0 else "",
    )  # fmt: skip


def _birth(born: date, rng: Random) -> When | None:
    """Missing for one in four, the year only for one in four; a day off or day and month swapped for one in fifty."""
    chance = rng.random()
    if chance < 0.25:
        return None
    if chance < 0.5:
        return When.parse(str(born.year))
    if chance < 0.51:
        return When.on(born + timedelta(days=1))
    if chance < 0.52 and born.day <= 12:
        return When.on(date(born.year, born.day, born.month))
    return When.on(born)
