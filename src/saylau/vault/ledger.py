"""The ledger: what of a person may leave, to whom, on which day. Nothing that was not granted is granted.

Pure functions over the entries of one person, in the order in which they were added. No purpose follows from another;
silence, publicity elsewhere and consent given to another organisation do not count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    """
    if audience == PUBLIC:
        public = {
            Detail.NUMBER: Purpose.PUBLISH_NUMBER,
            Detail.PICTURE: Purpose.PUBLISH_PICTURE,
            Detail.ROW: Purpose.RESEARCH,
        }
        return (public.get(detail, Purpose.PUBLISH_NAME),)
    names = detail is not Detail.NUMBER
    return (Purpose.SHARE, Purpose.NAME_TO_GOVERNMENT) if names and to_government else (Purpose.SHARE,)


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
    """
    answers = [
        stands(entries, purpose, audience, day, number=number, minor=minor)
        for purpose in purposes_of(detail, audience, to_government=to_government)
    ]
    refused = [answer for answer in answers if not answer.yes]
    if refused:
        return refused[0]
    return Answer(
        True, answers[-1].state, answers[-1].purpose, answers[-1].says,
        tuple(dict.fromkeys(on for answer in answers for on in answer.granted)),
    )  # fmt: skip


def stands(
    entries: Sequence[Entry], purpose: Purpose, body: str, day: date, *, number: str, minor: bool = False
) -> Answer:
    """How one purpose stands on a day: for a body named, where it is agreed to body by body."""
    given = [(place, e) for place, e in enumerate(entries) if isinstance(e, Consent) and _covers(e, purpose, body, day)]
    if not given:
        return _no(State.NONE, purpose, number, "{number}: consent to {purpose} was never given.", body)
    kept = [consent for place, consent in given if not _withdrawn(entries, place, consent, purpose, body, day)]
    if not kept:
        return _no(State.WITHDRAWN, purpose, number, "{number}: consent to {purpose} was withdrawn.", body)
    kept = [consent for consent in kept if consent.until is None or day <= consent.until]
    if not kept:
        return _no(State.EXPIRED, purpose, number, "{number}: consent to {purpose} ran out.", body)
    fit = [consent for consent in kept if _suffices(consent, purpose, minor)]
    if not fit:
        says = "{number}: consent to {purpose} was given by someone whose word does not suffice for it."
        return _no(State.NONE, purpose, number, says, body)
    sure = [consent for consent in fit if not _to_confirm(entries, consent, day)]
    if not sure and purpose in PUBLICATION:
        return _no(State.TO_CONFIRM, purpose, number, "{number}: consent to {purpose} is to be confirmed first.", body)
    return Answer(
        True, State.GRANTED if sure else State.TO_CONFIRM, purpose,
        Message("{number}: consent to {purpose} was given.", number=number, purpose=_named(purpose, body)),
        tuple(consent.on for consent in sure or fit),
    )  # fmt: skip


def _no(state: State, purpose: Purpose, number: str, says: str, body: str) -> Answer:
    return Answer(False, state, purpose, Message(says, number=number, purpose=_named(purpose, body)))


def _named(purpose: Purpose, body: str) -> Message:
    said = Message(SAYS[purpose])
    return Message("{purpose} ({body})", purpose=said, body=body) if purpose in THROUGH_A_BODY else said


def _covers(consent: Consent, purpose: Purpose, body: str, day: date) -> bool:
    named = purpose not in THROUGH_A_BODY or body in consent.bodies
    return purpose in consent.purposes and named and consent.on <= day


def _withdrawn(entries: Sequence[Entry], place: int, consent: Consent, purpose: Purpose, body: str, day: date) -> bool:
    """Whether a later withdrawal took the consent back. Taking back consent to store takes back everything."""
    for at, entry in enumerate(entries):
        if isinstance(entry, Withdrawal) and entry.on <= day and (consent.on, place) < (entry.on, at):
            of_purpose = not entry.purposes or {purpose, Purpose.STORE} & set(entry.purposes)
            of_body = purpose not in THROUGH_A_BODY or not entry.bodies or body in entry.bodies
            if of_purpose and of_body:
                return True
    return False


def _suffices(consent: Consent, purpose: Purpose, minor: bool) -> bool:
    """Whether whoever gave it could: for a child a guardian, with the child's own word; nobody can name a child."""
    if minor or consent.given_by is GivenBy.GUARDIAN:
        return consent.given_by is GivenBy.GUARDIAN and consent.child_agrees and purpose not in NAMING
    return consent.given_by is GivenBy.SELF or purpose not in PUBLICATION


def _to_confirm(entries: Sequence[Entry], consent: Consent, day: date) -> bool:
    old = months_later(consent.on, MONTHS_UNCONFIRMED) < day
    changed = any(isinstance(e, Situation) and consent.on < e.on <= day for e in entries)
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


def authority(entries: Sequence[Entry], attorney: str, body: str, day: date, *, number: str) -> Answer:
    """Whether an attorney holds a power of attorney of the person before a body on a day."""
    values: dict[str, str] = {"number": number, "attorney": attorney, "body": body}
    given = list(_authorities(entries, attorney, body, day))
    if not given:
        says = "{number}: no power of attorney for {attorney} before {body}."
        return Answer(False, State.NONE, None, Message(says, **values))
    kept = [one for place, one in given if not _revoked(entries, place, one, body, day)]
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


def _revoked(entries: Sequence[Entry], place: int, given: Authority, body: str, day: date) -> bool:
    return any(
        isinstance(e, Revocation)
        and e.on <= day
        and (given.on, place) < (e.on, at)
        and e.attorney in ("", given.attorney)
        and (not e.bodies or body in e.bodies)
        for at, e in enumerate(entries)
    )


def granted(entries: Sequence[Entry], day: date, *, number: str, minor: bool = False) -> frozenset[Purpose]:
    """The purposes that need no body and stand on a day."""
    return frozenset(
        purpose
        for purpose in Purpose
        if purpose not in THROUGH_A_BODY and stands(entries, purpose, "", day, number=number, minor=minor).yes
    )


def named_bodies(entries: Collection[Entry]) -> tuple[str, ...]:
    """Every body for which a consent or power of attorney was ever given, each once."""
    return tuple(dict.fromkeys(b for e in entries if isinstance(e, Consent | Authority) for b in e.bodies))
