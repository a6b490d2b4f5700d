"""Forms of people: the fields of an entry come from its class, and so do the sentences of what is wrong."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin

from django import forms
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from saylau.errors import FormRefused
from saylau.records.kinds.actors import Gender
from saylau.server.store.models import Case
from saylau.server.vault.access import is_number
from saylau.server.vault.people import bodies_of
from saylau.server.vault.told import words_here
from saylau.server.vault.words import LABELS, choices
from saylau.values.message import Message
from saylau.vault.entries import (
    ENTRY,
    Account,
    Authority,
    Consent,
    Contact,
    Entry,
    Identity,
    NameWritten,
    Paper,
    Purpose,
    Revocation,
    Situation,
    Verdict,
    Withdrawal,
)
from saylau.vault.form import SECTIONS, Filled, people_told
from saylau.vault.ledger import PUBLIC, SAYS, Detail

ENTRIES: dict[str, type[BaseModel]] = {
    "consent": Consent, "authority": Authority, "revocation": Revocation, "situation": Situation, "name": NameWritten,
    "identity": Identity, "contact": Contact, "account": Account, "paper": Paper, "withdrawal": Withdrawal,
}  # fmt: skip
"""What may be entered about somebody, by the last part of its address."""
_LONG = frozenset({"text", "note"})
_HINTS = {
    "on": _("The day of which it speaks, as 2026-11-22."), "until": _("The last day; empty for no end."),
    "born": _("1980, 1980-02 or 1980-02-03."), "powers": _("Parted by commas."),
    "purposes": _("What is not ticked is not granted. No purpose follows from another."),
    "bodies": _("Sharing and naming are agreed to for bodies one by one."),
    "paper": _("Choose the file below and its hash is taken; the file itself is not kept."),
    "sha256": _("Choose the file below and its hash is taken; the file itself is not kept."),
    "in_custody": _("It is then to be confirmed later, and never enough for publication."),
}  # fmt: skip


def purpose_choices() -> list[tuple[str, str]]:
    """The purposes of consent, in words."""
    return [(str(purpose), words_here().text(Message(SAYS[purpose]))) for purpose in Purpose]


def day_field(**given: Any) -> forms.DateField:
    """A day, written or chosen."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"), **given)


class EntryForm(forms.Form):
    """One entry about one person."""

    def __init__(self, kind: str, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.model = kind, ENTRIES[kind]
        bodies = list(bodies_of(case).items())
        ordered = ["on", *(n for n in self.model.model_fields if n not in ("kind", "on", "note")), "note"]
        for name in ordered:
            self.fields[name] = _field(name, self.model.model_fields[name], bodies)
        if kind == "withdrawal":
            self.fields["purposes"].help_text = _("Tick nothing to take back everything.")
            self.fields["bodies"].help_text = _("Tick nothing for all of them.")
        if kind == "revocation":
            self.fields["attorney"].required = False
            self.fields["attorney"].help_text = _("Empty for everybody.")
        if "paper" in self.fields or "sha256" in self.fields:
            self.fields["file"] = forms.FileField(
                label=_("The paper itself"), required=False, help_text=_("Only its hash is kept.")
            )

    def clean(self) -> dict[str, Any]:
        """What was typed as an entry. What is wrong is told by field, and never with what was typed."""
        told = {k: v for k, v in (super().clean() or {}).items() if k != "file" and v not in (None, "", [])}
        file = self.cleaned_data.get("file")
        if file:
            told["paper" if "paper" in self.fields else "sha256"] = file.sha256
        try:
            self.entry = self._entry(told)
        except FormRefused as refused:
            for line in refused.wrong:
                place, _colon, why = line.partition(": ")
                name = place.rpartition(", ")[2]
                self.add_error(name if name in self.fields else None, why if name in self.fields else line)
        return self.cleaned_data

    def _entry(self, told: dict[str, Any]) -> Entry:
        if self.kind in SECTIONS:
            row = {k: v.isoformat() if isinstance(v, date) else v for k, v in told.items()}
            return people_told({"person": [{self.kind: row}]}, str(_("the form")))[0].entries[0]
        try:
            return ENTRY.validate_python(self.model.model_validate(told).model_dump())
        except ValidationError as refused:
            fields = sorted({str(error["loc"][0]) for error in refused.errors(include_input=False) if error["loc"]})
            raise FormRefused(str(_("the form")), [f"{name}: {_('does not fit')}" for name in fields]) from None


def _field(name: str, field: FieldInfo, bodies: list[tuple[str, str]]) -> forms.Field:
    """The field of a form for a field of an entry."""
    sort: object = field.annotation
    if isinstance(sort, UnionType):
        sort = next(part for part in get_args(sort) if part is not type(None))
    many = get_origin(sort) is tuple
    inner = get_args(sort)[0] if many else sort
    given: dict[str, Any] = {
        "label": LABELS.get(name, name), "help_text": _HINTS.get(name, ""), "required": field.is_required()
    }  # fmt: skip
    if name == "bodies":
        return forms.MultipleChoiceField(choices=bodies, widget=forms.CheckboxSelectMultiple, **given)
    if inner is Purpose:
        return forms.MultipleChoiceField(choices=purpose_choices(), widget=forms.CheckboxSelectMultiple, **given)
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        if many:
            return forms.MultipleChoiceField(choices=choices(inner), widget=forms.CheckboxSelectMultiple, **given)
        first = [] if isinstance(field.default, StrEnum) else [("", "—")]
        given["required"] = False
        return forms.ChoiceField(choices=[*first, *choices(inner)], initial=field.default or "", **given)
    if inner is bool:
        return forms.BooleanField(**given | {"required": False})
    if inner is date:
        return day_field(**given, initial=date.today if name == "on" else None)
    if inner is int:
        return forms.CharField(**given, widget=forms.NumberInput(attrs={"class": "short", "min": 1}))
    widget = forms.Textarea(attrs={"rows": 4}) if name in _LONG else forms.TextInput(attrs={"autocomplete": "off"})
    return (_Commas if many else forms.CharField)(
        widget=widget, max_length=20_000, **given | ({"required": False} if name in ("sha256", "paper") else {})
    )


class _Commas(forms.CharField):
    """Several short texts, parted by commas."""

    def clean(self, value: Any) -> Any:
        """The texts."""
        return [part.strip() for part in super().clean(value).split(",") if part.strip()]


class NewPerson(forms.Form):
    """One person, asked as on the command line. Consent is asked for on a page of its own afterwards."""

    number = forms.CharField(
        label=_("Case number"), required=False, help_text=_("Such as P-0042; empty for the next one.")
    )
    on = day_field(label=_("Day"), initial=date.today, help_text=_("On which this was told."))
    source = forms.ChoiceField(label=_("Source"), help_text=_("From which the case knows of this person."))
    family = forms.CharField(label=_("Family name"), required=False, max_length=200)
    given = forms.CharField(label=_("Given name"), required=False, max_length=200)
    patronymic = forms.CharField(label=_("Patronymic"), required=False, max_length=200)
    language = forms.CharField(
        label=_("Language of the name"), required=False, max_length=10, help_text=_("kk, ru, en ...")
    )
    gender = forms.ChoiceField(label=_("Sex"), required=False, choices=[("", "—"), *choices(Gender)])
    born = forms.CharField(label=_("Born"), required=False, help_text=_HINTS["born"])
    nationality = forms.CharField(label=_("Nationality"), required=False, max_length=200)
    document = forms.CharField(label=_("Identity document"), required=False, max_length=500)
    profession = forms.CharField(label=_("Profession"), required=False, max_length=500)
    address = forms.CharField(label=_("Address"), required=False, max_length=1000)
    way = forms.CharField(
        label=_("Way of contact"), required=False, help_text=_("Telephone, letter, through counsel ...")
    )
    reach = forms.CharField(label=_("Its number or address"), required=False)
    safe = forms.CharField(label=_("When and how it is safe to use it"), required=False)
    account = forms.CharField(label=_("What the person told, in their words"), required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, sources: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = sources  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def clean_number(self) -> str:
        """A case number in capitals, or nothing."""
        number = str(self.cleaned_data["number"]).strip().upper()
        if number and not is_number(number):
            raise forms.ValidationError(_("Write letters of a series and a number, such as P-0042."))
        return number

    def clean(self) -> dict[str, Any]:
        """The same form that a file would be."""
        told = super().clean() or {}
        if self.errors:
            return told
        names = [
            {"text": told[part], "part": part, "language": told["language"]}
            for part in ("family", "given", "patronymic")
            if told[part]
        ]
        identity = {n: told[n] for n in ("gender", "born", "nationality", "document", "profession", "address")}
        contact = {"way": told["way"], "address": told["reach"], "safe": told["safe"]}
        table = {
            "number": told["number"], "on": told["on"].isoformat(), "name": names, "identity": identity,
            "contact": contact, "account": {"text": told["account"]},
        }  # fmt: skip
        try:
            self.people = people_told({"person": [table]}, str(_("the form")))
        except FormRefused as refused:
            for line in refused.wrong:
                self.add_error(None, line.removeprefix("person 1, "))
        return told

    people: tuple[Filled, ...] = ()


class Upload(forms.Form):
    """A form of people in TOML, or the entries of a list in CSV."""

    file = forms.FileField(label=_("File"))
    source = forms.ChoiceField(
        label=_("Source"), required=False, help_text=_("Of people: from which the case knows of them.")
    )
    of_list = forms.ChoiceField(label=_("List"), required=False, help_text=_("Of a list in CSV: which list it is."))
    on = day_field(
        label=_("Day"), required=False, help_text=_("Of a list: the day of which it speaks, where rows do not say.")
    )

    def __init__(self, *args: Any, sources: list[tuple[str, str]], lists: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = sources  # type: ignore[attr-defined]
        self.fields["of_list"].choices = [("", str(_("none: it is a form of people"))), *lists.items()]  # type: ignore[attr-defined]


class Sent(forms.Form):
    """A paper about somebody that went out."""

    file = forms.FileField(
        label=_("The file that went out"), help_text=_("Only its name and hash are kept, in the vault.")
    )
    audience = forms.ChoiceField(label=_("To whom"))
    on = day_field(label=_("Day"), initial=date.today)
    tells = forms.MultipleChoiceField(
        label=_("What it tells of the person"), widget=forms.CheckboxSelectMultiple,
        choices=choices(Detail),
    )  # fmt: skip
    to_government = forms.BooleanField(label=_("The body hands on to the government what it gets"), required=False)
    left_already = forms.BooleanField(
        label=_("It has left already"), required=False,
        help_text=_("It is recorded even where no consent covers it, since what has left has to be known."),
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [(PUBLIC, _("everybody: it is published")), *bodies_of(case).items()]  # type: ignore[attr-defined]


_SECRET = {"autocomplete": "off", "spellcheck": "false"}


class Passphrase(forms.Form):
    """The passphrase of a vault."""

    passphrase = forms.CharField(
        label=_("Passphrase of the vault"), strip=False, widget=forms.PasswordInput(attrs=_SECRET)
    )


class Bringing(forms.Form):
    """A vault that was made elsewhere, and what opens it."""

    file = forms.FileField(label=_("File of the vault"), help_text=_("It stands beside the case folder."))
    passphrase = forms.CharField(
        label=_("Passphrase of the vault"), strip=False, widget=forms.PasswordInput(attrs=_SECRET)
    )
    source = forms.ChoiceField(
        label=_("Source"), help_text=_("From which the case knows of those people of whom it has no row yet.")
    )
    known = forms.BooleanField(
        label=_("Whoever entered rows of people in it may read who these are"), required=False,
        help_text=_("Asked where others entered such rows; you are told who."),
    )  # fmt: skip

    def __init__(self, *args: Any, sources: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = sources  # type: ignore[attr-defined]


class NewPassphrase(forms.Form):
    """A new passphrase, twice."""

    passphrase = forms.CharField(
        label=_("New passphrase"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters or 4 different words, drawn by lot. Not your password for signing in."),
    )  # fmt: skip
    again = forms.CharField(
        label=_("The same once more"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        """Both alike."""
        told = super().clean() or {}
        if told.get("passphrase") != told.get("again"):
            self.add_error("again", _("The two passphrases differ."))
        return told


class RecoveryKey(forms.Form):
    """The recovery key, typed from paper."""

    recovery = forms.CharField(
        label=_("Recovery key"), widget=forms.TextInput(attrs=_SECRET),
        help_text=_("It begins with AGE-SECRET-KEY-1. Blanks and small letters do not matter."),
    )  # fmt: skip


class Recovering(RecoveryKey, NewPassphrase):
    """The recovery key and a new passphrase."""

    field_order = ("recovery", "passphrase", "again")


class Reason(forms.Form):
    """Why, for whoever reads the log. It names nobody."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, help_text=_("It stands in the log. Name nobody: the case number suffices."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class Judging(forms.Form):
    """A decision on two list entries."""

    verdict = forms.ChoiceField(
        label=_("Are they one person?"), widget=forms.RadioSelect,
        choices=choices(Verdict),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why"), max_length=1000, help_text=_("It stays in the vault."))
