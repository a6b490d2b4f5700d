"""Extractors that read the vault: who the person is, who may act for them, which papers there are."""

from __future__ import annotations

from collections.abc import Sequence

from saylau.casework.found import NOBODY, Found, Given, Missing, Piece, Rule, told
from saylau.records.kinds import Organisation, Person, Remedy, Step
from saylau.values.message import Message, Name, Said, Simple, sentence
from saylau.vault.entries import Contact, Identity, NamePart, NameSort, NameWritten
from saylau.vault.ledger import Answer, State, authority

WRITTEN = (NameSort.OFFICIAL, NameSort.DOCUMENT)


def _kept(entry: Identity | NameWritten | Contact) -> Said:
    """An entry as a footnote says it."""
    if isinstance(entry, NameWritten) and entry.source:
        return Message(
            "Submitter's confidential record, entry of {day}; as written in: {source}", day=entry.on,
            source=entry.source,
        )  # fmt: skip
    return Message("Submitter's confidential record, entry of {day}", day=entry.on)


def _names(given: Given, part: NamePart) -> tuple[NameWritten, ...]:
    """The official spellings of a part of the name, those of the language first; the last entered first among them."""
    held = [one for one in given.held(NameWritten) if one.part is part and one.sort in WRITTEN]
    newest = list(reversed(held))
    return tuple(sorted(newest, key=lambda one: (one.language != given.language, one.sort is not NameSort.DOCUMENT)))


def _spelt(names: Sequence[NameWritten]) -> Found:
    """The first spelling, and the others that differ from it, each with its entry."""
    texts = tuple(dict.fromkeys(one.text for one in names))
    if not texts:
        return Found()
    says: list[Said] = [Message("{text}", text=texts[0])]
    if texts[1:]:
        says.append(Message("(also written: {others})", others=texts[1:]))
    return Found((Piece(tuple(says), entries=tuple(dict.fromkeys(_kept(one) for one in names))),))


def family_name(given: Given) -> Found:
    """The family name as the person writes it; the whole name where it is not parted."""
    return _spelt(_names(given, NamePart.FAMILY) or _names(given, NamePart.WHOLE))


def given_names(given: Given) -> Found:
    """The given names; a hint where the whole name stands as one."""
    return _part_or_whole(given, NamePart.GIVEN)


def patronymic(given: Given) -> Found:
    """The patronymic, where there is one; a hint where the whole name stands as one, for it may stand in it."""
    return _part_or_whole(given, NamePart.PATRONYMIC)


def _part_or_whole(given: Given, part: NamePart) -> Found:
    named = _names(given, part)
    parted = _names(given, NamePart.FAMILY)
    if named or parted or not _names(given, NamePart.WHOLE):
        return _spelt(named)
    return Found((Piece(("(see the whole name above)",)),))


def other_names(given: Given) -> Found:
    """Aliases and former names."""
    return _spelt([one for one in given.held(NameWritten) if one.sort not in WRITTEN])


def whole_name(given: Given) -> Found:
    """Family name, given name and patronymic in one line, or the whole name as it is written."""
    parts = [found for found in (_names(given, p) for p in (NamePart.FAMILY, NamePart.GIVEN, NamePart.PATRONYMIC))
             if found]  # fmt: skip
    if not parts or not _names(given, NamePart.FAMILY):
        return _spelt(_names(given, NamePart.WHOLE))
    family = parts[0][0]
    alike = [next((one for one in found if one.language == family.language), None) for found in parts]
    first = [one for one in alike if one is not None]
    # Parts in one script only: a passport spelling and one in another script are not put together.
    template = ("{family}", "{family} {given}", "{family} {given} {patronymic}")[len(first) - 1]
    values: dict[str, Simple] = dict(zip(("family", "given", "patronymic"), (one.text for one in first), strict=False))
    return Found((Piece((Message(template, **values),), entries=tuple(dict.fromkeys(map(_kept, first)))),))


def case_number(given: Given) -> Found:
    """The case number."""
    return Found((Piece((Message("{number}", number=given.number),)),))


def _identity(given: Given, field: str) -> Identity | None:
    """The last entry that says something of a field."""
    return next((one for one in reversed(given.held(Identity)) if getattr(one, field) not in (None, "")), None)


def _of_identity(given: Given, field: str) -> Found:
    entry = _identity(given, field)
    if entry is None:
        return Found()
    value: Simple = getattr(entry, field)
    return Found((Piece((Message("{value}", value=value),), entries=(_kept(entry),)),))


def gender(given: Given) -> Found:
    """Sex, from the vault, else as the case has it."""
    entry = _identity(given, "gender")
    if entry is not None and entry.gender is not None:
        return Found((Piece((Message(entry.gender.value),), entries=(_kept(entry),)),))
    known = [f for f in given.case.where(Person) if f.id == given.person and f.record.gender is not None]
    return Found(tuple(Piece((Message(str(f.record.gender)),), facts=(f.fact,)) for f in known[:1]))


def birth(given: Given) -> Found:
    """Date of birth, from the vault, else as coarse as the case has it."""
    found = _of_identity(given, "born")
    if found.pieces:
        return found
    known = [f for f in given.case.where(Person) if f.id == given.person]
    born = [(f.record.born, f.fact) for f in known if f.record.born is not None]
    return Found(tuple(Piece((Message("{born}", born=when),), facts=(fact,)) for when, fact in born[:1]))


def nationality(given: Given) -> Found:
    """Nationality."""
    return _of_identity(given, "nationality")


def identity_document(given: Given) -> Found:
    """Sort, issuer and number of the identity document."""
    return _of_identity(given, "document")


def profession(given: Given) -> Found:
    """Profession or activity."""
    return _of_identity(given, "profession")


def address(given: Given) -> Found:
    """Address."""
    return _of_identity(given, "address")


def contact(given: Given) -> Found:
    """The ways to reach the person that are safe, each with when and how."""
    pieces = []
    for one in given.held(Contact):
        said: list[Said] = [Message("{way}: {address}", way=one.way, address=one.address)]
        if one.safe:
            said.append(Message("(safe: {safe})", safe=one.safe))
        pieces.append(Piece(tuple(said), entries=(_kept(one),)))
    return Found(tuple(pieces))


def reached_through(given: Given) -> Found:
    """That the person can be reached, and through whom: what the state may read. Nothing where no way is known."""
    known = given.held(Contact)
    if not known:
        return Found()
    says = "Through whoever submits; the secretariat gets the contact apart, in confidence."
    return Found((Piece((says,), entries=tuple(dict.fromkeys(map(_kept, known)))),))


# Who acts


def attorney_said(given: Given) -> Simple:
    """Who submits, by name: an organisation of the case by its name there, else as written."""
    if given.attorney == NOBODY:
        return given.case.info.organisation or Message("anybody")
    known = any(f.id == given.attorney for f in given.case.all(Organisation))
    return Name(given.attorney) if known else given.attorney


NOT_IN_FORCE = {
    State.NONE: Rule.NO_AUTHORITY,
    State.EXPIRED: Rule.AUTHORITY_EXPIRED,
    State.WITHDRAWN: Rule.AUTHORITY_REVOKED,
}


def authority_said(given: Given, answer: Answer) -> Said:
    """What the ledger answered on a power of attorney; an attorney who stands in the vault only is not named."""
    said = attorney_said(given)
    unnamed = Message("anybody" if given.attorney == NOBODY else "the attorney named in the vault")
    shown = said if isinstance(said, Name) else unnamed
    says = sentence(answer.says)
    return Message(says.template, **{**says.values, "attorney": shown})


PERSON = "the person, or the relatives in touch with us"


def submitter(given: Given) -> Found:
    """Who submits: whoever holds a power of attorney that is in force, or the person.

    A body that asks for none takes what an organisation submits by consent alone.
    """
    if not given.attorney:
        return whole_name(given)
    answer = authority(given.entries, given.attorney, given.body, given.day, number=given.number)
    if not answer.yes:
        missing = (Missing(NOT_IN_FORCE[answer.state], authority_said(given, answer), PERSON),)
        if given.mandated or attorney_said(given) == Message("anybody"):
            return Found(missing=missing)
        return Found((Piece((Message("{attorney}", attorney=attorney_said(given)),)),), missing)
    says = Message("{attorney}, by power of attorney of {days}", attorney=attorney_said(given), days=answer.granted)
    return Found((Piece((says,)),))


def written_authority(given: Given) -> Found:
    """The power of attorney, with its form and its annex."""
    found = submitter(given)
    if not given.attorney:
        return Found((Piece(("The person submits in their own name.",)),))
    return found


def submission_day(given: Given) -> Found:
    """The day of the paper."""
    return Found((Piece((Message("{day}", day=given.day),)),))


def annexes(given: Given) -> Found:
    """The papers of the person, as numbered annexes."""
    pieces = [
        Piece((Message("Annex {number}: {title}", number=number, title=paper.title),))
        for number, paper in enumerate(given.papers, 1)
    ]
    return Found(tuple(pieces), _not_held(given) if pieces else ())


def _not_held(given: Given) -> tuple[Missing, ...]:
    """Papers that claims name by hash and that are not among those of the person."""
    named = [
        *((one.record.document, one.facts) for one in told(given, Step, lambda s: s.person == given.person).tellings),
        *((two.record.document, two.facts) for two in told(given, Remedy, lambda r: r.person == given.person).tellings),
    ]
    says = "The paper behind this claim, which is not among the papers of the person."
    return tuple(
        Missing(Rule.NO_FACT, says, PERSON, facts) for sha256, facts in named if sha256 and not given.annex(sha256)
    )
