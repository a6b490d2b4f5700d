"""Pages of what the checks found. They show what is kept, and say when the case changed since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from saylau.server.access.guard import facts_for, get_case_for, grants
from saylau.server.access.models import User
from saylau.server.assessment.kept import Kept, kept
from saylau.server.assessment.letters import filled
from saylau.server.assessment.reviewed import standings, state_of
from saylau.server.assessment.told import Told
from saylau.server.audit.chain import append
from saylau.server.jobs.queue import waiting_or_new
from saylau.server.pages.assessment.findings import STATES, listed
from saylau.server.pages.assessment.forms import Replying, Signing
from saylau.server.pages.assessment.why_not import why_not_countersign, why_not_revoke, why_not_sign
from saylau.server.pages.common import user_of
from saylau.server.store.models import SOURCE, Case

PAGE = 50


@login_required
def list_findings(request: HttpRequest, slug: str) -> HttpResponse:
    """The findings, filtered by the address; what is wrong with the case where it cannot be read."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    found = kept(case, get_language() or "en")
    told = frame(user, case, found)
    if found is None or found.problems:
        return render(request, "assessment/nothing.html", told)
    hashes = {name: finding["hash"] for name, finding in found.findings.items()}
    shown = listed(found, standings(case, hashes), request.GET.dict())
    page = Paginator(shown.rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "assessment/findings.html", told | {"shown": shown, "page": page, "query": shown.query})


@login_required
@require_POST
def run_checks(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the checks to be run over the case as it is now."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.run")
    job = waiting_or_new(user, "assess", case, {})
    return redirect("job", slug=slug, uid=job.uid)


@login_required
def show_finding(request: HttpRequest, slug: str, finding: str) -> HttpResponse:
    """One finding with everything behind it."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    found = kept(case, get_language() or "en")
    told = found.findings.get(finding) if found else None
    if found is None or told is None:
        raise Http404
    form = Signing(initial={"seen": told["hash"]})
    return render(request, "assessment/finding.html", finding_page(user, case, found, finding, form))


def finding_page(user: User, case: Case, found: Kept, finding: str, form: Signing) -> dict[str, Any]:
    """What the page of a finding shows: what was kept of it, who signed, and what this person may sign."""
    told = found.findings[finding]
    facts = found.told["facts"]
    standing = standings(case, {finding: told["hash"]})[finding]
    stale = found.stale(case)
    return frame(user, case, found) | {
        "finding": told,
        "standing": standing,
        "concluded": standing.in_force or standing.waiting,
        "state_says": STATES[state_of(standing)],
        "claims": [(label, [facts[name] for name in told[label]]) for label in ("facts", "context")],
        "links": links(user, case, [*told["facts"], *told["context"], *(p["thing"] for p in told["provisions"])]),
        "under_change": under_change(case, told["facts"]),
        "form": form,
        "why_not_sign": why_not_sign(user, case, standing, stale),
        "why_not_countersign": why_not_countersign(user, standing, stale),
        "why_not_revoke": why_not_revoke(user, standing),
    }


@login_required
def list_contradictions(request: HttpRequest, slug: str) -> HttpResponse:
    """Claims about one thing that do not agree."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    found = kept(case, get_language() or "en")
    page = Paginator(found.told.get("contradictions", []) if found else [], PAGE).get_page(request.GET.get("page"))
    names = [claim["name"] for group in page for claim in group["claims"]]
    shown = {"page": page, "links": links(user, case, names)}
    return render(request, "assessment/contradictions.html", frame(user, case, found) | shown)


@login_required
def list_questions(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions that would settle findings, as letters to those who can answer."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    found = kept(case, get_language() or "en")
    letters = found.told.get("letters", {}) if found else {}
    form = Replying(request.GET if "by" in request.GET else None)
    form.is_valid()
    shown = {"letters": letters.get("letters", []), "refused": letters.get("refused", ""), "form": form}
    return render(request, "assessment/questions.html", frame(user, case, found) | shown)


@login_required
def download_letter(request: HttpRequest, slug: str, file: str) -> HttpResponse:
    """One letter as a file, with the address for the reply and its day where they were given."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    language = get_language() or "en"
    found = kept(case, language)
    letters: list[Told] = found.told.get("letters", {}).get("letters", []) if found else []
    wanted = next((one for one in letters if one["file"] == file), None)
    form = Replying(request.GET)
    if wanted is None or not form.is_valid():
        raise Http404
    text = filled(str(wanted["text"]), language, form.cleaned_data["reply_to"], form.cleaned_data["by"])
    append(user.uid, "letter.export", case.uid, {"file": file})
    response = HttpResponse(text + "\n", content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def frame(user: User, case: Case, found: Kept | None) -> dict[str, Any]:
    """What each of these pages shows: from which version it was computed, and how people are kept out of it."""
    return {
        "case": case,
        "found": found,
        "computed_at": found.made_at[:16].replace("T", " ") if found else "",
        "stale": found is not None and found.stale(case),
        "changed": found is not None and found.changed(case),
        "may_run": bool(grants(user, case, "assessment.run")),
        "may_write": bool(grants(user, case, "prose.write")),
    }


def links(user: User, case: Case, names: Iterable[str]) -> dict[str, str]:
    """Addresses of the claims that this person may open, by name; of things, those of their first claim."""
    rows = facts_for(user, case).exclude(kind=SOURCE).filter(name__in=set(names) - {""}).values_list("name", "uid")
    return {name: reverse("fact", kwargs={"slug": case.slug, "uid": uid}) for name, uid in rows}


def under_change(case: Case, names: Iterable[str]) -> list[str]:
    """The claims among these of which a change waits for review; what stands in force is what was computed with."""
    rows = case.facts.exclude(kind=SOURCE).filter(name__in=set(names), proposed__isnull=False)
    return list(rows.order_by("name").values_list("name", flat=True))
