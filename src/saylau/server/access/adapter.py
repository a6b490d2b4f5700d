"""Accounts are made by invitation: nobody signs up without a link that stands."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Invited(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's account, without self-registration and without mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: `pages.accounts` makes the account of whoever has an invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """No mail server is assumed; what would be mailed stands on a page."""
