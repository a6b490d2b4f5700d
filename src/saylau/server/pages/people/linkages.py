"""The linkages of a case's lists: how they stand side by side, what people have to look at, and building them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saylau.errors import CaseRefused, SaylauError
from saylau.server.access.guard import NotPermitted
from saylau.server.pages.people.forms_joint import Building
from saylau.server.pages.people.visit import Visit, visited
from saylau.server.vault.linkages import build, check_can_build, lines
from saylau.server.vault.linking import JUDGE, standing_of
from saylau.server.vault.people import lists_of


@visited(JUDGE)
def linkages(visit: Visit) -> HttpResponse:
    """Every linkage, in numbers and handles; whoever may builds them anew here."""
    vault = visit.vault()
    given, named = standing_of(vault, visit.case), lists_of(visit.case)
    why = ""
    try:
        check_can_build(visit.user, visit.case)
    except NotPermitted as no:
        why = str(no)
    form = Building(visit.posted, lists=[(one, named.get(one, one)) for one in given.lists])
    if visit.request.method == "POST":
        check_can_build(visit.user, visit.case)
        if form.is_valid() and _built(visit, form):
            return redirect("linkages", visit.case.slug)
    told = {
        "lines": lines(vault, given), "form": form, "why_not": why, "entries": len(given.entries),
        "lists": len(given.lists), "out": len(given.out), "disputes": given.judged.disputes,
    }  # fmt: skip
    return visit.page("linkages.html", told, 422 if form.errors else 200)


def _built(visit: Visit, form: Building) -> bool:
    """Build what the form asks for, and say what came of it; what is wrong stands in the form."""
    told = form.cleaned_data
    try:
        made = build(
            visit.key, visit.user, visit.case, name=told["name"], threshold=told["threshold"], lists=told["lists"]
        )
    except CaseRefused as refused:
        for problem in refused.problems[:5]:
            form.add_error(None, str(problem))
        return False
    except SaylauError as refused:
        form.add_error(None, str(refused))
        return False
    said = ngettext("%(count)d linkage was built", "%(count)d linkages were built", len(made)) % {"count": len(made)}
    messages.success(visit.request, _("%(built)s; their numbers wait for review in the case.") % {"built": said})
    return True
