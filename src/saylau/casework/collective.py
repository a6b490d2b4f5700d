"""Who stands in a collective complaint: n of m people, and the reason for each who is left out, by case number.

A person is taken in who agreed to share with each body addressed, gave the attorney a power that is in force before
each of them, and handed in the papers required. Pure functions of the vault's entries and a day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from saylau.values.message import Message, Said
from saylau.vault.entries import Authority, Entry, NameSort, NameWritten, Paper
from saylau.vault.ledger import Answer, Detail, State, authority, may_leave


class Lack(StrEnum):
    """What keeps a person out of a collective complaint."""

    NO_RECORD = "no row in the case"
    NOT_GRANTED = "consent not granted"
    WITHDRAWN = "consent withdrawn"
    EXPIRED = "consent ran out"
    TO_CONFIRM = "consent to be confirmed"
    NAMING = "naming not agreed to"
    NO_NAME = "name not in the vault"
    NO_AUTHORITY = "no power of attorney"
    REVOKED = "power of attorney revoked"
    AUTHORITY_EXPIRED = "power of attorney ran out"
    PAPER = "paper missing"


@dataclass(frozen=True)
class Inclusion:
    """The rule by which people are taken in."""

    bodies: tuple[str, ...]
    """Bodies addressed, by their ids: consent and power of attorney must hold for each."""
    attorney: str = ""
    """Who acts, as the powers of attorney name them; empty where none is needed."""
    papers: tuple[str, ...] = ()
    """Sorts of paper that each person must have handed in."""
    to_government: bool = True
    """Whether the bodies hand what they get to the state, so that a name needs consent to that too."""
    named: bool = False
    """Whether the bodies ask for each person by name."""
    unconfirmed: bool = False
    """Whether consent that is to be confirmed suffices."""


@dataclass(frozen=True)
class Reason:
    """One reason why a person is left out."""

    lack: Lack
    says: Said
    """A sentence with the case number; it never holds a name."""


@dataclass(frozen=True)
class LeftOut:
    """A person who is left out, with every reason, in the order of the rule."""

    number: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Selection:
    """The people of a collective complaint, on a day."""

    rule: Inclusion
    day: date
    included: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    named: frozenset[str] = frozenset()
    """Those of the included whose name may reach every body addressed."""
    unconfirmed: frozenset[str] = frozenset()
    """Those of the included whose consent is to be confirmed, where the rule lets that suffice."""

    @property
    def of(self) -> int:
        """How many people were looked at."""
        return len(self.included) + len(self.left_out)

    @property
    def lacks(self) -> Mapping[Lack, int]:
        """How many people each sort of reason keeps out; a person with two sorts counts in both."""
        counted = Counter(lack for one in self.left_out for lack in {reason.lack for reason in one.reasons})
        return {lack: counted[lack] for lack in Lack if counted[lack]}


People = Mapping[str, Sequence[Entry]]
_OF_CONSENT = {
    State.NONE: Lack.NOT_GRANTED,
    State.WITHDRAWN: Lack.WITHDRAWN,
    State.EXPIRED: Lack.EXPIRED,
    State.TO_CONFIRM: Lack.TO_CONFIRM,
}
_OF_AUTHORITY = {
    State.NONE: Lack.NO_AUTHORITY,
    State.WITHDRAWN: Lack.REVOKED,
    State.EXPIRED: Lack.AUTHORITY_EXPIRED,
}
POWER_OF_ATTORNEY = "power of attorney"
"""Sort of paper that the scan of a power of attorney in force is taken to be."""


def select(
    people: People,
    rule: Inclusion,
    day: date,
    *,
    minors: Collection[str] = (),
    recorded: Collection[str] | None = None,
) -> Selection:
    """Who is taken in on a day and who is left out, both in the order of `people`.

    `minors` are case numbers of children; `recorded` the numbers of which the case holds a row, None to ask for none.
    """
    included: list[str] = []
    left_out: list[LeftOut] = []
    for number, entries in people.items():
        reasons = tuple(_reasons(number, entries, rule, day, number in minors))
        if recorded is not None and number not in recorded:
            says = Message("{number}: the case holds no row of this person.", number=number)
            reasons = (Reason(Lack.NO_RECORD, says), *reasons)
        if reasons:
            left_out.append(LeftOut(number, reasons))
        else:
            included.append(number)
    asked = [(number, _Asked(number, people[number], rule, day, number in minors)) for number in included]
    return Selection(
        rule, day, tuple(included), tuple(left_out),
        frozenset(number for number, one in asked if one.may_be_named()),
        frozenset(number for number, one in asked if one.to_confirm()),
    )  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    """The ledger's answers about one person, for every body addressed."""

    number: str
    entries: Sequence[Entry]
    rule: Inclusion
    day: date
    minor: bool

    def answers(self, detail: Detail) -> Iterator[tuple[str, Answer]]:
        """Each body addressed, and whether a detail may reach it."""
        for body in self.rule.bodies:
            yield body, may_leave(
                self.entries, detail, body, self.day,
                number=self.number, to_government=self.rule.to_government, minor=self.minor,
            )  # fmt: skip

    def may_be_named(self) -> bool:
        """Whether every body addressed may have the name."""
        return all(answer.yes for _, answer in self.answers(Detail.NAME))

    def to_confirm(self) -> bool:
        """Whether consent to share with any of them is to be confirmed."""
        return any(answer.state is State.TO_CONFIRM for _, answer in self.answers(Detail.NUMBER))


def _reasons(number: str, entries: Sequence[Entry], rule: Inclusion, day: date, minor: bool) -> Iterator[Reason]:
    asked = _Asked(number, entries, rule, day, minor)
    yield from _of_consent(asked)
    if rule.named:
        yield from _of_naming(asked)
    standing = []
    if rule.attorney:
        for body in rule.bodies:
            answer = authority(entries, rule.attorney, body, day, number=number)
            if answer.yes:
                standing += [body]
            else:
                yield Reason(_OF_AUTHORITY[answer.state], answer.says)
    for sort in rule.papers:
        if not _holds(entries, sort, rule, day, standing):
            says = Message("{number}: a paper is missing: {paper}.", number=number, paper=sort)
            yield Reason(Lack.PAPER, says)


def _of_consent(asked: _Asked) -> Iterator[Reason]:
    for body, answer in asked.answers(Detail.NUMBER):
        if not answer.yes:
            yield Reason(_OF_CONSENT[answer.state], answer.says)
        elif answer.state is State.TO_CONFIRM and not asked.rule.unconfirmed:
            says = Message(
                "{number}: consent to sharing with {body} is to be confirmed first.", number=asked.number, body=body
            )
            yield Reason(Lack.TO_CONFIRM, says)


def _of_naming(asked: _Asked) -> Iterator[Reason]:
    """Why a person cannot be named, beyond what keeps them from being shared at all."""
    shared = dict(asked.answers(Detail.NUMBER))
    for body, answer in asked.answers(Detail.NAME):
        if shared[body].yes and not answer.yes:
            yield Reason(Lack.NAMING, answer.says)
    if not has_name(asked.entries):
        yield Reason(Lack.NO_NAME, Message("{number}: the vault holds no name.", number=asked.number))


def _holds(entries: Sequence[Entry], sort: str, rule: Inclusion, day: date, standing: Sequence[str]) -> bool:
    """Whether a paper of a sort is there; a power of attorney also where one in force for every body has its scan."""
    wanted = sort.casefold()
    if any(isinstance(e, Paper) and e.on <= day and e.sort.strip().casefold() == wanted for e in entries):
        return True
    scans = {
        body for e in entries if isinstance(e, Authority) and e.paper and e.on <= day and e.attorney == rule.attorney
        and (e.until is None or day <= e.until) for body in e.bodies
    }  # fmt: skip
    return wanted == POWER_OF_ATTORNEY and bool(rule.bodies) and set(rule.bodies) <= scans & set(standing)


def has_name(entries: Sequence[Entry]) -> bool:
    """Whether the vault holds a name of the person as it is official or stands in a document."""
    written = (NameSort.OFFICIAL, NameSort.DOCUMENT)
    return any(isinstance(e, NameWritten) and e.sort in written for e in entries)
