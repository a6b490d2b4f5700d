"""Dossiers, and what two people do together: to erase somebody, to let a dossier go out."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saylau.casework.forms import FORMS, Form
from saylau.errors import SaylauError
from saylau.server.access.guard import NotPermitted
from saylau.server.pages.people.forms import Reason
from saylau.server.pages.people.visit import Visit, visited
from saylau.server.vault.access import READ, Someone, check_can, today
from saylau.server.vault.asking import (
    ACTIONS,
    KINDS,
    agree,
    ask,
    backups_end,
    check_can_agree,
    check_can_ask,
    check_can_take,
    get_asked_for,
    refuse,
)
from saylau.server.vault.carrying import take_vault
from saylau.server.vault.complaints import take_complaint
from saylau.server.vault.datasets import take_data_set
from saylau.server.vault.dossiers import fill_for, take, told, worksheet
from saylau.server.vault.models import Asked

PAGES = {Asked.JOINT: "complaint", Asked.VAULT: "vault", Asked.DATASET: "data_set"}
"""The page of what is asked for of the case."""
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
    "zip": "application/zip",
    "csv": "text/csv; charset=utf-8",
    "vault": "application/octet-stream",
}


@visited(recent=True)
def erase(visit: Visit, number: str) -> HttpResponse:
    """Ask that somebody be erased."""
    someone = visit.someone(number, ACTIONS[Asked.ERASE])
    check_can_ask(visit.user, someone, Asked.ERASE)
    vault = visit.vault()
    if someone.number not in vault.numbers():
        raise Http404
    form = Reason(visit.request.POST or None)
    if visit.request.method == "POST" and form.is_valid():
        try:
            ask(visit.user, someone, Asked.ERASE, form.cleaned_data["reason"], vault)
        except SaylauError as refused:
            form.add_error("reason", str(refused))
        else:
            messages.success(visit.request, _("Asked. A second case lawyer or reviewer has to agree."))
            return redirect("person", visit.case.slug, someone.number)
    told_of = {"someone": someone, "form": form, "backups_end": backups_end(today())}
    return visit.page("erase.html", told_of, 422 if form.errors else 200)


def _readable(visit: Visit, number: str) -> Someone:
    """A person whose dossiers this visitor may look at: it names nobody."""
    someone = visit.someone(number)
    if not (someone.may(visit.user, READ) or someone.may(visit.user, ACTIONS[Asked.DOSSIER])):
        return visit.someone(number, READ)
    if someone.number not in visit.vault().numbers():
        raise Http404
    return someone


def _form(name: str) -> Form:
    if name not in FORMS:
        raise Http404
    return FORMS[name]


def _language(visit: Visit) -> str:
    """The language of a paper: as chosen, else that of the page."""
    chosen = visit.request.GET.get("language", "") or visit.request.POST.get("language", "")
    return chosen if chosen in dict(settings.LANGUAGES) else visit.language


@visited()
def dossiers(visit: Visit, number: str) -> HttpResponse:
    """Every form for one person: whether it can be built, and what is missing."""
    someone = _readable(visit, number)
    vault = visit.vault()
    found = [told(*fill_for(vault, visit.case, someone.number, form, visit.language)) for form in FORMS.values()]
    return visit.page("dossiers.html", {"someone": someone, "found": found})


@visited()
def dossier(visit: Visit, number: str, form: str) -> HttpResponse:
    """One form for one person: filled, missing, blocked and why; a dossier is asked for here."""
    someone, chosen, language = _readable(visit, number), _form(form), _language(visit)
    found = told(*fill_for(visit.vault(), visit.case, someone.number, chosen, language))
    why = ""
    try:
        check_can_ask(visit.user, someone, Asked.DOSSIER)
    except NotPermitted as no:
        why = str(no)
    asking = Reason(visit.request.POST or None)
    if visit.request.method == "POST":
        check_can_ask(visit.user, someone, Asked.DOSSIER)
        if found.blocked:
            asking.add_error(None, _("The form is blocked, so that no dossier is built; what blocks it stands below."))
        elif asking.is_valid():
            try:
                ask(
                    visit.user, someone, Asked.DOSSIER, asking.cleaned_data["reason"], visit.vault(),
                    form=form, language=language,
                )  # fmt: skip
            except SaylauError as refused:
                asking.add_error("reason", str(refused))
            else:
                messages.success(visit.request, _("Asked. A second case lawyer or reviewer has to agree."))
                return redirect("person", visit.case.slug, someone.number)
    told_of = {
        "someone": someone, "found": found, "form": asking, "why_not": why, "language": language,
        "languages": settings.LANGUAGES,
    }  # fmt: skip
    return visit.page("dossier.html", told_of, 422 if asking.errors else 200)


@visited()
def dossier_worksheet(visit: Visit, number: str, form: str) -> HttpResponse:
    """The worksheet, which names nobody."""
    someone = _readable(visit, number)
    check_can(visit.user, someone, READ if someone.may(visit.user, READ) else ACTIONS[Asked.DOSSIER])
    name, data = worksheet(visit.vault(), visit.case, someone.number, _form(form), _language(visit))
    return _download(name, data)


@require_POST
@visited(recent=True)
def agree_to(visit: Visit, uid: str) -> HttpResponse:
    """Agree to what another asked for."""
    asked = get_asked_for(visit.user, visit.case, uid)
    check_can_agree(visit.user, asked)
    left = agree(visit.key, visit.user, asked)
    if asked.what != Asked.ERASE:
        messages.success(visit.request, _("Agreed. It can be taken for a day."))
        return _back(visit, asked)
    told_of = {"number": asked.number, "left": left, "backups_end": backups_end(today())}
    return visit.page("erased.html", told_of)


@require_POST
@visited()
def refuse_it(visit: Visit, uid: str) -> HttpResponse:
    """Refuse what another asked for, or take back one's own asking."""
    asked = get_asked_for(visit.user, visit.case, uid)
    refuse(visit.user, asked)
    messages.success(visit.request, _("It will not be done."))
    return _back(visit, asked)


def _back(visit: Visit, asked: Asked) -> HttpResponse:
    """The page of the person whom it is about, or of what was asked for."""
    if asked.number:
        return redirect("person", visit.case.slug, asked.number)
    return redirect(PAGES[asked.what], visit.case.slug)


@require_POST
@visited(recent=True)
def take_file(visit: Visit, uid: str, kind: str) -> HttpResponse:
    """The file to which two people agreed; it is written down as gone out first."""
    asked = get_asked_for(visit.user, visit.case, uid)
    if kind not in KINDS[asked.what]:
        raise Http404
    check_can_take(visit.user, asked)
    if asked.what == Asked.JOINT:
        return _download(*take_complaint(visit.key, visit.user, asked))
    if asked.what == Asked.DATASET:
        return _download(*take_data_set(visit.key, visit.user, asked))
    if asked.what == Asked.VAULT:
        return _download(*take_vault(visit.user, asked))
    return _download(*take(visit.key, visit.user, asked, kind))


def _download(name: str, data: bytes) -> HttpResponse:
    answer = HttpResponse(data, content_type=_TYPES[name.rpartition(".")[2]])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
