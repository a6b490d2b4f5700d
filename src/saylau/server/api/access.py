"""Who asks: a token, its owner, and the case that it is for."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from saylau.server.access.guard import case_with, get_case_for
from saylau.server.access.models import Token, User
from saylau.server.access.throttle import throttle
from saylau.server.access.tokens import standing_token
from saylau.server.store.models import Case
from saylau.server.trouble import if_free

_SEEN_EVERY = 60


class ByToken(HttpBearer):
    """A token in the header `Authorization: Bearer …`; never in an address, never a cookie."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The token, counted; None where it opens nothing."""
        found = standing_token(token)
        if found is None:
            return None
        throttle("api", found.uid)
        found.user.roles_known = {}
        now = timezone.now()
        if found.used_at is None or (now - found.used_at).total_seconds() > _SEEN_EVERY:
            with if_free():
                Token.objects.filter(pk=found.pk).update(used_at=now)
        return found


def token_of(request: HttpRequest) -> Token:
    """The token with which a request came."""
    return cast("Token", request.auth)  # type: ignore[attr-defined]


def owner_of(request: HttpRequest) -> User:
    """The person for whom a request acts."""
    return token_of(request).user


def case_for(request: HttpRequest, slug: str, action: str) -> Case:
    """The case of a request, where its token and the token's owner may do an action. Raises `Http404`."""
    token = token_of(request)
    own = token.case if token.case is not None and token.case.slug == slug else None
    case = case_with(token.user, own, action) if own else get_case_for(token.user, slug, action)
    if (token.case_id is not None and token.case_id != case.pk) or action not in token.actions:
        raise Http404
    return case
