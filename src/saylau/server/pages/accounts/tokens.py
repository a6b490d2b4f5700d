"""Keys for programs."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saylau.server.access.guard import get_case_for
from saylau.server.access.recently import recently
from saylau.server.access.tokens import make_token, offered_to, revoke_token
from saylau.server.pages.accounts.forms import MakingToken
from saylau.server.pages.common import user_of


@login_required
@recently
def new_token(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a token for one case; it is shown once."""
    user = user_of(request)
    case = get_case_for(user, slug, "token.create")
    form = MakingToken(request.POST or None, offered=offered_to(user, case))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        text = make_token(user, case, told["name"], told["actions"], told["days"])
        return render(request, "accounts/token_made.html", {"text": text, "case": case})
    told = {"form": form, "case": case}
    return render(request, "accounts/token.html", told, status=422 if form.errors else 200)


@login_required
@require_POST
def end_token(request: HttpRequest, uid: str) -> HttpResponse:
    """Withdraw a token of one's own."""
    user = user_of(request)
    token = user.tokens.filter(uid=uid).first()
    if token is None:
        raise Http404
    revoke_token(user, token)
    messages.success(request, _("The token opens nothing any more."))
    return redirect("mfa_index")
