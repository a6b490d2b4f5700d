"""What every page shares: who is here, the case that is open, and the pages for what went wrong."""

from __future__ import annotations

import logging
import sys
from typing import TypeVar, cast

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from saylau import __version__
from saylau.server.access.models import User
from saylau.server.access.sign_in import ELSEWHERE
from saylau.server.trouble import Trouble, place_of, trouble_of

M = TypeVar("M", bound=Model)


FRAME: dict[str, object] = {
    "version": __version__, "organisation": settings.ORGANISATION, "tongues": settings.LANGUAGES
}  # fmt: skip
"""What the frame of every page shows, whoever sees it."""


def user_of(request: HttpRequest) -> User:
    """The person who is signed in; views that call it are for people signed in."""
    user = cast("User", request.user)
    if user.roles_known is None:
        user.roles_known = {}
    return user


def on_every_page(request: HttpRequest) -> dict[str, object]:
    """What the frame of a page shows."""
    elsewhere = request.session.pop(ELSEWHERE, None) if request.user.is_authenticated else None
    return {
        "version": __version__,
        "organisation": settings.ORGANISATION,
        "tongues": settings.LANGUAGES,
        "elsewhere": elsewhere,
    }


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The answer for what does not exist, and for what this person may not see: the same."""
    return render(request, "not_found.html", status=404)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer for a form that was not sent from a page of this sign-in."""
    sentence = _("This form was not sent from a page of your present sign-in; nothing was done. Open the page again.")
    return render(request, "error.html", {"sentence": sentence, "status": 403}, status=403)


def fault(request: HttpRequest) -> HttpResponse:
    """The answer for a fault of the server itself; it names nothing of the case."""
    error = sys.exc_info()[1]
    if trouble := trouble_of(error):  # also from what stands around the pages, such as sign-ins
        return troubled(request, trouble)
    logging.getLogger(__name__).error("a fault of saylau itself: %s", place_of(error))
    return render(request, "fault.html", status=500)


def troubled(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """The answer where the machine refuses; it asks nothing of the database."""
    told = {
        "sentence": trouble.sentence,
        "organisation": settings.ORGANISATION,
        "tongues": settings.LANGUAGES,
        "version": __version__,
    }
    response: HttpResponse
    if request.path.startswith(reverse("api:api-root")):
        response = JsonResponse({"code": trouble.code, "message": str(trouble.sentence), "problems": []})
    else:
        response = HttpResponse(render_to_string("error.html", told))
    response.status_code = trouble.status
    if trouble.seconds:
        response["Retry-After"] = str(trouble.seconds)
    return response
