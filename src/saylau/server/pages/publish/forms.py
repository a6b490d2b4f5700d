"""Forms of releases."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from saylau.report.write import FORMATS


class _Making(forms.Form):
    formats = forms.MultipleChoiceField(
        label=_("Formats"), choices=[(name, name.upper()) for name in FORMATS], widget=forms.CheckboxSelectMultiple,
        initial=list(FORMATS),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple, initial=["en"]
    )
    site = forms.BooleanField(label=_("A site too: a page for each finding, fact and source"), required=False)

    @property
    def options(self) -> dict[str, Any]:
        """What was chosen, as it is kept."""
        return {name: value for name, value in self.cleaned_data.items() if name != "title"}


class Beginning(_Making):
    """What a release is to be made of."""

    title = forms.CharField(label=_("Title"), max_length=300, help_text=_("As it stands on the public page."))
    unsigned = forms.BooleanField(
        label=_("Allow findings that nobody signed; each page then says that they are indications"), required=False
    )
    names = forms.BooleanField(label=_("Name the people who agreed that their names are published"), required=False)
    evidence = forms.BooleanField(label=_("Copies of evidence that were checked for publication"), required=False)
    field_order = ("title", "formats", "languages", "site", "unsigned", "names", "evidence")


class Asking(_Making):
    """What a working report is to be made of."""
