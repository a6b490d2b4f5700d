"""Pages that want to know once more who is there: a password or key within the last five minutes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import unquote, urlencode, urlsplit

from allauth.account.adapter import get_adapter
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
ASKED = "asked-again"
"""Kept in a session while somebody confirms who they are: the page to come back to, and what they had typed there."""
_NOT_TYPED = frozenset({"csrfmiddlewaretoken", "back", "do", "build"})
_MOST_KEPT = 2000


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

    What was sent meanwhile is not kept, since it may be secret: it is to be sent once more, and the page says so. For a
    view that takes POST alone, the form names the page to come back to in a field `back`.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs) if was_recent(request) else ask(request)

    return cast("View[P]", asked)


def ask(request: HttpRequest) -> HttpResponse:
    """Ask who is there; then the page that was asked for, or the one from which something was sent."""
    if request.method == "POST":
        return ask_again(request, request.POST.get("back", request.get_full_path()))
    return _to_confirm(request, request.get_full_path())


def ask_again(request: HttpRequest, back: str, keep: Mapping[str, str] | None = None) -> HttpResponse:
    """Ask who is there. They come back to the page where they pressed the button, which says to press it once more.

    `keep` is what they had typed that is no secret; the page gets it from `typed_before`.
    """
    kept = {name: text[:_MOST_KEPT] for name, text in (keep or {}).items() if text}
    typed = {name for name, text in request.POST.items() if text} - _NOT_TYPED
    request.session[ASKED] = {
        "back": back if get_adapter().is_safe_url(back) else reverse("start"),
        "typed": kept,
        "lost": bool(typed - set(kept) or request.FILES),
    }
    return _to_confirm(request, reverse("confirmed"))


def _to_confirm(request: HttpRequest, then: str) -> HttpResponse:
    address = f"{reverse('account_reauthenticate')}?{urlencode({'next': then})}"
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else redirect(address)


def back_again(request: HttpRequest) -> HttpResponse:
    """Back to the page where somebody was asked, with the sentence on what to do there."""
    asked = request.session.get(ASKED)
    if asked is None or not was_recent(request):
        return redirect("start")
    said = [_("You confirmed that it is you. Nothing was done yet: press the button once more.")]
    if asked["typed"]:
        said.append(_("What you wrote stands there."))
    if asked["lost"]:
        said.append(_("What else was filled in was not kept, since it may be secret."))
    messages.warning(request, " ".join(said))
    if not asked["typed"]:
        del request.session[ASKED]
    return redirect(asked["back"])


def typed_before(request: HttpRequest) -> Mapping[str, str]:
    """What somebody had typed on this page before they were asked who they are; once."""
    asked = request.session.get(ASKED)
    if asked is None or unquote(urlsplit(asked["back"]).path) != request.path:
        return {}
    del request.session[ASKED]
    return cast("Mapping[str, str]", asked["typed"])
