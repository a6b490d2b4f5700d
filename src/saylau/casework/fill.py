"""Fill a form for one person: each field from facts or the vault, past the ledger, with what is missing and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from saylau.casework.admissibility import CONSENT_RULES, Point, checklist, not_kept
from saylau.casework.extractors import EXTRACTORS
from saylau.casework.forms import Form, FormField, Need, Shape
from saylau.casework.found import NOBODY, Found, Given, Missing, Piece, Rule
from saylau.casework.from_vault import PERSON
from saylau.errors import WrongUse
from saylau.records.case import Case
from saylau.records.kinds import Organisation
from saylau.report.words import Words
from saylau.values.message import Message, Name, Simple, sentence
from saylau.vault.entries import Authority, Entry, Paper, Purpose
from saylau.vault.ledger import Detail, purposes_of


class State(StrEnum):
    """How a field stands."""

    COMPLETE = "complete"
    BLOCKED = "blocked"
    WANTED = "wanted"


@dataclass(frozen=True)
class FilledField:
    """A field of a form as it was filled."""

    field: FormField
    state: State
    pieces: tuple[Piece, ...] = ()
    missing: tuple[Missing, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """Names of the claims on which it rests, each once."""
        return tuple(dict.fromkeys(fact for piece in self.pieces for fact in piece.facts))


@dataclass(frozen=True)
class Filled:
    """A form filled for one person, and what came of it."""

    form: Form
    given: Given
    fields: tuple[FilledField, ...]
    points: tuple[Point, ...]
    papers: tuple[Paper, ...]
    """Annexes in their order; empty where papers may not leave."""
    granted: tuple[date, ...] = ()
    """Days of the consents on which it rests."""
    details: tuple[Detail, ...] = ()
    """What it tells of the person."""
    missing: tuple[Missing, ...] = ()
    """What blocks it as a whole, beside its fields."""

    @property
    def number(self) -> str:
        """Case number of the person."""
        return self.given.number

    @property
    def blocked(self) -> bool:
        """Whether it may not be built, save as a draft."""
        fields = any(one.state is State.BLOCKED for one in self.fields)
        return fields or bool(self.missing)

    @property
    def to_write(self) -> tuple[str, ...]:
        """Keys of the fields whose argument a lawyer writes: until then it is a draft, whatever else is known."""
        return tuple(one.key for one in self.form.fields if one.shape is Shape.ARGUMENT)

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """The purposes on which it left, or would leave."""
        to_government = self.form.to_government
        asked = [p for d in self.details for p in purposes_of(d, self.given.body, to_government=to_government)]
        return tuple(dict.fromkeys(asked))

    def of(self, key: str) -> FilledField:
        """A field by its key."""
        return next(one for one in self.fields if one.field.key == key)

    @property
    def body_said(self) -> Simple:
        """The body by its name: that of the case, else the form's."""
        return body_said(self.form, self.given.case, self.given.body)


def body_said(form: Form, case: Case, body: str) -> Simple:
    """The name of a body: as the case says it, else as the form says it, else its id."""
    if any(fact.id == body for fact in case.all(Organisation)):
        return Name(body)
    return Message(form.bodies[body]) if body in form.bodies else body


def attorney_before(entries: Sequence[Entry], body: str, day: date) -> str:
    """Who last got a power of attorney before a body, `NOBODY` where there is none."""
    found = [e for e in entries if isinstance(e, Authority) and body in e.bodies and e.on <= day]
    return found[-1].attorney if found else NOBODY


def fill(
    form: Form,
    case: Case,
    number: str,
    entries: Sequence[Entry],
    day: date,
    *,
    words: Words,
    attorney: str | None = None,
    body: str = "",
) -> Filled:
    """The form filled for the person of a case number, on a day.

    `entries` is what the vault holds of the person; `attorney` who submits (None: whoever holds the last power of
    attorney before the body, empty: the person); `body` to whom it goes, the form's own unless told. Nothing of the
    person stands in it that the ledger does not let go to that body on that day. Raises `WrongUse` for a body that
    neither the form nor the case knows.
    """
    to = body or form.body
    _check_body(form, case, to)
    who = attorney_before(entries, to, day) if attorney is None else attorney
    mandated = form.authority is Need.REQUIRED
    given = Given(case, number, tuple(entries), day, words.language, who, to, form.to_government, mandated)
    closed = not_kept(given)
    if closed is not None:
        return _closed(form, given, closed)
    fields = tuple(_filled(given, one, words) for one in form.fields)
    points = checklist(given, form.admissibility)
    told = {EXTRACTORS[one.field.source].detail for one in fields if one.pieces}
    shown = tuple(detail for detail in Detail if detail in told)
    answers = [given.may_leave(detail) for detail in shown]
    papers = given.papers if given.may_leave(Detail.PARTICULARS).yes else ()
    return Filled(
        form, given, fields, points, papers,
        granted=tuple(dict.fromkeys(day for answer in answers for day in answer.granted)),
        details=shown, missing=_whole(points, {m.rule for one in fields for m in one.missing}),
    )  # fmt: skip


def _closed(form: Form, given: Given, point: Point) -> Filled:
    """The form for somebody whose record may not be kept or used: nothing of it stands in any field."""
    assert point.blocks is not None
    missing = (Missing(point.blocks, sentence(point.says[0]), PERSON),)
    fields = tuple(FilledField(one, State.BLOCKED, missing=missing) for one in form.fields)
    return Filled(form, given, fields, (point,), (), missing=missing)


def _check_body(form: Form, case: Case, body: str) -> None:
    if body in form.bodies or any(fact.id == body for fact in case.all(Organisation)):
        return
    raise WrongUse(
        f"form {form.name!r} does not go to {body!r}; name one of {', '.join(form.bodies)}, or the id of an "
        "organisation of the case"
    )


def _filled(given: Given, one: FormField, words: Words) -> FilledField:
    """One field: what its extractor finds, unless the ledger keeps it in."""
    extractor = EXTRACTORS[one.source]
    answer = given.may_leave(extractor.detail)
    empty = State.BLOCKED if one.need is Need.REQUIRED else State.WANTED
    found: Found = extractor.find(given)
    why = found.missing or (() if found.pieces else (Missing(Rule.NO_FACT, extractor.fills, extractor.who),))
    if not answer.yes:
        return FilledField(one, empty, missing=(Missing(CONSENT_RULES[answer.state], answer.says, PERSON), *why))
    if not found.pieces:
        to_write = all(m.rule is Rule.TO_WRITE for m in why)
        return FilledField(one, State.WANTED if to_write else empty, missing=why)
    missing = found.missing + _too_long(one, found.pieces, words)
    if any(m.blocks for m in missing):
        return FilledField(one, empty, found.pieces, missing)
    return FilledField(one, State.WANTED if missing else State.COMPLETE, found.pieces, missing)


def _too_long(one: FormField, pieces: Sequence[Piece], words: Words) -> tuple[Missing, ...]:
    length = sum(len(words.text(said).split()) for piece in pieces for said in piece.says)
    if not one.limit or length <= one.limit:
        return ()
    says = Message("Words: {length}; the form takes at most {limit}.", length=length, limit=one.limit)
    return (Missing(Rule.TOO_LONG, says, "the lawyer"),)


def _whole(points: Sequence[Point], told: Collection[Rule]) -> tuple[Missing, ...]:
    """What keeps the whole from being built: points that block, each rule that no field says already."""
    return tuple(
        Missing(point.blocks, point.settles, PERSON, point.facts)
        for point in points
        if point.blocks is not None and point.blocks not in told
    )
