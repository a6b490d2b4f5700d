"""People of an invented team, each with a second factor, and their browsers."""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from django.test import Client

from saylau.server.access.models import Membership, User
from saylau.server.access.roles import Role
from saylau.server.store.models import Case

PASSWORD = "seven quiet rivers at noon"


def person(
    username: str, case: Case | None = None, *roles: Role, administrator: bool = False, auditor: bool = False
) -> User:
    """An account with a second factor, and roles in a case."""
    user = User.objects.create_user(username, password=PASSWORD, administrator=administrator, auditor=auditor)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    for role in roles:
        assert case is not None
        Membership.objects.create(user=user, case=case, role=role)
    return user


def browser(user: User) -> Client:
    """A browser in which a person is signed in."""
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def confirm(client: Client, user: User) -> Client:
    """The same browser, in which the person gave the password just now."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
