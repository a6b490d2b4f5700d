"""The ledger: what of a person may leave, to whom, on which day. Nothing that was not granted is granted.

Pure functions over the entries of one person, in the order in which they were added. No purpose follows from another;
silence, publicity elsewhere and consent given to another organisation do not count.

`stands` says how things stood on a day. `may_leave` and `authority` are asked before something goes out: for them what
was taken back after that day counts too, since a paper that is made today for a day of last year leaves today.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from saylau.values.message import Message, Said
from saylau.vault.entries import (
    THROUGH_A_BODY,
    Authority,
    Consent,
    Entry,
    GivenBy,
    Purpose,
    Revocation,
    Situation,
    Withdrawal,
)

PUBLIC = "public"
"""The audience of everything that is published."""
PUBLICATION = frozenset({Purpose.PUBLISH_NUMBER, Purpose.PUBLISH_NAME, Purpose.PUBLISH_PICTURE, Purpose.RESEARCH})
"""Purposes for which consent that is to be confirmed does not suffice."""
NAMING = frozenset({Purpose.PUBLISH_NAME, Purpose.PUBLISH_PICTURE})
"""Purposes that show to everybody who someone is: never for a child, never by a relative's word."""
MONTHS_UNCONFIRMED = 12
"""Age of a consent from which it is to be confirmed."""


SAYS: Mapping[Purpose, str] = MappingProxyType({
    Purpose.STORE: "keeping the record",
    Purpose.ANALYSE: "analysis inside the team",
    Purpose.SHARE: "sharing in confidence",
    Purpose.NAME_TO_GOVERNMENT: "naming to the government",
    Purpose.PUBLISH_NUMBER: "publication under a case number",
    Purpose.PUBLISH_NAME: "publication of the name",
    Purpose.PUBLISH_PICTURE: "publication of picture or voice",
    Purpose.RESEARCH: "a research data set",
})  # fmt: skip
"""A purpose within a sentence."""


class State(StrEnum):
    """How a purpose stands on a day."""

    GRANTED = "granted"
    TO_CONFIRM = "to be confirmed"
    NONE = "not granted"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Detail(StrEnum):
    """What of a person a paper tells."""

    NUMBER = "case number"
    NAME = "name"
    PARTICULARS = "particulars: birth, document, address, contact"
    PICTURE = "picture or voice"
    ROW = "row of a research data set"


@dataclass(frozen=True)
class Answer:
    """Whether something may leave, and why."""

    yes: bool
    state: State
    purpose: Purpose | None
    """None where the question was about a power of attorney."""
    says: Said
    granted: tuple[date, ...] = ()
    """Days of the consents or powers of attorney on which a yes rests."""


def purposes_of(detail: Detail, audience: str, *, to_government: bool = False) -> tuple[Purpose, ...]:
    """The purposes that must all be granted for a detail to reach an audience.

    `audience` is `public` or the id of a body; `to_government` says that the body hands what it gets to the state.
    Empty where no consent that can be given covers it: birth, documents, addresses and contacts are never published.
    """
    if audience == PUBLIC:
        return _PUBLIC[detail]
    if detail is Detail.ROW:
        return (Purpose.RESEARCH, Purpose.SHARE)
    names = detail is not Detail.NUMBER
    return (Purpose.SHARE, Purpose.NAME_TO_GOVERNMENT) if names and to_government else (Purpose.SHARE,)


_PUBLIC: Mapping[Detail, tuple[Purpose, ...]] = MappingProxyType({
    Detail.NUMBER: (Purpose.PUBLISH_NUMBER,),
    Detail.NAME: (Purpose.PUBLISH_NAME,),
    Detail.PARTICULARS: (),
    Detail.PICTURE: (Purpose.PUBLISH_PICTURE,),
    Detail.ROW: (Purpose.RESEARCH,),
})  # fmt: skip


def may_leave(
    entries: Sequence[Entry],
    detail: Detail,
    audience: str,
    day: date,
    *,
    number: str,
    to_government: bool = False,
    minor: bool = False,
) -> Answer:
    """Whether a detail of a person may reach an audience on a day: yes, or a sentence with what is missing.

    `number` is the person's case number, for the sentence; `minor` says that the person is, or then was, a child.
    Withdrawals and changes of the situation after that day count: they are known when it is asked.
    """
    purposes = purposes_of(detail, audience, to_government=to_government)
    if not purposes:
        says = Message("{number}: birth, documents, addresses and contacts are never published.", number=number)
        return Answer(False, State.NONE, None, says)
    answers = [_standing(entries, purpose, audience, _Asked(day, date.max), number, minor) for purpose in purposes]
    refused = [answer for answer in answers if not answer.yes]
    if refused:
        return refused[0]
    weakest = next((answer for answer in answers if answer.state is State.TO_CONFIRM), answers[-1])
    return replace(weakest, granted=tuple(dict.fromkeys(on for answer in answers for on in answer.granted)))


def may_count(
    entries: Sequence[Entry], day: date, *, number: str, minor: bool = False, as_it_was: bool = False
) -> Answer:
    """Whether a person's rows may be kept and analysed on a day, which is asked before anything is counted.

    What was taken back after that day counts too, unless `as_it_was` asks how it stood on the day itself.
    """
    asked = _Asked(day, day if as_it_was else date.max)
    kept = _standing(entries, Purpose.STORE, "", asked, number, minor)
    return _standing(entries, Purpose.ANALYSE, "", asked, number, minor) if kept.yes else kept


def stands(
    entries: Sequence[Entry], purpose: Purpose, body: str, day: date, *, number: str, minor: bool = False
) -> Answer:
    """How one purpose stood on a day, by what had happened until then: for a body named, where it is agreed to body by
    body.
    """
    return _standing(entries, purpose, body, _Asked(day, day), number, minor)


@dataclass(frozen=True)
class _Asked:
    """The day of which is asked, and the last day of which withdrawals and changes of the situation are heard."""

    day: date
    known: date


def _standing(entries: Sequence[Entry], purpose: Purpose, body: str, asked: _Asked, number: str, minor: bool) -> Answer:
    day = asked.day
    given = [(place, e) for place, e in enumerate(entries) if isinstance(e, Consent) and _covers(e, purpose, body, day)]
    if not given:
        return _no(State.NONE, purpose, number, "{number}: consent to {purpose} was never given.", body)
    kept = [
        (place, consent)
        for place, consent in given
        if not _withdrawn(entries, place, consent, purpose, body, asked.known)
    ]
    if not kept:
        return _no(State.WITHDRAWN, purpose, number, "{number}: consent to {purpose} was withdrawn.", body)
    kept = [(place, consent) for place, consent in kept if consent.until is None or day <= consent.until]
    if not kept:
        return _no(State.EXPIRED, purpose, number, "{number}: consent to {purpose} ran out.", body)
    fit = [(place, consent) for place, consent in kept if _suffices(consent, purpose, minor)]
    if not fit:
        says = "{number}: consent to {purpose} was given by someone whose word does not suffice for it."
        return _no(State.NONE, purpose, number, says, body)
    sure = [(place, consent) for place, consent in fit if not _to_confirm(entries, place, consent, asked)]
    if not sure and purpose in PUBLICATION:
        return _no(State.TO_CONFIRM, purpose, number, "{number}: consent to {purpose} is to be confirmed first.", body)
    return Answer(
        True, State.GRANTED if sure else State.TO_CONFIRM, purpose,
        Message("{number}: consent to {purpose} was given.", number=number, purpose=_named(purpose, body)),
        tuple(dict.fromkeys(consent.on for _, consent in sure or fit)),
    )  # fmt: skip


def _no(state: State, purpose: Purpose, number: str, says: str, body: str) -> Answer:
    return Answer(False, state, purpose, Message(says, number=number, purpose=_named(purpose, body)))


def _named(purpose: Purpose, body: str) -> Message:
    said = Message(SAYS[purpose])
    return Message("{purpose} ({body})", purpose=said, body=body) if purpose in THROUGH_A_BODY else said


def _covers(consent: Consent, purpose: Purpose, body: str, day: date) -> bool:
    named = purpose not in THROUGH_A_BODY or body in consent.bodies
    return purpose in consent.purposes and named and consent.on <= day


def _withdrawn(
    entries: Sequence[Entry], place: int, consent: Consent, purpose: Purpose, body: str, known: date
) -> bool:
    """Whether a withdrawal after the consent took it back."""
    return any(
        isinstance(entry, Withdrawal)
        and entry.on <= known
        and (consent.on, place) < (entry.on, at)
        and _takes_back(entry, purpose, body)
        for at, entry in enumerate(entries)
    )


def _takes_back(withdrawal: Withdrawal, purpose: Purpose, body: str) -> bool:
    """Whether a withdrawal is of a purpose. One that names bodies and no purpose is of what was agreed to for them;
    taking back consent to store takes back everything.
    """
    if Purpose.STORE in withdrawal.purposes:
        return True
    if withdrawal.purposes and purpose not in withdrawal.purposes:
        return False
    if purpose in THROUGH_A_BODY:
        return not withdrawal.bodies or body in withdrawal.bodies
    return bool(withdrawal.purposes) or not withdrawal.bodies


def _suffices(consent: Consent, purpose: Purpose, minor: bool) -> bool:
    """Whether whoever gave it could: for a child a guardian, with the child's own word; nobody can name a child."""
    if minor or consent.given_by is GivenBy.GUARDIAN:
        return consent.given_by is GivenBy.GUARDIAN and consent.child_agrees and purpose not in NAMING
    return consent.given_by is GivenBy.SELF or purpose not in PUBLICATION


def _to_confirm(entries: Sequence[Entry], place: int, consent: Consent, asked: _Asked) -> bool:
    """Whether a consent is older than twelve months, was given in custody, or before the situation changed."""
    old = months_later(consent.on, MONTHS_UNCONFIRMED) < asked.day
    changed = any(
        isinstance(e, Situation) and e.on <= asked.known and (consent.on, place) < (e.on, at)
        for at, e in enumerate(entries)
    )
    return old or changed or consent.in_custody


def months_later(day: date, months: int) -> date:
    """The same day some months later; where that month is too short, its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    for number in range(day.day, 27, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return date(year, month, day.day)


def authority(
    entries: Sequence[Entry], attorney: str, body: str, day: date, *, number: str, as_it_was: bool = False
) -> Answer:
    """Whether an attorney holds a power of attorney of the person before a body on a day.

    One that was revoked after that day holds no longer, unless `as_it_was` asks how it stood on the day itself.
    """
    known = day if as_it_was else date.max
    values: dict[str, str] = {"number": number, "attorney": attorney, "body": body}
    given = list(_authorities(entries, attorney, body, day))
    if not given:
        says = "{number}: no power of attorney for {attorney} before {body}."
        return Answer(False, State.NONE, None, Message(says, **values))
    kept = [one for place, one in given if not _revoked(entries, place, one, body, known)]
    if not kept:
        says = "{number}: the power of attorney for {attorney} before {body} was revoked."
        return Answer(False, State.WITHDRAWN, None, Message(says, **values))
    kept = [one for one in kept if one.until is None or day <= one.until]
    if not kept:
        says = "{number}: the power of attorney for {attorney} before {body} ran out."
        return Answer(False, State.EXPIRED, None, Message(says, **values))
    says = "{number}: a power of attorney for {attorney} before {body} was in force."
    return Answer(True, State.GRANTED, None, Message(says, **values), tuple(one.on for one in kept))


def _authorities(entries: Sequence[Entry], attorney: str, body: str, day: date) -> Iterator[tuple[int, Authority]]:
    for place, entry in enumerate(entries):
        if isinstance(entry, Authority) and entry.attorney == attorney and body in entry.bodies and entry.on <= day:
            yield place, entry


def _revoked(entries: Sequence[Entry], place: int, given: Authority, body: str, known: date) -> bool:
    return any(
        isinstance(e, Revocation)
        and e.on <= known
        and (given.on, place) < (e.on, at)
        and e.attorney in ("", given.attorney)
        and (not e.bodies or body in e.bodies)
        for at, e in enumerate(entries)
    )


def named_bodies(entries: Collection[Entry]) -> tuple[str, ...]:
    """Every body for which a consent or power of attorney was ever given, each once."""
    return tuple(dict.fromkeys(b for e in entries if isinstance(e, Consent | Authority) for b in e.bodies))
