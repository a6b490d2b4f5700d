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
from saylau.server.access.known import knows, network_mark, remember
from saylau.server.access.locking import lock
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditDetail, AuditEvent

SINCE = "since"
"""When a sign-in began, in seconds; it ends after `settings.ABSOLUTE_SECONDS` however busy it is."""
ELSEWHERE = "elsewhere"
"""Set in a session when the account was signed in to from a new browser meanwhile: when that was."""
NOBODY = "nobody"
USUAL, NEW, MOVED = "session.sign_in", "session.sign_in_new", "session.sign_in_moved"
"""A sign-in as before; from a browser never seen with the account; from a known one in a network never seen with it."""
_LOOKED_BACK = 200
"""So many sign-ins of an account are looked at for the networks that it came from."""


@receiver(user_logged_in)
def signed_in(request: HttpRequest, response: HttpResponse, user: User, **kwargs: Any) -> None:
    """The event of a sign-in; from a browser or network never seen with it, a notice to whoever else is signed in."""
    request.session[SINCE] = int(time.time())
    network = network_mark(request, user)
    verb = NEW if not knows(request, user) else MOVED if _moved(user, network) else USUAL
    if verb == USUAL:
        _tell_of_new_ones(request, user)
    append(user.uid, verb, user.uid, {"network": network})
    if verb != USUAL:
        _tell_elsewhere(request, user)
    remember(request, response, user)
    seal_all_of(user)


def _moved(user: User, network: str) -> bool:
    """Whether an account that was signed in to before never was from this network, as far as the log still tells."""
    events = AuditEvent.objects.filter(actor=user.uid, verb__in=(USUAL, NEW, MOVED)).order_by("-seq")[:_LOOKED_BACK]
    details = AuditDetail.objects.filter(seq__in=list(events.values_list("seq", flat=True)))
    seen = {content.get("network") for content in details.values_list("content", flat=True)}
    return bool(seen) and network not in seen


def _tell_of_new_ones(request: HttpRequest, user: User) -> None:
    """Sign-ins from new browsers and networks since the last one as before."""
    events = AuditEvent.objects.filter(actor=user.uid)
    last = events.filter(verb=USUAL).order_by("-seq").values_list("seq", flat=True).first() or 0
    times = events.filter(verb__in=(NEW, MOVED), seq__gt=last).order_by("seq").values_list("at", flat=True)
    # The first one of all is that of the browser with which the account was made.
    found = list(times)[0 if last else 1 :]
    if found:
        told = _("Since you were last here, this account was signed in to from a new browser or network: %(times)s.")
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
