"""What signing in and out leaves behind: events, the notice of a new browser, sign-ins ended when a factor changes."""

from __future__ import annotations

import time
from importlib import import_module
from typing import Any

from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa import signals as factors
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.server.access.factors import seal_all_of
from saylau.server.access.known import knows, remember
from saylau.server.access.locking import lock
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditEvent

SINCE = "since"
"""When a sign-in began, in seconds; it ends after `settings.ABSOLUTE_SECONDS` however busy it is."""
ELSEWHERE = "elsewhere"
"""Set in a session when the account was signed in to from a new browser meanwhile: when that was."""
NOBODY = "nobody"


@receiver(user_logged_in)
def signed_in(request: HttpRequest, response: HttpResponse, user: User, **kwargs: Any) -> None:
    """The event of a sign-in; from a browser never seen with this account, a notice to whoever else is signed in."""
    request.session[SINCE] = int(time.time())
    new = not knows(request, user)
    if not new:
        _tell_of_new_ones(request, user)
    append(user.uid, "session.sign_in_new" if new else "session.sign_in", user.uid)
    if new:
        _tell_elsewhere(request, user)
    remember(request, response, user)
    seal_all_of(user)


def _tell_of_new_ones(request: HttpRequest, user: User) -> None:
    """Sign-ins from new browsers since the last one from a known one."""
    events = AuditEvent.objects.filter(actor=user.uid)
    last = events.filter(verb="session.sign_in").order_by("-seq").values_list("seq", flat=True).first() or 0
    times = events.filter(verb="session.sign_in_new", seq__gt=last).order_by("seq").values_list("at", flat=True)
    # The first one of all is that of the browser with which the account was made.
    found = list(times)[0 if last else 1 :]
    if found:
        told = _("Since you were last here, this account was signed in to from a browser not seen before: %(times)s.")
        messages.warning(request, told % {"times": ", ".join(found)})


def _tell_elsewhere(request: HttpRequest, user: User) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        other = store(session.session_key)
        if other.get("_auth_user_id"):
            other[ELSEWHERE] = timezone.now().strftime("%Y-%m-%d %H:%M UTC")
            other.save()


@receiver(user_login_failed)
def refused(request: HttpRequest | None, credentials: dict[str, Any], **kwargs: Any) -> None:
    """A wrong name or password."""
    # The name itself is not kept: people type passwords into the wrong field.
    user = User.objects.filter(username=str(credentials.get("username", ""))[:150]).first()
    append(user.uid if user else NOBODY, "session.refused", user.uid if user else "")


@receiver(factors.authentication_failed)
def factor_refused(user: User, **kwargs: Any) -> None:
    """A wrong code or key."""
    append(user.uid, "session.refused", user.uid, {"factor": str(kwargs["authenticator"].type)})


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """The event of a sign-out; what was opened for this sign-in is closed."""
    key = request.session.session_key
    lock(key)
    for session in UserSession.objects.filter(session_key=key):
        session.end()
    if user is not None:
        append(user.uid, "session.sign_out", user.uid)


@receiver(password_changed)
def password_is_new(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Other sign-ins end with the old password."""
    append(user.uid, "password.change", user.uid)
    end_other_sessions(request, user)


@receiver(factors.authenticator_added)
@receiver(factors.authenticator_removed)
@receiver(factors.authenticator_reset)
def factor_changed(request: HttpRequest, user: User, signal: object, **kwargs: Any) -> None:
    """Other sign-ins end when a factor changes."""
    verb = {factors.authenticator_added: "factor.add", factors.authenticator_removed: "factor.remove"}
    append(user.uid, verb.get(signal, "factor.renew"), user.uid, {"factor": str(kwargs["authenticator"].type)})
    end_other_sessions(request, user)


def end_all_sessions(user: User) -> int:
    """End every sign-in of an account; returns how many there were."""
    sessions = list(UserSession.objects.filter(user=user))
    get_adapter().end_sessions(sessions)
    return len(sessions)
