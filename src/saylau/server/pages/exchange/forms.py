"""Forms of imports and packages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from saylau.server.states import LEAST_REASON


class Bringing(forms.Form):
    """A file to bring in."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A case package or zipped case folder (.zip), a workbook (.xlsx), or the table of one kind named after it, "
            "such as detention.csv. Nothing is saved before you have seen what would change."
        ),
    )


class Asking(forms.Form):
    """A package to be let out."""

    reason = forms.CharField(
        label=_("Reason"), min_length=LEAST_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For whom the package is, and why. A second person reads it and agrees."),
    )  # fmt: skip
