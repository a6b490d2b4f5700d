"""Who may do what with whom: a person of a case is fetched with the permission, by case number, or is not there.

Whoever first entered a case number, or has a row of it assigned, is in charge of that person; a further row about the
same number puts nobody in charge. A name is told to nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from saylau.casework.released import told_in
from saylau.errors import WrongUse
from saylau.records.case import Case as Read
from saylau.server.access.guard import NotPermitted, facts_for, may, refused
from saylau.server.access.models import User
from saylau.server.access.throttle import throttle
from saylau.server.audit.chain import append
from saylau.server.states import LEAST_REASON, FactState
from saylau.server.store.context import GONE
from saylau.server.store.facts import IN_FORCE
from saylau.server.store.models import Case, Fact, Revision
from saylau.server.store.reading import read_case
from saylau.vault.entries import NUMBER
from saylau.vault.ledger import Detail
from saylau.vault.vault import Vault

READ, WRITE, CONSENT, WITHDRAW = "identity.read", "identity.write", "consent.record", "consent.withdraw"
SET_UP = "erase.person"
"""Who may make and recover the vault of a case: whoever could have people erased out of it."""

_NUMBER = re.compile(NUMBER)


@dataclass(frozen=True)
class Someone:
    """A person of a case who is no public figure."""

    case: Case
    number: str
    facts: tuple[Fact, ...]
    """What the case has under the number; empty for somebody of whom only the vault knows."""
    entered_by: User | None = None
    """Who first entered the number; None where nobody did."""

    @property
    def owners(self) -> tuple[User | None, ...]:
        """Who is in charge; never empty, since a thing without owners would be anybody's."""
        return (self.entered_by, *(fact.assigned_to for fact in self.facts))

    @property
    def minor(self) -> bool:
        """Whether the case says that the person is, or then was, a child."""
        return any(fact.body.get("minor") == "yes" for fact in self.facts)

    def may(self, user: User, action: str) -> bool:
        """Whether somebody may do an action with this person."""
        return may(user, self.case, action, self.owners)


def number_of(fact: Fact) -> str:
    """The case number of a row of a person: its id in capitals, or its name where only that is one."""
    return _number(fact.thing, str(fact.body.get("name", "")))


def _number(thing: str, name: str) -> str:
    return thing.upper() if is_number(thing.upper()) or not is_number(name) else name


def is_number(text: str) -> bool:
    """Whether a text has the form of a case number."""
    return _NUMBER.fullmatch(text) is not None


def person_rows(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """The rows of persons who are no public figures."""
    rows = facts.filter(Q(body__public__isnull=True) | ~Q(body__public="yes"), kind="person")
    return rows.exclude(state__in=GONE).select_related("created_by", "assigned_to")


def people_for(user: User, case: Case, vault: Vault | None) -> list[Someone]:
    """The people of a case whose numbers a person may see, in the order of their numbers."""
    rows: dict[str, list[Fact]] = {}
    for fact in person_rows(facts_for(user, case)).order_by("place", "pk"):
        rows.setdefault(number_of(fact), []).append(fact)
    known = set(rows)
    if vault is not None and may(user, case, "fact.read", (None,)):
        known |= set(vault.numbers()) - {number_of(f) for f in person_rows(case.facts.all())}
    first = entered_first(case, case.facts.all())
    found = [Someone(case, number, tuple(rows.get(number, ())), first.get(number)) for number in known]
    return sorted(found, key=lambda one: (len(one.number), one.number))


def get_someone_for(
    user: User, case: Case, number: str, action: str = "fact.read", vault: Vault | None = None
) -> Someone:
    """A person of a case with whom somebody may do an action. Raises `Http404`."""
    number = number.upper()
    called = Q(thing=number.lower()) | Q(body__name=number) | Q(revisions__body__name=number)
    facts = case.facts.filter(called).distinct()
    rows = [row for row in person_rows(facts).order_by("place", "pk") if number_of(row) == number]
    found = Someone(case, number, tuple(rows), entered_first(case, facts).get(number))
    if not found.facts and (vault is None or number not in vault.numbers()):
        raise Http404
    if not (found.may(user, action) and found.may(user, "fact.read")):
        raise refused(user, action, found.facts[0] if found.facts else None, of=case.uid)
    return found


def entered_first(case: Case, facts: QuerySet[Fact]) -> dict[str, User | None]:
    """Case number to who first entered a row under it, withdrawn rows among them.

    Told by the record of what each row said: drafts do not count before they are submitted, nor changes before they
    are accepted, so that nobody comes first afterwards.
    """
    rows = Revision.objects.filter(fact__in=facts.filter(kind="person"), body__isnull=False)
    stood = rows.exclude(state__in=(FactState.DRAFT, FactState.DISCARDED))
    stood = stood.filter(Q(number=1) | Q(step="accept") | ~Q(state__in=IN_FORCE))
    first: dict[str, User | None] = {}
    for revision in stood.select_related("fact__created_by").order_by("pk"):
        number = _number(revision.fact.thing, str((revision.body or {}).get("name", "")))
        first.setdefault(number, revision.fact.created_by)
    return first


def check_can(user: User, someone: Someone, action: str) -> None:
    """Raise `NotPermitted`, with the sentence that stands beside the button, unless somebody may do an action."""
    if not someone.may(user, action):
        raise NotPermitted(_("Only who entered this person, or has them assigned, with a role that includes it."))


def refuse_names(text: str, vault: Vault) -> None:
    """Raise `WrongUse` where a name, address or document of the vault stands in a text that is kept outside it."""
    if any(set(told) - {Detail.NUMBER} for told in told_in(text, vault.people()).values()):
        raise WrongUse(_("A name, address or document of the vault stands in your text. Use the case number."))


def note_reads(user: User, case: Case, numbers: Sequence[str], vault: Vault, reason: str = "") -> None:
    """Write down, before anything is shown, that somebody reads who some people are: an event each.

    More than 60 in an hour need a reason: raises `TooMany` without one, and `WrongUse` for one that says nothing or
    names somebody.
    """
    reason = reason.strip()
    if reason and len(reason) < LEAST_REASON:
        raise WrongUse(_("Write a reason of at least %(count)d characters.") % {"count": LEAST_REASON})
    if reason:
        refuse_names(reason, vault)
    for number in numbers:
        if not reason:
            throttle("identity", user.uid)
        told = {"number": number} | ({"reason": reason} if reason else {})
        append(user.uid, READ, case.uid, told)


def read_now(case: Case) -> Read:
    """The case as it stands, checked; kept while it does not change. Raises `CaseRefused`."""
    return _read(case.uid, case.version)


@lru_cache(4)
def _read(uid: str, version: int) -> Read:
    return read_case(Case.objects.get(uid=uid))


def today() -> date:
    """The day on which the ledger is asked."""
    return date.today()
