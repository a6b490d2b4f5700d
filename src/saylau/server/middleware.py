"""What holds for every answer: headers, the idle limit, the second factor, and errors as sentences."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from saylau.errors import SaylauError
from saylau.server.access.guard import NotPermitted
from saylau.server.access.sign_in import SINCE
from saylau.server.access.throttle import TooMany
from saylau.server.pages.common import troubled
from saylau.server.store.conflict import Stale
from saylau.server.trouble import if_free, trouble_of
from saylau.server.vault.keeper import Locked

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_DENIED = (
    "accelerometer", "autoplay", "camera", "display-capture", "fullscreen", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "usb",
)  # fmt: skip
PERMISSIONS = ", ".join(
    [*(f"{name}=()" for name in _DENIED), "publickey-credentials-get=(self)", "publickey-credentials-create=(self)"]
)
_OPEN_TO_ALL = ("/static/",)
_WITHOUT_SECOND_FACTOR = ("/static/", "/api/", "/language/")
_TO_SET_ONE_UP = ("mfa_index", "lock", "account_logout", "account_reauthenticate")
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
"""What is a second factor; recovery codes alone are none."""
_STATUS = {NotPermitted: 403, Stale: 409, TooMany: 429, Locked: 423}
SEEN = "seen"
_SEEN_EVERY = 60


def headers(answer: Answer) -> Answer:
    """Strict content policy, nothing kept by browsers, nothing told to other sites."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        # No name holds a zero byte, and PostgreSQL refuses to look for one.
        response = HttpResponseNotFound() if "\0" in request.path else answer(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response["Permissions-Policy"] = PERMISSIONS
        response["X-Content-Type-Options"] = "nosniff"
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response["X-Frame-Options"] = "DENY"
        if not request.path.startswith(_OPEN_TO_ALL):
            response["Cache-Control"] = "no-store"
        return response

    return with_headers


def idle_limit(answer: Answer) -> Answer:
    """End a sign-in that was not used for half an hour, or is twelve hours old; written at most once a minute."""

    def within_limit(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now, seen = int(time.time()), request.session.get(SEEN)
            since = request.session.setdefault(SINCE, now)
            if now - (seen or now) > settings.IDLE_SECONDS or now - since > settings.ABSOLUTE_SECONDS:
                logout(request)
                messages.info(request, _("You were signed out after a while. Sign in again to go on."))
                return redirect("account_login")
            if seen is None or now - seen >= _SEEN_EVERY:
                request.session[SEEN] = now
                _keep(request)
        return answer(request)

    return within_limit


def _keep(request: HttpRequest) -> None:
    """Keep when somebody was last seen, unless the database is held by another process."""
    with suppress(UpdateError), if_free():  # a sign-in that was ended meanwhile is answered further out
        request.session.save()
    request.session.modified = False


def second_factor(answer: Answer) -> Answer:
    """Whoever has no second factor yet can do nothing but set one up."""

    def with_second_factor(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not request.path.startswith(_WITHOUT_SECOND_FACTOR):
            open_pages = tuple(map(reverse, _TO_SET_ONE_UP))
            if not request.path.startswith(open_pages) and not is_mfa_enabled(request.user, FACTORS):
                return redirect("mfa_index")
        return answer(request)

    return with_second_factor


class sentences:
    """Errors that carry a sentence become a page with this sentence."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for an error on purpose; others are the fault page's."""
        if trouble := trouble_of(error):
            return troubled(request, trouble)
        if not isinstance(error, SaylauError):
            return None
        status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 400)
        response = render(request, "error.html", {"sentence": str(error), "status": status}, status=status)
        if isinstance(error, TooMany):
            response["Retry-After"] = str(error.seconds)
        return response
