"""Forms of evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from saylau.errors import WrongUse
from saylau.server.access.models import User
from saylau.server.evidence.passages import MOST_QUOTED, UNITS, WHOLE, locator
from saylau.server.states import LEAST_REASON
from saylau.server.store.models import SOURCE, Case, Fact


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or many; cleaned to a list."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file for itself; an empty file is evidence too."""
        found = list(data) if isinstance(data, list | tuple) else [data] if data else []
        if not found:
            raise ValidationError(_("Choose a file."))
        return found


class _Source(forms.CharField):
    """The id of a source of the case, or nothing."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Source"), required=False, max_length=200,
            help_text=_("Id of the source of this case that the file is a copy of, where it is one."),
            widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
        )  # fmt: skip


class Adding(forms.Form):
    """Files to be taken in, and what is known of where they come from."""

    file = FilesField(
        label=_("Files"), help_text=_("One or many. They are kept as they are, under their hash, and never changed.")
    )
    source = _Source()
    received_from = forms.CharField(
        label=_("Received from"), required=False, max_length=1000,
        help_text=_("A case number or an office. Names of people at risk never stand here."),
    )  # fmt: skip
    received_how = forms.CharField(
        label=_("Received how"),
        required=False,
        max_length=1000,
        help_text=_("By hand, by mail, downloaded from which address on which day, photographed by whom."),
    )
    restricted = forms.BooleanField(
        label=_("Restricted"), required=False,
        help_text=_("Only you, whoever works on a fact that it supports, and reviewers see it."),
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, ask_for_room: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._case = case
        if ask_for_room:
            self.fields["room"] = forms.BooleanField(
                label=_("This case may hold more than 2 GiB of evidence"), required=False,
                help_text=_("Backups and exports take longer, and need as much room again."),
            )  # fmt: skip

    def clean_source(self) -> str:
        """A source that the case has."""
        told = str(self.cleaned_data["source"]).strip()
        if told and not self._case.facts.filter(kind=SOURCE, name=told).exists():
            raise ValidationError(
                _("The case has no source of this id; choose one of its sources, or leave this empty.")
            )
        return told


class Proving(forms.Form):
    """A proof of time for an item."""

    file = FilesField(
        label=_("Proof"),
        help_text=_("The answer of a time authority (.tsr, RFC 3161) or an OpenTimestamps proof (.ots)."),
    )


class Reason(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=_("Reason"), min_length=LEAST_REASON, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("At least ten characters. It stands in the custody log."),
    )  # fmt: skip


class Linking(forms.Form):
    """A place in the file that supports a fact."""

    fact = forms.CharField(
        label=_("Fact"), max_length=200, help_text=_("Name of the fact, as it stands on its page."),
        widget=forms.TextInput(attrs={"list": "facts", "autocomplete": "off"}),
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Place"), choices=list(UNITS.items()))
    where = forms.CharField(
        label=_("Where"), required=False, max_length=150, help_text=_("3, 3-5, 0:10-0:25, or the heading of a section"),
        widget=forms.TextInput(attrs={"class": "short"}),
    )  # fmt: skip
    quote = forms.CharField(
        label=_("The words that stand there"), required=False, max_length=MOST_QUOTED,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, facts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user, self._facts = user, facts

    def clean_fact(self) -> Fact:
        """A fact that the person sees."""
        found = self._facts.exclude(kind=SOURCE).filter(name=str(self.cleaned_data["fact"]).strip()).first()
        if found is None:
            raise ValidationError(_("There is no fact of this name, or you may not see it."))
        fact: Fact = found
        return fact

    def clean(self) -> dict[str, Any]:
        """The place, as it is kept."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("unit"):
            try:
                told["locator"] = locator(told["unit"], told.get("where", "") if told["unit"] != WHOLE else "")
            except WrongUse as refused:
                self.add_error("where", str(refused))
        return told
