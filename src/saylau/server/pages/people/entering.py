"""Putting people into the vault: one by questions, many by a form, the entries of a list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saylau.errors import FormRefused, SaylauError
from saylau.server.pages.people.forms import NewPerson, Upload
from saylau.server.pages.people.uploads import MOST
from saylau.server.pages.people.visit import Visit, sources_of, visited
from saylau.server.vault.access import WRITE
from saylau.server.vault.people import add_list, add_people, lists_of
from saylau.vault.blank import blank_form
from saylau.vault.form import listed, people_of


@visited(WRITE)
def new(visit: Visit) -> HttpResponse:
    """One person, by questions."""
    visit.vault()
    form = NewPerson(visit.request.POST or None, sources=sources_of(visit.case))
    if visit.request.method == "POST" and form.is_valid():
        try:
            given = add_people(visit.key, visit.user, visit.case, form.people, form.cleaned_data["source"])
        except SaylauError as refused:
            form.add_error(None, str(refused))
        else:
            said = _("%(number)s is in the vault. Enter now what the person agreed to: until then nothing is granted.")
            messages.success(visit.request, said % {"number": given[0]})
            return redirect("add_entry", visit.case.slug, given[0], "consent")
    return visit.page("new.html", {"form": form}, 422 if form.errors else 200)


@visited(WRITE)
def blank(visit: Visit) -> HttpResponse:
    """The empty form of people."""
    answer = HttpResponse(blank_form(), content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="people.toml"'
    return answer


@visited(WRITE)
def upload(visit: Visit) -> HttpResponse:
    """People by a form in TOML, or the entries of a list in CSV. A form with faults adds nobody."""
    visit.vault()
    form = Upload(
        visit.request.POST or None, visit.request.FILES or None, sources=sources_of(visit.case),
        lists=lists_of(visit.case),
    )  # fmt: skip
    wrong: tuple[str, ...] = ()
    if visit.request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if not told["file"].whole:
            form.add_error("file", _("The form is larger than %(kib)d KiB; divide it.") % {"kib": MOST >> 10})
        else:
            try:
                messages.success(visit.request, _taken(visit, told["file"].read(), told))
            except FormRefused as refused:
                wrong = refused.wrong
                form.add_error("file", _("Nothing of it was added."))
            except SaylauError as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("people", visit.case.slug)
    return visit.page("upload.html", {"form": form, "wrong": wrong}, 422 if form.errors else 200)


def _taken(visit: Visit, data: bytes, told: dict[str, object]) -> str:
    """Add what a file holds, and say how much."""
    if told["of_list"]:
        entries = listed(data, _("the list"), str(told["of_list"]), told["on"])  # type: ignore[arg-type]
        handles = add_list(visit.key, visit.user, visit.case, entries)
        return _("Entries of the list: %(first)s to %(last)s.") % {"first": handles[0], "last": handles[-1]}
    people = people_of(data, _("the form"))
    given = add_people(visit.key, visit.user, visit.case, people, str(told["source"]))
    said = ngettext(
        "%(count)d person is in the vault: %(who)s.", "%(count)d people are in the vault: %(who)s.", len(given)
    )
    return said % {"count": len(given), "who": ", ".join(given)}
