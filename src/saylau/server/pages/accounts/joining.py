"""One-time links: joining by invitation, and setting a password anew."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saylau.server.access.invitations import make_account, set_anew, standing
from saylau.server.access.models import Invitation
from saylau.server.access.recently import remember_now
from saylau.server.access.sign_in import end_all_sessions
from saylau.server.pages.accounts.forms import Joining, SettingAnew


def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a name and a password; the second factor comes next."""
    invitation = standing(token)
    form = Joining(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        user = make_account(token, told["username"], told["name"], told["password"], get_language() or "en")
        response: HttpResponse = perform_login(request, user, redirect_url=reverse("mfa_index"))
        remember_now(request, user)
        return response
    told = {"form": form, "invitation": invitation}
    return render(request, "accounts/join.html", told, status=422 if form.errors else 200)


def set_password_anew(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a new password; then sign in with it and the second factor, or set up a new one."""
    link = standing(token, Invitation.RESET)
    assert link.account is not None
    form = SettingAnew(request.POST or None, user=link.account)
    if request.method == "POST" and form.is_valid():
        user = set_anew(token, form.cleaned_data["password"])
        end_all_sessions(user)
        messages.success(request, _("The new password is set. Sign in with it."))
        return redirect("account_login")
    told = {"form": form, "link": link}
    return render(request, "accounts/set_anew.html", told, status=422 if form.errors else 200)
