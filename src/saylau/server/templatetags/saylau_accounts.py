"""Tags of the pages of accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template
from django.utils.translation import gettext as _

from saylau.server.access.guard import roles_of
from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.pages.accounts.forms import ROLE_NAMES
from saylau.server.store.models import Case

register = template.Library()
# The first that is named in what the browser says of itself; those further down hide in those further up.
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


@register.simple_tag
def factor_words(kinds: Iterable[str]) -> str:
    """Sorts of second factors in words."""
    named = {"totp": _("authenticator app"), "webauthn": _("security key")}
    return ", ".join(named[kind] for kind in sorted(kinds) if kind in named) or _("none yet")


@register.simple_tag
def factor_names(factors: Mapping[int, Iterable[str]], user: int) -> str:
    """Sorts of second factors of one account among several."""
    return str(factor_words(factors.get(user, ())))


@register.filter
def role_name(role: str) -> str:
    """A role in the language of the page."""
    return str(ROLE_NAMES[Role(role)])


@register.filter
def mine(case: Case, user: User) -> bool:
    """Whether a person has a role in a case."""
    return bool(roles_of(user, case))


@register.filter
def browser_words(says: str) -> str:
    """Browser and system, as far as the browser tells the truth about itself."""
    browser = next((name for mark, name in _BROWSERS if mark in says), "")
    system = next((name for mark, name in _SYSTEMS if mark in says), "")
    return ", ".join(filter(None, (browser, system))) or says[:60] or _("a browser that says nothing of itself")
