"""Forms of accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.access.tokens import MOST_DAYS
from saylau.server.store.models import Case


class Joining(forms.Form):
    """What whoever was invited chooses."""

    username = forms.CharField(
        label=_("User name"), max_length=150, help_text=_("One word, with which you sign in."),
        validators=[User.username_validator],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}),
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
        _good_password(self, found, User(username=found.get("username", "")))
        return found


class SettingAnew(forms.Form):
    """A new password, by whoever has a link for it."""

    password = forms.CharField(
        label=_("New password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False,
        help_text=_("At least 12 characters. Several words that have nothing to do with each other are good."),
    )  # fmt: skip
    again = forms.CharField(
        label=_("New password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean(self) -> dict[str, Any]:
        """The two passwords are one, and a good one."""
        found: dict[str, Any] = super().clean() or {}
        _good_password(self, found, self._user)
        return found


def _good_password(form: forms.Form, found: dict[str, Any], user: User) -> None:
    if found.get("password") and found.get("password") != found.get("again"):
        form.add_error("again", _("The two passwords are not the same."))
    elif found.get("password"):
        try:
            validate_password(found["password"], user)
        except ValidationError as refused:
            form.add_error("password", refused)


ROLE_NAMES = {
    Role.DOCUMENTER: _("documenter"),
    Role.LAWYER: _("case lawyer"),
    Role.ANALYST: _("analyst"),
    Role.EDITOR: _("editor"),
    Role.REVIEWER: _("reviewer"),
}
ROLE_SAYS = {
    Role.DOCUMENTER: _("documenter: enters facts and evidence"),
    Role.LAWYER: _("case lawyer: represents named persons"),
    Role.ANALYST: _("analyst: works on facts without names"),
    Role.EDITOR: _("editor: prepares text and releases"),
    Role.REVIEWER: _("reviewer: the second pair of eyes"),
}


ACTION_SAYS = {
    "case.read": _("read what the case is about"),
    "fact.read": _("read facts and sources"),
    "fact.create": _("enter facts"),
    "fact.change": _("change facts"),
    "fact.submit": _("submit facts for review"),
    "fact.withdraw": _("withdraw facts"),
    "evidence.read": _("read evidence"),
    "evidence.add": _("send evidence in"),
    "search": _("search"),
    "import.run": _("import files"),
    "assessment.read": _("read findings"),
    "assessment.run": _("run the checks"),
}
"""What a token may do, in words; a test holds that each that is offered stands here."""


class InvitingIntoCase(forms.Form):
    """The role that whoever is invited will have in a case."""

    role = forms.ChoiceField(label=_("Role"), choices=list(ROLE_SAYS.items()))


class GivingRole(forms.Form):
    """A role for somebody who has an account already."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"), to_field_name="uid")
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLE_SAYS.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = cast("forms.ModelChoiceField[User]", self.fields["person"])
        people.queryset = User.objects.filter(is_active=True).order_by("username")
        people.label_from_instance = _called  # type: ignore[assignment, method-assign]


def _called(user: User) -> str:
    return user.username if user.called == user.username else f"{user.called} ({user.username})"


class Inviting(forms.Form):
    """What whoever is invited will be in the installation."""

    MEMBER, AUDITOR, ADMINISTRATOR = "member", "auditor", "administrator"
    what = forms.ChoiceField(
        label=_("What they will be"),
        choices=[
            (MEMBER, _("member: gets roles in cases later")),
            (AUDITOR, _("auditor: reads the log, no case")),
            (ADMINISTRATOR, _("administrator: accounts, roles, backups")),
        ],
    )


class TakingConsentBack(forms.Form):
    """Whose consent is taken back: a case and a number, and no name."""

    case = forms.ModelChoiceField(Case.objects.none(), label=_("Case"), to_field_name="slug")
    number = forms.CharField(
        label=_("Case number"), max_length=10, help_text=_("Such as P-0042."),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases = cast("forms.ModelChoiceField[Case]", self.fields["case"])
        cases.queryset = Case.objects.order_by("slug")
        cases.label_from_instance = _titled  # type: ignore[assignment, method-assign]


def _titled(case: Case) -> str:
    return f"{case.title} ({case.slug})"


class MakingToken(forms.Form):
    """A key for a program."""

    name = forms.CharField(
        label=_("What it is for"), max_length=100, help_text=_("By which you will know it again in the list.")
    )
    actions = forms.MultipleChoiceField(label=_("What it may do"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(
        label=_("Good for how many days"), min_value=1, max_value=MOST_DAYS, initial=30,
        help_text=_("90 at most. It can be withdrawn at any time."),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actions = cast("forms.MultipleChoiceField", self.fields["actions"])
        actions.choices = [(action, ACTION_SAYS[action]) for action in offered]
