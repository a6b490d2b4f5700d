"""The team of a case."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saylau.server.access.guard import check_in_installation, may_in_installation
from saylau.server.access.invitations import HOURS, invite, token_hash
from saylau.server.access.models import Invitation, Membership
from saylau.server.access.recently import recently
from saylau.server.access.roles import Role
from saylau.server.access.team import end_role, get_team_for, grant_role
from saylau.server.pages.accounts.forms import GivingRole, InvitingIntoCase
from saylau.server.pages.common import user_of
from saylau.server.store.models import Case

PAGE = 50


def factors_of(users: list[int]) -> dict[int, set[str]]:
    """Sorts of second factors by account."""
    found: dict[int, set[str]] = {}
    factors = Authenticator.objects.filter(user_id__in=users).exclude(type=Authenticator.Type.RECOVERY_CODES)
    for user, kind in factors.values_list("user_id", "type"):
        found.setdefault(user, set()).add(kind)
    return found


def _standing(case: Case) -> QuerySet[Membership]:
    rows = case.memberships.select_related("user", "granted_by").filter(until=None)
    return rows.order_by("user__username", "pk")


@login_required
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works on the case, since when, and how they sign in."""
    user = user_of(request)
    case = get_team_for(user, slug)
    members = Paginator(_standing(case), PAGE).get_page(request.GET.get("page"))
    told = {
        "case": case,
        "members": members,
        "factors": factors_of([row.user_id for row in members]),
        "ended": case.memberships.select_related("user").exclude(until=None).order_by("-until", "-pk")[:PAGE],
        "may_change": may_in_installation(user, "role.grant"),
    }
    return render(request, "accounts/team.html", told)


@login_required
@recently
def change_team(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite somebody, give a role to an account that is there, end a role."""
    user = user_of(request)
    case = get_team_for(user, slug)
    check_in_installation(user, "role.grant")
    asked = request.POST.get("do", "")
    giving = GivingRole(request.POST if asked == "give" else None, prefix="give")
    inviting = InvitingIntoCase(request.POST if asked == "invite" else None, prefix="invite")
    if asked == "invite" and inviting.is_valid():
        token = invite(user, case=case, role=inviting.cleaned_data["role"])
        return show_link(request, "accept_invitation", token, back=reverse("change_team", args=[slug]), case=case)
    if asked == "give" and giving.is_valid():
        grant_role(user, case, giving.cleaned_data["person"], Role(giving.cleaned_data["role"]))
        messages.success(request, _("The role is given."))
        return redirect("change_team", slug=slug)
    told = {
        "case": case,
        "giving": giving,
        "inviting": inviting,
        "members": Paginator(_standing(case), PAGE).get_page(request.GET.get("page")),
        "links": Invitation.objects.filter(
            case=case, used_at=None, revoked_at=None, until__gt=timezone.now()
        ).select_related("made_by").order_by("-pk")[:PAGE],
    }  # fmt: skip
    return render(request, "accounts/change_team.html", told, status=422 if giving.errors or inviting.errors else 200)


def show_link(request: HttpRequest, name: str, token: str, *, back: str, case: Case | None = None) -> HttpResponse:
    """A one-time link, this once: only its hash is kept."""
    made = Invitation.objects.get(token_hash=token_hash(token))
    address = request.build_absolute_uri(reverse(name, args=[token]))
    told = {"address": address, "hours": HOURS, "back": back, "case": case, "waits": made.needs_second}
    return render(request, "accounts/link.html", told)


@login_required
@require_POST
@recently
def end_membership(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """End a role."""
    user = user_of(request)
    case = get_team_for(user, slug)
    check_in_installation(user, "role.grant")
    membership = case.memberships.filter(pk=number).first()
    if membership is None:
        raise Http404
    end_role(user, membership)
    messages.success(request, _("The role is ended."))
    return redirect("change_team", slug=slug)
