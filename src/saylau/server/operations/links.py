"""A one-time link made by whoever runs the server, for when no administrator can sign in."""

from __future__ import annotations

from django.conf import settings

from saylau.errors import NotFound
from saylau.server.access.invitations import HOURS, system_reset_link
from saylau.server.access.models import User
from saylau.server.operations.backup import Tell
from saylau.server.operations.installed import check_installed


def reset(username: str, tell: Tell) -> None:
    """A link with which an account sets password and factors anew. Raises `NotFound`."""
    check_installed()
    account = User.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise NotFound(f"no open account {username!r}")
    token = system_reset_link(account)
    local = settings.LISTEN in ("localhost", "127.0.0.1")
    address = f"http://{'localhost' if local else settings.LISTEN}:{settings.PORT}"
    tell(f"once, within {HOURS} hours, on the address under which the server is reached:")
    tell(f"{address}/{account.language}/password/{token}/")
