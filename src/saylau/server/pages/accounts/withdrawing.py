"""Consent taken back by case number, for administrators, who see nobody of a case."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from saylau.errors import WrongUse
from saylau.server.access.guard import check_in_installation
from saylau.server.pages.accounts.forms import TakingConsentBack
from saylau.server.pages.common import user_of
from saylau.server.vault.keeper import withdraw_by_number

AT_ONCE = gettext_noop("Consent is taken back, from now on. Nothing built after this holds it.")
LATER = gettext_noop(
    "Consent is taken back. The vault is shut, so that nothing leaves about its people; it is written into the vault "
    "before anybody sees it again."
)


@login_required
def withdraw_consent(request: HttpRequest) -> HttpResponse:
    """Take consent back for a case number: at once, by one person, without a reason and without a name."""
    user = user_of(request)
    check_in_installation(user, "consent.withdraw")
    form = TakingConsentBack(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            written = withdraw_by_number(user, form.cleaned_data["case"], form.cleaned_data["number"])
        except WrongUse as refused:
            form.add_error("number", str(refused))
        else:
            messages.success(request, _(AT_ONCE if written else LATER))
            return redirect("withdraw_by_number")
    return render(request, "accounts/withdraw.html", {"form": form}, status=422 if form.errors else 200)
