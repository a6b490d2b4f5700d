"""One's own security: factors, devices, tokens; leaving at once; the language of the account."""

from __future__ import annotations

from allauth.account.internal.flows.logout import logout
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as set_language_of_browser

from saylau.server.access.factors import FactorUnreadable
from saylau.server.access.models import User
from saylau.server.access.recently import back_again
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditEvent
from saylau.server.pages.common import user_of

LAST_EVENTS = 15


@login_required
def security(request: HttpRequest) -> HttpResponse:
    """Factors, password, devices and tokens, and what the log tells of one's own sign-ins."""
    user = user_of(request)
    factors: dict[str, list[object]] = {}
    for factor in Authenticator.objects.filter(user=user).order_by("created_at"):
        factors.setdefault(str(factor.type), []).append(factor)
    codes = factors.get("recovery_codes", [])
    sessions = sorted(UserSession.objects.purge_and_list(user), key=lambda s: s.created_at, reverse=True)
    about_me = AuditEvent.objects.filter(object=user.uid, verb__regex=r"^(session|factor|password|user)\.")
    told = {
        "factors": factors,
        "has_factor": bool(factors.get("totp") or factors.get("webauthn")),
        "codes_left": _codes_left(codes[0]) if codes else None,
        "sessions": sessions,
        "tokens": user.tokens.select_related("case").filter(revoked_at=None).order_by("-pk"),
        "events": about_me.order_by("-seq")[:LAST_EVENTS],
    }
    return render(request, "accounts/security.html", told)


def _codes_left(codes: object) -> int:
    """How many recovery codes can be used; none where the key of this installation does not open them."""
    try:
        return len(codes.wrap().get_unused_codes())  # type: ignore[attr-defined]
    except FactorUnreadable:
        return 0


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Leave at once: the sign-in of this browser ends, and what was opened for it is closed."""
    logout(request, show_message=False)
    messages.success(request, _("You are signed out, and what you had unlocked is locked."))
    return redirect("account_login")


@login_required
def confirmed(request: HttpRequest) -> HttpResponse:
    """Back to where somebody was asked once more who they are, with a sentence on what to do there."""
    return back_again(request)


@login_required
@require_POST
def end_device(request: HttpRequest, number: int) -> HttpResponse:
    """End one sign-in of one's own on another device."""
    user = user_of(request)
    session = UserSession.objects.filter(user=user, pk=number).first()
    if session is None:
        raise Http404
    if session.is_current():
        return lock(request)
    get_adapter().end_sessions([session])
    append(user.uid, "session.end", user.uid)
    messages.success(request, _("That sign-in is ended."))
    return redirect("mfa_index")


@login_required
@require_POST
def end_devices(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    user = user_of(request)
    sessions = list(UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key))
    get_adapter().end_sessions(sessions)
    append(user.uid, "session.end_all", user.uid, {"count": len(sessions) + 1})
    logout(request, show_message=False)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Another language for this browser, and for the account of whoever is signed in."""
    response = set_language_of_browser(request)
    chosen = response.cookies.get("django_language")
    if chosen is not None and isinstance(request.user, User) and request.user.language != chosen.value:
        request.user.language = chosen.value
        request.user.save(update_fields=["language"])
    return response


def safety(request: HttpRequest) -> HttpResponse:
    """What the server protects against, and what it does not: for everybody, signed in or not."""
    return render(request, "accounts/safety.html")
