"""Forms of the assessment."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from saylau.records.source import Decision


class Replying(forms.Form):
    """Where and by when answers to the letters are asked for."""

    reply_to = forms.CharField(
        label=_("Address for the replies"), max_length=200, required=False,
        help_text=_("Left to fill in where you write none."),
    )  # fmt: skip
    by = forms.DateField(
        label=_("Day by which a reply is asked for"), required=False, help_text=_("As year-month-day: 2019-05-30."),
        input_formats=["%Y-%m-%d"], widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip


class Signing(forms.Form):
    """A conclusion on a finding."""

    decision = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[
            (Decision.APPROVED, _("approved: I looked at the facts, the law and the reasoning, and agree")),
            (Decision.CHANGED, _("changed: I conclude something else, which I write below")),
            (Decision.REJECTED, _("rejected: it should not be said")),
        ],
    )  # fmt: skip
    note = forms.CharField(
        label=_("Conclusion in your own words"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed unless you approve. It stands in the report beside your name."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)


class Writing(forms.Form):
    """The text of one chapter."""

    text = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 20}),
        max_length=200_000,
        help_text=_(
            "Paragraphs are parted by an empty line. **strong** is strong, a line that begins with - is an item of a "
            "list. {finding:ID} stands for the sentence of a finding, {fact:NAME} for the main value of a fact, "
            "{fact:NAME.field} for one of its fields; each leads to its source."
        ),
    )  # fmt: skip
    was = forms.CharField(widget=forms.HiddenInput, required=False)
