"""The page on which a fact is assigned to somebody of the team."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from saylau.server.access.guard import get_case_for, get_fact_for
from saylau.server.pages.common import user_of
from saylau.server.pages.facts.shown import brief, words_here
from saylau.server.store.assigning import ASSIGN, assign_fact, check_can_assign, members


@login_required
def assign(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Choose who works on a fact."""
    user = user_of(request)
    case = get_case_for(user, slug, ASSIGN)
    fact = get_fact_for(user, case, uid)
    fact.case = case
    check_can_assign(user, case)
    team = list(members(case))
    if request.method != "POST":
        title = brief(fact.kind, fact.body, words_here())
        return render(request, "facts/assign.html", {"case": case, "fact": fact, "team": team, "title": title})
    chosen = request.POST.get("to", "")
    to = next((member for member in team if member.uid == chosen), None)
    if chosen and to is None:
        raise Http404
    assign_fact(user, fact, to)
    said = _("Assigned to %(who)s.") % {"who": to.called} if to else _("Assigned to nobody.")
    messages.success(request, said)
    return redirect("fact", slug=slug, uid=uid)
