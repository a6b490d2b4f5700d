"""The people of a case by number, their consents, and what is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _l

from saylau.casework.deadlines import deadlines
from saylau.casework.due import Due, DueSort, Urgency
from saylau.casework.expiry import authorities_due, consents_due
from saylau.report.words import words_for
from saylau.server.access.guard import grants, may
from saylau.server.access.permissions import Grant
from saylau.server.access.recently import ask, was_recent
from saylau.server.access.throttle import TooMany
from saylau.server.assessment.let_in import let_in
from saylau.server.pages.people.forms import Reason
from saylau.server.pages.people.visit import Visit, visited
from saylau.server.vault.access import READ, WRITE, Someone, note_reads, people_for, read_now, today
from saylau.server.vault.asking import OUT, open_asked
from saylau.server.vault.linking import JUDGE
from saylau.server.vault.tables import READ as COUNT
from saylau.server.vault.told import Stands, called, purposes_of
from saylau.vault.entries import Entry
from saylau.vault.vault import Vault

ON_A_PAGE = 50
SORTS: dict[DueSort, Promise] = {
    DueSort.REMEDY: _l("remedy at home"), DueSort.STEP: _l("step of a procedure"), DueSort.REPLY: _l("reply to us"),
    DueSort.OURS: _l("our next step"), DueSort.CONSENT: _l("consent"), DueSort.AUTHORITY: _l("power of attorney"),
    DueSort.FORM: _l("time limit of a form"),
}  # fmt: skip
URGENCIES: dict[Urgency, Promise] = {
    Urgency.OVERDUE: _l("overdue"), Urgency.PERHAPS: _l("perhaps overdue"), Urgency.OPEN: _l("open"),
    Urgency.NO_DAY: _l("no day stated"),
}  # fmt: skip


@dataclass
class Line:
    """One person in the list."""

    someone: Someone
    in_vault: bool = False
    standing: list[Stands] = field(default_factory=list)
    due: str = ""
    late: bool = False
    name: str = ""
    mine: bool = False


@visited("fact.read")
def people(visit: Visit) -> HttpResponse:
    """Case numbers, with how their consents stand while the vault is open; names only where they are asked for."""
    vault = visit.vault_or_none()
    found = people_for(visit.user, visit.case, vault)
    page = Paginator(found, ON_A_PAGE).get_page(visit.request.GET.get("page"))
    lines = [_line(one, vault) for one in page]
    for line in lines:
        line.mine = line.someone.may(visit.user, READ)
    asked_names = vault is not None and visit.request.GET.get("names") == "1"
    reason = visit.request.POST.get("reason", "")
    if vault is not None and (asked_names or reason):
        if not was_recent(visit.request):
            return ask(visit.request)
        readable = [line for line in lines if line.mine and line.in_vault]
        try:
            note_reads(visit.user, visit.case, [line.someone.number for line in readable], vault, reason)
        except TooMany as many:
            return visit.page("reason.html", {"form": Reason(), "sentence": str(many), "what": ""}, 429)
        for line in readable:
            line.name = called(vault.entries(line.someone.number))
    told = {
        "page": page, "lines": lines, "names": asked_names or bool(reason),
        "may_add": bool(grants(visit.user, visit.case, WRITE)), "asked": open_asked(visit.user, visit.case),
        "may_judge": bool(grants(visit.user, visit.case, JUDGE)),
        "may_export": bool(grants(visit.user, visit.case, OUT)),
        "may_count": bool(grants(visit.user, visit.case, COUNT)), "mine": any(line.mine for line in lines),
        "erased": sorted(vault.erased.items()) if vault and may(visit.user, visit.case, "fact.read", (None,)) else [],
    }  # fmt: skip
    return visit.page("people.html", told)


def _line(one: Someone, vault: Vault | None) -> Line:
    if vault is None or one.number not in vault.numbers():
        return Line(one)
    entries = vault.entries(one.number)
    stands = [s for s in purposes_of(one.number, entries, today(), one.minor) if s.yes]
    next_due = _next(one, entries)
    line = Line(one, True, stands)
    if next_due and next_due.when:
        line.due, line.late = str(next_due.when), next_due.urgency(today()) is Urgency.OVERDUE
    return line


def _next(one: Someone, entries: tuple[Entry, ...]) -> Due | None:
    """The first of what runs out in the vault; what is due in the case stands on the page of deadlines."""
    dues = [*consents_due(one.number, entries, today(), one.minor), *authorities_due(one.number, entries, today())]
    dated = [due for due in dues if due.when is not None]
    return min(dated, key=lambda due: due.when.sort_key() if due.when else (0, 0, ""), default=None)


@dataclass(frozen=True)
class DueTold:
    """A line of the deadlines."""

    when: str
    left: str
    urgency: Promise
    late: bool
    sort: Promise
    says: str
    rule: str
    persons: tuple[str, ...]


def due_for(visit: Visit, day: date) -> list[DueTold]:
    """What is due, by day, as far as this visitor may see it: of documenters that of their own people."""
    vault, read = visit.vault_or_none(), read_now(visit.case)
    let = let_in(read, vault, day)
    dues = deadlines(let.read, day, vault.people() if vault else None)
    if Grant.YES not in grants(visit.user, visit.case, "fact.read"):
        own = {one.number for one in people_for(visit.user, visit.case, vault)}
        dues = tuple(due for due in dues if due.persons and set(due.persons) <= own)
    words = words_for(visit.language, read)
    return [
        DueTold(
            words.when(due.when) if due.when else "", _left(due, day), URGENCIES[due.urgency(day)],
            due.urgency(day) in (Urgency.OVERDUE, Urgency.PERHAPS), SORTS[due.sort], words.text(due.says), due.rule,
            due.persons,
        )
        for due in dues
    ]  # fmt: skip


def _left(due: Due, day: date) -> str:
    """Days left: a number, two with their bounds, or nothing."""
    low, high = due.days_left(day)
    if low == high:
        return "" if low is None else str(low)
    return f"{'' if low is None else low}..{'' if high is None else high}"


@visited("fact.read")
def due(visit: Visit) -> HttpResponse:
    """Remedies, steps, replies, our next steps, and while the vault is open consents and powers of attorney."""
    dues = Paginator(due_for(visit, today()), ON_A_PAGE).get_page(visit.request.GET.get("page"))
    return visit.page("due.html", {"page": dues, "day": today()})
