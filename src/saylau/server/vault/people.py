"""Writing into the vault: people, entries of one person, consents and what takes them back. Each with its event."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.translation import gettext as _

from saylau.casework.forms import FORMS
from saylau.casework.minors import minors_of
from saylau.casework.released import record_release
from saylau.casework.withdrawn import Withdrawn, withdraw
from saylau.errors import WrongUse
from saylau.server.access.guard import may
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.store.context import GONE
from saylau.server.store.facts import add_fact
from saylau.server.store.models import Case
from saylau.server.vault.access import (
    CONSENT,
    WITHDRAW,
    WRITE,
    Someone,
    check_can,
    get_someone_for,
    is_number,
    number_of,
    person_rows,
    read_now,
    today,
)
from saylau.server.vault.keeper import change
from saylau.vault.entries import Authority, Consent, Entry, ListEntry, Purpose, Revocation, Situation, Withdrawal
from saylau.vault.form import Filled
from saylau.vault.ledger import Detail
from saylau.vault.vault import LISTED, PEOPLE, Vault, series_of

LOCATOR = "kept in the vault"
"""Locator of a row that was written for a person of the vault, as on the command line."""
CONSENTING = (Consent, Situation, Authority, Revocation)
"""Entries that tell what somebody agreed to; all others tell who somebody is."""


def action_for(kind: type) -> str:
    """The permission that adding an entry of a kind needs; also the verb of its event."""
    return CONSENT if kind in CONSENTING else WRITE


def enter_row(by: User, case: Case, number: str, source: str) -> None:
    """Enter the row of somebody in the vault, which puts who enters it in charge of them."""
    cells = {"id": number.lower(), "name": number, "source": source, "locator": LOCATOR}
    add_fact(by, case, "person", cells, submit=True)


def add_people(session_key: str | None, by: User, case: Case, people: Sequence[Filled], source: str) -> list[str]:
    """Put people into the vault, each with a row in the case; the case numbers. Nobody is added unless all are.

    To somebody who is there already only whoever is in charge adds.
    """

    def do(vault: Vault) -> list[str]:
        rows = {number_of(fact) for fact in person_rows(case.facts.all())}
        there, given = set(vault.numbers()), []
        for person in people:
            if person.number and series_of(person.number) == LISTED:
                raise WrongUse(_("The series E is that of list entries; nobody was added. Use another."))
            if person.number in there | rows:
                get_someone_for(by, case, person.number, WRITE, vault)
        taken = {fact.upper() for fact in case.facts.values_list("thing", flat=True) if is_number(fact.upper())}
        taken |= rows | {person.number for person in people}
        for person in people:
            number = person.number or vault.new_handle(PEOPLE, taken)
            vault.add(number, *person.entries)
            given.append(number)
            if number not in rows:
                enter_row(by, case, number, source)
            append(by.uid, WRITE, case.uid, {"number": number, "entries": len(person.entries)})
        vault.save()
        return given

    return change(session_key, case, do)


def add_entry(session_key: str | None, by: User, someone: Someone, entry: Entry) -> None:
    """Add one entry to somebody of the vault. Raises `NotPermitted`, and `WrongUse` where its days contradict."""
    action = action_for(type(entry))
    check_can(by, someone, action)
    until = getattr(entry, "until", None)
    if until is not None and until < entry.on:
        raise WrongUse(_("The last day lies before the day on which it was given; mind the year."))
    if isinstance(entry, Revocation):
        _refuse_to_come(entry.on)

    def do(vault: Vault) -> None:
        append(by.uid, action, someone.case.uid, {"number": someone.number, "entry": entry.kind})
        vault.entries(someone.number)
        vault.add(someone.number, entry)
        vault.save()

    change(session_key, someone.case, do)


def take_back(session_key: str | None, by: User, someone: Someone, told: Withdrawal) -> Withdrawn:
    """Record that a person takes back consent: at once, without a reason, by one person alone. What had left."""
    check_can(by, someone, WITHDRAW)
    _refuse_to_come(told.on)

    def do(vault: Vault) -> Withdrawn:
        append(by.uid, WITHDRAW, someone.case.uid, {"number": someone.number})
        return withdraw(vault, someone.number, told.on, purposes=told.purposes, bodies=told.bodies, note=told.note)

    return change(session_key, someone.case, do)


def record_sent(
    session_key: str | None,
    by: User,
    someone: Someone,
    *,
    what: str,
    sha256: str,
    audience: str,
    tells: Collection[Detail],
    on: date,
    to_government: bool,
    left_already: bool,
) -> None:
    """Record that a paper about somebody went out. Raises `ReportRefused` where the ledger lets it not go."""
    check_can(by, someone, CONSENT)
    _refuse_to_come(on)

    def do(vault: Vault) -> None:
        minors = minors_of(read_now(someone.case), {someone.number: vault.entries(someone.number)}, on)
        append(by.uid, "release.record", someone.case.uid, {"number": someone.number, "audience": audience})
        record_release(
            vault, {someone.number: tells}, what=what, sha256=sha256, audience=audience, on=on,
            to_government=to_government, minors=minors, left_already=left_already,
        )  # fmt: skip

    change(session_key, someone.case, do)


def add_list(session_key: str | None, by: User, case: Case, entries: Sequence[ListEntry]) -> list[str]:
    """Put the entries of a list of people into the vault; their handles.

    Raises `WrongUse`, and `Http404` for an entry about a person of whom somebody else is in charge.
    """
    if not may(by, case, WRITE):
        raise WrongUse(_("Your roles in this case do not include entering people."))

    def do(vault: Vault) -> list[str]:
        for number in {entry.person for entry in entries if entry.person}:
            get_someone_for(by, case, number, WRITE, vault)
        handles = [vault.new_handle(LISTED) for _entry in entries]
        for handle, entry in zip(handles, entries, strict=True):
            vault.add(handle, entry)
        append(by.uid, WRITE, case.uid, {"list": entries[0].list, "entries": len(entries)})
        vault.save()
        return handles

    return change(session_key, case, do)


def lists_of(case: Case) -> dict[str, str]:
    """The lists of people that the case knows: id to name."""
    rows = case.facts.filter(kind="people_list").exclude(state__in=GONE).order_by("place", "pk")
    return {fact.thing: str(fact.body.get("name", fact.thing)) for fact in rows}


def bodies_of(case: Case) -> dict[str, str]:
    """Bodies for which something may be agreed to: organisations of the case, and those to which a form goes."""
    return {body: name for form in FORMS.values() for body, name in form.bodies.items()} | organisations_of(case)


def organisations_of(case: Case) -> dict[str, str]:
    """The organisations of a case: id to name."""
    rows = case.facts.filter(kind="organisation").exclude(state__in=GONE).order_by("place", "pk")
    return {fact.thing: str(fact.body.get("name", fact.thing)) for fact in rows}


def purposes_left(entries: Sequence[Entry]) -> tuple[Sequence[Purpose], Sequence[str]]:
    """Purposes and bodies of the last withdrawal of a person; both empty for everything."""
    last = next((entry for entry in reversed(entries) if isinstance(entry, Withdrawal)), None)
    return (last.purposes, last.bodies) if last else ((), ())


def _refuse_to_come(day: date) -> None:
    if day > today():
        raise WrongUse(_("That day is still to come; write the day on which it happened, and mind the year."))
