"""Pairs of list entries that may be about one person, judged one at a time."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from saylau.errors import WrongUse
from saylau.server.access.recently import ask, was_recent
from saylau.server.access.throttle import TooMany
from saylau.server.pages.people.forms import Judging, Reason
from saylau.server.pages.people.visit import Visit, visited
from saylau.server.vault.access import note_reads
from saylau.server.vault.linking import JUDGE, chosen_for, judge, shown_of, standing_of, told, waiting_for
from saylau.vault.entries import Verdict


@visited(JUDGE)
def pairs(visit: Visit) -> HttpResponse:
    """The next pair, or the one asked for by its entries, with the evidence for and against."""
    vault = visit.vault()
    given = standing_of(vault, visit.case)
    found, waiting = waiting_for(visit.user, vault, visit.case, given)
    skip = visit.request.GET.get("skip", "0")
    asked = visit.request.GET.get("one", ""), visit.request.GET.get("other", "")
    chosen = chosen_for(visit.user, vault, visit.case, found, asked) if found is not None and all(asked) else None
    place = min(int(skip) if skip.isascii() and skip.isdigit() and len(skip) < 6 else 0, max(len(waiting) - 1, 0))
    form = Judging()
    if visit.request.method == "POST" and "verdict" in visit.request.POST:
        form = Judging(visit.request.POST)
        if form.is_valid():
            pair = visit.request.POST.get("one", ""), visit.request.POST.get("other", "")
            try:
                told_by = form.cleaned_data
                judge(visit.key, visit.user, visit.case, pair, Verdict(told_by["verdict"]), told_by["reason"])
            except WrongUse as refused:
                form.add_error("reason", str(refused))
            else:
                messages.success(visit.request, _("It is in the vault. Linkages made before do not know it."))
                return redirect("pairs", visit.case.slug)
    shown = None
    if found is not None and (chosen or (waiting and not any(asked))):
        look_at = chosen or waiting[place]
        entries = shown_of(visit.user, vault, visit.case, found, look_at)
        if entries and not was_recent(visit.request) and "verdict" not in visit.request.POST:
            return ask(visit.request)
        if entries:
            try:
                note_reads(visit.user, visit.case, entries, vault, visit.request.POST.get("why", ""))
            except TooMany as many:
                return visit.page("reason.html", {"form": Reason(), "sentence": str(many), "what": "pairs"}, 429)
        shown = told(look_at, found, given, entries)
    told_of = {
        "pair": shown, "waiting": len(waiting), "place": place + 1, "asked": any(asked),
        "next": 0 if chosen else (place + 1) % max(len(waiting), 1),
        "form": form, "out": len(given.out), "disputes": given.judged.disputes, "entries": len(given.entries),
    }  # fmt: skip
    return visit.page("pairs.html", told_of, 422 if form.errors else 200)
