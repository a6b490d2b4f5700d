"""One person by number: how they stand, and, asked for and written down first, who they are."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from saylau.casework.released import what_left
from saylau.casework.withdrawn import Withdrawn, removal_requests
from saylau.errors import SaylauError
from saylau.report.words import words_for
from saylau.server.access.throttle import TooMany
from saylau.server.pages.facts.shown import state_title
from saylau.server.pages.people.forms import ENTRIES, EntryForm, Reason, Sent
from saylau.server.pages.people.visit import Visit, visited
from saylau.server.store.assigning import ASSIGN
from saylau.server.vault.access import CONSENT, READ, WITHDRAW, Someone, check_can, note_reads, read_now, today
from saylau.server.vault.asking import ACTIONS, backups_end, open_asked
from saylau.server.vault.people import action_for, add_entry, purposes_left, record_sent, take_back
from saylau.server.vault.told import KINDS, attorneys_of, called, purposes_of, told_entries, told_left
from saylau.vault.entries import Entry, Release, Withdrawal
from saylau.vault.ledger import Detail


@visited("fact.read")
def person(visit: Visit, number: str) -> HttpResponse:
    """How somebody stands: by number, without a name."""
    someone, vault = visit.someone(number), visit.vault_or_none()
    in_vault = vault is not None and someone.number in vault.numbers()
    entries: tuple[Entry, ...] = vault.entries(someone.number) if vault is not None and in_vault else ()
    trusted = someone.may(visit.user, READ) or someone.may(visit.user, WITHDRAW)
    told = {
        "someone": someone,
        "rows": [(fact, state_title(fact.state)) for fact in someone.facts],
        "in_vault": in_vault,
        "standing": purposes_of(someone.number, entries, today(), someone.minor) if entries else [],
        "attorneys": attorneys_of(someone.number, entries, today()) if trusted else [],
        "left": told_left(what_left(entries)) if trusted else [],
        "may_read": someone.may(visit.user, READ),
        "may_withdraw": someone.may(visit.user, WITHDRAW),
        "may_assign": someone.may(visit.user, ASSIGN),
        "may_erase": someone.may(visit.user, ACTIONS["erase"]),
        "may_export": someone.may(visit.user, ACTIONS["dossier"]) or someone.may(visit.user, READ),
        "kinds": [(key, KINDS[key]) for key in ENTRIES if key != "withdrawal" and _may_add(visit, someone, key)],
        "asked": open_asked(visit.user, visit.case, someone.number),
        "erased": vault.erased.get(someone.number) if vault is not None else None,
    }
    if told["erased"] and vault is not None:
        told["backups_end"] = backups_end(vault.erased[someone.number].on)
    return visit.page("person.html", told)


def _may_add(visit: Visit, someone: Someone, kind: str) -> bool:
    return someone.may(visit.user, action_for(ENTRIES[kind]))


@visited(recent=True)
def identity(visit: Visit, number: str) -> HttpResponse:
    """Who somebody is: everything that the vault holds. Written down before it is shown."""
    someone, vault = visit.someone(number, READ), visit.vault()
    if someone.number not in vault.numbers():
        raise Http404
    try:
        note_reads(visit.user, visit.case, [someone.number], vault, visit.request.POST.get("reason", ""))
    except TooMany as many:
        return visit.page("reason.html", {"form": Reason(), "sentence": str(many), "what": someone.number}, 429)
    entries = vault.entries(someone.number)
    told = {"someone": someone, "name": called(entries), "entries": told_entries(entries)}
    return visit.page("identity.html", told)


@visited()
def add(visit: Visit, number: str, kind: str) -> HttpResponse:
    """Enter something about somebody."""
    if kind not in ENTRIES or kind == "withdrawal":
        raise Http404
    someone = visit.someone(number, action_for(ENTRIES[kind]))
    visit.vault()
    form = EntryForm(kind, visit.case, visit.request.POST or None, visit.request.FILES or None)
    if visit.request.method == "POST" and form.is_valid():
        try:
            add_entry(visit.key, visit.user, someone, form.entry)
        except SaylauError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(visit.request, _("It is in the vault."))
            return redirect("person", visit.case.slug, someone.number)
    told = {"someone": someone, "form": form, "title": KINDS[kind], "kind": kind}
    return visit.page("add.html", told, 422 if form.errors else 200)


@visited()
def take_consent_back(visit: Visit, number: str) -> HttpResponse:
    """Consent taken back: at once, by one person, without a reason."""
    someone = visit.someone(number, WITHDRAW)
    visit.vault()
    form = EntryForm("withdrawal", visit.case, visit.request.POST or None)
    if visit.request.method == "POST" and form.is_valid() and isinstance(form.entry, Withdrawal):
        done = take_back(visit.key, visit.user, someone, form.entry)
        messages.success(visit.request, _("Consent is taken back, from now on. Nothing built after this holds it."))
        return redirect("removal" if done.left else "person", visit.case.slug, someone.number)
    told = {"someone": someone, "form": form, "title": KINDS["withdrawal"], "kind": "withdrawal"}
    return visit.page("add.html", told, 422 if form.errors else 200)


def _withdrawn(visit: Visit, number: str) -> Withdrawn:
    """What the last withdrawal of somebody met."""
    someone = visit.someone(number, WITHDRAW)
    entries = visit.vault().entries(someone.number)
    if not any(isinstance(entry, Withdrawal) for entry in entries):
        raise Http404
    return Withdrawn(someone.number, what_left(entries, *purposes_left(entries)))


@visited()
def removal(visit: Visit, number: str) -> HttpResponse:
    """What had left on a consent that was taken back, and the letters that ask for its removal."""
    done = _withdrawn(visit, number)
    told = {
        "number": done.number,
        "left": told_left(done.left),
        "anew": done.to_build_anew,
        "audiences": list(done.by_audience),
    }
    return visit.page("removal.html", told)


@visited()
def removal_letter(visit: Visit, number: str, place: int) -> HttpResponse:
    """One letter, in Markdown, in the language of the page; it names nobody."""
    done, read = _withdrawn(visit, number), read_now(visit.case)
    letters = list(removal_requests(done, read, words_for(visit.language, read)).values())
    if not 0 < place <= len(letters):
        raise Http404
    answer = HttpResponse(letters[place - 1] + "\n", content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{done.number}-removal-{place}.md"'
    return answer


@visited()
def sent(visit: Visit, number: str) -> HttpResponse:
    """Record that a paper about somebody went out."""
    someone = visit.someone(number, CONSENT)
    check_can(visit.user, someone, CONSENT)
    visit.vault()
    form = Sent(visit.request.POST or None, visit.request.FILES or None, case=visit.case)
    if visit.request.method == "POST" and form.is_valid():
        told_of = form.cleaned_data
        try:
            record_sent(
                visit.key, visit.user, someone, what=told_of["file"].name, sha256=told_of["file"].sha256,
                audience=told_of["audience"], tells=[Detail(one) for one in told_of["tells"]], on=told_of["on"],
                to_government=told_of["to_government"], left_already=told_of["left_already"],
            )  # fmt: skip
        except SaylauError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(visit.request, _("It is recorded as gone out."))
            return redirect("person", visit.case.slug, someone.number)
    told = {"someone": someone, "form": form, "title": KINDS[Release.model_fields["kind"].default], "kind": "release"}
    return visit.page("add.html", told, 422 if form.errors else 200)
