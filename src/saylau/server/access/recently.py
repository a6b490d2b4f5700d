"""Pages that want to know once more who is there: a password or key within the last five minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from saylau.server.access.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
"""A page's function."""


def was_recent(request: HttpRequest) -> bool:
    """Whether whoever is signed in gave a password, a code or a key within the last five minutes."""
    if not isinstance(request.user, User):
        return False
    times = [float(record["at"]) for record in get_authentication_records(request, request.user)]
    return bool(times) and time.time() - max(times) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def remember_now(request: HttpRequest, user: User) -> None:
    """Take down that a password was given just now."""
    record_authentication(request, user, method="password", reauthenticated=True)


def recently(view: View[P]) -> View[P]:
    """A view for whoever gave a password or key within five minutes; others are asked for it, and come back.

    What was sent meanwhile is not kept, since it may be secret: it is to be sent once more. For a view that takes POST
    alone, the form names the page to come back to in a field `back`.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if was_recent(request):
            return view(request, *args, **kwargs)
        back = request.get_full_path()
        if request.method == "POST":
            messages.warning(request, _("Nothing was done yet: confirm that it is you, then do it once more."))
            back = request.POST.get("back", back)
        address = f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}"
        if request.headers.get("HX-Request"):
            return HttpResponseClientRedirect(address)
        return redirect(address)

    return cast("View[P]", asked)
