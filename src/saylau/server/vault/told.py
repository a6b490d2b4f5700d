"""How somebody stands, for the pages: purposes and their states, entries field by field, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saylau.casework.released import LEFT_WITHOUT
from saylau.report.words import Words, words_for
from saylau.server.vault.words import LABELS, details, word
from saylau.values.message import Message
from saylau.vault.entries import THROUGH_A_BODY, Authority, Entry, NamePart, NameWritten, Purpose, Release
from saylau.vault.ledger import SAYS, State, authority, named_bodies, stands

STATES: dict[State, Promise] = {
    State.GRANTED: _("granted"),
    State.TO_CONFIRM: _("to be confirmed"),
    State.NONE: _("not granted"),
    State.EXPIRED: _("ran out"),
    State.WITHDRAWN: _("withdrawn"),
}
KINDS: dict[str, Promise] = {
    "name": _("Name"), "identity": _("Identity"), "contact": _("Contact"), "paper": _("Paper"),
    "account": _("Account of the person"), "consent": _("Consent"), "withdrawal": _("Consent taken back"),
    "situation": _("Change of the situation"), "authority": _("Power of attorney"),
    "revocation": _("Power of attorney taken back"), "release": _("What went out"),
}  # fmt: skip


def words_here() -> Words:
    """Words in the language of the page, for what names nothing of a case."""
    language = (get_language() or "en").split("-")[0]
    return words_for(language if language in ("en", "ru", "kk") else "en", lambda thing, spoken: thing)


@dataclass(frozen=True)
class Stands:
    """How one purpose stands, for one body where it is agreed to body by body."""

    purpose: str
    body: str
    state: State
    says: str

    @property
    def word(self) -> Promise:
        """The state as a word."""
        return STATES[self.state]

    @property
    def yes(self) -> bool:
        """Whether something may be done on it."""
        return self.state in (State.GRANTED, State.TO_CONFIRM)


def purposes_of(number: str, entries: Sequence[Entry], day: date, minor: bool) -> list[Stands]:
    """Every purpose as it stands on a day, those that were never asked for too."""
    words, found = words_here(), []
    for purpose in Purpose:
        for body in (named_bodies(entries) or ("",)) if purpose in THROUGH_A_BODY else ("",):
            answer = stands(entries, purpose, body, day, number=number, minor=minor)
            if body and answer.state is State.NONE:
                continue
            said = words.text(Message(SAYS[purpose]))
            found.append(Stands(said, body, answer.state, words.text(answer.says)))
    return found


def attorneys_of(number: str, entries: Sequence[Entry], day: date) -> list[Stands]:
    """Every power of attorney as it stands on a day; `purpose` is the attorney."""
    words = words_here()
    pairs = dict.fromkeys((e.attorney, b) for e in entries if isinstance(e, Authority) for b in e.bodies)
    answers = [(a, b, authority(entries, a, b, day, number=number, as_it_was=True)) for a, b in pairs]
    return [Stands(a, b, answer.state, words.text(answer.says)) for a, b, answer in answers]


@dataclass(frozen=True)
class ToldEntry:
    """One entry on a page."""

    kind: str
    title: Promise | str
    on: date
    fields: tuple[tuple[str, str], ...]


def told_entries(entries: Sequence[Entry]) -> list[ToldEntry]:
    """Everything held of somebody, in the order in which it was entered."""
    return [ToldEntry(e.kind, KINDS.get(e.kind, e.kind), e.on, tuple(_fields(e))) for e in entries]


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    """The fields that say something."""
    for field in type(entry).model_fields:
        value = getattr(entry, field)
        if field not in ("kind", "on") and value not in (None, "", (), False, {}):
            parts = value if isinstance(value, tuple) else (value,)
            said = details(parts) if field == "fields" else map(_said, parts)
            yield str(LABELS.get(field, field)), ", ".join(map(str, said))


def _said(value: object) -> object:
    """A value in words: a choice, a purpose, a date as it is written, a mark for yes."""
    if isinstance(value, Purpose):
        return words_here().text(Message(SAYS[value]))
    return word(value) if isinstance(value, StrEnum) else "✓" if value is True else value


@dataclass(frozen=True)
class Left:
    """A paper about somebody that went out."""

    on: date
    audience: str
    what: str
    fields: str
    without: bool
    """Whether it left without a consent that covers it."""


def told_left(left: Sequence[Release]) -> list[Left]:
    """What went out about somebody, in words."""
    return [
        Left(r.on, r.audience, r.what, ", ".join(map(str, details(r.fields))), r.note == LEFT_WITHOUT) for r in left
    ]


def called(entries: Sequence[Entry]) -> str:
    """A name by which the team knows somebody: family and given name as last entered, or the whole name."""
    names = [entry for entry in entries if isinstance(entry, NameWritten)]
    parts = {name.part: name.text for name in names if name.language == names[0].language}
    own = [parts[part] for part in (NamePart.FAMILY, NamePart.GIVEN, NamePart.PATRONYMIC) if part in parts]
    return " ".join(own) or parts.get(NamePart.WHOLE, "")
