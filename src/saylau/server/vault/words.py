"""The choices of entries, and how linkages stand, in the words of the pages. Values in the vault stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saylau.casework.linkages import State
from saylau.methods.linkage_clusters import Stop
from saylau.records.kinds.actors import Gender
from saylau.vault.entries import AuthorityForm, Explained, GivenBy, Manner, NamePart, NameSort, Verdict
from saylau.vault.ledger import Detail

LABELS: Mapping[str, Promise] = MappingProxyType({
    "on": _("Day"), "note": _("Note"), "text": _("Text"), "part": _("Part of the name"), "sort": _("Sort"),
    "language": _("Language"), "source": _("Where it is written so"), "gender": _("Sex"), "born": _("Born"),
    "nationality": _("Nationality"), "document": _("Identity document"), "profession": _("Profession"),
    "address": _("Address or number"), "way": _("Way of contact"), "safe": _("When it is safe"), "title": _("Title"),
    "sha256": _("SHA-256 of the paper"), "pages": _("Pages"), "purposes": _("What for"), "bodies": _("Bodies"),
    "until": _("Until"), "given_by": _("Given by"), "relation": _("Relation"), "child_agrees": _("The child agrees"),
    "manner": _("Manner"), "interpreter": _("An interpreter was there"), "explained": _("Explained before"),
    "in_custody": _("Given while held"), "paper": _("SHA-256 of the signed paper"), "attorney": _("Who may act"),
    "powers": _("Powers"), "form": _("Form"), "what": _("Paper"), "audience": _("To whom"),
    "fields": _("What it tells of the person"), "granted": _("Consents on which it went"),
})  # fmt: skip
"""Fields of entries, by their names."""
_WORDS: Mapping[type[StrEnum], Mapping[str, Promise]] = MappingProxyType({
    NamePart: {
        NamePart.FAMILY: _("family name"), NamePart.GIVEN: _("given name"), NamePart.PATRONYMIC: _("patronymic"),
        NamePart.WHOLE: _("whole name"),
    },
    NameSort: {
        NameSort.OFFICIAL: _("official"), NameSort.DOCUMENT: _("as in a document"), NameSort.ALIAS: _("alias"),
        NameSort.FORMER: _("former"),
    },
    GivenBy: {
        GivenBy.SELF: _("the person"), GivenBy.GUARDIAN: _("a guardian"), GivenBy.RELATIVE: _("a relative"),
    },
    Manner: {
        Manner.WRITTEN: _("written"), Manner.RECORDED: _("recorded"),
        Manner.SPOKEN: _("spoken before a witness"),
    },
    Explained: {
        Explained.WHO: _("who documents"), Explained.PURPOSE: _("purpose"), Explained.ACCESS: _("who gets access"),
        Explained.RISKS: _("risks"), Explained.BENEFITS: _("benefits"),
        Explained.REFUSAL: _("right to refuse and to withdraw"), Explained.WITHDRAWAL: _("how to withdraw"),
    },
    AuthorityForm: {
        AuthorityForm.SIMPLE: _("simple"), AuthorityForm.WITNESSED: _("witnessed"),
        AuthorityForm.NOTARISED: _("notarised"),
    },
    Gender: {Gender.WOMAN: _("woman"), Gender.MAN: _("man"), Gender.OTHER: _("other")},
    Detail: {
        Detail.NUMBER: _("case number"), Detail.NAME: _("name"),
        Detail.PARTICULARS: _("particulars: birth, document, address, contact"),
        Detail.PICTURE: _("picture or voice"), Detail.ROW: _("row of a research data set"),
    },
    Verdict: {
        Verdict.SAME: _("the same person"), Verdict.DIFFERENT: _("different people"), Verdict.UNSURE: _("unsure"),
    },
    Stop: {
        Stop.ONE_LIST_TWICE: _("two entries of one list"), Stop.MORE_THAN_LISTS: _("more entries than lists"),
        Stop.LARGE: _("improbably large"), Stop.CONFLICT: _("decisions that contradict each other"),
    },
    State: {
        State.HOLDS: _("holds"), State.CHANGED: _("entries or decisions came since: build it anew"),
        State.WITHDRAWN: _("holds an entry that may not be analysed any more: build it anew"),
    },
})  # fmt: skip


def word(choice: StrEnum) -> Promise | str:
    """A choice in words; as it stands in the vault where there is no other word for it."""
    return _WORDS.get(type(choice), {}).get(choice, str(choice))


def choices(of: type[StrEnum]) -> list[tuple[str, Promise | str]]:
    """The choices of a field, as a form takes them."""
    return [(str(one), word(one)) for one in of]


def details(told: tuple[str, ...]) -> list[Promise | str]:
    """What a paper told of a person, as releases in the vault have it."""
    known = {str(one): word(one) for one in Detail}
    return [known.get(one, one) for one in told]
