"""Forms with which a case comes to the server."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from saylau.records.kinds.elections import Level
from saylau.records.source import Grade, Interest
from saylau.values import Truth

_DAY = forms.DateInput(attrs={"type": "date", "class": "short"})


class Beginning(forms.Form):
    """What a case begins with: the election, and the source that says that it is held."""

    title = forms.CharField(label=_("Title of the assessment"), max_length=300)
    id = forms.RegexField(
        r"^[a-z0-9][a-z0-9\-]*$", label=_("Short name"), max_length=100,
        help_text=_("Lower-case letters, digits, hyphens, such as kazakhstan-2019. It stands in addresses and stays."),
    )  # fmt: skip
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=_("Country"),
        help_text=_("The two letters of ISO 3166-1, such as KZ; XX for an invented one."),
    )
    election = forms.CharField(label=_("Name of the election"), max_length=300)
    level = forms.ChoiceField(label=_("What is elected"), choices=[(str(one), _(str(one))) for one in Level])
    early = forms.ChoiceField(
        label=_("Held before the regular term ended"), choices=[(str(one), _(str(one))) for one in Truth], initial="no"
    )
    poll = forms.DateField(label=_("Voting day"), widget=_DAY)
    assessed = forms.DateField(
        label=_("Date of assessment"), widget=_DAY, help_text=_("Nothing later than this day is considered.")
    )
    source = forms.CharField(
        label=_("First source"),
        max_length=300,
        help_text=_("The document in which the election was called, or another that says when it is held."),
    )
    grade = forms.ChoiceField(
        label=_("Grade of this source"), choices=[(str(one), str(one)) for one in Grade],
        help_text=_("A: official or primary, read. B: press or secondary, read. C: weak."),
    )  # fmt: skip
    interest = forms.ChoiceField(label=_("Whose voice it is"), choices=[(str(one), _(str(one))) for one in Interest])


class Opening(forms.Form):
    """A case that is there already."""

    file = forms.FileField(
        label=_("File"), help_text=_("A case package or zipped case folder (.zip), or a workbook (.xlsx).")
    )
