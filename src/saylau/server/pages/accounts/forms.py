"""Forms of accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from saylau.server.access.models import User


class Joining(forms.Form):
    """What whoever was invited chooses."""

    username = forms.CharField(
        label=_("User name"), max_length=150, help_text=_("One word, with which you sign in."),
        validators=[User.username_validator],
    )  # fmt: skip
    name = forms.CharField(
        label=_("How others see you"), max_length=100, required=False,
        help_text=_("Stands in the review and, where you sign conclusions, in the report. A user name will do."),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False,
        help_text=_("At least 12 characters. Several words that have nothing to do with each other are good."),
    )  # fmt: skip
    again = forms.CharField(
        label=_("Password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def clean_username(self) -> str:
        """A name that nobody has yet, whatever its case."""
        username = str(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError(_("This name is taken; choose another."))
        return username

    def clean(self) -> dict[str, Any]:
        """The two passwords are one, and a good one."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("password") and found.get("password") != found.get("again"):
            self.add_error("again", _("The two passwords are not the same."))
        elif found.get("password"):
            try:
                validate_password(found["password"], User(username=found.get("username", "")))
            except ValidationError as refused:
                self.add_error("password", refused)
        return found
