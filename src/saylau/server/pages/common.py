"""What every page shares: who is here, the case that is open, and the pages for what went wrong."""

from __future__ import annotations

from typing import TypeVar, cast

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saylau import __version__
from saylau.server.access.models import User
from saylau.server.access.sign_in import ELSEWHERE

M = TypeVar("M", bound=Model)


def user_of(request: HttpRequest) -> User:
    """The person who is signed in; views that call it are for people signed in."""
    user = cast("User", request.user)
    if user.roles_known is None:
        user.roles_known = {}
    return user


def on_every_page(request: HttpRequest) -> dict[str, object]:
    """What the frame of a page shows."""
    elsewhere = request.session.pop(ELSEWHERE, None) if request.user.is_authenticated else None
    return {"version": __version__, "organisation": settings.ORGANISATION, "elsewhere": elsewhere}


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The answer for what does not exist, and for what this person may not see: the same."""
    return render(request, "not_found.html", status=404)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer for a form that was not sent from a page of this sign-in."""
    sentence = _("This form was not sent from a page of your present sign-in; nothing was done. Open the page again.")
    return render(request, "error.html", {"sentence": sentence, "status": 403}, status=403)


def fault(request: HttpRequest) -> HttpResponse:
    """The answer for a fault of the server itself; it names nothing of the case."""
    return render(request, "fault.html", status=500)
