"""The keys that a visitor's sign-in has for the files of a case, and the page that says to unlock the vault first."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from saylau.server.access.guard import get_case_for
from saylau.server.evidence.keys import NONE, Keys, keys_in
from saylau.server.evidence.models import Evidence
from saylau.server.pages.common import user_of
from saylau.server.vault.keeper import Locked

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]


def keys_for(request: HttpRequest, item: Evidence) -> Keys:
    """The keys for an item; none are asked for where it stands plain."""
    return keys_in(request.session.session_key, item.case) if item.kept_as else NONE


def with_key(view: View[P]) -> View[P]:
    """A page of a case that needs the vault for encrypted files: while it is locked, 423 and the way to unlock it."""

    @wraps(view)
    def page(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, slug, *args, **kwargs)
        except Locked as locked:
            told = {"case": get_case_for(user_of(request), slug), "sentence": str(locked)}
            return render(request, "evidence/locked.html", told, status=423)

    return cast("View[P]", page)
