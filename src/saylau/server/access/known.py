"""Browsers in which an account was signed in before, by a cookie that opens nothing; and networks, by a mark.

It serves two ends. A sign-in from a browser without it is told to the account's owner. And failed attempts from
browsers with it are counted apart, so that somebody who tries passwords from elsewhere does not keep the owner out.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from saylau.server.access.models import User

KNOWN = "known"
KNOWN_FOR = 400 * 24 * 3600
"""In seconds; browsers keep no cookie longer."""
MOST_KNOWN = 20
"""So many accounts of one browser are remembered."""


def _mark(user: User) -> str:
    return salted_hmac(KNOWN, user.uid).hexdigest()[:32]


def network_mark(request: HttpRequest, user: User) -> str:
    """A mark of the network from which a request comes, for one account; it does not tell the address.

    A network is what a provider has: the first 16 bits of an IPv4 address, the first 32 of an IPv6 address.
    """
    address = ip_address(get_adapter().get_client_ip(request))
    network = ip_network((address, 16 if address.version == 4 else 32), strict=False)
    return salted_hmac("network", f"{user.uid} {network}").hexdigest()[:16]


def _marks(request: HttpRequest) -> list[str]:
    return [part for part in request.COOKIES.get(KNOWN, "").split(".") if part][:MOST_KNOWN]


def knows(request: HttpRequest, user: User) -> bool:
    """Whether an account was signed in from this browser before."""
    return _mark(user) in _marks(request)


def knows_name(request: HttpRequest, username: str) -> bool:
    """The same by a user name, which need not be anybody's."""
    if not _marks(request):
        return False
    user = User.objects.filter(username__iexact=username).first()
    return user is not None and knows(request, user)


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Remember that an account was signed in from this browser."""
    marks = [_mark(user), *(mark for mark in _marks(request) if mark != _mark(user))][:MOST_KNOWN]
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(KNOWN, ".".join(marks), KNOWN_FOR, secure=secure, httponly=True, samesite="Lax")
