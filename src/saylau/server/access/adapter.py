"""How the sign-in library is used: accounts by invitation, no mail, addresses within this server, our own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from saylau.server.access.factors import seal, unseal
from saylau.server.access.known import knows_name
from saylau.server.access.locking import lock
from saylau.server.access.models import User
from saylau.server.access.recently import was_recent

CONFIRM_WITH: Mapping[str, object] = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code of the authenticator app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a security key"),
}


class Invited(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts without self-registration and without mail."""

    error_messages: Mapping[str, object] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("User name and password do not belong together."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right, or was used already. Wait for the next one."),
        "rate_limited": _("Too many attempts. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: `pages.accounts` makes the account of whoever has an invitation."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What failed attempts are counted by: the name; apart in browsers in which its owner signed in before."""
        known = knows_name(request, str(credentials.get("username", "")))
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}{':known' if known else ''}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """No mail server is assumed; what would be mailed stands on a page."""

    def is_safe_url(self, url: str) -> bool:
        """Whether an address to go on to is one of this server, under the name by which the visitor came."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts={context.request.get_host()})

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page, in the language of the account."""
        with override(request.user.language if isinstance(request.user, User) else None):
            return reverse("start")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page of one's own security."""
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """A sign-in of a moment ago counts as well."""
        return not was_recent(context.request)

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """The ways to say once more who one is, in our own words."""
        return [
            {**method, "description": CONFIRM_WITH[method["id"]]}
            for method in super().get_reauthentication_methods(user)
        ]


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their names, and our own words."""

    error_messages: Mapping[str, object] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or was used already. Wait for the next one."),
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a security key first."),
    }

    def _get_site_name(self) -> str:
        return settings.ORGANISATION

    def encrypt(self, text: str) -> str:
        """A secret as it stands in the database."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself. Raises `FactorUnreadable`."""
        return unseal(encrypted_text)


class Sessions(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """Sign-ins on other devices; what was opened for one of them is closed with it."""

    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        """End them on the server."""
        for session in sessions:
            lock(session.session_key)
            session.end()
