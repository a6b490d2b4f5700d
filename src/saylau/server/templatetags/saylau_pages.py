"""Tags that pages share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django import template
from django.http import HttpRequest
from django.urls import reverse

from saylau.server.access.guard import roles_of
from saylau.server.access.models import User
from saylau.server.access.permissions import ACTIONS, Grant
from saylau.server.pages.registry import MENU
from saylau.server.store.models import Case

register = template.Library()


@dataclass(frozen=True)
class Entry:
    """One entry of the menu of a case."""

    title: str
    address: str
    here: bool


@register.simple_tag(takes_context=True)
def case_menu(context: dict[str, Any], case: Case) -> list[Entry]:
    """The pages of a case that this person may open; an entry is marked on its own pages."""
    request = cast("HttpRequest", context["request"])
    user = cast("User", request.user)
    roles = roles_of(user, case) if user.is_active else ()
    held = {action for action, by_role in ACTIONS.items() if any(by_role[role] is not Grant.NO for role in roles)}
    found = [(title, reverse(name, kwargs={"slug": case.slug})) for name, title, action in MENU if action in held]
    here = max((address for _, address in found if request.path.startswith(address)), key=len, default="")
    return [Entry(str(title), address, address == here) for title, address in found]
