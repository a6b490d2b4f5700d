"""A collective complaint: who can be taken in, asked for by one, agreed to by another, taken as files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from saylau.assessment.assess import Assessment
from saylau.assessment.disclosure import publish
from saylau.casework.annexes import annexes
from saylau.casework.collective import Inclusion, Selection, select
from saylau.casework.complaint import TOLD, Complaint, of_included
from saylau.casework.complaint_files import KEPT, complaint_files, details_of
from saylau.casework.extractors import EXTRACTORS
from saylau.casework.gate import private_people
from saylau.casework.minors import minors_of
from saylau.casework.numbers import number_of
from saylau.casework.released import record_release
from saylau.errors import ReportRefused, WrongUse
from saylau.records.archive import archive_bytes
from saylau.records.case import Case as Read
from saylau.records.kinds import Organisation, Person
from saylau.report.prose import citations
from saylau.server.access.models import User
from saylau.server.assessment.let_in import let_in, listed
from saylau.server.audit.chain import append
from saylau.server.store.models import Case
from saylau.server.vault.access import read_now, refuse_names, today
from saylau.server.vault.asking import OUT, ask, check_can_ask, check_can_take
from saylau.server.vault.keeper import change
from saylau.server.vault.models import Asked
from saylau.server.vault.told import words_here
from saylau.vault.entries import Authority
from saylau.vault.vault import Vault


class Wanted(BaseModel):
    """A complaint as it is asked for; it names nobody, and is kept with the asking."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bodies: tuple[str, ...]
    attorney: str = ""
    papers: tuple[str, ...] = ()
    """Sorts of paper that each person must have."""
    only: tuple[str, ...] = ()
    """Case numbers to choose from; empty for everybody."""
    named: bool = False
    in_confidence: bool = False
    unconfirmed: bool = False
    languages: tuple[str, ...] = ("en",)
    texts: dict[str, str] = {}
    requests: tuple[str, ...] = ()

    @property
    def rule(self) -> Inclusion:
        """The rule by which people are taken in."""
        return Inclusion(
            self.bodies, self.attorney, self.papers, to_government=not self.in_confidence, named=self.named,
            unconfirmed=self.unconfirmed,
        )  # fmt: skip


@dataclass(frozen=True)
class Looked:
    """Who can be taken in today and what the paper lacks, in words; it names nobody."""

    included: tuple[str, ...]
    of: int
    named: tuple[str, ...]
    """Those who may be named to every addressee; the others stand under their number."""
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    lacks: tuple[tuple[str, int], ...]
    """What keeps people out, and how many of them."""
    unconfirmed: tuple[str, ...]
    draft: tuple[str, ...]
    """Why the paper is a draft still."""
    kept_back: tuple[tuple[str, str, str], ...]
    """Case number, rows about that person that do not stand in the paper, and why."""


def look(vault: Vault, case: Case, wanted: Wanted) -> Looked:
    """Who can be taken in today. Raises `WrongUse` for an addressee or number that nobody knows."""
    read, selection = _selected(vault, case, wanted)
    words = words_here()
    made = _made(vault, read, selection, wanted) if selection.included else None
    return Looked(
        selection.included, selection.of, tuple(n for n in selection.included if n in selection.named),
        tuple((one.number, tuple(words.text(r.says) for r in one.reasons)) for one in selection.left_out),
        tuple((words.say(lack.value), count) for lack, count in selection.lacks.items()),
        tuple(sorted(selection.unconfirmed)),
        tuple(_draft(made, wanted)) if made else (),
        tuple(
            (number, ", ".join(m.facts), words.say(m.rule.value))
            for number in selection.included if made
            for source in TOLD for m in EXTRACTORS[source].find(made.given(number, words.language)).missing if m.facts
        ),
    )  # fmt: skip


def _selected(vault: Vault, case: Case, wanted: Wanted) -> tuple[Read, Selection]:
    read, everybody, day = read_now(case), vault.people(), today()
    unknown = [body for body in wanted.bodies if not read.claims(body)]
    if unknown or not wanted.bodies:
        raise WrongUse(_("Choose addressees that the case knows as organisations."))
    if missing := [number for number in wanted.only if number not in everybody]:
        raise WrongUse(_("The vault holds nobody under %(who)s.") % {"who": ", ".join(missing)})
    people = {n: entries for n, entries in everybody.items() if not wanted.only or n in wanted.only}
    recorded = {fact.record.name for fact in read.all(Person)} | {fact.id.upper() for fact in read.all(Person)}
    return read, select(people, wanted.rule, day, minors=minors_of(read, people, day), recorded=recorded)


def attorneys_in(vault: Vault, case: Case) -> dict[str, str]:
    """Organisations of the case that powers of attorney name: id to name.

    Whoever is named by their own name there is not offered: that name stands in the vault, and the asking does not.
    """
    given = {e.attorney for entries in vault.people().values() for e in entries if isinstance(e, Authority)}
    return {fact.id: fact.record.name for fact in read_now(case).all(Organisation) if fact.id in given}


def _made(vault: Vault, read: Read, selection: Selection, wanted: Wanted) -> Complaint:
    told, everybody = of_included(read, selection), vault.people()
    return Complaint(
        told, _cited(vault, read, told, wanted.texts.values()), everybody, selection,
        annexes(everybody, selection.included, selection.named, selection.day), wanted.texts, wanted.requests,
        [number_of(read, thing) for thing in private_people(read)],
    )  # fmt: skip


def _cited(vault: Vault, read: Read, told: Read, texts: Collection[str]) -> Assessment:
    """The case, with findings only where a text cites one: those of the copy for publication, which name nobody."""
    if not any(kind == "finding" for text in texts for kind, _name in citations(text)):
        return Assessment(told, (), {}, ())
    return replace(publish(let_in(read, vault, today()).assess()), case=told)


def _draft(made: Complaint, wanted: Wanted) -> list[str]:
    found = [] if wanted.requests else [_("no request is stated")]
    without = [language for language in wanted.languages if not wanted.texts.get(language)]
    found += [_("no text of the common facts: %(language)s") % {"language": language} for language in without]
    silent = [number for number in made.selection.included if not made.course(number, "en").pieces]
    return found + [_("no reviewed fact tells what happened to %(number)s") % {"number": number} for number in silent]


def ask_for_complaint(by: User, case: Case, wanted: Wanted, reason: str, vault: Vault) -> Asked:
    """Ask that a complaint may go out; it is written once now, to know that it can be, and thrown away.

    Raises `WrongUse` where nobody can be taken in, and `ReportRefused` where it would tell of somebody else.
    """
    check_can_ask(by, case, Asked.JOINT)
    for text in (*wanted.texts.values(), *wanted.requests, *wanted.papers):
        refuse_names(text, vault)
    read, selection = _selected(vault, case, wanted)
    if not selection.included:
        raise WrongUse(_("Nobody can be taken in; the reasons stand below."))
    _files(vault, read, selection, wanted)
    told = wanted.model_dump(mode="json")
    return ask(by, case, Asked.JOINT, reason, vault, wanted=told, persons=list(selection.included))


def _files(vault: Vault, read: Read, selection: Selection, wanted: Wanted) -> Mapping[str, bytes]:
    """The files that go out."""
    made = _made(vault, read, selection, wanted)
    files = complaint_files(made, wanted.languages, entries_of_lists=listed(vault))
    return {name: data for name, data in files.items() if not name.startswith(f"{KEPT}/")}


def take_complaint(session_key: str | None, by: User, asked: Asked) -> tuple[str, bytes]:
    """The files of a complaint to which a second person agreed, recorded as gone out before they do.

    The ledger is asked now: raises `ReportRefused` where it takes in others than those to whom the two agreed.
    """
    check_can_take(by, asked)
    wanted = Wanted.model_validate(asked.arguments["wanted"])

    def do(vault: Vault) -> tuple[str, bytes]:
        read, selection = _selected(vault, asked.case, wanted)
        if list(selection.included) != asked.arguments["persons"]:
            raise ReportRefused(_("Not the same people can be taken in as when it was asked for. Ask again."))
        files = _files(vault, read, selection, wanted)
        data = archive_bytes(files)
        name = f"{asked.case.slug}-complaint-{selection.day.isoformat()}.zip"
        digest = sha256(data).hexdigest()
        told = {"file": name, "sha256": digest, "persons": list(selection.included), "bodies": list(wanted.bodies)}
        append(by.uid, OUT, asked.case.uid, told)
        minors = minors_of(read, {n: vault.entries(n) for n in selection.included}, selection.day)
        for body in wanted.bodies:
            for language in wanted.languages:
                paper = f"complaint.{language}.pdf"
                record_release(
                    vault, {n: details_of(selection, n) for n in selection.included}, what=paper,
                    sha256=sha256(files[paper]).hexdigest(), audience=body, on=selection.day,
                    to_government=not wanted.in_confidence, minors=minors,
                )  # fmt: skip
        return name, data

    return change(session_key, asked.case, do)
