"""Accounts of the installation, for administrators."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saylau.server.access.guard import NotPermitted, check_in_installation
from saylau.server.access.invitations import agree, ask_to_raise, check_can_agree, check_can_reset, invite, reset_link
from saylau.server.access.invitations import revoke as revoke_link
from saylau.server.access.locking import lock_everything
from saylau.server.access.models import Invitation, User
from saylau.server.access.recently import recently
from saylau.server.access.team import (
    check_can_close,
    check_not_last,
    close_account,
    end_sign_ins,
    get_account_for,
    get_link_for,
    lower,
    open_account,
)
from saylau.server.audit.chain import append
from saylau.server.pages.accounts.forms import Inviting
from saylau.server.pages.accounts.team import PAGE, factors_of, show_link
from saylau.server.pages.common import user_of
from saylau.server.store.models import Case


def why_not(check: Callable[..., None], *things: object) -> str:
    """The sentence that stands beside a disabled button; empty where the step may be done."""
    try:
        check(*things)
    except NotPermitted as refused:
        return str(refused)
    return ""


@login_required
def accounts(request: HttpRequest) -> HttpResponse:
    """Every account, the links that wait, and the teams."""
    user = user_of(request)
    check_in_installation(user, "user.invite")
    found = Paginator(User.objects.order_by("username"), PAGE).get_page(request.GET.get("page"))
    waiting = Invitation.objects.filter(used_at=None, revoked_at=None, until__gt=timezone.now())
    links = list(waiting.select_related("case", "account", "made_by").order_by("-pk")[:PAGE])
    told = {
        "accounts": found,
        "factors": factors_of([account.pk for account in found]),
        "links": [
            (link, why_not(check_can_agree, user, link))
            if link.needs_second and not link.agreed_by_id
            else (link, None)
            for link in links
        ],
        "cases": Case.objects.order_by("slug")[:PAGE],
    }
    return render(request, "accounts/accounts.html", told)


@login_required
@recently
def invite_account(request: HttpRequest) -> HttpResponse:
    """Invite a member, an auditor or an administrator."""
    user = user_of(request)
    check_in_installation(user, "user.invite")
    form = Inviting(request.POST or None)
    if request.method == "POST" and form.is_valid():
        what = form.cleaned_data["what"]
        token = invite(user, administrator=what == Inviting.ADMINISTRATOR, auditor=what == Inviting.AUDITOR)
        return show_link(request, "accept_invitation", token, back=reverse("accounts"))
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@recently
def account(request: HttpRequest, uid: str) -> HttpResponse:
    """One account, and what can be done with it."""
    user = user_of(request)
    found = get_account_for(user, uid)
    if request.method == "POST":
        return _do(request, user, found)
    told = {
        "account": found,
        "factors": factors_of([found.pk]).get(found.pk, set()),
        "memberships": found.memberships.select_related("case").filter(until=None).order_by("case__slug", "pk")[:PAGE],
        "sign_ins": UserSession.objects.filter(user=found).order_by("-created_at")[:PAGE],
        "why_not_close": why_not(check_can_close, user, found),
        "why_not_reset": why_not(check_can_reset, user, found),
        "why_not_lower": why_not(check_not_last, found),
    }
    return render(request, "accounts/account.html", told)


def _do(request: HttpRequest, user: User, found: User) -> HttpResponse:
    """What a button of the page of an account asks for."""
    asked = request.POST.get("do", "")
    if asked in ("reset", "reset-factors"):
        token = reset_link(user, found, drops_factors=asked == "reset-factors")
        return show_link(request, "set_password_anew", token, back=reverse("account", args=[found.uid]))
    if asked not in _STEPS:
        raise Http404
    messages.success(request, _STEPS[asked](user, found))
    return redirect("account", uid=found.uid)


def _close(user: User, found: User) -> str:
    close_account(user, found)
    return _("The account is closed, and its sign-ins are ended.")


def _open(user: User, found: User) -> str:
    open_account(user, found)
    return _("The account is open again.")


def _end(user: User, found: User) -> str:
    end_sign_ins(user, found)
    return _("Its sign-ins are ended.")


def _to_administrator(user: User, found: User) -> str:
    return _raised(ask_to_raise(user, found, administrator=True, auditor=False))


def _to_auditor(user: User, found: User) -> str:
    return _raised(ask_to_raise(user, found, administrator=False, auditor=True))


def _raised(done: bool) -> str:
    return _("It is done.") if done else _("It waits until a second administrator agrees, on the page Accounts.")


def _from_administrator(user: User, found: User) -> str:
    lower(user, found, administrator=True)
    return _("This account administers the server no longer.")


def _from_auditor(user: User, found: User) -> str:
    lower(user, found, auditor=True)
    return _("This account reads the log no longer.")


_STEPS: Mapping[str, Callable[[User, User], str]] = {
    "close": _close,
    "open": _open,
    "end": _end,
    "to-administrator": _to_administrator,
    "to-auditor": _to_auditor,
    "from-administrator": _from_administrator,
    "from-auditor": _from_auditor,
}


@login_required
@require_POST
@recently
def agree_to_link(request: HttpRequest, uid: str) -> HttpResponse:
    """Agree, as a second administrator, to what another one asked for."""
    user = user_of(request)
    agree(user, get_link_for(user, uid))
    messages.success(request, _("You agreed."))
    return redirect("accounts")


@login_required
@require_POST
def withdraw_link(request: HttpRequest, uid: str) -> HttpResponse:
    """Withdraw a link that was not used yet."""
    user = user_of(request)
    revoke_link(user, get_link_for(user, uid))
    messages.success(request, _("The link opens nothing any more."))
    return redirect("accounts")


@login_required
@require_POST
def lock_all(request: HttpRequest) -> HttpResponse:
    """Lock what anybody unlocked, at once; nobody is signed out."""
    user = user_of(request)
    check_in_installation(user, "settings")
    lock_everything()
    append(user.uid, "vault.lock_all")
    messages.success(request, _("Every vault is locked, for everybody."))
    return redirect("accounts")
