"""What every page shares: who is here, the case that is open, and the pages for what went wrong."""

from __future__ import annotations

from typing import TypeVar, cast

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saylau import __version__
from saylau.server.access.models import User

M = TypeVar("M", bound=Model)


def user_of(request: HttpRequest) -> User:
    """The person who is signed in; views that call it are for people signed in."""
    user = cast("User", request.user)
    if user.roles_known is None:
        user.roles_known = {}
    return user


def on_every_page(request: HttpRequest) -> dict[str, object]:
    """What the frame of a page shows."""
    return {"version": __version__, "organisation": settings.ORGANISATION}


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The answer for what does not exist, and for what this person may not see: the same."""
    return render(request, "not_found.html", status=404)


def fault(request: HttpRequest) -> HttpResponse:
    """The answer for a fault of the server itself; it names nothing of the case."""
    return render(request, "fault.html", status=500)
