"""What every page of people begins with: who visits which case, and whether its vault is open for this sign-in."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from saylau.server.access.guard import get_case_for
from saylau.server.access.models import User
from saylau.server.access.recently import recently
from saylau.server.access.sign_in import SINCE
from saylau.server.pages.common import user_of
from saylau.server.pages.people.uploads import MOST, InMemory
from saylau.server.store.models import SOURCE, Case
from saylau.server.vault.access import Someone, get_someone_for
from saylau.server.vault.keeper import Locked, is_open, opened
from saylau.server.vault.setup import Stage, drill_due, stage_of
from saylau.vault.vault import Vault

P = ParamSpec("P")


@dataclass
class Visit:
    """Somebody at a page of people of a case."""

    request: HttpRequest
    user: User
    case: Case

    @property
    def key(self) -> str | None:
        """The key of the sign-in's session, under which a vault is kept open."""
        return self.request.session.session_key

    @property
    def posted(self) -> QueryDict | None:
        """What was sent, for a form; None where the page was only opened."""
        return self.request.POST if self.request.method == "POST" else None

    @property
    def is_open(self) -> bool:
        """Whether the vault is open for this sign-in."""
        return is_open(self.key, self.case)

    @property
    def until(self) -> float:
        """When the sign-in ends at the latest."""
        return float(self.request.session.get(SINCE, time.time())) + settings.ABSOLUTE_SECONDS

    @property
    def language(self) -> str:
        """The language of the page."""
        return (get_language() or "en").split("-")[0]

    def vault(self) -> Vault:
        """The open vault. Raises `Locked`."""
        return opened(self.key, self.case)

    def vault_or_none(self) -> Vault | None:
        """The vault where it is open."""
        return self.vault() if self.is_open else None

    def someone(self, number: str, action: str = "fact.read") -> Someone:
        """A person with whom this visitor may do an action. Raises `Http404`."""
        return get_someone_for(self.user, self.case, number, action, self.vault_or_none())

    def page(self, template: str, told: dict[str, Any], status: int = 200) -> HttpResponse:
        """A page, with what all of them show."""
        stage = stage_of(self.case)
        own = {
            "case": self.case, "stage": stage, "open": self.is_open,
            "drill_due": stage is Stage.READY and drill_due(self.case),
        }  # fmt: skip
        return render(self.request, f"people/{template}", own | told, status=status)


def sources_of(case: Case) -> list[tuple[str, str]]:
    """The sources of a case: id, and title."""
    rows = case.facts.filter(kind=SOURCE).exclude(state__in=("withdrawn", "discarded", "draft")).order_by("place", "pk")
    return [(fact.name, str(fact.body.get("title", fact.name))) for fact in rows]


View = Callable[Concatenate[Visit, P], HttpResponse]
Page = Callable[Concatenate[HttpRequest, str, P], HttpResponse]


def visited(action: str = "case.read", *, recent: bool = False, largest: int = MOST) -> Callable[[View[P]], Page[P]]:
    """A page of a case's people. Where it needs the vault and that is locked, the answer is 423 and how to unlock.

    With `recent`, a password or key was given within five minutes. What is sent to it, files too, stays in memory; of
    files over `largest` bytes the hash alone.
    """

    def of(view: View[P]) -> Page[P]:
        @wraps(view)
        def page(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            request.upload_handlers = [InMemory(request, largest)]
            return checked(request, slug, *args, **kwargs)

        @csrf_protect
        def checked(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            user = user_of(request)
            visit = Visit(request, user, get_case_for(user, slug, action))

            def answer(request: HttpRequest) -> HttpResponse:
                try:
                    return view(visit, *args, **kwargs)
                except Locked as locked:
                    return visit.page("locked.html", {"sentence": str(locked)}, status=423)

            return recently(answer)(request) if recent else answer(request)

        return cast("Page[P]", csrf_exempt(login_required(page)))

    return of
