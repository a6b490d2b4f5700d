"""The sign-in library's forms with our own labels and hints, so that each has words in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCode
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from saylau.server.access.factors import first_use

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Words = Mapping[str, "tuple[str | StrPromise, str | StrPromise]"]
"""Field to label and hint."""
_CODE_ATTRIBUTES = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off", "class": "short"}


def _said(form: forms.Form, words: Words) -> None:
    """Give fields their label and hint, and take away placeholders, which vanish when somebody types."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if name in words:
            field.label, field.help_text = words[name]


class SignIn(LoginForm):  # type: ignore[misc]
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self, {"login": (_("User name"), ""), "password": (_("Password"), "")})
        self.fields["login"].widget.attrs |= {"autocapitalize": "off", "spellcheck": "false"}


class Confirm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self, {"password": (_("Password"), "")})


class NewPassword(ChangePasswordForm):  # type: ignore[misc]
    """The present password and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        good = _("At least 12 characters. Several words that have nothing to do with each other are good.")
        _said(
            self,
            {
                "oldpassword": (_("Present password"), ""),
                "password1": (_("New password"), good),
                "password2": (_("New password again"), ""),
            },
        )


class _Once(BaseAuthenticateForm):  # type: ignore[misc]
    """A code that opens once for as long as it holds."""

    def clean_code(self) -> str:
        """The code, which is that of a factor and was not used before."""
        code: str = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not first_use(self.user, code):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        return code


class Code(_Once, AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Six digits of your authenticator app, or one of your recovery codes.")
        _said(self, {"code": (_("Code"), hint)})
        self.fields["code"].widget.attrs |= _CODE_ATTRIBUTES | {"inputmode": "text", "autofocus": True}


class ConfirmByCode(_Once, ReauthenticateByCode):  # type: ignore[misc]
    """A code once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self, {"code": (_("Code"), _("Six digits of your authenticator app, or one of your recovery codes."))})
        self.fields["code"].widget.attrs |= _CODE_ATTRIBUTES | {"inputmode": "text"}


class FirstCode(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app that was just set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self, {"code": (_("Code"), _("The six digits that the app shows now."))})
        self.fields["code"].widget.attrs |= _CODE_ATTRIBUTES


class NewKey(AddWebAuthnForm):  # type: ignore[misc]
    """A name for a key. Signing in by the key alone is not offered: the password stays the first factor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self, {"name": (_("Name of the key"), _("By which you will know it again, such as “blue key”."))})


class NameOfKey(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self, {"name": (_("Name of the key"), "")})
