"""Forms of what is of several people: a collective complaint, a linkage, a table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from saylau.casework.linkages import THRESHOLDS
from saylau.server.store.models import Case
from saylau.server.vault.access import is_number
from saylau.server.vault.people import organisations_of

_LONGEST = 50_000


class Complaining(forms.Form):
    """A collective complaint: to whom, by what rule, and the words of whoever submits it."""

    bodies = forms.MultipleChoiceField(
        label=_("Addressees"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Consent and power of attorney have to hold for each of them."),
    )  # fmt: skip
    attorney = forms.ChoiceField(
        label=_("Who submits"), required=False,
        help_text=_("An organisation that powers of attorney in the vault name; none where none is needed."),
    )  # fmt: skip
    papers = forms.CharField(
        label=_("Papers that each must have handed in"), required=False, max_length=500,
        help_text=_("Their sorts, parted by semicolons."),
    )  # fmt: skip
    only = forms.CharField(
        label=_("Only these case numbers"), required=False, max_length=5000,
        help_text=_("Parted by commas; empty for everybody."),
    )  # fmt: skip
    named = forms.BooleanField(label=_("Leave out whoever may not be named to each addressee"), required=False)
    in_confidence = forms.BooleanField(label=_("The addressees do not hand names on to the state"), required=False)
    unconfirmed = forms.BooleanField(label=_("Take in people whose consent is to be confirmed"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages of the paper"), widget=forms.CheckboxSelectMultiple, choices=settings.LANGUAGES
    )
    requests = forms.CharField(
        label=_("What is asked for"), required=False, max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One request a line. Name nobody."),
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, attorneys: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bodies"].choices = list(organisations_of(case).items())  # type: ignore[attr-defined]
        self.fields["attorney"].choices = [("", "—"), *attorneys.items()]  # type: ignore[attr-defined]
        for code, name in settings.LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Your text of the common facts: %(language)s") % {"language": name}, required=False,
                max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
                help_text=_("Name nobody. Facts are cited as in the text of the report: {fact:…}."),
            )  # fmt: skip

    def clean_only(self) -> tuple[str, ...]:
        """Case numbers in capitals."""
        numbers = _parts(self.cleaned_data["only"].upper(), ",")
        if not all(map(is_number, numbers)):
            raise forms.ValidationError(_("Write letters of a series and a number, such as P-0042."))
        return numbers

    @property
    def wanted(self) -> dict[str, Any]:
        """The complaint as it is asked for."""
        told = self.cleaned_data
        texts = {code: told[f"text_{code}"].strip() for code in told["languages"]}
        return {
            "bodies": tuple(told["bodies"]), "attorney": told["attorney"], "papers": _parts(told["papers"], ";"),
            "only": told["only"], "named": told["named"], "in_confidence": told["in_confidence"],
            "unconfirmed": told["unconfirmed"], "languages": tuple(told["languages"]),
            "texts": {code: text for code, text in texts.items() if text},
            "requests": _parts(told["requests"].replace("\r", ""), "\n"),
        }  # fmt: skip


def _parts(text: str, sign: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in map(str.strip, text.split(sign)) if part))


class Building(forms.Form):
    """A linkage to build; empty for those that were built before, or else the usual four."""

    name = forms.CharField(label=_("Name"), required=False, max_length=40)
    threshold = forms.FloatField(
        label=_("Threshold in bits"), required=False,
        help_text=_("From which two entries count as one person without a decision."),
    )  # fmt: skip
    lists = forms.MultipleChoiceField(
        label=_("Lists"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("None ticked: all.")
    )

    def __init__(self, *args: Any, lists: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lists"].choices = lists  # type: ignore[attr-defined]
        said = _("%(known)s need no threshold. Empty: those that were built before, anew, or else these.")
        self.fields["name"].help_text = said % {"known": ", ".join(THRESHOLDS)}

    def clean(self) -> dict[str, Any]:
        """A threshold belongs to one linkage."""
        told = super().clean() or {}
        if told.get("threshold") is not None and not told.get("name"):
            self.add_error("name", _("A threshold belongs to one linkage: name it."))
        return told


OF = {
    "acts": _("people, each under the first act told of them"),
    "steps": _("people, each under the first step told of them"),
    "appeals": _("reports of what people saw"),
}
HEADS = {
    "sort": _("sort"), "region": _("region"), "gender": _("sex"), "age": _("age"), "channel": _("channel"),
    "verification": _("verification"), "month": _("month"), "quarter": _("quarter"), "year": _("year"),
}  # fmt: skip


class Counting(forms.Form):
    """What is counted in a table, and by which heads."""

    of = forms.ChoiceField(label=_("What is counted"), choices=list(OF.items()))
    rows = forms.ChoiceField(label=_("Rows"), choices=list(HEADS.items()))
    columns = forms.ChoiceField(label=_("Columns"), required=False, choices=[("", "—"), *HEADS.items()])
