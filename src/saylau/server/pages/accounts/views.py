"""Accounts: joining by invitation."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from saylau.server.access.invitations import make_account, standing
from saylau.server.pages.accounts.forms import Joining


def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a name and a password; the second factor comes next."""
    standing(token)
    form = Joining(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        user = make_account(token, told["username"], told["name"], told["password"], get_language() or "en")
        login(request, user, "allauth.account.auth_backends.AuthenticationBackend")
        return redirect("mfa_index")
    return render(request, "accounts/join.html", {"form": form}, status=422 if form.errors else 200)
